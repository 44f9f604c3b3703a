//! Who looked at whose file (Data Protection Act 2018, section 62). A look is noted before the file is sent.

use std::time::Duration;

use alongside_protocol::{BoardId, IncidentNumber, Millis, UserId, vocabulary::Audience};
use tokio::sync::mpsc;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use crate::database::{Database, on_both};

/// Notes waiting for the database. When it is full no further file is opened.
const WAITING_MAX: usize = 4_096;
const RETRY_MS: u64 = 500;

#[derive(Clone, Debug)]
pub struct Consultation {
    pub board: BoardId,
    pub at: Millis,
    pub user: UserId,
    pub incident: IncidentNumber,
    pub audience: Audience,
}

/// Takes notes; writes them in order, and again until the database takes them.
#[derive(Clone, Debug)]
pub struct Ledger {
    notes: mpsc::Sender<Consultation>,
}

/// The ledger is full because the database has been away too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerFull;

impl Ledger {
    pub fn start(database: Database, tasks: &TaskTracker, stop: CancellationToken) -> Self {
        let (notes, inbox) = mpsc::channel(WAITING_MAX);
        tasks.spawn(write(database, inbox, stop));
        Self { notes }
    }

    pub fn consulted(&self, consultation: Consultation) -> Result<(), LedgerFull> {
        self.notes.try_send(consultation).map_err(|_| LedgerFull)
    }
}

async fn write(database: Database, mut inbox: mpsc::Receiver<Consultation>, stop: CancellationToken) {
    loop {
        let note = tokio::select! {
            biased;
            note = inbox.recv() => note,
            () = stop.cancelled() => {
                inbox.close();
                inbox.recv().await
            }
        };
        let Some(note) = note else { return };
        let id = Uuid::now_v7().to_string();
        while let Err(error) = insert(&database, &id, &note).await {
            tracing::error!(%error, "a consultation is noted in memory only until the database is back");
            tokio::time::sleep(Duration::from_millis(RETRY_MS)).await;
            if stop.is_cancelled() && database.ping().await.is_err() {
                tracing::error!(waiting = inbox.len() + 1, "stopping with consultations that could not be written");
                return;
            }
        }
    }
}

async fn insert(database: &Database, id: &str, note: &Consultation) -> Result<(), sqlx::Error> {
    on_both!(write database, pool => {
        sqlx::query(
            "INSERT INTO consultation (id, board, at_ms, user_id, incident, audience) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(id)
        .bind(&note.board.0)
        .bind(note.at)
        .bind(&note.user.0)
        .bind(&note.incident.0)
        .bind(note.audience.as_str())
        .execute(pool)
        .await?;
    });
    Ok(())
}
