//! Bytes of a request as single items: one object, an array, or a line each (NDJSON).

use alongside_protocol::{
    feed::FeedFault,
    limits::{FEED_ITEMS_MAX, JSON_DEPTH_MAX},
};
use serde_json::{Value, value::RawValue};

use super::check::Faulty;
use crate::limited;

/// One item as it came, and what could be read of it.
#[derive(Debug)]
pub struct Item {
    pub bytes: Vec<u8>,
    pub value: Result<Value, Faulty>,
}

/// The request as a whole cannot be taken.
#[derive(Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Neither an object, an array nor lines of JSON. Line and column, both from 1.
    NotJson {
        line: usize,
        column: usize,
    },
    TooMany {
        found: usize,
    },
    Empty,
}

pub fn items(body: &[u8], is_lines: bool) -> Result<Vec<Item>, Unreadable> {
    let pieces: Vec<&[u8]> = if is_lines {
        body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).collect()
    } else if body.trim_ascii_start().starts_with(b"[") {
        let raw: Vec<&RawValue> = serde_json::from_slice(body).map_err(|error| not_json(&error))?;
        raw.into_iter().map(|piece| piece.get().as_bytes()).collect()
    } else {
        let raw: &RawValue = serde_json::from_slice(body).map_err(|error| not_json(&error))?;
        vec![raw.get().as_bytes()]
    };
    match pieces.len() {
        0 => Err(Unreadable::Empty),
        found if found > FEED_ITEMS_MAX => Err(Unreadable::TooMany { found }),
        _ => Ok(pieces.into_iter().map(|bytes| Item { bytes: bytes.to_vec(), value: read(bytes) }).collect()),
    }
}

fn not_json(error: &serde_json::Error) -> Unreadable {
    Unreadable::NotJson { line: error.line(), column: error.column() }
}

fn read(bytes: &[u8]) -> Result<Value, Faulty> {
    let fault = |found: String, allowed: &str| {
        Faulty::nameless(FeedFault { field: String::new(), found, allowed: allowed.to_owned() })
    };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        fault(format!("unreadable at line {} column {}", error.line(), error.column()), "JSON in UTF-8")
    })?;
    if depth(&value) > JSON_DEPTH_MAX {
        limited::hit("json_depth");
        return Err(fault(format!("more than {JSON_DEPTH_MAX} levels"), "fewer levels"));
    }
    Ok(value)
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
