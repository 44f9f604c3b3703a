//! HTTP and WebSocket: routes, sessions, problem+json, assets, OpenAPI. It must not know SQL or Redis.

mod act;
pub mod address;
pub mod assets;
pub mod demand;
pub mod feed;
pub mod gate;
pub mod guard;
pub mod health;
pub mod ledger;
pub mod listener;
pub mod map;
pub mod openapi;
pub mod origin;
pub mod positions;
pub mod problem;
pub mod rates;
pub mod referrals;
pub mod retention;
pub mod screening;
pub mod seats;
pub mod session;
pub mod sign_in;
pub mod socket;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use alongside_protocol::{BoardId, limits};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{HeaderName, HeaderValue, header},
    middleware,
};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, set_header::SetResponseHeaderLayer};

use crate::{
    access::{
        accounts::Accounts, keys::AccountKeys, notice::Notices, oidc::Oidc, service_tokens::ServiceTokens,
        sessions::Sessions, token::Tokens,
    },
    board::BoardHandle,
    config::Config,
    database::Database,
    demand::Demand,
    journal::Journal,
    ledger::Ledger,
};

/// Everything that a route may need.
pub struct App {
    pub config: Config,
    pub boards: BTreeMap<BoardId, BoardHandle>,
    pub journal: Arc<dyn Journal>,
    pub database: Database,
    pub demand: Demand,
    pub accounts: Accounts,
    pub sessions: Sessions,
    pub tokens: Tokens,
    pub service_tokens: ServiceTokens,
    /// None where the configuration names no identity provider.
    pub oidc: Option<Oidc>,
    pub account_keys: AccountKeys,
    pub notices: Notices,
    pub ledger: Ledger,
    pub sockets: seats::Sockets,
    pub rates: rates::Rates,
    /// Sessions and machines' tokens that have ended; every open socket watches it.
    pub ended: watch::Receiver<Arc<HashSet<String>>>,
    pub metrics: PrometheusHandle,
    pub tasks: TaskTracker,
    /// Cancelled when the server drains: no new socket, open ones are asked to come back.
    pub drain: CancellationToken,
}

/// The content policy allows this origin and nothing else, no inline script or style; but for the server of the map's
/// tiles, where the configuration names one. No text becomes markup or script (Trusted Types); the policy `default` is
/// the dashboard's, and lets its own workers through (`dashboard/src/app/trust.ts`).
fn content_policy(tiles: Option<&str>) -> String {
    let tiles = tiles.map_or_else(String::new, |origin| format!(" {origin}"));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'{tiles}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default"
    )
}

/// Further headers of every answer.
const HEADERS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self), screen-wake-lock=(self)"),
    ("strict-transport-security", "max-age=31536000"),
];

pub fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .merge(session::routes())
        .merge(sign_in::routes())
        .merge(demand::routes())
        .merge(referrals::routes())
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
    let other_files = assets::fallback.layer(CompressionLayer::new());
    let mut router =
        api.merge(feed).merge(files).route_layer(middleware::from_fn_with_state(Arc::clone(&app), gate::gate));
    router = router.method_not_allowed_fallback(problem::method_not_allowed).fallback(other_files);
    router = router.layer(middleware::from_fn_with_state(Arc::clone(&app), screening::screen));
    // Where nothing else is said: an answer may be about a person.
    router = router.layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, screening::NO_STORE));
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
