//! The figures of a period, under the scheme's fixed counting rules. No name is read for them.

use std::sync::Arc;

use alongside_core::figures::period;
use alongside_protocol::{BoardId, Millis, Refusal, view::PeriodFigures};
use axum::{
    Json, Router,
    extract::{Query, State, rejection::QueryRejection},
    routing::get,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    App,
    guard::{SignedIn, board_of},
    problem::Problem,
};
use crate::clock;

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/figures", get(figures))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Board id.
    board: String,
    /// First day, local to the scheme, `YYYY-MM-DD`.
    from: String,
    /// Last day, included.
    to: String,
}

#[derive(Serialize)]
pub struct Answer {
    board: BoardId,
    scheme: String,
    /// IANA; the days are local to it.
    time_zone: String,
    from: String,
    to: String,
    figures: PeriodFigures,
}

#[utoipa::path(get, path = "/api/v1/figures", params(Period), responses(
    (status = 200, description = "Counts of the incidents received on these days", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"), (status = 422, description = "Days that are none")))]
pub async fn figures(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    asked: Result<Query<Period>, QueryRejection>,
) -> Result<Json<Answer>, Problem> {
    let Query(asked) = asked.map_err(|_| {
        Refusal::invalid("query", "something else", "board, from and to, e.g. ?board=…&from=2026-11-01&to=2026-11-30")
    })?;
    let id = BoardId::from(asked.board.as_str());
    let board = board_of(&app, &identity, &id)?;
    let (from, to) = (day("from", &asked.from)?, day("to", &asked.to)?);
    let days = from.until(to).map_or(i32::MAX, |span| span.get_days());
    if days < 0 {
        return Err(Refusal::invalid("to", to.to_string(), format!("{from} or later")).into());
    }
    let scheme = &board.scheme;
    let picture = board.hub.picture();
    let after = to.tomorrow().map_err(|error| Problem::internal(&error))?;
    let (begins, ends) = (midnight(from, &scheme.zone)?, midnight(after, &scheme.zone)?);
    // What is not remembered any more would be counted as if it had not been.
    let remembered = picture.remembers_from(clock::now_ms());
    if begins < remembered {
        let first = Timestamp::from_millisecond(remembered).map_err(|error| Problem::internal(&error))?;
        let first = first.to_zoned(scheme.zone.clone()).date().tomorrow().map_err(|error| Problem::internal(&error))?;
        return Err(Refusal::invalid(
            "from",
            from.to_string(),
            format!("{first} or later: before that not all is kept"),
        )
        .into());
    }
    Ok(Json(Answer {
        board: id,
        scheme: scheme.name.clone(),
        time_zone: scheme.time_zone.clone(),
        from: from.to_string(),
        to: to.to_string(),
        figures: period(&picture, scheme, begins, ends),
    }))
}

fn day(field: &str, text: &str) -> Result<Date, Problem> {
    let read = text.parse::<Date>().ok().filter(|date| date.to_string() == text && date.year() >= 1_970);
    read.ok_or_else(|| {
        let found: String = text.chars().take(20).collect();
        Refusal::invalid(field, format!("{found:?}"), "a day, YYYY-MM-DD").into()
    })
}

/// The first moment of a local day, through both clock changes.
fn midnight(day: Date, zone: &TimeZone) -> Result<Millis, Problem> {
    let zoned = day.to_zoned(zone.clone()).map_err(|error| Problem::internal(&error))?;
    Ok(zoned.timestamp().as_millisecond())
}
