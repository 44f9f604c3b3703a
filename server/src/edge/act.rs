//! One person's command over HTTP, for those who work without a socket.

use alongside_core::{Actor, Context, Input};
use alongside_protocol::Command;
use axum::http::StatusCode;
use uuid::Uuid;

use super::problem::Problem;
use crate::{
    access::Identity,
    board::{Answer, BoardHandle},
    clock,
};

/// 204 once it is in the journal.
pub async fn act(board: &BoardHandle, identity: &Identity, command: Command) -> Result<StatusCode, Problem> {
    let context = Context::machine(Actor::Person(identity.person()), clock::now_ms());
    match board.submit(Uuid::now_v7(), Input::Person(command), context).await {
        Answer::Accepted { .. } => Ok(StatusCode::NO_CONTENT),
        Answer::Refused(refusal) => Err(refusal.into()),
    }
}
