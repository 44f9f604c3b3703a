//! One shift's work: calls drawn from a city, and what happens to each until a car may go. Everything that is drawn here
//! is synthetic: no listing has dispatch, arrival, safe scene, length of a visit, or what a worker finds out.

use crate::{
    chance::{Dice, Spread},
    city::{City, HOURS, Kind},
    place::Place,
};

/// Times are ms from the start of the shift.
pub const MIN: i64 = 60_000;
pub const SHIFT_MS: i64 = HOURS as i64 * 60 * MIN;

/// Police at the scene, minutes from the call: from a small real sample elsewhere (there dispatched after 6 in the median
/// and 15 in nine of ten, which the gate does not ask for).
const ARRIVES: Spread = Spread { median: 15.0, p90: 36.0 };
/// From arrival until the scene is declared safe and the suspect's whereabouts are recorded. Plausible.
const SAFE: Spread = Spread { median: 12.0, p90: 30.0 };
/// A visit at the scene. Plausible; 45 minutes in the mean.
const VISIT: Spread = Spread { median: 40.0, p90: 75.0 };
/// What traffic makes of a drive, times what is reckoned. Plausible.
const TRAFFIC: Spread = Spread { median: 1.0, p90: 1.3 };
/// What the plan reckons a visit with, minutes: nobody knows beforehand how long it will take.
pub const VISIT_RECKONED_MIN: i64 = 45;

/// Points as the replay's scheme gives them, and what everybody's wait counts at least (as on the board).
const POINTS_LEAST: f64 = 10.0;
const POINTS_FAMILY: f64 = 25.0;
const POINTS_WEAPON: f64 = 40.0 + 15.0;
const POINTS_REPEAT: f64 = 5.0;
/// What a worker finds out by telephone (children, strangulation, suspect back …). Made up: nothing for most, 10 points
/// for one in four, 25 for one in ten.
const FOUND: [(f64, f64); 2] = [(0.10, 25.0), (0.35, 10.0)];

/// Somebody whom a car may go to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    pub place: Place,
    pub weight: f64,
    /// When the gate opens: the wait counts from here. Before `SHIFT_MS`.
    pub ready_at: i64,
    /// What the visit will take: known when it is over.
    pub takes_ms: i64,
    /// The drive there takes so many times what is reckoned: known when it is over.
    pub traffic: f64,
}

impl Visit {
    /// How long the drive really takes, ms.
    pub fn drive_ms(&self, from: Place) -> i64 {
        (from.way_ms(self.place) as f64 * self.traffic).round() as i64
    }
}

/// Draws the calls of one day (0 Saturday, 1 Sunday): arrivals by the hour's rate times `share`, and for each one a real
/// call of that very hour resampled with its place and kind. Sorted by the gate's opening; gates that open after the
/// shift are dropped.
pub fn shift(city: &City, day: usize, share: f64, dice: &mut Dice) -> Vec<Visit> {
    let mut visits = Vec::new();
    for hour in 0..HOURS {
        for _ in 0..dice.poisson(city.rate(day, hour) * share) {
            let called_min = 60.0 * (hour as f64 + dice.share());
            let Some(call) = dice.pick(&city.calls[day][hour]) else { continue };
            let opens_min = called_min + ARRIVES.at(dice.normal()) + SAFE.at(dice.normal());
            let takes_min = VISIT.at(dice.normal());
            let traffic = TRAFFIC.at(dice.normal());
            let found = dice.share();
            let points = match call.kind {
                Kind::Family => POINTS_FAMILY,
                Kind::Knife | Kind::Gun => POINTS_WEAPON,
            };
            let found = FOUND.iter().find(|(share, _)| found < *share).map_or(0.0, |(_, points)| *points);
            let ready_at = (opens_min * MIN as f64) as i64;
            if ready_at < SHIFT_MS {
                visits.push(Visit {
                    place: call.place,
                    weight: POINTS_LEAST + points + if call.repeat { POINTS_REPEAT } else { 0.0 } + found,
                    ready_at,
                    takes_ms: (takes_min * MIN as f64) as i64,
                    traffic,
                });
            }
        }
    }
    visits.sort_by_key(|visit| visit.ready_at);
    visits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_has_its_share_of_the_citys_calls_and_opens_gates_in_order() {
        let city = City::invented();
        let shifts: Vec<Vec<Visit>> = (0..400).map(|seed| shift(&city, 0, 0.2, &mut Dice::of(&[seed]))).collect();
        let mean = shifts.iter().map(Vec::len).sum::<usize>() as f64 / 400.0;
        // One in ten is called so late that the gate opens after the shift.
        let all = city.calls_a_shift() * 0.2;
        assert!(mean < all && mean > all * 0.85, "{mean} of {all}");
        assert!(shifts.iter().all(|visits| visits.is_sorted_by_key(|visit| visit.ready_at)));
        assert!(shifts.iter().flatten().all(|visit| visit.takes_ms > 0 && visit.ready_at < SHIFT_MS));
    }

    #[test]
    fn a_visit_takes_as_long_in_the_mean_as_the_plan_reckons() {
        assert!((VISIT.mean() - VISIT_RECKONED_MIN as f64).abs() < 1.0, "{}", VISIT.mean());
    }
}
