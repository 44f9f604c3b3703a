//! What every request passes first: whose it is, how often they ask, from which page, and how long its body may take.

use std::{
    future::Future as _,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    task::Poll,
    time::Duration,
};

use alongside_protocol::{Refusal, RefusalCode, limits};
use axum::{
    body::{Body, HttpBody as _},
    extract::{ConnectInfo, FromRequestParts, Request, State, rejection::BytesRejection},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use futures_util::{StreamExt, stream};
use thiserror::Error;

use super::{
    App,
    address::{self, Address},
    origin,
    problem::Problem,
};
use crate::limited;

/// Where a password is checked, which costs work.
fn checks_password(method: &Method, path: &str) -> bool {
    match path {
        "/api/v1/session" | "/api/v1/token" => method == Method::POST,
        "/api/v1/password" => method == Method::PUT,
        "/api/v1/second-factor" => method == Method::POST || method == Method::DELETE,
        _ => false,
    }
}

/// Of a request that is refused here, so much is read and thrown away, bytes: who is cut off amid a body does not hear why.
const HEARD_OUT_BYTES_MAX: usize = limits::FEED_BODY_BYTES_MAX;
/// For how long, ms.
const HEARD_OUT_MS_MAX: u64 = 2_000;

pub async fn screen(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Result<Response, Problem> {
    if let Err(problem) = admit(&app, &mut request) {
        let heard = hear_out(request.into_body());
        // Whether it came to its end makes no difference.
        let _ = tokio::time::timeout(Duration::from_millis(HEARD_OUT_MS_MAX), heard).await;
        return Err(problem);
    }
    // A database that hangs amid a statement must not hold a request for ever; a socket, once upgraded, is past this.
    let answer = next.run(request.map(in_time));
    tokio::time::timeout(Duration::from_millis(limits::REQUEST_MS_MAX), answer).await.map_err(|_| {
        limited::hit("request_time");
        Refusal::new(RefusalCode::Overloaded, "this took too long; whether it was done is not known; try again").into()
    })
}

async fn hear_out(body: Body) {
    let (mut data, mut heard) = (body.into_data_stream(), 0);
    while let Some(Ok(piece)) = data.next().await
        && heard < HEARD_OUT_BYTES_MAX
    {
        heard += piece.len();
    }
}

fn admit(app: &App, request: &mut Request) -> Result<(), Problem> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let address = Address::of(address::client(peer, request.headers(), &app.config.limits.trusted_proxies));
    request.extensions_mut().insert(address);
    app.rates.request_from(address)?;
    origin::check(app, request.method(), request.uri(), request.headers())?;
    if request.headers().get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        limited::hit("content_encoding");
        return Err(Refusal::new(RefusalCode::EncodingRefused, "compressed bodies are not taken; send it as it is")
            .field("content-encoding", "a compression", "none, or identity")
            .into());
    }
    if checks_password(request.method(), request.uri().path()) {
        app.rates.sign_in_from(address)?;
    }
    Ok(())
}

/// The address that a request comes from, for what counts by it.
#[derive(Clone, Copy, Debug)]
pub struct AskedFrom(pub Address);

impl<S: Sync> FromRequestParts<S> for AskedFrom {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get().copied().unwrap_or(Address::ANYBODY)))
    }
}

/// Why a body ends before its end.
#[derive(Clone, Copy, Debug, Error)]
#[error("the body did not come in time")]
pub struct BodyTooSlow;

/// However steadily a body drips, as a whole it has only so long.
fn in_time(body: Body) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let mut patience = Box::pin(tokio::time::sleep(Duration::from_millis(limits::BODY_MS_MAX)));
    let mut data = body.into_data_stream();
    Body::from_stream(stream::poll_fn(move |context| {
        if patience.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(axum::Error::new(BodyTooSlow))));
        }
        data.poll_next_unpin(context)
    }))
}

/// What a handler answers when a body could not be read whole.
pub fn unread_body(rejection: &BytesRejection, too_large: &str) -> Refusal {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        limited::hit("body_bytes");
        return Refusal::new(RefusalCode::BodyTooLarge, too_large);
    }
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(rejection);
    while let Some(current) = cause {
        if current.is::<BodyTooSlow>() {
            limited::hit("body_time");
            return Refusal::new(RefusalCode::BodyTooSlow, "the body did not come in time; nothing was done");
        }
        cause = current.source();
    }
    Refusal::new(RefusalCode::BodyUnreadable, "the body ended before its end; nothing was done")
}

/// Personal or not, nothing but the app's own files is kept by a browser or a proxy.
pub const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
