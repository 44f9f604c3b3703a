//! One more car. Where everybody waits for as long as it takes, it never makes a call wait longer. Where calls are let
//! go, it may: see the example.

use alongside_core::demand::{
    Arrival, History,
    cover::{Begun, Calls, Cover, Crew, Draws, Terms, replay},
};
use alongside_protocol::Millis;
use jiff::civil::{Weekday, date};
use proptest::prelude::*;

use super::making::{Dice, MIN_MS, answered, at, at_random, crew, days, hours, patient, question, weekend, zone};

/// When cars begin each call, on the same draws for any number of them.
fn begun(history: &History, cars: Crew, seed: u32) -> Vec<Option<Millis>> {
    let calls = Calls::between(history, date(2026, 1, 1), date(2026, 12, 31));
    let terms = Terms { workers: crew(0, 1.0, 1), cars, visit_share: 0.8, seed };
    let nights = [hours(Weekday::Monday, "18:00", "02:00"), hours(Weekday::Tuesday, "04:00", "12:00")];
    let cover = Cover::of_hours(&calls, &nights, Millis::MAX);
    let mut draws = Draws::new(&calls);
    draws.roll(&terms, 0, &cover);
    let mut begun = Vec::new();
    replay(&calls, &cover, &terms, &draws, |_, one: Begun| begun.push(one.by_car));
    begun
}

fn one_night(minutes: &[i64]) -> History {
    let (zone, monday) = (zone("UTC"), date(2026, 1, 5));
    let from = at(monday, 17, 0, &zone);
    let arrivals = minutes.iter().map(|minute| Arrival { at: from + minute * MIN_MS, victim: None }).collect();
    History::new(zone, days(monday, 2), arrivals)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_waits_for_ever_never_waits_longer_for_one_car_more(
        minutes in prop::collection::vec(0_i64..1_000, 1..60),
        count in 1_u32..6,
        seed in any::<u32>(),
    ) {
        let history = one_night(&minutes);
        let fewer = begun(&history, patient(crew(count, 50.0, 60)), seed);
        let more = begun(&history, patient(crew(count + 1, 50.0, 60)), seed);
        for (fewer, more) in fewer.iter().zip(&more) {
            if let Some(fewer) = fewer {
                prop_assert!(more.is_some_and(|more| more <= *fewer));
            }
        }
    }
}

/// The second car takes a long visit that would have been let go, and the first one another: both are away when many
/// short ones come, which the single car would have done.
#[test]
fn a_second_car_may_reach_fewer_where_calls_are_let_go() {
    let mut dice = Dice(1);
    let fewer_with_more = (0..2_000).filter(|seed| {
        let minutes: Vec<i64> = (0..40).map(|_| dice.below(500) as i64).collect();
        let history = one_night(&minutes);
        let reached = |count| begun(&history, crew(count, 120.0, 60), *seed).iter().flatten().count();
        reached(2) < reached(1)
    });
    let found = fewer_with_more.count();
    eprintln!("a second car reaches fewer in {found} of 2,000 nights");
    assert!((1..100).contains(&found), "{found} of 2,000: it happens, and seldom");
}

#[test]
fn in_the_mean_more_cars_and_workers_reach_more() {
    let history = at_random(&zone("UTC"), days(date(2026, 1, 1), 100), &mut Dice(2), |_| 4.0);
    let reached = |workers, cars| {
        let asked = question(crew(workers, 25.0, 30), crew(cars, 70.0, 60), 0.4, weekend());
        answered(&history, &asked).asked
    };
    for count in 0..6 {
        assert!(reached(0, count).by_car.middle <= reached(0, count + 1).by_car.middle, "{count} cars");
        assert!(reached(count, 0).by_worker.middle <= reached(count + 1, 0).by_worker.middle, "{count} workers");
        let (few, many) = (reached(1, count), reached(1, count + 1));
        assert!(few.incidents.middle <= many.incidents.middle && few.by_worker == many.by_worker, "{count} cars");
    }
}
