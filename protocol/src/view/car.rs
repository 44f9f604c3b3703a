//! A support car, and one job of it for its crew. Address and people come with the file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ContactSummary, DeploymentView, GateView, OutcomeSummary, Point, ResourceView, SuspectView};
use crate::{
    Millis,
    ids::{CarId, DeploymentId, IncidentNumber, ResponseId},
    record::SeatFilled,
    vocabulary::{CarStatus, Hazard, Seat},
};

/// One job of one car, for its crew. Address and people come with the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct JobCard {
    pub deployment: DeploymentId,
    pub response: ResponseId,
    pub incident: IncidentNumber,
    pub view: DeploymentView,
    /// Place in the car's queue, from 1; 0 for the active job.
    pub queue_place: u32,
    pub opening_code: String,
    pub grade: String,
    pub received_at: Millis,
    pub locality: Option<String>,
    pub point: Option<Point>,
    pub hazards: Vec<Hazard>,
    pub children_present: Option<u8>,
    pub resources: Vec<ResourceView>,
    pub suspect: Option<SuspectView>,
    pub gate: GateView,
    pub contact: ContactSummary,
    pub claimed_by: Option<String>,
    pub outcome: Option<OutcomeSummary>,
    pub synthetic: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarRow {
    pub car: CarId,
    pub call_sign: String,
    pub partner: String,
    pub base: Option<Point>,
    pub status: CarStatus,
    pub status_at: Millis,
    pub seats_needed: Vec<Seat>,
    pub seats: Vec<SeatFilled>,
    /// Whether an offer could be made now; if not, why not in words.
    pub deployable: bool,
    pub not_deployable_because: Option<String>,
    pub active: Option<DeploymentId>,
    pub queue: Vec<DeploymentId>,
    pub shift_started_at: Option<Millis>,
    pub shift_ends_at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarPosition {
    pub car: CarId,
    pub point: Point,
    pub accuracy_m: Option<f32>,
    pub at: Millis,
}
