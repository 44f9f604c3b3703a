//! Small numbers, which could tell of one person, are not shown outside the force; nor is another one by which such a
//! number could be had as the rest of a sum.

use alongside_protocol::view::{EarlierDemand, FigureRow, FigureUnit, TodayDemand};

/// Whether a count may not be shown. Nought says of nobody anything.
fn is_small(count: u32, below: u32) -> bool {
    (1..below).contains(&count)
}

/// Hides the small ones among counts whose sum is shown; where that is one alone, or several that together are still
/// small, the next larger as well.
pub fn hide_parts(parts: &mut [Option<u32>], below: u32) {
    let mut hidden = 0;
    let mut any = 0;
    for part in parts.iter_mut() {
        if let Some(count) = part.filter(|count| is_small(*count, below)) {
            hidden += count;
            any += 1;
            *part = None;
        }
    }
    while any > 0 && (any == 1 || hidden < below) {
        let next = parts.iter_mut().filter(|part| part.is_some_and(|count| count > 0)).min();
        let Some(next) = next else { return };
        hidden += next.take().unwrap_or_default();
        any += 1;
    }
}

/// Hides a number that stands alone.
pub fn hide_alone(count: &mut Option<u32>, below: u32) {
    if count.is_some_and(|count| is_small(count, below)) {
        *count = None;
    }
}

/// What of earlier demand a reader outside the force is shown.
pub fn hide_earlier(demand: &mut EarlierDemand, below: u32) {
    demand.small_number = Some(below);
    hide_alone(&mut demand.calls, below);
    hide_alone(&mut demand.imported, below);
    let ours = demand.calls.zip(demand.imported).map(|(calls, imported)| calls - imported);
    if ours.is_some_and(|ours| is_small(ours, below)) {
        demand.imported = None;
    }
    let mut cells: Vec<Option<u32>> = demand.heat.iter().map(|cell| cell.calls).collect();
    hide_parts(&mut cells, below);
    for (cell, calls) in demand.heat.iter_mut().zip(cells) {
        if calls.is_none() {
            (cell.calls, cell.calls_per_hour) = (None, None);
        }
    }
    let mut weeks: Vec<Option<u32>> = demand.weeks.iter().map(|week| week.calls).collect();
    hide_parts(&mut weeks, below);
    for (week, calls) in demand.weeks.iter_mut().zip(weeks) {
        if calls.is_none() {
            (week.calls, week.calls_per_day) = (None, None);
        }
    }
    for groups in [&mut demand.by_area, &mut demand.by_grade, &mut demand.by_repeat] {
        let mut calls: Vec<Option<u32>> = groups.iter().map(|group| group.calls).collect();
        hide_parts(&mut calls, below);
        groups.iter_mut().zip(calls).for_each(|(group, calls)| group.calls = calls);
    }
    for wait in &mut demand.waits {
        let beyond = wait.people.zip(wait.within_target).map(|(people, within)| people - within);
        if wait.people.is_some_and(|people| is_small(people, below)) {
            (wait.people, wait.median_ms, wait.p90_ms, wait.within_target) = (None, None, None, None);
        }
        hide_alone(&mut wait.within_target, below);
        if beyond.is_some_and(|beyond| is_small(beyond, below)) {
            wait.within_target = None;
        }
    }
    // From stage to stage it is what was lost that could tell of one person.
    let mut above: Option<u32> = None;
    for step in &mut demand.funnel {
        let Some(count) = step.count else { continue };
        let lost = above.and_then(|above| above.checked_sub(count));
        if is_small(count, below) || lost.is_some_and(|lost| is_small(lost, below)) {
            step.count = None;
        } else {
            above = Some(count);
        }
    }
}

/// The same of today and the days beside it.
pub fn hide_today(demand: &mut TodayDemand, below: u32) {
    for day in std::iter::once(&mut demand.today).chain(&mut demand.earlier) {
        hide_parts(&mut day.calls, below);
    }
    hide_alone(&mut demand.until_now, below);
}

/// The same of a report's rows. A mean or a median of few people tells of them like their number.
pub fn hide_figures(rows: &mut [FigureRow], below: u32) {
    let people =
        |rows: &[FigureRow], figure: &str| rows.iter().find(|row| row.figure == figure).and_then(|row| row.value);
    let few = |value: Option<f64>| value.is_some_and(|value| value > 0.0 && value < f64::from(below));
    let measured = [
        ("review_median", "reviewed"),
        ("contact_median", "contacted"),
        ("car_median", "visited"),
        ("attempts_per_person", "people_attempted"),
    ];
    let of_few: Vec<&str> =
        measured.into_iter().filter(|(_, counted)| few(people(rows, counted))).map(|(figure, _)| figure).collect();
    for row in rows.iter_mut() {
        let is_count = !matches!(row.unit, FigureUnit::Minutes | FigureUnit::PerPerson);
        if of_few.contains(&row.figure.as_str()) || (is_count && few(row.value)) {
            (row.value, row.hidden) = (None, true);
        }
    }
}
