//! How much to trust what is on the screen, and who else is here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    ids::{IncidentNumber, UserId},
    vocabulary::{Audience, FeedHealth, JournalHealth, LiveHealth, RoadsHealth},
};

/// How much to trust what is on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Health {
    pub feed: FeedHealth,
    pub feed_last_at: Option<Millis>,
    /// Feed items kept aside with a fault, not yet looked at.
    pub quarantined: u32,
    pub live: LiveHealth,
    pub roads: RoadsHealth,
    pub journal: JournalHealth,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PresentUser {
    pub user: UserId,
    pub name: String,
    pub audience: Audience,
    /// Incidents whose file this person has open.
    pub viewing: Vec<IncidentNumber>,
}
