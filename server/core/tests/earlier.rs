//! Earlier demand against counts by hand: through the hour that comes twice, over weeks that nobody watched, and with
//! repeats that reach back before the period.

#![allow(clippy::unwrap_used)]

use alongside_core::demand::{
    calendar::midnight,
    earlier::{Call, by_area, by_repeat, day, heat, weeks},
};
use jiff::{civil::date, tz::TimeZone};

const HOUR: i64 = 3_600_000;

fn zone() -> TimeZone {
    TimeZone::get("Europe/London").unwrap()
}

fn at(day: jiff::civil::Date, hours: i64) -> i64 {
    midnight(day, &zone()).unwrap() + hours * HOUR
}

fn call(at: i64, victim: Option<u64>, beat: &str) -> Call {
    Call { at, victim, grade: "1".to_owned(), beat: beat.to_owned() }
}

#[test]
fn the_hour_that_comes_twice_was_watched_twice() {
    let sunday = date(2026, 10, 25);
    let calls = [call(at(sunday, 1), None, ""), call(at(sunday, 2), None, ""), call(at(sunday, 15), None, "")];
    let cells = heat(&zone(), &[sunday], &calls);
    assert_eq!((cells[145].calls, cells[145].watched_hours, cells[145].calls_per_hour), (Some(2), 2.0, Some(1.0)));
    // Fifteen hours after midnight it is two in the afternoon.
    assert_eq!((cells[144 + 14].calls, cells[144 + 15].calls), (Some(1), Some(0)));
    assert_eq!((cells[0].watched_hours, cells[0].calls_per_hour), (0.0, None), "nobody watched a Monday");
}

#[test]
fn a_week_that_nobody_watched_is_a_gap_and_no_nought() {
    let days = [date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 18)];
    let calls = [call(at(days[0], 3), None, ""), call(at(days[2], 3), None, ""), call(at(days[2], 4), None, "")];
    let weeks: Vec<_> = weeks(&zone(), &days, &calls)
        .into_iter()
        .map(|week| (week.monday, week.watched_days, week.calls, week.calls_per_day))
        .collect();
    assert_eq!(
        weeks,
        [
            ("2026-11-02".to_owned(), 2, Some(1), Some(0.5)),
            ("2026-11-09".to_owned(), 0, Some(0), None),
            ("2026-11-16".to_owned(), 1, Some(2), Some(2.0)),
        ]
    );
}

#[test]
fn a_repeat_reaches_back_before_the_period_and_no_further_than_twelve_months() {
    let (from, until) = (at(date(2026, 11, 1), 0), at(date(2026, 12, 1), 0));
    let all = [
        call(at(date(2025, 10, 1), 0), Some(1), ""),
        call(at(date(2026, 6, 1), 0), Some(2), ""),
        call(at(date(2026, 11, 2), 0), Some(1), ""),
        call(at(date(2026, 11, 3), 0), Some(2), ""),
        call(at(date(2026, 11, 4), 0), Some(2), ""),
        call(at(date(2026, 11, 5), 0), None, ""),
        call(at(date(2026, 12, 5), 0), Some(1), ""),
    ];
    // A day that nobody watched: it is a call before the next one, and is not counted itself.
    let at_unwatched = at(date(2026, 11, 4), 0);
    let counts: Vec<_> = by_repeat(&all, from, until, |at| at != at_unwatched)
        .into_iter()
        .map(|group| (group.group, group.calls))
        .collect();
    assert_eq!(counts, [("first".to_owned(), Some(1)), ("repeat".to_owned(), Some(1)), (String::new(), Some(1))]);
}

#[test]
fn areas_stand_by_their_calls_and_a_day_by_its_hours() {
    let today = date(2026, 11, 27);
    let calls = [call(at(today, 9), None, "N1"), call(at(today, 9), None, "N2"), call(at(today, 20), None, "N2")];
    let areas: Vec<_> = by_area(&calls).into_iter().map(|group| (group.group, group.calls)).collect();
    assert_eq!(areas, [("N2".to_owned(), Some(2)), ("N1".to_owned(), Some(1))]);
    let hours = day(&zone(), today, &calls).calls;
    assert_eq!((hours.len(), hours[9], hours[20], hours.iter().flatten().sum::<u32>()), (24, Some(2), Some(1), 3));
}
