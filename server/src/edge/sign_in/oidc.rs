//! Signing in through the identity provider, and being signed out by it.
//!
//! What went wrong is said on the page in one of three words, and never in detail: `no_board`, `refused`, `away`.

use std::sync::Arc;

use alongside_protocol::{Millis, Refusal, RefusalCode};
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State, rejection::QueryRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::json;

use super::caller::Caller;
use crate::{
    access::{
        accounts::{AccountError, Vouched},
        notice::{AccessNotice, Refused, Way, Whose},
        oidc::{Begun, Oidc, OidcError},
        sessions::NewSession,
    },
    clock,
    edge::{
        App,
        problem::Problem,
        session::{cookies, in_session},
    },
};

/// How long the provider may keep the person before the sign-in has to begin anew, ms.
const BEGUN_MS_MAX: Millis = 10 * 60_000;
/// What the browser's sealed note of a sign-in that has begun is bound to.
const BEGUN_CONTEXT: &str = "sign-in/oidc";
/// Longest code of a provider, characters.
const CODE_CHARS_MAX: usize = 4_096;

/// Why somebody is back on the sign-in page.
#[derive(Clone, Copy, Debug)]
enum Reason {
    NoBoard,
    Refused,
    Away,
}

impl Reason {
    fn page(self) -> &'static str {
        match self {
            Self::NoBoard => "/?sign-in=no_board",
            Self::Refused => "/?sign-in=refused",
            Self::Away => "/?sign-in=away",
        }
    }
}

impl From<OidcError> for Reason {
    fn from(error: OidcError) -> Self {
        match error {
            OidcError::Away(_) => {
                tracing::warn!(%error, "sign-in through the identity provider is not possible");
                Self::Away
            }
            OidcError::NoBoard => Self::NoBoard,
            OidcError::Refused(_) | OidcError::UnknownKey => {
                tracing::warn!(%error, "a sign-in through the identity provider was refused");
                Self::Refused
            }
        }
    }
}

#[utoipa::path(get, path = "/api/v1/sign-in/oidc", responses(
    (status = 302, description = "To the identity provider"),
    (status = 303, description = "Back to the page, /?sign-in=away: the provider does not answer"),
    (status = 409, description = "No identity provider is set up here")))]
pub async fn begin(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let oidc = provider(&app)?;
    let (url, begun) = match oidc.begin(clock::now_ms()).await {
        Ok(begun) => begun,
        Err(error) => return Ok(back(&app, error.into())),
    };
    let note = serde_json::to_vec(&begun).map_err(|error| Problem::internal(&error))?;
    let sealed = app.account_keys.seal(BEGUN_CONTEXT, &note).map_err(|error| Problem::internal(&error))?;
    let jar = CookieJar::new().add(cookie(&app, BASE64_URL_SAFE_NO_PAD.encode(sealed)));
    Ok((StatusCode::FOUND, [(header::LOCATION, url), (header::CACHE_CONTROL, "no-store".to_owned())], jar)
        .into_response())
}

#[derive(Deserialize, utoipa::IntoParams)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    /// RFC 9207, where the provider sends it.
    iss: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/sign-in/oidc/callback", params(Answer), responses(
    (status = 303, description = "Signed in, to the page; or back to /?sign-in=no_board, refused, away"),
    (status = 409, description = "No identity provider is set up here")))]
pub async fn callback(
    State(app): State<Arc<App>>,
    caller: Caller,
    jar: CookieJar,
    answer: Result<Query<Answer>, QueryRejection>,
) -> Result<Response, Problem> {
    let oidc = provider(&app)?;
    let now = clock::now_ms();
    let signed_in = match answer {
        Ok(Query(answer)) => finish(&app, oidc, caller, &jar, answer, now).await?,
        Err(_) => Err(Reason::Refused),
    };
    Ok(match signed_in {
        Ok(jar) => (StatusCode::SEE_OTHER, headers("/"), jar.add(gone(&app))).into_response(),
        Err(reason) => {
            metrics::counter!("alongside_sign_in_failed_total").increment(1);
            back(&app, reason)
        }
    })
}

async fn finish(
    app: &App,
    oidc: &Oidc,
    caller: Caller,
    jar: &CookieJar,
    answer: Answer,
    now: Millis,
) -> Result<Result<CookieJar, Reason>, Problem> {
    let refused = |why| {
        app.notices.tell(&AccessNotice::Refused { whose: None, why });
    };
    let Some(begun) = begun(app, jar, &answer, oidc, now) else {
        refused(Refused::Provider);
        return Ok(Err(Reason::Refused));
    };
    let person = match oidc.finish(begun, answer.code.unwrap_or_default(), now).await {
        Ok(person) => person,
        Err(error) => {
            match error {
                OidcError::NoBoard => refused(Refused::NoBoard),
                OidcError::Away(_) => {}
                OidcError::Refused(_) | OidcError::UnknownKey => refused(Refused::Provider),
            }
            return Ok(Err(error.into()));
        }
    };
    let vouched = Vouched {
        issuer: person.issuer,
        subject: person.subject,
        username: person.username,
        name: person.name,
        roles: person.grants.roles,
        boards: person.grants.boards,
        car: person.grants.car,
    };
    let identity = match app.accounts.vouched(vouched, now).await {
        Ok(welcome) => welcome.identity,
        Err(AccountError::Wrong) => return Ok(Err(Reason::Refused)),
        Err(AccountError::Database(error)) => {
            tracing::warn!(%error, "sign-in is not possible: the database is away");
            return Ok(Err(Reason::Away));
        }
        Err(error) => return Err(Problem::internal(&error)),
    };
    let new = NewSession {
        whose: Whose::of(&identity),
        way: Way::Oidc,
        device: caller.device,
        provider_sid: person.sid,
        is_tablet: identity.is_crew_of_a_car(),
    };
    let granted = app.sessions.begin(new, now).await.map_err(|error| Problem::internal(&error))?;
    let identity = in_session(identity, &granted);
    Ok(Ok(cookies(app, &identity, granted.refresh)?))
}

/// The sign-in that this browser began, where the answer belongs to it.
fn begun(app: &App, jar: &CookieJar, answer: &Answer, oidc: &Oidc, now: Millis) -> Option<Begun> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(jar.get(cookie_name(app))?.value()).ok()?;
    let note = app.account_keys.unseal(BEGUN_CONTEXT, &sealed).ok()?;
    let begun: Begun = serde_json::from_slice(&note).ok()?;
    let is_sound = answer.state.as_deref() == Some(begun.state.as_str())
        && answer.iss.as_deref().is_none_or(|issuer| issuer == oidc.issuer())
        && answer.code.as_ref().is_some_and(|code| code.len() <= CODE_CHARS_MAX)
        && now - begun.at <= BEGUN_MS_MAX;
    is_sound.then_some(begun)
}

#[utoipa::path(post, path = "/api/v1/sign-in/oidc/logout",
    request_body(content = String, content_type = "application/x-www-form-urlencoded", description = "logout_token=…, from the provider itself"),
    responses((status = 200, description = "The sign-ins have ended; screens close within seconds"),
        (status = 400, description = "No logout token that holds, or one that came before"),
        (status = 409, description = "No identity provider is set up here")))]
pub async fn logout(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Problem> {
    let oidc = provider(&app)?;
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let refused = |why: &dyn std::fmt::Display| {
        tracing::warn!(%why, "a logout of the identity provider was refused");
        (StatusCode::BAD_REQUEST, no_store.clone(), Json(json!({ "error": "invalid_request" }))).into_response()
    };
    let token = url::form_urlencoded::parse(&body).find(|(key, _)| key == "logout_token");
    let Some((_, token)) = token else { return Ok(refused(&"no logout_token in it")) };
    let now = clock::now_ms();
    let logout = match oidc.logout(&token, now).await {
        Ok(logout) => logout,
        Err(error) => return Ok(refused(&error)),
    };
    let away = |error: &dyn std::error::Error| Problem::internal(error);
    if !app.sessions.is_new_logout(&logout.jti, logout.until, now).await.map_err(|error| away(&error))? {
        return Ok(refused(&"it came before"));
    }
    let (subject, sid) = (logout.subject.as_deref(), logout.sid.as_deref());
    let ended = match app.sessions.end_by_provider(oidc.issuer(), subject, sid, now).await {
        Ok(ended) => ended,
        Err(error) => {
            // The provider may say it again.
            let _ = app.sessions.forget_logout(&logout.jti).await;
            return Err(away(&error));
        }
    };
    tracing::info!(ended, "the identity provider ended sign-ins");
    Ok((StatusCode::OK, no_store).into_response())
}

fn provider(app: &App) -> Result<&Oidc, Refusal> {
    app.oidc.as_ref().ok_or_else(|| Refusal::new(RefusalCode::WrongState, "no identity provider is set up here"))
}

fn back(app: &App, reason: Reason) -> Response {
    (StatusCode::SEE_OTHER, headers(reason.page()), CookieJar::new().add(gone(app))).into_response()
}

fn headers(page: &'static str) -> [(header::HeaderName, &'static str); 2] {
    [(header::LOCATION, page), (header::CACHE_CONTROL, "no-store")]
}

fn cookie_name(app: &App) -> &'static str {
    if app.config.is_behind_tls() { "__Host-alongside-sign-in" } else { "alongside-sign-in" }
}

/// Lax, as the provider sends the browser here from its own site; with that, and the state in it, it is this browser's.
fn cookie(app: &App, value: String) -> Cookie<'static> {
    Cookie::build((cookie_name(app), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.is_behind_tls())
        .build()
}

fn gone(app: &App) -> Cookie<'static> {
    let mut cookie = cookie(app, String::new());
    cookie.make_removal();
    cookie
}
