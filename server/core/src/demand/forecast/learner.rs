//! Takes in one watched day after the other. Every day is forecast before it is learnt, so what is known of how far
//! forecasts are off comes from days that they had not seen.

use jiff::civil::Date;

use super::{
    super::{
        calendar::{Slot, midnight},
        history::History,
    },
    Model, aged, hours,
    level::Level,
    spread::Spread,
    week::Week,
};

/// Days to half the weight, for all but the level: a year, so that no season has much more say than another.
const HALF_LIFE_DAYS: f64 = 365.0;
/// Days from which on it is learnt how far forecasts are off: before, they are off for want of days.
const DAYS_FIRST: usize = 7;

#[derive(Clone, Debug, Default)]
pub(in crate::demand) struct Learner {
    week: Week,
    level: Level,
    spread: Spread,
    /// Days learnt.
    pub(in crate::demand) days: usize,
    last: Option<Date>,
}

impl Learner {
    /// As it is known at the first moment of `day`. Days must come in order.
    pub(in crate::demand) fn forecast(&mut self, day: Date) -> Model {
        let days = self.last.and_then(|last| last.until(day).ok()).map_or(0.0, |span| f64::from(span.get_days()));
        self.week.age(aged(days, HALF_LIFE_DAYS));
        self.spread.age(aged(days, HALF_LIFE_DAYS));
        self.level.age(days);
        self.last = Some(day);
        let level = self.level.now();
        Model { days: self.days, rates: self.week.rates().map(|rate| rate * level), spread: self.spread.clone() }
    }

    /// What came in the slots of the day that `model` was the forecast of.
    pub(in crate::demand) fn learn(&mut self, model: &Model, slots: &[Slot], counts: &[u32]) {
        if self.days >= DAYS_FIRST {
            let means = model.means(slots);
            let usual = means.iter().sum::<f64>() / self.level.now();
            self.level.learn(counts.iter().sum(), usual, self.spread.excess(slots, &means));
            self.spread.learn(slots, &means, counts);
        }
        for (slot, count) in slots.iter().zip(counts) {
            self.week.add(slot.hour, hours(*slot), *count);
        }
        self.days += 1;
    }
}

/// The watched days in order, each with its slots and what came in them.
pub(in crate::demand) fn by_day(history: &History) -> impl Iterator<Item = (Date, &[Slot], &[u32])> {
    let (mut slots, mut counts) = (history.slots.as_slice(), history.counts.as_slice());
    history.days.iter().map(move |day| {
        let ends = day.tomorrow().ok().and_then(|next| midnight(next, &history.zone));
        let number = ends.map_or(0, |ends| slots.partition_point(|slot| slot.from < ends)).min(counts.len());
        let (of_day, later) = slots.split_at(number);
        let (came, later_counts) = counts.split_at(number);
        (slots, counts) = (later, later_counts);
        (*day, of_day, came)
    })
}
