//! The best hours: where they are obvious, against layouts at random, and at the edges of what may be asked.

use std::ops::ControlFlow;

use alongside_core::demand::{
    HOURS_OF_WEEK, History,
    cover::{Block, Calls, Search, Steps, Terms, Week},
};
use alongside_protocol::view::{BestHoursQuestion, HoursView};
use jiff::civil::date;
use rstest::rstest;

use super::making::{Dice, answered, at_random, crew, days, question, weekend, with_best, zone};

fn words(hours: &[HoursView]) -> String {
    hours.iter().map(|one| format!("{} {}-{}", one.day, one.from, one.until)).collect::<Vec<_>>().join(", ")
}

/// Twelve weeks of calls that come mostly in some hours of the week.
fn with_peaks(peaks: &[std::ops::Range<usize>], seed: u64) -> History {
    let busy = |hour: usize| peaks.iter().any(|peak| peak.contains(&hour) || peak.contains(&(hour + HOURS_OF_WEEK)));
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
#[case::friday_night_and_tuesday(&[116..122, 34..38], 10, 4, "tue 10:00-14:00, fri 20:00-02:00")]
#[case::sunday_into_monday(&[165..171], 6, 3, "sun 21:00-03:00")]
#[case::whole_stretches_only(&[58..60, 106..114], 8, 8, "fri 10:00-18:00")]
#[case::longer_than_a_day(&[110..140], 30, 6, "fri 14:00-14:00, sat 14:00-20:00")]
fn the_hours_in_which_calls_come(
    #[case] peaks: &[std::ops::Range<usize>],
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
}

#[test]
fn never_worse_than_the_hours_asked_about_or_the_schemes_own() {
    let history = with_peaks(&[110..118, 130..142, 20..23], 2);
    let calls = Calls::between(&history, date(2026, 1, 1), date(2026, 12, 31));
    let (terms, best) = (terms(), BestHoursQuestion { hours: 16, stretch_hours_min: 8 });
    let own = Week::of_hours(&weekend()).unwrap();
    let mut tell = |_| ControlFlow::Continue(());
    let mut steps = Steps::new(&mut tell);
    let mut search = Search::new(&calls, &terms, &best, &mut steps).unwrap();
    let chosen = search.best(&[own], &mut steps).unwrap();
    assert!(search.incidents_a_week(&chosen) >= search.incidents_a_week(&own));
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
