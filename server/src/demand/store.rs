//! The tables of demand: what is counted of each incident, on which days the feed spoke, and calls from before
//! Alongside. Nothing in them names a person.

use alongside_core::counting::Tally;
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use jiff::civil::Date;
use sqlx::QueryBuilder;

use crate::database::{Database, DatabaseError, on_both};

/// Rows that one statement writes: nine values each, far under either engine's limit.
const ROWS_A_STATEMENT: usize = 500;
/// Rows that are read at a time.
const PAGE_ROWS: i64 = 20_000;
/// Entries of the journal that are looked at in one step.
const TOUCHED_MAX: i64 = 5_000;

/// How far the read model of a board is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub epoch: String,
    /// Of the code that filled it.
    pub version: i64,
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

#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
}

impl Store {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    pub async fn place(&self, board: &BoardId) -> Result<Option<Place>, DatabaseError> {
        let row: Option<(String, i64, i64)> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT epoch, version, seq FROM read_model WHERE board = $1")
                .bind(&board.0)
                .fetch_optional(pool)
                .await?
        });
        Ok(row.map(|(epoch, version, seq)| Place { epoch, version, seq: seq as u64 }))
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

    /// Writes rows and days, and where it is given, that the read model is now at `place`: all of it, or nothing. A row that is further on
    /// already stays. Of what was erased an imported call keeps nothing to tell its victim by.
    pub async fn put(
        &self,
        board: &BoardId,
        rows: &[TallyRow],
        days: &[Date],
        erased: &[IncidentNumber],
        place: Option<&Place>,
    ) -> Result<(), DatabaseError> {
        on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            for chunk in rows.chunks(ROWS_A_STATEMENT) {
                let mut insert = QueryBuilder::new(
                    "INSERT INTO tally (board, incident, seq, received_ms, grade, beat, victim, duplicate, counted) ",
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
                        .push_bind(&row.counted);
                });
                insert.push(
                    " ON CONFLICT (board, incident) DO UPDATE SET seq = excluded.seq, received_ms = excluded.received_ms, \
                     grade = excluded.grade, beat = excluded.beat, victim = excluded.victim, \
                     duplicate = excluded.duplicate, counted = excluded.counted \
                     WHERE tally.seq <= excluded.seq",
                );
                insert.build().execute(&mut *transaction).await?;
            }
            for day in days {
                sqlx::query("INSERT INTO watched_day (board, day) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                    .bind(&board.0)
                    .bind(day.to_string())
                    .execute(&mut *transaction)
                    .await?;
            }
            for incident in erased {
                sqlx::query("UPDATE past_call SET victim = NULL WHERE board = $1 AND incident = $2")
                    .bind(&board.0)
                    .bind(&incident.0)
                    .execute(&mut *transaction)
                    .await?;
            }
            if let Some(place) = place {
                sqlx::query(
                    "INSERT INTO read_model (board, epoch, version, seq) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (board) DO UPDATE \
                     SET epoch = excluded.epoch, version = excluded.version, seq = excluded.seq",
                )
                .bind(&board.0)
                .bind(&place.epoch)
                .bind(place.version)
                .bind(place.seq as i64)
                .execute(&mut *transaction)
                .await?;
            }
            transaction.commit().await?;
        });
        Ok(())
    }

    /// Empties a board's read model. What was imported stays: the journal cannot give it back.
    pub async fn clear(&self, board: &BoardId) -> Result<(), DatabaseError> {
        on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            for delete in [
                "DELETE FROM tally WHERE board = $1",
                "DELETE FROM watched_day WHERE board = $1",
                "DELETE FROM read_model WHERE board = $1",
            ] {
                sqlx::query(delete).bind(&board.0).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
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
        let mut all = Vec::new();
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
                    Err(error) => {
                        tracing::warn!(%board, %error, "a row of the read model cannot be read: `alongside rebuild`");
                    }
                }
                (after, last) = (received_ms, incident);
            }
            if !full {
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

    /// Imported calls in order of time, without those of which the journal speaks itself.
    pub async fn past_calls(&self, board: &BoardId) -> Result<Vec<CallRow>, DatabaseError> {
        self.pages(
            board,
            "SELECT incident, received_ms, grade, beat, victim FROM past_call \
             WHERE board = $1 AND (received_ms, incident) > ($2, $3) AND NOT EXISTS \
             (SELECT 1 FROM tally WHERE tally.board = past_call.board AND tally.incident = past_call.incident) \
             ORDER BY received_ms, incident LIMIT $4",
        )
        .await
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
                all.push(CallRow { at, grade, beat, victim });
                (after, last) = (at, incident);
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

    /// Adds imported calls; one that is there already stays as it is. Gives how many were new.
    pub async fn import_calls(&self, board: &BoardId, calls: &[PastCall]) -> Result<u64, DatabaseError> {
        let mut new = 0;
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
                insert.push(" ON CONFLICT DO NOTHING");
                new += insert.build().execute(&mut *transaction).await?.rows_affected();
            }
            transaction.commit().await?;
        });
        Ok(new)
    }

    /// The days of which a listing has every call; ends an import.
    pub async fn import_days(&self, board: &BoardId, days: &[Date]) -> Result<(), DatabaseError> {
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
                "INSERT INTO past_import (board, imports) VALUES ($1, 1) \
                 ON CONFLICT (board) DO UPDATE SET imports = past_import.imports + 1",
            )
            .bind(&board.0)
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await?;
        });
        Ok(())
    }

    /// Takes back everything that was imported for a board. Gives how many calls.
    pub async fn forget_imports(&self, board: &BoardId) -> Result<u64, DatabaseError> {
        Ok(on_both!(write &self.database, pool => {
            let mut transaction = pool.begin().await?;
            let gone = sqlx::query("DELETE FROM past_call WHERE board = $1")
                .bind(&board.0)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            sqlx::query("DELETE FROM past_day WHERE board = $1").bind(&board.0).execute(&mut *transaction).await?;
            sqlx::query("UPDATE past_import SET imports = imports + 1 WHERE board = $1")
                .bind(&board.0)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            gone
        }))
    }
}
