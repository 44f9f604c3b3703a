//! The plan against doing without one, on the same weekends: seeded, so that it says the same each time. What is asked
//! here is less than what docs/planning.md measures over twenty years.

use std::path::Path;

use alongside_simulation::{
    city::City,
    figures::Figures,
    listing,
    policy::Policy,
    years::{Setting, year},
};
use alongside_tests::engines::skipped;

/// Beside the checkout, or nowhere.
const LISTING: &str = "../../shared/data/calls/san-antonio-domestic-2022-11_2024-06.csv";
const PLAN: Policy = Policy::Plan { steps_max: 5_000 };
const POLICIES: [Policy; 4] = [Policy::NearestFirst, Policy::UrgentFirst, Policy::MostPerMinute, PLAN];
const WEEKENDS: u64 = 26;

fn played(city: &City, cars: usize, calls_a_car: f64, seed: u64) -> Vec<Figures> {
    year(city, Setting { cars, calls_a_car }, &POLICIES, seed, 0, WEEKENDS)
}

/// Half a year with a waiting list: the plan waits less than both ways of sending the nearest car, and breaks no rule.
fn the_plan_waits_less(city: &City) {
    for (cars, seed) in [(2, 1), (3, 2), (5, 3)] {
        let figures = played(city, cars, 7.0, seed);
        let [nearest, urgent, _, plan] = figures[..] else { panic!("four policies") };
        assert!(figures.iter().all(|one| one.violations == 0), "a rule was broken: {figures:?}");
        assert!(
            figures.iter().all(|one| one.people.to_bits() == plan.people.to_bits()),
            "the same people under each: {figures:?}"
        );
        assert!(plan.weighted_min < nearest.weighted_min * 0.95, "{cars} cars: {plan:?} against {nearest:?}");
        assert!(plan.weighted_min < urgent.weighted_min, "{cars} cars: {plan:?} against {urgent:?}");
        assert!(plan.reached >= nearest.reached, "{cars} cars: {plan:?} against {nearest:?}");
    }
}

#[test]
fn on_invented_weekends_the_plan_waits_less_than_sending_the_nearest_car() {
    the_plan_waits_less(&City::invented());
}

#[test]
fn on_a_citys_weekends_the_plan_waits_less_than_sending_the_nearest_car() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(LISTING);
    if !file.is_file() {
        skipped(
            "on_a_citys_weekends_the_plan_waits_less_than_sending_the_nearest_car",
            "the listing is not beside the checkout",
        );
        return;
    }
    let city = listing::read(&file).expect("a listing");
    // What the first look at the file showed, counted by other means.
    assert_eq!((city.days, city.calls_a_shift().round()), ([12, 11], 48.0));
    the_plan_waits_less(&city);
}

#[test]
fn where_nobody_has_to_wait_for_a_car_the_policies_are_alike() {
    let figures = played(&City::invented(), 5, 0.5, 4);
    let [nearest, .., plan] = figures[..] else { panic!("four policies") };
    assert!((plan.weighted_min / nearest.weighted_min - 1.0).abs() < 0.05, "{figures:?}");
}

#[test]
fn the_same_seed_plays_the_same_year() {
    let city = City::invented();
    let bits = |seed| played(&city, 2, 6.0, seed).iter().map(|one| one.weighted_min.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(9), bits(9));
    assert_ne!(bits(9), bits(10));
}

#[test]
fn more_cars_for_the_same_calls_wait_less() {
    let city = City::invented();
    let wait = |cars: usize| played(&city, cars, 12.0 / cars as f64, 5).last().map(|plan| plan.weighted_min);
    assert!(wait(4) < wait(3) && wait(3) < wait(2) && wait(2) < wait(1));
}
