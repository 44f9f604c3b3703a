//! The covered hours' calls of a public listing: real times, places and types.

use std::{collections::HashMap, path::Path};

use alongside_protocol::view::Point;
use anyhow::{Context, Result, ensure};
use jiff::{Timestamp, civil::Weekday, tz::TimeZone};
use serde::Deserialize;

/// Where the listing's city is.
const ZONE: &str = "America/Chicago";
/// The covered hours of Saturday and Sunday, local: `from <= hour < until`.
pub const FROM_HOUR: i8 = 14;
pub const UNTIL_HOUR: i8 = 22;
/// How long a block that has called counts as a repeat, days.
const REPEAT_DAYS: i64 = 365;

/// What is known of one call when it comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    /// After the covered hours began, ms.
    pub at_ms: i64,
    pub point: Point,
    pub kind: Kind,
    /// The block had called within a year.
    pub repeat: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Family,
    Knife,
    Gun,
}

impl Kind {
    fn of(problem: &str) -> Option<Self> {
        let problem = problem.to_lowercase();
        if !problem.starts_with("disturbance family") {
            return None;
        }
        Some(match problem {
            _ if problem.contains("gun") => Self::Gun,
            _ if problem.contains("knife") => Self::Knife,
            _ => Self::Family,
        })
    }
}

impl Call {
    /// How much a minute of waiting counts, as a board with the Cleveland car's points would have it: the least of 10,
    /// the second or third grade, weapons, a repeat.
    pub fn weight(&self) -> f64 {
        let kind = match self.kind {
            Kind::Family => 10.0,
            Kind::Knife => 20.0 + 12.0,
            Kind::Gun => 30.0 + 12.0,
        };
        10.0 + kind + if self.repeat { 8.0 } else { 0.0 }
    }
}

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "Address")]
    address: String,
    #[serde(rename = "ProblemType")]
    problem: String,
    #[serde(rename = "LAT")]
    lat: Option<f64>,
    #[serde(rename = "LON")]
    lon: Option<f64>,
    /// ms since 1970, UTC.
    #[serde(rename = "ResponseDate")]
    at: Option<i64>,
}

/// Every call of the covered hours in the listing.
pub fn read(file: &Path) -> Result<Vec<Call>> {
    let zone = TimeZone::get(ZONE)?;
    let mut reader = csv::Reader::from_path(file).with_context(|| file.display().to_string())?;
    let mut lines: Vec<(i64, Line)> = Vec::new();
    for line in reader.deserialize() {
        let line: Line = line?;
        if let Some(at) = line.at {
            lines.push((at, line));
        }
    }
    lines.sort_by_key(|(at, _)| *at);
    let mut last_call: HashMap<String, i64> = HashMap::new();
    let mut calls = Vec::new();
    for (at, line) in lines {
        let Some(kind) = Kind::of(&line.problem) else { continue };
        let before = last_call.insert(line.address, at);
        let repeat = before.is_some_and(|before| at - before <= REPEAT_DAYS * 86_400_000);
        let (Some(lat), Some(lon)) = (line.lat, line.lon) else { continue };
        let local = Timestamp::from_millisecond(at)?.to_zoned(zone.clone());
        let covered = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday)
            && (FROM_HOUR..UNTIL_HOUR).contains(&local.hour());
        if covered {
            let since = i64::from(local.hour() - FROM_HOUR) * 3_600 + i64::from(local.minute()) * 60;
            calls.push(Call {
                at_ms: (since + i64::from(local.second())) * 1_000,
                point: Point { lat, lon },
                kind,
                repeat,
            });
        }
    }
    ensure!(calls.len() >= 100, "{} holds {} calls of the covered hours", file.display(), calls.len());
    Ok(calls)
}

/// Calls that nobody made, spread evenly over the hours and a city of 30 by 30 km, for where no listing is at hand.
pub fn invented(dice: &mut crate::draw::Dice) -> Vec<Call> {
    (0..2_000)
        .map(|_| Call {
            at_ms: (dice.unit() * f64::from(UNTIL_HOUR - FROM_HOUR) * 3_600_000.0) as i64,
            point: Point { lat: 29.30 + dice.unit() * 0.27, lon: -98.65 + dice.unit() * 0.31 },
            kind: match dice.unit() {
                unit if unit < 0.05 => Kind::Gun,
                unit if unit < 0.12 => Kind::Knife,
                _ => Kind::Family,
            },
            repeat: dice.unit() < 0.45,
        })
        .collect()
}
