//! Plays years of weekends under several policies on the same arrivals, on as many threads as there are cores.

use std::{
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use crate::{
    audit,
    chance::Dice,
    city::{City, DAYS},
    demand,
    figures::{Figures, Tally},
    policy::Policy,
    shift,
};

/// Weekends of a year.
pub const WEEKENDS: u64 = 52;

/// How many cars, and for how many calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    pub cars: usize,
    /// Calls of a shift for each car, in the mean.
    pub calls_a_car: f64,
}

impl Setting {
    /// The part of the city's calls that this is.
    pub fn share(self, city: &City) -> f64 {
        self.calls_a_car * self.cars as f64 / city.calls_a_shift()
    }
}

/// One year, or so many weekends of one, under each policy, in their order. The arrivals of a year depend on the seed, the year and the setting alone.
pub fn year(city: &City, setting: Setting, policies: &[Policy], seed: u64, year: u64, weekends: u64) -> Vec<Figures> {
    let share = setting.share(city);
    let mut tallies = vec![Tally::default(); policies.len()];
    for weekend in 0..weekends {
        for day in 0..DAYS {
            let load = (setting.calls_a_car * 1_000.0) as u64;
            let mut dice = Dice::of(&[seed, year, setting.cars as u64, load, weekend, day as u64]);
            let visits = demand::shift(city, day, share, &mut dice);
            for (policy, tally) in policies.iter().zip(&mut tallies) {
                let log = shift::play(&visits, &city.bases, setting.cars, *policy);
                let broken = audit::violations(&visits, &city.bases, &log);
                for words in &broken {
                    eprintln!("{}: {words}", policy.name());
                }
                tally.violations += broken.len() as u32;
                tally.add(&visits, &log);
            }
        }
    }
    tallies.into_iter().map(Tally::figures).collect()
}

/// Each policy's years, in their order; `done` is told after each year how many are.
pub fn years(
    city: &City,
    setting: Setting,
    policies: &[Policy],
    seed: u64,
    years: u64,
    done: &(dyn Fn(usize) + Sync),
) -> Vec<Vec<Figures>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (next, count) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let mut mine = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index as u64 >= years {
                return mine;
            }
            mine.push((index, year(city, setting, policies, seed, index as u64, WEEKENDS)));
            done(count.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    let mut all: Vec<(usize, Vec<Figures>)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    all.sort_by_key(|(index, _)| *index);
    (0..policies.len()).map(|policy| all.iter().map(|(_, figures)| figures[policy]).collect()).collect()
}
