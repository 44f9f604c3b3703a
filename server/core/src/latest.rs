//! A value that the newest word wins, whatever the order of arrival (I6, SPEC rule 33).

use alongside_protocol::Millis;
use serde::{Deserialize, Serialize};

/// When the source says it happened, then which message said so: a total order over facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    pub at: Millis,
    /// `source/message_id`.
    pub message: String,
}

/// The newest value heard so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Latest<T>(Option<(Stamp, T)>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Latest<T> {
    /// Takes the value unless a newer one is known.
    pub fn offer(&mut self, stamp: &Stamp, value: T) {
        if self.0.as_ref().is_none_or(|(newest, _)| stamp >= newest) {
            self.0 = Some((stamp.clone(), value));
        }
    }

    pub fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }

    pub fn at(&self) -> Option<Millis> {
        self.0.as_ref().map(|(stamp, _)| stamp.at)
    }

    pub fn stamp(&self) -> Option<&Stamp> {
        self.0.as_ref().map(|(stamp, _)| stamp)
    }
}
