//! Identifiers as newtypes, so that a car can never be passed where an incident is meant.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

text_id! {
    /// One scheme's live picture, e.g. `cleveland-car`. Equal to the scheme file's `id`.
    BoardId,
    /// The force's own number for an incident, e.g. `CLV-20261121-0412`. Never a name.
    IncidentNumber,
    /// Our work on one incident for one victim: `{incident}#{ordinal}`, ordinals from 1.
    ResponseId,
    /// One car on one support response: `{response}.{ordinal}`.
    DeploymentId,
    /// One request for a quicker response: `{response}!{ordinal}`.
    EscalationId,
    /// One referral of one support response: `{response}~{ordinal}`.
    ReferralId,
    /// A support car as the scheme file names it.
    CarId,
    /// A police unit's call sign, as the feed sends it.
    CallSign,
    /// An account's id (not its name).
    UserId,
}

/// The client's UUIDv7 for one command. Repeating it returns the first answer (I3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct CommandId(#[ts(type = "string")] pub Uuid);

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseId {
    pub fn of(incident: &IncidentNumber, ordinal: u32) -> Self {
        Self(format!("{incident}#{ordinal}"))
    }

    /// Which of its incident's responses, from 1. None where it is not written as such.
    pub fn ordinal(&self) -> Option<u32> {
        self.0.rsplit_once('#')?.1.parse().ok().filter(|ordinal| *ordinal > 0)
    }

    /// The incident that this response belongs to.
    pub fn incident(&self) -> IncidentNumber {
        IncidentNumber(self.0.rsplit_once('#').map_or(self.0.as_str(), |(number, _)| number).to_owned())
    }
}

impl DeploymentId {
    pub fn of(response: &ResponseId, ordinal: u32) -> Self {
        Self(format!("{response}.{ordinal}"))
    }

    pub fn response(&self) -> ResponseId {
        ResponseId(self.0.rsplit_once('.').map_or(self.0.as_str(), |(response, _)| response).to_owned())
    }
}

impl EscalationId {
    pub fn of(response: &ResponseId, ordinal: u32) -> Self {
        Self(format!("{response}!{ordinal}"))
    }

    pub fn response(&self) -> ResponseId {
        ResponseId(self.0.rsplit_once('!').map_or(self.0.as_str(), |(response, _)| response).to_owned())
    }
}

impl ReferralId {
    pub fn of(response: &ResponseId, ordinal: u32) -> Self {
        Self(format!("{response}~{ordinal}"))
    }

    pub fn response(&self) -> ResponseId {
        ResponseId(self.0.rsplit_once('~').map_or(self.0.as_str(), |(response, _)| response).to_owned())
    }
}
