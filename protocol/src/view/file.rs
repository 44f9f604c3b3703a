//! The personal part of one incident. Its sending is logged as a consultation.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    ids::{IncidentNumber, ReferralId, ResponseId},
    record::{
        ConsentEntry, ContactAttempt, Outcome, ReferralDraft, RiskAssessment, SafeContact, SafetyPlan, WelfareSeen,
    },
    vocabulary::{Kept, PersonRole, ReferralState, RiskBand, ShareBasis, TimelineTopic},
};

/// The personal part of one incident. Its sending is logged as a consultation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct IncidentFile {
    pub number: IncidentNumber,
    pub address: Option<Private>,
    pub people: Vec<PersonView>,
    pub thrive: Option<Private>,
    /// Why it was pinned or lowered.
    pub standing_reason: Option<Private>,
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
    /// Why nobody tries any more.
    pub ended_reason: Option<Private>,
    /// Oldest first. The last one counts.
    pub risk: Vec<RiskView>,
    pub plan: Option<SafetyPlanView>,
    /// The newest word on how those at the door were.
    pub welfare: Option<WelfareView>,
    /// The whole ledger, oldest first.
    pub consents: Vec<ConsentView>,
    pub referrals: Vec<ReferralView>,
    pub passed_on_note: Option<Private>,
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
pub struct RiskView {
    pub assessment: RiskAssessment,
    /// What counts: the highest of the three below, unless a judgement with a reason says otherwise.
    pub band: RiskBand,
    /// By the number of "yes"; none where the scheme sets no counts for this set.
    pub by_count: Option<RiskBand>,
    /// By the incidents in twelve months at the time; none where they raise nothing.
    pub by_history: Option<RiskBand>,
    pub yes: u32,
    /// Incidents in twelve months at the time, this one counted.
    pub incidents_in_12_months: u32,
    /// Whether a person's judgement stands against count and history.
    pub judged: bool,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SafetyPlanView {
    pub plan: SafetyPlan,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct WelfareView {
    pub seen: WelfareSeen,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ConsentView {
    pub entry: ConsentEntry,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReferralView {
    pub referral: ReferralId,
    pub state: ReferralState,
    pub draft: ReferralDraft,
    pub at: Millis,
    pub by: String,
    /// Whether something may be shared with this service now: consent that stands, or a recorded basis.
    pub may_share: bool,
    /// What that rests on, or what is missing, in words.
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TimelineEntry {
    /// When it was done or said.
    pub at: Millis,
    /// When it reached the server, where that was more than a minute after a person did it.
    pub arrived_at: Option<Millis>,
    /// Place in the board's sequence; breaks ties.
    pub seq: u64,
    pub origin: TimelineOrigin,
    pub topic: TimelineTopic,
    /// Operator, unit or colleague.
    pub by: Option<String>,
    /// What happened, in words.
    pub words: String,
    /// What was said or written, where something was.
    pub text: Option<Private>,
    pub response: Option<ResponseId>,
    /// The `seq` of the entry that this one corrects.
    pub corrects: Option<u64>,
    /// For whom it is kept. Whoever reads this is on that side, or has had it shared.
    pub kept: Kept,
    /// On what the other side was shown it, where it was.
    pub shared_on: Option<ShareBasis>,
    pub synthetic: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineOrigin {
    Force,
    Ours,
    System,
}
