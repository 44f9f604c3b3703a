//! The best hours of the week: laid by what every stretch is worth alone, then tried on the real replay and moved hour
//! by hour for as long as that gains. Only calls of the days for choosing count; the same draws for every layout.

use std::cmp::Reverse;

use alongside_protocol::{Millis, view::BestHoursQuestion};

use super::{
    calls::{Calls, Half},
    draws::Draws,
    layout::{Block, Week},
    replay::{Terms, replay},
    steps::Steps,
    stretches::Cover,
    worth::Worths,
};
use crate::demand::HOURS_OF_WEEK;

/// How many calls are replayed to learn what stretches are worth: the fewer there are, the more runs.
const WORTH_CALLS_MAX: usize = 30_000_000;
const RUNS_MAX: usize = 8;
/// Layouts tried on the real replay, and the calls replayed for that.
const TRIES_MAX: u32 = 400;
const TRIED_CALLS_MAX: usize = 20_000_000;
const HOUR_MS: Millis = 3_600_000;
/// Incidents are counted in whole billionths, so that sums are the same in any order.
const INCIDENT: f64 = 1e9;

/// Looks for the best hours, and says what any others are worth.
#[derive(Debug)]
pub struct Search<'a> {
    pub(super) calls: &'a Calls,
    pub(super) terms: &'a Terms,
    pub(super) hours: usize,
    stretch_min: usize,
    /// For each run.
    pub(super) draws: Vec<Draws>,
    /// What a call counts for in an average week; 0 on a day for measuring.
    pub(super) worth: Vec<i64>,
    tried: u32,
    tried_calls: usize,
}

/// More is better: what is reached, then fewer stretches.
type Score = (i64, Reverse<usize>);

impl<'a> Search<'a> {
    /// None: not wanted any more.
    pub fn new(calls: &'a Calls, terms: &'a Terms, best: &BestHoursQuestion, steps: &mut Steps<'_>) -> Option<Self> {
        let hours = (best.hours as usize).clamp(1, HOURS_OF_WEEK);
        let weights = calls.weights(Some(Half::Choosing)).map(|weight| (weight * INCIDENT) as i64);
        let chosen = |call: usize| if calls.half[call] == Half::Choosing { weights[calls.hour(call)] } else { 0 };
        let runs = (WORTH_CALLS_MAX / (hours * calls.len()).max(1)).clamp(1, RUNS_MAX);
        let all = Cover::of_week(calls, &Week::whole(), 0);
        let mut draws = Vec::with_capacity(runs);
        for run in 0..runs {
            steps.done(run as f64 / runs as f64)?;
            let mut next = Draws::new(calls);
            next.roll(terms, run as u32, &all);
            draws.push(next);
        }
        Some(Self {
            calls,
            terms,
            hours,
            stretch_min: (best.stretch_hours_min as usize).clamp(1, hours),
            draws,
            worth: (0..calls.len()).map(chosen).collect(),
            tried: 0,
            tried_calls: 0,
        })
    }

    /// Incidents reached in an average week by the days for choosing, mean of the runs.
    pub fn incidents_a_week(&mut self, week: &Week) -> f64 {
        self.score(week).0 as f64 / INCIDENT / self.draws.len() as f64
    }

    /// How many layouts were tried on the real replay.
    pub fn tried(&self) -> u32 {
        self.tried
    }

    /// Whether a layout has as many hours as are asked for, and no stretch shorter than it may be.
    pub fn allows(&self, week: &Week) -> bool {
        week.hours() == self.hours && week.blocks().iter().all(|block| block.hours >= self.stretch_min)
    }

    fn score(&mut self, week: &Week) -> Score {
        let Self { calls, terms, worth, .. } = self;
        let cover = Cover::of_week(calls, week, terms.back_ms());
        let mut sum = 0;
        for draws in &self.draws {
            replay(calls, &cover, terms, draws, |call, begun| {
                if terms.is_reached(calls.at[call], begun) {
                    sum += worth[call];
                }
            });
        }
        self.tried += 1;
        self.tried_calls += cover.offered() * self.draws.len();
        (sum, Reverse(week.blocks().len()))
    }

    /// Never worse, by the days for choosing, than those of `known` that are allowed.
    pub fn best(&mut self, known: &[Week], steps: &mut Steps<'_>) -> Option<Week> {
        if self.hours == HOURS_OF_WEEK {
            return Some(Week::whole());
        }
        let worths = Worths::play(self, &mut steps.part(0.0, 0.5))?;
        let mut candidates = vec![worths.lay(self.stretch_min, 1, &mut steps.part(0.5, 0.6))?];
        let apart = self.apart();
        if apart > 1 {
            candidates.push(worths.lay(self.stretch_min, apart, &mut steps.part(0.6, 0.7))?);
        }
        candidates.extend(known.iter().filter(|week| self.allows(week)));
        let mut steps = steps.part(0.7, 1.0);
        let mut best = (self.score(&candidates[0]), candidates[0]);
        for week in &candidates[1..] {
            steps.done(0.0)?;
            let score = self.score(week);
            if score > best.0 {
                best = (score, *week);
            }
        }
        self.climb(best, &mut steps)
    }

    /// Hours between two stretches after which the one leaves next to nothing to the other.
    fn apart(&self) -> usize {
        let takes_ms = self.terms.workers.mean_ms.max(self.terms.cars.mean_ms) as Millis;
        let hours = self.terms.back_ms().saturating_add(takes_ms) / HOUR_MS + 1;
        (hours as usize).min(HOURS_OF_WEEK - self.hours)
    }

    /// Moves one hour at a time from an end of a stretch to an end of one, until no move gains.
    fn climb(&mut self, mut best: (Score, Week), steps: &mut Steps<'_>) -> Option<Week> {
        let mut moves = moves(&best.1);
        let (mut next, mut in_vain) = (0, 0);
        while in_vain < moves.len() && self.tried < TRIES_MAX && self.tried_calls < TRIED_CALLS_MAX {
            let (off, on) = moves[next % moves.len()];
            next += 1;
            in_vain += 1;
            let mut week = best.1;
            week.set(off, false);
            week.set(on, true);
            if !self.allows(&week) {
                continue;
            }
            steps.done(f64::from(self.tried) / f64::from(TRIES_MAX))?;
            let score = self.score(&week);
            if score > best.0 {
                best = (score, week);
                moves = self::moves(&week);
                in_vain = 0;
            }
        }
        steps.done(1.0)?;
        Some(best.1)
    }
}

/// An hour to give up at an end of a stretch, and one to take before or after one.
fn moves(week: &Week) -> Vec<(usize, usize)> {
    let blocks = week.blocks();
    let off = || blocks.iter().flat_map(|block| [block.from, block.last()]);
    let on = |block: &Block| [(block.from + HOURS_OF_WEEK - 1) % HOURS_OF_WEEK, (block.last() + 1) % HOURS_OF_WEEK];
    off().flat_map(|off| blocks.iter().flat_map(on).map(move |on| (off, on))).collect()
}
