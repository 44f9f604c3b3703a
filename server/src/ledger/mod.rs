//! The record that section 62 of the Data Protection Act 2018 asks for: who collected, altered, consulted, disclosed,
//! combined or erased what, when, to whom and why.
//!
//! What changes a board is in the journal already, and the journal is that record: `acts` says which of its events is
//! which act. What changes nothing (a look, an export, a sign-in) is a row of the table `ledger`, which `writer` adds to
//! and `row` chains. `search` reads both as one list. It must not know HTTP.

mod access;
pub mod acts;
pub mod row;
pub mod search;
mod writer;

use std::{sync::Arc, time::Duration};

use alongside_protocol::{BoardId, IncidentNumber, Millis, Private, UserId, vocabulary::Audience};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use crate::{database::Database, journal::keys::DataKeys};

/// Notes waiting for the database. When it is full nothing further is shown.
const WAITING_MAX: usize = 4_096;
/// How long whoever wants to see something waits for its row, ms. Then it is not shown.
const ROW_MS_MAX: u64 = 3_000;

/// The acts of section 62, and `access`: who came in, and who changed what somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Collection,
    Alteration,
    Consultation,
    Disclosure,
    Combination,
    Erasure,
    Access,
}

impl Act {
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Collection, "collection"),
        (Self::Alteration, "alteration"),
        (Self::Consultation, "consultation"),
        (Self::Disclosure, "disclosure"),
        (Self::Combination, "combination"),
        (Self::Erasure, "erasure"),
        (Self::Access, "access"),
    ];

    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(act, _)| *act == self).map_or("", |(_, word)| word)
    }
}

/// What is to be written down.
#[derive(Clone, Debug)]
pub struct Note {
    pub board: BoardId,
    pub at: Millis,
    pub act: Act,
    pub user: UserId,
    /// As colleagues know them today; none where nobody is known by it.
    pub name: Option<String>,
    pub audience: Option<Audience>,
    pub incident: Option<IncidentNumber>,
    /// To whom it went.
    pub recipient: Option<String>,
    /// Sealed before it is written, under the incident's key where there is one, else under the board's.
    pub reason: Option<Private>,
    /// What further was done, in words of the code. No text that a person wrote.
    pub detail: Value,
}

impl Note {
    /// A note without the parts that most have not.
    pub fn new(board: &BoardId, at: Millis, act: Act, user: &UserId, detail: Value) -> Self {
        Self {
            board: board.clone(),
            at,
            act,
            user: user.clone(),
            name: None,
            audience: None,
            incident: None,
            recipient: None,
            reason: None,
            detail,
        }
    }
}

/// It could not be written down, so it may not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the record of who looks cannot be written just now")]
pub struct LedgerAway;

/// A note on its way to the table.
#[derive(Debug)]
struct Waiting {
    /// Its own for ever: tried again after an unknown outcome, it is written once.
    id: Uuid,
    note: Note,
    /// Whoever waits for the row; none where nothing hangs on it.
    written: Option<oneshot::Sender<()>>,
}

/// What reading and writing stand on.
#[derive(Debug)]
struct Store {
    database: Database,
    keys: Arc<DataKeys>,
}

/// Takes notes, and searches them.
#[derive(Clone, Debug)]
pub struct Ledger {
    notes: mpsc::Sender<Waiting>,
    store: Arc<Store>,
}

impl Ledger {
    pub fn start(database: Database, keys: Arc<DataKeys>, tasks: &TaskTracker, stop: CancellationToken) -> Self {
        let (notes, inbox) = mpsc::channel(WAITING_MAX);
        let store = Arc::new(Store { database, keys });
        tasks.spawn(writer::write(Arc::clone(&store), inbox, stop));
        Self { notes, store }
    }

    /// Returns when the row is on disk: only then may it be shown. A note that is given up is not written later.
    pub async fn record(&self, note: Note) -> Result<(), LedgerAway> {
        let (written, row) = oneshot::channel();
        let waiting = Waiting { id: Uuid::now_v7(), note, written: Some(written) };
        self.notes.try_send(waiting).map_err(|_| full())?;
        match timeout(Duration::from_millis(ROW_MS_MAX), row).await {
            Ok(Ok(())) => Ok(()),
            Err(_) | Ok(Err(_)) => Err(LedgerAway),
        }
    }

    /// Writes it as soon as the database takes it, and waits for nothing: for what must reach a crew or an account in
    /// any case.
    pub fn note(&self, note: Note) {
        if self.notes.try_send(Waiting { id: Uuid::now_v7(), note, written: None }).is_err() {
            full();
            tracing::error!("a note was lost: too many wait for the database");
        }
    }

    /// Who came in, who was turned away, what changed about an account. One row on each board that the account has.
    /// `what` and `detail` are words of the code; a name that nobody has belongs to no board, and is not noted.
    #[expect(clippy::needless_pass_by_value, reason = "it is made for this call alone")]
    pub fn access(&self, boards: &[BoardId], at: Millis, user: &UserId, name: Option<&str>, what: &str, detail: Value) {
        for board in boards {
            let detail = serde_json::json!({ "what": what, "detail": detail.clone() });
            let note = Note::new(board, at, Act::Access, user, detail);
            self.note(Note { name: name.map(ToOwned::to_owned), ..note });
        }
    }
}

fn full() -> LedgerAway {
    metrics::counter!("alongside_ledger_full_total").increment(1);
    LedgerAway
}
