//! Where a vehicle location system says where cars are. Kept as live state alone, and never in the journal.

use std::sync::Arc;

use alongside_protocol::{
    BoardId, Millis, Refusal, RefusalCode,
    feed::FeedFault,
    limits::{FIELD_CHARS_MAX, POSITION_AGE_MS_MAX, POSITIONS_PER_REQUEST_MAX},
    tracking::{PositionAnswer, PositionFault, PositionReport},
    view::{CarPosition, Point},
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{
        Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
    routing::post,
};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    App,
    feed::{Where, board_from, kind_of},
    guard::{SignedIn, board_of},
    problem::Problem,
    screening::unread_body,
};
use crate::{board::BoardHandle, clock};

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/feed/v1/positions", post(take))
}

#[utoipa::path(post, path = "/feed/v1/positions", params(Where),
    request_body(content = Object, description = "One position, or an array of at most 1,000: {car, lat, lon, accuracy_m?, at?}"),
    responses(
        (status = 200, description = "All were taken", body = Object),
        (status = 207, description = "Some were not; each with its reason. Their neighbours were taken", body = Object),
        (status = 401, description = "No token, or a stale one"), (status = 403, description = "Not the tracker's role"),
        (status = 413, description = "Too large, or too many; none was taken"),
        (status = 422, description = "Not JSON; none was taken")))]
pub async fn take(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    wanted: Result<Query<Where>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let board: BoardId = board_from(wanted, &identity)?;
    let board = board_of(&app, &identity, &board)?;
    if kind_of(&headers) != "application/json" {
        return Err(Refusal::invalid("content-type", "another type", "application/json").into());
    }
    let body = body.map_err(|error| unread_body(&error, "the body is too large; send fewer at a time"))?;
    let value: Value = serde_json::from_slice(&body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let message = format!("not JSON: unreadable at line {line}, column {column}; nothing was taken");
        Refusal::new(RefusalCode::BodyUnreadable, message)
    })?;
    let items = match value {
        Value::Array(items) => items,
        one => vec![one],
    };
    if items.is_empty() || items.len() > POSITIONS_PER_REQUEST_MAX {
        let message =
            format!("{} positions; 1 to {POSITIONS_PER_REQUEST_MAX} at a time; nothing was taken", items.len());
        return Err(Refusal::new(RefusalCode::BodyTooLarge, message).into());
    }
    let now = clock::now_ms();
    let mut answer = PositionAnswer::default();
    for (index, item) in items.into_iter().enumerate() {
        match read(board, item, now) {
            Ok(position) => {
                board.presences.report_position(position);
                answer.taken += 1;
            }
            Err(fault) => answer.refused.push(PositionFault { index, fault }),
        }
    }
    metrics::counter!("alongside_positions_total").increment(answer.taken as u64);
    let status = if answer.refused.is_empty() { StatusCode::OK } else { StatusCode::MULTI_STATUS };
    Ok((status, [(header::CACHE_CONTROL, "no-store")], Json(answer)))
}

fn read(board: &BoardHandle, item: Value, now: Millis) -> Result<CarPosition, FeedFault> {
    let fault = |field: &str, found: String, allowed: String| FeedFault { field: field.to_owned(), found, allowed };
    let report: PositionReport = serde_path_to_error::deserialize(item).map_err(|error| {
        let field = error.path().to_string();
        fault(&field, "something else".to_owned(), "{car, lat, lon, accuracy_m?, at?}: see docs/feed.md".to_owned())
    })?;
    let cars = &board.scheme.cars;
    let known = cars.iter().find(|car| car.id.0 == report.car || car.call_sign == report.car).ok_or_else(|| {
        let found: String = report.car.chars().take(FIELD_CHARS_MAX).collect();
        let allowed: Vec<_> = cars.iter().map(|car| format!("{} or {}", car.id, car.call_sign)).collect();
        fault("car", format!("{found:?}"), allowed.join(", "))
    })?;
    let at = match &report.at {
        None => now,
        Some(text) => text
            .parse::<Timestamp>()
            .map_err(|_| {
                fault(
                    "at",
                    format!("{:?}", text.chars().take(40).collect::<String>()),
                    "RFC 3339 with an offset".to_owned(),
                )
            })?
            .as_millisecond()
            .min(now),
    };
    let point = Point { lat: report.lat, lon: report.lon };
    checked(CarPosition { car: known.id.clone(), point, accuracy_m: report.accuracy_m, at }, now)
}

/// A position that may be shown, whichever way it came: on the Earth, and not old.
pub fn checked(position: CarPosition, now: Millis) -> Result<CarPosition, FeedFault> {
    let fault = |field: &str, found: String, allowed: String| FeedFault { field: field.to_owned(), found, allowed };
    let Point { lat, lon } = position.point;
    for (field, degrees, most) in [("lat", lat, 90.0), ("lon", lon, 180.0)] {
        if !(-most..=most).contains(&degrees) {
            return Err(fault(field, degrees.to_string(), format!("-{most} to {most} degrees, WGS 84")));
        }
    }
    if let Some(accuracy) = position.accuracy_m.filter(|accuracy| !(0.0..=100_000.0).contains(accuracy)) {
        return Err(fault("accuracy_m", accuracy.to_string(), "0 to 100000 metres".to_owned()));
    }
    let age = now - position.at;
    if age > POSITION_AGE_MS_MAX {
        return Err(fault("at", format!("{} minutes ago", age / 60_000), "at most 15 minutes ago".to_owned()));
    }
    Ok(position)
}
