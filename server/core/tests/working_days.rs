//! Bank holidays of England and Wales against the published lists. Source: gov.uk/bank-holidays.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::working_days::{between, end_of, is_bank_holiday, is_working_day};
use jiff::{ToSpan, civil::date, tz::TimeZone};
use rstest::rstest;
use support::at;

#[rstest]
#[case(2022, &["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"])]
#[case(2023, &["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"])]
#[case(2024, &["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"])]
#[case(2025, &["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"])]
#[case(2026, &["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"])]
#[case(2027, &["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"])]
fn the_published_days(#[case] year: i16, #[case] days: &[&str]) {
    let mut found = Vec::new();
    let mut day = date(year, 1, 1);
    while day.year() == year {
        if is_bank_holiday(day) {
            found.push(day.strftime("%m-%d").to_string());
        }
        day = day.checked_add(1.day()).unwrap();
    }
    assert_eq!(found, days);
}

// Connect: a first attempt within five working days (SafeLives, West Sussex Connect).
#[rstest]
#[case::over_a_weekend("2026-11-20T10:00:00Z", 5, "2026-11-28T00:00:00Z")]
#[case::on_a_sunday("2026-11-22T10:00:00Z", 5, "2026-11-28T00:00:00Z")]
#[case::over_christmas("2026-12-23T10:00:00Z", 5, "2027-01-05T00:00:00Z")]
#[case::over_the_spring_change("2026-03-27T10:00:00Z", 1, "2026-03-30T23:00:00Z")]
#[case::none("2026-11-20T10:00:00Z", 0, "2026-11-21T00:00:00Z")]
fn the_end_of_the_last_working_day(#[case] from: &str, #[case] days: u32, #[case] end: &str) {
    let zone = TimeZone::get("Europe/London").unwrap();
    assert_eq!(end_of(&zone, at(from), days), Some(at(end)));
}

#[test]
fn a_weekend_is_never_a_working_day() {
    assert!(!is_working_day(date(2026, 11, 21)));
    assert!(!is_working_day(date(2026, 11, 22)));
    assert!(is_working_day(date(2026, 11, 23)));
}

#[rstest]
#[case::the_same_day("2026-11-21T15:00:00Z", "2026-11-21T23:00:00Z", 0)]
#[case::a_saturday_to_monday("2026-11-21T15:00:00Z", "2026-11-23T09:00:00Z", 0)]
#[case::a_saturday_to_tuesday("2026-11-21T15:00:00Z", "2026-11-24T09:00:00Z", 1)]
#[case::over_christmas("2026-12-24T15:00:00Z", "2026-12-30T09:00:00Z", 1)]
#[case::the_days_are_local("2026-07-05T22:59:00Z", "2026-07-07T23:01:00Z", 2)]
#[case::an_hour_later_it_is_monday("2026-07-05T23:01:00Z", "2026-07-07T23:01:00Z", 1)]
#[case::a_clock_that_went_back("2026-11-24T15:00:00Z", "2026-11-21T15:00:00Z", 0)]
fn so_many_working_days_have_gone_by(#[case] from: &str, #[case] now: &str, #[case] days: u32) {
    let zone = TimeZone::get("Europe/London").unwrap();
    assert_eq!(between(&zone, at(from), at(now)), days);
}
