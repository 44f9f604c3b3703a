//! Where people were referred to, and what the services have said. The one free text is what came with an answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    ids::{BoardId, IncidentNumber, ResponseId},
    vocabulary::ReferralAnswer,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Referrals {
    pub board: BoardId,
    /// Those that wait first, the longest wait first; then what was answered, the newest answer first.
    pub referrals: Vec<ReferralLine>,
    /// How many fit and are left off because the list would be too long: those that have waited least, those that were
    /// answered longest ago.
    pub left_off: u32,
}

/// One service that the outcome of one response names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReferralLine {
    pub response: ResponseId,
    pub incident: IncidentNumber,
    pub service: String,
    /// When the first outcome that names it was recorded, and by whom.
    pub referred_at: Millis,
    pub referred_by: String,
    /// Working days of England and Wales that have gone by since, neither that day nor today counted.
    pub working_days: u32,
    /// None: nothing heard yet.
    pub answer: Option<ReferralAnswer>,
    /// What they said with it; empty where nothing was written down.
    pub reason: Private,
    pub answered_at: Option<Millis>,
    pub answered_by: Option<String>,
}
