//! Claims, notes, safe contact, contact attempts, outcomes, closing.

use alongside_protocol::{
    IncidentNumber, Millis, Private, Refusal, RefusalCode, ResponseId, UserId,
    command::{ContactAttempt, Outcome, SafeContact},
    limits,
    vocabulary::{EscalationState, ReferralDecision, Role},
};

use super::{Case, Decision, bounded_text, needed_reason, needed_text, not_found, wrong_state};
use crate::{event::Event, incident::Incident, response::SupportResponse};

/// Furthest ahead that a next contact attempt may be set, ms.
const NEXT_ATTEMPT_AHEAD_MS_MAX: Millis = 366 * 86_400_000;

impl Case<'_> {
    pub(super) fn response(&self, id: &ResponseId) -> Result<(&Incident, &SupportResponse), Refusal> {
        let (incident, response) = self.board.response(id).ok_or_else(|| not_found("support response"))?;
        Ok((incident, response))
    }

    fn open(&self, id: &ResponseId) -> Result<(&Incident, &SupportResponse), Refusal> {
        let found = self.response(id)?;
        match found.1.closed_at {
            Some(at) => Err(Refusal { when: Some(at), ..wrong_state("this response is closed; reopen it first") }),
            None => Ok(found),
        }
    }

    /// The claim must be the person's own. An unclaimed response is claimed by the act itself.
    fn claimed_by_me(&self, response: &SupportResponse) -> Result<Vec<Event>, Refusal> {
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
    fn at_work_on(&self, response: &SupportResponse) -> Result<Vec<Event>, Refusal> {
        if self.is_own_job(response) {
            return Ok(Vec::new());
        }
        if self.person.has(Role::SupportWorker) {
            return self.claimed_by_me(response);
        }
        Err(not_found("support response"))
    }

    pub(super) fn is_own_job(&self, response: &SupportResponse) -> bool {
        let Some(car) = self.person.car.as_ref().filter(|_| self.person.has(Role::Crew)) else { return false };
        response.deployments.iter().any(|deployment| {
            let recalled = deployment.recall_unconfirmed;
            &deployment.car == car && (!deployment.state.is_over() || deployment.at_scene_at.is_some() || recalled)
        })
    }

    /// Whether this crew's car was ever given the job. Enough to warn and to write down, also after it is over:
    /// a tablet without signal sends late, and a crew called away still knows what it heard.
    pub(super) fn was_given(&self, response: &SupportResponse) -> bool {
        self.person.has(Role::Crew)
            && self.person.car.is_some()
            && response.deployments.iter().any(|deployment| Some(&deployment.car) == self.person.car.as_ref())
    }

    fn claim_taken(&self, response: &SupportResponse) -> Event {
        Event::ClaimTaken {
            response: response.id.clone(),
            user: self.person.user.clone(),
            name: self.person.name.clone(),
        }
    }

    pub(super) fn claim(&self, id: &ResponseId) -> Decision {
        let (_, response) = self.open(id)?;
        match &response.claim {
            None => Ok(vec![self.claim_taken(response)]),
            Some(claim) if claim.user == self.person.user => Err(wrong_state("you have this response already")),
            Some(claim) => Err(Refusal::new(RefusalCode::AlreadyClaimed, format!("{} claimed this first", claim.name))
                .by(&claim.name, claim.at)),
        }
    }

    pub(super) fn release(&self, id: &ResponseId) -> Decision {
        let (_, response) = self.open(id)?;
        if response.claim.is_none() {
            return Err(wrong_state("nobody has claimed this response"));
        }
        self.claimed_by_me(response)?;
        Ok(vec![Event::ClaimReleased { response: id.clone() }])
    }

    pub(super) fn hand_over(&self, id: &ResponseId, to: &UserId) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.claimed_by_me(response)?;
        if to == &self.person.user {
            return Err(Refusal::invalid("to", "yourself", "a colleague"));
        }
        let colleague = self
            .context
            .colleague
            .as_ref()
            .filter(|colleague| &colleague.user == to && colleague.has(Role::SupportWorker))
            .ok_or_else(|| {
                Refusal::invalid("to", "somebody who is not a support worker on this board", "a support worker")
            })?;
        events.push(Event::ClaimHandedOver {
            response: id.clone(),
            user: colleague.user.clone(),
            name: colleague.name.clone(),
        });
        Ok(events)
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

    pub(super) fn add_note(&self, id: &ResponseId, text: &Private) -> Decision {
        let (_, response) = self.response(id)?;
        if !self.person.has(Role::SupportWorker) && !self.was_given(response) {
            return Err(not_found("support response"));
        }
        needed_text("text", text, limits::TEXT_CHARS_MAX)?;
        Ok(vec![Event::NoteAdded { response: id.clone(), text: text.clone() }])
    }

    pub(super) fn record_safe_contact(&self, id: &ResponseId, record: &SafeContact) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.at_work_on(response)?;
        for (field, text) in [
            ("record.number", record.number.reveal()),
            ("record.when_safe", record.when_safe.reveal()),
            ("record.code_word", record.code_word.reveal()),
            ("record.language", &record.language),
            ("record.who_may_answer", record.who_may_answer.reveal()),
        ] {
            bounded_text(field, text, limits::FIELD_CHARS_MAX)?;
        }
        if record.safe_to_ring && record.number.reveal().trim().is_empty() {
            return Err(Refusal::invalid("record.number", "nothing", "the number that is safe to ring"));
        }
        events.push(Event::SafeContactRecorded { response: id.clone(), record: record.clone() });
        Ok(events)
    }

    pub(super) fn record_contact(&self, id: &ResponseId, attempt: &ContactAttempt) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.at_work_on(response)?;
        bounded_text("attempt.number", attempt.number.reveal(), limits::FIELD_CHARS_MAX)?;
        bounded_text("attempt.note", attempt.note.reveal(), limits::TEXT_CHARS_MAX)?;
        if let Some(next) = attempt.next_at
            && (next < self.context.done_at || next > self.context.done_at + NEXT_ATTEMPT_AHEAD_MS_MAX)
        {
            return Err(Refusal::invalid("attempt.next_at", next.to_string(), "a time in the coming year"));
        }
        events.push(Event::ContactAttempted { response: id.clone(), attempt: attempt.clone() });
        Ok(events)
    }

    pub(super) fn record_outcome(&self, id: &ResponseId, outcome: &Outcome) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.at_work_on(response)?;
        bounded_text("outcome.note", outcome.note.reveal(), limits::TEXT_CHARS_MAX)?;
        if outcome.referral == ReferralDecision::Referred && outcome.services.is_empty() {
            return Err(Refusal::invalid(
                "outcome.services",
                "none",
                "at least one service, as the victim was referred",
            ));
        }
        if outcome.referral != ReferralDecision::Referred && !outcome.services.is_empty() {
            return Err(Refusal::invalid(
                "outcome.services",
                format!("{} services", outcome.services.len()),
                "none, unless the victim was referred",
            ));
        }
        for service in &outcome.services {
            if !self.scheme.services.contains(service) {
                return Err(Refusal::invalid(
                    "outcome.services",
                    format!("{service:?}"),
                    self.scheme.services.join(", "),
                ));
            }
        }
        events.push(Event::OutcomeRecorded { response: id.clone(), outcome: outcome.clone() });
        Ok(events)
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
