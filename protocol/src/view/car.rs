//! A support car, and one job of it for its crew. Address and people come with the file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ContactSummary, DeploymentView, GateView, OutcomeSummary, Point, ResourceView, SuspectView};
use crate::{
    Millis,
    ids::{CarId, DeploymentId, IncidentNumber, ResponseId},
    record::{CarNeeds, SeatFilled},
    vocabulary::{CarStatus, EtaSource, Hazard, Seat},
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
    /// What the car should bring; none where nobody said.
    pub needs: Option<CarNeeds>,
    pub synthetic: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarRow {
    pub car: CarId,
    pub call_sign: String,
    pub partner: String,
    /// Where it starts from and returns to.
    pub base: Option<BaseView>,
    pub equipment: EquipmentView,
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
    /// When its crew is due a break by the scheme's rule; none off duty, on a break, or where the scheme sets no rule.
    pub break_due_at: Option<Millis>,
    pub check_in: Option<CheckInView>,
    pub sos: Option<SosView>,
}

/// A place from which cars work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BaseView {
    pub id: String,
    pub name: String,
    pub point: Point,
}

/// What is in the car, whoever sits in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EquipmentView {
    pub child_seats: u8,
    pub wheelchair: bool,
}

/// The timer of a crew at a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckInView {
    pub deployment: DeploymentId,
    /// When the crew was last heard to be well: its arrival, or its last check-in.
    pub since: Millis,
    /// When it is due, or was.
    pub due_at: Millis,
    /// 0 not missed, 1 the desk was told, 2 the inspector.
    pub missed: u8,
}

/// A crew's call for help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SosView {
    pub at: Millis,
    pub by: String,
    /// The job on which it was called, where there was one.
    pub deployment: Option<DeploymentId>,
    /// How often it has climbed because nobody answered.
    pub climb: u8,
    pub answered_at: Option<Millis>,
    pub answered_by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarPosition {
    pub car: CarId,
    pub point: Point,
    /// Radius within which it probably is, metres.
    pub accuracy_m: Option<f32>,
    /// When it was measured.
    pub at: Millis,
}

/// When a car on its way should be there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarEta {
    pub car: CarId,
    pub deployment: DeploymentId,
    pub arrive_at: Millis,
    pub source: EtaSource,
}
