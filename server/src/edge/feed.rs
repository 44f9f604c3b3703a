//! Where the force's command-and-control system speaks.

use std::sync::Arc;

use alongside_protocol::{
    BoardId, Refusal, RefusalCode, feed::FeedAnswer, limits::FEED_ITEMS_MAX, typescript::feed_schema,
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
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    App,
    guard::{SignedIn, board_of},
    problem::Problem,
    screening::unread_body,
};
use crate::{
    access::Identity,
    intake::{self, read::Unreadable},
};

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/feed/v1/events", post(take)).route("/feed/v1/schema.json", get(schema))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct Where {
    /// Needed only where the token is good for several boards.
    board: Option<String>,
}

#[utoipa::path(post, path = "/feed/v1/events", params(Where),
    request_body(content = Object, description = "One feed event, an array of them, or a line each (application/x-ndjson). Schema: /feed/v1/schema.json"),
    responses(
        (status = 200, description = "All were taken, or had been before; each item's own answer in order", body = Object),
        (status = 207, description = "Some were put into quarantine; their neighbours were taken"),
        (status = 401, description = "No token, or a stale one"), (status = 403, description = "Not the feed's role"),
        (status = 408, description = "The body did not come in time; none was taken"),
        (status = 413, description = "Too large, or too many items; none was taken"),
        (status = 415, description = "Compressed; none was taken"),
        (status = 422, description = "Not JSON; none was taken"),
        (status = 429, description = "Too many requests; come back after Retry-After"),
        (status = 503, description = "The journal is away; send again what was not taken")))]
pub async fn take(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    wanted: Result<Query<Where>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let board = board_from(wanted, &identity)?;
    let board = board_of(&app, &identity, &board)?;
    let body =
        body.map_err(|error| unread_body(&error, "the body is larger than 4 MiB; send fewer items at a time"))?;
    let is_lines = match kind_of(&headers) {
        "application/json" => false,
        "application/x-ndjson" | "application/jsonl" => true,
        _ => {
            return Err(
                Refusal::invalid("content-type", "another type", "application/json, application/x-ndjson").into()
            );
        }
    };
    let items = intake::read::items(&body, is_lines).map_err(|unreadable| match unreadable {
        Unreadable::NotJson { line, column } => Refusal::new(
            RefusalCode::BodyUnreadable,
            format!("not JSON: unreadable at line {line}, column {column}; nothing was taken"),
        ),
        Unreadable::TooMany { found } => Refusal::new(
            RefusalCode::BodyTooLarge,
            format!("{found} items; at most {FEED_ITEMS_MAX} at a time; nothing was taken"),
        ),
        Unreadable::Empty => Refusal::new(RefusalCode::BodyUnreadable, "no item in the body"),
    })?;
    let answer = intake::take(board, app.journal.as_ref(), items).await;
    Ok((status(&answer), [(header::CACHE_CONTROL, "no-store")], Json(answer)))
}

/// The board that is named, or the only one that the token is good for.
pub fn board_from(wanted: Result<Query<Where>, QueryRejection>, identity: &Identity) -> Result<BoardId, Refusal> {
    let Query(wanted) = wanted.map_err(|_| Refusal::invalid("board", "more than one", "one board"))?;
    match (wanted.board, identity.boards.as_slice()) {
        (Some(board), _) => Ok(BoardId(board)),
        (None, [only]) => Ok(only.clone()),
        (None, several) => {
            let names: Vec<_> = several.iter().map(|board| board.0.as_str()).collect();
            Err(Refusal::invalid("board", "nothing", names.join(", ")))
        }
    }
}

/// The body's type, without its parameters.
pub fn kind_of(headers: &HeaderMap) -> &str {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim()
}

fn status(answer: &FeedAnswer) -> StatusCode {
    match answer {
        FeedAnswer { unavailable: 1.., .. } => StatusCode::SERVICE_UNAVAILABLE,
        FeedAnswer { quarantined: 1.., .. } => StatusCode::MULTI_STATUS,
        _ => StatusCode::OK,
    }
}

#[utoipa::path(get, path = "/feed/v1/schema.json", responses((status = 200, description = "JSON Schema of one feed event", body = Object)))]
pub async fn schema() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/schema+json")], Json(feed_schema()).into_response().into_body())
}
