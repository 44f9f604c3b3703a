//! Calls, hours and questions to try the planner on.

use std::ops::ControlFlow;

use alongside_core::{
    demand::{
        Arrival, History,
        cover::{Crew, Question, Terms, answer},
    },
    scheme::Hours,
};
use alongside_protocol::{
    Millis,
    view::{BestHoursQuestion, CoverAnswer, HoursView},
};
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};

pub const MIN_MS: Millis = 60_000;
pub const HOUR_MS: Millis = 60 * MIN_MS;

/// Numbers that look like chance and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    /// Above 0, to 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
        (((mixed ^ (mixed >> 33)) >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, most: usize) -> usize {
        ((self.share() * most as f64) as usize).min(most - 1)
    }
}

pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

pub fn days(first: Date, count: i64) -> Vec<Date> {
    (0..count).map(|day| first.checked_add(day.days()).unwrap()).collect()
}

pub fn at(day: Date, hour: i8, minute: i8, zone: &TimeZone) -> Millis {
    day.at(hour, minute, 0, 0).to_zoned(zone.clone()).unwrap().timestamp().as_millisecond()
}

/// Calls at random, `an_hour(hour of the week)` of them in an hour, of victims who are each somebody else.
pub fn at_random(zone: &TimeZone, days: Vec<Date>, dice: &mut Dice, an_hour: impl Fn(usize) -> f64) -> History {
    let empty = History::new(zone.clone(), days.clone(), Vec::new());
    let mut arrivals = Vec::new();
    for slot in &empty.slots {
        let mean_ms = HOUR_MS as f64 / an_hour(slot.hour);
        let mut at = slot.from as f64 - dice.share().ln() * mean_ms;
        while at < slot.until as f64 {
            arrivals.push(Arrival { at: at as Millis, victim: None });
            at -= dice.share().ln() * mean_ms;
        }
    }
    History::new(zone.clone(), days, arrivals)
}

pub fn hours(day: Weekday, from: &str, until: &str) -> Hours {
    Hours { day, from: from.parse().unwrap(), until: until.parse().unwrap() }
}

pub fn of_views(views: &[HoursView]) -> Vec<Hours> {
    let words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = |view: &HoursView| words.iter().position(|word| *word == view.day).unwrap();
    let weekday = |view: &HoursView| Weekday::from_monday_zero_offset(day(view) as i8).unwrap();
    views.iter().map(|view| hours(weekday(view), &view.from, &view.until)).collect()
}

pub fn weekend() -> Vec<Hours> {
    vec![hours(Weekday::Saturday, "14:00", "22:00"), hours(Weekday::Sunday, "14:00", "22:00")]
}

pub fn day_and_night() -> Vec<Hours> {
    (0..7).map(|day| hours(Weekday::from_monday_zero_offset(day).unwrap(), "00:00", "00:00")).collect()
}

/// A crew that lets go what has waited longer than its target.
pub fn crew(count: u32, mean_min: f64, target_min: i64) -> Crew {
    let target_ms = target_min * MIN_MS;
    Crew { count, mean_ms: mean_min * MIN_MS as f64, target_ms, patience_ms: Some(target_ms) }
}

pub fn patient(crew: Crew) -> Crew {
    Crew { patience_ms: None, ..crew }
}

/// Of everything that is known, without best hours.
pub fn question(workers: Crew, cars: Crew, visit_share: f64, hours: Vec<Hours>) -> Question {
    let terms = Terms { workers, cars, visit_share, seed: 7 };
    Question { from: date(1970, 1, 1), to: date(2100, 1, 1), hours, terms, runs: 20, best: None }
}

pub fn with_best(question: Question, hours: u32, stretch_hours_min: u32) -> Question {
    Question { best: Some(BestHoursQuestion { hours, stretch_hours_min }), ..question }
}

pub fn answered(history: &History, question: &Question) -> CoverAnswer {
    answer(history, question, &weekend(), &mut |_| ControlFlow::Continue(())).unwrap()
}
