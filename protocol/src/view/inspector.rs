//! One incident for those who must not know whom it concerns.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeploymentView, EscalationView};
use crate::{
    Millis,
    ids::{IncidentNumber, ResponseId},
    vocabulary::{GateState, IncidentState, OutcomeKind, ReferralDecision, ResponseState},
};

/// One incident for those who must not know whom it concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct IncidentBrief {
    pub number: IncidentNumber,
    pub state: IncidentState,
    pub grade: String,
    pub graded_at: Millis,
    pub received_at: Millis,
    pub beat: Option<String>,
    pub repeat: bool,
    /// The work goes on under another number.
    pub duplicate: bool,
    /// When a police unit first reached the scene.
    pub first_at_scene_at: Option<Millis>,
    pub gate: GateState,
    /// Since when the gate has been as it is.
    pub gate_since: Option<Millis>,
    pub responses: Vec<ResponseBrief>,
    pub synthetic: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ResponseBrief {
    pub response: ResponseId,
    pub state: ResponseState,
    pub notified_at: Millis,
    pub reviewed_at: Option<Millis>,
    pub contacted_at: Option<Millis>,
    /// When the next try to reach them is due, or the first; none where none is planned.
    pub contact_due_at: Option<Millis>,
    /// Since when a car has been wanted that nobody has sent.
    pub car_wanted_since: Option<Millis>,
    pub claimed_by: Option<String>,
    pub escalation: Option<EscalationView>,
    pub car: Option<DeploymentView>,
    pub outcome: Option<OutcomeKind>,
    pub referral: Option<ReferralDecision>,
}
