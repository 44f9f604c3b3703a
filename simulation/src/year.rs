//! A year: 52 Saturdays and Sundays, the same for each way of sending.

use crate::{
    calls::Call,
    draw::Dice,
    shift::{Outcome, Person, SHIFT_MS, play},
    ways::Way,
};

const SHIFTS_OF_A_YEAR: usize = 104;

/// How busy a year is.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub cars: usize,
    /// Calls that a shift has on average, for each car.
    pub calls_per_car: f64,
}

/// What people waited in one year.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waits {
    /// Weighted by priority, min.
    pub weighted_min: f64,
    pub mean_min: f64,
    pub p90_min: f64,
    /// Of those whose gate opened within a shift, in hundredths.
    pub reached_percent: f64,
    pub violations: usize,
}

pub fn shifts(calls: &[Call], load: Load, dice: &mut Dice) -> Vec<Vec<Person>> {
    (0..SHIFTS_OF_A_YEAR)
        .map(|_| {
            let count = dice.count(load.calls_per_car * load.cars as f64);
            (0..count).map(|_| Person::draw(calls[dice.below(calls.len())], dice)).collect()
        })
        .collect()
}

pub fn play_year(shifts: &[Vec<Person>], cars: usize, way: Way) -> Waits {
    let outcomes: Vec<Outcome> = shifts.iter().map(|people| play(people, cars, way)).collect();
    let mut waits: Vec<(f64, i64)> = outcomes.iter().flat_map(|outcome| outcome.waits.iter().copied()).collect();
    let reached: usize = outcomes.iter().map(|outcome| outcome.reached).sum();
    let violations = outcomes.iter().map(|outcome| outcome.violations).sum();
    if waits.is_empty() {
        return Waits { violations, ..Waits::default() };
    }
    debug_assert!(waits.iter().all(|(_, wait)| (0..=SHIFT_MS * 2).contains(wait)));
    let weights: f64 = waits.iter().map(|(weight, _)| weight).sum();
    let minutes = |ms: f64| ms / 60_000.0;
    let weighted = waits.iter().map(|(weight, wait)| weight * *wait as f64).sum::<f64>() / weights;
    let mean = waits.iter().map(|(_, wait)| *wait as f64).sum::<f64>() / waits.len() as f64;
    waits.sort_by_key(|(_, wait)| *wait);
    let p90 = waits[(waits.len() * 9 / 10).min(waits.len() - 1)].1;
    Waits {
        weighted_min: minutes(weighted),
        mean_min: minutes(mean),
        p90_min: minutes(p90 as f64),
        reached_percent: reached as f64 / waits.len() as f64 * 100.0,
        violations,
    }
}
