//! Demand over HTTP: earlier calls, today, the forecast, other cover, and the figures of a period. No name is read for
//! any of them.

pub mod cover;
pub mod earlier;
pub mod figures;
pub mod forecast;
mod period;
pub mod table;

use std::sync::Arc;

use alongside_core::demand::calendar::day_of;
use alongside_protocol::{Millis, Refusal, RefusalCode};
use axum::{
    Router,
    extract::{Query, rejection::QueryRejection},
    routing::{get, post},
};
use jiff::{civil::Date, tz::TimeZone};

use super::{App, problem::Problem};
use crate::{access::Identity, board::BoardHandle, demand::DemandError};

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/demand/earlier", get(earlier::earlier))
        .route("/api/v1/demand/today", get(earlier::today))
        .route("/api/v1/demand/forecast", get(forecast::forecast))
        .route("/api/v1/demand/cover", post(cover::cover))
        .route("/api/v1/figures", get(figures::figures))
}

/// Below what a count is not shown to this reader; none within the force, or where the scheme sets no such number.
fn small_number(board: &BoardHandle, identity: &Identity) -> Option<u32> {
    let sides = board.scheme.controllers.sides(&identity.roles);
    board.scheme.counting.small_number.filter(|_| !sides.police)
}

/// What was asked for, or a refusal that says what of the address is not known and what it may hold.
fn query<T>(asked: Result<Query<T>, QueryRejection>, allowed: &str) -> Result<T, Refusal> {
    /// Of what was found, so that a refusal stays a sentence.
    const FOUND_CHARS: usize = 80;
    let Query(asked) = asked.map_err(|rejection| {
        let text = rejection.body_text();
        // The reader's own words: "missing field `board`", "unknown variant `xml`, expected `json` or `csv`".
        let (_, found) = text.split_once(": ").unwrap_or(("", &text));
        Refusal::invalid("query", found.chars().take(FOUND_CHARS).collect::<String>(), allowed)
    })?;
    Ok(asked)
}

fn today_in(zone: &TimeZone, now: Millis) -> Date {
    day_of(now, zone).unwrap_or_default()
}

fn away(error: &DemandError) -> Problem {
    if let DemandError::Filling = error {
        let message = "the tables are being filled from the journal, as after an upgrade; try again in a moment";
        return Refusal::new(RefusalCode::JournalUnavailable, message).into();
    }
    tracing::warn!(%error, "the tables of demand cannot be read");
    Refusal::new(RefusalCode::JournalUnavailable, "the records cannot be read just now; try again in a moment").into()
}
