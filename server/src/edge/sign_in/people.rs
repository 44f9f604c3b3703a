//! Who may sign in on a board: for its coordinator, who ends sign-ins, unlocks, closes and opens accounts.

use std::{collections::HashMap, sync::Arc};

use alongside_protocol::{BoardId, CarId, Millis, Refusal, RefusalCode, UserId, vocabulary::Role};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::{StatusCode, header},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize};

use super::{sessions::SignInView, turned_away};
use crate::{
    access::{Identity, notice::Ended, people::Account, sessions::Which},
    clock,
    edge::{
        App,
        guard::{SignedIn, board_of, no_machine},
        problem::Problem,
        session::{Body, session_problem},
    },
};

/// One who may sign in on the board. Times are ms since 1970.
#[derive(Serialize, utoipa::ToSchema)]
pub struct PersonView {
    #[schema(value_type = String)]
    user: UserId,
    username: String,
    name: String,
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// Those that whoever asks may see as well.
    #[schema(value_type = Vec<String>)]
    boards: Vec<BoardId>,
    #[schema(value_type = Option<String>)]
    car: Option<CarId>,
    is_disabled: bool,
    has_second_factor: bool,
    /// Locked from some address until then.
    #[schema(value_type = Option<i64>)]
    locked_until: Option<Millis>,
    /// `password` or `oidc`.
    way: &'static str,
    sessions: Vec<SignInView>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct People {
    people: Vec<PersonView>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct OfBoard {
    board: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    #[schema(value_type = String)]
    board: BoardId,
    #[schema(value_type = String)]
    user: UserId,
    /// Left out: all of them.
    session: Option<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    #[schema(value_type = String)]
    board: BoardId,
    #[schema(value_type = String)]
    user: UserId,
    disabled: bool,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    #[schema(value_type = String)]
    board: BoardId,
    #[schema(value_type = String)]
    user: UserId,
}

#[utoipa::path(get, path = "/api/v1/people", params(OfBoard), responses(
    (status = 200, description = "Who may sign in on the board, with their open sign-ins", body = People),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not a coordinator"),
    (status = 404, description = "No such board, or not yours")))]
pub async fn list(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    asked: Result<Query<OfBoard>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Query(asked) = asked.map_err(|_| Refusal::invalid("board", "something else", "one board, ?board=…"))?;
    let board = BoardId(asked.board);
    coordinates(&app, &identity, &board)?;
    let now = clock::now_ms();
    let accounts = app.accounts.people(&board, now).await.map_err(|error| turned_away(&error, now))?;
    let mut open: HashMap<String, Vec<SignInView>> = HashMap::new();
    for session in app.sessions.open(None, now).await.map_err(|error| session_problem(&error))? {
        let user = session.user_id.clone();
        open.entry(user).or_default().push(SignInView::new(session, identity.session.as_deref()));
    }
    let people = accounts
        .into_iter()
        .map(|account| PersonView {
            sessions: open.remove(&account.user.0).unwrap_or_default(),
            user: account.user,
            username: account.username,
            name: account.name,
            roles: account.roles,
            boards: account.boards.into_iter().filter(|board| identity.may_see(board)).collect(),
            car: account.car,
            is_disabled: account.is_disabled,
            has_second_factor: account.has_second_factor,
            locked_until: account.locked_until,
            way: account.way.as_str(),
        })
        .collect();
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(People { people })))
}

#[utoipa::path(post, path = "/api/v1/people/sign-out", request_body = SignOut, responses(
    (status = 204, description = "Ended, where there was one; screens close within seconds"),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not a coordinator"),
    (status = 404, description = "No such board or person, or not yours")))]
pub async fn sign_out(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<SignOut>,
) -> Result<impl IntoResponse, Problem> {
    let person = person(&app, &identity, &asked.board, &asked.user).await?;
    let which = asked.session.as_deref().map_or(Which::All, Which::One);
    let ended = app.sessions.end(&person.user, which, Ended::ByOffice, Some(&identity.user), clock::now_ms()).await;
    ended.map_err(|error| session_problem(&error))?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}

#[utoipa::path(post, path = "/api/v1/people/access", request_body = Access, responses(
    (status = 204, description = "Closed, and signed out everywhere within seconds; or open again"),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not a coordinator, or not of all of that person's boards"),
    (status = 404, description = "No such board or person, or not yours"), (status = 409, description = "Your own account")))]
pub async fn access(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Access>,
) -> Result<impl IntoResponse, Problem> {
    let person = person(&app, &identity, &asked.board, &asked.user).await?;
    if person.user == identity.user {
        let message = "your own account is closed by somebody else, so that nobody is left outside";
        return Err(Refusal::new(RefusalCode::WrongState, message).into());
    }
    // Closing cannot wait; opening is for whoever answers for every board that it opens.
    if !asked.disabled && !person.boards.iter().all(|board| identity.may_see(board)) {
        let message = "this account is good for boards that are not yours; it is opened on the command line";
        return Err(Refusal::new(RefusalCode::RoleNotAllowed, message).into());
    }
    let now = clock::now_ms();
    let done = app.accounts.set_disabled(&person.user, asked.disabled, &identity.user, now).await;
    done.map_err(|error| turned_away(&error, now))?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}

#[utoipa::path(post, path = "/api/v1/people/unlock", request_body = Unlock, responses(
    (status = 204, description = "May try again at once"), (status = 401, description = "Sign in first"),
    (status = 403, description = "Not a coordinator"), (status = 404, description = "No such board or person, or not yours")))]
pub async fn unlock(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Unlock>,
) -> Result<impl IntoResponse, Problem> {
    let person = person(&app, &identity, &asked.board, &asked.user).await?;
    let done = app.accounts.unlock(&person.user, &identity.user).await;
    done.map_err(|error| turned_away(&error, clock::now_ms()))?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}

fn coordinates(app: &App, identity: &Identity, board: &BoardId) -> Result<(), Refusal> {
    no_machine(identity)?;
    board_of(app, identity, board).map(drop)
}

/// Somebody of a board that is coordinated by whoever asks; others do not exist for them.
async fn person(app: &App, identity: &Identity, board: &BoardId, user: &UserId) -> Result<Account, Problem> {
    coordinates(app, identity, board)?;
    let now = clock::now_ms();
    let found = app.accounts.person_of(user, board, now).await.map_err(|error| turned_away(&error, now))?;
    found.ok_or_else(|| Refusal::new(RefusalCode::NotFound, "no such person on this board").into())
}
