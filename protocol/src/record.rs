//! What people write down about one response: the records that commands carry, journals keep and files show.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    ids::{CarId, ResponseId},
    private::{Secret, read_whole, whole},
    view::Point,
    vocabulary::{
        Answer, ConsentDecision, ConsentHow, ContactChannel, ContactResult, OutcomeKind, ReferralDecision, RiskBand,
        RiskSource, Seat, Weekday, WelfareConcern, WorkerGender,
    },
};

/// Safe contact, as last confirmed with the victim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SafeContact {
    pub number: Private,
    /// False: the number is known not to be safe to ring.
    pub safe_to_ring: bool,
    pub voicemail_allowed: bool,
    pub text_allowed: bool,
    #[serde(default)]
    pub email_allowed: bool,
    /// Somebody may come to the door.
    #[serde(default)]
    pub visit_allowed: bool,
    /// True: ring with the caller-ID withheld.
    pub withhold_caller_id: bool,
    /// When it is safe, in the victim's words, e.g. "before five, he is at work".
    #[serde(default)]
    pub when_safe: Private,
    /// The same as times, where it can be said so; empty: at any time.
    #[serde(default)]
    #[ts(type = "Array<SafeWindow>")]
    pub windows: Secret<Vec<SafeWindow>>,
    /// Where else they can be reached, or must not be rung.
    #[serde(default)]
    pub other_numbers: Vec<OtherNumber>,
    #[serde(default)]
    pub email: Private,
    #[serde(default)]
    pub code_word: Private,
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
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
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub services: Vec<String>,
    /// A place in a refuge was found. Never which refuge.
    #[serde(default)]
    pub refuge_placed: bool,
    /// Children who went into the refuge with the victim.
    #[serde(default)]
    pub children_placed: u8,
    pub safety_plan_made: bool,
    /// The scheme's own questions, by id: 1 yes, 0 no, or the number asked for. Left out: not asked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(type = "{ [question in string]?: number }", optional)]
    pub answers: BTreeMap<String, i64>,
    #[serde(default)]
    pub note: Private,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SeatFilled {
    pub seat: Seat,
    /// The staff member's name as colleagues know it. Staff, not a victim: shown on the board.
    pub name: String,
    /// Spoken besides English, by their English names.
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "whole", deserialize_with = "read_whole")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub languages: Vec<String>,
    /// Left out: not said.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole",
        deserialize_with = "read_whole"
    )]
    #[ts(optional)]
    pub gender: Option<WorkerGender>,
    /// Ids of the scheme's list.
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "whole", deserialize_with = "read_whole")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub training: Vec<String>,
}

impl SeatFilled {
    pub fn new(seat: Seat, name: impl Into<String>) -> Self {
        Self { seat, name: name.into(), languages: Vec::new(), gender: None, training: Vec::new() }
    }
}

/// What a car should bring for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CarNeeds {
    /// English name of a language; empty: English will do.
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub worker_gender: Option<WorkerGender>,
    /// Children's seats, where the family may have to be driven.
    #[serde(default)]
    pub child_seats: u8,
    #[serde(default)]
    pub wheelchair: bool,
    /// Ids of the scheme's list.
    #[serde(default)]
    pub training: Vec<String>,
    /// True: the plan sends no car that lacks any of it. False: it prefers one that has it.
    #[serde(default)]
    pub only_with_all: bool,
}

/// Where something was when something happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Fix {
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub point: Point,
    /// Radius within which it probably was, metres.
    pub accuracy_m: Option<f32>,
    /// When it was measured.
    pub at: Millis,
}

/// One line of a plan: this car for this response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlannedJob {
    pub response: ResponseId,
    pub car: CarId,
}

/// A stretch of local time on some days of the week in which contact is safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SafeWindow {
    pub days: Vec<Weekday>,
    /// Local `HH:MM`.
    pub from: String,
    /// Local `HH:MM`; not later than `from` means the next day.
    pub until: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OtherNumber {
    pub number: Private,
    /// Whose it is, e.g. "her sister".
    #[serde(default)]
    pub whose: Private,
    pub safe_to_ring: bool,
}

/// One risk assessment, taken here or elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RiskAssessment {
    /// A question set of the scheme with its version, e.g. `dash-27.v1`.
    pub set: String,
    pub source: RiskSource,
    /// Who took it, where it was taken elsewhere.
    #[serde(default)]
    pub received_from: Private,
    /// By the question's code. One left out was not asked.
    #[ts(type = "{ [code in string]?: Answer }")]
    pub answers: Secret<BTreeMap<String, Answer>>,
    /// What the worker holds the risk to be, where that differs from what the count and the history say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub judgement: Option<RiskBand>,
    /// Needed with a judgement, and where the band falls below the one before.
    #[serde(default)]
    pub reason: Private,
    #[serde(default)]
    pub note: Private,
}

/// What the victim will do, and what was agreed, to be safer. A later plan replaces an earlier one; both stay on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SafetyPlan {
    pub steps: Vec<SafetyStep>,
    /// Gone through with the victim, and not only prepared.
    pub agreed: bool,
    #[serde(default)]
    pub note: Private,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SafetyStep {
    /// One of the scheme's safety topics, by id.
    pub topic: String,
    #[serde(default)]
    pub text: Private,
}

/// How those at the door were, as whoever was there saw it. Nothing of it must be said, but something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WelfareSeen {
    /// How many children there are. Left out: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub children_present: Option<u8>,
    /// How many of them were seen, and not only heard of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub children_seen: Option<u8>,
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub concerns: Vec<WelfareConcern>,
    /// Looked, and nothing gave cause for concern. Not the same as nothing said.
    #[serde(default)]
    pub no_concern: bool,
    #[serde(default)]
    pub note: Private,
}

/// One line of the consent ledger. Nothing in it is ever changed: a withdrawal is a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConsentEntry {
    /// One of the scheme's purposes, by id.
    pub purpose: String,
    /// With whom: a service of the directory, or one of the scheme's recipients, by name.
    pub recipient: String,
    pub decision: ConsentDecision,
    /// How it was said; left out where nobody was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub how: Option<ConsentHow>,
    /// One of the scheme's legal bases, by id; needed to share without consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub basis: Option<String>,
    #[serde(default)]
    pub note: Private,
}

/// What is left of a line that was erased: nothing may be shared on it.
impl Default for ConsentEntry {
    fn default() -> Self {
        Self {
            purpose: String::new(),
            recipient: String::new(),
            decision: ConsentDecision::Refused,
            how: None,
            basis: None,
            note: Private::default(),
        }
    }
}

/// A referral as it is being written. It is not sent by being drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReferralDraft {
    /// A service of the directory, by name.
    pub service: String,
    /// Of the directory's needs, by id.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What the service should know.
    #[serde(default)]
    pub note: Private,
}
