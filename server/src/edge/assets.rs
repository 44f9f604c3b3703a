//! The dashboard, built into the binary. Hashed files may be kept; the page itself is always asked for anew.

use std::sync::Arc;

use alongside_protocol::{Refusal, RefusalCode};
use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::Embed;

use super::{App, problem::Problem};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../dashboard/dist"]
#[allow_missing = true]
struct Dist;

/// Pages of the app; its own router takes it from there.
const PAGES: [&str; 13] = [
    "/",
    "/board",
    "/car",
    "/demand",
    "/demand/earlier",
    "/demand/forecast",
    "/demand/cover",
    "/demand/figures",
    "/office",
    "/office/referrals",
    "/office/people",
    "/office/ledger",
    "/office/retention",
];

pub fn routes() -> Router<Arc<App>> {
    let mut router = Router::new().route("/assets/{*file}", get(asset));
    for page in PAGES {
        router = router.route(page, get(page_of_app));
    }
    router
}

async fn page_of_app() -> Response {
    match Dist::get("index.html") {
        Some(page) => {
            ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], page.data)
                .into_response()
        }
        None => (StatusCode::NOT_FOUND, "This build holds no dashboard. `make build` builds it and puts it in.\n")
            .into_response(),
    }
}

async fn asset(Path(file): Path<String>) -> Response {
    found(&format!("assets/{file}"), "public, max-age=31536000, immutable")
}

/// Files at the root of the build: the service worker, which may speak for no folder above its own, the manifest, icons.
/// Asked for anew each time, or a tablet would go on with yesterday's. Anything else is not here.
pub async fn fallback(method: Method, uri: Uri) -> Response {
    if method == Method::GET || method == Method::HEAD {
        return found(uri.path().trim_start_matches('/'), "no-cache");
    }
    Problem::from(Refusal::new(RefusalCode::NotFound, "no such address")).into_response()
}

fn found(path: &str, cache: &'static str) -> Response {
    let Some(file) = Dist::get(path).filter(|_| path != "index.html") else {
        return Problem::from(Refusal::new(RefusalCode::NotFound, "no such address")).into_response();
    };
    let kind = HeaderValue::from_str(kind(path, file.metadata.mimetype()))
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static(cache))], file.data)
        .into_response()
}

/// Browsers run no worker and install no app whose file comes as another kind, and with `nosniff` they do not guess.
fn kind<'a>(path: &str, guessed: &'a str) -> &'a str {
    match path.rsplit_once('.') {
        Some((_, "js")) => "text/javascript",
        Some((_, "webmanifest")) => "application/manifest+json",
        _ => guessed,
    }
}
