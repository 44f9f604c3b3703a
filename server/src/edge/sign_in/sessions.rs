//! One's own sign-ins: which are open, and ending one.

use std::sync::Arc;

use alongside_protocol::{Millis, Refusal, RefusalCode};
use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
};
use serde::Serialize;

use crate::{
    access::{
        notice::Ended,
        sessions::{OpenSession, Which},
    },
    clock,
    edge::{App, guard::Somebody, problem::Problem, session::session_problem},
};

/// One sign-in. Times are ms since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SignInView {
    session: String,
    #[schema(value_type = i64)]
    began_at: Millis,
    /// When a page of it was last heard of, to within some minutes.
    #[schema(value_type = i64)]
    last_at: Millis,
    #[schema(value_type = i64)]
    expires_at: Millis,
    /// `password` or `oidc`.
    way: String,
    /// In words: Firefox on Windows.
    device: String,
    is_this: bool,
}

impl SignInView {
    pub fn new(session: OpenSession, this: Option<&str>) -> Self {
        Self {
            is_this: this == Some(session.session_id.as_str()),
            session: session.session_id,
            began_at: session.created_ms,
            last_at: session.refreshed_ms,
            expires_at: session.expires_ms,
            way: session.way,
            device: session.device,
        }
    }
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct OwnSessions {
    sessions: Vec<SignInView>,
}

#[utoipa::path(get, path = "/api/v1/sessions", responses(
    (status = 200, description = "One's own open sign-ins, the newest first", body = OwnSessions),
    (status = 401, description = "Sign in first")))]
pub async fn list(State(app): State<Arc<App>>, Somebody(identity): Somebody) -> Result<impl IntoResponse, Problem> {
    let open =
        app.sessions.open(Some(&identity.user), clock::now_ms()).await.map_err(|error| session_problem(&error))?;
    let this = identity.session.as_deref();
    let sessions = open.into_iter().map(|session| SignInView::new(session, this)).collect();
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(OwnSessions { sessions })))
}

#[utoipa::path(delete, path = "/api/v1/sessions/{session}", params(("session" = String, Path, description = "As listed")), responses(
    (status = 204, description = "Ended; its screens close within seconds"), (status = 401, description = "Sign in first"),
    (status = 404, description = "No such sign-in of yours")))]
pub async fn end(
    State(app): State<Arc<App>>,
    Somebody(identity): Somebody,
    Path(session): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let (which, why) = (Which::One(&session), Ended::ByThemselves);
    let ended = app.sessions.end(&identity.user, which, why, None, clock::now_ms()).await;
    if ended.map_err(|error| session_problem(&error))? == 0 {
        return Err(Refusal::new(RefusalCode::NotFound, "no such sign-in of yours").into());
    }
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}
