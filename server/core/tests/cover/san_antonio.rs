//! A city's calls, from a public listing that stands beside the checkout and is no part of it. What it prints stands in
//! docs/cover.md.

use std::{
    collections::{BTreeSet, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    ops::ControlFlow,
    path::Path,
};

use alongside_core::{
    demand::{
        Arrival, HOURS_OF_WEEK, History,
        calendar::day_of,
        cover::{Calls, Cover, Draws, Question, Search, Steps, Week, check, replay},
    },
    scheme::Hours,
};
use alongside_protocol::view::{BestCover, BestHoursQuestion, CoverQuestion, CoverReach, HoursView};
use jiff::civil::{Date, date};

use super::{
    best_hours::changed,
    making::{Dice, answered, of_views, weekend, zone},
};

const TEST: &str = "the_best_sixteen_hours_of_a_city";
const FILES: [&str; 2] = ["san-antonio-domestic-2022-11_2024-06.csv", "san-antonio-all-calls-2024-10.csv"];
const RESAMPLED: usize = 2_000;
const CHANGES: usize = 300;

fn listing() -> Option<History> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/calls");
    let zone = zone("America/Chicago");
    let (mut arrivals, mut seen, mut days) = (Vec::new(), HashSet::new(), BTreeSet::new());
    for name in FILES {
        let Ok(mut reader) = csv::Reader::from_path(folder.join(name)) else {
            eprintln!("SKIPPED {TEST}: {name} is not beside the checkout");
            return None;
        };
        let headers = reader.headers().unwrap().clone();
        let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
        let (kind, block, number) = (column("ProblemType"), column("Address"), column("IncidentNumber"));
        let moment = column("ResponseDate");
        for row in reader.records() {
            let row = row.unwrap();
            if !row[kind].starts_with("Disturbance Family") || !seen.insert(row[number].to_owned()) {
                continue;
            }
            let mut hasher = DefaultHasher::new();
            row[block].trim().hash(&mut hasher);
            let victim = (!row[block].trim().is_empty()).then(|| hasher.finish());
            let at = row[moment].trim().parse().unwrap();
            days.insert(day_of(at, &zone).unwrap());
            arrivals.push(Arrival { at, victim });
        }
    }
    Some(History::new(zone, days.into_iter().collect(), arrivals))
}

fn asked(workers: u32, cars: u32, stretch_hours_min: u32) -> Question {
    let question = CoverQuestion {
        board: "san-antonio".into(),
        from: "2022-11-01".to_owned(),
        to: "2024-10-06".to_owned(),
        hours: weekend().iter().map(Hours::view).collect(),
        workers,
        cars,
        contact_min: 20.0,
        visit_min: 60.0,
        visit_share_pct: 25.0,
        contact_target_min: 60.0,
        visit_target_min: 60.0,
        runs: 100,
        seed: 1,
        best: Some(BestHoursQuestion { hours: 16, stretch_hours_min }),
    };
    check(&question).unwrap()
}

/// Calls that an hour of each kind has, over the mean hour of an average week.
fn weekend_over_mean(history: &History) -> (f64, f64) {
    let (calls, watched) = (history.by_hour(), history.watched());
    let rate = |hour: usize| f64::from(calls[hour]) / watched[hour];
    let mean = (0..HOURS_OF_WEEK).map(rate).sum::<f64>() / HOURS_OF_WEEK as f64;
    let weekend = (134..142).chain(158..166).map(rate).sum::<f64>() / 16.0;
    (weekend, mean)
}

/// Incidents reached on each watched day in the mean of the runs.
fn reached_by_day(calls: &Calls, history: &History, question: &Question, hours: &[Hours]) -> Vec<f64> {
    let cover = Cover::of_hours(calls, hours, question.terms.back_ms());
    let (mut draws, mut by_day) = (Draws::new(calls), vec![0.0; history.days.len()]);
    for run in 0..question.runs {
        draws.roll(&question.terms, run, &cover);
        replay(calls, &cover, &question.terms, &draws, |call, begun| {
            let at = calls.at()[call];
            if question.terms.is_reached(at, begun) {
                let day = day_of(at, &history.zone).unwrap();
                by_day[history.days.binary_search(&day).unwrap()] += 1.0 / f64::from(question.runs);
            }
        });
    }
    by_day
}

/// Gain of an average week and between which two nine in ten lie, were other days of the same kind watched: the days
/// for measuring drawn again, weekday by weekday.
fn gain_by_days(days: &[Date], gains: &[f64]) -> [f64; 3] {
    let measuring: Vec<Vec<f64>> = (0..7)
        .map(|weekday| {
            let of_it = days.iter().zip(gains).filter(|(day, _)| day.weekday().to_monday_zero_offset() == weekday);
            of_it.skip(1).step_by(2).map(|(_, gain)| *gain).collect()
        })
        .collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let mut dice = Dice(1);
    let mut again: Vec<f64> = (0..RESAMPLED)
        .map(|_| {
            let mut drawn =
                |day: &Vec<f64>| mean(&(0..day.len()).map(|_| day[dice.below(day.len())]).collect::<Vec<_>>());
            measuring.iter().map(&mut drawn).sum::<f64>()
        })
        .collect();
    again.sort_by(f64::total_cmp);
    [again[RESAMPLED / 20], measuring.iter().map(|day| mean(day)).sum(), again[RESAMPLED - 1 - RESAMPLED / 20]]
}

fn shown(number: Option<f64>) -> String {
    number.map_or("–".to_owned(), |number| format!("{number:.2}"))
}

fn of_week(hours: &[HoursView]) -> String {
    hours.iter().map(|one| format!("{} {}-{}", one.day, one.from, one.until)).collect::<Vec<_>>().join(", ")
}

fn told(what: &str, reach: &CoverReach) {
    let (week, all, victims) = (reach.incidents_a_week, reach.incidents, reach.victims);
    eprintln!("  {what}: {}", of_week(&reach.hours));
    eprintln!(
        "    a week {:.1} ({:.1} to {:.1}); of {} offered incidents {} ({} to {}), victims {} ({} to {})",
        week.middle,
        week.low,
        week.high,
        reach.offered,
        all.middle,
        all.low,
        all.high,
        victims.middle,
        victims.low,
        victims.high
    );
    eprintln!(
        "    by worker {}, busy {}, median wait {} min; by car {}, busy {}, median wait {} min",
        reach.by_worker.middle,
        shown(reach.workers_busy),
        shown(reach.contact_wait_median_min),
        reach.by_car.middle,
        shown(reach.cars_busy),
        shown(reach.visit_wait_median_min)
    );
}

/// Without the first day of each weekday: what was for choosing is for measuring, and the other way round.
fn halves_changed(history: &History) -> History {
    let mut met = BTreeSet::new();
    let days = history.days.iter().filter(|day| !met.insert(day.weekday().to_monday_zero_offset()));
    History::new(history.zone.clone(), days.copied().collect(), history.arrivals.clone())
}

/// In per cent, what changes at random of the chosen hours still gain on the days for choosing.
fn gain_by_changes(calls: &Calls, question: &Question, chosen: &[HoursView]) -> f64 {
    let mut tell = |_| ControlFlow::Continue(());
    let mut steps = Steps::new(&mut tell);
    let mut search = Search::new(calls, &question.terms, question.best.as_ref().unwrap(), &mut steps).unwrap();
    let week = Week::of_hours(&of_views(chosen)).unwrap();
    let worth = search.incidents_a_week(&week);
    (changed(&mut search, &week, CHANGES, &mut Dice(5)) / worth - 1.0) * 100.0
}

#[test]
fn the_best_sixteen_hours_of_a_city() {
    let Some(history) = listing() else { return };
    assert_eq!((history.days.len(), history.arrivals.len()), (85, 7_860));
    let (weekend_rate, mean) = weekend_over_mean(&history);
    let times = weekend_rate / mean;
    eprintln!("calls an hour: Sat and Sun 14-22 {weekend_rate:.2}, mean hour {mean:.2}: {times:.2} times");
    assert!((1.5..1.65).contains(&times));
    let calls = Calls::between(&history, date(2022, 1, 1), date(2025, 1, 1));
    for (workers, cars) in [(1, 1), (1, 2), (0, 2), (2, 2), (12, 0)] {
        for stretch_hours_min in [4, 8] {
            let question = asked(workers, cars, stretch_hours_min);
            let answer = answered(&history, &question);
            let best: BestCover = answer.best.unwrap();
            assert_eq!((answer.calls, answer.victims), (7_860, 4_542));
            eprintln!("{workers} workers, {cars} cars, stretches of {stretch_hours_min} h and more:");
            told("Sat and Sun 14-22", &answer.now);
            told("best", &best.reach);
            let by_day = |hours: &[Hours]| reached_by_day(&calls, &history, &question, hours);
            let (with_best, with_now) = (by_day(&of_views(&best.reach.hours)), by_day(&weekend()));
            let gains: Vec<f64> = with_best.iter().zip(with_now).map(|(best, now)| best - now).collect();
            let [low, gain, high] = gain_by_days(&history.days, &gains);
            let (measured, now) = (best.measured_a_week.middle, best.now_measured_a_week.middle);
            eprintln!(
                "    chosen on {} days, {} tried; measured on {}: {measured:.1} against {now:.1} a week, {:+.1} %; \
                 {gain:+.1} a week, {low:+.1} to {high:+.1} by days; {CHANGES} changes {:+.2} %",
                best.chosen_on_days,
                best.tried,
                best.measured_on_days,
                (measured / now - 1.0) * 100.0,
                gain_by_changes(&calls, &question, &best.reach.hours)
            );
            let other = answered(&halves_changed(&history), &question).best.unwrap();
            let (measured_there, now_there) = (other.measured_a_week.middle, other.now_measured_a_week.middle);
            eprintln!(
                "    halves changed: {}; {:+.1} %",
                of_week(&other.reach.hours),
                (measured_there / now_there - 1.0) * 100.0
            );
            assert!((gain - (measured - now)).abs() < 1.0);
            assert!(best.reach.incidents_a_week.middle >= answer.now.incidents_a_week.middle);
        }
    }
}
