//! The lines about a replay: which clock it plays, and the summary on stdout.

use std::{fmt, time::Duration};

use alongside_protocol::Millis;
use jiff::tz::TimeZone;

use super::{
    ReplayArgs,
    console::spell,
    lifecycle::Step,
    pace::{Pace, Speed},
    send::Tally,
    window::{Window, local},
};
use crate::listing::{Listing, map::Map};

/// Everything that the summary says.
#[derive(Debug)]
pub(super) struct Report {
    file: String,
    to: Option<String>,
    window: String,
    zone_name: String,
    speed: Speed,
    rows: usize,
    refused: usize,
    calls: usize,
    calls_with_movements: usize,
    facts: usize,
    synthetic: usize,
    span: String,
    /// None: nothing was sent.
    outcome: Option<(Tally, bool, Duration)>,
}

impl Report {
    pub(super) fn new(args: &ReplayArgs, map: &Map, window: &Window, listing: &Listing, steps: &[Step]) -> Self {
        let shown = |at: Millis| local(at, &map.zone);
        Self {
            file: args.file.display().to_string(),
            to: args.to.as_ref().filter(|_| !args.dry_run).map(ToString::to_string),
            window: window.shown(&map.zone),
            zone_name: map.zone_name.clone(),
            speed: args.speed,
            rows: listing.rows,
            refused: listing.refused,
            calls: listing.calls.len(),
            calls_with_movements: listing
                .calls
                .iter()
                .filter(|call| map.lifecycle_of(&call.opening_code).is_some())
                .count(),
            facts: steps.len(),
            synthetic: steps.iter().filter(|step| step.kind.is_synthetic()).count(),
            span: listing.span.map_or_else(
                || "No row could be read.".to_owned(),
                |(first, last)| format!("The listing's calls run from {} to {}.", shown(first), shown(last)),
            ),
            outcome: None,
        }
    }

    pub(super) fn played(&mut self, tally: Tally, stopped: bool, took: Duration) {
        self.outcome = Some((tally, stopped, took));
    }

    pub(super) fn span(&self) -> &str {
        &self.span
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, text: String| writeln!(f, "  {name:<16} {text}");
        line("listing", self.file.clone())?;
        line("server", self.to.clone().unwrap_or_else(|| "none".to_owned()))?;
        line("window", format!("{} ({})", self.window, self.zone_name))?;
        line("speed", self.speed.to_string())?;
        line("rows read", (self.rows - self.refused).to_string())?;
        line("rows refused", self.refused.to_string())?;
        line("calls in window", format!("{}, {} with drawn movements", self.calls, self.calls_with_movements))?;
        line("facts", format!("{}, {} of them synthetic", self.facts, self.synthetic))?;
        let Some((tally, stopped, took)) = &self.outcome else {
            return write!(f, "Nothing was sent.");
        };
        line("facts sent", tally.sent.to_string())?;
        line("accepted", tally.accepted.to_string())?;
        line("duplicates", tally.duplicates.to_string())?;
        line("quarantined", tally.quarantined.to_string())?;
        line("took", spell(*took))?;
        if tally.unanswered > 0 {
            line("not known", format!("{} facts, whose answer was not awaited", tally.unanswered))?;
        }
        if *stopped {
            return write!(f, "Stopped before its end. What was taken stays taken; the same command sends the rest.");
        }
        if tally.sent < self.facts {
            return write!(f, "Ended early. What was taken stays taken; the same command sends the rest.");
        }
        write!(f, "Played to its end.")
    }
}

/// One line before the first fact is sent.
pub(super) fn clock_line(speed: Speed, pace: &Pace, map: &Map, origin: Millis) -> String {
    let first = local(origin, &map.zone);
    match speed {
        Speed::Times(times) => {
            let start = pace.due(origin);
            let end = pace.end();
            let hour = spell(Duration::from_secs_f64(3_600.0 / times));
            let length = spell(Duration::from_millis((end - start).unsigned_abs()));
            format!(
                "Plays the clock of {} from {first} as if it were now; an hour takes {hour}, the whole {length}, until {}.",
                map.zone_name,
                local(end, &TimeZone::UTC)
            )
        }
        Speed::Max => format!(
            "Sends everything at once; times keep their true spacing and are shifted so that the last fact is now, {}.",
            local(pace.end(), &TimeZone::UTC)
        ),
    }
}
