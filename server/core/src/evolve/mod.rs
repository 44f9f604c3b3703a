//! State from events. Total: it never refuses, because what it is given has happened.

mod deployment;
mod escalation;
mod incident;
mod records;
mod response;
mod welfare;

use std::sync::Arc;

use alongside_protocol::{
    CarId, Millis, Private, ResponseId,
    vocabulary::{Kept, TimelineTopic as Topic},
};

use crate::{
    board::{Board, Car, Shift},
    event::{Author, Entry, Event},
    referrals::Said,
    response::{Act, Recorded, SupportResponse},
};

/// From how far apart the two times of an act are shown, ms: below, the way over the network and two clocks explain it.
const ARRIVED_LATE_MS: Millis = 60_000;

/// Applies one event. The caller has checked that `entry.seq` is the board's next.
pub fn evolve(board: &mut Board, entry: &Entry) {
    debug_assert_eq!(entry.seq, board.seq + 1, "I2: gapless sequence");
    board.seq = entry.seq;
    match &entry.event {
        Event::FeedRecorded { .. }
        | Event::IncidentArchived { .. }
        | Event::PastForgotten { .. }
        | Event::IncidentRestored { .. }
        | Event::ResponseOpened { .. }
        | Event::GateRevoked { .. }
        | Event::IncidentErased { .. }
        | Event::StandingSet { .. }
        | Event::RepeatJudged { .. }
        | Event::DuplicateLinked { .. }
        | Event::DuplicateUnlinked { .. } => incident::evolve(board, entry),
        Event::HoldPlaced { incident, reason } => {
            board.legal_holds.insert(incident.clone(), Arc::new(Recorded::of(entry, reason.clone())));
        }
        Event::HoldLifted { incident, .. } => drop(board.legal_holds.remove(incident)),
        Event::ClaimTaken { response: id, .. }
        | Event::ClaimReleased { response: id }
        | Event::ClaimLapsed { response: id }
        | Event::ClaimHandedOver { response: id, .. }
        | Event::ClaimTakenOver { response: id, .. }
        | Event::ResponsePassedOn { response: id, .. }
        | Event::ResponseClosed { response: id }
        | Event::ResponseReopened { response: id, .. }
        | Event::AlarmShelved { response: id, .. }
        | Event::AlarmUnshelved { response: id, .. } => {
            if let Some(response) = response_mut(board, id, entry) {
                response::evolve(response, entry);
            }
        }
        Event::NoteAdded { .. }
        | Event::NoteShared { .. }
        | Event::HazardsRecorded { .. }
        | Event::SecondStepTaken { .. }
        | Event::SafeContactRecorded { .. }
        | Event::ContactAttempted { .. }
        | Event::TryingEnded { .. }
        | Event::TryingResumed { .. }
        | Event::RiskRecorded { .. }
        | Event::SafetyPlanRecorded { .. }
        | Event::WelfareRecorded { .. }
        | Event::ConsentRecorded { .. }
        | Event::ReferralDrafted { .. }
        | Event::ReferralDiscarded { .. }
        | Event::OutcomeRecorded { .. } => {
            let id = entry.event.response();
            if let Some(response) = id.and_then(|id| response_mut(board, &id, entry)) {
                records::evolve(response, entry);
            }
        }
        Event::ReferralAnswered { response: id, service, answer, reason, accepted } => {
            if board.response(id).is_none() {
                // What has left the board stays away from it.
                let said = Said { answer: *answer, reason: reason.clone() };
                board.answer_past(id, service, &Recorded::of(entry, said), *accepted);
            } else if let Some(response) = response_mut(board, id, entry) {
                records::evolve(response, entry);
            }
        }
        Event::EscalationRequested { .. }
        | Event::EscalationAcknowledged { .. }
        | Event::EscalationDeclined { .. }
        | Event::EscalationRegraded { .. }
        | Event::EscalationWithdrawn { .. }
        | Event::EscalationClimbed { .. } => escalation::evolve(board, entry),
        Event::ShiftStarted { car, seats, ends_at } => {
            let car = shift_change(board, car, entry);
            car.shift = Some(Shift { started_at: entry.done_at, ends_at: *ends_at, seats: seats.clone() });
            car.on_break = false;
            car.worked_since = Some(entry.done_at);
        }
        Event::CrewChanged { car, seats } => {
            if let Some(shift) = &mut board.touch_car(car).shift {
                shift.seats.clone_from(seats);
            }
        }
        Event::ShiftEnded { car } => {
            let car = shift_change(board, car, entry);
            car.shift = None;
            car.on_break = false;
            car.worked_since = None;
        }
        Event::BreakStarted { car } => {
            let car = shift_change(board, car, entry);
            car.on_break = true;
            car.worked_since = None;
        }
        Event::BreakEnded { car } => {
            let car = shift_change(board, car, entry);
            car.on_break = false;
            car.worked_since = Some(entry.done_at);
        }
        Event::SosRaised { .. } | Event::SosAnswered { .. } | Event::SosClimbed { .. } | Event::SosEnded { .. } => {
            welfare::sos(board, entry);
        }
        Event::CheckedIn { .. } | Event::CheckInMissed { .. } => welfare::check_in(board, entry),
        Event::CarNeedsSet { .. }
        | Event::CarWanted { .. }
        | Event::QueueReordered { .. }
        | Event::CarReserved { .. }
        | Event::CarOffered { .. }
        | Event::OfferAcknowledged { .. }
        | Event::OfferDeclined { .. }
        | Event::OfferLapsed { .. }
        | Event::CarWentEnRoute { .. }
        | Event::CarArrivedAtScene { .. }
        | Event::CarResumed { .. }
        | Event::CarStoodDown { .. }
        | Event::CarRecalled { .. }
        | Event::RecallConfirmed { .. } => deployment::evolve(board, entry),
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
    topic: Topic,
    words: impl Into<String>,
    text: Option<Private>,
) {
    let late = matches!(entry.by, Author::Person { .. }) && entry.at - entry.done_at > ARRIVED_LATE_MS;
    response.acts.push_back(Act {
        at: entry.done_at,
        arrived_at: late.then_some(entry.at),
        seq: entry.seq,
        by: entry.by.name().map(ToOwned::to_owned),
        topic,
        words: words.into(),
        text: text.filter(|text| !text.is_empty()),
        corrects: None,
        kept: Kept::Shared,
        shared: None,
    });
}

/// A note, or the correction of an entry, which itself stays as it is.
fn push_note(response: &mut SupportResponse, entry: &Entry, text: Private, corrects: Option<u64>, kept: Kept) {
    let words = if corrects.is_some() { "Correction" } else { "Note" };
    push_act(response, entry, Topic::Note, words, Some(text));
    if let Some(act) = response.acts.back_mut() {
        act.corrects = corrects;
        act.kept = kept;
    }
}

impl<T> Recorded<T> {
    /// Written down by whoever the entry is of, when it was done.
    fn of(entry: &Entry, value: T) -> Self {
        Self { value, at: entry.done_at, by: Recorded::author(entry) }
    }
}

impl Recorded<()> {
    fn author(entry: &Entry) -> String {
        entry.by.name().unwrap_or("Alongside").to_owned()
    }
}
