//! What happened, for ever: the truth (I1). Append with an expected place, read from a place.
//!
//! It must not know Redis, HTTP or the rules of the domain. `sql` is its one implementation, on Postgres
//! and on SQLite, `bounded` gives each call a deadline; `keys` seals what goes in and opens what comes out;
//! `row` is what each row's digest covers, so that nobody alters one unseen.

pub mod bounded;
pub mod kept;
pub mod keys;
pub mod row;
pub mod sql;
mod write;

use std::{collections::HashMap, sync::Arc};

use alongside_core::Entry;
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use async_trait::async_trait;
use thiserror::Error;
use uuid::Uuid;

use crate::{database::DatabaseError, sealing::SealError};

/// Where a board stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Changes when the journal is restored from a backup.
    pub epoch: String,
    pub seq: u64,
}

/// An accepted command's place: the answer to give whenever it comes again (I3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub command: Uuid,
    pub seq: u64,
}

/// A claim or a car's one active place, guarded a second time by the database (I7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    pub kind: &'static str,
    pub held: String,
    /// None: let go.
    pub holder: Option<String>,
}

/// One transaction: all of it, or nothing.
#[derive(Debug, Default)]
pub struct Batch {
    pub entries: Vec<Entry>,
    pub receipts: Vec<Receipt>,
    pub holds: Vec<Hold>,
}

#[derive(Debug, Error)]
pub enum JournalError {
    /// Another node took the place: catch up and decide again (I2).
    #[error("another node wrote first")]
    Conflict,
    /// A command of the batch is in the journal already (I3).
    #[error("a command of this batch was accepted before")]
    Repeated,
    /// The second guard of I7 caught what `decide` let through. Nothing was written.
    #[error("two would hold the same {0}")]
    Held(String),
    /// It is not known whether the batch was written.
    #[error("the journal does not answer: {0}")]
    Unavailable(#[source] DatabaseError),
    #[error(transparent)]
    Sealing(#[from] SealError),
}

impl From<sqlx::Error> for JournalError {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

/// A board's sealed documents by field, and the place at which they stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub seq: u64,
    pub documents: HashMap<String, String>,
}

/// A feed item that could not be taken.
#[derive(Clone, Debug)]
pub struct Quarantined {
    pub at: Millis,
    pub source: Option<String>,
    pub message_id: Option<String>,
    pub field: String,
    pub found: String,
    pub allowed: String,
    /// The item as it came; sealed before it is written.
    pub item: Vec<u8>,
}

/// The journal of all boards.
#[async_trait]
pub trait Journal: Send + Sync {
    /// The board's place; makes the board known when it is new.
    async fn head(&self, board: &BoardId) -> Result<Head, JournalError>;

    /// Writes `batch` after `expected`, flushed to disk when this returns.
    async fn append(&self, board: &BoardId, expected: u64, batch: &Batch) -> Result<(), JournalError>;

    /// Entries after `after`, oldest first, at most `limit`.
    async fn read(&self, board: &BoardId, after: u64, limit: usize) -> Result<Vec<Entry>, JournalError>;

    /// Which of `incidents` the journal has anything of.
    async fn known(&self, board: &BoardId, incidents: &[IncidentNumber]) -> Result<Vec<IncidentNumber>, JournalError>;

    /// Every entry of one incident, oldest first.
    async fn history(&self, board: &BoardId, incident: &IncidentNumber) -> Result<Vec<Entry>, JournalError>;

    /// The answers given before to those of `commands` that were accepted.
    async fn receipts(&self, board: &BoardId, commands: &[Uuid]) -> Result<Vec<Receipt>, JournalError>;

    /// Keeps a board's sealed documents as they stood at `seq`, in place of the last time's.
    async fn put_checkpoint(
        &self,
        board: &BoardId,
        seq: u64,
        documents: &[(String, String)],
    ) -> Result<(), JournalError>;

    /// The documents last kept, and their place.
    async fn checkpoint(&self, board: &BoardId) -> Result<Option<Checkpoint>, JournalError>;

    /// Keeps a faulty feed item. The same item again changes nothing.
    async fn quarantine(&self, board: &BoardId, item: &Quarantined) -> Result<(), JournalError>;

    async fn quarantined_count(&self, board: &BoardId) -> Result<u32, JournalError>;

    /// The keys by which this journal's texts are sealed; live state uses the same.
    fn keys(&self) -> Arc<keys::DataKeys>;
}

/// The incidents that a batch concerns, each once.
pub fn incidents_of(batch: &Batch) -> Vec<IncidentNumber> {
    let mut numbers: Vec<_> = batch.entries.iter().filter_map(|entry| entry.event.incident()).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}
