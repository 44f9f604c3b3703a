//! The scheme's rules as a screen needs them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ids::BoardId,
    vocabulary::{GateMode, RiskBand, Role},
};

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
    /// Who is told at each climb, in words.
    pub escalation_climb_to: [String; 2],
    pub offer_window_ms: i64,
    pub claim_lease_ms: i64,
    pub safe_contact_stale_ms: i64,
    pub override_roles: Vec<Role>,
    pub partners: Vec<String>,
    pub services: Vec<ServiceView>,
    /// What a service may be needed for.
    pub needs: Vec<Named>,
    pub sites: Vec<Named>,
    pub priority: PriorityRulesView,
    pub contact: ContactRulesView,
    pub risk: RiskRulesView,
    pub safety_topics: Vec<Named>,
    pub consent: ConsentRulesView,
    /// Asked with the outcome, and counted.
    pub outcome_questions: Vec<OutcomeQuestion>,
    /// Responses that one worker should hold at once; none where the scheme sets no number.
    pub caseload_ceiling: Option<u32>,
    pub cars: CarRulesView,
    /// How near in time two calls must be to be proposed as one event, ms.
    pub duplicate_within_ms: i64,
    /// Stillness after which the board covers itself, ms; none where it does not.
    pub idle_lock_ms: Option<i64>,
    pub area: AreaView,
    /// A quiet line for demonstrations: nothing here is real.
    pub notice: Option<String>,
}

/// How cars are worked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CarRulesView {
    /// What a crew may be trained in.
    pub training: Vec<Named>,
    /// Time at a scene without a word from the crew, ms; none where the scheme sets none.
    pub check_in_every_ms: Option<i64>,
    /// After a missed check-in, until the inspector is told, ms.
    pub check_in_climb_ms: i64,
    /// Until an unanswered SOS is told again, ms.
    pub sos_climb_ms: i64,
    /// Work without a break after which one is due, ms.
    pub break_due_after_ms: Option<i64>,
    pub break_ms: i64,
    /// What a job takes at the scene, for reckoning ahead, ms.
    pub job_ms: i64,
    /// Whether the scheme has its beats as areas, at `/api/v1/boards/{board}/beats`.
    pub has_beats: bool,
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

/// An id that is kept and sent, with the label that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Named {
    pub id: String,
    pub label: String,
}

/// One service of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceView {
    /// Unique in the directory; referrals and consents name it.
    pub name: String,
    /// E.g. "Idva", "refuge", "target hardening".
    pub category: String,
    /// Risk bands that it takes; empty: any.
    pub bands: Vec<RiskBand>,
    /// Needs that it meets, by id; empty: not said.
    pub needs: Vec<String>,
    /// Languages spoken besides English.
    pub languages: Vec<String>,
    /// How a worker reaches it. Public facts only.
    pub contact: Option<String>,
    /// When it answers, in words.
    pub hours: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PriorityRulesView {
    /// Each whole stretch of this length adds `waiting_points`, ms.
    pub waiting_every_ms: i64,
    pub waiting_points: i32,
    /// The most that waiting adds.
    pub waiting_points_max: i32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ContactRulesView {
    /// Times of day between which attempts are varied, in order.
    pub slots: Vec<DaySlot>,
    /// Working days within which a first attempt is due.
    pub first_within_working_days: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DaySlot {
    /// E.g. "morning".
    pub label: String,
    /// Local `HH:MM`.
    pub from: String,
    /// Local `HH:MM`, later than `from`.
    pub until: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RiskRulesView {
    /// The first is offered first.
    pub sets: Vec<QuestionSetView>,
    /// Incidents in twelve months, this one counted, from which the history raises the band.
    pub history_incidents: Option<u32>,
    pub history_band: Option<RiskBand>,
}

/// A versioned set of questions, as short topics in our own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuestionSetView {
    /// With its version, e.g. `dash-27.v1`.
    pub id: String,
    pub name: String,
    /// Counts of "yes" from which the band is at least medium, and high; none: this set bands by judgement alone.
    pub medium_from: Option<u32>,
    pub high_from: Option<u32>,
    pub questions: Vec<QuestionView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuestionView {
    pub code: String,
    pub label: String,
    pub section: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConsentRulesView {
    pub purposes: Vec<Named>,
    /// The purpose under which a service may be told of a referral.
    pub for_referral: Option<String>,
    /// Besides the services of the directory.
    pub recipients: Vec<String>,
    /// Legal bases on which something may be shared without consent.
    pub bases: Vec<Named>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutcomeQuestion {
    pub id: String,
    pub label: String,
    pub kind: OutcomeQuestionKind,
    /// Of a number, e.g. "minutes".
    pub unit: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeQuestionKind {
    YesNo,
    Number,
}
