//! One transaction of the journal on either engine: the place is still free, the rows with their chain, and what goes
//! with them.

use alongside_protocol::{BoardId, IncidentNumber};
use sqlx::{PgConnection, SqliteConnection};

use super::{Batch, Hold, JournalError, keys::NewKey, row::EventRow};
use crate::{
    chain::Chain,
    database::{Database, breaks_unique, on_both},
    sealing::Sealed,
};

/// A batch as it is written.
#[derive(Default)]
pub(super) struct SealedBatch<'a> {
    pub(super) rows: Vec<Row<'a>>,
    pub(super) new_keys: Vec<NewKey>,
    /// Whose keys go with it.
    pub(super) erased: Vec<IncidentNumber>,
    /// Keyed digests of what its incidents may be recognised by.
    pub(super) traits: Vec<(String, IncidentNumber)>,
}

pub(super) struct Row<'a> {
    pub(super) seq: i64,
    pub(super) at_ms: i64,
    pub(super) kind: &'static str,
    pub(super) incident: Option<IncidentNumber>,
    pub(super) author: &'a str,
    pub(super) parts: Sealed,
}

/// Every row's digest, from the one that the board's last row has.
fn macs(chain: &mut Chain, last: Option<Vec<u8>>, board: &BoardId, rows: &[Row<'_>]) -> Vec<Vec<u8>> {
    let mut before = last;
    let mut macs = Vec::with_capacity(rows.len());
    for row in rows {
        let Sealed { body, sealed } = &row.parts;
        let row = EventRow {
            board: board.as_str(),
            seq: row.seq,
            at_ms: row.at_ms,
            kind: row.kind,
            incident: row.incident.as_ref().map(IncidentNumber::as_str),
            author: row.author,
            body,
            sealed: sealed.as_deref(),
        };
        let mac = row.mac(chain, before.as_deref()).to_vec();
        before = Some(mac.clone());
        macs.push(mac);
    }
    macs
}

/// Which of the batch's promises a failed statement broke.
fn broken(error: sqlx::Error, batch: &Batch) -> JournalError {
    if breaks_unique(&error, "event") {
        JournalError::Conflict
    } else if breaks_unique(&error, "receipt") {
        JournalError::Repeated
    } else if breaks_unique(&error, "hold") {
        JournalError::Held(batch.holds.iter().map(|hold| hold.kind).collect::<Vec<_>>().join(" or "))
    } else {
        error.into()
    }
}

pub(super) async fn sqlite(
    connection: &mut SqliteConnection,
    chain: &mut Chain,
    board: &BoardId,
    expected: u64,
    sealed: &SealedBatch<'_>,
    batch: &Batch,
) -> Result<(), JournalError> {
    let broke = |error| broken(error, batch);
    let last: Option<(i64, Vec<u8>)> = sqlx::query_as(LAST).bind(&board.0).fetch_optional(&mut *connection).await?;
    if last.as_ref().map_or(0, |(seq, _)| *seq) as u64 != expected {
        return Err(JournalError::Conflict);
    }
    let macs = macs(chain, last.map(|(_, mac)| mac), board, &sealed.rows);
    for number in &sealed.erased {
        for statement in ERASE {
            sqlx::query(statement).bind(&board.0).bind(&number.0).execute(&mut *connection).await?;
        }
    }
    for key in &sealed.new_keys {
        sqlx::query("INSERT INTO data_key (board, incident, wrapped, from_seq) VALUES ($1, $2, $3, $4)")
            .bind(&board.0)
            .bind(&key.incident.0)
            .bind(&key.wrapped)
            .bind(key.from_seq as i64)
            .execute(&mut *connection)
            .await?;
    }
    for (digest, incident) in &sealed.traits {
        sqlx::query(INDEX).bind(&board.0).bind(digest).bind(&incident.0).execute(&mut *connection).await?;
    }
    for (row, mac) in sealed.rows.iter().zip(macs) {
        sqlx::query(
            "INSERT INTO event (board, seq, at_ms, kind, incident, author, body, sealed, mac) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&board.0)
        .bind(row.seq)
        .bind(row.at_ms)
        .bind(row.kind)
        .bind(row.incident.as_ref().map(|number| &number.0))
        .bind(row.author)
        .bind(&row.parts.body)
        .bind(&row.parts.sealed)
        .bind(mac)
        .execute(&mut *connection)
        .await
        .map_err(broke)?;
    }
    for receipt in &batch.receipts {
        sqlx::query("INSERT INTO receipt (board, command_id, seq) VALUES ($1, $2, $3)")
            .bind(&board.0)
            .bind(receipt.command.to_string())
            .bind(receipt.seq as i64)
            .execute(&mut *connection)
            .await
            .map_err(broke)?;
    }
    for hold in &batch.holds {
        let query = match &hold.holder {
            Some(holder) => sqlx::query(TAKE_HOLD).bind(&board.0).bind(hold.kind).bind(&hold.held).bind(holder),
            None => sqlx::query(RELEASE_HOLD).bind(&board.0).bind(hold.kind).bind(&hold.held),
        };
        query.execute(&mut *connection).await.map_err(broke)?;
    }
    Ok(())
}

/// What goes with an incident's key.
const ERASE: [&str; 5] = [
    "DELETE FROM data_key WHERE board = $1 AND incident = $2",
    "DELETE FROM trait_index WHERE board = $1 AND incident = $2",
    "DELETE FROM hold WHERE board = $1 AND kind IN ('claim', 'job') \
       AND substr(held, 1, length(CAST($2 AS text)) + 1) = CAST($2 AS text) || '#'",
    "UPDATE tally SET victim = NULL WHERE board = $1 AND incident = $2",
    "UPDATE past_call SET victim = NULL WHERE board = $1 AND incident = $2",
];
/// By what an incident may be looked for.
const INDEX: &str = "INSERT INTO trait_index (board, digest, incident) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const LAST: &str = "SELECT seq, mac FROM event WHERE board = $1 ORDER BY seq DESC LIMIT 1";
const TAKE_HOLD: &str = "INSERT INTO hold (board, kind, held, holder) VALUES ($1, $2, $3, $4)";
const RELEASE_HOLD: &str = "DELETE FROM hold WHERE board = $1 AND kind = $2 AND held = $3";

pub(super) async fn postgres(
    connection: &mut PgConnection,
    chain: &mut Chain,
    board: &BoardId,
    expected: u64,
    sealed: &SealedBatch<'_>,
    batch: &Batch,
) -> Result<(), JournalError> {
    let broke = |error| broken(error, batch);
    // The place before must exist and the place itself must be free; the primary key settles a race.
    let last: Option<(i64, Vec<u8>)> = sqlx::query_as(LAST).bind(&board.0).fetch_optional(&mut *connection).await?;
    if last.as_ref().map_or(0, |(seq, _)| *seq) as u64 != expected {
        return Err(JournalError::Conflict);
    }
    let macs = macs(chain, last.map(|(_, mac)| mac), board, &sealed.rows);
    let rows = &sealed.rows;
    let column = |read: fn(&Row<'_>) -> String| rows.iter().map(read).collect::<Vec<_>>();
    sqlx::query(
        "INSERT INTO event (board, seq, at_ms, kind, incident, author, body, sealed, mac) SELECT $1, * FROM unnest(\
         $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bytea[])",
    )
    .bind(&board.0)
    .bind(rows.iter().map(|row| row.seq).collect::<Vec<_>>())
    .bind(rows.iter().map(|row| row.at_ms).collect::<Vec<_>>())
    .bind(column(|row| row.kind.to_owned()))
    .bind(rows.iter().map(|row| row.incident.as_ref().map(|number| number.0.clone())).collect::<Vec<_>>())
    .bind(column(|row| row.author.to_owned()))
    .bind(column(|row| row.parts.body.clone()))
    .bind(rows.iter().map(|row| row.parts.sealed.clone()).collect::<Vec<_>>())
    .bind(macs)
    .execute(&mut *connection)
    .await
    .map_err(broke)?;
    // After the events: the loser of a race must not leave or take a key, nor wait for one.
    for number in &sealed.erased {
        for statement in ERASE {
            sqlx::query(statement).bind(&board.0).bind(&number.0).execute(&mut *connection).await?;
        }
    }
    let new_keys = &sealed.new_keys;
    if !new_keys.is_empty() {
        sqlx::query(
            "INSERT INTO data_key (board, incident, wrapped, from_seq) \
             SELECT $1, * FROM unnest($2::text[], $3::bytea[], $4::bigint[])",
        )
        .bind(&board.0)
        .bind(new_keys.iter().map(|key| key.incident.0.clone()).collect::<Vec<_>>())
        .bind(new_keys.iter().map(|key| key.wrapped.clone()).collect::<Vec<_>>())
        .bind(new_keys.iter().map(|key| key.from_seq as i64).collect::<Vec<_>>())
        .execute(&mut *connection)
        .await?;
    }
    if !sealed.traits.is_empty() {
        let (digests, incidents): (Vec<_>, Vec<_>) =
            sealed.traits.iter().map(|(digest, number)| (digest.clone(), number.0.clone())).unzip();
        sqlx::query(
            "INSERT INTO trait_index (board, digest, incident) SELECT $1, * FROM unnest($2::text[], $3::text[]) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&board.0)
        .bind(digests)
        .bind(incidents)
        .execute(&mut *connection)
        .await?;
    }
    if !batch.receipts.is_empty() {
        sqlx::query("INSERT INTO receipt (board, command_id, seq) SELECT $1, * FROM unnest($2::text[], $3::bigint[])")
            .bind(&board.0)
            .bind(batch.receipts.iter().map(|receipt| receipt.command.to_string()).collect::<Vec<_>>())
            .bind(batch.receipts.iter().map(|receipt| receipt.seq as i64).collect::<Vec<_>>())
            .execute(&mut *connection)
            .await
            .map_err(broke)?;
    }
    for Hold { kind, held, holder } in &batch.holds {
        let query = match holder {
            Some(holder) => sqlx::query(TAKE_HOLD).bind(&board.0).bind(kind).bind(held).bind(holder),
            None => sqlx::query(RELEASE_HOLD).bind(&board.0).bind(kind).bind(held),
        };
        query.execute(&mut *connection).await.map_err(broke)?;
    }
    Ok(())
}

/// Digests by which incidents are looked for, written anew after a restore.
pub(super) async fn index(
    database: &Database,
    board: &BoardId,
    traits: &[(String, IncidentNumber)],
) -> Result<(), JournalError> {
    on_both!(write database, pool => {
        let mut transaction = pool.begin().await?;
        for (digest, incident) in traits {
            sqlx::query(INDEX)
                .bind(&board.0)
                .bind(digest)
                .bind(&incident.0)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
    });
    Ok(())
}
