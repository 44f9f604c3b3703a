//! The plan against the ways of sending without one, on the same weekends: seeded, so that it says the same each time.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use alongside_simulation::{
    calls::{Call, invented, read},
    draw::Dice,
    ways::Way,
    year::{Load, Waits, play_year, shifts},
};
use alongside_tests::engines::skipped;

/// Beside the checkout, or nowhere.
const LISTING: &str = "../../shared/data/calls/san-antonio-domestic-2022-11_2024-06.csv";

fn years(calls: &[Call], load: Load, seeds: std::ops::Range<u64>) -> Vec<[Waits; 3]> {
    seeds
        .map(|seed| {
            let shifts = shifts(calls, load, &mut Dice::new(seed));
            Way::ALL.map(|way| play_year(&shifts, load.cars, way))
        })
        .collect()
}

fn the_plan_waits_least(years: &[[Waits; 3]]) {
    let of = |index: usize| years.iter().map(|year| year[index].weighted_min).sum::<f64>() / years.len() as f64;
    assert!(years.iter().flatten().all(|waits| waits.violations == 0), "a rule was broken");
    assert!(of(0) > 1.0, "nobody waits: {years:?}");
    assert!(of(2) < of(0), "against the nearest car for the longest wait: {years:?}");
    // Year by year as well, not only on average.
    assert!(years.iter().all(|year| year[2].weighted_min < year[0].weighted_min), "{years:?}");
}

#[test]
fn on_invented_weekends_the_plan_waits_less_than_the_nearest_car_first() {
    let calls = invented(&mut Dice::new(5));
    the_plan_waits_least(&years(&calls, Load { cars: 2, calls_per_car: 6.0 }, 0..2));
    the_plan_waits_least(&years(&calls, Load { cars: 3, calls_per_car: 8.0 }, 0..2));
}

#[test]
fn on_a_citys_real_weekends_the_plan_waits_less_than_the_nearest_car_first() {
    let listing = Path::new(env!("CARGO_MANIFEST_DIR")).join(LISTING);
    if !listing.is_file() {
        skipped(
            "on_a_citys_real_weekends_the_plan_waits_less_than_the_nearest_car_first",
            "san-antonio-domestic-2022-11_2024-06.csv is not beside the checkout",
        );
        return;
    }
    let calls = read(&listing).unwrap();
    the_plan_waits_least(&years(&calls, Load { cars: 2, calls_per_car: 6.0 }, 0..2));
}

#[test]
fn the_same_seed_plays_the_same_year() {
    let calls = invented(&mut Dice::new(5));
    let play = || {
        let shifts = shifts(&calls, Load { cars: 2, calls_per_car: 5.0 }, &mut Dice::new(9));
        play_year(&shifts, 2, Way::Plan).weighted_min
    };
    assert_eq!(play().to_bits(), play().to_bits());
}

#[test]
fn more_cars_for_the_same_calls_wait_less() {
    let calls = invented(&mut Dice::new(5));
    let wait = |cars: usize| {
        let load = Load { cars, calls_per_car: 12.0 / cars as f64 };
        play_year(&shifts(&calls, load, &mut Dice::new(3)), cars, Way::Plan).weighted_min
    };
    assert!(wait(3) < wait(2) && wait(2) < wait(1));
}
