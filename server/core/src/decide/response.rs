//! A response as a whole: who may write to it, notes, opening, closing.

use alongside_protocol::{
    IncidentNumber, Millis, Private, Refusal, RefusalCode, ResponseId, limits,
    vocabulary::{DeploymentState, EscalationState, Kept, Role, ShareBasis},
};

use super::{Case, Decision, bounded_records, job::ended, needed_reason, needed_text, not_found, wrong_state};
use crate::{
    event::Event,
    incident::Incident,
    response::{Deployment, SupportResponse},
};

/// How long after its job was ended a crew may still write down what it saw, ms: as long as a sign-in lasts. Whoever
/// signs in anew is another shift.
const LATE_RECORD_MS_MAX: Millis = 12 * 3_600_000;

impl Case<'_> {
    pub(super) fn response(&self, id: &ResponseId) -> Result<(&Incident, &SupportResponse), Refusal> {
        let (incident, response) = self.board.response(id).ok_or_else(|| not_found("support response"))?;
        Ok((incident, response))
    }

    pub(super) fn open(&self, id: &ResponseId) -> Result<(&Incident, &SupportResponse), Refusal> {
        let found = self.response(id)?;
        let Some(at) = found.1.closed_at else { return Ok(found) };
        let what_next = if self.person.has(Role::SupportWorker) {
            "reopen it first"
        } else if self.is_own_job(found.1) || self.taken_from_us(found.1).is_some() {
            "write a note, or ask the worker to reopen it"
        } else {
            return Err(not_found("support response"));
        };
        Err(Refusal { when: Some(at), ..wrong_state(format!("this response is closed; {what_next}")) })
    }

    /// The claim must be the person's own. An unclaimed response is claimed by the act itself.
    pub(super) fn claimed_by_me(&self, response: &SupportResponse) -> Result<Vec<Event>, Refusal> {
        match &response.claim {
            Some(claim) if claim.user == self.person.user => Ok(Vec::new()),
            Some(claim) => Err(Refusal::new(
                RefusalCode::NotYourClaim,
                format!("{} has this response; ask for a hand-over", claim.name),
            )
            .by(&claim.name, claim.at)),
            None => Ok(vec![self.claim_taken(response)]),
        }
    }

    /// Worker with the claim, or the crew whose job this is.
    pub(super) fn at_work_on(&self, response: &SupportResponse) -> Result<Vec<Event>, Refusal> {
        if self.is_own_job(response) {
            return Ok(Vec::new());
        }
        if self.person.has(Role::SupportWorker) {
            return self.claimed_by_me(response);
        }
        Err(match self.taken_from_us(response) {
            Some(job) => ended(response, job),
            None => not_found("support response"),
        })
    }

    /// The same, and the crew that had taken the job on before it was ended: a tablet without signal sends late, and
    /// what the crew saw at the door has been seen.
    pub(super) fn may_write_down(&self, response: &SupportResponse) -> Result<Vec<Event>, Refusal> {
        match self.taken_from_us(response) {
            Some(job) if self.context.now - job.at <= LATE_RECORD_MS_MAX => Ok(Vec::new()),
            Some(job) if !self.person.has(Role::SupportWorker) => {
                let hours = LATE_RECORD_MS_MAX / 3_600_000;
                let refusal = ended(response, job);
                let message = format!("{}; that is more than {hours} hours ago: write a note", refusal.message);
                Err(Refusal { message, ..refusal })
            }
            _ => self.at_work_on(response),
        }
    }

    /// The last job on this response that the crew had taken on, and that was ended without its being at the scene by
    /// all that is known here; none while it has one.
    fn taken_from_us<'a>(&self, response: &'a SupportResponse) -> Option<&'a Deployment> {
        let car = self.person.car.as_ref().filter(|_| self.person.has(Role::Crew))?;
        let taken = |job: &&Deployment| &job.car == car && job.acknowledged_at.is_some() && job.state.is_over();
        response.deployments.iter().rev().find(taken).filter(|_| !self.is_own_job(response))
    }

    pub(super) fn is_own_job(&self, response: &SupportResponse) -> bool {
        let Some(car) = self.person.car.as_ref().filter(|_| self.person.has(Role::Crew)) else { return false };
        response.deployments.iter().any(|deployment| {
            use DeploymentState::{Acknowledged, AtScene, EnRoute};
            // What is only reserved or offered is not the crew's yet: it knows where, and not whom.
            let taken = matches!(deployment.state, Acknowledged | EnRoute | AtScene);
            &deployment.car == car && (taken || deployment.at_scene_at.is_some() || deployment.recall_unconfirmed)
        })
    }

    /// Whether this crew's car was ever given the job. Enough to warn and to write down, also after it is over:
    /// a tablet without signal sends late, and a crew called away still knows what it heard.
    pub(super) fn was_given(&self, response: &SupportResponse) -> bool {
        self.person.has(Role::Crew)
            && self.person.car.is_some()
            && response.deployments.iter().any(|deployment| Some(&deployment.car) == self.person.car.as_ref())
    }

    pub(super) fn open_response(&self, number: &IncidentNumber) -> Decision {
        let incident = self
            .board
            .incident(number)
            .filter(|incident| !incident.responses.is_empty())
            .ok_or_else(|| not_found("incident"))?;
        let count = incident.responses.len() as u32;
        if count >= limits::RESPONSES_PER_INCIDENT_MAX {
            return Err(Refusal::new(
                RefusalCode::TooMany,
                format!("this incident has {count} responses; {} is the most", limits::RESPONSES_PER_INCIDENT_MAX),
            ));
        }
        Ok(vec![Event::ResponseOpened { response: ResponseId::of(number, count + 1) }])
    }

    /// The desk writes to any response, for its own side or for both, and takes no claim by it.
    pub(super) fn add_note(&self, id: &ResponseId, text: &Private, corrects: Option<u64>, kept: Kept) -> Decision {
        let (_, response) = self.response(id)?;
        let at_desk = self.person.has(Role::SupportWorker) || self.person.has(Role::ControlRoom);
        if !at_desk && !self.was_given(response) {
            return Err(not_found("support response"));
        }
        needed_text("text", text, limits::TEXT_CHARS_MAX)?;
        bounded_records("entries", response.acts.len())?;
        let sides = self.scheme.controllers.sides(&self.person.roles);
        if !sides.may_read(kept) {
            return Err(Refusal::invalid("kept", kept.as_str(), "shared, or your own side"));
        }
        // A correction is for whoever may read what it corrects.
        let kept = match corrects {
            None => kept,
            Some(seq) => {
                // Whoever reads it only because it was shared writes a note of their own side.
                let corrected = response.acts.iter().find(|act| act.seq == seq && sides.may_read(act.kept));
                let Some(corrected) = corrected else {
                    let allowed = "the place of an entry of ours on this response";
                    return Err(Refusal::invalid("corrects", seq.to_string(), allowed));
                };
                corrected.kept
            }
        };
        Ok(vec![Event::NoteAdded { response: id.clone(), text: text.clone(), corrects, kept }])
    }

    /// A disclosure from one controller to the other, by the side whose note it is.
    pub(super) fn share_note(&self, id: &ResponseId, note: u64, basis: ShareBasis, reason: &Private) -> Decision {
        let (_, response) = self.response(id)?;
        let at_desk = self.person.has(Role::SupportWorker) || self.person.has(Role::ControlRoom);
        if !at_desk && !self.was_given(response) {
            return Err(not_found("support response"));
        }
        needed_reason(reason)?;
        bounded_records("entries", response.acts.len())?;
        let sides = self.scheme.controllers.sides(&self.person.roles);
        let found = response.acts.iter().find(|act| act.seq == note && act.may_be_read(sides));
        let found = found.ok_or_else(|| not_found("note"))?;
        if found.kept.is_shared() {
            return Err(wrong_state("both sides read it already"));
        }
        // Whoever reads it only because it was shared is not the one to share it.
        if !sides.may_read(found.kept) {
            return Err(not_found("note"));
        }
        if let Some(shared) = &found.shared {
            return Err(wrong_state("it is shared already").by(&shared.by, shared.at));
        }
        Ok(vec![Event::NoteShared { response: id.clone(), note, basis, reason: reason.clone() }])
    }

    pub(super) fn close(&self, id: &ResponseId) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.claimed_by_me(response)?;
        if response.outcome.is_none() {
            return Err(Refusal::new(RefusalCode::OutcomeMissing, "record an outcome before closing"));
        }
        if let Some(open) = response.escalations.iter().find(|one| one.state == EscalationState::Requested) {
            return Err(Refusal::new(
                RefusalCode::EscalationUnanswered,
                "an escalation has not been answered; it must be before this is closed",
            )
            .by(&open.requested_by, open.requested_at));
        }
        if let Some(deployment) = response.deployments.iter().find(|one| !one.state.is_over()) {
            return Err(Refusal {
                when: Some(deployment.at),
                ..wrong_state(format!(
                    "{} is still on this response; stand it down or wait until it has resumed",
                    deployment.call_sign
                ))
            });
        }
        events.push(Event::ResponseClosed { response: id.clone() });
        Ok(events)
    }

    pub(super) fn reopen(&self, id: &ResponseId, reason: &Private) -> Decision {
        let (_, response) = self.response(id)?;
        if !response.is_closed() {
            return Err(wrong_state("this response is not closed"));
        }
        needed_reason(reason)?;
        Ok(vec![Event::ResponseReopened { response: id.clone(), reason: reason.clone() }])
    }
}
