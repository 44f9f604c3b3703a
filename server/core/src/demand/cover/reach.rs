//! Hours played many times: how many incidents and victims are reached, and how far the runs lie apart.

use alongside_protocol::view::{CoverReach, Spread};

use super::{
    calls::{Calls, Half},
    draws::Draws,
    layout::hours_a_week,
    replay::{Terms, replay},
    steps::Steps,
    stretches::Cover,
};
use crate::{demand::HOURS_OF_WEEK, scheme::Hours};

pub(super) struct Reach {
    pub(super) reach: CoverReach,
    /// Incidents in an average week by the days of measuring alone.
    pub(super) measured_a_week: Spread,
}

/// One run.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    incidents: u32,
    victims: u32,
    by_worker: u32,
    by_car: u32,
    a_week: f64,
    measured_a_week: f64,
    /// Share of the covered time.
    workers_busy: f64,
    cars_busy: f64,
}

pub(super) fn reach(calls: &Calls, terms: &Terms, hours: &[Hours], runs: u32, steps: &mut Steps<'_>) -> Option<Reach> {
    let cover = Cover::of_hours(calls, hours, terms.back_ms());
    let weights = (calls.weights(None), calls.weights(Some(Half::Measuring)));
    let mut draws = Draws::new(calls);
    // In which run somebody was reached last: nothing has to be cleared between two.
    let mut reached_in = vec![None; calls.victims];
    let mut tallies = Vec::with_capacity(runs as usize);
    for run in 0..runs {
        steps.done(f64::from(run) / f64::from(runs))?;
        draws.roll(terms, run, &cover);
        tallies.push(tally(calls, &cover, terms, &draws, &weights, run, &mut reached_in));
    }
    steps.done(1.0)?;
    let mut order: Vec<u32> = (0..runs).collect();
    order.sort_by_key(|run| tallies[*run as usize].incidents);
    let typical = order.get(middle(order.len())).copied().unwrap_or_default();
    draws.roll(terms, typical, &cover);
    let (contact_wait_median_min, visit_wait_median_min) = waits(calls, &cover, terms, &draws);
    let counts = |count: fn(&Tally) -> u32| spread(tallies.iter().map(|tally| f64::from(count(tally))));
    let busy = |count: u32, share: fn(&Tally) -> f64| {
        let mean = tallies.iter().map(share).sum::<f64>() / f64::from(runs.max(1));
        (count > 0 && cover.covered_ms() > 0).then_some(mean)
    };
    let reach = CoverReach {
        hours: hours.iter().map(Hours::view).collect(),
        hours_a_week: hours_a_week(hours),
        offered: cover.offered() as u32,
        incidents: counts(|tally| tally.incidents),
        victims: counts(|tally| tally.victims),
        by_worker: counts(|tally| tally.by_worker),
        by_car: counts(|tally| tally.by_car),
        incidents_a_week: spread(tallies.iter().map(|tally| tally.a_week)),
        workers_busy: busy(terms.workers.count, |tally| tally.workers_busy),
        cars_busy: busy(terms.cars.count, |tally| tally.cars_busy),
        contact_wait_median_min,
        visit_wait_median_min,
    };
    Some(Reach { reach, measured_a_week: spread(tallies.iter().map(|tally| tally.measured_a_week)) })
}

fn tally(
    calls: &Calls,
    cover: &Cover,
    terms: &Terms,
    draws: &Draws,
    (weights, measuring): &([f64; HOURS_OF_WEEK], [f64; HOURS_OF_WEEK]),
    run: u32,
    reached_in: &mut [Option<u32>],
) -> Tally {
    let mut tally = Tally::default();
    let busy = replay(calls, cover, terms, draws, |call, begun| {
        let at = calls.at[call];
        let by_worker = terms.workers.reached(at, begun.by_worker).is_some();
        let by_car = terms.cars.reached(at, begun.by_car).is_some();
        tally.by_worker += u32::from(by_worker);
        tally.by_car += u32::from(by_car);
        if !by_worker && !by_car {
            return;
        }
        tally.incidents += 1;
        let hour = calls.hour(call);
        tally.a_week += weights[hour];
        if calls.half[call] == Half::Measuring {
            tally.measured_a_week += measuring[hour];
        }
        let last = &mut reached_in[calls.victim[call] as usize];
        tally.victims += u32::from(*last != Some(run));
        *last = Some(run);
    });
    let share =
        |busy_ms: i64, count: u32| busy_ms as f64 / (cover.covered_ms().max(1) * i64::from(count.max(1))) as f64;
    tally.workers_busy = share(busy.workers_ms, terms.workers.count);
    tally.cars_busy = share(busy.cars_ms, terms.cars.count);
    tally
}

/// The middle wait of those reached by workers, and by cars, minutes.
fn waits(calls: &Calls, cover: &Cover, terms: &Terms, draws: &Draws) -> (Option<f64>, Option<f64>) {
    let (mut contact, mut visit) = (Vec::new(), Vec::new());
    replay(calls, cover, terms, draws, |call, begun| {
        let at = calls.at[call];
        contact.extend(terms.workers.reached(at, begun.by_worker));
        visit.extend(terms.cars.reached(at, begun.by_car));
    });
    let median = |mut waits: Vec<i64>| {
        waits.sort_unstable();
        waits.get(middle(waits.len())).map(|wait_ms| *wait_ms as f64 / 60_000.0)
    };
    (median(contact), median(visit))
}

fn spread(values: impl Iterator<Item = f64>) -> Spread {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    let outside = values.len() / 10;
    Spread { low: at(outside), middle: at(middle(values.len())), high: at(values.len().saturating_sub(1 + outside)) }
}

/// In the middle; of two, the lower.
fn middle(length: usize) -> usize {
    length.saturating_sub(1) / 2
}
