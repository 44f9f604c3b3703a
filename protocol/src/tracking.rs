//! What a vehicle location system sends to `POST /feed/v1/positions`, and what it is answered.

use serde::{Deserialize, Serialize};

use crate::feed::FeedFault;

/// Where one car is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PositionReport {
    /// The car's id or call sign, as the scheme file has it.
    pub car: String,
    /// Degrees, WGS 84, −90 to 90.
    pub lat: f64,
    /// Degrees, WGS 84, −180 to 180.
    pub lon: f64,
    /// Radius within which it probably is, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f32>,
    /// When it was measured, RFC 3339 with an offset; left out: now. At most 15 minutes ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// HTTP 200 where all were taken, 207 where some were not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionAnswer {
    pub taken: usize,
    pub refused: Vec<PositionFault>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionFault {
    /// Place in the request, from 0.
    pub index: usize,
    #[serde(flatten)]
    pub fault: FeedFault,
}
