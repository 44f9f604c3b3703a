//! What became of referrals: for whoever follows them up, on the live board and after. Numbers of incidents go in bodies,
//! never in addresses, and nobody is named.

use std::{cmp::Reverse, sync::Arc};

use alongside_core::{
    Actor, Board, Context, Input, Scheme,
    referrals::{self, Referred},
    working_days,
};
use alongside_protocol::{
    BoardId, Command, Millis, Private, ResponseId,
    view::{ReferralLine, Referrals},
    vocabulary::ReferralAnswer,
};
use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    App,
    guard::{SignedIn, board_of},
    ledger::look,
    problem::Problem,
    session::Body,
};
use crate::{board::Answer, clock};

/// Lines of one list. More are counted and left off.
const LISTED_MAX: usize = 500;
/// How long a settled one stays on the list, ms: five weeks, so that a month can be looked back on.
const SETTLED_LISTED_MS: Millis = 35 * 86_400_000;

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/referrals/list", post(list)).route("/api/v1/referrals/answer", post(answer))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    #[schema(value_type = String)]
    board: BoardId,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    #[schema(value_type = String)]
    board: BoardId,
    #[schema(value_type = String)]
    response: ResponseId,
    /// By the name under which the outcome has it.
    service: String,
    /// `acknowledged`, `accepted` or `rejected`.
    #[schema(value_type = String)]
    answer: ReferralAnswer,
    /// Needed where the service does not take it on.
    #[serde(default)]
    #[schema(value_type = String)]
    reason: Private,
}

#[utoipa::path(post, path = "/api/v1/referrals/list", request_body = Listed, responses(
    (status = 200, description = "Services that outcomes name, and what each has said; answered ones of five weeks", body = Object),
    (status = 403, description = "Not with this role"), (status = 404, description = "No such board, or not yours"),
    (status = 503, description = "The record of who looks does not answer just now")))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Listed>,
) -> Result<impl IntoResponse, Problem> {
    let board = board_of(&app, &identity, &asked.board)?;
    look(&app, &identity, board.id(), json!({ "what": "referrals_listed" })).await?;
    Ok(Json(listed(&board.hub.picture(), &board.scheme, clock::now_ms())))
}

fn listed(board: &Board, scheme: &Scheme, now: Millis) -> Referrals {
    let settled_at = |one: &Referred| {
        one.answer.as_ref().filter(|said| said.value != ReferralAnswer::Acknowledged).map(|said| said.at)
    };
    let mut all = referrals::all(board);
    all.retain(|(_, one)| settled_at(one).is_none_or(|at| at > now - SETTLED_LISTED_MS));
    all.sort_by_key(|(response, one)| {
        let settled = settled_at(one);
        (settled.map(Reverse), one.at, response.clone(), one.service.clone())
    });
    let left_off = all.len().saturating_sub(LISTED_MAX) as u32;
    let lines = all.into_iter().take(LISTED_MAX).map(|(response, one)| ReferralLine {
        incident: response.incident(),
        response,
        service: one.service,
        referred_at: one.at,
        referred_by: one.by,
        working_days: working_days::between(&scheme.zone, one.at, now),
        answer: one.answer.as_ref().map(|said| said.value),
        answered_at: one.answer.as_ref().map(|said| said.at),
        answered_by: one.answer.map(|said| said.by),
    });
    Referrals { board: scheme.id.clone(), referrals: lines.collect(), left_off }
}

#[utoipa::path(post, path = "/api/v1/referrals/answer", request_body = Answered, responses(
    (status = 204, description = "It is on record, also of an incident that has left the live board"),
    (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or no such response on it; or what was kept of it is erased"),
    (status = 409, description = "This answer is on record already, or nobody was referred"),
    (status = 422, description = "No service of the outcome, or no reason where one is needed")))]
pub async fn answer(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Answered>,
) -> Result<StatusCode, Problem> {
    let Answered { board, response, service, answer, reason } = asked;
    let board = board_of(&app, &identity, &board)?;
    let command = Command::RecordReferralAnswer { response, service, answer, reason };
    let context = Context::machine(Actor::Person(identity.person()), clock::now_ms());
    match board.submit(Uuid::now_v7(), Input::Person(command), context).await {
        Answer::Accepted { .. } => Ok(StatusCode::NO_CONTENT),
        Answer::Refused(refusal) => Err(refusal.into()),
    }
}
