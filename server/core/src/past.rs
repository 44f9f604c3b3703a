//! What stays of an incident once it has left the live board: enough to recognise the people again for twelve months,
//! and to count what was done. No text of the log, no note.

use alongside_protocol::{IncidentNumber, Millis, private::Secret};
use serde::{Deserialize, Serialize};

use crate::{counting::Tally, incident::Incident, repeat::Traits};

/// How long it is kept after the call: a little over the twelve months in which a repeat counts, ms.
pub const KEPT_MS: Millis = 400 * 86_400_000;
/// The most that one board keeps. More: those received longest ago go first.
pub const KEPT_MAX: usize = 50_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    pub number: IncidentNumber,
    pub received_at: Millis,
    pub traits: Secret<Traits>,
    pub tally: Tally,
    /// Who of our crews has been there. Staff.
    #[serde(default)]
    pub visited_by: Vec<String>,
}

impl Past {
    /// None for an incident that was never ours.
    pub fn of(incident: &Incident) -> Option<Self> {
        if incident.responses.is_empty() {
            return None;
        }
        Some(Self {
            number: incident.number.clone(),
            received_at: incident.mirror.received_at?,
            traits: Secret(Traits::of(&incident.mirror)),
            tally: Tally::of(incident)?,
            visited_by: incident.visited_by().into_iter().collect(),
        })
    }
}
