//! Writes notes in the order in which they were taken, all that wait in one transaction, and again until the database
//! takes them. Of two nodes that write at once one is first; the other reads on and writes after it.

use std::{collections::HashSet, sync::Arc, time::Duration};

use alongside_protocol::{BoardId, IncidentNumber, Private};
use sqlx::QueryBuilder;
use thiserror::Error;
use tokio::{sync::mpsc, time::timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Note, Store, Waiting, row::LedgerRow};
use crate::{
    chain::{CHAIN_KEY, Chain},
    database::{Database, DatabaseError, breaks_unique, on_both},
    journal::{JournalError, keys::BOARD_KEY},
    sealing::SealError,
};

/// Rows of one transaction: 13 values each, under either engine's limit.
const BATCH_ROWS_MAX: usize = 256;
/// Pause before the database is tried again, ms.
const RETRY_MS: u64 = 500;
/// Longest wait for one transaction, ms; then it is not known whether it was done.
const ANSWER_MS_MAX: u64 = 3_000;

#[derive(Debug, Error)]
enum WriteError {
    /// Another node took the place.
    #[error("another node wrote first")]
    Conflict,
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Sealing(#[from] SealError),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

pub(super) async fn write(store: Arc<Store>, mut inbox: mpsc::Receiver<Waiting>, stop: CancellationToken) {
    let mut waiting = Vec::with_capacity(BATCH_ROWS_MAX);
    loop {
        let count = tokio::select! {
            biased;
            count = inbox.recv_many(&mut waiting, BATCH_ROWS_MAX) => count,
            () = stop.cancelled() => {
                inbox.close();
                inbox.recv_many(&mut waiting, BATCH_ROWS_MAX).await
            }
        };
        if count == 0 {
            return;
        }
        // Set once an outcome is not known, or another node was there: what was written after all is found by its id.
        let mut again = false;
        while !waiting.is_empty() {
            // Whoever gave up was not shown anything.
            waiting.retain(|one| one.written.as_ref().is_none_or(|written| !written.is_closed()));
            match write_first_board(&store, &mut waiting, again).await {
                Ok(()) => again = false,
                Err(WriteError::Conflict) => again = true,
                Err(error) => {
                    again = true;
                    metrics::counter!("alongside_ledger_failed_total").increment(1);
                    tracing::error!(%error, "notes for the ledger are in memory only until the database is back");
                    tokio::time::sleep(Duration::from_millis(RETRY_MS)).await;
                    if stop.is_cancelled() && store.database.ping().await.is_err() {
                        let waiting = inbox.len() + waiting.len();
                        tracing::error!(waiting, "stopping with notes for the ledger that could not be written");
                        return;
                    }
                }
            }
        }
    }
}

/// Writes all notes of the first one's board, and tells those who wait for them.
async fn write_first_board(store: &Store, waiting: &mut Vec<Waiting>, again: bool) -> Result<(), WriteError> {
    let Some(board) = waiting.first().map(|one| one.note.board.clone()) else { return Ok(()) };
    let own: Vec<(Uuid, &Note)> =
        waiting.iter().filter(|one| one.note.board == board).map(|one| (one.id, &one.note)).collect();
    match timeout(Duration::from_millis(ANSWER_MS_MAX), append(store, &board, &own, again)).await {
        Ok(written) => written?,
        Err(_) => return Err(DatabaseError::Slow(ANSWER_MS_MAX).into()),
    }
    metrics::counter!("alongside_ledger_rows_total").increment(own.len() as u64);
    for one in waiting.extract_if(.., |one| one.note.board == board) {
        if let Some(written) = one.written {
            // Whoever waited may be gone.
            let _ = written.send(());
        }
    }
    Ok(())
}

/// A note as it will stand, but for its place.
struct Row<'a> {
    id: String,
    note: &'a Note,
    reason: Option<Vec<u8>>,
    detail: String,
}

async fn append(store: &Store, board: &BoardId, notes: &[(Uuid, &Note)], again: bool) -> Result<(), WriteError> {
    let mut chain = Chain::new(&store.keys.named(board, CHAIN_KEY).await?);
    let known = if again { known(&store.database, notes).await? } else { HashSet::new() };
    let mut rows = Vec::with_capacity(notes.len());
    for (id, note) in notes {
        let id = id.to_string();
        if known.contains(&id) {
            continue;
        }
        let reason = match &note.reason {
            Some(reason) => Some(seal_reason(store, note, &id, reason).await?),
            None => None,
        };
        rows.push(Row { id, note, reason, detail: note.detail.to_string() });
    }
    if rows.is_empty() {
        return Ok(());
    }
    // SQLite: the place is read with the right to write, so that nobody comes in between.
    let begin = match &store.database {
        Database::Sqlite { .. } => "BEGIN IMMEDIATE",
        Database::Postgres(_) => "BEGIN",
    };
    on_both!(write &store.database, pool => {
        let mut transaction = pool.begin_with(begin).await?;
        let last: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT seq, mac FROM ledger WHERE board = $1 ORDER BY seq DESC LIMIT 1")
                .bind(&board.0)
                .fetch_optional(&mut *transaction)
                .await?;
        let placed = place(&mut chain, last, board, &rows);
        let mut insert = QueryBuilder::new(
            "INSERT INTO ledger (board, seq, id, at_ms, act, user_id, name, audience, incident, recipient, reason, \
             detail, mac) ",
        );
        insert.push_values(rows.iter().zip(placed), |mut values, (row, (seq, mac))| {
            let note = row.note;
            values.push_bind(&board.0).push_bind(seq).push_bind(&row.id).push_bind(note.at);
            values.push_bind(note.act.as_str()).push_bind(&note.user.0).push_bind(&note.name);
            values.push_bind(note.audience.map(alongside_protocol::vocabulary::Audience::as_str));
            values.push_bind(note.incident.as_ref().map(IncidentNumber::as_str)).push_bind(&note.recipient);
            values.push_bind(&row.reason).push_bind(&row.detail).push_bind(mac);
        });
        insert.build().execute(&mut *transaction).await.map_err(|error| {
            if breaks_unique(&error, "ledger") { WriteError::Conflict } else { error.into() }
        })?;
        transaction.commit().await?;
    });
    Ok(())
}

/// The place and the digest of each row, after the last one there is.
fn place(chain: &mut Chain, last: Option<(i64, Vec<u8>)>, board: &BoardId, rows: &[Row<'_>]) -> Vec<(i64, Vec<u8>)> {
    let (mut seq, mut before) = last.map_or((0, None), |(seq, mac)| (seq, Some(mac)));
    let mut placed = Vec::with_capacity(rows.len());
    for Row { id, note, reason, detail } in rows {
        seq += 1;
        let row = LedgerRow {
            board: board.as_str(),
            seq,
            id,
            at_ms: note.at,
            act: note.act.as_str(),
            user: note.user.as_str(),
            name: note.name.as_deref(),
            audience: note.audience.map(alongside_protocol::vocabulary::Audience::as_str),
            incident: note.incident.as_ref().map(IncidentNumber::as_str),
            recipient: note.recipient.as_deref(),
            reason: reason.as_deref(),
            detail,
        };
        let mac = row.mac(chain, before.as_deref()).to_vec();
        before = Some(mac.clone());
        placed.push((seq, mac));
    }
    placed
}

async fn known(database: &Database, notes: &[(Uuid, &Note)]) -> Result<HashSet<String>, sqlx::Error> {
    let rows: Vec<String> = on_both!(write database, pool => {
        let mut query = QueryBuilder::new("SELECT id FROM ledger WHERE id IN (");
        let mut ids = query.separated(", ");
        for (id, _) in notes {
            ids.push_bind(id.to_string());
        }
        query.push(")");
        query.build_query_scalar().fetch_all(pool).await?
    });
    Ok(rows.into_iter().collect())
}

/// Sealed under the incident's key, so that it goes with it; under the board's own where there is none.
/// The first byte says under which.
async fn seal_reason(store: &Store, note: &Note, id: &str, reason: &Private) -> Result<Vec<u8>, WriteError> {
    let own = match &note.incident {
        Some(number) => store.keys.load(&note.board, std::slice::from_ref(number)).await?.remove(number),
        None => None,
    };
    let (under, key) = match own {
        Some(key) => (super::search::UNDER_INCIDENT, key),
        None => (super::search::UNDER_BOARD, store.keys.named(&note.board, BOARD_KEY).await?),
    };
    let mut sealed = vec![under];
    sealed.extend(key.seal(&super::search::reason_context(&note.board, id), reason.reveal().as_bytes())?);
    Ok(sealed)
}
