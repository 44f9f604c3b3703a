//! Signing in, staying signed in, signing out.

use std::sync::Arc;

use alongside_protocol::{
    BoardId, CarId, Millis, Refusal, RefusalCode, UserId, vocabulary::Audience, vocabulary::Role,
};
use axum::{
    Json, Router,
    extract::{FromRequest, Request, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
    routing::{get, post},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    App,
    guard::{SignedIn, cookie_names},
    origin::own_page,
    problem::Problem,
    screening::unread_body,
};
use crate::{
    access::{
        Identity,
        accounts::AccountError,
        sessions::{Granted, SessionError},
    },
    clock,
};

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/session", get(who).post(sign_in).delete(sign_out))
        .route("/api/v1/session/refresh", post(refresh))
        .route("/api/v1/token", post(token))
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

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    username: String,
    #[schema(value_type = String)]
    password: SecretString,
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

fn view(app: &App, identity: &Identity) -> SessionView {
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
    }
}

#[utoipa::path(get, path = "/api/v1/session", responses(
    (status = 200, description = "Who is signed in", body = SessionView), (status = 401, description = "Nobody is")))]
pub async fn who(State(app): State<Arc<App>>, SignedIn(identity): SignedIn) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(view(&app, &identity)))
}

#[utoipa::path(post, path = "/api/v1/session", request_body = Credentials, responses(
    (status = 200, description = "Signed in; two HttpOnly cookies are set", body = SessionView),
    (status = 401, description = "Name or password is wrong"),
    (status = 429, description = "Locked after too many wrong passwords")))]
pub async fn sign_in(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Body(credentials): Body<Credentials>,
) -> Result<impl IntoResponse, Problem> {
    own_page(&app, &headers)?;
    let (identity, granted) = begin(&app, credentials).await?;
    respond(&app, &identity, granted)
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct TokenView {
    access_token: String,
    token_type: &'static str,
    /// Seconds.
    expires_in: u64,
    refresh_token: String,
}

#[utoipa::path(post, path = "/api/v1/token", request_body = Credentials, responses(
    (status = 200, description = "A bearer token for a machine", body = TokenView),
    (status = 401, description = "Name or password is wrong")))]
pub async fn token(
    State(app): State<Arc<App>>,
    Body(credentials): Body<Credentials>,
) -> Result<impl IntoResponse, Problem> {
    let (identity, granted) = begin(&app, credentials).await?;
    let access_token = issue(&app, &identity)?;
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

async fn begin(app: &App, credentials: Credentials) -> Result<(Identity, Granted), Problem> {
    let now = clock::now_ms();
    let identity = match app.accounts.check(&credentials.username, credentials.password, now).await {
        Ok(identity) => identity,
        Err(AccountError::Wrong) => {
            metrics::counter!("alongside_sign_in_failed_total").increment(1);
            return Err(Refusal::new(RefusalCode::SignInFailed, "the name or the password is wrong").into());
        }
        Err(AccountError::Locked { until }) => {
            let minutes = ((until - now).max(0) + 59_999) / 60_000;
            let mut refusal = Refusal::new(
                RefusalCode::AccountLocked,
                format!("too many wrong passwords; this account is locked for {minutes} more minutes"),
            );
            refusal.when = Some(until);
            return Err(refusal.into());
        }
        Err(AccountError::Database(error)) => return Err(database_away(&error)),
        Err(error) => return Err(Problem::internal(&error)),
    };
    let granted = app.sessions.begin(&identity.user, now).await.map_err(|error| session_problem(&error))?;
    Ok((in_session(identity, &granted), granted))
}

#[utoipa::path(post, path = "/api/v1/session/refresh", responses(
    (status = 200, description = "Signed in for longer; both cookies are new", body = SessionView),
    (status = 401, description = "The session has ended")))]
pub async fn refresh(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    jar: CookieJar,
) -> Result<impl IntoResponse, Problem> {
    own_page(&app, &headers)?;
    let old =
        jar.get(cookie_names(&app).1).ok_or_else(|| Refusal::new(RefusalCode::SignInRequired, "sign in first"))?;
    let granted = app.sessions.refresh(old.value(), clock::now_ms()).await.map_err(|error| session_problem(&error))?;
    // Roles and boards as they are now, not as they were at sign-in.
    let identity = match app.accounts.find(&granted.user).await {
        Ok(Some(identity)) => in_session(identity, &granted),
        Ok(None) => return Err(Refusal::new(RefusalCode::SignInRequired, "this account is closed").into()),
        Err(AccountError::Database(error)) => return Err(database_away(&error)),
        Err(error) => return Err(Problem::internal(&error)),
    };
    respond(&app, &identity, granted)
}

#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204, description = "Signed out on every screen of this session")))]
pub async fn sign_out(State(app): State<Arc<App>>, SignedIn(identity): SignedIn) -> Result<impl IntoResponse, Problem> {
    if let Some(session) = &identity.session {
        app.sessions.end(session, clock::now_ms()).await.map_err(|error| session_problem(&error))?;
    }
    let (access, refresh) = cookie_names(&app);
    let gone = |name: &'static str| {
        let mut cookie = cookie(&app, name, String::new());
        cookie.make_removal();
        cookie
    };
    let jar = CookieJar::new().add(gone(access)).add(gone(refresh));
    Ok((StatusCode::NO_CONTENT, [("clear-site-data", "\"cache\", \"storage\"")], jar))
}

fn in_session(identity: Identity, granted: &Granted) -> Identity {
    Identity { session: Some(granted.session.clone()), session_expires_at: Some(granted.expires_at), ..identity }
}

fn respond(app: &App, identity: &Identity, granted: Granted) -> Result<impl IntoResponse + use<>, Problem> {
    let (access, refresh) = cookie_names(app);
    let token = issue(app, identity)?;
    let jar = CookieJar::new().add(cookie(app, access, token)).add(cookie(app, refresh, granted.refresh));
    let view = view(app, identity);
    Ok(([(header::CACHE_CONTROL, "no-store")], jar, Json(view)))
}

fn issue(app: &App, identity: &Identity) -> Result<String, Problem> {
    app.tokens.issue(identity, clock::now_ms(), app.config.access_token_s).map_err(|error| Problem::internal(&error))
}

/// Ends with the browser; script cannot read it; no other site's page can make the browser send it.
fn cookie(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.config.is_behind_tls())
        .build()
}

fn session_problem(error: &SessionError) -> Problem {
    match error {
        SessionError::Ended => Refusal::new(RefusalCode::SignInRequired, "the session has ended; sign in again").into(),
        SessionError::Database(error) => database_away(error),
        SessionError::Random(error) => Problem::internal(error),
    }
}

fn database_away(error: &sqlx::Error) -> Problem {
    tracing::warn!(%error, "sign-in is not possible: the database is away");
    Refusal::new(RefusalCode::JournalUnavailable, "sign-in is not possible just now; try again in a moment").into()
}
