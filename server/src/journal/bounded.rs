//! A journal that always answers (I9). A database whose connections stay open while nothing comes back gives no
//! error by itself: not the pool's limit, once a connection is out, and not the server's own limit on statements.

use std::{sync::Arc, time::Duration};

use alongside_core::Entry;
use alongside_protocol::{BoardId, IncidentNumber};
use async_trait::async_trait;
use tokio::time::timeout;
use uuid::Uuid;

use super::{Batch, Checkpoint, Head, Journal, JournalError, Quarantined, Receipt, keys::DataKeys};
use crate::database::DatabaseError;

/// Longest wait for any one call; then it is refused, and it is not known whether it was done.
const ANSWER_MS_MAX: u64 = 3_000;
/// The same for a whole board's documents.
const CHECKPOINT_MS_MAX: u64 = 30_000;

#[derive(Debug)]
pub struct Bounded<J> {
    journal: J,
}

impl<J: Journal> Bounded<J> {
    pub fn new(journal: J) -> Self {
        Self { journal }
    }
}

async fn within<T>(ms_max: u64, call: impl Future<Output = Result<T, JournalError>>) -> Result<T, JournalError> {
    match timeout(Duration::from_millis(ms_max), call).await {
        Ok(answer) => answer,
        Err(_) => Err(JournalError::Unavailable(DatabaseError::Slow(ms_max))),
    }
}

#[async_trait]
impl<J: Journal> Journal for Bounded<J> {
    async fn head(&self, board: &BoardId) -> Result<Head, JournalError> {
        within(ANSWER_MS_MAX, self.journal.head(board)).await
    }

    async fn append(&self, board: &BoardId, expected: u64, batch: &Batch) -> Result<(), JournalError> {
        within(ANSWER_MS_MAX, self.journal.append(board, expected, batch)).await
    }

    async fn read(&self, board: &BoardId, after: u64, limit: usize) -> Result<Vec<Entry>, JournalError> {
        within(ANSWER_MS_MAX, self.journal.read(board, after, limit)).await
    }

    async fn known(&self, board: &BoardId, incidents: &[IncidentNumber]) -> Result<Vec<IncidentNumber>, JournalError> {
        within(ANSWER_MS_MAX, self.journal.known(board, incidents)).await
    }

    async fn history(&self, board: &BoardId, incident: &IncidentNumber) -> Result<Vec<Entry>, JournalError> {
        within(ANSWER_MS_MAX, self.journal.history(board, incident)).await
    }

    async fn receipts(&self, board: &BoardId, commands: &[Uuid]) -> Result<Vec<Receipt>, JournalError> {
        within(ANSWER_MS_MAX, self.journal.receipts(board, commands)).await
    }

    async fn put_checkpoint(
        &self,
        board: &BoardId,
        seq: u64,
        documents: &[(String, String)],
    ) -> Result<(), JournalError> {
        within(CHECKPOINT_MS_MAX, self.journal.put_checkpoint(board, seq, documents)).await
    }

    async fn checkpoint(&self, board: &BoardId) -> Result<Option<Checkpoint>, JournalError> {
        within(CHECKPOINT_MS_MAX, self.journal.checkpoint(board)).await
    }

    async fn quarantine(&self, board: &BoardId, item: &Quarantined) -> Result<(), JournalError> {
        within(ANSWER_MS_MAX, self.journal.quarantine(board, item)).await
    }

    async fn quarantined_count(&self, board: &BoardId) -> Result<u32, JournalError> {
        within(ANSWER_MS_MAX, self.journal.quarantined_count(board)).await
    }

    fn keys(&self) -> Arc<DataKeys> {
        self.journal.keys()
    }
}
