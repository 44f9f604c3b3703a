//! One item against the wire's types and the scheme's rules. A fault says which field, what was found and
//! what is allowed, and never repeats a text about a person.

use alongside_core::{Scheme, scheme::CallKind};
use alongside_protocol::{
    FeedBody, FeedEvent, IncidentNumber, Millis,
    feed::{FEED_SCHEMA, FeedFault, IncidentDetails, ResourceFact},
    limits::{FIELD_CHARS_MAX, TEXT_CHARS_MAX},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::journal::keys::NAMED;

/// Furthest ahead of this server's clock that a fact may lie, ms: a clock that is off, not a prophecy.
const AHEAD_MS_MAX: Millis = 24 * 3_600_000;

/// A fact fit to be recorded.
#[derive(Debug)]
pub struct Checked {
    pub fact: FeedEvent,
    pub fact_at: Millis,
}

/// An item that cannot be taken.
#[derive(Debug)]
pub struct Faulty {
    pub source: Option<String>,
    pub message_id: Option<String>,
    pub fault: FeedFault,
}

impl Faulty {
    pub fn nameless(fault: FeedFault) -> Self {
        Self { source: None, message_id: None, fault }
    }
}

const KEYS: [&str; 8] = ["schema", "source", "message_id", "at", "incident", "synthetic", "type", "data"];

pub fn check(value: Value, scheme: &Scheme, now: Millis) -> Result<Checked, Faulty> {
    let Value::Object(map) = value else {
        // Words that came in place of an item may be anybody's, about anybody.
        let kind = if value.is_string() { "a text".to_owned() } else { found(&value) };
        return Err(Faulty::nameless(fault("", kind, "an object")));
    };
    let text = |key: &str| map.get(key).and_then(Value::as_str).filter(|text| is_plain(text)).map(ToOwned::to_owned);
    let (source, message_id) = (text("source"), text("message_id"));
    check_map(map, scheme, now).map_err(|fault| Faulty { source, message_id, fault })
}

fn check_map(mut map: Map<String, Value>, scheme: &Scheme, now: Millis) -> Result<Checked, FeedFault> {
    if let Some(unknown) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let shown = if is_plain(unknown) { unknown.as_str() } else { "a key that is not known" };
        return Err(fault(shown, "a key that is not known", &KEYS.join(", ")));
    }
    if let Some(schema) = map.get("schema").filter(|schema| *schema != FEED_SCHEMA) {
        return Err(fault("schema", found(schema), FEED_SCHEMA));
    }
    let source = plain_text(&map, "source")?;
    let message_id = plain_text(&map, "message_id")?;
    let incident = plain_text(&map, "incident")?;
    if incident.starts_with(NAMED) {
        let allowed = format!("a text of 1 to {FIELD_CHARS_MAX} characters that does not begin with {NAMED}");
        return Err(fault("incident", format!("a text that begins with {NAMED}"), &allowed));
    }
    let at = map
        .get("at")
        .and_then(Value::as_str)
        .ok_or_else(|| fault("at", found_at(&map, "at"), ALLOWED_TIME))?
        .to_owned();
    let fact_at = time(&at, now)?;
    let synthetic = match map.get("synthetic") {
        None => false,
        Some(Value::Bool(synthetic)) => *synthetic,
        Some(other) => return Err(fault("synthetic", found(other), "true or false")),
    };
    let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
    if !FeedBody::TYPES.contains(&kind) {
        return Err(fault("type", found_at(&map, "type"), &FeedBody::TYPES.join(", ")));
    }
    let kind = kind.to_owned();
    let data = map.remove("data").unwrap_or_else(|| json!({}));
    let body = body(&kind, &data)?;
    check_body(&body, scheme)?;
    let fact = FeedEvent {
        schema: FEED_SCHEMA.to_owned(),
        source,
        message_id,
        at,
        incident: IncidentNumber(incident),
        synthetic,
        body,
    };
    Ok(Checked { fact, fact_at })
}

/// Reads the body by its type. What serde says of a value may repeat it, so only its path and kind are told.
fn body(kind: &str, data: &Value) -> Result<FeedBody, FeedFault> {
    let whole = json!({ "type": kind, "data": data });
    serde_path_to_error::deserialize::<_, FeedBody>(&whole).map_err(|error| {
        let path = error.path().to_string();
        let message = error.inner().to_string();
        // The tagged body is buffered, so the path ends at `data`; serde's message names the field itself.
        let named = message.split('`').nth(1).filter(|name| is_plain(name)).unwrap_or_default().to_owned();
        let allowed = if message.starts_with("missing field") {
            return fault(&format!("data.{named}"), "nothing".to_owned(), "this field is required");
        } else if let Some((_, expected)) = message.split_once("expected ") {
            expected.trim_end_matches('.').to_owned()
        } else {
            "see /feed/v1/schema.json".to_owned()
        };
        let field = if message.starts_with("unknown field") {
            format!("data.{named}")
        } else {
            offending(&whole["data"], kind).unwrap_or(if path == "." { "data".to_owned() } else { path })
        };
        let found = if message.starts_with("unknown field") {
            "a key that is not known".to_owned()
        } else {
            kind_found(&message)
        };
        fault(&field, found, &allowed)
    })
}

/// Finds the first field of `data` that the type does not take, by trying them one at a time.
fn offending(data: &Value, kind: &str) -> Option<String> {
    let Value::Object(fields) = data else { return Some("data".to_owned()) };
    fields.keys().find_map(|key| {
        let mut rest = fields.clone();
        rest.remove(key);
        let without: Result<FeedBody, _> = serde_json::from_value(json!({ "type": kind, "data": rest }));
        let missing = without.as_ref().is_err_and(|error| error.to_string().starts_with("missing field"));
        (without.is_ok() || missing).then(|| format!("data.{key}"))
    })
}

fn kind_found(message: &str) -> String {
    // "unknown variant `x`, expected one of …" · "invalid type: string "x", expected …" · "invalid value: integer `300`"
    let head = message.split(", expected").next().unwrap_or_default();
    // The word itself may be somebody's name that slipped into the wrong field.
    if head.starts_with("unknown variant") {
        return "a word that is not known".to_owned();
    }
    let kind = head.split(": ").nth(1).unwrap_or("something else");
    kind.split([' ', '`']).next().unwrap_or("something else").to_owned()
}

fn check_body(body: &FeedBody, scheme: &Scheme) -> Result<(), FeedFault> {
    match body {
        FeedBody::IncidentReceived(details) => {
            if details.opening_code.is_none() {
                return Err(fault("data.opening_code", "nothing".to_owned(), "the force's opening code"));
            }
            if details.grade.is_none() {
                return Err(fault("data.grade", "nothing".to_owned(), &scheme.grade_codes()));
            }
            check_details(details, scheme)
        }
        FeedBody::IncidentUpdated(details) => check_details(details, scheme),
        FeedBody::RemarkAdded(remark) | FeedBody::NewCall(remark) => {
            text("data.text", remark.text.reveal(), TEXT_CHARS_MAX)?;
            optional("data.by", remark.by.as_deref())
        }
        FeedBody::ResourceAssigned(fact)
        | FeedBody::ResourceEnRoute(fact)
        | FeedBody::ResourceAtScene(fact)
        | FeedBody::ResourceResumed(fact)
        | FeedBody::ResourceRecalled(fact) => {
            text("data.call_sign", &fact.call_sign.0, FIELD_CHARS_MAX)?;
            if fact.call_sign.0.trim().is_empty() {
                return Err(fault("data.call_sign", "nothing".to_owned(), "a call sign"));
            }
            unit_position(fact)
        }
        FeedBody::SceneDeclaredSafe(fact) | FeedBody::IncidentClosed(fact) | FeedBody::IncidentReopened(fact) => {
            optional("data.by", fact.by.as_deref())
        }
        FeedBody::SuspectWhereabouts(fact) => optional("data.by", fact.by.as_deref()),
        FeedBody::GradeChanged(fact) => {
            grade(&fact.grade, scheme)?;
            optional_long("data.reason", fact.reason.as_ref().map(alongside_protocol::Private::reveal))
        }
        FeedBody::IncidentResulted(fact) => {
            text("data.closing_code", &fact.closing_code, FIELD_CHARS_MAX)?;
            fact.qualifiers.iter().try_for_each(|one| text("data.qualifiers", one, FIELD_CHARS_MAX))
        }
    }
}

fn check_details(details: &IncidentDetails, scheme: &Scheme) -> Result<(), FeedFault> {
    if let Some(code) = &details.opening_code {
        text("data.opening_code", code, FIELD_CHARS_MAX)?;
        if scheme.call_types.kind(code) == CallKind::Unknown {
            let shown: String = code.chars().filter(|c| !c.is_control()).take(60).collect();
            return Err(fault(
                "data.opening_code",
                format!("{shown:?}"),
                "a call type that the scheme lists under [call_types]",
            ));
        }
    }
    if let Some(code) = &details.grade {
        grade(code, scheme)?;
    }
    details.qualifiers.iter().try_for_each(|one| text("data.qualifiers", one, FIELD_CHARS_MAX))?;
    if let Some(location) = &details.location {
        optional("data.location.address", location.address.as_ref().map(alongside_protocol::Private::reveal))?;
        optional("data.location.locality", location.locality.as_deref())?;
        optional("data.location.beat", location.beat.as_deref())?;
        match (location.lat, location.lon) {
            (None, None) => {}
            (Some(lat), Some(lon)) if scheme.area.holds(lat, lon) => {}
            (Some(_), Some(_)) => {
                return Err(fault(
                    "data.location",
                    "a place outside".to_owned(),
                    &format!("inside the scheme's area: {}", scheme.area),
                ));
            }
            (lat, _) => {
                let missing = if lat.is_none() { "data.location.lat" } else { "data.location.lon" };
                return Err(fault(missing, "nothing".to_owned(), "lat and lon together"));
            }
        }
    }
    for person in &details.people {
        for (field, text) in [("data.people.name", &person.name), ("data.people.phone", &person.phone)] {
            optional(field, text.as_ref().map(alongside_protocol::Private::reveal))?;
        }
        optional("data.people.language", person.language.as_deref())?;
        optional_long("data.people.note", person.note.as_ref().map(alongside_protocol::Private::reveal))?;
    }
    optional_long("data.thrive", details.thrive.as_ref().map(alongside_protocol::Private::reveal))
}

/// A unit may come from beyond the area.
fn unit_position(fact: &ResourceFact) -> Result<(), FeedFault> {
    let (Some(lat), Some(lon)) = (fact.lat, fact.lon) else {
        if fact.lat.is_some() == fact.lon.is_some() {
            return Ok(());
        }
        let missing = if fact.lat.is_none() { "data.lat" } else { "data.lon" };
        return Err(fault(missing, "nothing".to_owned(), "lat and lon together"));
    };
    for (field, degrees, most) in [("data.lat", lat, 90.0), ("data.lon", lon, 180.0)] {
        if !(-most..=most).contains(&degrees) {
            return Err(fault(field, degrees.to_string(), &format!("-{most} to {most} degrees, WGS 84")));
        }
    }
    Ok(())
}

fn grade(code: &str, scheme: &Scheme) -> Result<(), FeedFault> {
    if scheme.grades.iter().any(|grade| grade.code == code) {
        return Ok(());
    }
    let shown: String = code.chars().filter(|c| !c.is_control()).take(20).collect();
    Err(fault("data.grade", format!("{shown:?}"), &scheme.grade_codes()))
}

const ALLOWED_TIME: &str = "RFC 3339 with an offset or Z, e.g. 2026-11-21T14:03:10+00:00";

fn time(text: &str, now: Millis) -> Result<Millis, FeedFault> {
    let shown = || text.chars().filter(|c| !c.is_control()).take(40).collect::<String>();
    let Ok(timestamp) = text.parse::<Timestamp>() else {
        let without_zone = text.parse::<jiff::civil::DateTime>().is_ok();
        let found = if without_zone { format!("{:?}, a time without zone", shown()) } else { format!("{:?}", shown()) };
        return Err(fault("at", found, ALLOWED_TIME));
    };
    let at = timestamp.as_millisecond();
    if at < 0 || at > now + AHEAD_MS_MAX {
        return Err(fault("at", format!("{:?}", shown()), "a time since 1970 and not more than a day ahead"));
    }
    Ok(at)
}

fn plain_text(map: &Map<String, Value>, key: &str) -> Result<String, FeedFault> {
    let allowed = format!("a text of 1 to {FIELD_CHARS_MAX} characters");
    match map.get(key).and_then(Value::as_str) {
        Some(text) if is_plain(text) => Ok(text.to_owned()),
        _ => Err(fault(key, found_at(map, key), &allowed)),
    }
}

/// Not empty, not long, nothing that breaks a line or a database.
fn is_plain(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= FIELD_CHARS_MAX && !text.chars().any(char::is_control)
}

fn text(field: &str, text: &str, chars_max: usize) -> Result<(), FeedFault> {
    let chars = text.chars().count();
    if chars > chars_max {
        return Err(fault(field, format!("{chars} characters"), &format!("at most {chars_max} characters")));
    }
    if text.contains('\0') {
        return Err(fault(field, "a NUL character".to_owned(), "text without NUL"));
    }
    Ok(())
}

fn optional(field: &str, value: Option<&str>) -> Result<(), FeedFault> {
    value.map_or(Ok(()), |value| text(field, value, FIELD_CHARS_MAX))
}

fn optional_long(field: &str, value: Option<&str>) -> Result<(), FeedFault> {
    value.map_or(Ok(()), |value| text(field, value, TEXT_CHARS_MAX))
}

fn found_at(map: &Map<String, Value>, key: &str) -> String {
    map.get(key).map_or_else(|| "nothing".to_owned(), found)
}

/// The kind of value, and the value itself only where it is short and no free text.
fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        Value::String(text) if text.len() <= 40 && is_plain(text) => format!("{text:?}"),
        Value::String(text) => format!("a text of {} characters", text.chars().count()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn fault(field: &str, found: impl Into<String>, allowed: &str) -> FeedFault {
    FeedFault { field: field.to_owned(), found: found.into(), allowed: allowed.to_owned() }
}
