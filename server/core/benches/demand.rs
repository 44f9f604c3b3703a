//! How long the forecast of calls and its back-test take, on one core: three years of days that were all watched.
#![allow(clippy::unwrap_used)]

use alongside_core::demand::{
    Arrival, History, back_test,
    calendar::{hours_of_day, midnight},
    fit,
};
use divan::Bencher;
use jiff::{ToSpan, civil::date, tz::TimeZone};

fn main() {
    divan::main();
}

/// 1,096 days with about so many calls in each hour.
fn three_years(calls_an_hour: u64) -> History {
    let zone = TimeZone::get("Europe/London").unwrap();
    let days: Vec<_> = (0..1_096).map(|day| date(2024, 1, 1).checked_add(day.days()).unwrap()).collect();
    let mut dice = 7_u64;
    let mut arrivals = Vec::new();
    for slot in days.iter().flat_map(|day| hours_of_day(*day, &zone)) {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let calls = (dice >> 33) % (calls_an_hour * 2 + 1);
        arrivals.extend((0..calls).map(|call| Arrival { at: slot.from + call as i64, victim: None }));
    }
    History::new(zone, days, arrivals)
}

#[divan::bench(args = [1, 4, 60])]
fn forecast_of_a_week(bencher: Bencher, calls_an_hour: u64) {
    let history = three_years(calls_an_hour);
    let start = midnight(date(2027, 1, 1), &history.zone).unwrap();
    bencher.bench_local(|| {
        let model = fit(&history, start).unwrap();
        let slots =
            (0..7).flat_map(|day| hours_of_day(date(2027, 1, 1).checked_add(day.days()).unwrap(), &history.zone));
        slots.map(|slot| model.expect(&[slot]).high).sum::<u32>()
    });
}

#[divan::bench(args = [1, 4, 60], sample_count = 10)]
fn back_test_of_three_years(bencher: Bencher, calls_an_hour: u64) {
    let history = three_years(calls_an_hour);
    bencher.bench_local(|| back_test(&history, i64::MAX).unwrap());
}
