//! What chance gives each call: how long it takes, and whether it needs a car. Drawn from seed, run and the call's
//! place, not in the order of events: two covers are compared on the same numbers.

use super::{calls::Calls, replay::Terms, stretches::Cover};

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
/// Numbers drawn for each call.
const A_CALL: u64 = 3;
const NO_VISIT: u32 = u32::MAX;

/// SplitMix64 (Steele and others, 2014), of which each number can be had without those before it.
fn number(stream: u64, place: u64) -> u64 {
    let mut mixed = stream.wrapping_add(place.wrapping_add(1).wrapping_mul(STEP));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// From 0 to below 1.
fn share(number: u64) -> f64 {
    (number >> 11) as f64 / (1_u64 << 53) as f64
}

/// Exponential, in whole ms. Of the longest mean a day's third, the longest draw is twelve days: it fits.
fn exponential(mean_ms: f64, number: u64) -> u32 {
    (-(1.0 - share(number)).ln() * mean_ms) as u32
}

/// The draws of one run.
#[derive(Clone, Debug)]
pub struct Draws {
    contact_ms: Vec<u32>,
    visit_ms: Vec<u32>,
}

impl Draws {
    /// Room for the draws of all calls; none is drawn yet.
    pub fn new(calls: &Calls) -> Self {
        Self { contact_ms: vec![0; calls.len()], visit_ms: vec![NO_VISIT; calls.len()] }
    }

    /// Draws for the calls that may fall to a cover.
    pub fn roll(&mut self, terms: &Terms, run: u32, cover: &Cover) {
        let stream = number(number(0, u64::from(terms.seed)), u64::from(run));
        for call in cover.stretches.iter().flat_map(|stretch| stretch.first..stretch.end) {
            let place = call as u64 * A_CALL;
            self.contact_ms[call] = exponential(terms.workers.mean_ms, number(stream, place));
            let visited = share(number(stream, place + 1)) < terms.visit_share;
            self.visit_ms[call] =
                if visited { exponential(terms.cars.mean_ms, number(stream, place + 2)) } else { NO_VISIT };
        }
    }

    pub(super) fn contact_ms(&self, call: usize) -> i64 {
        i64::from(self.contact_ms[call])
    }

    /// None: it needs no car.
    pub(super) fn visit_ms(&self, call: usize) -> Option<i64> {
        Some(self.visit_ms[call]).filter(|ms| *ms != NO_VISIT).map(i64::from)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::{ToSpan, civil::date, tz::TimeZone};

    use super::*;
    use crate::demand::{
        Arrival, History,
        cover::{Block, Crew, Week},
    };

    fn calls() -> Calls {
        let first = date(2026, 1, 1);
        let days = (0..20).map(|day| first.checked_add(day.days()).unwrap()).collect();
        let begin = first.to_zoned(TimeZone::UTC).unwrap().timestamp().as_millisecond();
        let arrivals = (0..20_000).map(|call| Arrival { at: begin + call * 60_000, victim: None }).collect();
        Calls::between(&History::new(TimeZone::UTC, days, arrivals), first, date(2026, 12, 31))
    }

    fn terms(seed: u32) -> Terms {
        let crew = |mean_ms| Crew { count: 1, mean_ms, target_ms: 0, patience_ms: None };
        Terms { workers: crew(1_200_000.0), cars: crew(3_600_000.0), visit_share: 0.3, seed }
    }

    fn drawn(calls: &Calls, seed: u32, run: u32) -> Draws {
        let mut draws = Draws::new(calls);
        draws.roll(&terms(seed), run, &Cover::of_week(calls, &Week::whole(), 0));
        draws
    }

    fn mean(values: impl Iterator<Item = i64>) -> f64 {
        let (count, sum) = values.fold((0, 0), |(count, sum), value| (count + 1, sum + value));
        sum as f64 / f64::from(count)
    }

    #[test]
    fn means_and_share_are_those_asked_for_and_one_says_nothing_of_another() {
        let calls = calls();
        let draws = drawn(&calls, 1, 0);
        let visited: Vec<usize> = (0..calls.len()).filter(|call| draws.visit_ms(*call).is_some()).collect();
        let near = |found: f64, known: f64| assert!((found / known - 1.0).abs() < 0.04, "{found} and {known}");
        near(visited.len() as f64, 6_000.0);
        near(mean((0..calls.len()).map(|call| draws.contact_ms(call))), 1_200_000.0);
        near(mean(visited.iter().map(|call| draws.contact_ms(*call))), 1_200_000.0);
        near(mean(visited.iter().filter_map(|call| draws.visit_ms(*call))), 3_600_000.0);
        let long = |call: &&usize| draws.contact_ms(**call) > 1_200_000;
        near(mean(visited.iter().filter(long).filter_map(|call| draws.visit_ms(*call))), 3_600_000.0);
        let longer = (0..calls.len()).filter(|call| draws.contact_ms(*call) > 2_400_000).count();
        near(longer as f64, 20_000.0 * (-2.0_f64).exp());
    }

    #[test]
    fn a_call_has_the_same_draws_under_each_cover_and_others_in_each_run_and_with_each_seed() {
        let calls = calls();
        let all = drawn(&calls, 1, 0);
        let mut some = Draws::new(&calls);
        let cover = Cover::of_week(&calls, &Week::of(&[Block { from: 134, hours: 8 }]), 0);
        some.roll(&terms(1), 0, &cover);
        assert!(cover.offered() > 500);
        for call in cover.stretches.iter().flat_map(|stretch| stretch.first..stretch.end) {
            assert_eq!((some.contact_ms(call), some.visit_ms(call)), (all.contact_ms(call), all.visit_ms(call)));
        }
        for other in [drawn(&calls, 1, 1), drawn(&calls, 2, 0), drawn(&calls, 0, 1)] {
            let same = (0..calls.len()).filter(|call| other.contact_ms(*call) == all.contact_ms(*call)).count();
            assert!(same < 20, "{same}");
        }
    }
}
