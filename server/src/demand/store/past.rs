//! Calls from before Alongside, as a listing has them.

use alongside_protocol::{BoardId, Millis};
use jiff::civil::Date;
use sqlx::QueryBuilder;

use super::{ROWS_A_STATEMENT, Store};
use crate::database::{DatabaseError, on_both};

/// Tells every node that what was imported has changed.
const IMPORTED: &str = "INSERT INTO past_import (board, imports) VALUES ($1, 1) \
     ON CONFLICT (board) DO UPDATE SET imports = past_import.imports + 1";

/// One imported call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCall {
    pub incident: String,
    pub received_at: Millis,
    pub grade: String,
    pub beat: String,
    pub victim: Option<i64>,
}

impl Store {
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
