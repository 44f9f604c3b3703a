//! What would go, before anything goes.

use alongside_core::{Board, Scheme, scheme::retention::Class};
use alongside_protocol::{IncidentNumber, Millis};
use serde::Serialize;

use crate::{
    database::Database,
    journal::{JournalError, kept},
};

/// Incidents due that a preview lists. More are counted, and not listed.
pub const DUE_LISTED_MAX: usize = 500;
const DAY_MS: Millis = 86_400_000;

/// One class of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClassDue {
    pub class: &'static str,
    pub keep_days: u32,
    /// Kept in all.
    pub kept: u64,
    /// Past its time, and not held.
    pub due: u64,
    /// Past its time, and held.
    pub held: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    pub incident: IncidentNumber,
    pub class: &'static str,
    /// When its period ended, ms since 1970.
    pub due_since: Millis,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub classes: Vec<ClassDue>,
    pub due: Vec<Due>,
}

/// Reads page by page whatever is kept. What is live on the board is not due, however old.
pub async fn preview(
    database: &Database,
    board: &Board,
    scheme: &Scheme,
    now: Millis,
    list_max: usize,
) -> Result<Preview, JournalError> {
    let mut classes: Vec<(Class, ClassDue)> = Class::ALL
        .iter()
        .map(|class| {
            let (name, keep_days) = (class.as_str(), scheme.retention.days(*class));
            (*class, ClassDue { class: name, keep_days, kept: 0, due: 0, held: 0 })
        })
        .collect();
    let mut due = Vec::new();
    let mut after = IncidentNumber::new("");
    loop {
        let page = kept::page(database, &scheme.id, &after).await?;
        let Some(last) = page.last() else { break };
        after = last.incident.clone();
        for one in page {
            let Some((_, counts)) = classes.iter_mut().find(|(class, _)| *class == one.class) else { continue };
            counts.kept += 1;
            let due_since = one.last_at + Millis::from(counts.keep_days) * DAY_MS;
            if due_since > now || board.incident(&one.incident).is_some() {
                continue;
            }
            if board.legal_holds.contains_key(&one.incident) {
                counts.held += 1;
                continue;
            }
            counts.due += 1;
            if due.len() < list_max {
                due.push(Due { incident: one.incident, class: one.class.as_str(), due_since });
            }
        }
    }
    Ok(Preview { classes: classes.into_iter().map(|(_, counts)| counts).collect(), due })
}
