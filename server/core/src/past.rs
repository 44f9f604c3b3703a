//! What stays of an incident once it has left the live board: enough to recognise the people again for twelve months,
//! to follow up where they were referred to, and to count what was done. No text of the log and no note, but for what
//! services have said.

use alongside_protocol::{IncidentNumber, Millis, ResponseId, private::Secret};
use serde::{Deserialize, Serialize};

use crate::{
    counting::Tally,
    incident::Incident,
    referrals::{Referred, Said},
    repeat::Traits,
    response::Recorded,
};

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
    /// Where people were referred to, by response. Which service it is says much about a person.
    #[serde(default)]
    referred: Option<Secret<Vec<OfResponse>>>,
    /// Who of our crews has been there. Staff.
    #[serde(default)]
    pub visited_by: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct OfResponse {
    response: ResponseId,
    referred: Vec<Referred>,
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
            referred: Some(Secret(
                incident
                    .responses
                    .iter()
                    .map(|response| OfResponse {
                        response: response.id.clone(),
                        referred: response.referred_to().cloned().collect(),
                    })
                    .collect(),
            )),
            visited_by: incident.visited_by().into_iter().collect(),
        })
    }

    /// The services that one response was referred to. None where there is no such response, or it was erased.
    pub fn referred(&self, id: &ResponseId) -> Option<&[Referred]> {
        let responses = &self.referred.as_ref()?.0;
        responses.iter().find(|of| of.response == *id).map(|of| of.referred.as_slice())
    }

    pub fn all_referred(&self) -> impl Iterator<Item = (&ResponseId, &Referred)> {
        let all = self.referred.iter().flat_map(|referred| &referred.0);
        all.flat_map(|of| of.referred.iter().map(move |one| (&of.response, one)))
    }

    /// A service has answered since. `accepted`: whether any has taken this person on.
    pub(crate) fn answered(&mut self, id: &ResponseId, service: &str, said: &Recorded<Said>, accepted: bool) {
        if let Some(person) = id.ordinal().and_then(|nth| self.tally.people.get_mut(nth as usize - 1)) {
            person.accepted = accepted;
        }
        let responses = self.referred.iter_mut().flat_map(|referred| &mut referred.0);
        let named = responses.filter(|of| of.response == *id).flat_map(|of| &mut of.referred);
        for one in named.filter(|one| one.service == service) {
            one.said = Some(said.clone());
        }
    }

    /// By what it may be recognised; none once it was erased.
    pub fn traits(&self) -> Option<&Traits> {
        self.traits.as_ref().map(|traits| &traits.0)
    }

    /// The same without anything about a person.
    #[must_use]
    pub fn erased(&self) -> Self {
        Self { traits: None, referred: None, visited_by: Vec::new(), ..self.clone() }
    }
}
