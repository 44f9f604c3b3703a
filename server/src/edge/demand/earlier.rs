//! Earlier demand, and today beside earlier weeks.

use std::sync::Arc;

use alongside_core::{
    Scheme,
    counting::Tally,
    demand::{
        calendar::{day_of, hour_of_week},
        earlier as counted,
        small::{hide_earlier, hide_today},
    },
};
use alongside_protocol::{
    BoardId, Millis, Refusal,
    view::{DayCount, EarlierDemand, GroupCount, TodayDemand, WaitKind},
};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use jiff::{Span, civil::Date};
use serde::Deserialize;

use super::{
    super::{
        App,
        guard::{SignedIn, board_of},
        problem::Problem,
    },
    away,
    period::Period,
    query, small_number,
    table::{Format, count, csv, rounded, text},
    today_in,
};
use crate::{clock, demand::Known};

/// Days of a period that nobody named: a year.
const DAYS: i64 = 365;
/// Earlier weeks that stand beside today.
const WEEKS: i64 = 8;
const DAY_NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Board id.
    board: String,
    /// First day, local to the scheme, `YYYY-MM-DD`. With `to`, or neither: then the last 365 days of which anything is known.
    from: Option<String>,
    /// Last day, included.
    to: Option<String>,
    #[serde(default)]
    format: Format,
    /// Of `format=csv`: which table.
    part: Option<Part>,
}

#[derive(Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    Heat,
    Weeks,
    Waits,
    Funnel,
    Areas,
    Grades,
    Repeats,
}

#[utoipa::path(get, path = "/api/v1/demand/earlier", params(Asked), responses(
    (status = 200, description = "Counts of earlier calls by time, area, grade and repeat, and what was done", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"), (status = 422, description = "Days that are none"),
    (status = 503, description = "The records cannot be read just now")))]
pub async fn earlier(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let allowed = "board, from and to, format (json, csv), part (heat, weeks, waits, funnel, areas, grades, repeats)";
    let asked = query(asked, allowed)?;
    let board = board_of(&app, &identity, &BoardId::from(asked.board.as_str()))?;
    let (scheme, now) = (&board.scheme, clock::now_ms());
    let known = app.demand.known(board, now).await.map_err(|error| away(&error))?;
    let period = match (&asked.from, &asked.to) {
        (Some(from), Some(to)) => Period::read(from, to)?,
        (None, None) => {
            let to = known.days.last().copied().unwrap_or_else(|| today_in(&scheme.zone, now));
            Period { from: to.checked_sub(Span::new().days(DAYS - 1)).unwrap_or(to), to }
        }
        (from, _) => {
            let missing = if from.is_none() { "from" } else { "to" };
            return Err(Refusal::invalid(missing, "nothing", "from and to, or neither").into());
        }
    };
    let (from, until) = period.millis(&scheme.zone)?;
    let tallies = app.demand.tallies(board, from, until).await.map_err(|error| away(&error))?;
    let scheme = Arc::clone(scheme);
    let counting = app.demand.count(move || counted_within(&scheme, period, (from, until), &known, &tallies, now));
    let mut demand = counting.await.map_err(|error| away(&error))?;
    let small = small_number(board, &identity);
    if let Some(below) = small {
        hide_earlier(&mut demand, below);
    }
    match (asked.format, asked.part) {
        (Format::Json, None) => Ok(Json(demand).into_response()),
        (Format::Csv, Some(part)) => as_csv(&demand, part, small),
        (Format::Json, Some(_)) => Err(Refusal::invalid("part", "a table", "nothing, with format=json").into()),
        (Format::Csv, None) => {
            let allowed = "heat, weeks, waits, funnel, areas, grades, repeats";
            Err(Refusal::invalid("part", "nothing", allowed).into())
        }
    }
}

/// Everything that there is to count in `from <= t < until`, of the days that were watched.
fn counted_within(
    scheme: &Scheme,
    period: Period,
    (from, until): (Millis, Millis),
    known: &Known,
    tallies: &[Tally],
    now: Millis,
) -> EarlierDemand {
    // Today is not over: it stands beside earlier weeks, and not among them.
    let today = today_in(&scheme.zone, now);
    let days: Vec<Date> = known.days.iter().copied().filter(|day| period.holds(*day) && *day < today).collect();
    let on_watched = |at: Millis| day_of(at, &scheme.zone).is_some_and(|day| days.binary_search(&day).is_ok());
    let within = |all: &[counted::Call]| -> Vec<counted::Call> {
        let (first, last) = (all.partition_point(|call| call.at < from), all.partition_point(|call| call.at < until));
        all[first..last].iter().filter(|call| on_watched(call.at)).cloned().collect()
    };
    let (calls, imported) = (within(&known.calls), within(&known.imported).len());
    let tallies: Vec<&Tally> = tallies.iter().filter(|tally| on_watched(tally.received_at)).collect();
    EarlierDemand {
        board: scheme.id.clone(),
        time_zone: scheme.time_zone.clone(),
        from: period.from.to_string(),
        to: period.to.to_string(),
        watched_days: days.len() as u32,
        known_from: known.days.first().map(ToString::to_string),
        known_to: known.days.last().map(ToString::to_string),
        calls: Some(calls.len() as u32),
        imported: Some(imported as u32),
        small_number: None,
        heat: counted::heat(&scheme.zone, &days, &calls),
        weeks: counted::weeks(&scheme.zone, &days, &calls),
        waits: counted::waits(&scheme.counting.targets, tallies.iter().copied()),
        funnel: counted::funnel(scheme, tallies.iter().copied()),
        by_area: counted::by_area(&calls),
        by_grade: counted::by_grade(scheme, &calls),
        by_repeat: counted::by_repeat(&known.calls, from, until, on_watched),
    }
}

fn as_csv(demand: &EarlierDemand, part: Part, small: Option<u32>) -> Result<Response, Problem> {
    let EarlierDemand { from, to, .. } = demand;
    let name = |part: &str| format!("demand-{part}-{from}-{to}");
    let groups = |part: &str, column: &str, groups: &[GroupCount]| {
        let rows = groups.iter().map(|one| [one.group.clone(), one.label.clone(), count(one.calls, small)]);
        csv(&name(part), [column, "label", "calls"], rows)
    };
    match part {
        Part::Heat => csv(
            &name("heat"),
            ["day", "hour", "calls", "watched hours", "calls an hour"],
            demand.heat.iter().enumerate().map(|(hour, cell)| {
                let (day, of_day) = (DAY_NAMES[hour / 24 % 7], hour % 24);
                let watched = format!("{:.2}", cell.watched_hours);
                [
                    day.to_owned(),
                    format!("{of_day:02}:00"),
                    count(cell.calls, small),
                    watched,
                    rounded(cell.calls_per_hour),
                ]
            }),
        ),
        Part::Weeks => csv(
            &name("weeks"),
            ["week from Monday", "watched days", "calls", "calls a day"],
            demand.weeks.iter().map(|week| {
                let days = week.watched_days.to_string();
                [week.monday.clone(), days, count(week.calls, small), rounded(week.calls_per_day)]
            }),
        ),
        Part::Waits => csv(
            &name("waits"),
            ["wait", "people", "median ms", "p90 ms", "target ms", "within target"],
            demand.waits.iter().map(|wait| {
                let within = wait.target_ms.map_or_else(String::new, |_| count(wait.within_target, small));
                let name = match wait.wait {
                    WaitKind::Review => "from the call to the first look",
                    WaitKind::Contact => "from the call to the first contact",
                    WaitKind::Car => "from the first police unit at the scene to the car",
                };
                let (median, p90, target) = (text(wait.median_ms), text(wait.p90_ms), text(wait.target_ms));
                [name.to_owned(), count(wait.people, small), median, p90, target, within]
            }),
        ),
        Part::Funnel => csv(
            &name("funnel"),
            ["stage", "count"],
            demand.funnel.iter().map(|step| [format!("{:?}", step.stage).to_lowercase(), count(step.count, small)]),
        ),
        Part::Areas => groups("areas", "beat", &demand.by_area),
        Part::Grades => groups("grades", "grade", &demand.by_grade),
        Part::Repeats => groups("repeats", "kind", &demand.by_repeat),
    }
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct TodayAsked {
    /// Board id.
    board: String,
    #[serde(default)]
    format: Format,
}

#[utoipa::path(get, path = "/api/v1/demand/today", params(TodayAsked), responses(
    (status = 200, description = "Calls of this day by hour, beside the same weekday of the eight weeks before", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"),
    (status = 503, description = "The records cannot be read just now")))]
pub async fn today(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    asked: Result<Query<TodayAsked>, QueryRejection>,
) -> Result<Response, Problem> {
    let asked = query(asked, "board, and format (json, csv)")?;
    let board = board_of(&app, &identity, &BoardId::from(asked.board.as_str()))?;
    let (zone, now) = (&board.scheme.zone, clock::now_ms());
    let known = app.demand.known(board, now).await.map_err(|error| away(&error))?;
    let (board_id, time_zone, zone) = (board.id().clone(), board.scheme.time_zone.clone(), zone.clone());
    let counting = app.demand.count(move || {
        let day = today_in(&zone, now);
        let earlier: Vec<DayCount> = (1..=WEEKS)
            .filter_map(|weeks| day.checked_sub(Span::new().days(7 * weeks)).ok())
            .filter(|day| known.days.binary_search(day).is_ok())
            .map(|day| counted::day(&zone, day, &known.calls))
            .collect();
        let today = counted::day(&zone, day, &known.calls);
        let over = hour_of_week(now, &zone).map_or(0, |hour| hour % 24);
        let until_now = |day: &DayCount| -> u32 { day.calls.iter().take(over).flatten().sum() };
        TodayDemand {
            board: board_id,
            time_zone,
            at: now,
            until_now: Some(until_now(&today)),
            usual_until_now: middle(earlier.iter().map(until_now).collect()),
            today,
            earlier,
        }
    });
    let mut demand = counting.await.map_err(|error| away(&error))?;
    let small = small_number(board, &identity);
    if let Some(below) = small {
        hide_today(&mut demand, below);
    }
    if asked.format == Format::Json {
        return Ok(Json(demand).into_response());
    }
    let rows = std::iter::once(&demand.today).chain(&demand.earlier).flat_map(|day| {
        let hours = day.calls.iter().enumerate();
        hours.map(|(hour, calls)| [day.day.clone(), format!("{hour:02}:00"), count(*calls, small)])
    });
    csv(&format!("demand-today-{}", demand.today.day), ["day", "hour", "calls"], rows)
}

fn middle(mut counts: Vec<u32>) -> Option<f64> {
    counts.sort_unstable();
    let half = counts.len() / 2;
    match counts.len() {
        0 => None,
        n if n % 2 == 1 => counts.get(half).map(|count| f64::from(*count)),
        _ => Some(f64::midpoint(f64::from(counts[half - 1]), f64::from(counts[half]))),
    }
}
