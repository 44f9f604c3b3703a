//! Covered hours in local time, through both clock changes.

use alongside_protocol::Millis;
use jiff::{Span, Timestamp, Zoned, civil::Date, tz::TimeZone};

use crate::scheme::{Hours, Scheme};

/// How long before the hours begin a crew may sign on for them, ms.
const SIGN_ON_AHEAD_MS_MAX: Millis = 4 * 3_600_000;

/// Least time that the figures reach back where cover does not pause, ms.
const FIGURES_MS_MIN: Millis = 12 * 3_600_000;

/// One stretch of covered time, half open: `from <= t < until`. Milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covered {
    pub from: Millis,
    pub until: Millis,
}

/// The stretch that holds `now`.
pub fn covered_at(scheme: &Scheme, now: Millis) -> Option<Covered> {
    stretches(scheme, now).into_iter().find(|stretch| stretch.from <= now && now < stretch.until)
}

/// When a shift that begins at `now` ends: with the hours at hand, or with those that begin soon, for a crew
/// that signs on before them.
pub fn ends_at(scheme: &Scheme, now: Millis) -> Option<Millis> {
    let soon = |stretch: &Covered| now < stretch.from && stretch.from - now <= SIGN_ON_AHEAD_MS_MAX;
    covered_at(scheme, now).or_else(|| stretches(scheme, now).into_iter().find(soon)).map(|stretch| stretch.until)
}

/// From when the figures of now are counted: the beginning of the stretch at hand, or of the last one. Where
/// stretches touch, as on a board that is covered day and night, they do not start anew with the date: then it is
/// at least the last twelve hours.
pub fn figures_since(scheme: &Scheme, now: Millis) -> Option<Millis> {
    let all: Vec<Covered> = stretches(scheme, now).into_iter().filter(|stretch| stretch.from <= now).collect();
    let at_hand = all.last()?.from;
    let mut began = at_hand;
    for earlier in all.iter().rev().skip(1) {
        if earlier.until < began {
            break;
        }
        began = earlier.from;
    }
    Some(began.max(at_hand.min(now - FIGURES_MS_MIN)))
}

/// Every stretch that begins within eight days before `now` and one after, joined where they touch.
fn stretches(scheme: &Scheme, now: Millis) -> Vec<Covered> {
    let Ok(timestamp) = Timestamp::from_millisecond(now) else { return Vec::new() };
    let today = timestamp.to_zoned(scheme.zone.clone()).date();
    let mut all: Vec<Covered> = (-8..=1)
        .filter_map(|days| today.checked_add(Span::new().days(days)).ok())
        .flat_map(|date| {
            scheme
                .hours
                .iter()
                .filter(move |hours| hours.day == date.weekday())
                .filter_map(move |hours| stretch(&scheme.zone, date, hours))
        })
        .collect();
    all.sort_by_key(|stretch| stretch.from);
    let mut joined: Vec<Covered> = Vec::with_capacity(all.len());
    for next in all {
        // Whole days that touch stay apart: a shift is at most a day.
        match joined.last_mut() {
            Some(last) if next.from < last.until => last.until = last.until.max(next.until),
            _ => joined.push(next),
        }
    }
    joined
}

/// The hours that begin on a day.
pub(crate) fn stretch(zone: &TimeZone, date: Date, hours: &Hours) -> Option<Covered> {
    let millis = |zoned: Zoned| zoned.timestamp().as_millisecond();
    let from = date.to_datetime(hours.from).to_zoned(zone.clone()).ok()?;
    let last_day = if hours.until <= hours.from { date.tomorrow().ok()? } else { date };
    let until = last_day.to_datetime(hours.until).to_zoned(zone.clone()).ok()?;
    let stretch = Covered { from: millis(from), until: millis(until) };
    // Hours that lie wholly in the hour which the spring change skips do not happen that day.
    (stretch.from < stretch.until).then_some(stretch)
}
