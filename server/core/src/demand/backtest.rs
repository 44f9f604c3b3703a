//! How the forecast would have done: each watched day is forecast at its midnight from the days before it alone, and
//! compared with what came, beside two simple ways of guessing.

use alongside_protocol::Millis;
use jiff::civil::Date;

use super::{
    calendar::HOURS_OF_WEEK,
    forecast::{DAYS_NEEDED, Learner, by_day, interval, ln_chance},
    history::History,
};

/// Of the same hours for all three methods: those whose hour of the week was watched before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackTest {
    /// Days that were forecast.
    pub days: usize,
    pub hours: usize,
    pub shown: Score,
    /// What came in the same hour of the week, the last time that it was watched.
    pub same_hour_last_week: Score,
    /// The mean of all earlier ones, with the chances of a Poisson. Its mean is never taken as less than half a call in
    /// all of them together, or one call after none would be impossible.
    pub average_of_hour: Score,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Calls an hour, mean of how far off.
    pub mean_absolute_error: f64,
    /// Calls an hour, root of the mean square.
    pub root_mean_square_error: f64,
    /// Mean negative natural logarithm of the chance given to what came; none for a method that gives none.
    pub log_score: Option<f64>,
    /// Share of hours within the 80 % interval, 0 to 1.
    pub within_interval: Option<f64>,
}

/// Of every watched day that ended by `before`, after the first [`DAYS_NEEDED`]; none where there is no such day.
pub fn back_test(history: &History, before: Millis) -> Option<BackTest> {
    back_test_since(history, Date::MIN, before)
}

/// The same of the days from `since` on. What came before them is learnt, and not tested.
pub fn back_test_since(history: &History, since: Date, before: Millis) -> Option<BackTest> {
    let mut learner = Learner::default();
    let mut earlier = [Earlier::default(); HOURS_OF_WEEK];
    let (mut shown, mut last_week, mut average) = (Sums::default(), Sums::default(), Sums::default());
    let mut days = 0;
    for (day, slots, counts) in by_day(history) {
        // Of the running day it is not known what is still to come.
        if slots.last().is_none_or(|slot| slot.until > before) {
            break;
        }
        let model = learner.forecast(day);
        if learner.days >= DAYS_NEEDED && day >= since {
            days += 1;
            for (slot, count) in slots.iter().zip(counts) {
                let so_far = earlier[slot.hour];
                let (Some(last), Some(usual)) = (so_far.last, so_far.mean()) else { continue };
                let expected = model.expect(&[*slot]);
                shown.add(*count, expected.mean);
                shown.add_chance(*count, model.ln_chance(*slot, *count), (expected.low, expected.high));
                last_week.add(*count, f64::from(last));
                average.add(*count, usual);
                let floored = usual.max(0.5 / so_far.times);
                average.add_chance(*count, ln_chance(*count, floored, 0.0), interval(floored, 0.0));
            }
        }
        learner.learn(&model, slots, counts);
        for (slot, count) in slots.iter().zip(counts) {
            earlier[slot.hour].add(*count);
        }
    }
    let hours = shown.hours as usize;
    (hours > 0).then(|| BackTest {
        days,
        hours,
        shown: shown.score(true),
        same_hour_last_week: last_week.score(false),
        average_of_hour: average.score(true),
    })
}

/// What came in one hour of the week so far.
#[derive(Clone, Copy, Debug, Default)]
struct Earlier {
    times: f64,
    calls: f64,
    last: Option<u32>,
}

impl Earlier {
    fn mean(self) -> Option<f64> {
        (self.times > 0.0).then(|| self.calls / self.times)
    }

    fn add(&mut self, count: u32) {
        self.times += 1.0;
        self.calls += f64::from(count);
        self.last = Some(count);
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    hours: f64,
    off: f64,
    squares: f64,
    ln_chances: f64,
    within: f64,
}

impl Sums {
    fn add(&mut self, count: u32, expected: f64) {
        let off = f64::from(count) - expected;
        self.hours += 1.0;
        self.off += off.abs();
        self.squares += off * off;
    }

    fn add_chance(&mut self, count: u32, ln_chance: f64, (low, high): (u32, u32)) {
        self.ln_chances += ln_chance;
        self.within += f64::from(u8::from((low..=high).contains(&count)));
    }

    fn score(&self, has_chances: bool) -> Score {
        Score {
            mean_absolute_error: self.off / self.hours,
            root_mean_square_error: (self.squares / self.hours).sqrt(),
            log_score: has_chances.then(|| -self.ln_chances / self.hours),
            within_interval: has_chances.then(|| self.within / self.hours),
        }
    }
}
