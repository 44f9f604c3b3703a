//! The calls of the watched days asked about, packed so that they can be replayed thousands of times.

use std::collections::HashMap;

use alongside_protocol::Millis;
use jiff::{civil::Date, tz::TimeZone};

use crate::demand::{HOURS_OF_WEEK, History, Slot, calendar::midnight};

/// Best hours are chosen on one half of the watched days and measured on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    Choosing,
    Measuring,
}

/// A watched day, half open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) from: Millis,
    pub(super) until: Millis,
    half: Half,
}

/// Lists of the same length have a place for each call, in order of time.
#[derive(Clone, Debug)]
pub struct Calls {
    pub(super) zone: TimeZone,
    pub(super) days: Vec<Day>,
    pub(super) slots: Vec<Slot>,
    pub(super) at: Vec<Millis>,
    /// Place of the slot in which it came.
    slot: Vec<u32>,
    /// Counted from 0, each victim once.
    pub(super) victim: Vec<u32>,
    pub(super) half: Vec<Half>,
    pub(super) victims: usize,
}

impl Calls {
    /// Those of the watched days from one day to another, both included.
    pub fn between(history: &History, from: Date, to: Date) -> Self {
        let zone = history.zone.clone();
        let first = history.days.partition_point(|day| *day < from);
        let end = history.days.partition_point(|day| *day <= to).max(first);
        let days = halved(&history.days[first..end], &zone);
        let begins = days.first().map_or(Millis::MAX, |day| day.from);
        let ends = days.last().map_or(Millis::MAX, |day| day.until);
        let within = |slot: &&Slot| slot.from >= begins && slot.until <= ends;
        let slots = history.slots.iter().filter(within).copied().collect();
        let mut calls = Self {
            zone,
            days,
            slots,
            at: Vec::new(),
            slot: Vec::new(),
            victim: Vec::new(),
            half: Vec::new(),
            victims: 0,
        };
        calls.take(history);
        calls
    }

    fn take(&mut self, history: &History) {
        let mut known: HashMap<u64, u32> = HashMap::new();
        let (mut day, mut slot) = (0, 0);
        let first = self.days.first().map_or(Millis::MAX, |day| day.from);
        let skipped = history.arrivals.partition_point(|arrival| arrival.at < first);
        for arrival in &history.arrivals[skipped..] {
            while self.days.get(day).is_some_and(|day| day.until <= arrival.at) {
                day += 1;
            }
            while self.slots.get(slot).is_some_and(|slot| slot.until <= arrival.at) {
                slot += 1;
            }
            let Some(on) = self.days.get(day) else { break };
            let next = self.victims as u32;
            let victim = arrival.victim.map_or(next, |victim| *known.entry(victim).or_insert(next));
            self.victims += usize::from(victim == next);
            self.at.push(arrival.at);
            self.slot.push(slot as u32);
            self.victim.push(victim);
            self.half.push(on.half);
        }
    }

    pub fn len(&self) -> usize {
        self.at.len()
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// When each came, in order.
    pub fn at(&self) -> &[Millis] {
        &self.at
    }

    /// The hour of the week in which a call came.
    pub(super) fn hour(&self, call: usize) -> usize {
        self.slots[self.slot[call] as usize].hour
    }

    /// The hour of the week at a moment not before a call, on a watched day.
    pub(super) fn hour_after(&self, call: usize, at: Millis) -> usize {
        let slots = &self.slots[self.slot[call] as usize..];
        slots.iter().find(|slot| at < slot.until).map_or(0, |slot| slot.hour)
    }

    pub(super) fn days_of(&self, half: Half) -> usize {
        self.days.iter().filter(|day| day.half == half).count()
    }

    /// What one call of each hour of the week counts for in an average week: 1 by how often that hour was watched. 0
    /// where it never was. `half` none: on all days.
    pub(super) fn weights(&self, half: Option<Half>) -> [f64; HOURS_OF_WEEK] {
        let mut watched_ms = [0; HOURS_OF_WEEK];
        let mut days = self.days.iter();
        let mut on = days.next();
        for slot in &self.slots {
            while on.is_some_and(|day| day.until <= slot.from) {
                on = days.next();
            }
            if half.is_none_or(|half| on.is_some_and(|day| day.half == half)) {
                watched_ms[slot.hour] += slot.until - slot.from;
            }
        }
        watched_ms.map(|ms| if ms > 0 { 3_600_000.0 / ms as f64 } else { 0.0 })
    }

    pub(super) fn a_week(&self) -> f64 {
        let weights = self.weights(None);
        (0..self.len()).map(|call| weights[self.hour(call)]).sum()
    }
}

/// Every other Monday to the one half and the rest to the other, and so for each weekday.
fn halved(dates: &[Date], zone: &TimeZone) -> Vec<Day> {
    let mut half = [Half::Choosing; 7];
    dates
        .iter()
        .filter_map(|date| {
            let (from, until) = (midnight(*date, zone)?, midnight(date.tomorrow().ok()?, zone)?);
            let next = half.get_mut(usize::try_from(date.weekday().to_monday_zero_offset()).ok()?)?;
            let day = Day { date: *date, from, until, half: *next };
            *next = if *next == Half::Choosing { Half::Measuring } else { Half::Choosing };
            (from < until).then_some(day)
        })
        .collect()
}
