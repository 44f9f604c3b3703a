//! A value that the newest word wins, whatever the order of arrival (I6, SPEC rule 42).

use alongside_protocol::{FeedEvent, Millis};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// When the source says it happened, then which message said so: a total order over facts.
///
/// Written as one text, `at source/message_id`, because it is the key of maps and JSON keys are texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    pub at: Millis,
    /// `source/message_id`.
    pub message: String,
}

impl Stamp {
    /// The stamp of one fact, whose own time is `at`.
    pub fn of(fact: &FeedEvent, at: Millis) -> Self {
        Self { at, message: format!("{}/{}", fact.source, fact.message_id) }
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{} {}", self.at, self.message))
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (at, message) =
            text.split_once(' ').ok_or_else(|| D::Error::custom("a stamp needs a time and a message"))?;
        let at = at.parse().map_err(|_| D::Error::custom("a stamp's time is in whole milliseconds"))?;
        Ok(Self { at, message: message.to_owned() })
    }
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
