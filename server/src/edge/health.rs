//! Is it alive, is it ready, what does it count.

use std::sync::Arc;

use alongside_protocol::{
    BoardId,
    view::Health,
    vocabulary::{FeedHealth, JournalHealth, LiveHealth, Role},
};
use axum::{
    Json, Router,
    extract::{FromRequestParts, Request, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use serde::Serialize;

use super::{
    App,
    guard::{SignedIn, need},
    problem::Problem,
};

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/livez", get(livez)).route("/readyz", get(readyz)).route("/metrics", get(metrics))
}

#[utoipa::path(get, path = "/livez", responses((status = 200, description = "The process runs")))]
pub async fn livez() -> &'static str {
    "alive\n"
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    database: &'static str,
    database_answers: bool,
    draining: bool,
    boards: Vec<BoardReadiness>,
}

#[derive(Serialize)]
struct BoardReadiness {
    board: BoardId,
    seq: u64,
    health: Health,
}

/// Ready while the database answers and nobody drains. A Redis that is away only degrades (I8).
#[utoipa::path(get, path = "/readyz", responses(
    (status = 200, description = "Send people here"), (status = 503, description = "Do not, for now")))]
pub async fn readyz(State(app): State<Arc<App>>) -> impl IntoResponse {
    let database_answers = app.database.ping().await.is_ok();
    let draining = app.drain.is_cancelled();
    let ready = database_answers && !draining;
    let boards = app
        .boards
        .values()
        .map(|board| BoardReadiness { board: board.id().clone(), seq: board.hub.picture().seq, health: board.health() })
        .collect();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, database: app.database.name(), database_answers, draining, boards }))
}

/// Counts and times for Prometheus. Boards are named here; people and incidents never are.
#[utoipa::path(get, path = "/metrics", responses(
    (status = 200, description = "Prometheus text format"),
    (status = 401, description = "Where the operator wants it: no token of a monitor"),
    (status = 403, description = "Another machine's, or a person's")))]
pub async fn metrics(State(app): State<Arc<App>>, request: Request) -> Result<impl IntoResponse, Problem> {
    if app.config.metrics_need_token {
        let (mut parts, _) = request.into_parts();
        let SignedIn(identity) = SignedIn::from_request_parts(&mut parts, &app).await?;
        need(&identity, Role::Monitor)?;
    }
    for board in app.boards.values() {
        let name = board.id().0.clone();
        let picture = board.hub.picture();
        metrics::gauge!("alongside_board_seq", "board" => name.clone()).set(picture.seq as f64);
        metrics::gauge!("alongside_board_incidents", "board" => name.clone()).set(picture.incidents.len() as f64);
        let health = board.health();
        let gauge = |metric: &'static str, value: f64| metrics::gauge!(metric, "board" => name.clone()).set(value);
        gauge("alongside_feed_live", f64::from(u8::from(health.feed == FeedHealth::Live)));
        gauge("alongside_feed_last_seconds", health.feed_last_at.map_or(0.0, |at| at as f64 / 1_000.0));
        gauge("alongside_feed_quarantined", f64::from(health.quarantined));
        gauge("alongside_live_ok", f64::from(u8::from(health.live == LiveHealth::Ok)));
        gauge("alongside_journal_ok", f64::from(u8::from(health.journal == JournalHealth::Ok)));
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.metrics.render()))
}
