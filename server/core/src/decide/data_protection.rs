//! Holding and erasing: what whoever answers for the data may ask for. Whether the journal knows the number is the caller's to see.

use alongside_protocol::{IncidentNumber, Private, Refusal, vocabulary::EraseBasis};

use super::{Case, Decision, needed_reason, wrong_state};
use crate::{event::Event, incident::Incident, response::SupportResponse};

impl Case<'_> {
    pub(super) fn place_hold(&self, number: &IncidentNumber, reason: &Private) -> Decision {
        needed_reason(reason)?;
        if let Some(hold) = self.board.legal_holds.get(number) {
            return Err(wrong_state("it is held already").by(&hold.by, hold.at));
        }
        Ok(vec![Event::HoldPlaced { incident: number.clone(), reason: reason.clone() }])
    }

    pub(super) fn lift_hold(&self, number: &IncidentNumber, reason: &Private) -> Decision {
        needed_reason(reason)?;
        if !self.board.legal_holds.contains_key(number) {
            return Err(wrong_state("it is not held"));
        }
        Ok(vec![Event::HoldLifted { incident: number.clone(), reason: reason.clone() }])
    }

    pub(super) fn erase(&self, number: &IncidentNumber, basis: EraseBasis, reason: &Private) -> Decision {
        needed_reason(reason)?;
        if let Some(hold) = self.board.legal_holds.get(number) {
            let message = "a legal hold is on it: lift that first, with its reason";
            return Err(wrong_state(message).by(&hold.by, hold.at));
        }
        if let Some(incident) = self.board.incident(number) {
            if basis == EraseBasis::Retention {
                return Err(wrong_state("it is on the live board again: its period begins anew"));
            }
            is_over(incident)?;
        }
        Ok(vec![Event::IncidentErased { incident: number.clone(), basis, reason: reason.clone() }])
    }
}

/// Nothing is erased under the hands of those who work with it.
fn is_over(incident: &Incident) -> Result<(), Refusal> {
    if !incident.mirror.is_closed() && !incident.responses.is_empty() {
        return Err(wrong_state("the force has not closed it yet: it may still need somebody"));
    }
    let linked = incident.duplicate_of.is_some();
    if !linked && !incident.responses.iter().all(SupportResponse::is_closed) {
        return Err(wrong_state("somebody still works on it: its support responses are not all closed"));
    }
    let jobs = || incident.responses.iter().flat_map(|response| &response.deployments);
    if let Some(job) = jobs().find(|job| !job.state.is_over() || job.recall_unconfirmed) {
        return Err(wrong_state(format!("{} is still on it, or has not said that it is clear", job.call_sign)));
    }
    Ok(())
}
