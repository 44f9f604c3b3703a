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
