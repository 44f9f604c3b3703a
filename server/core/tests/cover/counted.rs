//! Against a plain count on the wall's clock: where a call takes no time at all, whoever comes within the hours or can
//! wait for them is reached, and nobody else.

use std::collections::HashSet;

use alongside_core::{
    demand::{Arrival, History, cover::Calls, cover::Cover},
    scheme::Hours,
};
use alongside_protocol::Millis;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday, date},
};
use rstest::rstest;

use super::making::{
    Dice, HOUR_MS, MIN_MS, answered, at, at_random, crew, days, hours, of_views, question, weekend, zone,
};

/// Whether a minute is covered, read from the wall.
fn covered(history: &History, hours: &[Hours], moment: Millis) -> bool {
    let wall = Timestamp::from_millisecond(moment).unwrap().to_zoned(history.zone.clone());
    let (day, time) = (wall.date(), wall.time());
    let begun = |one: &Hours, on: Weekday, next_day: bool| {
        let over_night = one.until <= one.from;
        let within = if next_day {
            over_night && time < one.until
        } else {
            time >= one.from && (over_night || time < one.until)
        };
        one.day == on && within
    };
    let (today, yesterday) = (day.weekday(), day.yesterday().unwrap().weekday());
    history.days.contains(&day) && hours.iter().any(|one| begun(one, today, false) || begun(one, yesterday, true))
}

/// Calls on full minutes, three in ten of them of twenty victims.
fn on_full_minutes(zone_name: &str, days: Vec<Date>) -> History {
    let (zone, mut dice) = (zone(zone_name), Dice(3));
    let history = at_random(&zone, days, &mut dice, |_| 3.0);
    let victim = |dice: &mut Dice| (dice.share() < 0.3).then(|| dice.below(20) as u64);
    let arrivals = history
        .arrivals
        .iter()
        .map(|one| Arrival { at: one.at / MIN_MS * MIN_MS, victim: victim(&mut dice) })
        .collect();
    History::new(zone, history.days, arrivals)
}

fn roster(stretches: &[(Weekday, &str, &str)]) -> Vec<Hours> {
    stretches.iter().map(|(day, from, until)| hours(*day, from, until)).collect()
}

const FRIDAY_AND_SUNDAY: &[(Weekday, &str, &str)] =
    &[(Weekday::Friday, "20:00", "04:00"), (Weekday::Sunday, "22:30", "02:15")];
const SATURDAY_NIGHT: &[(Weekday, &str, &str)] = &[(Weekday::Saturday, "22:00", "06:00")];
const TOUCHING: &[(Weekday, &str, &str)] =
    &[(Weekday::Monday, "08:00", "16:00"), (Weekday::Monday, "16:00", "00:00"), (Weekday::Monday, "12:00", "18:00")];
const WITH_A_PAUSE: &[(Weekday, &str, &str)] =
    &[(Weekday::Monday, "08:00", "09:00"), (Weekday::Monday, "11:00", "12:00")];

#[rstest]
#[case::nights_and_half_hours("America/Chicago", date(2024, 1, 1), FRIDAY_AND_SUNDAY, 45)]
#[case::the_night_with_an_hour_more("Europe/London", date(2026, 10, 19), SATURDAY_NIGHT, 90)]
#[case::the_night_with_an_hour_less("Europe/London", date(2026, 3, 23), SATURDAY_NIGHT, 90)]
#[case::stretches_that_touch_and_overlap("UTC", date(2026, 1, 1), TOUCHING, 30)]
#[case::a_target_longer_than_the_pause("UTC", date(2026, 1, 1), WITH_A_PAUSE, 300)]
fn where_a_call_takes_no_time_everybody_in_the_hours_is_reached(
    #[case] zone_name: &str,
    #[case] first: Date,
    #[case] stretches: &[(Weekday, &str, &str)],
    #[case] target_min: i64,
) {
    let hours = roster(stretches);
    // Every third week has two days that nobody watched.
    let watched: Vec<Date> = days(first, 35)
        .into_iter()
        .enumerate()
        .filter(|(place, _)| place % 21 != 5 && place % 21 != 6)
        .map(|two| two.1)
        .collect();
    let history = on_full_minutes(zone_name, watched);
    let reached: Vec<&Arrival> = history
        .arrivals
        .iter()
        .filter(|call| (0..=target_min).any(|minute| covered(&history, &hours, call.at + minute * MIN_MS)))
        .collect();
    let victims: HashSet<u64> = reached.iter().filter_map(|call| call.victim).collect();
    let unknown = reached.iter().filter(|call| call.victim.is_none()).count();
    let found = answered(&history, &question(crew(1, 0.0, target_min), crew(0, 1.0, 1), 0.0, hours)).asked;
    let counted = reached.len() as f64;
    assert!(counted > 20.0);
    for count in [found.incidents, found.by_worker] {
        assert_eq!([count.low, count.middle, count.high].map(|one| one as usize), [reached.len(); 3]);
    }
    assert_eq!(found.victims.middle as usize, victims.len() + unknown);
    assert_eq!((found.offered as usize, found.by_car.high as usize), (reached.len(), 0));
    assert_eq!((found.workers_busy, found.cars_busy, found.visit_wait_median_min), (Some(0.0), None, None));
    let mut waits: Vec<i64> = reached
        .iter()
        .map(|call| {
            (0..=target_min)
                .find(|minute| covered(&history, &of_views(&found.hours), call.at + minute * MIN_MS))
                .unwrap()
        })
        .collect();
    waits.sort_unstable();
    assert!((found.contact_wait_median_min.unwrap() - waits[(waits.len() - 1) / 2] as f64).abs() < 1e-9);
}

#[rstest]
#[case::autumn(date(2026, 10, 24), &[0, 1], 9)]
#[case::spring(date(2026, 3, 28), &[0, 1], 7)]
#[case::common(date(2026, 6, 6), &[0, 1], 8)]
#[case::sunday_was_not_watched(date(2026, 6, 6), &[0], 2)]
#[case::saturday_was_not_watched(date(2026, 6, 6), &[1], 6)]
fn a_night_is_as_long_as_the_clocks_make_it(#[case] saturday: Date, #[case] watched: &[i64], #[case] covered: i64) {
    let watched = watched.iter().map(|day| saturday.checked_add(day.days()).unwrap()).collect();
    let history = History::new(zone("Europe/London"), watched, Vec::new());
    let calls = Calls::between(&history, saturday, saturday.tomorrow().unwrap());
    let cover = Cover::of_hours(&calls, &[hours(Weekday::Saturday, "22:00", "06:00")], 0);
    assert_eq!(cover.covered_ms(), covered * HOUR_MS);
}

#[rstest]
#[case::is_done_by_the_end(12, 0, 1)]
#[case::could_not_be_done_by_the_end(12, 1, 0)]
#[case::after_the_end(14, 0, 0)]
#[case::waits_for_the_beginning(7, 30, 1)]
#[case::too_long_before_the_beginning(6, 59, 0)]
fn nothing_is_begun_that_would_end_after_the_hours(#[case] hour: i8, #[case] minute: i8, #[case] reached: u32) {
    let (zone, monday) = (zone("UTC"), date(2026, 6, 1));
    let history =
        History::new(zone.clone(), vec![monday], vec![Arrival { at: at(monday, hour, minute, &zone), victim: None }]);
    // Two hours each in the mean, in six hours.
    let asked = question(crew(1, 120.0, 60), crew(0, 1.0, 1), 0.0, vec![hours(Weekday::Monday, "08:00", "14:00")]);
    let found = answered(&history, &asked).asked;
    assert_eq!((found.incidents.low as u32, found.incidents.high as u32), (reached, reached));
}

#[test]
fn two_stretches_hold_no_more_than_one_of_their_length() {
    // More calls than one worker could ever do, so that there is always one at hand.
    let history = at_random(&zone("UTC"), days(date(2026, 1, 5), 140), &mut Dice(12), |_| 30.0);
    let reached = |hours| {
        let found = answered(&history, &question(crew(1, 30.0, 60), crew(0, 1.0, 1), 0.0, hours)).asked;
        assert!((found.workers_busy.unwrap() - 0.97).abs() < 0.03);
        found.incidents_a_week.middle
    };
    let whole = reached(vec![hours(Weekday::Monday, "10:00", "18:00")]);
    let split = reached(vec![hours(Weekday::Monday, "10:00", "14:00"), hours(Weekday::Thursday, "10:00", "14:00")]);
    assert!((whole - 16.0).abs() < 0.5 && (split - 16.0).abs() < 0.5, "{whole} and {split}");
}

#[test]
fn an_average_week_has_each_weekday_once() {
    // Ten Saturdays and one Sunday were watched, with one call in their hours each.
    let (zone, saturday) = (zone("UTC"), date(2026, 1, 3));
    let mut watched: Vec<Date> = (0..10).map(|week| saturday.checked_add((week * 7).days()).unwrap()).collect();
    watched.push(date(2026, 1, 4));
    let arrivals = watched.iter().map(|day| Arrival { at: at(*day, 15, 0, &zone), victim: Some(1) }).collect();
    let found =
        answered(&History::new(zone, watched, arrivals), &question(crew(1, 0.0, 5), crew(1, 0.0, 5), 1.0, weekend()));
    assert_eq!((found.watched_days, found.calls, found.victims), (11, 11, 1));
    assert!((found.calls_a_week - 2.0).abs() < 1e-9 && (found.asked.incidents_a_week.middle - 2.0).abs() < 1e-9);
    assert_eq!((found.asked.incidents.middle as u32, found.asked.victims.middle as u32), (11, 1));
    assert_eq!((found.asked.by_worker.middle as u32, found.asked.by_car.middle as u32), (11, 11));
    assert_eq!(found.asked, found.now);
}

#[test]
fn only_the_days_asked_about_count() {
    let (zone, first) = (zone("Europe/London"), date(2026, 3, 1));
    let history = at_random(&zone, days(first, 60), &mut Dice(9), |_| 2.0);
    let mut asked = question(crew(1, 10.0, 30), crew(1, 45.0, 60), 0.3, weekend());
    (asked.from, asked.to) = (date(2026, 3, 20), date(2026, 4, 5));
    let within =
        |call: &&Arrival| call.at >= at(asked.from, 0, 0, &zone) && call.at < at(date(2026, 4, 6), 0, 0, &zone);
    let alone =
        History::new(zone.clone(), days(asked.from, 17), history.arrivals.iter().filter(within).copied().collect());
    assert_eq!(answered(&history, &asked), answered(&alone, &asked));
    assert_eq!(answered(&alone, &asked).watched_days, 17);
    (asked.from, asked.to) = (date(2020, 1, 1), date(2020, 2, 1));
    let nothing = answered(&history, &asked);
    assert_eq!((nothing.watched_days, nothing.calls, nothing.asked.incidents.high as u32), (0, 0, 0));
    assert_eq!((nothing.best, nothing.asked.workers_busy), (None, None));
}

#[test]
fn the_same_seed_gives_the_same_answer() {
    let history = at_random(&zone("Europe/London"), days(date(2026, 1, 1), 90), &mut Dice(4), |_| 4.0);
    let mut asked = super::making::with_best(question(crew(1, 20.0, 30), crew(1, 60.0, 60), 0.3, weekend()), 12, 4);
    let first = answered(&history, &asked);
    assert_eq!(first, answered(&history, &asked));
    assert!(first.asked.incidents.low < first.asked.incidents.high);
    asked.terms.seed += 1;
    assert_ne!(first.asked, answered(&history, &asked).asked);
}
