//! How long each class of record is kept, in whole days after the last word on it. Then its key may be destroyed.

use crate::toml_reader::Reader;

/// Longest period that a scheme may state, days: a hundred years.
const DAYS_MAX: i64 = 36_525;

/// Classes of incident, by what was done on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// We tried to reach somebody, or wrote something down about them.
    Worked,
    /// Ours, and nothing was done on it.
    Unworked,
    /// Mirrored from the force and never ours.
    Mirrored,
}

impl Class {
    pub const ALL: [Self; 3] = [Self::Worked, Self::Unworked, Self::Mirrored];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worked => "worked",
            Self::Unworked => "unworked",
            Self::Mirrored => "mirrored",
        }
    }

    /// Kinds of event of which one puts an incident into [`Class::Worked`].
    pub const WORKED_KINDS: [&'static str; 8] = [
        "contact_attempted",
        "car_arrived_at_scene",
        "outcome_recorded",
        "consent_recorded",
        "referral_drafted",
        "risk_recorded",
        "safety_plan_recorded",
        "welfare_recorded",
    ];
    /// The kind that makes an incident ours.
    pub const OURS_KIND: &'static str = "response_opened";
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    pub worked_days: u32,
    pub unworked_days: u32,
    pub mirrored_days: u32,
    /// Feed items that were set aside.
    pub quarantine_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { worked_days: 2_190, unworked_days: 400, mirrored_days: 31, quarantine_days: 30 }
    }
}

impl Retention {
    pub fn days(&self, class: Class) -> u32 {
        match class {
            Class::Worked => self.worked_days,
            Class::Unworked => self.unworked_days,
            Class::Mirrored => self.mirrored_days,
        }
    }
}

pub fn read(table: &mut Reader<'_>) -> Retention {
    table.allow(&["worked_days", "unworked_days", "mirrored_days", "quarantine_days"]);
    let usual = Retention::default();
    let mut days = |key: &str, usual: u32| table.optional_whole(key, 1, DAYS_MAX).map_or(usual, |days| days as u32);
    Retention {
        worked_days: days("worked_days", usual.worked_days),
        unworked_days: days("unworked_days", usual.unworked_days),
        mirrored_days: days("mirrored_days", usual.mirrored_days),
        quarantine_days: days("quarantine_days", usual.quarantine_days),
    }
}
