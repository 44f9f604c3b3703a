//! What a person asks for. Imperative, in the field's words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    ids::{CarId, DeploymentId, EscalationId, IncidentNumber, ResponseId, UserId},
    vocabulary::{ContactChannel, ContactResult, EscalationKind, OutcomeKind, ReferralDecision, Seat},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    // Support response
    ClaimResponse {
        response: ResponseId,
    },
    ReleaseClaim {
        response: ResponseId,
    },
    HandOverClaim {
        response: ResponseId,
        to: UserId,
    },
    /// A second victim on the same incident.
    OpenResponse {
        incident: IncidentNumber,
    },
    AddNote {
        response: ResponseId,
        text: Private,
    },
    RecordSafeContact {
        response: ResponseId,
        record: SafeContact,
    },
    RecordContact {
        response: ResponseId,
        attempt: ContactAttempt,
    },
    RecordOutcome {
        response: ResponseId,
        outcome: Outcome,
    },
    CloseResponse {
        response: ResponseId,
    },
    ReopenResponse {
        response: ResponseId,
        reason: Private,
    },

    // Escalation
    RequestEscalation {
        response: ResponseId,
        kind: EscalationKind,
        reason: Private,
    },
    AcknowledgeEscalation {
        escalation: EscalationId,
    },
    DeclineEscalation {
        escalation: EscalationId,
        reason: Private,
    },

    // Support car
    StartShift {
        car: CarId,
        seats: Vec<SeatFilled>,
    },
    EndShift {
        car: CarId,
    },
    TakeBreak {
        car: CarId,
    },
    EndBreak {
        car: CarId,
    },
    /// Offers the job, or reserves it behind the car's active one.
    SendCar {
        response: ResponseId,
        car: CarId,
        /// Given when the gate is closed or a seat is empty, by a role that the scheme allows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        override_reason: Option<Private>,
    },
    /// Offers the first reserved job of a car that has become free.
    OfferNext {
        car: CarId,
    },
    AcknowledgeOffer {
        deployment: DeploymentId,
    },
    DeclineOffer {
        deployment: DeploymentId,
        reason: Private,
    },
    GoEnRoute {
        deployment: DeploymentId,
    },
    ArriveAtScene {
        deployment: DeploymentId,
    },
    ResumeCar {
        deployment: DeploymentId,
    },
    StandDown {
        deployment: DeploymentId,
        reason: Private,
    },
    RecallCar {
        deployment: DeploymentId,
        reason: Private,
    },
    /// The crew has seen the recall and is clear of the scene.
    ConfirmRecall {
        deployment: DeploymentId,
    },
}

/// Safe contact, as last confirmed with the victim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SafeContact {
    pub number: Private,
    /// False: the number is known not to be safe to ring.
    pub safe_to_ring: bool,
    pub voicemail_allowed: bool,
    pub text_allowed: bool,
    /// True: ring with the caller-ID withheld.
    pub withhold_caller_id: bool,
    /// When it is safe, in the victim's words, e.g. "before five, he is at work".
    #[serde(default)]
    pub when_safe: Private,
    #[serde(default)]
    pub code_word: Private,
    #[serde(default)]
    pub language: String,
    /// Who else may answer.
    #[serde(default)]
    pub who_may_answer: Private,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ContactAttempt {
    pub channel: ContactChannel,
    pub result: ContactResult,
    #[serde(default)]
    pub number: Private,
    #[serde(default)]
    pub note: Private,
    /// When to try again; a different time of day than this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next_at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub kind: OutcomeKind,
    pub referral: ReferralDecision,
    /// The services referred to, by name; empty unless `referral` is `referred`.
    #[serde(default)]
    pub services: Vec<String>,
    /// A place in a refuge was found.
    #[serde(default)]
    pub refuge_placed: bool,
    pub safety_plan_made: bool,
    #[serde(default)]
    pub note: Private,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SeatFilled {
    pub seat: Seat,
    /// The staff member's name as colleagues know it. Staff, not a victim: shown on the board.
    pub name: String,
}
