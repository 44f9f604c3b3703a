//! HTTP and WebSocket: routes, sessions, problem+json, assets, OpenAPI. It must not know SQL or Redis.

pub mod assets;
pub mod feed;
pub mod figures;
pub mod guard;
pub mod health;
pub mod ledger;
pub mod map;
pub mod openapi;
pub mod positions;
pub mod problem;
pub mod retention;
pub mod session;
pub mod sign_in;
pub mod socket;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use alongside_protocol::{BoardId, UserId, limits};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, StatusCode},
};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

use crate::{
    access::{
        accounts::Accounts, keys::AccountKeys, notice::Notices, oidc::Oidc,
        service_tokens::ServiceTokens, sessions::Sessions, token::Tokens,
    },
    board::BoardHandle,
    config::Config,
    database::Database,
    journal::Journal,
    ledger::Ledger,
};

/// Everything that a route may need.
pub struct App {
    pub config: Config,
    pub boards: BTreeMap<BoardId, BoardHandle>,
    pub journal: Arc<dyn Journal>,
    pub database: Database,
    pub accounts: Accounts,
    pub sessions: Sessions,
    pub tokens: Tokens,
    pub service_tokens: ServiceTokens,
    /// None where the configuration names no identity provider.
    pub oidc: Option<Oidc>,
    pub account_keys: AccountKeys,
    pub notices: Notices,
    pub ledger: Ledger,
    pub sockets: Sockets,
    /// Sessions and machines' tokens that have ended; every open socket watches it.
    pub ended: watch::Receiver<Arc<HashSet<String>>>,
    pub metrics: PrometheusHandle,
    pub tasks: TaskTracker,
    /// Cancelled when the server drains: no new socket, open ones are asked to come back.
    pub drain: CancellationToken,
}

/// Open sockets by account, for the limit on one account.
#[derive(Debug, Default)]
pub struct Sockets {
    open: Mutex<HashMap<UserId, usize>>,
}

impl Sockets {
    /// Counts one more, unless that would be too many.
    pub fn enter(&self, user: &UserId, most: usize) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(user.clone()).or_default();
        if *count >= most {
            return false;
        }
        *count += 1;
        metrics::gauge!("alongside_sockets_open").increment(1);
        true
    }

    pub fn leave(&self, user: &UserId) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(user) {
            *count -= 1;
            if *count == 0 {
                open.remove(user);
            }
        }
        metrics::gauge!("alongside_sockets_open").decrement(1);
    }
}

/// Longest that a request may take, ms. Then it is answered 503.
const REQUEST_MS_MAX: u64 = 15_000;

/// The content policy allows this origin and nothing else, no inline script or style; but for the server of the map's
/// tiles, where the configuration names one.
fn content_policy(tiles: Option<&str>) -> String {
    let tiles = tiles.map_or_else(String::new, |origin| format!(" {origin}"));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'{tiles}; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// Further headers of every answer.
const HEADERS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self), screen-wake-lock=(self)"),
    ("strict-transport-security", "max-age=31536000"),
];

pub fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .merge(session::routes())
        .merge(sign_in::routes())
        .merge(figures::routes())
        .merge(retention::routes())
        .merge(map::routes(&app.config))
        .merge(health::routes())
        .merge(ledger::routes())
        .merge(openapi::routes())
        .merge(socket::routes())
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES_MAX));
    let feed = feed::routes().merge(positions::routes()).layer(DefaultBodyLimit::max(limits::FEED_BODY_BYTES_MAX));
    // Files alone are compressed: an answer that holds a secret beside what somebody sent tells of it by its length (BREACH).
    let files = assets::routes().layer(CompressionLayer::new());
    // A database that hangs amid a statement must not hold a request for ever; a socket, once upgraded, is past this.
    let patience =
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_millis(REQUEST_MS_MAX));
    let mut router = api.merge(feed).merge(files).layer(patience);
    router = router.method_not_allowed_fallback(problem::method_not_allowed).fallback(assets::fallback);
    // An origin is letters, digits and a few marks: it is always a header's value.
    if let Ok(policy) = HeaderValue::try_from(content_policy(map::other_origin(&app.config).as_deref())) {
        let name = HeaderName::from_static("content-security-policy");
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, policy));
    }
    for (name, value) in HEADERS {
        router = router.layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        ));
    }
    router.layer(CatchPanicLayer::custom(problem::panicked)).with_state(app)
}
