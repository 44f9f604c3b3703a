//! Signing in with a name and a password, and changing the password.

use std::sync::Arc;

use alongside_protocol::Refusal;
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{caller::Caller, not_shown, turned_away};
use crate::{
    access::{
        accounts::{AccountError, Credentials, Welcome},
        notice::{Ended, Way, Whose},
        sessions::{Granted, NewSession, Which},
    },
    clock,
    edge::{
        App,
        guard::Somebody,
        origin::own_page,
        problem::Problem,
        session::{Body, in_session, issue, respond, session_problem, welcomed},
    },
};

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    username: String,
    #[schema(value_type = String)]
    password: SecretString,
    /// Of the second factor, or a recovery code. Asked for with `second_factor_required`.
    #[schema(value_type = Option<String>)]
    code: Option<SecretString>,
}

impl Given {
    fn by(self, caller: &Caller) -> Credentials {
        let address = caller.address.clone();
        Credentials { username: self.username, password: self.password, code: self.code, address }
    }
}

#[utoipa::path(post, path = "/api/v1/session", request_body = Given, responses(
    (status = 200, description = "Signed in; two HttpOnly cookies are set", body = crate::edge::session::SessionView),
    (status = 401, description = "Name, password or code is wrong (sign_in_failed), or the code is still to come (second_factor_required)"),
    (status = 429, description = "Locked after too many failed tries (account_locked, `when` it ends), or too many tries from many places (rate_limited)")))]
pub async fn sign_in(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Body(given): Body<Given>,
) -> Result<impl IntoResponse, Problem> {
    own_page(&app, &headers)?;
    let (welcome, granted) = begin(&app, given.by(&caller), caller).await?;
    respond(&app, &welcome.identity, granted.refresh, welcomed(&app, &welcome))
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct TokenView {
    access_token: String,
    token_type: &'static str,
    /// Seconds.
    expires_in: u64,
    refresh_token: String,
}

#[utoipa::path(post, path = "/api/v1/token", request_body = Given, responses(
    (status = 200, description = "A person's bearer token, for programs", body = TokenView),
    (status = 401, description = "Name, password or code is wrong, or the code is still to come"),
    (status = 429, description = "Locked, or too many tries")))]
pub async fn token(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(given): Body<Given>,
) -> Result<impl IntoResponse, Problem> {
    let (welcome, granted) = begin(&app, given.by(&caller), caller).await?;
    let access_token = issue(&app, &welcome.identity)?;
    Ok((
        [(header::CACHE_CONTROL, "no-store")],
        Json(TokenView {
            access_token,
            token_type: "Bearer",
            expires_in: app.config.access_token_s,
            refresh_token: granted.refresh,
        }),
    ))
}

async fn begin(app: &App, given: Credentials, caller: Caller) -> Result<(Welcome, Granted), Problem> {
    let now = clock::now_ms();
    let mut welcome = app.accounts.check(given, now).await.map_err(|error| turned_away(&error, now))?;
    let whose = Whose::of(&welcome.identity);
    let is_tablet = welcome.identity.is_crew_of_a_car();
    let new = NewSession { whose, way: Way::Password, device: caller.device, provider_sid: None, is_tablet };
    let granted = app.sessions.begin(new, now).await.map_err(|error| session_problem(&error))?;
    if !app.accounts.still_asks_so(&welcome).await.map_err(|error| turned_away(&error, now))? {
        let (user, which) = (&welcome.identity.user, Which::One(&granted.session));
        app.sessions.end(user, which, Ended::ByChange, None, now).await.map_err(|error| session_problem(&error))?;
        return Err(turned_away(&AccountError::Wrong, now));
    }
    welcome.identity = in_session(welcome.identity, &granted);
    Ok((welcome, granted))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    #[schema(value_type = String)]
    old: SecretString,
    /// 12 to 256 characters.
    #[schema(value_type = String)]
    new: SecretString,
    /// Needed with a second factor.
    #[schema(value_type = Option<String>)]
    code: Option<SecretString>,
}

#[utoipa::path(put, path = "/api/v1/password", request_body = NewPassword, responses(
    (status = 204, description = "Changed; every other sign-in of this account has ended"),
    (status = 401, description = "Sign in first"),
    (status = 422, description = "The old one or the code is wrong, or the new one is too short, too easy to guess, or known from breaches"),
    (status = 429, description = "Locked")))]
pub async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Somebody(identity): Somebody,
    Body(asked): Body<NewPassword>,
) -> Result<impl IntoResponse, Problem> {
    let now = clock::now_ms();
    let shown = |error: AccountError| match error {
        AccountError::Wrong => Refusal::invalid("old", "another one", "your present password").into(),
        error => not_shown(&error, now),
    };
    let username = app.accounts.username(&identity.user).await.map_err(shown)?;
    let given = Credentials { username, password: asked.old, code: asked.code, address: caller.address };
    app.accounts.change_password(given, asked.new, identity.session.as_deref(), now).await.map_err(shown)?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}
