//! What became of referrals: for whoever follows them up, on the live board and after. Numbers of incidents go in bodies,
//! never in addresses. The one text in them is what a service said with its answer.

use std::{cmp::Reverse, sync::Arc};

use alongside_core::{
    Board, Scheme,
    referrals::{self, Referred},
    working_days,
};
use alongside_protocol::{
    BoardId, Command, Millis, Private, Refusal, ResponseId, limits,
    view::{ReferralLine, Referrals},
    vocabulary::ReferralAnswer,
};
use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::post};
use serde::Deserialize;
use serde_json::json;

use super::{
    App,
    act::act,
    guard::{SignedIn, board_of},
    ledger::look,
    problem::Problem,
    session::Body,
};
use crate::clock;

/// Lines of one list that wait, and as many that were answered. More are counted and left off, and found by `find`.
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
    /// Words that stand in the incident's number, the service or a colleague's name. Left out: all.
    #[serde(default)]
    find: String,
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
    let chars = asked.find.chars().count();
    if chars > limits::FIELD_CHARS_MAX {
        let allowed = format!("at most {} characters", limits::FIELD_CHARS_MAX);
        return Err(Refusal::invalid("find", format!("{chars} characters"), allowed).into());
    }
    look(&app, &identity, board.id(), json!({ "what": "referrals_listed" })).await?;
    Ok(Json(listed(&board.hub.picture(), &board.scheme, &asked.find, clock::now_ms())))
}

fn listed(board: &Board, scheme: &Scheme, find: &str, now: Millis) -> Referrals {
    let words: Vec<String> = find.split_whitespace().map(str::to_lowercase).collect();
    let fits = |(response, one): &(&ResponseId, &Referred)| {
        let said_by = one.said.as_ref().map_or("", |said| &said.by);
        let all = [response.incident().as_str(), &one.service, &one.by, said_by].join("\n").to_lowercase();
        words.iter().all(|word| all.contains(word.as_str()))
    };
    let settled_at = |one: &Referred| {
        let said = one.said.as_ref().filter(|said| said.value.answer != ReferralAnswer::Acknowledged)?;
        Some(said.at)
    };
    let all = referrals::all(board).filter(|(_, one)| settled_at(one).is_none_or(|at| at > now - SETTLED_LISTED_MS));
    let (mut waiting, mut answered): (Vec<_>, Vec<_>) =
        all.filter(|one| words.is_empty() || fits(one)).partition(|(_, one)| settled_at(one).is_none());
    // The order within one moment is the board's own, by number.
    waiting.sort_by_key(|(_, one)| one.at);
    answered.sort_by_key(|(_, one)| settled_at(one).map(Reverse));
    let left_off = |all: usize| all.saturating_sub(LISTED_MAX) as u32;
    let left_off = left_off(waiting.len()) + left_off(answered.len());
    let lines = waiting.into_iter().take(LISTED_MAX).chain(answered.into_iter().take(LISTED_MAX));
    let line = |(response, one): (&ResponseId, &Referred)| {
        let said = one.said.as_ref();
        ReferralLine {
            incident: response.incident(),
            response: response.clone(),
            service: one.service.clone(),
            referred_at: one.at,
            referred_by: one.by.clone(),
            working_days: working_days::between(&scheme.zone, one.at, now),
            answer: said.map(|said| said.value.answer),
            reason: said.map(|said| said.value.reason.clone()).unwrap_or_default(),
            answered_at: said.map(|said| said.at),
            answered_by: said.map(|said| said.by.clone()),
        }
    };
    Referrals { board: scheme.id.clone(), referrals: lines.map(line).collect(), left_off }
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
    app.rates.act_of(&identity.user)?;
    let command = Command::RecordReferralAnswer { response, service, answer, reason };
    act(board, &identity, command).await
}
