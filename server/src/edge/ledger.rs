//! Who saw, changed and passed on what: searched, and given out. A search is a consultation and an export a disclosure;
//! both are on record before they are answered.

use std::sync::Arc;

use alongside_protocol::{
    BoardId, IncidentNumber, Millis, Private, Refusal, RefusalCode, UserId,
    limits::{FIELD_CHARS_MAX, TEXT_CHARS_MAX},
};
use axum::{
    Json, Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::post,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    App,
    guard::{SignedIn, board_of},
    problem::Problem,
    session::Body,
};
use crate::{
    access::Identity,
    cells::Sheet,
    clock,
    ledger::{
        Act, Note,
        search::{Asked, Cursor, Found, SearchError},
    },
};

/// Entries of one page.
const PAGE_MAX: usize = 500;
const PAGE: usize = 100;
/// Entries of one export: it is made in memory. More: refused, to be asked for in shorter periods.
const EXPORT_ENTRIES_MAX: usize = 50_000;
/// Entries that an export reads at a time.
const EXPORT_PAGE: usize = 2_000;

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/api/v1/ledger/search", post(search)).route("/api/v1/ledger/export", post(export))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    board: String,
    /// An incident's number.
    incident: Option<String>,
    /// An account's id, or `feed`, or `system`.
    user: Option<String>,
    act: Option<Act>,
    /// From this moment on, ms since 1970.
    from: Option<Millis>,
    /// Before this moment, ms since 1970.
    to: Option<Millis>,
    /// `next` of the page before.
    before: Option<String>,
    /// At most 500; 100 when left out.
    limit: Option<usize>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Export {
    board: String,
    /// An incident's number.
    incident: Option<String>,
    /// An account's id, or `feed`, or `system`.
    user: Option<String>,
    act: Option<Act>,
    /// From this moment on, ms since 1970.
    from: Option<Millis>,
    /// Before this moment, ms since 1970.
    to: Option<Millis>,
    format: Format,
    purpose: Purpose,
    /// Why, and for whom: 1 to 8000 characters. Sealed.
    #[schema(value_type = String)]
    reason: Private,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Format {
    Csv,
    Json,
}

/// For whom the record is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Purpose {
    /// The Information Commissioner's Office.
    Ico,
    SubjectAccess,
    Audit,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Ico => "ico",
            Self::SubjectAccess => "subject_access",
            Self::Audit => "audit",
        }
    }
}

#[derive(Serialize)]
struct Page {
    entries: Vec<Found>,
    /// To be given as `before` for the entries after these; null at the end.
    next: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/ledger/search", request_body = Search, responses(
    (status = 200, description = "Acts on this board, newest first: `entries`, and `next` for the page after", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"),
    (status = 422, description = "A filter that is none"),
    (status = 503, description = "The record of this search cannot be written just now")))]
pub async fn search(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Search>,
) -> Result<impl IntoResponse, Problem> {
    let board = board(&app, &identity, &asked.board)?;
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(Refusal::invalid("limit", limit.to_string(), format!("1 to {PAGE_MAX}")).into());
    }
    let after = asked.before.as_deref().map(cursor).transpose()?;
    let filter = filter(asked.incident, asked.user, asked.act, asked.from, asked.to)?;
    let detail = json!({ "what": "ledger_searched", "of": shown(&filter) });
    record(&app, note(&identity, &board, &filter, Act::Consultation, detail)).await?;
    let (entries, more) =
        app.ledger.search(&board, &filter, after, limit).await.map_err(|error| search_problem(&error))?;
    let next = entries.last().filter(|_| more).map(|entry| entry.cursor().text());
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(Page { entries, next })))
}

#[utoipa::path(post, path = "/api/v1/ledger/export", request_body = Export, responses(
    (status = 200, description = "Everything that the filters find, newest first, as a file", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"),
    (status = 422, description = "A filter that is none, or no reason"),
    (status = 429, description = "More than 50000 entries: ask for a shorter period"),
    (status = 503, description = "The record of this export cannot be written just now")))]
pub async fn export(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(asked): Body<Export>,
) -> Result<Response, Problem> {
    let board = board(&app, &identity, &asked.board)?;
    let chars = asked.reason.reveal().chars().count();
    if asked.reason.reveal().trim().is_empty() || chars > TEXT_CHARS_MAX {
        let found = format!("{chars} characters");
        return Err(Refusal::invalid("reason", found, format!("1 to {TEXT_CHARS_MAX} characters")).into());
    }
    let filter = filter(asked.incident, asked.user, asked.act, asked.from, asked.to)?;
    let (mut entries, mut after) = (Vec::new(), None);
    loop {
        let page = app.ledger.search(&board, &filter, after, EXPORT_PAGE).await;
        let (page, more) = page.map_err(|error| search_problem(&error))?;
        entries.extend(page);
        after = entries.last().map(Found::cursor);
        if !more {
            break;
        }
        if entries.len() >= EXPORT_ENTRIES_MAX {
            let message = format!("more than {EXPORT_ENTRIES_MAX} entries; ask for a shorter period");
            return Err(Refusal::new(RefusalCode::TooMany, message).into());
        }
    }
    let detail = json!({
        "what": "ledger_exported", "of": shown(&filter), "purpose": asked.purpose, "format": asked.format,
        "entries": entries.len(),
    });
    let disclosure = Note {
        recipient: Some(asked.purpose.as_str().to_owned()),
        reason: Some(asked.reason),
        ..note(&identity, &board, &filter, Act::Disclosure, detail)
    };
    record(&app, disclosure).await?;
    let (kind, name, body) = match asked.format {
        Format::Csv => {
            ("text/csv; charset=utf-8", "ledger.csv", sheet(&entries).map_err(|error| Problem::internal(&error))?)
        }
        Format::Json => {
            let whole = json!({ "board": board, "made_at": clock::now_ms(), "of": shown(&filter), "entries": entries });
            let body = serde_json::to_vec(&whole).map_err(|error| Problem::internal(&error))?;
            ("application/json", "ledger.json", body)
        }
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        // No incident and no name in it: it ends up in lists of downloads.
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

fn board(app: &App, identity: &Identity, board: &str) -> Result<BoardId, Refusal> {
    let board = board_of(app, identity, &BoardId::from(board))?.id().clone();
    Ok(board)
}

fn cursor(text: &str) -> Result<Cursor, Refusal> {
    Cursor::parse(text).ok_or_else(|| Refusal::invalid("before", "something else", "the `next` of a page"))
}

fn filter(
    incident: Option<String>,
    user: Option<String>,
    act: Option<Act>,
    from: Option<Millis>,
    to: Option<Millis>,
) -> Result<Asked, Refusal> {
    for (field, text) in [("incident", &incident), ("user", &user)] {
        let chars = text.as_ref().map_or(1, |text| text.chars().count());
        let has_nul = text.as_ref().is_some_and(|text| text.contains('\0'));
        if !(1..=FIELD_CHARS_MAX).contains(&chars) || has_nul {
            let allowed = format!("1 to {FIELD_CHARS_MAX} characters, or left out");
            return Err(Refusal::invalid(field, format!("{chars} characters"), allowed));
        }
    }
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        return Err(Refusal::invalid("to", to.to_string(), format!("later than {from}")));
    }
    Ok(Asked { incident: incident.map(IncidentNumber), user: user.map(UserId), act, from, to })
}

/// What was looked for, as it stands on record. The incident stands in the row itself.
fn shown(asked: &Asked) -> Value {
    json!({ "user": asked.user, "act": asked.act, "from": asked.from, "to": asked.to })
}

fn note(identity: &Identity, board: &BoardId, asked: &Asked, act: Act, detail: Value) -> Note {
    let note = Note::new(board, clock::now_ms(), act, &identity.user, detail);
    Note { name: Some(identity.name.clone()), incident: asked.incident.clone(), ..note }
}

/// Puts on record that somebody is about to be shown something of the board; only then may it be.
pub async fn look(app: &App, identity: &Identity, board: &BoardId, detail: Value) -> Result<(), Refusal> {
    record(app, note(identity, board, &Asked::default(), Act::Consultation, detail)).await
}

async fn record(app: &App, note: Note) -> Result<(), Refusal> {
    app.ledger.record(note).await.map_err(|_| {
        Refusal::new(
            RefusalCode::JournalUnavailable,
            "nothing can be shown just now: the record of who looks does not answer; try again in a moment",
        )
    })
}

fn search_problem(error: &SearchError) -> Problem {
    match error {
        SearchError::Journal(error) => {
            tracing::warn!(%error, "the ledger cannot be searched");
            Refusal::new(
                RefusalCode::JournalUnavailable,
                "the record did not answer in time; ask for a shorter period, or try again in a moment",
            )
            .into()
        }
        SearchError::Sealing(error) => Problem::internal(error),
    }
}

const COLUMNS: [&str; 12] =
    ["record", "seq", "at", "act", "what", "user", "name", "audience", "incident", "to", "reason", "detail"];

fn sheet(entries: &[Found]) -> std::io::Result<Vec<u8>> {
    let mut sheet = Sheet::begin(Vec::new(), &COLUMNS)?;
    for entry in entries {
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let of = if entry.of == crate::ledger::search::Of::Ledger { "ledger" } else { "journal" };
        sheet.row(&[
            of.to_owned(),
            entry.seq.to_string(),
            Timestamp::from_millisecond(entry.at).map_or_else(|_| entry.at.to_string(), |at| at.to_string()),
            entry.act.as_str().to_owned(),
            text(entry.detail.get("what").and_then(Value::as_str)),
            entry.user.clone(),
            text(entry.name.as_deref()),
            text(entry.audience.as_deref()),
            text(entry.incident.as_ref().map(IncidentNumber::as_str)),
            text(entry.to.as_deref()),
            text(entry.reason.as_ref().map(Private::reveal)),
            entry.detail.to_string(),
        ])?;
    }
    sheet.finish()
}
