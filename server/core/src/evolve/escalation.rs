//! Requests for a quicker response, and their answers.

use alongside_protocol::vocabulary::{Alarm, EscalationKind, EscalationState};

use super::{Topic, push_act, response_mut};
use crate::{
    board::Board,
    event::{Entry, Event},
    response::Escalation,
};

pub fn evolve(board: &mut Board, entry: &Entry) {
    let (Event::EscalationRequested { escalation: id, .. }
    | Event::EscalationAcknowledged { escalation: id }
    | Event::EscalationDeclined { escalation: id, .. }
    | Event::EscalationRegraded { escalation: id, .. }
    | Event::EscalationWithdrawn { escalation: id, .. }
    | Event::EscalationClimbed { escalation: id, .. }) = &entry.event
    else {
        return;
    };
    let Some(response) = response_mut(board, &id.response(), entry) else { return };
    if let Event::EscalationRequested { kind, reason, grade_before, .. } = &entry.event {
        response.reviewed(entry.done_at);
        // A shelf was for the request of then.
        response.shelved.retain(|shelved| shelved.alarm != Alarm::Escalation);
        response.escalations.push(Escalation {
            id: id.clone(),
            kind: *kind,
            state: EscalationState::Requested,
            // A clock that runs ahead must not put off the climb.
            requested_at: entry.done_at.min(entry.at),
            requested_by: entry.by.name().unwrap_or_default().to_owned(),
            reason: reason.clone(),
            grade_before: grade_before.clone(),
            climb: 0,
            answered_at: None,
            answered_by: None,
        });
        push_act(response, entry, Topic::Escalation, escalation_words(*kind), Some(reason.clone()));
        return;
    }
    if matches!(entry.event, Event::EscalationClimbed { .. }) {
        response.shelved.retain(|shelved| shelved.alarm != Alarm::Escalation);
    }
    let (words, text) = match &entry.event {
        Event::EscalationAcknowledged { .. } => ("Escalation acknowledged".to_owned(), None),
        Event::EscalationDeclined { reason, .. } => ("Escalation declined".to_owned(), Some(reason.clone())),
        Event::EscalationRegraded { grade, .. } => {
            (format!("Escalation answered: the force regraded to {grade}"), None)
        }
        Event::EscalationWithdrawn { reason, .. } => ("Escalation withdrawn".to_owned(), Some(reason.clone())),
        Event::EscalationClimbed { climb: 1, .. } => ("Escalation unanswered: told again".to_owned(), None),
        _ => ("Escalation unanswered: told once more, higher up".to_owned(), None),
    };
    if let Some(escalation) = response.escalations.iter_mut().find(|escalation| &escalation.id == id) {
        answer_escalation(escalation, entry);
    }
    push_act(response, entry, Topic::Escalation, words, text);
}

fn answer_escalation(escalation: &mut Escalation, entry: &Entry) {
    let answered = |escalation: &mut Escalation, state| {
        escalation.state = state;
        escalation.answered_at.get_or_insert(entry.done_at);
        if escalation.answered_by.is_none() {
            escalation.answered_by = entry.by.name().map(ToOwned::to_owned);
        }
    };
    match &entry.event {
        Event::EscalationAcknowledged { .. } => answered(escalation, EscalationState::Acknowledged),
        Event::EscalationDeclined { .. } => answered(escalation, EscalationState::Declined),
        Event::EscalationRegraded { .. } => answered(escalation, EscalationState::Regraded),
        Event::EscalationWithdrawn { .. } => answered(escalation, EscalationState::Withdrawn),
        Event::EscalationClimbed { climb, .. } => escalation.climb = *climb,
        _ => {}
    }
}

fn escalation_words(kind: EscalationKind) -> &'static str {
    match kind {
        EscalationKind::QuickerResponse => "Quicker response asked for",
        EscalationKind::LineCut => "Line cut or suspect back: help asked for",
    }
}
