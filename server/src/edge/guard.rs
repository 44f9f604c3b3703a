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
    access::{Identity, token::TokenError},
    board::BoardHandle,
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
        let headers = &parts.headers;
        if let Some(token) = bearer(headers) {
            return admit(app, check(app, token)?);
        }
        let jar = CookieJar::from_headers(headers);
        let cookie = jar
            .get(cookie_names(app).0)
            .ok_or_else(|| Problem::from(Refusal::new(RefusalCode::SignInRequired, "sign in first")))?;
        let is_upgrade = headers.contains_key(header::UPGRADE);
        if is_upgrade || !parts.method.is_safe() {
            origin::own_page(app, headers)?;
        }
        admit(app, check(app, cookie.value())?)
    }
}

/// Somebody who is known, and has not asked too often.
fn admit(app: &App, identity: Identity) -> Result<SignedIn, Problem> {
    app.rates.request_of(&identity)?;
    Ok(SignedIn(identity))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn check(app: &App, token: &str) -> Result<Identity, Problem> {
    let identity = app.tokens.check(token).map_err(|error| {
        let code = match error {
            TokenError::Expired => RefusalCode::TokenExpired,
            TokenError::Invalid => RefusalCode::TokenInvalid,
        };
        Problem::from(Refusal::new(code, format!("{error}; sign in again, or give a fresh token")))
    })?;
    if identity.session.as_ref().is_some_and(|session| app.ended.borrow().contains(session)) {
        return Err(Refusal::new(RefusalCode::SignInRequired, "this session has ended; sign in again").into());
    }
    Ok(identity)
}

/// The board, if this person has anything to do with it; otherwise it does not exist for them.
pub fn board_of<'a>(app: &'a App, identity: &Identity, board: &BoardId) -> Result<&'a BoardHandle, Refusal> {
    app.boards
        .get(board)
        .filter(|_| identity.may_see(board))
        .ok_or_else(|| Refusal::new(RefusalCode::NotFound, "no such board, or not one of yours"))
}

pub fn need(identity: &Identity, role: Role) -> Result<(), Refusal> {
    if identity.has(role) { Ok(()) } else { Err(Refusal::role(&[role])) }
}
