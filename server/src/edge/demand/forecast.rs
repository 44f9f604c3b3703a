//! The calls that are to be expected.

use std::sync::Arc;

use alongside_core::{
    demand::{
        BackTest, DAYS_NEEDED, Score, Slot,
        calendar::{day_of, hours_of_day},
    },
    scheme::Scheme,
    shift,
};
use alongside_protocol::{
    BoardId, Millis,
    view::{DemandForecast, ExpectedCalls, ForecastMethod, ForecastScore, ForecastTest},
};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use jiff::{
    Span, Timestamp,
    civil::{Date, Weekday},
};
use serde::Deserialize;

use super::{
    super::{
        App,
        guard::{SignedIn, board_of},
        problem::Problem,
    },
    away, query,
    table::{Format, csv},
    today_in,
};
use crate::{clock, demand::Learnt};

/// Hours ahead that are shown one by one.
const HOURS: usize = 24;
/// How far ahead covered stretches are looked for, days.
const STRETCH_DAYS: i64 = 8;

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Board id.
    board: String,
    #[serde(default)]
    format: Format,
}

#[utoipa::path(get, path = "/api/v1/demand/forecast", params(Asked), responses(
    (status = 200, description = "Calls to be expected in the coming hours and at the next weekend, with the 80 % interval", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"),
    (status = 503, description = "The records cannot be read just now")))]
pub async fn forecast(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let asked = query(asked, "board, and format (json, csv)")?;
    let board = board_of(&app, &identity, &BoardId::from(asked.board.as_str()))?;
    let now = clock::now_ms();
    let known = app.demand.known(board, now).await.map_err(|error| away(&error))?;
    let scheme = Arc::clone(&board.scheme);
    let learnt = app.demand.learnt(board.id(), &scheme.zone, &known, now).await;
    let learnt = learnt.map_err(|error| away(&error))?;
    let demand = assemble(&scheme, board.id(), now, &learnt);
    if asked.format == Format::Json {
        return Ok(Json(demand).into_response());
    }
    let local = |at: Millis| {
        let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(board.scheme.zone.clone());
        at.strftime("%Y-%m-%d %H:%M").to_string()
    };
    let parts = [("hour", &demand.hours), ("weekend", &demand.weekend), ("covered", &demand.stretches)];
    let rows = parts.into_iter().flat_map(|(part, expected)| {
        expected.iter().map(move |one| {
            let mean = format!("{:.2}", one.mean);
            [part.to_owned(), local(one.from), local(one.until), mean, one.low.to_string(), one.high.to_string()]
        })
    });
    csv(
        &format!("forecast-{}", today_in(&board.scheme.zone, now)),
        ["part", "from", "until", "mean", "low", "high"],
        rows,
    )
}

fn assemble(scheme: &Scheme, board: &BoardId, now: Millis, learnt: &Learnt) -> DemandForecast {
    let expect = |slots: &[Slot]| -> Option<ExpectedCalls> {
        let (first, last, model) = (slots.first()?, slots.last()?, learnt.model.as_ref()?);
        let expected = model.expect(slots);
        Some(ExpectedCalls {
            from: first.from,
            until: last.until,
            mean: expected.mean,
            low: expected.low,
            high: expected.high,
            covered: shift::covered_at(scheme, first.from).is_some(),
        })
    };
    let today = today_in(&scheme.zone, now);
    let ahead = |days: std::ops::Range<i64>| -> Vec<Slot> {
        let dates = days.filter_map(|day| today.checked_add(Span::new().days(day)).ok());
        dates.flat_map(|date| hours_of_day(date, &scheme.zone)).collect()
    };
    let coming: Vec<Slot> = ahead(0..3).into_iter().filter(|slot| slot.until > now).take(HOURS).collect();
    let weekend = weekend_after(today).into_iter().flat_map(|day| hours_of_day(day, &scheme.zone));
    let weekend: Vec<Slot> = weekend.filter(|slot| slot.until > now).collect();
    DemandForecast {
        board: board.clone(),
        time_zone: scheme.time_zone.clone(),
        made_at: now,
        days: learnt.days,
        days_needed: DAYS_NEEDED as u32,
        hours: coming.iter().filter_map(|slot| expect(std::slice::from_ref(slot))).collect(),
        weekend: weekend.iter().filter_map(|slot| expect(std::slice::from_ref(slot))).collect(),
        stretches: stretches(scheme, &ahead(0..STRETCH_DAYS + 1), now)
            .iter()
            .filter_map(|slots| expect(slots))
            .collect(),
        back_test: learnt.test.as_ref().map(tested),
    }
}

fn tested(test: &BackTest) -> ForecastTest {
    let score = |method, score: &Score| ForecastScore {
        method,
        mean_absolute_error: score.mean_absolute_error,
        root_mean_square_error: score.root_mean_square_error,
        log_score: score.log_score,
        within_interval: score.within_interval,
    };
    ForecastTest {
        days: test.days as u32,
        hours: test.hours as u32,
        methods: vec![
            score(ForecastMethod::Shown, &test.shown),
            score(ForecastMethod::SameHourLastWeek, &test.same_hour_last_week),
            score(ForecastMethod::AverageOfHour, &test.average_of_hour),
        ],
    }
}

/// The Saturday and Sunday that come next; on a Saturday or a Sunday itself what is left of them.
fn weekend_after(today: Date) -> Vec<Date> {
    let days = (0..7).filter_map(|day| today.checked_add(Span::new().days(day)).ok());
    let mut weekend: Vec<Date> =
        days.skip_while(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)).take(2).collect();
    weekend.retain(|day| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    weekend
}

/// Covered hours that follow on each other, not beyond one day's, each that is not over.
fn stretches(scheme: &Scheme, slots: &[Slot], now: Millis) -> Vec<Vec<Slot>> {
    let mut all: Vec<(Millis, Vec<Slot>)> = Vec::new();
    for slot in slots.iter().filter(|slot| slot.until > now) {
        let Some(covered) = shift::covered_at(scheme, slot.from) else { continue };
        match all.last_mut() {
            Some((from, stretch)) if *from == covered.from => stretch.push(*slot),
            _ => all.push((covered.from, vec![*slot])),
        }
    }
    let horizon = slots.last().and_then(|slot| day_of(slot.from, &scheme.zone));
    // One that reaches beyond what is looked at would be shown cut short.
    all.retain(|(from, _)| day_of(*from, &scheme.zone) != horizon);
    all.into_iter().map(|(_, stretch)| stretch).collect()
}
