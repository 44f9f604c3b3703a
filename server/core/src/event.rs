//! What happened, past tense. The journal holds these and nothing else; state is their fold (I4).

mod about;

pub use about::SealedBy;

use alongside_protocol::{
    CarId, DeploymentId, EscalationId, FeedEvent, IncidentNumber, Millis, Private, ReferralId, ResponseId, UserId,
    private::{read_whole, whole},
    record::{
        CarNeeds, ConsentEntry, ContactAttempt, Fix, Outcome, ReferralDraft, RiskAssessment, SafeContact, SafetyPlan,
        SeatFilled, WelfareSeen,
    },
    vocabulary::{
        Alarm, EraseBasis, EscalationKind, Hazard, Kept, ReferralAnswer, RepeatVerdict, SecondStep, ShareBasis,
        SosEnding, Standing,
    },
};
use serde::{Deserialize, Serialize};

use crate::{incident::Incident, risk::Bands};

/// One event in its place on a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub seq: u64,
    /// Server time when it was decided, ms.
    pub at: Millis,
    /// When the person did it or the force says it happened, ms.
    pub done_at: Millis,
    pub by: Author,
    pub event: Event,
}

impl Entry {
    /// The incident that was erased with it.
    pub fn erased(&self) -> Option<&IncidentNumber> {
        match &self.event {
            Event::IncidentErased { incident, .. } => Some(incident),
            _ => None,
        }
    }
}

/// Whose act it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    Person { user: UserId, name: String },
    Feed,
    System,
}

impl Author {
    /// The person's name as colleagues know it; none for a machine.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Person { name, .. } => Some(name),
            Self::Feed | Self::System => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    FeedRecorded {
        fact: FeedEvent,
        fact_at: Millis,
    },
    IncidentArchived {
        incident: IncidentNumber,
    },
    /// Kept long enough: nothing of it counts as a repeat any more.
    PastForgotten {
        incident: IncidentNumber,
    },
    /// The force spoke of an incident that had left the live board: here it is again, as it was.
    IncidentRestored {
        incident: Box<Incident>,
    },

    /// Nothing of it is erased until this is lifted.
    HoldPlaced {
        incident: IncidentNumber,
        reason: Private,
    },
    HoldLifted {
        incident: IncidentNumber,
        reason: Private,
    },
    /// Its data key is destroyed in the same transaction. Sealed under the board's own key: the incident has none any more.
    IncidentErased {
        incident: IncidentNumber,
        basis: EraseBasis,
        reason: Private,
    },

    StandingSet {
        incident: IncidentNumber,
        standing: Standing,
        reason: Private,
    },
    RepeatJudged {
        incident: IncidentNumber,
        earlier: IncidentNumber,
        verdict: RepeatVerdict,
    },
    DuplicateLinked {
        incident: IncidentNumber,
        of: IncidentNumber,
    },
    DuplicateUnlinked {
        incident: IncidentNumber,
    },

    ResponseOpened {
        response: ResponseId,
    },
    ClaimTaken {
        response: ResponseId,
        user: UserId,
        name: String,
    },
    ClaimReleased {
        response: ResponseId,
    },
    ClaimLapsed {
        response: ResponseId,
    },
    ClaimHandedOver {
        response: ResponseId,
        user: UserId,
        name: String,
    },
    ClaimTakenOver {
        response: ResponseId,
        user: UserId,
        name: String,
        /// Who had it.
        from: String,
        reason: Private,
    },
    ResponsePassedOn {
        response: ResponseId,
        /// Staff, a team or a service: to whom it was disclosed stays on record.
        to: String,
        note: Private,
    },
    NoteAdded {
        response: ResponseId,
        text: Private,
        #[serde(default)]
        corrects: Option<u64>,
        #[serde(default)]
        kept: Kept,
    },
    /// The other side may read it from now on.
    NoteShared {
        response: ResponseId,
        note: u64,
        basis: ShareBasis,
        reason: Private,
    },
    HazardsRecorded {
        response: ResponseId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        found: Vec<Hazard>,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        ruled_out: Vec<Hazard>,
        reason: Private,
    },
    SecondStepTaken {
        response: ResponseId,
        because: SecondStep,
    },
    SafeContactRecorded {
        response: ResponseId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        record: SafeContact,
    },
    ContactAttempted {
        response: ResponseId,
        attempt: ContactAttempt,
    },
    TryingEnded {
        response: ResponseId,
        reason: Private,
    },
    TryingResumed {
        response: ResponseId,
    },
    /// With the bands as the scheme had them on that day: a later change of its rules does not rewrite the record.
    RiskRecorded {
        response: ResponseId,
        assessment: RiskAssessment,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        bands: Bands,
    },
    SafetyPlanRecorded {
        response: ResponseId,
        plan: SafetyPlan,
    },
    WelfareRecorded {
        response: ResponseId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        seen: WelfareSeen,
    },
    ConsentRecorded {
        response: ResponseId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        entry: ConsentEntry,
    },
    ReferralDrafted {
        referral: ReferralId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        draft: ReferralDraft,
    },
    ReferralDiscarded {
        referral: ReferralId,
        reason: Private,
    },
    OutcomeRecorded {
        response: ResponseId,
        outcome: Outcome,
        /// Whether a service that it names has taken this person on already. As below.
        #[serde(default)]
        accepted: bool,
    },
    ReferralAnswered {
        response: ResponseId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        service: String,
        answer: ReferralAnswer,
        reason: Private,
        /// Whether any service has taken this person on, with this answer. It is counted, and which service it was is
        /// gone once the incident is erased.
        accepted: bool,
    },
    ResponseClosed {
        response: ResponseId,
    },
    ResponseReopened {
        response: ResponseId,
        reason: Private,
    },

    EscalationRequested {
        escalation: EscalationId,
        kind: EscalationKind,
        reason: Private,
        grade_before: String,
    },
    EscalationAcknowledged {
        escalation: EscalationId,
    },
    EscalationDeclined {
        escalation: EscalationId,
        reason: Private,
    },
    EscalationRegraded {
        escalation: EscalationId,
        grade: String,
    },
    EscalationWithdrawn {
        escalation: EscalationId,
        reason: Private,
    },
    AlarmShelved {
        response: ResponseId,
        alarm: Alarm,
        until: Millis,
        reason: Private,
    },
    AlarmUnshelved {
        response: ResponseId,
        alarm: Alarm,
    },
    /// Nobody answered in time: told again, higher up.
    EscalationClimbed {
        escalation: EscalationId,
        climb: u8,
    },

    ShiftStarted {
        car: CarId,
        seats: Vec<SeatFilled>,
        ends_at: Option<Millis>,
    },
    CrewChanged {
        car: CarId,
        seats: Vec<SeatFilled>,
    },
    ShiftEnded {
        car: CarId,
    },
    BreakStarted {
        car: CarId,
    },
    BreakEnded {
        car: CarId,
    },
    CarNeedsSet {
        response: ResponseId,
        #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
        needs: CarNeeds,
    },
    CarReserved {
        deployment: DeploymentId,
        car: CarId,
        call_sign: String,
        override_reason: Option<Private>,
        /// Place in the queue, from 0; none: the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<usize>,
    },
    CarOffered {
        deployment: DeploymentId,
        car: CarId,
        call_sign: String,
        lapses_at: Millis,
        override_reason: Option<Private>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        next_best: bool,
    },
    /// The car that was asked does not go, and no other could be offered the job.
    CarWanted {
        response: ResponseId,
        because: String,
    },
    QueueReordered {
        car: CarId,
        queue: Vec<DeploymentId>,
    },
    OfferAcknowledged {
        deployment: DeploymentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Fix>,
    },
    OfferDeclined {
        deployment: DeploymentId,
        reason: Private,
    },
    OfferLapsed {
        deployment: DeploymentId,
    },
    CarWentEnRoute {
        deployment: DeploymentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Fix>,
    },
    CarArrivedAtScene {
        deployment: DeploymentId,
        /// Who was in the car. Staff.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        crew: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Fix>,
    },
    CarResumed {
        deployment: DeploymentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Fix>,
    },
    CarStoodDown {
        deployment: DeploymentId,
        because: Option<String>,
        reason: Option<Private>,
    },
    /// By a person with a reason, or by the gate with its words.
    CarRecalled {
        deployment: DeploymentId,
        because: Option<String>,
        reason: Option<Private>,
    },
    RecallConfirmed {
        deployment: DeploymentId,
    },
    GateRevoked {
        incident: IncidentNumber,
        because: String,
    },

    CheckedIn {
        deployment: DeploymentId,
    },
    /// Nothing was heard of the crew in time: 1 the desk is told, 2 the inspector.
    CheckInMissed {
        deployment: DeploymentId,
        climb: u8,
    },
    SosRaised {
        car: CarId,
        /// The job that it was at, or on its way to.
        deployment: Option<DeploymentId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Fix>,
    },
    SosAnswered {
        car: CarId,
        deployment: Option<DeploymentId>,
    },
    SosClimbed {
        car: CarId,
        climb: u8,
    },
    SosEnded {
        car: CarId,
        deployment: Option<DeploymentId>,
        how: SosEnding,
    },
}

impl Event {
    /// The type's name as it stands in the journal.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::FeedRecorded { .. } => "feed_recorded",
            Self::IncidentArchived { .. } => "incident_archived",
            Self::PastForgotten { .. } => "past_forgotten",
            Self::IncidentRestored { .. } => "incident_restored",
            Self::HoldPlaced { .. } => "hold_placed",
            Self::HoldLifted { .. } => "hold_lifted",
            Self::IncidentErased { .. } => "incident_erased",
            Self::StandingSet { .. } => "standing_set",
            Self::RepeatJudged { .. } => "repeat_judged",
            Self::DuplicateLinked { .. } => "duplicate_linked",
            Self::DuplicateUnlinked { .. } => "duplicate_unlinked",
            Self::ResponseOpened { .. } => "response_opened",
            Self::ClaimTaken { .. } => "claim_taken",
            Self::ClaimReleased { .. } => "claim_released",
            Self::ClaimLapsed { .. } => "claim_lapsed",
            Self::ClaimHandedOver { .. } => "claim_handed_over",
            Self::ClaimTakenOver { .. } => "claim_taken_over",
            Self::ResponsePassedOn { .. } => "response_passed_on",
            Self::NoteAdded { .. } => "note_added",
            Self::NoteShared { .. } => "note_shared",
            Self::HazardsRecorded { .. } => "hazards_recorded",
            Self::SecondStepTaken { .. } => "second_step_taken",
            Self::SafeContactRecorded { .. } => "safe_contact_recorded",
            Self::ContactAttempted { .. } => "contact_attempted",
            Self::TryingEnded { .. } => "trying_ended",
            Self::TryingResumed { .. } => "trying_resumed",
            Self::RiskRecorded { .. } => "risk_recorded",
            Self::SafetyPlanRecorded { .. } => "safety_plan_recorded",
            Self::WelfareRecorded { .. } => "welfare_recorded",
            Self::ConsentRecorded { .. } => "consent_recorded",
            Self::ReferralDrafted { .. } => "referral_drafted",
            Self::ReferralDiscarded { .. } => "referral_discarded",
            Self::OutcomeRecorded { .. } => "outcome_recorded",
            Self::ReferralAnswered { .. } => "referral_answered",
            Self::ResponseClosed { .. } => "response_closed",
            Self::ResponseReopened { .. } => "response_reopened",
            Self::EscalationRequested { .. } => "escalation_requested",
            Self::EscalationAcknowledged { .. } => "escalation_acknowledged",
            Self::EscalationDeclined { .. } => "escalation_declined",
            Self::EscalationRegraded { .. } => "escalation_regraded",
            Self::EscalationWithdrawn { .. } => "escalation_withdrawn",
            Self::AlarmShelved { .. } => "alarm_shelved",
            Self::AlarmUnshelved { .. } => "alarm_unshelved",
            Self::EscalationClimbed { .. } => "escalation_climbed",
            Self::ShiftStarted { .. } => "shift_started",
            Self::CrewChanged { .. } => "crew_changed",
            Self::ShiftEnded { .. } => "shift_ended",
            Self::BreakStarted { .. } => "break_started",
            Self::BreakEnded { .. } => "break_ended",
            Self::CarNeedsSet { .. } => "car_needs_set",
            Self::CarWanted { .. } => "car_wanted",
            Self::QueueReordered { .. } => "queue_reordered",
            Self::CarReserved { .. } => "car_reserved",
            Self::CarOffered { .. } => "car_offered",
            Self::OfferAcknowledged { .. } => "offer_acknowledged",
            Self::OfferDeclined { .. } => "offer_declined",
            Self::OfferLapsed { .. } => "offer_lapsed",
            Self::CarWentEnRoute { .. } => "car_went_en_route",
            Self::CarArrivedAtScene { .. } => "car_arrived_at_scene",
            Self::CarResumed { .. } => "car_resumed",
            Self::CarStoodDown { .. } => "car_stood_down",
            Self::CarRecalled { .. } => "car_recalled",
            Self::RecallConfirmed { .. } => "recall_confirmed",
            Self::GateRevoked { .. } => "gate_revoked",
            Self::CheckedIn { .. } => "checked_in",
            Self::CheckInMissed { .. } => "check_in_missed",
            Self::SosRaised { .. } => "sos_raised",
            Self::SosAnswered { .. } => "sos_answered",
            Self::SosClimbed { .. } => "sos_climbed",
            Self::SosEnded { .. } => "sos_ended",
        }
    }
}
