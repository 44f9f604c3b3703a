//! One's own second factor: whether it is on, setting it up, taking it away.

use std::sync::Arc;

use alongside_protocol::{Refusal, RefusalCode};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{caller::Caller, not_shown};
use crate::{
    access::{Identity, accounts::Credentials},
    clock,
    edge::{
        App,
        guard::Somebody,
        problem::Problem,
        session::{Body, access_cookie},
    },
};

#[derive(Serialize, utoipa::ToSchema)]
pub struct Standing {
    is_on: bool,
    /// False for whoever signs in through the identity provider, and where the operator wants none.
    may: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct Enrolment {
    /// Base32, to be typed into an app.
    secret: String,
    /// `otpauth://…`, to be shown as a QR code.
    uri: String,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct RecoveryCodes {
    /// Shown this once; each is good once.
    recovery_codes: Vec<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    #[schema(value_type = String)]
    password: SecretString,
    #[schema(value_type = Option<String>)]
    code: Option<SecretString>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    #[schema(value_type = String)]
    code: SecretString,
}

#[utoipa::path(get, path = "/api/v1/second-factor", responses(
    (status = 200, description = "Whether one is on, and whether one may be", body = Standing), (status = 401, description = "Sign in first")))]
pub async fn standing(State(app): State<Arc<App>>, Somebody(identity): Somebody) -> Result<impl IntoResponse, Problem> {
    let now = clock::now_ms();
    let standing = app.accounts.second_factor(&identity.user).await.map_err(|error| not_shown(&error, now))?;
    let view = Standing { is_on: standing.is_on, may: standing.may };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)))
}

#[utoipa::path(post, path = "/api/v1/second-factor", request_body = Shown, responses(
    (status = 200, description = "A secret, which counts once its first code was given", body = Enrolment),
    (status = 401, description = "Sign in first"), (status = 409, description = "One is on already, or none may be"),
    (status = 422, description = "The password is wrong"), (status = 429, description = "Locked")))]
pub async fn enrol(
    State(app): State<Arc<App>>,
    caller: Caller,
    Somebody(identity): Somebody,
    Body(shown): Body<Shown>,
) -> Result<impl IntoResponse, Problem> {
    let now = clock::now_ms();
    let standing = app.accounts.second_factor(&identity.user).await.map_err(|error| not_shown(&error, now))?;
    let wrong_state = |message: &str| Problem::from(Refusal::new(RefusalCode::WrongState, message));
    if !standing.may {
        return Err(wrong_state("this account has no second factor here"));
    }
    if standing.is_on {
        return Err(wrong_state("a second factor is on already; take it away first"));
    }
    let given = credentials(&app, &identity, shown, caller).await?;
    let new = app.accounts.enrol(given, now).await.map_err(|error| not_shown(&error, now))?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(Enrolment { secret: new.secret, uri: new.uri })))
}

#[utoipa::path(put, path = "/api/v1/second-factor", request_body = Code, responses(
    (status = 200, description = "It is on; the access cookie is new, and opens everything", body = RecoveryCodes),
    (status = 401, description = "Sign in first"), (status = 422, description = "The code is wrong, or nothing waits for one")))]
pub async fn confirm(
    State(app): State<Arc<App>>,
    Somebody(identity): Somebody,
    Body(given): Body<Code>,
) -> Result<impl IntoResponse, Problem> {
    let now = clock::now_ms();
    let shown = |error| not_shown(&error, now);
    let recovery_codes =
        app.accounts.confirm(&identity.user, identity.session.as_deref(), &given.code, now).await.map_err(shown)?;
    let cookie = access_cookie(&app, &Identity { must_enrol: false, ..identity })?;
    let jar = CookieJar::new().add(cookie);
    Ok(([(header::CACHE_CONTROL, "no-store")], jar, Json(RecoveryCodes { recovery_codes })))
}

#[utoipa::path(delete, path = "/api/v1/second-factor", request_body = Shown, responses(
    (status = 204, description = "Taken away; its recovery codes are gone"), (status = 401, description = "Sign in first"),
    (status = 422, description = "Password or code is wrong"), (status = 429, description = "Locked")))]
pub async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Somebody(identity): Somebody,
    Body(shown): Body<Shown>,
) -> Result<impl IntoResponse, Problem> {
    let now = clock::now_ms();
    let given = credentials(&app, &identity, shown, caller).await?;
    app.accounts.check(given, now).await.map_err(|error| not_shown(&error, now))?;
    let by = Some(identity.user.clone());
    app.accounts.remove_second_factor(&identity.user, by).await.map_err(|error| not_shown(&error, now))?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}

async fn credentials(app: &App, identity: &Identity, shown: Shown, caller: Caller) -> Result<Credentials, Problem> {
    let found = app.accounts.username(&identity.user).await;
    let username = found.map_err(|error| not_shown(&error, clock::now_ms()))?;
    Ok(Credentials { username, password: shown.password, code: shown.code, address: caller.address })
}
