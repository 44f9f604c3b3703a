//! Where people were referred to, and what the services have said. No one is named.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    ids::{BoardId, IncidentNumber, ResponseId},
    vocabulary::ReferralAnswer,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Referrals {
    pub board: BoardId,
    /// Those that wait first, the longest wait first; then what was answered, the newest answer first.
    pub referrals: Vec<ReferralLine>,
    /// How many are left off at the end, because the list would be too long.
    pub left_off: u32,
}

/// One service that the outcome of one response names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReferralLine {
    pub response: ResponseId,
    pub incident: IncidentNumber,
    pub service: String,
    /// When the outcome was recorded, and by whom.
    pub referred_at: Millis,
    pub referred_by: String,
    /// Working days of England and Wales that have gone by since, neither that day nor today counted.
    pub working_days: u32,
    /// None: nothing heard yet.
    pub answer: Option<ReferralAnswer>,
    pub answered_at: Option<Millis>,
    pub answered_by: Option<String>,
}
