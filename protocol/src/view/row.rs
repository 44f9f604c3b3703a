//! One incident on the control-room board, and what its parts share with other audiences. No names, no numbers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Point;
use crate::{
    Millis,
    ids::{CallSign, CarId, DeploymentId, EscalationId, IncidentNumber, ResponseId, UserId},
    record::CarNeeds,
    vocabulary::{
        Alarm, ContactResult, DeploymentState, EligibilityState, EscalationKind, EscalationState, GateMode, GateState,
        Hazard, IncidentState, OutcomeKind, PriorityFactor, ReferralDecision, RepeatMatch, RepeatVerdict,
        ResourceStatus, ResponseState, RiskBand, Standing, SuspectWhereabouts,
    },
};

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
    /// Where the scheme has several: the id of the site that this belongs to, by the beat.
    pub site: Option<String>,
    /// As the force sends them, and as our own contacts found.
    pub hazards: Vec<Hazard>,
    pub children_present: Option<u8>,
    /// The victim's language where it is known and an interpreter may be needed.
    pub language: Option<String>,
    pub repeat: Option<RepeatMarker>,
    /// Other numbers that may be the same event: near in time, and at the same address or from the same telephone.
    pub duplicates: Vec<IncidentNumber>,
    /// The incident at which the work goes on, where a person has said that this is the same event.
    pub duplicate_of: Option<IncidentNumber>,
    pub priority: PriorityView,
    /// Whom the scheme is meant for, with its reasons; none where it is meant for everybody. Never hides a call.
    pub eligibility: Option<EligibilityView>,
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
    /// Further calls on this incident itself.
    pub new_calls: u32,
    /// Earlier incidents of ours within 12 months, newest first, at most `REPEATS_SHOWN_MAX`.
    pub earlier: Vec<EarlierIncident>,
    /// Incidents in 12 months, this one counted: the more of what the force says and what people confirmed.
    pub incidents_in_12_months: u32,
    /// The band to which that number raises the risk, by the scheme's rule; none where it raises nothing.
    pub raises_to: Option<RiskBand>,
}

/// An earlier incident that may concern the same people, with the evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EarlierIncident {
    pub number: IncidentNumber,
    pub received_at: Millis,
    pub matches: Vec<RepeatMatch>,
    pub verdict: RepeatVerdict,
    pub judged_by: Option<String>,
    pub judged_at: Option<Millis>,
    /// Still on the live board, and so can be opened.
    pub live: bool,
}

/// Why the incident ranks where it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PriorityView {
    /// The sum of `factors`, without the points of waiting.
    pub points: i32,
    /// Each with its points, most first; what adds nothing is left out.
    pub factors: Vec<FactorPoints>,
    /// Since when waiting adds points by the scheme's rule; none once it does not.
    pub waiting_since: Option<Millis>,
    pub standing: Standing,
    pub standing_by: Option<String>,
    pub standing_at: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FactorPoints {
    pub factor: PriorityFactor,
    pub points: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EligibilityView {
    pub state: EligibilityState,
    pub reasons: Vec<EligibilityReason>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EligibilityReason {
    /// E.g. "16 or over: 31".
    pub words: String,
    /// None: not known.
    pub met: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ResourceView {
    pub call_sign: CallSign,
    pub status: ResourceStatus,
    /// When the status began.
    pub at: Millis,
    /// When it should be there, as the force reckons.
    pub eta_at: Option<Millis>,
    /// Where it was when it last said so; none where the force sends no positions.
    pub point: Option<Point>,
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
    /// Whether a car may go, and why or why not, as one sentence.
    pub words: String,
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CarWantedView {
    pub since: Millis,
    pub because: String,
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
    /// What a car should bring; none where nobody said.
    pub needs: Option<CarNeeds>,
    /// The car that was asked does not go, and no other could be offered the job: since when, and why, in words.
    pub car_wanted: Option<CarWantedView>,
    pub outcome: Option<OutcomeSummary>,
    /// Hazards that became known in our own contact.
    pub found: Vec<Hazard>,
    /// The latest assessment.
    pub risk: Option<RiskSummary>,
    pub plan_agreed: bool,
    /// Referrals drafted and not discarded.
    pub referrals: u32,
    pub passed_on: Option<PassedOnView>,
    /// Alarms that somebody has silenced for a while.
    pub shelved: Vec<ShelvedView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RiskSummary {
    pub band: RiskBand,
    pub set: String,
    /// Questions answered "yes".
    pub yes: u32,
    /// Above or below what the count and the history say, by a person with a reason.
    pub judged: bool,
    /// Raised by the number of incidents in twelve months.
    pub raised_by_history: bool,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassedOnView {
    pub to: String,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShelvedView {
    pub alarm: Alarm,
    pub until: Millis,
    pub by: String,
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
    /// By when the scheme means to have made a first attempt; none once there was one, or where it sets no time.
    pub first_due_at: Option<Millis>,
    /// Somebody decided, with a reason, that nobody tries any more.
    pub ended_at: Option<Millis>,
    pub ended_by: Option<String>,
    /// `unknown` until a safe-contact record says so.
    pub safety: ContactSafety,
    /// What has happened since the record was confirmed that it could not know of, in words.
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
    /// Who sent or reserved it; none where the system did.
    pub sent_by: Option<String>,
    /// Whether the next best car is offered the job where this one does not take it.
    pub next_best: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OutcomeSummary {
    pub kind: OutcomeKind,
    pub referral: ReferralDecision,
    pub refuge_placed: bool,
    pub at: Millis,
    pub by: String,
}
