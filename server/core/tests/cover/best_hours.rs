//! The best hours: where they are obvious, against layouts at random, and at the edges of what may be asked.

use std::ops::ControlFlow;

use alongside_core::demand::{
    Arrival, HOURS_OF_WEEK, History,
    cover::{Block, Calls, Search, Steps, Terms, Week},
};
use alongside_protocol::view::{BestHoursQuestion, HoursView};
use jiff::{ToSpan, civil::date};
use rstest::rstest;

use super::making::{Dice, answered, at, at_random, crew, days, question, weekend, with_best, zone};

fn words(hours: &[HoursView]) -> String {
    hours.iter().map(|one| format!("{} {}-{}", one.day, one.from, one.until)).collect::<Vec<_>>().join(", ")
}

/// Twelve weeks of calls that come mostly in some hours of the week.
fn with_peaks(peaks: &[(usize, usize)], seed: u64) -> History {
    let busy = |hour: usize| {
        peaks.iter().any(|(from, until)| [hour, hour + HOURS_OF_WEEK].iter().any(|hour| (from..until).contains(&hour)))
    };
    at_random(
        &zone("Europe/London"),
        days(date(2026, 9, 7), 84),
        &mut Dice(seed),
        |hour| {
            if busy(hour) { 8.0 } else { 0.3 }
        },
    )
}

#[rstest]
#[case::friday_night_and_tuesday(&[(116, 122), (34, 38)], 10, 4, "tue 10:00-14:00, fri 20:00-02:00")]
#[case::sunday_into_monday(&[(165, 171)], 6, 3, "sun 21:00-03:00")]
#[case::whole_stretches_only(&[(58, 60), (106, 114)], 8, 8, "fri 10:00-18:00")]
#[case::longer_than_a_day(&[(110, 140)], 30, 6, "fri 14:00-14:00, sat 14:00-20:00")]
fn the_hours_in_which_calls_come(
    #[case] peaks: &[(usize, usize)],
    #[case] hours: u32,
    #[case] stretch_min: u32,
    #[case] best: &str,
) {
    let history = with_peaks(peaks, 5);
    let asked = with_best(question(crew(2, 6.0, 10), crew(0, 1.0, 1), 0.0, weekend()), hours, stretch_min);
    let found = answered(&history, &asked).best.unwrap();
    assert_eq!(words(&found.reach.hours), best);
    assert!((found.reach.hours_a_week - f64::from(hours)).abs() < 1e-9);
    assert_eq!((found.chosen_on_days, found.measured_on_days), (42, 42));
    assert!(found.measured_a_week.low > found.now_measured_a_week.high && found.tried > 2, "{found:?}");
}

fn terms() -> Terms {
    Terms { workers: crew(1, 20.0, 30), cars: crew(1, 60.0, 60), visit_share: 0.3, seed: 3 }
}

/// At random: how many stretches, how long, and how far apart.
fn layout(best: &BestHoursQuestion, dice: &mut Dice) -> Week {
    let (hours, least) = (best.hours as usize, best.stretch_hours_min as usize);
    let most = (hours / least).min(HOURS_OF_WEEK - hours);
    let count = dice.below(most) + 1;
    let (mut lengths, mut gaps) = (vec![least; count], vec![1; count]);
    (0..hours - count * least).for_each(|_| lengths[dice.below(count)] += 1);
    (0..HOURS_OF_WEEK - hours - count).for_each(|_| gaps[dice.below(count)] += 1);
    let mut from = dice.below(HOURS_OF_WEEK);
    let mut blocks = Vec::new();
    for (hours, gap) in lengths.into_iter().zip(gaps) {
        blocks.push(Block { from: from % HOURS_OF_WEEK, hours });
        from += hours + gap;
    }
    Week::of(&blocks)
}

#[rstest]
#[case::sixteen(16, 4)]
#[case::sixteen_in_any_way(16, 1)]
#[case::eight_on_end(8, 8)]
#[case::half_the_week(84, 6)]
#[case::nearly_all(160, 1)]
fn no_layout_at_random_is_better_on_the_days_for_choosing(#[case] hours: u32, #[case] stretch_hours_min: u32) {
    // Busier in the evenings and at the weekend, without an edge to hold on to.
    let rate = |hour: usize| 1.5 + (hour % 24) as f64 / 10.0 + if hour >= 120 { 1.0 } else { 0.0 };
    let history = at_random(&zone("Europe/London"), days(date(2026, 1, 5), 56), &mut Dice(8), rate);
    let calls = Calls::between(&history, date(2026, 1, 1), date(2026, 12, 31));
    let (terms, best) = (terms(), BestHoursQuestion { hours, stretch_hours_min });
    let mut tell = |_| ControlFlow::Continue(());
    let mut steps = Steps::new(&mut tell);
    let mut search = Search::new(&calls, &terms, &best, &mut steps).unwrap();
    let chosen = search.best(&[], &mut steps).unwrap();
    assert!(search.allows(&chosen), "{:?}", chosen.blocks());
    let worth = search.incidents_a_week(&chosen);
    let mut dice = Dice(11);
    for _ in 0..200 {
        let week = layout(&best, &mut dice);
        assert!(search.allows(&week), "{:?}", week.blocks());
        let other = search.incidents_a_week(&week);
        assert!(other <= worth, "{other} with {:?} against {worth} with {:?}", week.blocks(), chosen.blocks());
    }
    let found = changed(&mut search, &chosen, 200, &mut dice);
    eprintln!("{hours} hours: {worth:.2} a week, {found:.2} after 200 changes at random");
    assert!(found <= worth * 1.01, "{found} by changes at random against {worth}");
}

/// What can be gained still by moving stretches anywhere and hours from one to another, where it is allowed.
pub fn changed(search: &mut Search<'_>, from: &Week, times: usize, dice: &mut Dice) -> f64 {
    let mut best = (search.incidents_a_week(from), *from);
    for _ in 0..times {
        let mut blocks = best.1.blocks();
        let (one, other, hours) = (dice.below(blocks.len()), dice.below(blocks.len()), 1 + dice.below(3));
        match dice.below(3) {
            0 => blocks[one].from = dice.below(HOURS_OF_WEEK),
            1 => blocks[one].from = (blocks[one].from + HOURS_OF_WEEK - 3 + dice.below(7)) % HOURS_OF_WEEK,
            _ if blocks[one].hours > hours => {
                blocks[one].hours -= hours;
                blocks[other].hours += hours;
                blocks[other].from = (blocks[other].from + HOURS_OF_WEEK - dice.below(2) * hours) % HOURS_OF_WEEK;
            }
            _ => continue,
        }
        let week = Week::of(&blocks);
        if search.allows(&week) {
            let worth = search.incidents_a_week(&week);
            if worth > best.0 {
                best = (worth, week);
            }
        }
    }
    best.0
}

#[test]
fn never_worse_than_the_hours_asked_about_or_the_schemes_own() {
    let history = with_peaks(&[(110, 118), (130, 142), (20, 23)], 2);
    let calls = Calls::between(&history, date(2026, 1, 1), date(2026, 12, 31));
    let (terms, best) = (terms(), BestHoursQuestion { hours: 16, stretch_hours_min: 8 });
    let own = Week::of_hours(&weekend()).unwrap();
    let mut tell = |_| ControlFlow::Continue(());
    let mut steps = Steps::new(&mut tell);
    let mut search = Search::new(&calls, &terms, &best, &mut steps).unwrap();
    let chosen = search.best(&[own], &mut steps).unwrap();
    assert!(search.incidents_a_week(&chosen) >= search.incidents_a_week(&own));
}

/// The calls of every other Tuesday come in the morning, of the others in the evening: chosen by the first, measured by
/// the second.
#[test]
fn what_is_promised_is_measured_on_other_days() {
    let (zone, monday) = (zone("UTC"), date(2026, 1, 5));
    let moment = |week: i64| {
        let tuesday = monday.checked_add((week * 7 + 1).days()).unwrap();
        at(tuesday, if week % 2 == 0 { 9 } else { 20 }, 0, &zone)
    };
    let arrivals = (0..8).map(|week| Arrival { at: moment(week), victim: None }).collect();
    let history = History::new(zone.clone(), days(monday, 56), arrivals);
    let asked = with_best(question(crew(1, 0.0, 1), crew(0, 1.0, 1), 0.0, weekend()), 4, 4);
    let found = answered(&history, &asked).best.unwrap();
    assert!(words(&found.reach.hours).starts_with("tue 0"), "{}", words(&found.reach.hours));
    assert_eq!((found.reach.incidents.middle as u32, found.measured_a_week.high as u32), (4, 0));
    assert!((found.reach.incidents_a_week.middle - 0.5).abs() < 1e-9);
}

#[test]
fn the_whole_week_is_one_way_of_laying_it() {
    let asked = with_best(question(crew(1, 20.0, 30), crew(0, 1.0, 1), 0.0, weekend()), 168, 24);
    let found = answered(&with_peaks(&[], 1), &asked).best.unwrap();
    assert_eq!((found.reach.hours.len(), found.reach.hours_a_week as u32), (7, 168));
}

#[test]
fn equal_hours_are_laid_in_one_stretch() {
    let history = at_random(&zone("UTC"), days(date(2026, 1, 5), 56), &mut Dice(3), |_| 1e-9);
    let asked = with_best(question(crew(1, 20.0, 30), crew(0, 1.0, 1), 0.0, weekend()), 16, 4);
    assert_eq!(answered(&history, &asked).best.unwrap().reach.hours.len(), 1);
}

#[test]
fn without_a_day_to_measure_on_there_are_no_best_hours() {
    let history = at_random(&zone("UTC"), days(date(2026, 1, 5), 7), &mut Dice(3), |_| 3.0);
    let asked = with_best(question(crew(1, 20.0, 30), crew(0, 1.0, 1), 0.0, weekend()), 16, 4);
    assert_eq!(answered(&history, &asked).best, None);
}
