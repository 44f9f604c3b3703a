//! The tables of demand: what is counted of each incident, on which days the feed spoke, and calls from before
//! Alongside. Nothing in them names a person.

use alongside_core::counting::Tally;
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use jiff::civil::Date;
use sqlx::QueryBuilder;

use crate::database::{Database, DatabaseError, on_both};

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

/// One imported call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCall {
    pub incident: String,
    pub received_at: Millis,
    pub grade: String,
    pub beat: String,
    pub victim: Option<i64>,
}

/// One call as the views of demand read it, ours or imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    pub incident: String,
    pub at: Millis,
    pub grade: String,
    pub beat: String,
    pub victim: Option<i64>,
}

/// An entry of the journal, without what it says.
#[derive(Clone, Debug)]
pub struct Touch {
    pub seq: u64,
    pub kind: String,
    pub incident: Option<IncidentNumber>,
    pub at: Millis,
}

/// Tells every node that what was imported has changed.
const IMPORTED: &str = "INSERT INTO past_import (board, imports) VALUES ($1, 1) \
     ON CONFLICT (board) DO UPDATE SET imports = past_import.imports + 1";

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

    /// Calls of the journal in order of time, without those that a person linked as duplicates.
    pub async fn calls(&self, board: &BoardId) -> Result<Vec<CallRow>, DatabaseError> {
        self.pages(
            board,
            "SELECT incident, received_ms, grade, beat, victim FROM tally \
             WHERE board = $1 AND (received_ms, incident) > ($2, $3) AND duplicate = 0 \
             ORDER BY received_ms, incident LIMIT $4",
        )
        .await
    }

    /// Imported calls in order of time.
    pub async fn past_calls(&self, board: &BoardId) -> Result<Vec<CallRow>, DatabaseError> {
        self.pages(
            board,
            "SELECT incident, received_ms, grade, beat, victim FROM past_call \
             WHERE board = $1 AND (received_ms, incident) > ($2, $3) ORDER BY received_ms, incident LIMIT $4",
        )
        .await
    }

    /// Numbers of imported calls of which the journal speaks itself.
    pub async fn known_twice(&self, board: &BoardId) -> Result<Vec<String>, DatabaseError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar(
                "SELECT tally.incident FROM tally JOIN past_call \
                 ON past_call.board = tally.board AND past_call.incident = tally.incident WHERE tally.board = $1",
            )
            .bind(&board.0)
            .fetch_all(pool)
            .await?
        }))
    }

    async fn pages(&self, board: &BoardId, select: &'static str) -> Result<Vec<CallRow>, DatabaseError> {
        let mut all = Vec::new();
        let (mut after, mut last) = (Millis::MIN, String::new());
        loop {
            let rows: Vec<(String, i64, String, String, Option<i64>)> = on_both!(read &self.database, pool => {
                sqlx::query_as(select)
                    .bind(&board.0)
                    .bind(after)
                    .bind(&last)
                    .bind(PAGE_ROWS)
                    .fetch_all(pool)
                    .await?
            });
            let full = rows.len() as i64 == PAGE_ROWS;
            for (incident, at, grade, beat, victim) in rows {
                (after, last) = (at, incident.clone());
                all.push(CallRow { incident, at, grade, beat, victim });
            }
            if !full {
                return Ok(all);
            }
        }
    }

    /// Days on which the feed spoke, and days of which a listing was imported.
    pub async fn days(&self, board: &BoardId) -> Result<(Vec<Date>, Vec<Date>), DatabaseError> {
        let mut found = [Vec::new(), Vec::new()];
        let selects = [
            "SELECT day FROM watched_day WHERE board = $1 ORDER BY day",
            "SELECT day FROM past_day WHERE board = $1 ORDER BY day",
        ];
        for (select, into) in selects.into_iter().zip(&mut found) {
            let days: Vec<String> = on_both!(read &self.database, pool => {
                sqlx::query_scalar(select).bind(&board.0).fetch_all(pool).await?
            });
            into.extend(days.iter().filter_map(|day| day.parse::<Date>().ok()));
        }
        let [spoke, imported] = found;
        Ok((spoke, imported))
    }

    /// Changes with every import.
    pub async fn imports(&self, board: &BoardId) -> Result<i64, DatabaseError> {
        let imports: Option<i64> = on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT imports FROM past_import WHERE board = $1")
                .bind(&board.0)
                .fetch_optional(pool)
                .await?
        });
        Ok(imports.unwrap_or(0))
    }

    /// Adds imported calls. One that is there already stays as it is, but for what tells its victim, where that was lost
    /// with a restore.
    pub async fn import_calls(&self, board: &BoardId, calls: &[PastCall]) -> Result<(), DatabaseError> {
        on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            for chunk in calls.chunks(ROWS_A_STATEMENT) {
                let mut insert =
                    QueryBuilder::new("INSERT INTO past_call (board, incident, received_ms, grade, beat, victim) ");
                insert.push_values(chunk, |mut values, call| {
                    values
                        .push_bind(&board.0)
                        .push_bind(&call.incident)
                        .push_bind(call.received_at)
                        .push_bind(&call.grade)
                        .push_bind(&call.beat)
                        .push_bind(call.victim);
                });
                insert.push(
                    " ON CONFLICT (board, incident) DO UPDATE SET victim = excluded.victim \
                     WHERE past_call.victim IS NULL AND excluded.victim IS NOT NULL",
                );
                insert.build().execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
        });
        Ok(())
    }

    pub async fn past_calls_count(&self, board: &BoardId) -> Result<u64, DatabaseError> {
        let count: i64 = on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT count(*) FROM past_call WHERE board = $1").bind(&board.0).fetch_one(pool).await?
        });
        Ok(count as u64)
    }

    /// Ends an import: the days of which the listing has every call. What was erased keeps nothing to tell its victim by.
    pub async fn end_import(&self, board: &BoardId, days: &[Date]) -> Result<(), DatabaseError> {
        on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            for day in days {
                sqlx::query("INSERT INTO past_day (board, day) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                    .bind(&board.0)
                    .bind(day.to_string())
                    .execute(&mut *transaction)
                    .await?;
            }
            sqlx::query(
                "UPDATE past_call SET victim = NULL WHERE board = $1 AND victim IS NOT NULL AND incident IN \
                 (SELECT incident FROM tally WHERE board = $1 AND victim IS NULL)",
            )
            .bind(&board.0)
            .execute(&mut *transaction)
            .await?;
            sqlx::query(IMPORTED).bind(&board.0).execute(&mut *transaction).await?;
            transaction.commit().await?;
        });
        Ok(())
    }

    /// Takes back everything that was imported for a board. Gives how many calls.
    pub async fn forget_imports(&self, board: &BoardId) -> Result<u64, DatabaseError> {
        let gone = self
            .delete_some(
                "DELETE FROM past_call WHERE board = $1 AND incident IN \
                 (SELECT incident FROM past_call WHERE board = $1 AND $2 = '' LIMIT $3)",
                board,
                "",
            )
            .await?;
        on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            sqlx::query("DELETE FROM past_day WHERE board = $1").bind(&board.0).execute(&mut *transaction).await?;
            sqlx::query(IMPORTED).bind(&board.0).execute(&mut *transaction).await?;
            transaction.commit().await?;
        });
        Ok(gone)
    }

    /// Takes back one imported call. False where there is none.
    pub async fn forget_import(&self, board: &BoardId, incident: &str) -> Result<bool, DatabaseError> {
        Ok(on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            let gone = sqlx::query("DELETE FROM past_call WHERE board = $1 AND incident = $2")
                .bind(&board.0)
                .bind(incident)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            sqlx::query(IMPORTED).bind(&board.0).execute(&mut *transaction).await?;
            transaction.commit().await?;
            gone == 1
        }))
    }
}
