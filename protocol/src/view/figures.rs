//! Counts, of the shift at hand or of a period. Each definition is in `server/core/src/counting.rs` and docs/using.md.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Millis, vocabulary::CarStatus};

/// Of the board's current shift (or, outside hours, since the last one began).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Figures {
    pub since: Millis,
    pub in_hours: bool,
    /// Responses nobody has looked at yet.
    pub waiting_review: u32,
    /// The same by age, minutes: under 5, 5–15, 15–30, 30 and over.
    pub waiting_by_age: [u32; 4],
    pub waiting_by_grade: Vec<GradeCount>,
    /// Received at the oldest waiting response.
    pub oldest_waiting_at: Option<Millis>,
    pub escalations_open: u32,
    pub escalations_unanswered: u32,
    pub cars: Vec<CarStatusCount>,
    pub claims: Vec<ClaimCount>,
    #[serde(flatten)]
    pub counts: Counts,
}

/// What was done about the incidents received in a stretch of time. A person is a support response: one victim of
/// one incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Incidents, without those that a person linked as duplicates of another.
    pub received: u32,
    pub duplicates: u32,
    /// People: responses opened.
    pub people: u32,
    pub reviewed: u32,
    /// Reached at least once, whatever came of it.
    pub contacted: u32,
    /// By the scheme's rule.
    pub engaged: u32,
    pub visited: u32,
    pub referred: u32,
    /// Of those referred, people whom at least one service has taken on.
    pub accepted: u32,
    pub already_supported: u32,
    pub declined: u32,
    pub could_not_reach: u32,
    pub refuge_placed: u32,
    /// Children who went into a refuge with them.
    pub children_placed: u32,
    pub plans_agreed: u32,
    /// Contact attempts, of all people.
    pub attempts: u32,
    /// People whom somebody tried to reach at least once.
    pub people_attempted: u32,
    /// Of those, attempts a person: the mean, in hundredths.
    pub attempts_per_person_hundredths: Option<u32>,
    pub escalations: u32,
    pub escalations_regraded: u32,
    /// From call to first review, ms, median; none when nothing was reviewed.
    pub review_ms_median: Option<i64>,
    /// From call to first contact, ms, median.
    pub contact_ms_median: Option<i64>,
    /// From the first unit at scene to the car at scene, ms, median.
    pub car_ms_median: Option<i64>,
    /// The scheme's own outcome questions.
    pub answers: Vec<AnswerCount>,
    /// Where the scheme has several sites.
    pub by_site: Vec<SiteCount>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AnswerCount {
    pub question: String,
    pub label: String,
    /// People who were asked.
    pub asked: u32,
    /// "Yes" of a yes-or-no question; the sum of a number.
    pub total: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteCount {
    pub site: String,
    pub received: u32,
    pub engaged: u32,
    pub referred: u32,
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
