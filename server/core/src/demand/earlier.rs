//! Earlier demand in counts: by hour of the week, by week, by area, grade and repeat, and what was done about it.

use std::collections::{BTreeMap, HashMap};

use alongside_protocol::{
    Millis,
    view::{DayCount, FunnelStage, FunnelStep, GroupCount, HeatCell, WaitFigures, WaitKind, WeekCount},
};
use jiff::{Span, civil::Date, tz::TimeZone};

use super::calendar::{HOURS_OF_WEEK, day_of, hour_of_week, hours_of_day, midnight};
use crate::{
    counting::{Tally, Times, counts, median, p90},
    scheme::{Scheme, counting::Targets},
};

/// One call as these counts see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub at: Millis,
    /// As in [`super::Arrival`].
    pub victim: Option<u64>,
    pub grade: String,
    pub beat: String,
}

/// How long after a victim's last call another one counts as a repeat, ms: twelve months.
const REPEAT_MS: Millis = 365 * 86_400_000;

/// Calls by hour of the week, of days that were watched.
pub fn heat(zone: &TimeZone, days: &[Date], calls: &[Call]) -> Vec<HeatCell> {
    let mut watched = [0.0; HOURS_OF_WEEK];
    for slot in days.iter().flat_map(|day| hours_of_day(*day, zone)) {
        watched[slot.hour] += (slot.until - slot.from) as f64 / 3_600_000.0;
    }
    let mut counted = [0_u32; HOURS_OF_WEEK];
    for hour in calls.iter().filter_map(|call| hour_of_week(call.at, zone)) {
        counted[hour] += 1;
    }
    watched
        .into_iter()
        .zip(counted)
        .map(|(watched_hours, calls)| HeatCell {
            calls: Some(calls),
            watched_hours,
            calls_per_hour: (watched_hours > 0.0).then(|| f64::from(calls) / watched_hours),
        })
        .collect()
}

/// Calls by week from Monday, from the first to the last; one that nobody watched has none.
pub fn weeks(zone: &TimeZone, days: &[Date], calls: &[Call]) -> Vec<WeekCount> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    let mut by_monday: BTreeMap<Date, (u32, u32)> = BTreeMap::new();
    let mut monday = monday_of(*first);
    while monday <= *last {
        by_monday.insert(monday, (0, 0));
        let Ok(next) = monday.checked_add(Span::new().days(7)) else { break };
        monday = next;
    }
    for day in days {
        by_monday.entry(monday_of(*day)).or_default().0 += 1;
    }
    for day in calls.iter().filter_map(|call| day_of(call.at, zone)) {
        by_monday.entry(monday_of(day)).or_default().1 += 1;
    }
    by_monday
        .into_iter()
        .map(|(monday, (watched_days, calls))| WeekCount {
            monday: monday.to_string(),
            watched_days,
            calls: Some(calls),
            calls_per_day: (watched_days > 0).then(|| f64::from(calls) / f64::from(watched_days)),
        })
        .collect()
}

fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(Span::new().days(back)).unwrap_or(day)
}

/// By the force's beat, most calls first.
pub fn by_area(calls: &[Call]) -> Vec<GroupCount> {
    let mut by_beat: BTreeMap<&str, u32> = BTreeMap::new();
    for call in calls {
        *by_beat.entry(&call.beat).or_default() += 1;
    }
    let mut groups: Vec<_> = by_beat.into_iter().map(|(beat, calls)| group(beat, beat, calls)).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.calls));
    groups
}

/// By grade in the scheme's order; what it does not know stands last.
pub fn by_grade(scheme: &Scheme, calls: &[Call]) -> Vec<GroupCount> {
    let mut by_code: BTreeMap<(u8, &str), u32> = BTreeMap::new();
    for (place, grade) in scheme.grades.iter().enumerate() {
        by_code.insert((place as u8 + 1, &grade.code), 0);
    }
    for call in calls {
        *by_code.entry((scheme.grade_rank(&call.grade), &call.grade)).or_default() += 1;
    }
    let label = |code: &str| scheme.grades.iter().find(|grade| grade.code == code).map_or("", |grade| &grade.label);
    by_code.into_iter().map(|((_, code), calls)| group(code, label(code), calls)).collect()
}

/// First call or repeat, of the calls that `counts` says. `all` is in order of time and reaches back before `from`, as far
/// as anything is known.
pub fn by_repeat(all: &[Call], from: Millis, until: Millis, counts: impl Fn(Millis) -> bool) -> Vec<GroupCount> {
    let mut last: HashMap<u64, Millis> = HashMap::new();
    let (mut first, mut repeat, mut unknown) = (0, 0, 0);
    for call in all.iter().take_while(|call| call.at < until) {
        let before = call.victim.map(|victim| last.insert(victim, call.at));
        if call.at < from || !counts(call.at) {
            continue;
        }
        match before {
            None => unknown += 1,
            Some(Some(before)) if call.at - before <= REPEAT_MS => repeat += 1,
            Some(_) => first += 1,
        }
    }
    vec![group("first", "", first), group("repeat", "", repeat), group("", "", unknown)]
}

fn group(group: &str, label: &str, calls: u32) -> GroupCount {
    GroupCount { group: group.to_owned(), label: label.to_owned(), calls: Some(calls) }
}

/// How long people waited, against the scheme's targets.
pub fn waits<'a>(targets: &Targets, tallies: impl Iterator<Item = &'a Tally>) -> Vec<WaitFigures> {
    let Times { review, contact, car } = Times::of(tallies);
    [
        (WaitKind::Review, review, targets.review_ms),
        (WaitKind::Contact, contact, targets.contact_ms),
        (WaitKind::Car, car, targets.car_ms),
    ]
    .into_iter()
    .map(|(wait, times, target_ms)| WaitFigures {
        wait,
        people: Some(times.len() as u32),
        within_target: target_ms.map(|target| times.iter().filter(|time| **time <= target).count() as u32),
        target_ms,
        p90_ms: p90(times.clone()),
        median_ms: median(times),
    })
    .collect()
}

/// From the incident to the referral, under the scheme's counting rules. What a service makes of a referral is not
/// recorded yet.
pub fn funnel<'a>(scheme: &Scheme, tallies: impl Iterator<Item = &'a Tally>) -> Vec<FunnelStep> {
    let counts = counts(scheme, tallies);
    [
        (FunnelStage::Incidents, counts.received),
        (FunnelStage::People, counts.people),
        (FunnelStage::Reviewed, counts.reviewed),
        (FunnelStage::Contacted, counts.contacted),
        (FunnelStage::Visited, counts.visited),
        (FunnelStage::Referred, counts.referred),
        (FunnelStage::Accepted, counts.accepted),
    ]
    .into_iter()
    .map(|(stage, count)| FunnelStep { stage, count: Some(count) })
    .collect()
}

/// Calls of one local day by its 24 hours. `all` is in order of time.
pub fn day(zone: &TimeZone, day: Date, all: &[Call]) -> DayCount {
    let mut hours = vec![0_u32; 24];
    let ends = day.tomorrow().ok().and_then(|next| midnight(next, zone));
    let from = midnight(day, zone).map_or(all.len(), |from| all.partition_point(|call| call.at < from));
    let until = ends.map_or(all.len(), |until| all.partition_point(|call| call.at < until));
    for call in all.get(from..until).unwrap_or_default() {
        if let Some(hour) = hour_of_week(call.at, zone).and_then(|hour| hours.get_mut(hour % 24)) {
            *hour += 1;
        }
    }
    DayCount { day: day.to_string(), calls: hours.into_iter().map(Some).collect() }
}
