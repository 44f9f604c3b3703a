//! What is kept, and for how long: incidents by class and the last word on them, feed items that were set aside.

use alongside_core::scheme::retention::Class;
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use sqlx::FromRow;

use super::{
    JournalError,
    keys::{BOARD_KEY, DataKeys, INDEX_KEY},
    sql::quarantine_context,
};
use crate::database::{Database, on_both};

/// Incidents read at a time.
pub const PAGE: usize = 500;
/// Incidents that one search by a person's particulars gives. More: the oldest numbers are given.
pub const FOUND_MAX: i64 = 500;
/// Feed items set aside that are looked through at a time.
const QUARANTINE_PAGE: i64 = 200;

/// An incident of which something about a person is kept: it has a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub incident: IncidentNumber,
    /// When the force or one of our people last said anything of it, ms.
    pub last_at: Millis,
    pub class: Class,
}

#[derive(FromRow)]
struct Row {
    incident: String,
    last_ms: Option<i64>,
    worked: i64,
    ours: i64,
}

/// The kinds are those of [`Class::WORKED_KINDS`] and [`Class::OURS_KIND`]; what the system itself does is no last word.
const KEPT: &str = "SELECT k.incident, \
   (SELECT e.at_ms FROM event e WHERE e.board = k.board AND e.incident = k.incident AND e.kind NOT IN \
     ('incident_archived', 'past_forgotten', 'incident_restored', 'hold_placed', 'hold_lifted', 'incident_erased') \
     ORDER BY e.seq DESC LIMIT 1) AS last_ms, \
   CAST(CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.board = k.board AND e.incident = k.incident AND e.kind IN \
     ('contact_attempted', 'car_arrived_at_scene', 'outcome_recorded', 'consent_recorded', 'referral_drafted', \
      'risk_recorded', 'safety_plan_recorded', 'welfare_recorded')) THEN 1 ELSE 0 END AS bigint) AS worked, \
   CAST(CASE WHEN EXISTS (SELECT 1 FROM event e WHERE e.board = k.board AND e.incident = k.incident \
     AND e.kind = 'response_opened') THEN 1 ELSE 0 END AS bigint) AS ours \
 FROM data_key k WHERE k.board = $1 AND k.incident > $2 AND k.incident NOT LIKE '#%' ORDER BY k.incident LIMIT $3";

/// The next page of what is kept, by number.
pub async fn page(database: &Database, board: &BoardId, after: &IncidentNumber) -> Result<Vec<Kept>, JournalError> {
    let rows: Vec<Row> = on_both!(read database, pool => {
        sqlx::query_as(KEPT).bind(&board.0).bind(&after.0).bind(PAGE as i64).fetch_all(pool).await?
    });
    Ok(rows
        .into_iter()
        .map(|row| Kept {
            incident: IncidentNumber(row.incident),
            last_at: row.last_ms.unwrap_or(0),
            class: match (row.worked, row.ours) {
                (1, _) => Class::Worked,
                (_, 1) => Class::Unworked,
                _ => Class::Mirrored,
            },
        })
        .collect())
}

/// Whether anything about a person is kept of it.
pub async fn is_kept(database: &Database, board: &BoardId, incident: &IncidentNumber) -> Result<bool, JournalError> {
    let count: i64 = on_both!(read database, pool => {
        sqlx::query_scalar("SELECT count(*) FROM data_key WHERE board = $1 AND incident = $2")
            .bind(&board.0)
            .bind(&incident.0)
            .fetch_one(pool)
            .await?
    });
    Ok(count > 0)
}

/// Incidents that hold one of these particulars, by their keyed digests.
pub async fn find(
    database: &Database,
    keys: &DataKeys,
    board: &BoardId,
    particulars: &[String],
) -> Result<Vec<IncidentNumber>, JournalError> {
    let key = keys.named(board, INDEX_KEY).await?;
    let mut found = Vec::new();
    for text in particulars {
        let numbers: Vec<String> = on_both!(read database, pool => {
            sqlx::query_scalar(
                "SELECT incident FROM trait_index WHERE board = $1 AND digest = $2 ORDER BY incident LIMIT $3",
            )
            .bind(&board.0)
            .bind(key.digest(text.as_bytes()))
            .bind(FOUND_MAX)
            .fetch_all(pool)
            .await?
        });
        found.extend(numbers.into_iter().map(IncidentNumber));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Feed items that were set aside before `before`, ms. Gives how many went.
pub async fn purge_quarantine(database: &Database, board: &BoardId, before: Millis) -> Result<u64, JournalError> {
    Ok(on_both!(write database, pool => {
        sqlx::query("DELETE FROM quarantine WHERE board = $1 AND at_ms < $2")
            .bind(&board.0)
            .bind(before)
            .execute(pool)
            .await?
            .rows_affected()
    }))
}

/// Items that were set aside and speak of one of these incidents: they go with them.
pub async fn purge_quarantined(
    database: &Database,
    keys: &DataKeys,
    board: &BoardId,
    erased: &[IncidentNumber],
) -> Result<u64, JournalError> {
    let key = keys.named(board, BOARD_KEY).await?;
    let (mut after, mut gone) = (String::new(), 0);
    loop {
        let page: Vec<(String, Vec<u8>)> = on_both!(read database, pool => {
            sqlx::query_as("SELECT digest, sealed FROM quarantine WHERE board = $1 AND digest > $2 ORDER BY digest LIMIT $3")
                .bind(&board.0)
                .bind(&after)
                .bind(QUARANTINE_PAGE)
                .fetch_all(pool)
                .await?
        });
        let Some((last, _)) = page.last().cloned() else { return Ok(gone) };
        for (digest, sealed) in page {
            let item = key.open(&quarantine_context(board), &sealed)?;
            let text = String::from_utf8_lossy(&item);
            if erased.iter().any(|number| speaks_of(&text, number.as_str())) {
                gone += on_both!(write database, pool => {
                    sqlx::query("DELETE FROM quarantine WHERE board = $1 AND digest = $2")
                        .bind(&board.0)
                        .bind(&digest)
                        .execute(pool)
                        .await?
                        .rows_affected()
                });
            }
        }
        after = last;
    }
}

/// Whether the number stands in the text, and not only as the beginning of another.
fn speaks_of(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_other_that_begins_alike() {
        assert!(speaks_of(r#"{"incident":"QS-1","x":1}"#, "QS-1"));
        assert!(!speaks_of(r#"{"incident":"QS-12"}"#, "QS-1") && !speaks_of("XQS-1", "QS-1"));
    }

    #[test]
    fn the_statement_names_the_kinds_of_the_classes() {
        for kind in Class::WORKED_KINDS.iter().chain([&Class::OURS_KIND]) {
            assert!(KEPT.contains(&format!("'{kind}'")), "{kind}");
        }
    }
}
