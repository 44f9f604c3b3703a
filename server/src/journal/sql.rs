//! The journal on Postgres and on SQLite. SQL text is shared save where one engine writes many rows better.

use std::{collections::HashMap, sync::Arc};

use alongside_core::{Entry, Event, event::SealedBy, repeat::traits_in};
use alongside_protocol::{BoardId, IncidentNumber};
use async_trait::async_trait;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{
    Batch, Checkpoint, Head, Journal, JournalError, Quarantined, Receipt, incidents_of,
    keys::{BOARD_KEY, DataKeys, INDEX_KEY, NewKey},
    row::author,
    write::{self, Row, SealedBatch},
};
use crate::{
    chain::{CHAIN_KEY, Chain},
    database::{Database, on_both},
    sealing::{self, Sealed},
};

/// Documents of a checkpoint that one statement writes: four values each, far under either engine's limit.
const CHECKPOINT_ROWS: usize = 500;
/// The kind of the one event that an incident's own key cannot open: it is gone by then.
pub const ERASED_KIND: &str = "incident_erased";

#[derive(Debug)]
pub struct SqlJournal {
    database: Database,
    keys: Arc<DataKeys>,
}

impl SqlJournal {
    pub fn new(database: Database, keys: Arc<DataKeys>) -> Self {
        Self { database, keys }
    }

    /// By what the incident of an entry may be looked for, as keyed digests.
    async fn digests(&self, board: &BoardId, entry: &Entry) -> Result<Vec<(String, IncidentNumber)>, JournalError> {
        let (traits, incident) = (traits_in(entry), entry.event.incident());
        let Some(number) = incident.filter(|_| !traits.is_empty()) else { return Ok(Vec::new()) };
        let key = self.keys.named(board, INDEX_KEY).await?;
        Ok(traits.iter().map(|one| (key.digest(one.text().as_bytes()), number.clone())).collect())
    }

    /// Writes these entries' digests anew, but for incidents that were erased. Gives how many there are.
    pub async fn index(&self, board: &BoardId, entries: &[Entry]) -> Result<u64, JournalError> {
        let mut numbers: Vec<IncidentNumber> = entries.iter().filter_map(|entry| entry.event.incident()).collect();
        numbers.sort();
        numbers.dedup();
        let keys = self.keys.load(board, &numbers).await?;
        let mut traits = Vec::new();
        for entry in entries {
            let Some(number) = entry.event.incident() else { continue };
            if keys.contains_key(&number) && !self.keys.is_younger(board, &number, entry.seq) {
                traits.extend(self.digests(board, entry).await?);
            }
        }
        write::index(&self.database, board, &traits).await?;
        Ok(traits.len() as u64)
    }

    /// Seals every entry; makes a key for an incident that has none. What stands after an erasure gets a new one.
    async fn seal<'a>(&self, board: &BoardId, batch: &'a Batch) -> Result<SealedBatch<'a>, JournalError> {
        let mut known = self.keys.load(board, &incidents_of(batch)).await?;
        let mut own = None;
        let mut made: HashMap<IncidentNumber, NewKey> = HashMap::new();
        let mut sealed = SealedBatch::default();
        for entry in &batch.entries {
            let parts = match entry.event.sealed_by() {
                SealedBy::Board => {
                    let key = match own.take() {
                        Some(key) => key,
                        None => self.keys.named(board, BOARD_KEY).await?,
                    };
                    own = Some(key);
                    sealing::seal(entry, own.as_ref(), &context(board, entry.seq))?
                }
                SealedBy::Incident(number) => {
                    // What the system itself does with one that was erased needs no key, and makes none.
                    let by_itself = matches!(entry.event, Event::IncidentArchived { .. } | Event::PastForgotten { .. });
                    if !by_itself && !known.contains_key(&number) && !made.contains_key(&number) {
                        made.insert(number.clone(), self.keys.make(board, &number, entry.seq).await?);
                    }
                    let key = known.get(&number).or_else(|| made.get(&number).map(NewKey::key));
                    sealing::seal(entry, key, &context(board, entry.seq))?
                }
            };
            if let Event::IncidentErased { incident, .. } = &entry.event {
                known.remove(incident);
                made.remove(incident);
                sealed.traits.retain(|(_, number)| number != incident);
                sealed.erased.push(incident.clone());
            }
            sealed.traits.extend(self.digests(board, entry).await?);
            sealed.rows.push(Row {
                seq: entry.seq as i64,
                at_ms: entry.at,
                kind: entry.event.kind(),
                author: author(&entry.by),
                parts,
                incident: entry.event.incident(),
            });
        }
        sealed.new_keys = made.into_values().collect();
        Ok(sealed)
    }
}

/// Place, kind, incident, body, sealed texts.
pub(crate) type ReadRow = (i64, String, Option<String>, String, Option<Vec<u8>>);

/// Whole entries, out of rows.
pub(crate) async fn open(keys: &DataKeys, board: &BoardId, rows: Vec<ReadRow>) -> Result<Vec<Entry>, JournalError> {
    // First of all: a key at hand that was destroyed meanwhile opens nothing of what was written since.
    for (_, kind, incident, ..) in &rows {
        if kind == ERASED_KIND
            && let Some(number) = incident
        {
            keys.forget(board, &IncidentNumber(number.clone()));
        }
    }
    let mut numbers: Vec<IncidentNumber> = rows
        .iter()
        .filter(|(.., sealed)| sealed.is_some())
        .filter_map(|(_, _, incident, _, _)| incident.clone().map(IncidentNumber))
        .collect();
    numbers.sort();
    numbers.dedup();
    let known = keys.load(board, &numbers).await?;
    let mut entries = Vec::with_capacity(rows.len());
    let own = keys.named(board, BOARD_KEY).await?;
    for (seq, kind, incident, body, sealed) in rows {
        let (seq, parts) = (seq as u64, Sealed { body, sealed });
        let sealer = incident.map(IncidentNumber).filter(|_| kind != ERASED_KIND);
        let key = match &sealer {
            None => Some(&own),
            // The force spoke of it again after it was erased: what stands before is gone, and stays so.
            Some(number) if keys.is_younger(board, number, seq) => None,
            Some(number) => known.get(number),
        };
        entries.push(sealing::open(&parts, key, &context(board, seq))?);
    }
    Ok(entries)
}

pub(super) fn quarantine_context(board: &BoardId) -> String {
    format!("quarantine/{board}")
}

/// Binds an event's sealed texts to its place.
pub fn context(board: &BoardId, seq: u64) -> String {
    format!("event/{board}/{seq}")
}

#[async_trait]
impl Journal for SqlJournal {
    async fn head(&self, board: &BoardId) -> Result<Head, JournalError> {
        let epoch: Option<String> = on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT epoch FROM board WHERE board = $1").bind(&board.0).fetch_optional(pool).await?
        });
        let epoch = match epoch {
            Some(epoch) => epoch,
            None => on_both!(write &self.database, pool => {
                sqlx::query("INSERT INTO board (board, epoch) VALUES ($1, $2) ON CONFLICT (board) DO NOTHING")
                    .bind(&board.0)
                    .bind(Uuid::now_v7().to_string())
                    .execute(pool)
                    .await?;
                sqlx::query_scalar("SELECT epoch FROM board WHERE board = $1").bind(&board.0).fetch_one(pool).await?
            }),
        };
        let seq: i64 = on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM event WHERE board = $1")
                .bind(&board.0)
                .fetch_one(pool)
                .await?
        });
        Ok(Head { epoch, seq: seq as u64 })
    }

    async fn append(&self, board: &BoardId, expected: u64, batch: &Batch) -> Result<(), JournalError> {
        debug_assert_eq!(batch.entries.first().map(|entry| entry.seq), Some(expected + 1), "I2: no gap");
        let sealed = self.seal(board, batch).await?;
        let mut chain = Chain::new(&self.keys.named(board, CHAIN_KEY).await?);
        let written = match &self.database {
            Database::Sqlite { writer, .. } => {
                let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
                match write::sqlite(&mut transaction, &mut chain, board, expected, &sealed, batch).await {
                    Ok(()) => transaction.commit().await.map_err(JournalError::from),
                    Err(error) => Err(error),
                }
            }
            Database::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                match write::postgres(&mut transaction, &mut chain, board, expected, &sealed, batch).await {
                    Ok(()) => transaction.commit().await.map_err(JournalError::from),
                    Err(error) => Err(error),
                }
            }
        };
        if written.is_ok() {
            for number in &sealed.erased {
                self.keys.forget(board, number);
            }
            self.keys.committed(board, sealed.new_keys);
        }
        written
    }

    async fn read(&self, board: &BoardId, after: u64, limit: usize) -> Result<Vec<Entry>, JournalError> {
        let rows: Vec<ReadRow> = on_both!(read &self.database, pool => {
            sqlx::query_as(
                "SELECT seq, kind, incident, body, sealed FROM event WHERE board = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            )
            .bind(&board.0)
            .bind(after as i64)
            .bind(limit as i64)
            .fetch_all(pool)
            .await?
        });
        open(&self.keys, board, rows).await
    }

    async fn known(&self, board: &BoardId, incidents: &[IncidentNumber]) -> Result<Vec<IncidentNumber>, JournalError> {
        let numbers: Vec<&str> = incidents.iter().map(alongside_protocol::IncidentNumber::as_str).collect();
        let found: Vec<String> = match &self.database {
            Database::Sqlite { reader, .. } => {
                sqlx::query_scalar(
                    "SELECT value FROM json_each($2) WHERE EXISTS \
                       (SELECT 1 FROM event WHERE board = $1 AND incident = json_each.value)",
                )
                .bind(&board.0)
                .bind(serde_json::to_string(&numbers).map_err(sealing::SealError::from)?)
                .fetch_all(reader)
                .await?
            }
            Database::Postgres(pool) => {
                sqlx::query_scalar(
                    "SELECT number FROM unnest($2::text[]) AS asked (number) WHERE EXISTS \
                       (SELECT 1 FROM event WHERE board = $1 AND incident = number)",
                )
                .bind(&board.0)
                .bind(numbers.iter().map(ToString::to_string).collect::<Vec<_>>())
                .fetch_all(pool)
                .await?
            }
        };
        Ok(found.into_iter().map(IncidentNumber).collect())
    }

    async fn history(&self, board: &BoardId, incident: &IncidentNumber) -> Result<Vec<Entry>, JournalError> {
        let rows: Vec<ReadRow> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT seq, kind, incident, body, sealed FROM event WHERE board = $1 AND incident = $2 ORDER BY seq")
                .bind(&board.0)
                .bind(&incident.0)
                .fetch_all(pool)
                .await?
        });
        open(&self.keys, board, rows).await
    }

    async fn receipts(&self, board: &BoardId, commands: &[Uuid]) -> Result<Vec<Receipt>, JournalError> {
        let ids: Vec<String> = commands.iter().map(Uuid::to_string).collect();
        let rows: Vec<(String, i64)> = match &self.database {
            Database::Sqlite { reader, .. } => {
                sqlx::query_as(
                    "SELECT command_id, seq FROM receipt WHERE board = $1 AND command_id IN (SELECT value FROM json_each($2))",
                )
                .bind(&board.0)
                .bind(serde_json::to_string(&ids).map_err(sealing::SealError::from)?)
                .fetch_all(reader)
                .await?
            }
            Database::Postgres(pool) => {
                sqlx::query_as("SELECT command_id, seq FROM receipt WHERE board = $1 AND command_id = ANY($2)")
                    .bind(&board.0)
                    .bind(ids)
                    .fetch_all(pool)
                    .await?
            }
        };
        Ok(rows
            .into_iter()
            .filter_map(|(id, seq)| Some(Receipt { command: id.parse().ok()?, seq: seq as u64 }))
            .collect())
    }

    async fn put_checkpoint(
        &self,
        board: &BoardId,
        seq: u64,
        documents: &[(String, String)],
    ) -> Result<(), JournalError> {
        on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            sqlx::query("DELETE FROM checkpoint WHERE board = $1").bind(&board.0).execute(&mut *transaction).await?;
            for chunk in documents.chunks(CHECKPOINT_ROWS) {
                let mut insert = QueryBuilder::new("INSERT INTO checkpoint (board, field, seq, document) ");
                insert.push_values(chunk, |mut row, (field, document)| {
                    row.push_bind(&board.0).push_bind(field).push_bind(seq as i64).push_bind(document);
                });
                insert.build().execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        });
        Ok(())
    }

    async fn checkpoint(&self, board: &BoardId) -> Result<Option<Checkpoint>, JournalError> {
        let rows: Vec<(String, i64, String)> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT field, seq, document FROM checkpoint WHERE board = $1")
                .bind(&board.0)
                .fetch_all(pool)
                .await?
        });
        // One transaction wrote them all, so they agree on the place.
        let seq = rows.first().map(|(_, seq, _)| *seq as u64);
        let documents = rows.into_iter().map(|(field, _, document)| (field, document)).collect();
        Ok(seq.map(|seq| Checkpoint { seq, documents }))
    }

    async fn quarantine(&self, board: &BoardId, item: &Quarantined) -> Result<(), JournalError> {
        let key = self.keys.named(board, BOARD_KEY).await?;
        let digest = key.digest(&item.item);
        let sealed = key.seal(&quarantine_context(board), &item.item)?;
        on_both!(write &self.database, pool => {
            sqlx::query(
                "INSERT INTO quarantine (board, digest, at_ms, source, message_id, field, found, allowed, sealed) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (board, digest) DO NOTHING",
            )
            .bind(&board.0)
            .bind(digest)
            .bind(item.at)
            .bind(&item.source)
            .bind(&item.message_id)
            .bind(&item.field)
            .bind(&item.found)
            .bind(&item.allowed)
            .bind(sealed)
            .execute(pool)
            .await?;
        });
        Ok(())
    }

    async fn quarantined_count(&self, board: &BoardId) -> Result<u32, JournalError> {
        let count: i64 = on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT count(*) FROM quarantine WHERE board = $1").bind(&board.0).fetch_one(pool).await?
        });
        Ok(count as u32)
    }

    fn keys(&self) -> Arc<DataKeys> {
        Arc::clone(&self.keys)
    }
}
