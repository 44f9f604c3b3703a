//! Who asks, and from where: the access cookie or a bearer token, and the Origin of browsers.

use std::sync::Arc;

use alongside_protocol::{BoardId, Refusal, RefusalCode, vocabulary::Role};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::extract::CookieJar;

use super::{App, origin, problem::Problem};
use crate::{
    access::{
        Identity,
        service_tokens::{self, ServiceTokenError},
        token::TokenError,
    },
    board::BoardHandle,
    clock,
};

/// Somebody with a valid token. A browser's cookie counts only together with this site's own Origin.
#[derive(Debug)]
pub struct SignedIn(pub Identity);

/// Names of the two cookies; `__Host-` binds them to this host and to TLS where there is TLS.
pub fn cookie_names(app: &App) -> (&'static str, &'static str) {
    if app.config.is_behind_tls() {
        ("__Host-alongside-access", "__Host-alongside-refresh")
    } else {
        ("alongside-access", "alongside-refresh")
    }
}

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let identity = identify(parts, app).await?;
        if identity.must_enrol {
            let message = "set up a second factor first; this service needs one";
            return Err(Refusal::new(RefusalCode::EnrolmentRequired, message).into());
        }
        Ok(Self(identity))
    }
}

/// A person with a valid token, also one who has yet to set up a second factor. No machine.
#[derive(Debug)]
pub struct Somebody(pub Identity);

impl FromRequestParts<Arc<App>> for Somebody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let identity = identify(parts, app).await?;
        no_machine(&identity)?;
        Ok(Self(identity))
    }
}

/// What concerns people's own sign-ins is no machine's business.
pub fn no_machine(identity: &Identity) -> Result<(), Refusal> {
    if identity.is_machine() {
        return Err(Refusal::new(RefusalCode::RoleNotAllowed, "this needs a person, not a machine's token"));
    }
    Ok(())
}

/// Who it is, once the gate has found out.
#[derive(Clone)]
pub struct Known(pub Identity);

/// Somebody who is known, and has not asked too often.
async fn identify(parts: &Parts, app: &App) -> Result<Identity, Problem> {
    if let Some(Known(identity)) = parts.extensions.get() {
        return Ok(identity.clone());
    }
    let identity = known(parts, app).await?;
    app.rates.request_of(&identity)?;
    Ok(identity)
}

async fn known(parts: &Parts, app: &App) -> Result<Identity, Problem> {
    let headers = &parts.headers;
    if let Some(token) = bearer(headers) {
        return check(app, token).await;
    }
    let jar = CookieJar::from_headers(headers);
    let cookie = jar
        .get(cookie_names(app).0)
        .ok_or_else(|| Problem::from(Refusal::new(RefusalCode::SignInRequired, "sign in first")))?;
    let is_upgrade = headers.contains_key(header::UPGRADE);
    if is_upgrade || !parts.method.is_safe() {
        origin::own_page(app, headers)?;
    }
    check_signed(app, cookie.value())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

async fn check(app: &App, token: &str) -> Result<Identity, Problem> {
    if !token.starts_with(service_tokens::PREFIX) {
        return check_signed(app, token);
    }
    let identity = app.service_tokens.check(token, clock::now_ms()).await.map_err(|error| match error {
        ServiceTokenError::Expired => not_good(RefusalCode::TokenExpired, &error),
        ServiceTokenError::Database(_) | ServiceTokenError::Slow => {
            tracing::warn!(%error, "a machine's token cannot be checked");
            let message = "the token cannot be checked just now; try again in a moment";
            Refusal::new(RefusalCode::JournalUnavailable, message).into()
        }
        error => not_good(RefusalCode::TokenInvalid, &error),
    })?;
    not_ended(app, identity)
}

fn check_signed(app: &App, token: &str) -> Result<Identity, Problem> {
    let identity = app.tokens.check(token).map_err(|error| match error {
        TokenError::Expired => not_good(RefusalCode::TokenExpired, &error),
        TokenError::Invalid => not_good(RefusalCode::TokenInvalid, &error),
    })?;
    not_ended(app, identity)
}

fn not_good(code: RefusalCode, error: &dyn std::error::Error) -> Problem {
    Refusal::new(code, format!("{error}; sign in again, or give a fresh token")).into()
}

fn not_ended(app: &App, identity: Identity) -> Result<Identity, Problem> {
    if identity.session.as_ref().is_some_and(|session| app.ended.borrow().contains(session)) {
        return Err(Refusal::new(RefusalCode::SignInRequired, "this session has ended; sign in again").into());
    }
    Ok(identity)
}

/// The board, if this person has anything to do with it; otherwise it does not exist for them.
pub fn board_of<'a>(app: &'a App, identity: &Identity, board: &BoardId) -> Result<&'a BoardHandle, Refusal> {
    app.boards.get(board).filter(|_| identity.may_see(board)).ok_or_else(|| {
        metrics::counter!("alongside_boards_refused_total").increment(1);
        tracing::warn!(user = %identity.user, "board refused: not one of this account's");
        Refusal::new(RefusalCode::NotFound, "no such board, or not one of yours")
    })
}

pub fn need(identity: &Identity, role: Role) -> Result<(), Refusal> {
    if identity.has(role) { Ok(()) } else { Err(Refusal::role(&[role])) }
}
