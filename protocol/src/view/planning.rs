//! Which car for which job: the ranked cars for one response, and the plan for the whole board. Proposals: a person decides.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    ids::{CarId, DeploymentId, IncidentNumber, ResponseId},
    vocabulary::{CarChoice, CarReason, DeploymentState, EtaSource},
};

/// Every car of the scheme for one response, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Recommendation {
    pub response: ResponseId,
    pub at: Millis,
    /// What no car that could go now brings, in words.
    pub missing: Vec<String>,
    pub cars: Vec<CarOption>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarOption {
    pub car: CarId,
    pub call_sign: String,
    pub choice: CarChoice,
    /// When it would be at the scene, its queue before this job included; none where a place is not known, or it cannot go.
    pub arrive_at: Option<Millis>,
    /// Driving alone, ms.
    pub travel_ms: Option<i64>,
    pub source: Option<EtaSource>,
    /// What the order goes by, ms: the time until it is there, and what its reasons add. Less is better.
    pub cost_ms: Option<i64>,
    /// For and against, weightiest first.
    pub reasons: Vec<OptionReason>,
    /// Why it ranks below the one before it, in words; none for the first.
    pub lower_because: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OptionReason {
    pub kind: CarReason,
    /// E.g. "ends shift in 40 min", "speaks Polish".
    pub words: String,
    /// True speaks for the car, false against it.
    pub good: bool,
    /// What it adds to the cost, ms; less than 0 where it speaks for the car.
    pub adds_ms: i64,
}

/// What the rest of the shift could look like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanView {
    pub at: Millis,
    /// The place of the board that it was made of.
    pub seq: u64,
    /// Of each car, in the order in which it would go. What a person has arranged stands first, and is `fixed`.
    pub lines: Vec<PlanLine>,
    /// Jobs that no car would reach, each with why.
    pub left: Vec<PlanLeft>,
    /// The proposal.
    pub proposed: PlanWait,
    /// The same jobs as they would be served by sending the nearest free car to whoever has waited longest.
    pub nearest_first: PlanWait,
    /// Whether any travel time in it is a straight line.
    pub source: EtaSource,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanLine {
    pub response: ResponseId,
    pub incident: IncidentNumber,
    pub car: CarId,
    pub call_sign: String,
    /// Place in the car's run, from 1.
    pub place: u32,
    pub arrive_at: Option<Millis>,
    pub done_at: Millis,
    /// Arranged by a person already: its deployment, and how far that is.
    pub fixed: Option<FixedJob>,
    /// Why this car, in words; empty for what is fixed.
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FixedJob {
    pub deployment: DeploymentId,
    pub state: DeploymentState,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlanLeft {
    pub response: ResponseId,
    pub incident: IncidentNumber,
    pub because: String,
}

/// How long people would wait, from when their job could begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanWait {
    /// Jobs that a car would reach before the shift ends.
    pub reached: u32,
    /// Mean wait of everybody, weighted by priority, ms; who is not reached waits until the last shift ends.
    pub weighted_ms: i64,
}
