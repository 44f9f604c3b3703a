//! The canonical feed event: what a force's command-and-control system tells us.
//!
//! One event is one fact about one incident at one time. Facts may repeat, arrive late or out of
//! order; the mirror converges (SPEC rules 40–47). The JSON Schema is generated from these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Private,
    ids::{CallSign, IncidentNumber},
    private::{read_whole, whole},
    vocabulary::{Hazard, PersonRole, SuspectWhereabouts},
};

/// The only schema name that this version takes.
pub const FEED_SCHEMA: &str = "alongside.feed/1";

/// One fact from the force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FeedEvent {
    /// `alongside.feed/1`. May be left out.
    #[serde(default = "feed_schema")]
    pub schema: String,
    /// The sending system, e.g. `storm-west`. With `message_id` it makes the event unique.
    pub source: String,
    /// The sending system's own id of this message. Sending it again changes nothing.
    pub message_id: String,
    /// When it happened, RFC 3339 **with** offset or `Z`, e.g. `2026-11-21T14:03:10+00:00`.
    pub at: String,
    /// The force's incident number.
    pub incident: IncidentNumber,
    /// True where the fact was drawn by a replay and not recorded by anybody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
    #[serde(flatten)]
    pub body: FeedBody,
}

fn feed_schema() -> String {
    FEED_SCHEMA.to_owned()
}

/// What happened: `type` names it, `data` holds its fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum FeedBody {
    /// A call for service. `opening_code` and `grade` are required here.
    IncidentReceived(IncidentDetails),
    /// Fields that changed; what is left out stays as it is.
    IncidentUpdated(IncidentDetails),
    RemarkAdded(Remark),
    /// A further call about the same incident. Revokes the second-response gate.
    NewCall(Remark),
    ResourceAssigned(ResourceFact),
    ResourceEnRoute(ResourceFact),
    ResourceAtScene(ResourceFact),
    ResourceResumed(ResourceFact),
    /// Taken off the incident before it was done there. Revokes the gate where it was the last one at scene.
    ResourceRecalled(ResourceFact),
    SceneDeclaredSafe(SceneFact),
    SuspectWhereabouts(SuspectFact),
    GradeChanged(GradeFact),
    IncidentResulted(ResultFact),
    IncidentClosed(SceneFact),
    IncidentReopened(SceneFact),
}

impl FeedBody {
    pub const TYPES: &'static [&'static str] = &[
        "incident_received",
        "incident_updated",
        "remark_added",
        "new_call",
        "resource_assigned",
        "resource_en_route",
        "resource_at_scene",
        "resource_resumed",
        "resource_recalled",
        "scene_declared_safe",
        "suspect_whereabouts",
        "grade_changed",
        "incident_resulted",
        "incident_closed",
        "incident_reopened",
    ];
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentDetails {
    /// The force's opening code or call type; the scheme's rule reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_code: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<String>,
    /// One of the scheme's grades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Everybody named so far. A later event with people replaces the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "whole", deserialize_with = "read_whole")]
    pub hazards: Vec<Hazard>,
    /// Children said to be there, if anybody said.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub children_present: Option<u8>,
    /// Calls about the same people or address in the last 12 months, this one not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls_in_12_months: Option<u32>,
    /// THRIVE as the force wrote it; shown as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thrive: Option<Private>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// House number and street. Personal: only in the incident's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Private>,
    /// Street or district without a house number; shown on the board.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub locality: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beat: Option<String>,
    /// Degrees, WGS 84, −90 to 90 and inside the scheme's area.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub lat: Option<f64>,
    /// Degrees, WGS 84, −180 to 180 and inside the scheme's area.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub lon: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub role: PersonRole,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Private>,
    /// Years.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub age: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Private>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Private>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    pub text: Private,
    /// True: police intelligence. The charity's roles are not shown that it exists.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub police_only: bool,
    /// Operator or unit, as the force writes it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceFact {
    pub call_sign: CallSign,
    /// Minutes to the scene, as the force reckons them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eta_minutes: Option<u16>,
    /// Where the unit was when it said so: degrees, WGS 84, −90 to 90. With `lon`, or not at all.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub lat: Option<f64>,
    /// Degrees, WGS 84, −180 to 180.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub lon: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SceneFact {
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspectFact {
    pub whereabouts: SuspectWhereabouts,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    pub by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeFact {
    /// One of the scheme's grades.
    pub grade: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultFact {
    pub closing_code: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<String>,
}

/// What became of one item of a feed request, in the order sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FeedReceipt {
    /// Place in the request, from 0.
    pub index: usize,
    /// The item's own id, where it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    pub status: FeedStatus,
    /// Why, when quarantined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<FeedFault>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedStatus {
    /// In the journal, on disk.
    Accepted,
    /// Was there already; nothing written.
    Duplicate,
    /// Not taken, kept aside with its reason for a person to look at.
    Quarantined,
    /// Not taken and not kept, because the journal is away: send it again.
    Unavailable,
}

/// Why an item was not taken. `found` never holds a personal field's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FeedFault {
    /// Path inside the item, e.g. `data.grade`.
    pub field: String,
    pub found: String,
    pub allowed: String,
}

/// The answer to one feed request: HTTP 200 when all were taken, 207 when some were not,
/// 503 when the journal was away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FeedAnswer {
    pub accepted: usize,
    pub duplicates: usize,
    pub quarantined: usize,
    pub unavailable: usize,
    pub items: Vec<FeedReceipt>,
}
