//! A "no" over HTTP: RFC 9457 problem+json. Five-hundreds say nothing of the inside; it is logged here, once.

use std::any::Any;

use alongside_protocol::{Refusal, RefusalCode};
use axum::{
    body::Body,
    http::{Response, StatusCode, header},
    response::IntoResponse,
};
use serde::Serialize;

use crate::clock;

/// After how long to ask again where only somebody's leaving makes room, s.
const FULL_S: u64 = 5;

#[derive(Debug)]
pub struct Problem {
    refusal: Refusal,
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    #[serde(flatten)]
    refusal: &'a Refusal,
    /// The refusal's message under RFC 9457's own name.
    detail: &'a str,
}

impl Problem {
    /// Something failed inside. The cause goes to the log and nowhere else.
    pub fn internal(cause: &dyn std::error::Error) -> Self {
        tracing::error!(%cause, "a request failed inside");
        Refusal::new(RefusalCode::Internal, "something went wrong inside; try again in a moment").into()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self { refusal }
    }
}

pub fn status(code: RefusalCode) -> StatusCode {
    match code {
        RefusalCode::NotFound => StatusCode::NOT_FOUND,
        RefusalCode::RoleNotAllowed | RefusalCode::OriginRefused | RefusalCode::EnrolmentRequired => {
            StatusCode::FORBIDDEN
        }
        RefusalCode::SignInRequired
        | RefusalCode::SignInFailed
        | RefusalCode::SecondFactorRequired
        | RefusalCode::TokenInvalid
        | RefusalCode::TokenExpired => StatusCode::UNAUTHORIZED,
        RefusalCode::AccountLocked
        | RefusalCode::RateLimited
        | RefusalCode::TooMany
        | RefusalCode::TooManyConnections
        | RefusalCode::TooManyInFlight => StatusCode::TOO_MANY_REQUESTS,
        RefusalCode::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
        RefusalCode::EncodingRefused => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        RefusalCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        RefusalCode::BodyUnreadable | RefusalCode::FieldInvalid => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        RefusalCode::JournalUnavailable | RefusalCode::Overloaded | RefusalCode::ShuttingDown => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        RefusalCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::CONFLICT,
    }
}

/// When it is worth asking again, s from now: as the refusal says, or soon.
fn retry_after_s(status: StatusCode, refusal: &Refusal) -> Option<u64> {
    let shortest = match status {
        StatusCode::SERVICE_UNAVAILABLE => 1,
        StatusCode::TOO_MANY_REQUESTS => FULL_S,
        _ => return None,
    };
    let said = refusal.when.map(|when| (when - clock::now_ms()).max(0).unsigned_abs().div_ceil(1_000).max(1));
    Some(said.unwrap_or(shortest))
}

impl IntoResponse for Problem {
    fn into_response(self) -> axum::response::Response {
        let status = status(self.refusal.code);
        let document = Document {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or("Refused"),
            status: status.as_u16(),
            detail: &self.refusal.message,
            refusal: &self.refusal,
        };
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json"), (header::CACHE_CONTROL, "no-store")], body)
                .into_response();
        if let Some(seconds) = retry_after_s(status, &self.refusal) {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// The address is right and the method is not.
pub async fn method_not_allowed() -> Problem {
    Refusal::new(RefusalCode::MethodNotAllowed, "this address does not take that method").into()
}

/// A panic in a handler becomes an answer; its text stays here.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    metrics::counter!("alongside_panics_total").increment(1);
    Problem::from(Refusal::new(RefusalCode::Internal, "something went wrong inside; try again in a moment"))
        .into_response()
}
