//! A board as sealed documents and sealed entries: the form in which it leaves this process.

use alongside_core::{Board, Car, Entry, Incident, Past, event::SealedBy, response::Recorded};
use alongside_protocol::{BoardId, IncidentNumber, Private};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use super::{LiveError, Touched};
use crate::{
    journal::{
        JournalError,
        keys::{BOARD_KEY, DataKeys},
    },
    sealing::{self, SealError, Sealed},
};

/// The form of a whole picture. One of another form is unreadable, and the journal is read instead: it may lack what
/// this one holds.
const FORM: &str = "5";
const FORM_FIELD: &str = "form";

/// A sealed record as JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Wire {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    incident: Option<IncidentNumber>,
    body: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
}

/// Documents to write and to remove, by field name.
#[derive(Debug, Default)]
pub struct Changes {
    pub up: Vec<(String, String)>,
    pub down: Vec<String>,
}

pub fn incident_field(number: &IncidentNumber) -> String {
    format!("incident/{number}")
}

fn unreadable(error: impl std::fmt::Display) -> LiveError {
    LiveError::Unreadable(error.to_string())
}

impl From<SealError> for LiveError {
    fn from(error: SealError) -> Self {
        unreadable(error)
    }
}

impl From<JournalError> for LiveError {
    fn from(error: JournalError) -> Self {
        unreadable(error)
    }
}

fn wire(incident: Option<IncidentNumber>, parts: Sealed) -> Result<String, LiveError> {
    let sealed = parts.sealed.map(|bytes| BASE64_STANDARD.encode(bytes));
    serde_json::to_string(&Wire { incident, body: parts.body, sealed }).map_err(unreadable)
}

fn unwire(text: &str) -> Result<(Option<IncidentNumber>, Sealed), LiveError> {
    let wire: Wire = serde_json::from_str(text).map_err(unreadable)?;
    let sealed = wire.sealed.map(|text| BASE64_STANDARD.decode(text)).transpose().map_err(unreadable)?;
    Ok((wire.incident, Sealed { body: wire.body, sealed }))
}

pub fn past_field(number: &IncidentNumber) -> String {
    format!("past/{number}")
}

fn past_context(board: &BoardId, number: &IncidentNumber) -> String {
    format!("past/{board}/{number}")
}

pub fn hold_field(number: &IncidentNumber) -> String {
    format!("legal_hold/{number}")
}

fn hold_context(board: &BoardId, number: &IncidentNumber) -> String {
    format!("legal_hold/{board}/{number}")
}

fn document_context(board: &BoardId, number: &IncidentNumber) -> String {
    format!("document/{board}/{number}")
}

fn car_context(board: &BoardId, car: &str) -> String {
    format!("car/{board}/{car}")
}

fn step_context(board: &BoardId, seq: u64) -> String {
    format!("step/{board}/{seq}")
}

/// The documents that `touched` names, as they stand on `picture`.
pub async fn changes(
    keys: &DataKeys,
    board: &BoardId,
    picture: &Board,
    touched: &Touched,
) -> Result<Changes, LiveError> {
    let numbers: Vec<_> = touched.incidents.iter().cloned().collect();
    let open = keys.load(board, &numbers).await?;
    let mut changes = Changes::default();
    for number in numbers {
        match picture.incident(&number) {
            Some(incident) => {
                let parts = sealing::seal(incident, open.get(&number), &document_context(board, &number))?;
                changes.up.push((incident_field(&number), wire(Some(number.clone()), parts)?));
            }
            None => changes.down.push(incident_field(&number)),
        }
        match picture.past.get(&number) {
            Some(past) => {
                let parts = sealing::seal(past.as_ref(), open.get(&number), &past_context(board, &number))?;
                changes.up.push((past_field(&number), wire(Some(number.clone()), parts)?));
            }
            None => changes.down.push(past_field(&number)),
        }
        match picture.legal_holds.get(&number) {
            Some(hold) => {
                let parts = sealing::seal(hold.as_ref(), open.get(&number), &hold_context(board, &number))?;
                changes.up.push((hold_field(&number), wire(Some(number), parts)?));
            }
            None => changes.down.push(hold_field(&number)),
        }
    }
    let own = keys.named(board, BOARD_KEY).await?;
    for id in &touched.cars {
        let parts = sealing::seal(&picture.car(id), Some(&own), &car_context(board, &id.0))?;
        changes.up.push((format!("car/{id}"), wire(None, parts)?));
    }
    changes.up.push(("feed_last_at".to_owned(), serde_json::to_string(&picture.feed_last_at).map_err(unreadable)?));
    Ok(changes)
}

/// Every document of `picture`.
pub async fn whole(keys: &DataKeys, board: &BoardId, picture: &Board) -> Result<Changes, LiveError> {
    let touched = Touched {
        incidents: picture
            .incidents
            .keys()
            .chain(picture.past.keys())
            .chain(picture.legal_holds.keys())
            .cloned()
            .collect(),
        cars: picture.cars.keys().cloned().collect(),
    };
    let mut whole = changes(keys, board, picture, &touched).await?;
    whole.up.push((FORM_FIELD.to_owned(), FORM.to_owned()));
    Ok(whole)
}

/// A board from its documents.
pub async fn restore(
    keys: &DataKeys,
    board: &BoardId,
    seq: u64,
    documents: impl IntoIterator<Item = (String, String)>,
) -> Result<Board, LiveError> {
    let documents: Vec<(String, String)> = documents.into_iter().collect();
    if !documents.iter().any(|(field, text)| field == FORM_FIELD && text == FORM) {
        return Err(unreadable("a picture of another form"));
    }
    let number = |field: &str| {
        let kinds = ["incident/", "past/", "legal_hold/"];
        kinds.iter().find_map(|kind| field.strip_prefix(kind)).map(Into::into)
    };
    let numbers: Vec<IncidentNumber> = documents.iter().filter_map(|(field, _)| number(field)).collect();
    let open = keys.load(board, &numbers).await?;
    let own = keys.named(board, BOARD_KEY).await?;
    let (mut incidents, mut past, mut cars, mut feed_last_at) = (Vec::new(), Vec::new(), Vec::new(), None);
    let mut holds = Vec::new();
    for (field, text) in documents {
        if let Some(number) = field.strip_prefix("incident/") {
            let number = IncidentNumber::from(number);
            let (_, parts) = unwire(&text)?;
            incidents.push(sealing::open::<Incident>(&parts, open.get(&number), &document_context(board, &number))?);
        } else if let Some(number) = field.strip_prefix("past/") {
            let number = IncidentNumber::from(number);
            let (_, parts) = unwire(&text)?;
            past.push(sealing::open::<Past>(&parts, open.get(&number), &past_context(board, &number))?);
        } else if let Some(number) = field.strip_prefix("legal_hold/") {
            let number = IncidentNumber::from(number);
            let (_, parts) = unwire(&text)?;
            let hold = sealing::open::<Recorded<Private>>(&parts, open.get(&number), &hold_context(board, &number))?;
            holds.push((number, hold));
        } else if let Some(id) = field.strip_prefix("car/") {
            cars.push(sealing::open::<Car>(&unwire(&text)?.1, Some(&own), &car_context(board, id))?);
        } else if field == "feed_last_at" {
            feed_last_at = serde_json::from_str(&text).map_err(unreadable)?;
        }
    }
    Ok(Board::restore(seq, feed_last_at, incidents, cars, past, holds))
}

/// Entries for the stream.
pub async fn seal_entries(keys: &DataKeys, board: &BoardId, entries: &[Entry]) -> Result<String, LiveError> {
    let numbers: Vec<_> = entries.iter().filter_map(|entry| entry.event.incident()).collect();
    let open = keys.load(board, &numbers).await?;
    let own = keys.named(board, BOARD_KEY).await?;
    let mut wired = Vec::with_capacity(entries.len());
    for entry in entries {
        let (incident, key) = match entry.event.sealed_by() {
            SealedBy::Incident(number) => (Some(number.clone()), open.get(&number)),
            SealedBy::Board => (None, Some(&own)),
        };
        let parts = match (&incident, key) {
            // Erased meanwhile: it is told without what is gone, as the journal now tells it.
            (Some(_), None) => sealing::without_texts(entry)?,
            _ => sealing::seal(entry, key, &step_context(board, entry.seq))?,
        };
        wired.push(wire(incident, parts)?);
    }
    serde_json::to_string(&wired).map_err(unreadable)
}

/// Entries from the stream. `from` is the place before the first.
pub async fn open_entries(keys: &DataKeys, board: &BoardId, from: u64, text: &str) -> Result<Vec<Entry>, LiveError> {
    let wired: Vec<String> = serde_json::from_str(text).map_err(unreadable)?;
    let parts = wired.iter().map(|text| unwire(text)).collect::<Result<Vec<_>, _>>()?;
    let numbers: Vec<_> = parts.iter().filter_map(|(number, _)| number.clone()).collect();
    let open = keys.load(board, &numbers).await?;
    let own = keys.named(board, BOARD_KEY).await?;
    let mut entries = Vec::with_capacity(parts.len());
    for (place, (number, parts)) in (from + 1..).zip(parts) {
        let key = number.as_ref().map_or(Some(&own), |number| open.get(number));
        entries.push(sealing::open(&parts, key, &step_context(board, place))?);
    }
    Ok(entries)
}
