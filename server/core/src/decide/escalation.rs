//! Asking the control room for a quicker response. The grade itself is never ours to set (I6).

use alongside_protocol::{
    EscalationId, Private, Refusal, ResponseId,
    vocabulary::{EscalationKind, EscalationState, Role},
};

use super::{Case, Decision, bounded_text, needed_reason, not_found, wrong_state};
use crate::event::Event;

impl Case<'_> {
    /// Any worker may, whoever has the claim: danger does not wait for a hand-over.
    pub(super) fn request_escalation(&self, id: &ResponseId, kind: EscalationKind, reason: &Private) -> Decision {
        let (incident, response) = self.response(id)?;
        if !self.person.has(Role::SupportWorker) && !self.is_own_job(response) {
            return Err(not_found("support response"));
        }
        match kind {
            EscalationKind::QuickerResponse => needed_reason(reason)?,
            // One key, no typing: the kind says enough.
            EscalationKind::LineCut => bounded_text("reason", reason.reveal(), alongside_protocol::limits::TEXT_CHARS_MAX)?,
        }
        if response.is_closed() {
            return Err(wrong_state("this response is closed; reopen it first"));
        }
        if let Some(open) = response.open_escalation()
            && (kind == EscalationKind::QuickerResponse || open.kind == EscalationKind::LineCut)
        {
            return Err(Refusal { who: Some(open.requested_by.clone()), when: Some(open.requested_at), ..wrong_state("an escalation is open already") });
        }
        let ordinal = response.escalations.len() as u32 + 1;
        Ok(vec![Event::EscalationRequested {
            escalation: EscalationId::of(id, ordinal),
            kind,
            reason: reason.clone(),
            grade_before: incident.mirror.grade().to_owned(),
        }])
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
