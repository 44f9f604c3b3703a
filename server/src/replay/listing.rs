//! Rows of the CSV listing become calls. A row that cannot be read is told, counted and passed over.

use std::{collections::HashMap, io};

use alongside_core::scheme::Fault;
use alongside_protocol::{Millis, Private};
use anyhow::Context as _;
use csv::ByteRecord;

use super::{
    lines::Lines,
    map::Map,
    row::{Places, Row, newlines},
    window::Window,
};

/// One call for service as the listing has it. Empty cells are left out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    pub(super) at: Millis,
    pub(super) incident: String,
    pub(super) opening_code: String,
    pub(super) address: Option<Private>,
    pub(super) locality: Option<String>,
    pub(super) beat: Option<String>,
    pub(super) point: Option<(f64, f64)>,
}

/// Why a row was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RefusedRow {
    /// In the file, from 1; the header is line 1.
    pub(super) line: u64,
    /// By column name.
    pub(super) faults: Vec<Fault>,
}

/// What a whole file gave.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Those in the window, in order of time.
    pub(super) calls: Vec<Call>,
    pub(super) rows: usize,
    pub(super) refused: usize,
    /// The first of them.
    pub(super) refused_rows: Vec<RefusedRow>,
    /// Earliest and latest call of the whole file, in the window or not.
    pub(super) span: Option<(Millis, Millis)>,
}

impl Listing {
    /// Reads to the end. Fails only where nothing more can be read at all.
    pub(super) fn read(
        input: impl io::Read + io::Seek,
        map: &Map,
        window: &Window,
        refused_max: usize,
    ) -> anyhow::Result<Self> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(Lines::new(input));
        let mut record = ByteRecord::new();
        anyhow::ensure!(reader.read_byte_record(&mut record)?, "it is empty: a header row is needed");
        let places = Places::find(&record, map)?;
        let mut listing = Self::default();
        let mut lines_by_incident = HashMap::new();
        loop {
            let more = reader
                .read_byte_record(&mut record)
                .with_context(|| format!("it cannot be read beyond line {}", reader.position().line()))?;
            if !more {
                break;
            }
            let first_byte = record.position().map_or(0, csv::Position::byte);
            let line = reader.get_mut().at(first_byte).map_or(0, |start| start.line);
            listing.rows += 1;
            let read = Row::read(&record, &places, map).and_then(|call| match lines_by_incident.get(&call.incident) {
                None => Ok(call),
                Some(first) => Err(vec![places.repeated(&call.incident, *first)]),
            });
            let call = match read {
                Ok(call) => call,
                Err(faults) => {
                    listing.refused += 1;
                    if listing.refused_rows.len() < refused_max {
                        listing.refused_rows.push(RefusedRow { line, faults });
                    }
                    // A quotation mark that is never closed takes all that follows into one cell; that must not be lost.
                    if record.len() != places.columns()
                        && newlines(&record) > 0
                        && let Some(next) = reader.get_ref().after_first()
                    {
                        let mut back = csv::Position::new();
                        back.set_byte(next.byte).set_line(next.line);
                        reader.seek(back).context("it cannot be read again from an earlier line")?;
                    }
                    continue;
                }
            };
            lines_by_incident.insert(call.incident.clone(), line);
            let (earliest, latest) = listing.span.unwrap_or((call.at, call.at));
            listing.span = Some((earliest.min(call.at), latest.max(call.at)));
            if window.holds(call.at) {
                listing.calls.push(call);
            }
        }
        listing.calls.sort_by_key(|call| call.at);
        Ok(listing)
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
