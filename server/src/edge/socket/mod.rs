//! The WebSocket: upgrade, then one task a connection.
//!
//! `wire` speaks RFC 6455 on the bare socket; `reading` makes a frame of bytes; `connection` speaks the protocol of `protocol/SPEC.md`.

mod connection;
pub mod reading;
mod wire;

use std::sync::Arc;

use alongside_protocol::{Refusal, RefusalCode, SUBPROTOCOL};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{Response, StatusCode, header},
    routing::get,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::{App, guard::SignedIn, problem::Problem, screening::AskedFrom, seats::SocketsMost};

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/ws", get(upgrade))
}

#[utoipa::path(get, path = "/ws", responses(
    (status = 101, description = "The live board; subprotocol alongside.v1"),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not from this site's own page"),
    (status = 429, description = "Too many open screens of this account, this address or in all; or asked too often"), (status = 503, description = "Restarting")))]
pub async fn upgrade(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    AskedFrom(address): AskedFrom,
    mut request: Request,
) -> Result<Response<Body>, Problem> {
    if app.drain.is_cancelled() {
        return Err(Refusal::new(RefusalCode::ShuttingDown, "this server is restarting; come back in a moment").into());
    }
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok()).unwrap_or_default();
    let names = |list: &str, wanted: &str| list.split(',').any(|item| item.trim().eq_ignore_ascii_case(wanted));
    if !names(text(header::UPGRADE), "websocket") || text(header::SEC_WEBSOCKET_VERSION) != "13" {
        return Err(Refusal::invalid("upgrade", "another protocol", "websocket, version 13").into());
    }
    if !names(text(header::SEC_WEBSOCKET_PROTOCOL), SUBPROTOCOL) {
        return Err(Refusal::invalid("sec-websocket-protocol", "another subprotocol", SUBPROTOCOL).into());
    }
    let key = text(header::SEC_WEBSOCKET_KEY);
    if key.is_empty() {
        return Err(Refusal::invalid("sec-websocket-key", "nothing", "a key").into());
    }
    let accept = derive_accept_key(key.as_bytes());
    let Some(upgrade) = request.extensions_mut().remove::<hyper::upgrade::OnUpgrade>() else {
        return Err(Refusal::invalid("connection", "one that cannot be upgraded", "HTTP/1.1").into());
    };
    let most = SocketsMost {
        per_user: app.config.sockets_per_user,
        per_address: app.config.limits.sockets_per_address,
        in_all: app.config.limits.sockets_max,
    };
    let seat = app.sockets.enter(&identity.user, address, most)?;
    let served = Arc::clone(&app);
    app.tasks.spawn(async move {
        if let Ok(upgraded) = upgrade.await
            && let Some(wire) = wire::Wire::new(upgraded)
        {
            connection::serve(wire, &served, identity).await;
        }
        drop(seat);
    });
    Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_ACCEPT, accept)
        .header(header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL)
        .body(Body::empty())
        .map_err(|error| Problem::internal(&error))
}
