//! What a map is drawn of: the scheme's beats, and the archive of tiles where this server has it.

use std::sync::Arc;

use alongside_protocol::{BoardId, Refusal, RefusalCode, frame::MapView, vocabulary::Audience};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::{get, get_service},
};
use tower_http::{services::ServeFile, set_header::SetResponseHeaderLayer};

use super::{
    App,
    guard::{SignedIn, board_of},
    problem::Problem,
};
use crate::config::{Config, Tiles};

/// A browser keeps tiles for a day: they are public, and asked for at every move of the map.
const TILES_KEPT: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// Where this server's own archive is.
const TILES_PATH: &str = "/map/tiles.pmtiles";

pub fn routes(config: &Config) -> Router<Arc<App>> {
    let router = Router::new().route("/api/v1/boards/{board}/beats", get(beats));
    match &config.map.tiles {
        // Public geography, and no person's: a tile is asked for some hundred times a minute.
        Tiles::File(file) => {
            let kept = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, TILES_KEPT);
            router.route(TILES_PATH, get_service(ServeFile::new(file)).layer(kept))
        }
        Tiles::None | Tiles::Url(_) => router,
    }
}

/// What a screen is told of it.
pub fn view(config: &Config) -> MapView {
    let tiles = match &config.map.tiles {
        Tiles::None => None,
        Tiles::File(_) => Some(TILES_PATH.to_owned()),
        Tiles::Url(url) => Some(url.to_string()),
    };
    MapView { attribution: config.map.attribution.clone().filter(|_| tiles.is_some()), tiles }
}

/// The origin of another server's tiles, for the content policy.
pub fn other_origin(config: &Config) -> Option<String> {
    match &config.map.tiles {
        Tiles::Url(url) => Some(url.origin().ascii_serialization()),
        Tiles::None | Tiles::File(_) => None,
    }
}

#[utoipa::path(get, path = "/api/v1/boards/{board}/beats", params(("board" = String, Path, description = "Board id")),
    responses(
        (status = 200, description = "The scheme's beats as areas: GeoJSON (RFC 7946), each feature with its code as properties.name",
         content_type = "application/geo+json", body = Object),
        (status = 401, description = "Sign in first"),
        (status = 404, description = "No such board, or not yours, or its scheme has no beats")))]
pub async fn beats(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Path(board): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let board = board_of(&app, &identity, &BoardId(board))?;
    let sees_map =
        [Audience::Control, Audience::Inspector].iter().any(|audience| identity.audiences().contains(audience));
    let beats = board.scheme.beats.clone().filter(|_| sees_map);
    let beats = beats.ok_or_else(|| Refusal::new(RefusalCode::NotFound, "this scheme has no beats as areas"))?;
    Ok(([(header::CONTENT_TYPE, "application/geo+json")], beats.to_string()))
}
