//! The tables of demand: what is counted of each incident, on which days the feed spoke, and calls from before
//! Alongside. Nothing in them names a person. Here is how they are filled and followed; `calls` reads them for the views,
//! `past` keeps what was imported.

mod calls;
mod past;

use alongside_core::counting::Tally;
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use jiff::civil::Date;
use sqlx::QueryBuilder;

use crate::database::{Database, DatabaseError, on_both};

pub use calls::CallRow;
pub use past::PastCall;

/// Rows that one statement writes: ten values each, far under either engine's limit.
const ROWS_A_STATEMENT: usize = 500;
/// Rows that are read at a time.
const PAGE_ROWS: i64 = 20_000;
/// Rows that one statement deletes: what waits for SQLite's one writer is not held up.
const DELETED_A_STATEMENT: i64 = 5_000;
/// How long a filling may go without a word before another may begin, ms.
const FILLING_MS: i64 = 30_000;
/// Entries of the journal that are looked at in one step.
const TOUCHED_MAX: i64 = 5_000;

/// How far the read model of a board is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub epoch: String,
    /// Of the code that filled it.
    pub version: i64,
    /// The filling that its rows belong to.
    pub fill: String,
    pub seq: u64,
}

/// What is counted of one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyRow {
    pub incident: IncidentNumber,
    /// The place in the journal up to which it is true.
    pub seq: u64,
    pub received_at: Millis,
    pub grade: String,
    pub beat: String,
    pub victim: Option<i64>,
    pub duplicate: bool,
    /// JSON of a [`Tally`].
    pub counted: String,
}

/// An entry of the journal, without what it says.
#[derive(Clone, Debug)]
pub struct Touch {
    pub seq: u64,
    pub kind: String,
    pub incident: Option<IncidentNumber>,
    pub at: Millis,
}

/// Rows to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    pub tallies: Vec<TallyRow>,
    pub days: Vec<Date>,
    pub erased: Vec<IncidentNumber>,
}

/// Writes rows within a transaction. A row of the same filling that is further on stays.
macro_rules! put {
    ($transaction:ident, $board:ident, $fill:expr, $rows:expr) => {{
        let (board, fill, rows): (&BoardId, &str, &Rows) = ($board, $fill, $rows);
        for chunk in rows.tallies.chunks(ROWS_A_STATEMENT) {
            let mut insert = QueryBuilder::new(
                "INSERT INTO tally (board, incident, seq, received_ms, grade, beat, victim, duplicate, counted, fill) ",
            );
            insert.push_values(chunk, |mut values, row| {
                values
                    .push_bind(&board.0)
                    .push_bind(&row.incident.0)
                    .push_bind(row.seq as i64)
                    .push_bind(row.received_at)
                    .push_bind(&row.grade)
                    .push_bind(&row.beat)
                    .push_bind(row.victim)
                    .push_bind(i64::from(row.duplicate))
                    .push_bind(&row.counted)
                    .push_bind(fill);
            });
            insert.push(
                " ON CONFLICT (board, incident) DO UPDATE SET seq = excluded.seq, received_ms = excluded.received_ms, \
                 grade = excluded.grade, beat = excluded.beat, victim = excluded.victim, \
                 duplicate = excluded.duplicate, counted = excluded.counted, fill = excluded.fill \
                 WHERE tally.seq <= excluded.seq OR tally.fill <> excluded.fill",
            );
            insert.build().execute(&mut *$transaction).await?;
        }
        for day in &rows.days {
            sqlx::query(
                "INSERT INTO watched_day (board, day, fill) VALUES ($1, $2, $3) \
                 ON CONFLICT (board, day) DO UPDATE SET fill = excluded.fill",
            )
            .bind(&board.0)
            .bind(day.to_string())
            .bind(fill)
            .execute(&mut *$transaction)
            .await?;
        }
        for incident in &rows.erased {
            // A row that was written just now says itself what is left: the force may have spoken of it again.
            let is_written = rows.tallies.iter().any(|row| row.incident == *incident);
            if !is_written {
                sqlx::query("UPDATE tally SET victim = NULL WHERE board = $1 AND incident = $2")
                    .bind(&board.0)
                    .bind(&incident.0)
                    .execute(&mut *$transaction)
                    .await?;
            }
            sqlx::query("UPDATE past_call SET victim = NULL WHERE board = $1 AND incident = $2")
                .bind(&board.0)
                .bind(&incident.0)
                .execute(&mut *$transaction)
                .await?;
        }
    }};
}

#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
}

impl Store {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    pub async fn place(&self, board: &BoardId) -> Result<Option<Place>, DatabaseError> {
        let row: Option<(String, i64, String, i64)> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT epoch, version, fill, seq FROM read_model WHERE board = $1")
                .bind(&board.0)
                .fetch_optional(pool)
                .await?
        });
        Ok(row.map(|(epoch, version, fill, seq)| Place { epoch, version, fill, seq: seq as u64 }))
    }

    /// Which incidents the journal speaks of after `after` and up to `until`, in order; at most a step's worth.
    pub async fn touched(&self, board: &BoardId, after: u64, until: u64) -> Result<Vec<Touch>, DatabaseError> {
        let rows: Vec<(i64, String, Option<String>, i64)> = on_both!(read &self.database, pool => {
            sqlx::query_as(
                "SELECT seq, kind, incident, at_ms FROM event WHERE board = $1 AND seq > $2 AND seq <= $3 \
                 ORDER BY seq LIMIT $4",
            )
            .bind(&board.0)
            .bind(after as i64)
            .bind(until as i64)
            .bind(TOUCHED_MAX)
            .fetch_all(pool)
            .await?
        });
        let touch = |(seq, kind, incident, at): (i64, String, Option<String>, i64)| Touch {
            seq: seq as u64,
            kind,
            incident: incident.map(IncidentNumber),
            at,
        };
        Ok(rows.into_iter().map(touch).collect())
    }

    /// Goes on from `place` to `seq`: all of it, or nothing. False where the tables have moved meanwhile, by another
    /// node or a filling: then nothing is written. Of what was erased nothing is left to tell its victim by.
    pub async fn follow(&self, board: &BoardId, place: &Place, seq: u64, news: &Rows) -> Result<bool, DatabaseError> {
        Ok(on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            let moved = sqlx::query("UPDATE read_model SET seq = $4 WHERE board = $1 AND fill = $2 AND seq = $3")
                .bind(&board.0)
                .bind(&place.fill)
                .bind(place.seq as i64)
                .bind(seq as i64)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            if moved == 1 {
                put!(transaction, board, &place.fill, news);
                transaction.commit().await?;
            }
            moved == 1
        }))
    }

    /// Whether this filling may begin: none other is under way.
    pub async fn begin_filling(&self, board: &BoardId, fill: &str, now: Millis) -> Result<bool, DatabaseError> {
        let taken = on_both!(write &self.database, pool => {
            sqlx::query(
                "INSERT INTO read_model_filling (board, fill, until_ms) VALUES ($1, $2, $3) \
                 ON CONFLICT (board) DO UPDATE SET fill = excluded.fill, until_ms = excluded.until_ms \
                 WHERE read_model_filling.until_ms < $4",
            )
            .bind(&board.0)
            .bind(fill)
            .bind(now + FILLING_MS)
            .bind(now)
            .execute(pool)
            .await?
            .rows_affected()
        });
        Ok(taken == 1)
    }

    /// Adds to a filling: all of it, or nothing. False where another has taken its place.
    pub async fn fill(&self, board: &BoardId, fill: &str, now: Millis, rows: &Rows) -> Result<bool, DatabaseError> {
        Ok(on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            let ours = sqlx::query("UPDATE read_model_filling SET until_ms = $3 WHERE board = $1 AND fill = $2")
                .bind(&board.0)
                .bind(fill)
                .bind(now + FILLING_MS)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            if ours == 1 {
                put!(transaction, board, fill, rows);
                transaction.commit().await?;
            }
            ours == 1
        }))
    }

    /// Ends a filling: from now on the tables are its rows, and are at `place`. False where another has taken its place.
    pub async fn end_filling(&self, board: &BoardId, place: &Place) -> Result<bool, DatabaseError> {
        let ours = on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            let ours = sqlx::query("DELETE FROM read_model_filling WHERE board = $1 AND fill = $2")
                .bind(&board.0)
                .bind(&place.fill)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            if ours == 1 {
                sqlx::query(
                    "INSERT INTO read_model (board, epoch, version, fill, seq) VALUES ($1, $2, $3, $4, $5) \
                     ON CONFLICT (board) DO UPDATE SET epoch = excluded.epoch, version = excluded.version, \
                     fill = excluded.fill, seq = excluded.seq",
                )
                .bind(&board.0)
                .bind(&place.epoch)
                .bind(place.version)
                .bind(&place.fill)
                .bind(place.seq as i64)
                .execute(&mut *transaction)
                .await?;
                transaction.commit().await?;
            }
            ours == 1
        });
        if ours {
            // What the filling did not find.
            for delete in [
                "DELETE FROM tally WHERE board = $1 AND incident IN \
                 (SELECT incident FROM tally WHERE board = $1 AND fill <> $2 LIMIT $3)",
                "DELETE FROM watched_day WHERE board = $1 AND day IN \
                 (SELECT day FROM watched_day WHERE board = $1 AND fill <> $2 LIMIT $3)",
            ] {
                self.delete_some(delete, board, &place.fill).await?;
            }
        }
        Ok(ours)
    }

    /// One piece after the other, until there is none.
    async fn delete_some(&self, delete: &'static str, board: &BoardId, fill: &str) -> Result<u64, DatabaseError> {
        let mut gone = 0;
        loop {
            let some = on_both!(write &self.database, pool => {
                sqlx::query(delete)
                    .bind(&board.0)
                    .bind(fill)
                    .bind(DELETED_A_STATEMENT)
                    .execute(pool)
                    .await?
                    .rows_affected()
            });
            gone += some;
            if some == 0 {
                return Ok(gone);
            }
        }
    }

    /// Makes every node fill the tables anew at its next look.
    pub async fn forget_place(&self, board: &BoardId) -> Result<(), DatabaseError> {
        on_both!(write &self.database, pool => {
            sqlx::query("DELETE FROM read_model WHERE board = $1").bind(&board.0).execute(pool).await?;
        });
        Ok(())
    }

    /// What is counted of the incidents received in `from <= t < until`.
    pub async fn tallies(
        &self,
        board: &BoardId,
        from: Millis,
        until: Millis,
    ) -> Result<Vec<(IncidentNumber, Tally)>, DatabaseError> {
        let (mut all, mut unread) = (Vec::new(), 0_u32);
        let (mut after, mut last) = (from, String::new());
        loop {
            let rows: Vec<(String, i64, String)> = on_both!(read &self.database, pool => {
                sqlx::query_as(
                    "SELECT incident, received_ms, counted FROM tally \
                     WHERE board = $1 AND (received_ms, incident) > ($2, $3) AND received_ms < $4 \
                     ORDER BY received_ms, incident LIMIT $5",
                )
                .bind(&board.0)
                .bind(after)
                .bind(&last)
                .bind(until)
                .bind(PAGE_ROWS)
                .fetch_all(pool)
                .await?
            });
            let full = rows.len() as i64 == PAGE_ROWS;
            for (incident, received_ms, counted) in rows {
                match serde_json::from_str(&counted) {
                    Ok(tally) => all.push((IncidentNumber(incident.clone()), tally)),
                    Err(_) => unread += 1,
                }
                (after, last) = (received_ms, incident);
            }
            if !full {
                if unread > 0 {
                    tracing::warn!(%board, unread, "rows of the tables of demand cannot be read: `alongside rebuild`");
                }
                return Ok(all);
            }
        }
    }
}
