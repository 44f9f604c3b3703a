//! What may be asked, and how the work is told of and ended.

use std::{cell::Cell, ops::ControlFlow};

use alongside_core::demand::{
    History,
    cover::{answer, check},
};
use alongside_protocol::view::{BestHoursQuestion, CoverQuestion};
use jiff::civil::date;
use rstest::rstest;

use super::making::{Dice, at_random, crew, days, question, weekend, with_best, zone};

fn asked() -> CoverQuestion {
    CoverQuestion {
        board: "tees".into(),
        from: "2026-01-01".to_owned(),
        to: "2026-03-31".to_owned(),
        hours: weekend().iter().map(alongside_core::scheme::Hours::view).collect(),
        workers: 1,
        cars: 2,
        contact_min: 20.0,
        visit_min: 60.0,
        visit_share_pct: 25.0,
        contact_target_min: 30.0,
        visit_target_min: 60.0,
        runs: 40,
        seed: 1,
        best: Some(best(16, 4)),
    }
}

#[test]
fn a_question_within_its_bounds_is_taken_as_it_is() {
    let question = check(&asked()).unwrap();
    assert_eq!((question.from, question.to), (date(2026, 1, 1), date(2026, 3, 31)));
    assert_eq!((question.hours, question.runs, question.terms.seed), (weekend(), 40, 1));
    let (workers, cars) = (question.terms.workers, question.terms.cars);
    assert_eq!((workers.count, workers.mean_ms as i64, workers.target_ms), (1, 1_200_000, 1_800_000));
    assert_eq!((cars.count, cars.mean_ms as i64, cars.patience_ms), (2, 3_600_000, Some(3_600_000)));
    assert!((question.terms.visit_share - 0.25).abs() < 1e-9);
}

type Change = fn(&mut CoverQuestion);

#[test]
fn what_is_out_of_bounds_is_refused() {
    let (time, day) = ("a local time HH:MM from 00:00 to 23:59", "a day YYYY-MM-DD");
    let cases: [(Change, &str, &str, &str); 20] = [
        (|asked| asked.from = "2026-02-30".to_owned(), "from", "\"2026-02-30\"", day),
        (|asked| asked.to = "2026-03-01T10:00".to_owned(), "to", "\"2026-03-01T10:00\"", day),
        (|asked| asked.to = "2025-12-31".to_owned(), "to", "2025-12-31", "2026-01-01 or later"),
        (|asked| asked.hours = vec![asked.hours[0].clone(); 43], "hours", "43", "at most 42 stretches"),
        (|asked| asked.hours[1].day = "Sun".to_owned(), "hours[1].day", "\"Sun\"", "mon, tue, wed, thu, fri, sat, sun"),
        (|asked| asked.hours[0].from = "8".to_owned(), "hours[0].from", "\"8\"", time),
        (|asked| asked.hours[0].until = "24:00".to_owned(), "hours[0].until", "\"24:00\"", time),
        (|asked| asked.workers = 51, "workers", "51", "0 to 50"),
        (|asked| asked.cars = 51, "cars", "51", "0 to 50"),
        (|asked| asked.contact_min = 0.5, "contact_min", "0.5", "1 to 480"),
        (|asked| asked.contact_min = f64::NAN, "contact_min", "NaN", "1 to 480"),
        (|asked| asked.visit_min = 480.5, "visit_min", "480.5", "1 to 480"),
        (|asked| asked.visit_share_pct = 100.1, "visit_share_pct", "100.1", "0 to 100"),
        (|asked| asked.contact_target_min = 0.0, "contact_target_min", "0", "1 to 1440"),
        (|asked| asked.visit_target_min = f64::INFINITY, "visit_target_min", "inf", "1 to 1440"),
        (|asked| asked.runs = 0, "runs", "0", "1 to 400"),
        (|asked| asked.runs = 401, "runs", "401", "1 to 400"),
        (|asked| asked.best = Some(best(16, 0)), "best.stretch_hours_min", "0", "1 to 24"),
        (|asked| asked.best = Some(best(169, 4)), "best.hours", "169", "4 to 168"),
        (|asked| asked.best = Some(best(3, 4)), "best.hours", "3", "4 to 168"),
    ];
    for (change, field, found, allowed) in cases {
        let mut asked = asked();
        change(&mut asked);
        let refusal = check(&asked).unwrap_err();
        let told = (refusal.field.as_deref(), refusal.found.as_deref(), refusal.allowed.as_deref());
        assert_eq!(told, (Some(field), Some(found), Some(allowed)));
    }
}

fn best(hours: u32, stretch_hours_min: u32) -> BestHoursQuestion {
    BestHoursQuestion { hours, stretch_hours_min }
}

#[test]
fn the_bounds_themselves_are_allowed() {
    let cases: [Change; 10] = [
        |asked| (asked.workers, asked.cars, asked.visit_share_pct, asked.runs) = (0, 0, 0.0, 1),
        |asked| (asked.workers, asked.cars, asked.visit_share_pct, asked.runs) = (50, 50, 100.0, 400),
        |asked| (asked.contact_min, asked.visit_min) = (1.0, 480.0),
        |asked| (asked.contact_target_min, asked.visit_target_min) = (1.0, 1_440.0),
        |asked| asked.hours.clear(),
        |asked| asked.hours = vec![asked.hours[0].clone(); 42],
        |asked| asked.to.clone_from(&asked.from),
        |asked| asked.best = Some(best(168, 24)),
        |asked| asked.best = Some(best(1, 1)),
        |asked| asked.best = None,
    ];
    for change in cases {
        let mut asked = asked();
        change(&mut asked);
        check(&asked).unwrap();
    }
}

fn history() -> History {
    at_random(&zone("UTC"), days(date(2026, 1, 1), 30), &mut Dice(6), |_| 1.0)
}

#[rstest]
#[case::with_best_hours(true)]
#[case::without(false)]
fn it_tells_how_far_it_is_from_nothing_to_all(#[case] best: bool) {
    let mut question = question(crew(1, 20.0, 30), crew(1, 60.0, 60), 0.25, weekend());
    if best {
        question = with_best(question, 12, 4);
    }
    let mut told = Vec::new();
    let answer = answer(&history(), &question, &weekend(), &mut |done| {
        told.push(done);
        ControlFlow::Continue(())
    });
    assert_eq!(answer.unwrap().best.is_some(), best);
    assert!(told.is_sorted() && told.first() == Some(&0.0) && (told.last().unwrap() - 1.0).abs() < 1e-9, "{told:?}");
    assert!(told.windows(2).all(|two| two[1] - two[0] < 0.2));
}

#[test]
fn it_ends_at_once_wherever_it_is_told_to() {
    let question = with_best(question(crew(1, 20.0, 30), crew(1, 60.0, 60), 0.25, weekend()), 12, 4);
    let history = history();
    let asked = Cell::new(0);
    let until = |last: usize| {
        asked.set(0);
        answer(&history, &question, &weekend(), &mut |_| {
            asked.set(asked.get() + 1);
            if asked.get() < last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    };
    assert!(until(usize::MAX).is_some());
    let all = asked.get();
    for last in (1..=all).step_by(97).chain([all]) {
        assert!(until(last).is_none());
        assert_eq!(asked.get(), last, "nothing is done after the answer was no");
    }
}
