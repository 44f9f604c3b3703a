//! How people come in, and what they may do about their own sign-ins; what the office may do about everybody's.

pub mod caller;
pub mod oidc;
pub mod password;
pub mod people;
pub mod second_factor;
pub mod sessions;

use std::sync::Arc;

use alongside_protocol::{Millis, Refusal, RefusalCode};
use axum::{
    Json, Router,
    extract::State,
    http::header,
    response::IntoResponse,
    routing::{delete, get, post, put},
};
use serde::Serialize;

use super::{
    App,
    problem::Problem,
    session::{database_away, session_problem},
};
use crate::access::{accounts::AccountError, password::PasswordError};

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/sign-in", get(ways))
        .route("/api/v1/session", post(password::sign_in))
        .route("/api/v1/token", post(password::token))
        .route("/api/v1/password", put(password::change))
        .route("/api/v1/sign-in/oidc", get(oidc::begin))
        .route("/api/v1/sign-in/oidc/callback", get(oidc::callback))
        .route("/api/v1/sign-in/oidc/logout", post(oidc::logout))
        .route(
            "/api/v1/second-factor",
            get(second_factor::standing)
                .post(second_factor::enrol)
                .put(second_factor::confirm)
                .delete(second_factor::remove),
        )
        .route("/api/v1/sessions", get(sessions::list))
        .route("/api/v1/sessions/{session}", delete(sessions::end))
        .route("/api/v1/people", get(people::list))
        .route("/api/v1/people/sign-out", post(people::sign_out))
        .route("/api/v1/people/access", post(people::access))
        .route("/api/v1/people/unlock", post(people::unlock))
}

/// What the sign-in page offers.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Ways {
    password: bool,
    oidc: Option<Provider>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct Provider {
    /// Stands on the button.
    name: String,
}

#[utoipa::path(get, path = "/api/v1/sign-in", responses((status = 200, description = "How one can sign in here", body = Ways)))]
pub async fn ways(State(app): State<Arc<App>>) -> impl IntoResponse {
    let oidc = app.oidc.as_ref().map(|oidc| Provider { name: oidc.name().to_owned() });
    ([(header::CACHE_CONTROL, "no-store")], Json(Ways { password: true, oidc }))
}

/// Why somebody was not let in.
fn turned_away(error: &AccountError, now: Millis) -> Problem {
    let later = |code, until: Millis, message: String| {
        let mut refusal = Refusal::new(code, message);
        refusal.when = Some(until);
        Problem::from(refusal)
    };
    match error {
        AccountError::Wrong => {
            metrics::counter!("alongside_sign_in_failed_total").increment(1);
            Refusal::new(RefusalCode::SignInFailed, "the name or the password is wrong").into()
        }
        AccountError::CodeWrong => {
            metrics::counter!("alongside_sign_in_failed_total").increment(1);
            let message = "the code is wrong, too old, or was used before; wait for the next one";
            let refusal = Refusal::new(RefusalCode::SignInFailed, message);
            refusal.field("code", "another one", "the code that is shown now, or a recovery code").into()
        }
        AccountError::CodeNeeded => {
            let message = "give the code of your second factor, or a recovery code";
            Refusal::new(RefusalCode::SecondFactorRequired, message).into()
        }
        AccountError::Locked { until } => {
            metrics::counter!("alongside_sign_in_locked_total").increment(1);
            let minutes = ((until - now).max(0) + 59_999) / 60_000;
            later(
                RefusalCode::AccountLocked,
                *until,
                format!(
                    "too many failed tries; this name is locked here for {minutes} more minutes. Your office can unlock it"
                ),
            )
        }
        AccountError::Slowed { until } => {
            metrics::counter!("alongside_sign_in_slowed_total").increment(1);
            let message = "too many tries for this name from many places; try again in a few seconds";
            later(RefusalCode::RateLimited, *until, message.to_owned())
        }
        AccountError::Password(error) => match error {
            PasswordError::Length(_) | PasswordError::Guessable | PasswordError::Breached => {
                Refusal::new(RefusalCode::FieldInvalid, error.to_string())
                    .field("new", "a password that is too easy to guess", "another password")
                    .into()
            }
            PasswordError::List(_) | PasswordError::Hash => Problem::internal(error),
        },
        AccountError::Database(error) => database_away(error),
        AccountError::Session(error) => session_problem(error),
        AccountError::Unknown => Refusal::new(RefusalCode::NotFound, "no such account").into(),
        AccountError::Stored(_) | AccountError::Sealing(_) | AccountError::Name => Problem::internal(error),
    }
}

/// The same for somebody who is signed in and shows again who they are: wrong is no end of the sign-in.
fn not_shown(error: &AccountError, now: Millis) -> Problem {
    let wrong = |field: &str, allowed: &str| Problem::from(Refusal::invalid(field, "another one", allowed));
    match error {
        AccountError::Wrong => wrong("password", "your password"),
        AccountError::CodeWrong => wrong("code", "the code that is shown now, or a recovery code"),
        AccountError::CodeNeeded => wrong("code", "the code of your second factor"),
        error => turned_away(error, now),
    }
}
