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
    /// None once it was erased: the counts stay.
    traits: Option<Secret<Traits>>,
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
            traits: Some(Secret(Traits::of(&incident.mirror))),
            tally: Tally::of(incident)?,
            visited_by: incident.visited_by().into_iter().collect(),
        })
    }

    /// By what it may be recognised; none once it was erased.
    pub fn traits(&self) -> Option<&Traits> {
        self.traits.as_ref().map(|traits| &traits.0)
    }

    /// The same without anything about a person.
    #[must_use]
    pub fn erased(&self) -> Self {
        Self { traits: None, visited_by: Vec::new(), ..self.clone() }
    }
}
