//! Who is signed in, staying signed in, signing out. How one comes in stands in `sign_in`.

use std::{sync::Arc, time::Duration};

use alongside_protocol::{
    BoardId, CarId, Millis, Refusal, RefusalCode, UserId, vocabulary::Audience, vocabulary::Role,
};
use axum::{
    Json, Router,
    extract::{FromRequest, Request, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    App,
    guard::{Somebody, cookie_names},
    origin::own_page,
    problem::Problem,
    screening::unread_body,
};
use crate::{
    access::{
        Identity,
        accounts::{AccountError, Welcome},
        notice::Ended,
        sessions::{Granted, SessionError, Which},
    },
    clock,
};

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/session", get(who).delete(sign_out)).route("/api/v1/session/refresh", post(refresh))
}

/// A JSON body, with a problem document instead of axum's plain text when it is not one.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::BytesRejection(error)) => Err(unread_body(&error, "the body is too large").into()),
            Err(rejection) if rejection.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Err(Refusal::invalid("content-type", "another type", "application/json").into())
            }
            // The text of a JSON error may repeat what was sent, so it is not passed on.
            Err(_) => {
                Err(Refusal::new(RefusalCode::BodyUnreadable, "the body is not the JSON that is expected here").into())
            }
        }
    }
}

/// Who is signed in, and where they may go.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SessionView {
    #[schema(value_type = Object)]
    user: UserView,
    #[schema(value_type = Vec<Object>)]
    boards: Vec<BoardView>,
    /// When the sign-in as a whole ends, ms since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at_ms: Option<Millis>,
    /// A second factor must be set up before anything else is open.
    must_enrol: bool,
    /// Told once, with the sign-in: failed tries since the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed_since: Option<i64>,
    /// Told once, with the sign-in: when the last one was, ms since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_at_ms: Option<Millis>,
}

#[derive(Serialize)]
struct UserView {
    user: UserId,
    name: String,
    roles: Vec<Role>,
    car: Option<CarId>,
}

#[derive(Serialize)]
struct BoardView {
    board: BoardId,
    name: String,
    audiences: Vec<Audience>,
}

pub fn view(app: &App, identity: &Identity) -> SessionView {
    SessionView {
        user: UserView {
            user: identity.user.clone(),
            name: identity.name.clone(),
            roles: identity.roles.clone(),
            car: identity.car.clone(),
        },
        boards: app
            .boards
            .values()
            .filter(|board| identity.may_see(board.id()))
            .map(|board| BoardView {
                board: board.id().clone(),
                name: board.scheme.name.clone(),
                audiences: identity.audiences(),
            })
            .collect(),
        expires_at_ms: identity.session_expires_at,
        must_enrol: identity.must_enrol,
        failed_since: None,
        last_at_ms: None,
    }
}

#[utoipa::path(get, path = "/api/v1/session", responses(
    (status = 200, description = "Who is signed in", body = SessionView), (status = 401, description = "Nobody is")))]
pub async fn who(State(app): State<Arc<App>>, Somebody(identity): Somebody) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(view(&app, &identity)))
}

#[utoipa::path(post, path = "/api/v1/session/refresh", responses(
    (status = 200, description = "Signed in for longer; both cookies are new", body = SessionView),
    (status = 401, description = "The session has ended. Where it was signed out by the person or the office, or the account was closed, the answer clears what the browser keeps of this site")))]
pub async fn refresh(State(app): State<Arc<App>>, headers: HeaderMap, jar: CookieJar) -> Result<Response, Problem> {
    own_page(&app, &headers)?;
    let old =
        jar.get(cookie_names(&app).1).ok_or_else(|| Refusal::new(RefusalCode::SignInRequired, "sign in first"))?;
    let granted = match app.sessions.refresh(old.value(), clock::now_ms()).await {
        Ok(granted) => granted,
        Err(error @ SessionError::SignedOut) => return Ok(cleared(&app, session_problem(&error))),
        Err(error) => return Err(session_problem(&error)),
    };
    // Roles and boards as they are now, not as they were at sign-in.
    let identity = match app.accounts.find(&granted.user).await {
        Ok(Some(identity)) => in_session(identity, &granted),
        Ok(None) => return Err(Refusal::new(RefusalCode::SignInRequired, "this account is closed").into()),
        Err(AccountError::Database(error)) => return Err(database_away(&error)),
        Err(error) => return Err(Problem::internal(&error)),
    };
    Ok(respond(&app, &identity, granted.refresh, view(&app, &identity))?.into_response())
}

#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204, description = "Signed out on every screen of this session")))]
pub async fn sign_out(State(app): State<Arc<App>>, Somebody(identity): Somebody) -> Result<impl IntoResponse, Problem> {
    if let Some(session) = &identity.session {
        let (which, why) = (Which::One(session), Ended::ByThemselves);
        let ended = app.sessions.end(&identity.user, which, why, None, clock::now_ms()).await;
        ended.map_err(|error| session_problem(&error))?;
    }
    Ok(cleared(&app, StatusCode::NO_CONTENT))
}

/// The answer, and with it goes what this browser keeps of the site: the office's sign-out empties a lost tablet even
/// where its page is broken.
fn cleared(app: &App, answer: impl IntoResponse) -> Response {
    let (access, refresh) = cookie_names(app);
    let gone = |name: &'static str| {
        let mut cookie = cookie(app, name, String::new(), None);
        cookie.make_removal();
        cookie
    };
    let jar = CookieJar::new().add(gone(access)).add(gone(refresh));
    ([("clear-site-data", "\"cache\", \"storage\"")], jar, answer).into_response()
}

pub fn in_session(identity: Identity, granted: &Granted) -> Identity {
    Identity { session: Some(granted.session.clone()), session_expires_at: Some(granted.expires_at), ..identity }
}

/// A new sign-in, and what the person should know of tries since the last one.
pub fn welcomed(app: &App, welcome: &Welcome) -> SessionView {
    SessionView {
        failed_since: Some(welcome.failed_since),
        last_at_ms: welcome.last_at,
        ..view(app, &welcome.identity)
    }
}

/// Answers with the view and both cookies.
pub fn respond(
    app: &App,
    identity: &Identity,
    refresh: String,
    view: SessionView,
) -> Result<impl IntoResponse + use<>, Problem> {
    Ok(([(header::CACHE_CONTROL, "no-store")], cookies(app, identity, refresh)?, Json(view)))
}

pub fn cookies(app: &App, identity: &Identity, refresh: String) -> Result<CookieJar, Problem> {
    let left = identity.session_expires_at.map(|at| (at - clock::now_ms()).max(0).unsigned_abs() / 1_000);
    let refresh = cookie(app, cookie_names(app).1, refresh, left.filter(|_| identity.is_crew_of_a_car()));
    Ok(CookieJar::new().add(access_cookie(app, identity)?).add(refresh))
}

pub fn access_cookie(app: &App, identity: &Identity) -> Result<Cookie<'static>, Problem> {
    let lasts_s = identity.is_crew_of_a_car().then_some(app.config.access_token_s);
    Ok(cookie(app, cookie_names(app).0, issue(app, identity)?, lasts_s))
}

pub fn issue(app: &App, identity: &Identity) -> Result<String, Problem> {
    app.tokens.issue(identity, clock::now_ms(), app.config.access_token_s).map_err(|error| Problem::internal(&error))
}

/// Script cannot read it; no other site's page can make the browser send it. It ends with the browser, but for a crew's
/// tablet, whose browser ends at any time: there it lasts so many seconds.
fn cookie(app: &App, name: &'static str, value: String, lasts_s: Option<u64>) -> Cookie<'static> {
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.config.is_behind_tls());
    match lasts_s.map(|seconds| Duration::from_secs(seconds).try_into()) {
        Some(Ok(lasts)) => cookie.max_age(lasts).build(),
        Some(Err(_)) | None => cookie.build(),
    }
}

pub fn session_problem(error: &SessionError) -> Problem {
    match error {
        SessionError::Over | SessionError::SignedOut => {
            Refusal::new(RefusalCode::SignInRequired, "the session has ended; sign in again").into()
        }
        SessionError::Database(error) => database_away(error),
        SessionError::Random(error) => Problem::internal(error),
    }
}

pub fn database_away(error: &sqlx::Error) -> Problem {
    tracing::warn!(%error, "sign-in is not possible: the database is away");
    Refusal::new(RefusalCode::JournalUnavailable, "sign-in is not possible just now; try again in a moment").into()
}
