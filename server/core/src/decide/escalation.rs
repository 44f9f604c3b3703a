//! Asking the control room for a quicker response. The grade itself is never ours to set (I6).

use alongside_protocol::{
    EscalationId, Private, Refusal, ResponseId,
    vocabulary::{EscalationKind, EscalationState, Role, Standing},
};

use super::{Case, Decision, bounded_text, needed_reason, not_found, wrong_state};
use crate::{event::Event, response::Escalation};

impl Case<'_> {
    /// Any worker may, whoever has the claim: danger does not wait for a hand-over.
    pub(super) fn request_escalation(&self, id: &ResponseId, kind: EscalationKind, reason: &Private) -> Decision {
        let (incident, response) = self.response(id)?;
        if !self.person.has(Role::SupportWorker) && !self.was_given(response) {
            return Err(not_found("support response"));
        }
        match kind {
            EscalationKind::QuickerResponse => needed_reason(reason)?,
            // One key, no typing: the kind says enough.
            EscalationKind::LineCut => {
                bounded_text("reason", reason.reveal(), alongside_protocol::limits::TEXT_CHARS_MAX)?;
            }
        }
        let mut events = Vec::new();
        if response.is_closed() {
            if kind == EscalationKind::QuickerResponse {
                return Err(wrong_state("this response is closed; reopen it first"));
            }
            // Somebody is in danger now: the call for help does not wait for a second form.
            let reason = Private::from("the line was cut, or the suspect is back");
            events.push(Event::ResponseReopened { response: id.clone(), reason });
        }
        // A line cut that was answered does not speak for the next one.
        let stands_in_the_way = |one: &&Escalation| match kind {
            EscalationKind::QuickerResponse => one.state.is_open(),
            EscalationKind::LineCut => one.kind == EscalationKind::LineCut && one.state == EscalationState::Requested,
        };
        if let Some(open) = response.escalations.iter().rev().find(stands_in_the_way) {
            return Err(Refusal {
                who: Some(open.requested_by.clone()),
                when: Some(open.requested_at),
                ..wrong_state("an escalation is open already")
            });
        }
        if let Some(set) = incident.standing.as_ref().filter(|set| set.value.standing == Standing::Lowered) {
            // Whoever lowered it did not know of this.
            events.push(Event::StandingSet {
                incident: incident.number.clone(),
                standing: Standing::ByFactors,
                reason: Private::new(format!("help was asked for; it was lowered by {}", set.by)),
            });
        }
        let ordinal = response.escalations.len() as u32 + 1;
        events.push(Event::EscalationRequested {
            escalation: EscalationId::of(id, ordinal),
            kind,
            reason: reason.clone(),
            grade_before: incident.mirror.grade().to_owned(),
        });
        Ok(events)
    }

    pub(super) fn acknowledge_escalation(&self, id: &EscalationId) -> Decision {
        self.unanswered(id, &[EscalationState::Requested])?;
        Ok(vec![Event::EscalationAcknowledged { escalation: id.clone() }])
    }

    pub(super) fn decline_escalation(&self, id: &EscalationId, reason: &Private) -> Decision {
        self.unanswered(id, &[EscalationState::Requested, EscalationState::Acknowledged])?;
        needed_reason(reason)?;
        Ok(vec![Event::EscalationDeclined { escalation: id.clone(), reason: reason.clone() }])
    }

    /// By those who asked, or a colleague: a mistake, or not needed any more. It is on record like any answer.
    pub(super) fn withdraw_escalation(&self, id: &EscalationId, reason: &Private) -> Decision {
        let (_, response, escalation) = self.board.escalation(id).ok_or_else(|| not_found("escalation"))?;
        // A crew takes back its own request alone.
        let own = self.was_given(response) && escalation.requested_by == self.person.name;
        if !self.person.has(Role::SupportWorker) && !own {
            return Err(not_found("escalation"));
        }
        self.unanswered(id, &[EscalationState::Requested, EscalationState::Acknowledged])?;
        needed_reason(reason)?;
        Ok(vec![Event::EscalationWithdrawn { escalation: id.clone(), reason: reason.clone() }])
    }

    fn unanswered(&self, id: &EscalationId, from: &[EscalationState]) -> Result<(), Refusal> {
        let (_, _, escalation) = self.board.escalation(id).ok_or_else(|| not_found("escalation"))?;
        if from.contains(&escalation.state) {
            return Ok(());
        }
        Err(Refusal {
            who: escalation.answered_by.clone(),
            when: escalation.answered_at,
            ..wrong_state(format!("this escalation is {} already", escalation.state.as_str()))
        })
    }
}
