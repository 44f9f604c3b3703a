//! State from events. Total: it never refuses, because what it is given has happened.

use std::sync::Arc;

use alongside_protocol::{CarId, DeploymentId, ResponseId, vocabulary::DeploymentState, vocabulary::EscalationState};

use crate::{
    board::{Board, Car, Shift},
    event::{Entry, Event},
    response::{Act, Claim, Deployment, Escalation, Recorded, SupportResponse},
};

/// Applies one event. The caller has checked that `entry.seq` is the board's next.
pub fn evolve(board: &mut Board, entry: &Entry) {
    debug_assert_eq!(entry.seq, board.seq + 1, "I2: gapless sequence");
    board.seq = entry.seq;
    match &entry.event {
        Event::FeedRecorded { fact, fact_at } => {
            board.feed_last_at = Some(board.feed_last_at.map_or(entry.at, |last| last.max(entry.at)));
            board.unindex(&fact.incident);
            board.touch_incident(&fact.incident, entry.at).mirror.take(fact, *fact_at, entry.seq);
            board.index(&fact.incident);
        }
        Event::IncidentArchived { incident } => {
            board.unindex(incident);
            board.incidents.remove(incident);
        }
        Event::IncidentRestored { incident } => {
            board.incidents.insert(incident.number.clone(), Arc::new((**incident).clone()));
            board.index(&incident.number);
        }
        Event::ResponseOpened { response } => {
            let incident = board.touch_incident(&response.incident(), entry.at);
            let ordinal = incident.responses.len() as u32 + 1;
            // For the first response the clock starts with the call itself.
            let notified_at = incident.mirror.received_at.filter(|_| ordinal == 1).unwrap_or(entry.at);
            incident.responses.push(SupportResponse::new(response.clone(), ordinal, notified_at));
        }
        Event::GateRevoked { incident, because } => {
            let incident = board.touch_incident(incident, entry.at);
            for response in &mut incident.responses {
                push_act(response, entry, format!("Gate revoked: {because}"), None);
            }
        }
        Event::ClaimTaken { .. }
        | Event::ClaimReleased { .. }
        | Event::ClaimLapsed { .. }
        | Event::ClaimHandedOver { .. }
        | Event::NoteAdded { .. }
        | Event::SafeContactRecorded { .. }
        | Event::ContactAttempted { .. }
        | Event::OutcomeRecorded { .. }
        | Event::ResponseClosed { .. }
        | Event::ResponseReopened { .. } => evolve_response(board, entry),
        Event::EscalationRequested { .. }
        | Event::EscalationAcknowledged { .. }
        | Event::EscalationDeclined { .. }
        | Event::EscalationRegraded { .. }
        | Event::EscalationClimbed { .. } => evolve_escalation(board, entry),
        Event::ShiftStarted { car, seats, ends_at } => {
            let car = shift_change(board, car, entry);
            car.shift = Some(Shift { started_at: entry.done_at, ends_at: *ends_at, seats: seats.clone() });
            car.on_break = false;
        }
        Event::ShiftEnded { car } => {
            let car = shift_change(board, car, entry);
            car.shift = None;
            car.on_break = false;
        }
        Event::BreakStarted { car } => shift_change(board, car, entry).on_break = true,
        Event::BreakEnded { car } => shift_change(board, car, entry).on_break = false,
        Event::CarReserved { .. }
        | Event::CarOffered { .. }
        | Event::OfferAcknowledged { .. }
        | Event::OfferDeclined { .. }
        | Event::OfferLapsed { .. }
        | Event::CarWentEnRoute { .. }
        | Event::CarArrivedAtScene { .. }
        | Event::CarResumed { .. }
        | Event::CarStoodDown { .. }
        | Event::CarRecalled { .. }
        | Event::RecallConfirmed { .. } => evolve_deployment(board, entry),
    }
}

fn shift_change<'a>(board: &'a mut Board, car: &CarId, entry: &Entry) -> &'a mut Car {
    let car = board.touch_car(car);
    car.status_at = entry.done_at;
    car
}

fn response_mut<'a>(board: &'a mut Board, id: &ResponseId, entry: &Entry) -> Option<&'a mut SupportResponse> {
    board.touch_incident(&id.incident(), entry.at).responses.iter_mut().find(|response| &response.id == id)
}

fn push_act(
    response: &mut SupportResponse,
    entry: &Entry,
    words: impl Into<String>,
    text: Option<alongside_protocol::Private>,
) {
    response.acts.push_back(Act {
        at: entry.done_at,
        seq: entry.seq,
        by: entry.by.name().map(ToOwned::to_owned),
        words: words.into(),
        text: text.filter(|text| !text.is_empty()),
    });
}

fn evolve_response(board: &mut Board, entry: &Entry) {
    let (Event::ClaimTaken { response: id, .. }
    | Event::ClaimReleased { response: id }
    | Event::ClaimLapsed { response: id }
    | Event::ClaimHandedOver { response: id, .. }
    | Event::NoteAdded { response: id, .. }
    | Event::SafeContactRecorded { response: id, .. }
    | Event::ContactAttempted { response: id, .. }
    | Event::OutcomeRecorded { response: id, .. }
    | Event::ResponseClosed { response: id }
    | Event::ResponseReopened { response: id, .. }) = &entry.event
    else {
        return;
    };
    let Some(response) = response_mut(board, id, entry) else { return };
    let by = entry.by.name().unwrap_or("Alongside").to_owned();
    let reviewed = |response: &mut SupportResponse| {
        response.reviewed_at.get_or_insert(entry.done_at);
    };
    match &entry.event {
        Event::ClaimTaken { user, name, .. } => {
            response.claim = Some(Claim { user: user.clone(), name: name.clone(), at: entry.done_at });
            reviewed(response);
            push_act(response, entry, "Claimed", None);
        }
        Event::ClaimReleased { .. } => {
            response.claim = None;
            push_act(response, entry, "Claim released", None);
        }
        Event::ClaimLapsed { .. } => {
            let words = response.claim.take().map_or_else(
                || "Claim lapsed".to_owned(),
                |claim| format!("Claim of {} lapsed: not connected", claim.name),
            );
            push_act(response, entry, words, None);
        }
        Event::ClaimHandedOver { user, name, .. } => {
            response.claim = Some(Claim { user: user.clone(), name: name.clone(), at: entry.done_at });
            push_act(response, entry, format!("Handed over to {name}"), None);
        }
        Event::NoteAdded { text, .. } => {
            reviewed(response);
            push_act(response, entry, "Note", Some(text.clone()));
        }
        Event::SafeContactRecorded { record, .. } => {
            response.safe_contact = Some(Recorded { value: record.clone(), at: entry.done_at, by });
            reviewed(response);
            let words = if record.safe_to_ring { "Safe contact confirmed" } else { "Contact marked unsafe" };
            push_act(response, entry, words, None);
        }
        Event::ContactAttempted { attempt, .. } => {
            response.attempts.push(Recorded { value: attempt.clone(), at: entry.done_at, by });
            reviewed(response);
            let words = format!("{}: {}", channel_words(attempt.channel), result_words(attempt.result));
            push_act(response, entry, words, Some(attempt.note.clone()));
        }
        Event::OutcomeRecorded { outcome, .. } => {
            response.outcome = Some(Recorded { value: outcome.clone(), at: entry.done_at, by });
            reviewed(response);
            let words = format!("Outcome: {}", outcome.kind.as_str().replace('_', " "));
            push_act(response, entry, words, Some(outcome.note.clone()));
        }
        Event::ResponseClosed { .. } => {
            response.closed_at = Some(entry.done_at);
            response.claim = None;
            push_act(response, entry, "Response closed", None);
        }
        Event::ResponseReopened { reason, .. } => {
            response.closed_at = None;
            push_act(response, entry, "Response reopened", Some(reason.clone()));
        }
        _ => {}
    }
}

fn evolve_escalation(board: &mut Board, entry: &Entry) {
    let (Event::EscalationRequested { escalation: id, .. }
    | Event::EscalationAcknowledged { escalation: id }
    | Event::EscalationDeclined { escalation: id, .. }
    | Event::EscalationRegraded { escalation: id, .. }
    | Event::EscalationClimbed { escalation: id, .. }) = &entry.event
    else {
        return;
    };
    let Some(response) = response_mut(board, &id.response(), entry) else { return };
    if let Event::EscalationRequested { kind, reason, grade_before, .. } = &entry.event {
        response.reviewed_at.get_or_insert(entry.done_at);
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
        push_act(response, entry, escalation_words(*kind), Some(reason.clone()));
        return;
    }
    let (words, text) = match &entry.event {
        Event::EscalationAcknowledged { .. } => ("Escalation acknowledged".to_owned(), None),
        Event::EscalationDeclined { reason, .. } => ("Escalation declined".to_owned(), Some(reason.clone())),
        Event::EscalationRegraded { grade, .. } => {
            (format!("Escalation answered: the force regraded to {grade}"), None)
        }
        Event::EscalationClimbed { climb: 1, .. } => {
            ("Escalation unanswered: the desk was told again".to_owned(), None)
        }
        _ => ("Escalation unanswered: the inspector was told".to_owned(), None),
    };
    if let Some(escalation) = response.escalations.iter_mut().find(|escalation| &escalation.id == id) {
        answer_escalation(escalation, entry);
    }
    push_act(response, entry, words, text);
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
        Event::EscalationClimbed { climb, .. } => escalation.climb = *climb,
        _ => {}
    }
}

fn evolve_deployment(board: &mut Board, entry: &Entry) {
    let at = entry.done_at;
    match &entry.event {
        Event::CarReserved { deployment, car, call_sign, override_reason } => {
            add_deployment(
                board,
                entry,
                deployment,
                (car, call_sign),
                DeploymentState::Reserved,
                None,
                override_reason.clone(),
            );
            let car = board.touch_car(car);
            if !car.queue.contains(deployment) {
                car.queue.push(deployment.clone());
            }
        }
        Event::CarOffered { deployment, car, call_sign, lapses_at, override_reason } => {
            let lapses_at = Some(*lapses_at);
            add_deployment(
                board,
                entry,
                deployment,
                (car, call_sign),
                DeploymentState::Offered,
                lapses_at,
                override_reason.clone(),
            );
            let car = board.touch_car(car);
            car.queue.retain(|queued| queued != deployment);
            car.active = Some(deployment.clone());
            car.status_at = at;
        }
        Event::OfferAcknowledged { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::Acknowledged, "acknowledged the job", None);
        }
        Event::CarWentEnRoute { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::EnRoute, "is on the way", None);
        }
        Event::CarArrivedAtScene { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::AtScene, "at scene", None);
        }
        Event::CarResumed { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::Resumed, "resumed", None);
        }
        Event::OfferDeclined { deployment, reason } => {
            move_deployment(
                board,
                entry,
                deployment,
                DeploymentState::Declined,
                "declined the job",
                Some(reason.clone()),
            );
        }
        Event::OfferLapsed { deployment } => {
            move_deployment(
                board,
                entry,
                deployment,
                DeploymentState::Lapsed,
                "did not answer: the offer lapsed",
                None,
            );
        }
        Event::CarStoodDown { deployment, because, reason } => {
            let words = because.as_ref().map_or_else(|| "stood down".to_owned(), |why| format!("stood down: {why}"));
            move_deployment(board, entry, deployment, DeploymentState::StoodDown, &words, reason.clone());
            set_because(board, entry, deployment, because.as_ref(), false);
        }
        Event::CarRecalled { deployment, because, reason } => {
            let words = because.as_ref().map_or_else(|| "recalled".to_owned(), |why| format!("recalled: {why}"));
            let car = move_deployment(board, entry, deployment, DeploymentState::Recalled, &words, reason.clone());
            set_because(board, entry, deployment, because.as_ref(), true);
            if let Some(car) = car {
                board.touch_car(&car).recalled_from = Some(deployment.clone());
            }
        }
        Event::RecallConfirmed { deployment } => {
            if let Some(response) = response_mut(board, &deployment.response(), entry) {
                let mut call_sign = None;
                if let Some(found) = response.deployments.iter_mut().find(|found| &found.id == deployment) {
                    found.recall_unconfirmed = false;
                    call_sign = Some(found.car.clone());
                }
                push_act(response, entry, "Crew clear of the scene", None);
                if let Some(car) = call_sign {
                    let car = board.touch_car(&car);
                    car.recalled_from = None;
                    car.status_at = at;
                }
            }
        }
        _ => {}
    }
}

#[allow(clippy::too_many_arguments)]
fn add_deployment(
    board: &mut Board,
    entry: &Entry,
    id: &DeploymentId,
    (car, call_sign): (&CarId, &str),
    state: DeploymentState,
    offer_lapses_at: Option<i64>,
    override_reason: Option<alongside_protocol::Private>,
) {
    let Some(response) = response_mut(board, &id.response(), entry) else { return };
    let words = match (state, override_reason.is_some()) {
        (DeploymentState::Reserved, false) => format!("{call_sign} reserved"),
        (DeploymentState::Reserved, true) => format!("{call_sign} reserved by override"),
        (_, false) => format!("{call_sign} offered the job"),
        (_, true) => format!("{call_sign} offered the job by override"),
    };
    push_act(response, entry, words, override_reason.clone());
    match response.deployments.iter_mut().find(|found| &found.id == id) {
        Some(found) => {
            found.state = state;
            found.at = entry.done_at;
            found.offer_lapses_at = offer_lapses_at;
            if override_reason.is_some() {
                found.override_reason = override_reason;
            }
        }
        None => response.deployments.push(Deployment {
            id: id.clone(),
            car: car.clone(),
            call_sign: call_sign.to_owned(),
            state,
            at: entry.done_at,
            offer_lapses_at,
            override_reason,
            recall_unconfirmed: false,
            because: None,
            at_scene_at: None,
        }),
    }
}

/// Moves one deployment on, and frees the car where it is over. Other jobs of the car stay as they were.
fn move_deployment(
    board: &mut Board,
    entry: &Entry,
    id: &DeploymentId,
    state: DeploymentState,
    words: &str,
    text: Option<alongside_protocol::Private>,
) -> Option<CarId> {
    let response = response_mut(board, &id.response(), entry)?;
    let found = response.deployments.iter_mut().find(|found| &found.id == id)?;
    found.state = state;
    found.at = entry.done_at;
    found.offer_lapses_at = None;
    if state == DeploymentState::AtScene {
        found.at_scene_at.get_or_insert(entry.done_at);
    }
    let (car_id, words) = (found.car.clone(), format!("{} {words}", found.call_sign));
    push_act(response, entry, words, text);
    let car = board.touch_car(&car_id);
    car.status_at = entry.done_at;
    if state.is_over() {
        if car.active.as_ref() == Some(id) {
            car.active = None;
        }
        car.queue.retain(|queued| queued != id);
    }
    Some(car_id)
}

fn set_because(board: &mut Board, entry: &Entry, id: &DeploymentId, because: Option<&String>, unconfirmed: bool) {
    if let Some(response) = response_mut(board, &id.response(), entry)
        && let Some(found) = response.deployments.iter_mut().find(|found| &found.id == id)
    {
        found.because = because.cloned();
        found.recall_unconfirmed = unconfirmed;
    }
}

fn channel_words(channel: alongside_protocol::vocabulary::ContactChannel) -> &'static str {
    use alongside_protocol::vocabulary::ContactChannel;
    match channel {
        ContactChannel::Phone => "Phone",
        ContactChannel::Text => "Text",
        ContactChannel::Email => "Email",
        ContactChannel::InPerson => "In person",
    }
}

fn result_words(result: alongside_protocol::vocabulary::ContactResult) -> &'static str {
    use alongside_protocol::vocabulary::ContactResult;
    match result {
        ContactResult::SpokeSafely => "spoke safely",
        ContactResult::EndedUnsafe => "ended, not safe",
        ContactResult::NoAnswer => "no answer",
        ContactResult::WrongNumber => "wrong number",
        ContactResult::SomeoneElse => "someone else answered",
        ContactResult::DeclinedForNow => "does not want to talk for now",
    }
}

fn escalation_words(kind: alongside_protocol::vocabulary::EscalationKind) -> &'static str {
    use alongside_protocol::vocabulary::EscalationKind;
    match kind {
        EscalationKind::QuickerResponse => "Quicker response asked for",
        EscalationKind::LineCut => "Line cut or suspect back: help asked for",
    }
}
