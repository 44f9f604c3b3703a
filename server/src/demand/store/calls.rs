//! Calls in order of time, ours and imported, and the days on which they were seen.

use alongside_protocol::{BoardId, Millis};
use jiff::civil::Date;

use super::{PAGE_ROWS, Store};
use crate::database::{DatabaseError, on_both};

/// One call as the views of demand read it, ours or imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallRow {
    pub incident: String,
    pub at: Millis,
    pub grade: String,
    pub beat: String,
    pub victim: Option<i64>,
}

impl Store {
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
}
