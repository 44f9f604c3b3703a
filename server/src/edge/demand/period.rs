//! A period by its first and last local day.

use alongside_core::demand::calendar::midnight;
use alongside_protocol::{Millis, Refusal};
use jiff::{civil::Date, tz::TimeZone};

use crate::edge::problem::Problem;

/// Days that one period may have: ten years.
const DAYS_MAX: i32 = 3_660;

/// Both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: Date,
    pub to: Date,
}

impl Period {
    pub fn read(from: &str, to: &str) -> Result<Self, Refusal> {
        let (from, to) = (day("from", from)?, day("to", to)?);
        let days = from.until(to).map_or(i32::MAX, |span| span.get_days());
        if days < 0 {
            return Err(Refusal::invalid("to", to.to_string(), format!("{from} or later")));
        }
        if days >= DAYS_MAX {
            return Err(Refusal::invalid("to", to.to_string(), format!("at most {DAYS_MAX} days from {from} on")));
        }
        Ok(Self { from, to })
    }

    pub fn holds(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// From the first moment of the first day to the one after the last day, through both clock changes.
    pub fn millis(self, zone: &TimeZone) -> Result<(Millis, Millis), Problem> {
        let after = self.to.tomorrow().map_err(|error| Problem::internal(&error))?;
        let beyond = || Refusal::invalid("to", self.to.to_string(), "a day of the calendar");
        let from = midnight(self.from, zone).ok_or_else(beyond)?;
        Ok((from, midnight(after, zone).ok_or_else(beyond)?))
    }
}

fn day(field: &str, text: &str) -> Result<Date, Refusal> {
    let read =
        text.parse::<Date>().ok().filter(|date| date.to_string() == text && (1_970..9_000).contains(&date.year()));
    read.ok_or_else(|| {
        let found: String = text.chars().take(20).collect();
        Refusal::invalid(field, format!("{found:?}"), "a day, YYYY-MM-DD")
    })
}
