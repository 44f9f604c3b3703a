//! What is kept, held and erased. For whoever answers for the data; numbers of incidents go in bodies, never in addresses.

use std::sync::Arc;

use alongside_core::repeat;
use alongside_protocol::{
    BoardId, Command, IncidentNumber, Millis, Private, Refusal, RefusalCode, limits, vocabulary::EraseBasis,
};
use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::post};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    App,
    act::act,
    guard::{SignedIn, board_of},
    ledger::look,
    problem::Problem,
    session::Body,
};
use crate::{
    access::Identity,
    board::BoardHandle,
    clock,
    journal::{JournalError, kept},
    retention::{self, Asked, ClassDue, Due, Job},
};

/// Incidents that may be asked for one by one in one job. More: refused.
const ASKED_MAX: usize = 1_000;
/// Incidents that one job takes where all that are due are asked for. What is left stays due.
const DUE_MAX: usize = 100_000;

pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/retention/preview", post(preview))
        .route("/api/v1/retention/erase", post(erase))
        .route("/api/v1/retention/job", post(job))
        .route("/api/v1/retention/hold", post(hold))
        .route("/api/v1/retention/lift", post(lift))
        .route("/api/v1/retention/find", post(find))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBoard {
    #[schema(value_type = String)]
    board: BoardId,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    #[schema(value_type = String)]
    board: BoardId,
    #[schema(value_type = String)]
    incident: IncidentNumber,
    #[schema(value_type = String)]
    reason: Private,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Erase {
    #[schema(value_type = String)]
    board: BoardId,
    /// Left out: all that are due.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    incidents: Option<Vec<IncidentNumber>>,
    #[schema(value_type = String)]
    basis: EraseBasis,
    /// Kept on the ledger; names nobody.
    #[schema(value_type = String)]
    reason: Private,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Find {
    #[schema(value_type = String)]
    board: BoardId,
    #[serde(default)]
    #[schema(value_type = String)]
    name: Private,
    #[serde(default)]
    #[schema(value_type = String)]
    phone: Private,
    #[serde(default)]
    #[schema(value_type = String)]
    address: Private,
    /// Street or district that goes with the address.
    #[serde(default)]
    #[schema(value_type = String)]
    locality: Private,
}

#[derive(Serialize)]
struct HoldView {
    incident: IncidentNumber,
    reason: Private,
    by: String,
    at: Millis,
}

#[derive(Serialize)]
struct PreviewView {
    classes: Vec<ClassDue>,
    due: Vec<Due>,
    holds: Vec<HoldView>,
    job: Option<Job>,
}

#[derive(Serialize)]
struct JobView {
    job: Option<Job>,
}

#[derive(Serialize)]
struct FoundView {
    incidents: Vec<IncidentNumber>,
    /// Whether there are more than were given.
    more: bool,
}

fn allowed<'a>(app: &'a App, identity: &Identity, board: &BoardId) -> Result<&'a BoardHandle, Refusal> {
    let board = board_of(app, identity, board)?;
    Ok(board)
}

fn away(error: &JournalError) -> Problem {
    tracing::warn!(%error, "what is kept cannot be read");
    Refusal::new(RefusalCode::JournalUnavailable, "the record does not answer just now; try again in a moment").into()
}

#[utoipa::path(post, path = "/api/v1/retention/preview", request_body = OnBoard, responses(
    (status = 200, description = "What is kept by class, what is due, what is held, and the last job", body = Object),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board, or not yours")))]
pub async fn preview(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<OnBoard>,
) -> Result<impl IntoResponse, Problem> {
    let board = allowed(&app, &identity, &asked.board)?;
    look(&app, &identity, board.id(), json!({ "what": "retention_previewed" })).await?;
    let (now, picture) = (clock::now_ms(), board.hub.picture());
    let listed = retention::DUE_LISTED_MAX;
    let seen = retention::preview(&app.database, &picture, &board.scheme, now, listed).await.map_err(|e| away(&e))?;
    let job = retention::last(&app.database, board.id(), now).await.map_err(|error| away(&error))?;
    let holds = picture.legal_holds.iter().map(|(number, hold)| HoldView {
        incident: number.clone(),
        reason: hold.value.clone(),
        by: hold.by.clone(),
        at: hold.at,
    });
    Ok(Json(PreviewView { classes: seen.classes, due: seen.due, holds: holds.collect(), job }))
}

#[utoipa::path(post, path = "/api/v1/retention/job", request_body = OnBoard, responses(
    (status = 200, description = "How far the board's last erasure is; null where there never was one", body = Object),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board, or not yours")))]
pub async fn job(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<OnBoard>,
) -> Result<impl IntoResponse, Problem> {
    let board = allowed(&app, &identity, &asked.board)?;
    let job = retention::last(&app.database, board.id(), clock::now_ms()).await.map_err(|error| away(&error))?;
    Ok(Json(JobView { job }))
}

#[utoipa::path(post, path = "/api/v1/retention/erase", request_body = Erase, responses(
    (status = 202, description = "It has begun; how far it is, tells /api/v1/retention/job", body = Object),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board, or not yours"),
    (status = 409, description = "Another erasure runs, or nothing is due"), (status = 422, description = "Not so")))]
pub async fn erase(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Erase>,
) -> Result<impl IntoResponse, Problem> {
    let board = allowed(&app, &identity, &asked.board)?;
    needed("reason", &asked.reason)?;
    let incidents = match asked.incidents {
        Some(numbers) if numbers.is_empty() || numbers.len() > ASKED_MAX => {
            let found = format!("{} numbers", numbers.len());
            return Err(Refusal::invalid("incidents", found, format!("1 to {ASKED_MAX}, or left out")).into());
        }
        Some(numbers) => numbers,
        None => {
            let (now, picture) = (clock::now_ms(), board.hub.picture());
            let seen = retention::preview(&app.database, &picture, &board.scheme, now, DUE_MAX).await;
            seen.map_err(|error| away(&error))?.due.into_iter().map(|due| due.incident).collect()
        }
    };
    if incidents.is_empty() {
        return Err(Refusal::new(RefusalCode::WrongState, "nothing is due").into());
    }
    let (basis, reason, person) = (asked.basis, asked.reason, identity.person());
    let asked = Asked { incidents, basis, reason, person };
    let (journal, database) = (Arc::clone(&app.journal), app.database.clone());
    let begun = retention::begin(asked, board.clone(), journal, database, &app.tasks, app.drain.clone()).await;
    let job = begun.map_err(|error| away(&error))??;
    Ok((StatusCode::ACCEPTED, Json(JobView { job: Some(job) })))
}

#[utoipa::path(post, path = "/api/v1/retention/hold", request_body = Hold, responses(
    (status = 204, description = "Nothing of it is erased until the hold is lifted"),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board or incident"),
    (status = 409, description = "It is held already")))]
pub async fn hold(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Hold>,
) -> Result<impl IntoResponse, Problem> {
    let board = allowed(&app, &identity, &asked.board)?;
    if !kept::is_kept(&app.database, board.id(), &asked.incident).await.map_err(|error| away(&error))? {
        return Err(Refusal::new(RefusalCode::NotFound, "nothing is kept of such an incident on this board").into());
    }
    let command = Command::PlaceHold { incident: asked.incident, reason: asked.reason };
    act(board, &identity, command).await
}

#[utoipa::path(post, path = "/api/v1/retention/lift", request_body = Hold, responses(
    (status = 204, description = "It may be erased again when it is due"),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board"),
    (status = 409, description = "It is not held")))]
pub async fn lift(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Hold>,
) -> Result<impl IntoResponse, Problem> {
    let board = allowed(&app, &identity, &asked.board)?;
    act(board, &identity, Command::LiftHold { incident: asked.incident, reason: asked.reason }).await
}

#[utoipa::path(post, path = "/api/v1/retention/find", request_body = Find, responses(
    (status = 200, description = "Numbers of the incidents that hold one of these particulars", body = Object),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board, or not yours"),
    (status = 422, description = "Too little to look for anybody by")))]
pub async fn find(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Find>,
) -> Result<impl IntoResponse, Problem> {
    let board = allowed(&app, &identity, &asked.board)?;
    for (field, text) in
        [("name", &asked.name), ("phone", &asked.phone), ("address", &asked.address), ("locality", &asked.locality)]
    {
        let chars = text.reveal().chars().count();
        if chars > limits::FIELD_CHARS_MAX {
            let allowed = format!("at most {} characters", limits::FIELD_CHARS_MAX);
            return Err(Refusal::invalid(field, format!("{chars} characters"), allowed).into());
        }
    }
    let sought = repeat::sought(&asked.name, &asked.phone, &asked.address, asked.locality.reveal());
    if sought.is_empty() {
        let allowed = "a first and a last name, a telephone number of 9 digits or more, or an address";
        return Err(Refusal::invalid("name", "too little to look for anybody by", allowed).into());
    }
    // By which particulars, and not what they are.
    let given = [("name", &asked.name), ("phone", &asked.phone), ("address", &asked.address)];
    let by: Vec<_> = given.iter().filter(|(_, text)| !text.is_empty()).map(|(field, _)| *field).collect();
    look(&app, &identity, board.id(), json!({ "what": "searched_by_particulars", "by": by })).await?;
    let texts: Vec<String> = sought.iter().map(repeat::TraitKey::text).collect();
    let found = kept::find(&app.database, &app.journal.keys(), board.id(), &texts).await;
    let incidents = found.map_err(|error| away(&error))?;
    let more = incidents.len() >= kept::FOUND_MAX as usize;
    Ok(Json(FoundView { incidents, more }))
}

fn needed(field: &str, text: &Private) -> Result<(), Refusal> {
    let chars = text.reveal().trim().chars().count();
    if (1..=limits::TEXT_CHARS_MAX).contains(&chars) {
        return Ok(());
    }
    let found = if chars == 0 { "nothing".to_owned() } else { format!("{chars} characters") };
    Err(Refusal::invalid(field, found, format!("1 to {} characters", limits::TEXT_CHARS_MAX)))
}
