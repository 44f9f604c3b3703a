//! How many calls to expect in the hours ahead, and how far that may be off. Learns from watched days alone and knows
//! nothing of the world beside them. In plain words, with its test: `docs/forecast.md`.

mod chance;
mod learner;
mod level;
mod spread;
mod week;

use alongside_protocol::Millis;

use super::{
    calendar::{HOURS_OF_WEEK, Slot, day_of},
    history::History,
};
pub(super) use chance::{interval, ln_chance};
pub(super) use learner::{Learner, by_day};
use spread::Spread;

/// Watched days without which there is no forecast.
pub const DAYS_NEEDED: usize = 14;
const HOUR_MS: f64 = 3_600_000.0;

/// What was learnt by one moment, ready to be asked.
#[derive(Clone, Debug)]
pub struct Model {
    days: usize,
    /// Calls an hour, for each hour of the week.
    rates: [f64; HOURS_OF_WEEK],
    spread: Spread,
}

/// Of the sum over the slots asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    pub mean: f64,
    /// The 80 % interval, both ends included.
    pub low: u32,
    pub high: u32,
}

/// Learns from the slots that ended by `before`; none where fewer than [`DAYS_NEEDED`] days ended by then. The running
/// day may be among the watched ones: its hours count as they end.
pub fn fit(history: &History, before: Millis) -> Option<Model> {
    let mut learner = Learner::default();
    let mut last = None;
    let mut days = 0;
    for (day, slots, counts) in by_day(history) {
        let ended = slots.partition_point(|slot| slot.until <= before);
        if ended == 0 {
            break;
        }
        let model = learner.forecast(day);
        learner.learn(&model, &slots[..ended], &counts[..ended]);
        days += usize::from(ended == slots.len());
        last = Some(day);
    }
    if days < DAYS_NEEDED {
        return None;
    }
    let today = day_of(before, &history.zone).max(last)?;
    Some(Model { days, ..learner.forecast(today) })
}

impl Model {
    /// Whole days that it rests on.
    pub fn days(&self) -> usize {
        self.days
    }

    /// Of the slots together: one for an hour, several for a stretch. Hours near each other stray together, so the
    /// interval of a stretch is wider than if each hour went its own way.
    pub fn expect(&self, slots: &[Slot]) -> Expected {
        let means = self.means(slots);
        let mean = means.iter().sum();
        let (low, high) = interval(mean, self.spread.excess(slots, &means));
        Expected { mean, low, high }
    }

    /// Natural logarithm of the chance of exactly so many calls in one slot.
    pub(super) fn ln_chance(&self, slot: Slot, count: u32) -> f64 {
        let (slots, means) = ([slot], [self.mean(slot)]);
        ln_chance(count, means[0], self.spread.excess(&slots, &means))
    }

    fn mean(&self, slot: Slot) -> f64 {
        self.rates[slot.hour] * hours(slot)
    }

    fn means(&self, slots: &[Slot]) -> Vec<f64> {
        slots.iter().map(|slot| self.mean(*slot)).collect()
    }
}

fn hours(slot: Slot) -> f64 {
    (slot.until - slot.from) as f64 / HOUR_MS
}

/// What a weight shrinks to in so many days. Ages beyond thirty years are one: nothing may vanish altogether.
fn aged(days: f64, half_life_days: f64) -> f64 {
    0.5_f64.powf(days.clamp(0.0, 11_000.0) / half_life_days)
}

/// How many times as many calls came as were expected, held towards "just as many" as if `prior` calls had shown that.
fn factor(prior: f64, calls: f64, expected: f64) -> f64 {
    (prior + calls) / (prior + expected)
}
