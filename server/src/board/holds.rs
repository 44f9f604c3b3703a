//! What a batch takes and lets go, for the database's own guard of I7.

use alongside_core::{Board, Event};

use crate::journal::Hold;

const CLAIM: &str = "claim";
const CAR: &str = "car";
/// A response that a car has taken on, or was offered.
const JOB: &str = "job";

/// The holds of one event, read off the board **before** it.
pub fn of(event: &Event, before: &Board) -> Vec<Hold> {
    let take = |kind, held: &str, holder: &str| Hold { kind, held: held.to_owned(), holder: Some(holder.to_owned()) };
    let release = |kind, held: &str| Hold { kind, held: held.to_owned(), holder: None };
    match event {
        Event::ClaimTaken { response, user, .. } => vec![take(CLAIM, &response.0, &user.0)],
        Event::ClaimHandedOver { response, user, .. } | Event::ClaimTakenOver { response, user, .. } => {
            vec![release(CLAIM, &response.0), take(CLAIM, &response.0, &user.0)]
        }
        Event::ClaimReleased { response }
        | Event::ClaimLapsed { response }
        | Event::ResponsePassedOn { response, .. }
        | Event::ResponseClosed { response } => vec![release(CLAIM, &response.0)],
        Event::CarOffered { deployment, car, .. } => {
            vec![take(CAR, &car.0, &deployment.0), take(JOB, &deployment.response().0, &deployment.0)]
        }
        Event::OfferDeclined { deployment, .. }
        | Event::OfferLapsed { deployment }
        | Event::CarResumed { deployment, .. }
        | Event::CarStoodDown { deployment, .. }
        | Event::CarRecalled { deployment, .. } => {
            // A reserved job that is stood down holds nothing.
            let car = before.deployment(deployment).map(|(_, _, job)| job.car.clone());
            car.filter(|car| before.car(car).active.as_ref() == Some(deployment))
                .map(|car| vec![release(CAR, &car.0), release(JOB, &deployment.response().0)])
                .unwrap_or_default()
        }
        // Named one by one, so that a new event that takes or gives back a claim or a car is not forgotten here.
        Event::FeedRecorded { .. }
        | Event::IncidentArchived { .. }
        | Event::PastForgotten { .. }
        | Event::IncidentRestored { .. }
        | Event::HoldPlaced { .. }
        | Event::HoldLifted { .. }
        | Event::IncidentErased { .. }
        | Event::StandingSet { .. }
        | Event::RepeatJudged { .. }
        | Event::DuplicateLinked { .. }
        | Event::DuplicateUnlinked { .. }
        | Event::ResponseOpened { .. }
        | Event::NoteAdded { .. }
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
        | Event::OutcomeRecorded { .. }
        | Event::ReferralAnswered { .. }
        | Event::ResponseReopened { .. }
        | Event::EscalationRequested { .. }
        | Event::EscalationAcknowledged { .. }
        | Event::EscalationDeclined { .. }
        | Event::EscalationRegraded { .. }
        | Event::EscalationWithdrawn { .. }
        | Event::EscalationClimbed { .. }
        | Event::AlarmShelved { .. }
        | Event::AlarmUnshelved { .. }
        | Event::ShiftStarted { .. }
        | Event::ShiftEnded { .. }
        | Event::BreakStarted { .. }
        | Event::BreakEnded { .. }
        | Event::CarReserved { .. }
        | Event::OfferAcknowledged { .. }
        | Event::CarWentEnRoute { .. }
        | Event::CarArrivedAtScene { .. }
        | Event::RecallConfirmed { .. }
        | Event::CarNeedsSet { .. }
        | Event::CarWanted { .. }
        | Event::QueueReordered { .. }
        | Event::CrewChanged { .. }
        | Event::CheckedIn { .. }
        | Event::CheckInMissed { .. }
        | Event::SosRaised { .. }
        | Event::SosAnswered { .. }
        | Event::SosClimbed { .. }
        | Event::SosEnded { .. }
        | Event::GateRevoked { .. } => Vec::new(),
    }
}
