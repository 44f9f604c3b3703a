//! The HTTP interface described for machines.

use std::sync::Arc;

use alongside_protocol::typescript::feed_schema;
use axum::{Json, Router, response::IntoResponse, routing::get};
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::App;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Alongside",
        description = "The live board runs over the WebSocket /ws (subprotocol alongside.v1; rules in protocol/SPEC.md). This is the HTTP beside it. Every refusal is application/problem+json with a `code`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    paths(
        super::session::who,
        super::session::sign_out,
        super::session::refresh,
        super::sign_in::ways,
        super::sign_in::password::sign_in,
        super::sign_in::password::token,
        super::sign_in::password::change,
        super::sign_in::oidc::begin,
        super::sign_in::oidc::callback,
        super::sign_in::oidc::logout,
        super::sign_in::second_factor::standing,
        super::sign_in::second_factor::enrol,
        super::sign_in::second_factor::confirm,
        super::sign_in::second_factor::remove,
        super::sign_in::sessions::list,
        super::sign_in::sessions::end,
        super::sign_in::people::list,
        super::sign_in::people::sign_out,
        super::sign_in::people::access,
        super::sign_in::people::unlock,
        super::feed::take,
        super::feed::schema,
        super::demand::earlier::earlier,
        super::demand::earlier::today,
        super::demand::forecast::forecast,
        super::demand::cover::cover,
        super::demand::figures::figures,
        super::ledger::search,
        super::ledger::export,
        super::map::beats,
        super::positions::take,
        super::referrals::list,
        super::referrals::answer,
        super::retention::preview,
        super::retention::erase,
        super::retention::job,
        super::retention::hold,
        super::retention::lift,
        super::retention::find,
        super::health::livez,
        super::health::readyz,
        super::health::metrics,
        super::socket::upgrade,
        openapi_json
    ),
    components(schemas(
        super::demand::earlier::Part,
        super::demand::table::Format,
        super::ledger::Search,
        super::referrals::Listed,
        super::referrals::Answered,
        super::ledger::Export,
        super::session::SessionView,
        super::sign_in::Ways,
        super::sign_in::password::Given,
        super::sign_in::password::NewPassword,
        super::sign_in::password::TokenView,
        super::sign_in::second_factor::Standing,
        super::sign_in::second_factor::Enrolment,
        super::sign_in::second_factor::RecoveryCodes,
        super::sign_in::sessions::OwnSessions,
        super::sign_in::people::People,
    ))
)]
struct Api;

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/openapi.json", get(openapi_json))
}

/// The document, with the feed event's own schema in place.
pub fn document() -> Value {
    let mut document = serde_json::to_value(Api::openapi()).unwrap_or_else(|_| json!({}));
    let mut feed = feed_schema();
    if let Some(feed) = feed.as_object_mut() {
        // Its definitions move to the document's own place for them.
        if let Some(Value::Object(definitions)) = feed.remove("$defs") {
            for (name, definition) in definitions {
                document["components"]["schemas"][name] = definition;
            }
        }
        feed.remove("$schema");
    }
    document["components"]["schemas"]["FeedEvent"] = feed;
    let text = document.to_string().replace("#/$defs/", "#/components/schemas/");
    serde_json::from_str(&text).unwrap_or(document)
}

#[utoipa::path(get, path = "/openapi.json", responses((status = 200, description = "This document")))]
pub async fn openapi_json() -> impl IntoResponse {
    Json(document())
}
