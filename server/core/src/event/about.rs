//! What an event is about: its incident, its response, its car.

use alongside_protocol::{CarId, DeploymentId, IncidentNumber, ResponseId};

use super::Event;
use crate::board::Board;

/// Whose key seals the texts of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealedBy {
    Incident(IncidentNumber),
    /// The board's own: a car's business, or an incident whose key is gone with this very event.
    Board,
}

impl Event {
    pub fn sealed_by(&self) -> SealedBy {
        match (self, self.incident()) {
            (Self::IncidentErased { .. }, _) | (_, None) => SealedBy::Board,
            (_, Some(number)) => SealedBy::Incident(number),
        }
    }

    /// The incident that this event is about; none for a car's own business.
    pub fn incident(&self) -> Option<IncidentNumber> {
        match self {
            Self::FeedRecorded { fact, .. } => Some(fact.incident.clone()),
            Self::IncidentRestored { incident } => Some(incident.number.clone()),
            Self::IncidentArchived { incident }
            | Self::PastForgotten { incident }
            | Self::HoldPlaced { incident, .. }
            | Self::HoldLifted { incident, .. }
            | Self::IncidentErased { incident, .. }
            | Self::GateRevoked { incident, .. }
            | Self::StandingSet { incident, .. }
            | Self::RepeatJudged { incident, .. }
            | Self::DuplicateLinked { incident, .. }
            | Self::DuplicateUnlinked { incident } => Some(incident.clone()),
            Self::ShiftStarted { .. }
            | Self::CrewChanged { .. }
            | Self::ShiftEnded { .. }
            | Self::BreakStarted { .. }
            | Self::BreakEnded { .. }
            | Self::QueueReordered { .. }
            | Self::SosClimbed { .. } => None,
            of_a_response => of_a_response.response().map(|response| response.incident()),
        }
    }

    /// The response that this event is about; none where it is about an incident as a whole, or a car.
    pub fn response(&self) -> Option<ResponseId> {
        match self {
            Self::ResponseOpened { response }
            | Self::ClaimTaken { response, .. }
            | Self::ClaimReleased { response }
            | Self::ClaimLapsed { response }
            | Self::ClaimHandedOver { response, .. }
            | Self::ClaimTakenOver { response, .. }
            | Self::ResponsePassedOn { response, .. }
            | Self::NoteAdded { response, .. }
            | Self::NoteShared { response, .. }
            | Self::HazardsRecorded { response, .. }
            | Self::SecondStepTaken { response, .. }
            | Self::SafeContactRecorded { response, .. }
            | Self::ContactAttempted { response, .. }
            | Self::TryingEnded { response, .. }
            | Self::TryingResumed { response }
            | Self::RiskRecorded { response, .. }
            | Self::SafetyPlanRecorded { response, .. }
            | Self::WelfareRecorded { response, .. }
            | Self::ConsentRecorded { response, .. }
            | Self::OutcomeRecorded { response, .. }
            | Self::ReferralAnswered { response, .. }
            | Self::ResponseClosed { response }
            | Self::ResponseReopened { response, .. }
            | Self::AlarmShelved { response, .. }
            | Self::AlarmUnshelved { response, .. }
            | Self::CarNeedsSet { response, .. }
            | Self::CarWanted { response, .. } => Some(response.clone()),
            Self::SosRaised { deployment, .. }
            | Self::SosAnswered { deployment, .. }
            | Self::SosEnded { deployment, .. } => deployment.as_ref().map(DeploymentId::response),
            Self::ReferralDrafted { referral, .. } | Self::ReferralDiscarded { referral, .. } => {
                Some(referral.response())
            }
            Self::EscalationRequested { escalation, .. }
            | Self::EscalationAcknowledged { escalation }
            | Self::EscalationDeclined { escalation, .. }
            | Self::EscalationRegraded { escalation, .. }
            | Self::EscalationWithdrawn { escalation, .. }
            | Self::EscalationClimbed { escalation, .. } => Some(escalation.response()),
            Self::CarReserved { deployment, .. }
            | Self::CarOffered { deployment, .. }
            | Self::OfferAcknowledged { deployment, .. }
            | Self::OfferDeclined { deployment, .. }
            | Self::OfferLapsed { deployment }
            | Self::CarWentEnRoute { deployment, .. }
            | Self::CarArrivedAtScene { deployment, .. }
            | Self::CarResumed { deployment, .. }
            | Self::CarStoodDown { deployment, .. }
            | Self::CarRecalled { deployment, .. }
            | Self::RecallConfirmed { deployment }
            | Self::CheckedIn { deployment }
            | Self::CheckInMissed { deployment, .. } => Some(deployment.response()),
            _ => None,
        }
    }

    /// The car whose document changes with this event.
    pub fn car(&self, board: &Board) -> Option<CarId> {
        match self {
            Self::ShiftStarted { car, .. }
            | Self::CrewChanged { car, .. }
            | Self::ShiftEnded { car }
            | Self::BreakStarted { car }
            | Self::BreakEnded { car }
            | Self::QueueReordered { car, .. }
            | Self::SosRaised { car, .. }
            | Self::SosAnswered { car, .. }
            | Self::SosClimbed { car, .. }
            | Self::SosEnded { car, .. }
            | Self::CarReserved { car, .. }
            | Self::CarOffered { car, .. } => Some(car.clone()),
            Self::OfferAcknowledged { deployment, .. }
            | Self::OfferDeclined { deployment, .. }
            | Self::OfferLapsed { deployment }
            | Self::CarWentEnRoute { deployment, .. }
            | Self::CarArrivedAtScene { deployment, .. }
            | Self::CarResumed { deployment, .. }
            | Self::CarStoodDown { deployment, .. }
            | Self::CarRecalled { deployment, .. }
            | Self::RecallConfirmed { deployment }
            | Self::CheckedIn { deployment }
            | Self::CheckInMissed { deployment, .. } => {
                board.deployment(deployment).map(|(_, _, found)| found.car.clone())
            }
            _ => None,
        }
    }
}
