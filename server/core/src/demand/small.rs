//! Small numbers, which could tell of one person, are not shown outside the force; nor is another one by which such a
//! number could be had as the rest of a sum, or by knowing this rule.

use alongside_protocol::view::{
    CoverAnswer, CoverReach, EarlierDemand, FigureRow, FigureUnit, FunnelStage, TodayDemand, WaitKind,
};

use crate::counting::Times;

/// Whether a count may not be shown. Nought says of nobody anything.
fn is_small(count: u32, below: u32) -> bool {
    (1..below).contains(&count)
}

/// Hides the small ones among counts whose sum is shown, noughts with them, and of the next larger as many as it takes
/// for the rest of the sum to say nothing: not one number, not the least that all can be, and not the most.
pub fn hide_parts(parts: &mut [Option<u32>], below: u32) {
    if !parts.iter().flatten().any(|count| is_small(*count, below)) {
        return;
    }
    let (mut hidden, mut rest, mut larger) = (0_u32, 0_u32, false);
    for part in parts.iter_mut() {
        if let Some(count) = part.filter(|count| *count < below) {
            hidden += 1;
            rest += count;
            *part = None;
        }
    }
    while hidden < 2 || rest < below || (!larger && rest == hidden * (below - 1)) {
        let Some(next) = parts.iter_mut().filter(|part| part.is_some()).min() else { return };
        rest += next.take().unwrap_or_default();
        hidden += 1;
        larger = true;
    }
}

/// Hides a number that stands alone.
fn hide_alone(count: &mut Option<u32>, below: u32) {
    if count.is_some_and(|count| is_small(count, below)) {
        *count = None;
    }
}

/// From stage to stage of the way of the same people: hides a small one, and one after which few are missing.
fn hide_way<'a>(stages: impl Iterator<Item = &'a mut Option<u32>>, below: u32) {
    let mut above: Option<u32> = None;
    for stage in stages {
        let Some(count) = *stage else { continue };
        let lost = above.and_then(|above| above.checked_sub(count));
        if is_small(count, below) || lost.is_some_and(|lost| is_small(lost, below)) {
            *stage = None;
        } else {
            above = Some(count);
        }
    }
}

/// What of earlier demand a reader outside the force is shown.
pub fn hide_earlier(demand: &mut EarlierDemand, below: u32) {
    demand.small_number = Some(below);
    hide_alone(&mut demand.calls, below);
    hide_alone(&mut demand.imported, below);
    let ours = demand.calls.zip(demand.imported).map(|(calls, imported)| calls.saturating_sub(imported));
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
    hide_way(demand.funnel.iter_mut().map(|step| &mut step.count), below);
    // All calls less ours are the imported ones, and all calls are the sum of every table here.
    if demand.imported.is_none() {
        for step in demand.funnel.iter_mut().filter(|step| step.stage == FunnelStage::Incidents) {
            step.count = None;
        }
    }
    for wait in &mut demand.waits {
        let stage = match wait.wait {
            WaitKind::Review => FunnelStage::Reviewed,
            WaitKind::Contact => FunnelStage::Contacted,
            WaitKind::Car => FunnelStage::Visited,
        };
        // The same people, counted a second time.
        let hidden = demand.funnel.iter().any(|step| step.stage == stage && step.count.is_none());
        let few = wait.people.is_none_or(|people| is_small(people, below));
        let beyond = wait.people.zip(wait.within_target).map(|(people, within)| people.saturating_sub(within));
        if few {
            (wait.median_ms, wait.p90_ms) = (None, None);
        }
        // Nine in ten of fewer than ten are all of them: the longest wait is one person's.
        if wait.people.is_some_and(|people| people < 10) {
            wait.p90_ms = None;
        }
        if few || hidden {
            (wait.people, wait.within_target) = (None, None);
        }
        hide_alone(&mut wait.within_target, below);
        if beyond.is_some_and(|beyond| is_small(beyond, below)) {
            wait.within_target = None;
        }
    }
}

/// The same of today and the days beside it. Sums over the hours go with the first hidden hour.
pub fn hide_today(demand: &mut TodayDemand, below: u32) {
    for day in std::iter::once(&mut demand.today).chain(&mut demand.earlier) {
        hide_parts(&mut day.calls, below);
    }
    hide_alone(&mut demand.until_now, below);
    if demand.today.calls.contains(&None) {
        demand.until_now = None;
    }
    if demand.earlier.iter().any(|day| day.calls.contains(&None)) {
        demand.usual_until_now = None;
    }
}

/// The way of the same people through a report: how many are missing from one to the next could tell of one.
const WAY: [&str; 6] = ["people", "reviewed", "contacted", "visited", "referred", "accepted"];

/// The same of a report's rows. A mean or a median of few people tells of them like their number.
pub fn hide_figures(rows: &mut [FigureRow], times: &Times, below: u32) {
    let value =
        |rows: &[FigureRow], figure: &str| rows.iter().find(|row| row.figure == figure).and_then(|row| row.value);
    let is_few = |value: f64| value > 0.0 && value < f64::from(below);
    let mut hidden: Vec<String> = rows
        .iter()
        .filter(|row| !matches!(row.unit, FigureUnit::Minutes | FigureUnit::PerPerson) && row.value.is_some_and(is_few))
        .map(|row| row.figure.clone())
        .collect();
    let mut way: Vec<Option<u32>> = WAY.iter().map(|stage| value(rows, stage).map(|count| count as u32)).collect();
    hide_way(way.iter_mut(), below);
    hidden.extend(WAY.iter().zip(way).filter(|(_, shown)| shown.is_none()).map(|(stage, _)| (*stage).to_owned()));
    for (measured, people) in [
        ("review_median", times.review.len()),
        ("contact_median", times.contact.len()),
        ("car_median", times.car.len()),
    ] {
        if is_few(people as f64) {
            hidden.push(measured.to_owned());
        }
    }
    for (part, whole) in [
        ("attempts_per_person", "people_attempted"),
        ("attempts", "people_attempted"),
        ("children_placed", "refuge_placed"),
        ("escalations_regraded", "escalations"),
    ] {
        let rest = value(rows, whole).zip(value(rows, part)).map(|(whole, part)| whole - part);
        let is_part = part == "escalations_regraded";
        if value(rows, whole).is_some_and(is_few) || (is_part && rest.is_some_and(is_few)) {
            hidden.push(part.to_owned());
        }
    }
    for row in rows.iter() {
        // Of those who were asked, how many did not say "yes"; and what few people answered.
        if let Some(question) = row.figure.strip_prefix("answer/").and_then(|rest| rest.split('/').next()) {
            let asked = value(rows, &format!("answer/{question}/asked"));
            let rest = asked.zip(row.value).map(|(asked, yes)| asked - yes);
            if asked.is_some_and(is_few) || (row.figure.ends_with("/yes") && rest.is_some_and(is_few)) {
                hidden.push(row.figure.clone());
            }
        }
    }
    // Sites are parts of the whole.
    for count in ["received", "engaged", "referred"] {
        let sites: Vec<usize> = (0..rows.len())
            .filter(|place| {
                rows[*place].figure.starts_with("site/") && rows[*place].figure.ends_with(&format!("/{count}"))
            })
            .collect();
        let mut counts: Vec<Option<u32>> =
            sites.iter().map(|place| rows[*place].value.map(|count| count as u32)).collect();
        hide_parts(&mut counts, below);
        hidden.extend(
            sites.iter().zip(counts).filter(|(_, shown)| shown.is_none()).map(|(place, _)| rows[*place].figure.clone()),
        );
    }
    for row in rows.iter_mut().filter(|row| hidden.contains(&row.figure)) {
        (row.value, row.hidden) = (None, true);
    }
}

/// Whether an answer of the cover planner tells of few people anywhere: then it is not shown outside the force.
pub fn tells_of_few(answer: &CoverAnswer, below: u32) -> bool {
    let few = |count: f64| count > 0.0 && count < f64::from(below);
    let reach = |reach: &CoverReach| {
        let spreads = [reach.incidents, reach.victims, reach.by_worker, reach.by_car];
        few(f64::from(reach.offered)) || spreads.iter().any(|spread| few(spread.low) || few(spread.high))
    };
    few(f64::from(answer.calls))
        || few(f64::from(answer.victims))
        || reach(&answer.asked)
        || reach(&answer.now)
        || answer.best.as_ref().is_some_and(|best| reach(&best.reach))
}
