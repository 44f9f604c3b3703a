//! What a screen is shown. Rows carry no names, numbers or house numbers (I5); the personal part of an
//! incident is an [`IncidentFile`], sent only after `open`.
//!
//! A board is a set of documents, each replaced whole when it changes. Which documents an audience gets:
//! control → `incident`, `car`; crew → `job`, `car` (its own); inspector → `brief`, `car`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    command::{ContactAttempt, Outcome, SafeContact, SeatFilled},
    ids::{BoardId, CallSign, CarId, DeploymentId, EscalationId, IncidentNumber, ResponseId, UserId},
    vocabulary::{
        CarStatus, ContactResult, DeploymentState, EscalationKind, EscalationState, FeedHealth, GateMode, GateState,
        Hazard, IncidentState, JournalHealth, LiveHealth, OutcomeKind, PersonRole, ReferralDecision, ResourceStatus,
        ResponseState, Role, Seat, SuspectWhereabouts,
    },
};

/// One document of a board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Doc {
    Incident(IncidentRow),
    Brief(IncidentBrief),
    Job(JobCard),
    Car(CarRow),
}

/// Names a document that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct DocKey {
    pub kind: DocKind,
    /// The document's `number` (incident, brief), `deployment` (job) or `car` (car).
    pub id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocKind {
    Incident,
    Brief,
    Job,
    Car,
}

impl Doc {
    pub fn key(&self) -> DocKey {
        match self {
            Self::Incident(row) => DocKey { kind: DocKind::Incident, id: row.number.0.clone() },
            Self::Brief(row) => DocKey { kind: DocKind::Brief, id: row.number.0.clone() },
            Self::Job(card) => DocKey { kind: DocKind::Job, id: card.deployment.0.clone() },
            Self::Car(row) => DocKey { kind: DocKind::Car, id: row.car.0.clone() },
        }
    }
}

/// Degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

/// One incident on the control-room board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct IncidentRow {
    pub number: IncidentNumber,
    pub state: IncidentState,
    pub opening_code: String,
    pub grade: String,
    /// When the grade last changed; its clock runs from here.
    pub graded_at: Millis,
    pub received_at: Millis,
    pub locality: Option<String>,
    pub beat: Option<String>,
    pub point: Option<Point>,
    pub hazards: Vec<Hazard>,
    pub children_present: Option<u8>,
    pub repeat: Option<RepeatMarker>,
    pub resources: Vec<ResourceView>,
    pub suspect: Option<SuspectView>,
    pub gate: GateView,
    pub responses: Vec<ResponseRow>,
    pub remark_count: u32,
    /// The latest log remark or new call.
    pub last_log_at: Option<Millis>,
    pub closing_code: Option<String>,
    /// Part of what is shown was drawn by a replay.
    pub synthetic: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RepeatMarker {
    /// Calls in 12 months before this one, as the force says.
    pub calls_in_12_months: Option<u32>,
    /// Other incidents on this board at the same address.
    pub same_address: Vec<IncidentNumber>,
    /// Further calls on this incident itself.
    pub new_calls: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ResourceView {
    pub call_sign: CallSign,
    pub status: ResourceStatus,
    /// When the status began.
    pub at: Millis,
    /// When it should be there, as the force reckons.
    pub eta_at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SuspectView {
    pub whereabouts: SuspectWhereabouts,
    pub at: Millis,
}

/// Whether a car may go, and why, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GateView {
    pub mode: GateMode,
    pub state: GateState,
    /// Each condition with whether it is met; empty where the gate is not used.
    pub conditions: Vec<GateCondition>,
    /// Why it was revoked, in words; set only in that state.
    pub revoked_because: Option<String>,
    pub since: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GateCondition {
    /// E.g. "A police unit has been to the scene".
    pub words: String,
    pub met: bool,
    pub at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ResponseRow {
    pub response: ResponseId,
    pub ordinal: u32,
    pub state: ResponseState,
    pub notified_at: Millis,
    /// First claimed or written to by a person.
    pub reviewed_at: Option<Millis>,
    /// First contact attempt that reached the victim.
    pub contacted_at: Option<Millis>,
    pub claim: Option<ClaimView>,
    pub contact: ContactSummary,
    pub escalation: Option<EscalationView>,
    /// The active deployment, or the last one that ended.
    pub deployment: Option<DeploymentView>,
    /// Jobs that wait for a car's turn.
    pub reserved: Vec<DeploymentView>,
    pub outcome: Option<OutcomeSummary>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ClaimView {
    pub user: UserId,
    pub name: String,
    pub at: Millis,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ContactSummary {
    pub attempts: u32,
    pub last_result: Option<ContactResult>,
    pub last_at: Option<Millis>,
    pub next_at: Option<Millis>,
    /// `unknown` until a safe-contact record says so.
    pub safety: ContactSafety,
    /// What has happened since the record was confirmed that it could not know of, in words; only with `overtaken`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub overtaken_because: Option<String>,
    /// When the safe-contact record was last confirmed.
    pub confirmed_at: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactSafety {
    Unknown,
    Safe,
    Unsafe,
    /// It said safe, and danger has come since: to be confirmed anew before anybody rings.
    Overtaken,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EscalationView {
    pub escalation: EscalationId,
    pub kind: EscalationKind,
    pub state: EscalationState,
    pub requested_at: Millis,
    pub requested_by: String,
    /// 0 desk, 1 desk again, 2 inspector.
    pub climb: u8,
    /// When it climbs next, or is overdue at the top. Set while nobody has answered.
    pub due_at: Option<Millis>,
    pub answered_at: Option<Millis>,
    pub answered_by: Option<String>,
    pub grade_before: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DeploymentView {
    pub deployment: DeploymentId,
    pub car: CarId,
    pub call_sign: String,
    pub state: DeploymentState,
    /// When the state began.
    pub at: Millis,
    /// When an unanswered offer lapses.
    pub offer_lapses_at: Option<Millis>,
    /// Sent against the gate or with an empty seat, with a recorded reason.
    pub overridden: bool,
    /// Whether the crew still has to confirm a recall.
    pub recall_unconfirmed: bool,
    /// Why it was recalled, stood down or declined where the reason is the system's own.
    pub because: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OutcomeSummary {
    pub kind: OutcomeKind,
    pub referral: ReferralDecision,
    pub refuge_placed: bool,
    pub at: Millis,
    pub by: String,
}

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
    /// When a police unit first reached the scene.
    pub first_at_scene_at: Option<Millis>,
    pub gate: GateState,
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
    pub claimed_by: Option<String>,
    pub escalation: Option<EscalationView>,
    pub car: Option<DeploymentView>,
    pub outcome: Option<OutcomeKind>,
    pub referral: Option<ReferralDecision>,
}

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

/// The personal part of one incident. Its sending is logged as a consultation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct IncidentFile {
    pub number: IncidentNumber,
    pub address: Option<Private>,
    pub people: Vec<PersonView>,
    pub thrive: Option<Private>,
    pub responses: Vec<ResponseFile>,
    /// The force's log and our acts in one stream, oldest first.
    pub timeline: Vec<TimelineEntry>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonView {
    pub role: PersonRole,
    pub name: Option<Private>,
    pub age: Option<u8>,
    pub phone: Option<Private>,
    pub language: Option<String>,
    pub note: Option<Private>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ResponseFile {
    pub response: ResponseId,
    pub safe_contact: Option<SafeContactView>,
    pub attempts: Vec<AttemptView>,
    pub outcome: Option<Outcome>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SafeContactView {
    pub record: SafeContact,
    pub confirmed_at: Millis,
    pub confirmed_by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AttemptView {
    pub attempt: ContactAttempt,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TimelineEntry {
    /// When it was done or said.
    pub at: Millis,
    /// Place in the board's sequence; breaks ties.
    pub seq: u64,
    pub origin: TimelineOrigin,
    /// Operator, unit or colleague.
    pub by: Option<String>,
    /// What happened, in words.
    pub words: String,
    /// What was said or written, where something was.
    pub text: Option<Private>,
    pub response: Option<ResponseId>,
    pub synthetic: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineOrigin {
    Force,
    Ours,
    System,
}

/// The scheme's rules as a screen needs them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SchemeView {
    pub board: BoardId,
    pub name: String,
    pub force: String,
    /// IANA name; every shown time is in this zone.
    pub time_zone: String,
    /// `victim`, `survivor` or `client`.
    pub person_word: String,
    pub grades: Vec<GradeView>,
    pub gate: GateMode,
    pub hours: Vec<HoursView>,
    /// ms until a request climbs to the desk again, and then to the inspector.
    pub escalation_climb_ms: [i64; 2],
    pub offer_window_ms: i64,
    pub claim_lease_ms: i64,
    pub safe_contact_stale_ms: i64,
    pub override_roles: Vec<Role>,
    pub partners: Vec<String>,
    pub services: Vec<String>,
    pub area: AreaView,
    /// A quiet line for demonstrations: nothing here is real.
    pub notice: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GradeView {
    pub code: String,
    pub label: String,
    /// 1 is the most urgent.
    pub rank: u8,
    /// Minutes within which the force means to attend; none where it makes no promise.
    pub attend_minutes: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HoursView {
    /// `mon` … `sun`.
    pub day: String,
    /// Local `HH:MM`.
    pub from: String,
    /// Local `HH:MM`; earlier than `from` means the next day.
    pub until: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AreaView {
    pub south: f64,
    pub west: f64,
    pub north: f64,
    pub east: f64,
}

/// Counts for the board's current shift (or, outside hours, since the last one began).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Figures {
    pub since: Millis,
    pub in_hours: bool,
    /// Incidents received since `since`.
    pub received: u32,
    /// Responses nobody has looked at yet.
    pub waiting_review: u32,
    /// The same by age, minutes: under 5, 5–15, 15–30, 30 and over.
    pub waiting_by_age: [u32; 4],
    pub waiting_by_grade: Vec<GradeCount>,
    /// Received at the oldest waiting response.
    pub oldest_waiting_at: Option<Millis>,
    pub reviewed: u32,
    pub contacted: u32,
    pub visited: u32,
    pub referred: u32,
    pub already_supported: u32,
    pub declined: u32,
    pub could_not_reach: u32,
    pub refuge_placed: u32,
    pub escalations_open: u32,
    pub escalations_unanswered: u32,
    pub escalations_regraded: u32,
    /// From call to first review, ms, median; none when nothing was reviewed.
    pub review_ms_median: Option<i64>,
    /// From call to first contact, ms, median.
    pub contact_ms_median: Option<i64>,
    /// From the first unit at scene to the car at scene, ms, median.
    pub car_ms_median: Option<i64>,
    pub cars: Vec<CarStatusCount>,
    pub claims: Vec<ClaimCount>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GradeCount {
    pub grade: String,
    pub count: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarStatusCount {
    pub status: CarStatus,
    pub count: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ClaimCount {
    pub name: String,
    pub count: u32,
}

/// How much to trust what is on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Health {
    pub feed: FeedHealth,
    pub feed_last_at: Option<Millis>,
    /// Feed items kept aside with a fault, not yet looked at.
    pub quarantined: u32,
    pub live: LiveHealth,
    pub journal: JournalHealth,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CarPosition {
    pub car: CarId,
    pub point: Point,
    pub accuracy_m: Option<f32>,
    pub at: Millis,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresentUser {
    pub user: UserId,
    pub name: String,
    pub audience: crate::vocabulary::Audience,
    /// Incidents whose file this person has open.
    pub viewing: Vec<IncidentNumber>,
}
