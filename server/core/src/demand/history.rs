//! What is known of earlier calls: on which days every call was seen, and when each came.

use alongside_protocol::Millis;
use jiff::{civil::Date, tz::TimeZone};

use super::calendar::{HOURS_OF_WEEK, Slot, day_of, hours_of_day};

/// One call of ours, without anything about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub at: Millis,
    /// Tells victims apart: the same number is the same victim, as far as the records can tell. None: nothing to tell
    /// by, so that it counts as somebody of their own.
    pub victim: Option<u64>,
}

/// Calls on the days on which every call was seen. A day that nobody watched is no day without calls.
#[derive(Clone, Debug)]
pub struct History {
    pub zone: TimeZone,
    /// In order, each once.
    pub days: Vec<Date>,
    /// The hours of these days, in order.
    pub slots: Vec<Slot>,
    /// Calls in each of them.
    pub counts: Vec<u32>,
    /// In order of time; those of other days are left out.
    pub arrivals: Vec<Arrival>,
}

impl History {
    pub fn new(zone: TimeZone, mut days: Vec<Date>, mut arrivals: Vec<Arrival>) -> Self {
        days.sort_unstable();
        days.dedup();
        arrivals.sort_unstable_by_key(|arrival| arrival.at);
        arrivals.retain(|arrival| day_of(arrival.at, &zone).is_some_and(|day| days.binary_search(&day).is_ok()));
        let slots: Vec<Slot> = days.iter().flat_map(|day| hours_of_day(*day, &zone)).collect();
        let mut counts = vec![0; slots.len()];
        let mut place = 0;
        for arrival in &arrivals {
            while slots.get(place).is_some_and(|slot| slot.until <= arrival.at) {
                place += 1;
            }
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        Self { zone, days, slots, counts, arrivals }
    }

    /// How much of each hour of the week was watched, in hours.
    pub fn watched(&self) -> [f64; HOURS_OF_WEEK] {
        let mut hours = [0.0; HOURS_OF_WEEK];
        for slot in &self.slots {
            hours[slot.hour] += (slot.until - slot.from) as f64 / 3_600_000.0;
        }
        hours
    }

    /// Calls by hour of the week.
    pub fn by_hour(&self) -> [u32; HOURS_OF_WEEK] {
        let mut calls = [0; HOURS_OF_WEEK];
        for (slot, count) in self.slots.iter().zip(&self.counts) {
            calls[slot.hour] += count;
        }
        calls
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;
    use crate::demand::calendar::midnight;

    #[test]
    fn calls_count_on_days_that_were_watched() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let (saturday, sunday) = (date(2026, 10, 24), date(2026, 10, 25));
        let at = |day, hours: i64| Arrival { at: midnight(day, &zone).unwrap() + hours * 3_600_000, victim: None };
        // Two in the hour that comes twice, one on a day that nobody watched.
        let arrivals = vec![at(sunday, 2), at(saturday, 0), at(sunday, 1), at(date(2026, 10, 26), 3)];
        let history = History::new(zone.clone(), vec![sunday, saturday, sunday], arrivals);
        assert_eq!(history.days, [saturday, sunday]);
        assert_eq!(history.slots.len(), 49);
        assert_eq!(history.counts.iter().sum::<u32>(), 3);
        let (calls, watched) = (history.by_hour(), history.watched());
        assert_eq!((calls[120], calls[145]), (1, 2));
        assert!((watched[145] - 2.0).abs() < 1e-9 && (watched[146] - 1.0).abs() < 1e-9 && watched[0] == 0.0);
    }
}
