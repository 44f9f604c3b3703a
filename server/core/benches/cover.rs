//! How long the cover planner takes over three years of calls, on one core, and how long it goes without asking whether
//! it is still wanted: `cargo bench -p alongside-core --bench cover`.
#![allow(clippy::unwrap_used, reason = "a bench may fail")]
#![allow(clippy::disallowed_methods, reason = "a bench takes the time")]

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use alongside_core::{
    demand::{
        Arrival, History,
        cover::{Question, answer, check},
    },
    scheme::Hours,
};
use alongside_protocol::view::{BestHoursQuestion, CoverAnswer, CoverQuestion, HoursView};
use divan::Bencher;
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};

const DAYS: i64 = 1_095;
const CALLS_A_DAY: usize = 200;

fn main() {
    divan::main();
}

/// 219,000 calls on three years of days, more in the evenings, of which half are of victims who call again.
fn three_years() -> History {
    let mut dice = 7_u64;
    let mut share = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 11) as f64 / (1_u64 << 53) as f64
    };
    let zone = TimeZone::get("Europe/London").unwrap();
    let days: Vec<Date> = (0..DAYS).map(|day| date(2023, 11, 1).checked_add(day.days()).unwrap()).collect();
    let mut arrivals = Vec::new();
    for day in &days {
        let midnight = day.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond();
        for _ in 0..CALLS_A_DAY {
            let at = midnight + (share().max(share()) * 86_400_000.0) as i64;
            let victim = (share() < 0.5).then(|| (share() * 30_000.0) as u64);
            arrivals.push(Arrival { at, victim });
        }
    }
    History::new(zone, days, arrivals)
}

fn stretch(day: &str, from: &str, until: &str) -> HoursView {
    HoursView { day: day.to_owned(), from: from.to_owned(), until: until.to_owned() }
}

fn question(hours: Vec<HoursView>, workers: u32, cars: u32, best: Option<u32>) -> Question {
    let question = CoverQuestion {
        board: "bench".into(),
        from: "2023-11-01".to_owned(),
        to: "2026-10-30".to_owned(),
        hours,
        workers,
        cars,
        contact_min: 20.0,
        visit_min: 60.0,
        visit_share_pct: 25.0,
        contact_target_min: 60.0,
        visit_target_min: 60.0,
        runs: 40,
        seed: 1,
        best: best.map(|hours| BestHoursQuestion { hours, stretch_hours_min: 4 }),
    };
    check(&question).unwrap()
}

fn evenings() -> Vec<HoursView> {
    vec![stretch("fri", "18:00", "02:00"), stretch("sat", "18:00", "02:00")]
}

fn weekend() -> Vec<Hours> {
    let hours = |day| Hours { day, from: "14:00".parse().unwrap(), until: "22:00".parse().unwrap() };
    vec![hours(Weekday::Saturday), hours(Weekday::Sunday)]
}

/// The answer, and the longest time from one question whether to go on to the next.
fn asked(history: &History, question: &Question) -> (CoverAnswer, Duration) {
    let (mut last, mut longest) = (Instant::now(), Duration::ZERO);
    let answer = answer(history, question, &weekend(), &mut |_| {
        longest = longest.max(last.elapsed());
        last = Instant::now();
        ControlFlow::Continue(())
    });
    (answer.unwrap(), longest)
}

fn measure(bencher: Bencher<'_, '_>, name: &str, question: &Question) {
    let history = three_years();
    let (answer, longest) = asked(&history, question);
    let best = answer.best.map(|best| (best.reach.incidents_a_week.middle.round(), best.tried));
    eprintln!(
        "{name}: {} calls, {} runs; a week {:.0} asked, {:.0} now, best and tried {best:?}; longest unasked {:.1} ms",
        answer.calls,
        question.runs,
        answer.asked.incidents_a_week.middle,
        answer.now.incidents_a_week.middle,
        longest.as_secs_f64() * 1_000.0
    );
    bencher.bench_local(|| asked(&history, question));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn sixteen_hours_and_the_best_sixteen(bencher: Bencher<'_, '_>) {
    measure(bencher, "16 hours", &question(evenings(), 2, 2, Some(16)));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn without_the_best(bencher: Bencher<'_, '_>) {
    measure(bencher, "without the best", &question(evenings(), 2, 2, None));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn half_the_week_and_its_best_hours(bencher: Bencher<'_, '_>) {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours = days.iter().map(|day| stretch(day, "12:00", "00:00")).collect();
    measure(bencher, "84 hours", &question(hours, 10, 10, Some(84)));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn day_and_night(bencher: Bencher<'_, '_>) {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours = days.iter().map(|day| stretch(day, "00:00", "00:00")).collect();
    measure(bencher, "day and night", &question(hours, 50, 50, Some(120)));
}
