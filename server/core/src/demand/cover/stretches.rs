//! Covered time on the watched days, and which calls may fall to it.

use alongside_protocol::Millis;

use super::{calls::Calls, layout::Week};
use crate::{
    scheme::Hours,
    shift::{self, Covered},
};

/// One stretch of covered time, with the calls that came since the last one: those before `from` that may still wait
/// for it, and those within it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) from: Millis,
    pub(super) until: Millis,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// Stretches in order, apart from each other. One that reaches into a day that nobody watched ends or begins there.
#[derive(Clone, Debug)]
pub struct Cover {
    pub(super) stretches: Vec<Stretch>,
}

impl Cover {
    /// `back_ms`: how long before a stretch a call may come and still wait for it.
    pub fn of_hours(calls: &Calls, hours: &[Hours], back_ms: Millis) -> Self {
        let mut spans = Vec::new();
        for day in &calls.days {
            let begun = [day.date.yesterday().ok(), Some(day.date)];
            for date in begun.into_iter().flatten() {
                for hours in hours.iter().filter(|hours| hours.day == date.weekday()) {
                    let Some(whole) = shift::stretch(&calls.zone, date, hours) else { continue };
                    let span = Covered { from: whole.from.max(day.from), until: whole.until.min(day.until) };
                    if span.from < span.until {
                        spans.push(span);
                    }
                }
            }
        }
        spans.sort_unstable_by_key(|span| span.from);
        Self::joined(calls, spans, back_ms)
    }

    pub(super) fn of_week(calls: &Calls, week: &Week, back_ms: Millis) -> Self {
        let covered = calls.slots.iter().filter(|slot| week.holds(slot.hour));
        Self::joined(calls, covered.map(|slot| Covered { from: slot.from, until: slot.until }), back_ms)
    }

    fn joined(calls: &Calls, spans: impl IntoIterator<Item = Covered>, back_ms: Millis) -> Self {
        let mut stretches: Vec<Stretch> = Vec::new();
        for span in spans {
            match stretches.last_mut() {
                Some(last) if span.from <= last.until => last.until = last.until.max(span.until),
                _ => stretches.push(Stretch { from: span.from, until: span.until, first: 0, end: 0 }),
            }
        }
        let mut over = Millis::MIN;
        for stretch in &mut stretches {
            let since = stretch.from.saturating_sub(back_ms).max(over);
            stretch.first = calls.at.partition_point(|at| *at < since);
            stretch.end = calls.at.partition_point(|at| *at < stretch.until);
            over = stretch.until;
        }
        Self { stretches }
    }

    /// Calls that came within the hours or may wait for them.
    pub fn offered(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.end - stretch.first).sum()
    }

    pub fn covered_ms(&self) -> Millis {
        self.stretches.iter().map(|stretch| stretch.until - stretch.from).sum()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::{ToSpan, civil::date, tz::TimeZone};

    use super::*;
    use crate::demand::{Arrival, History, cover::layout::Block};

    /// Whole hours of the week and the roster's words for them are the same time, on both nights on which clocks change
    /// and where days were not watched.
    #[test]
    fn hours_of_the_week_and_a_roster_cover_the_same_time() {
        let zone = TimeZone::get("Europe/London").unwrap();
        for first in [date(2026, 3, 16), date(2026, 10, 12)] {
            let days = (0..28).filter(|day| day % 11 != 7).map(|day| first.checked_add(day.days()).unwrap()).collect();
            let begin = first.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond();
            let arrivals = (0..4_000).map(|call| Arrival { at: begin + call * 600_000, victim: None }).collect();
            let calls = Calls::between(&History::new(zone.clone(), days, arrivals), first, date(2027, 1, 1));
            for from in 0..168 {
                for (hours, other) in [(1, 3), (5, 8), (26, 2), (100, 1)] {
                    let two = [Block { from, hours }, Block { from: (from + 130) % 168, hours: other }];
                    let week = Week::of(&two);
                    let (by_hour, by_roster) =
                        (Cover::of_week(&calls, &week, 60_000), Cover::of_hours(&calls, &week.roster(), 60_000));
                    let span = |one: &Stretch| (one.from, one.until, one.first, one.end);
                    let spans = |cover: &Cover| cover.stretches.iter().map(span).collect::<Vec<_>>();
                    assert_eq!(spans(&by_hour), spans(&by_roster), "{two:?}");
                }
            }
        }
    }
}
