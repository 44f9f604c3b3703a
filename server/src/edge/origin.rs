//! What another site's page makes a browser send is refused on every route (a resource isolation policy).

use alongside_protocol::{Refusal, RefusalCode};
use axum::http::{HeaderMap, Method, Uri, header};

use super::{App, problem::Problem};

/// Where the OpenID provider sends people back to: another site's page leads here, and by design.
pub const SIGN_IN_CALLBACK: &str = "/api/v1/sign-in/oidc/callback";
/// Data, and never a page to visit.
const NO_PAGES: [&str; 5] = ["/api/", "/feed/", "/ws", "/metrics", "/map/"];

/// Browsers say from which site's page a request comes, and mark what script sends with an origin. Machines say neither.
pub fn check(app: &App, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
    if is_visit(method, uri.path(), headers) {
        return Ok(());
    }
    let site = headers.get("sec-fetch-site").map(header::HeaderValue::as_bytes);
    let is_near = site.is_none_or(|site| site == b"same-origin" || site == b"none");
    if is_near && (!headers.contains_key(header::ORIGIN) || is_own(app, headers)) { Ok(()) } else { Err(refused()) }
}

/// Somebody followed a link to a page in a tab of its own: not into a frame, and not to data.
fn is_visit(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let says = |name: &str, wanted: &str| headers.get(name).is_some_and(|value| value == wanted);
    method == Method::GET
        && says("sec-fetch-mode", "navigate")
        && says("sec-fetch-dest", "document")
        && (path == SIGN_IN_CALLBACK || !NO_PAGES.iter().any(|start| path.starts_with(start)))
}

/// Whether the request's origin is this site. Without one it is not.
fn is_own(app: &App, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else { return false };
    if let Some(url) = &app.config.public_url {
        return origin == url;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    host.is_some() && origin.split_once("://").map(|(_, host)| host) == host
}

/// For what a cookie alone would allow: this site's own page must have sent it, and have said so.
pub fn own_page(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let site = headers.get("sec-fetch-site").map(header::HeaderValue::as_bytes);
    let is_near = site.is_none_or(|site| site == b"same-origin");
    if is_near && is_own(app, headers) { Ok(()) } else { Err(refused()) }
}

fn refused() -> Problem {
    metrics::counter!("alongside_origin_refused_total").increment(1);
    Refusal::new(RefusalCode::OriginRefused, "the request did not come from this site's own page").into()
}
