//! A public listing of calls: CSV with a header row, read by a map. A row that cannot be read is told, counted and
//! passed over. `replay` plays one, `import` loads one.

mod lines;
pub(crate) mod map;
mod row;

use std::{collections::HashMap, fs, fs::File, io, io::BufReader, path::Path};

use alongside_core::scheme::Fault;
use alongside_protocol::{Millis, Private};
use anyhow::Context as _;
use csv::ByteRecord;

use self::{
    lines::Lines,
    map::Map,
    row::{Places, Row, newlines},
};

/// One call for service as the listing has it. Empty cells are left out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    pub(crate) at: Millis,
    pub(crate) incident: String,
    pub(crate) opening_code: String,
    pub(crate) address: Option<Private>,
    pub(crate) locality: Option<String>,
    pub(crate) beat: Option<String>,
    pub(crate) point: Option<(f64, f64)>,
    pub(crate) grade: Option<String>,
    pub(crate) victim: Option<Private>,
}

/// Why a row was passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedRow {
    /// In the file, from 1; the header is line 1.
    pub(crate) line: u64,
    /// By column name.
    pub(crate) faults: Vec<Fault>,
}

/// What a whole file gave.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Those that were wanted, in order of time.
    pub(crate) calls: Vec<Call>,
    pub(crate) rows: usize,
    pub(crate) refused: usize,
    /// The first of them.
    pub(crate) refused_rows: Vec<RefusedRow>,
    /// Earliest and latest call of the whole file, wanted or not.
    pub(crate) span: Option<(Millis, Millis)>,
}

impl Listing {
    /// Reads to the end. Fails only where nothing more can be read at all.
    pub(crate) fn read(
        input: impl io::Read + io::Seek,
        map: &Map,
        wanted: impl Fn(Millis) -> bool,
        refused_max: usize,
    ) -> anyhow::Result<Self> {
        let mut listing = Self::default();
        each(input, map, |row, _| {
            listing.rows += 1;
            match row {
                Ok(call) => {
                    let (earliest, latest) = listing.span.unwrap_or((call.at, call.at));
                    listing.span = Some((earliest.min(call.at), latest.max(call.at)));
                    if wanted(call.at) {
                        listing.calls.push(call);
                    }
                }
                Err(row) => {
                    listing.refused += 1;
                    if listing.refused_rows.len() < refused_max {
                        listing.refused_rows.push(row);
                    }
                }
            }
            Ok(())
        })?;
        listing.calls.sort_by_key(|call| call.at);
        Ok(listing)
    }
}

/// Where a row begins in the file: the line, from 1, and the byte.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) line: u64,
    pub(crate) byte: u64,
}

/// Hands over one row after the other. Of two rows of one incident the second is refused.
pub(crate) fn each(
    input: impl io::Read + io::Seek,
    map: &Map,
    mut take: impl FnMut(Result<Call, RefusedRow>, At) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(Lines::new(input));
    let mut record = ByteRecord::new();
    anyhow::ensure!(reader.read_byte_record(&mut record)?, "it is empty: a header row is needed");
    let places = Places::find(&record, map)?;
    let mut lines_by_incident = HashMap::new();
    loop {
        let more = reader
            .read_byte_record(&mut record)
            .with_context(|| format!("it cannot be read beyond line {}", reader.position().line()))?;
        if !more {
            return Ok(());
        }
        let byte = record.position().map_or(0, csv::Position::byte);
        let line = reader.get_mut().at(byte).map_or(0, |start| start.line);
        let at = At { line, byte };
        let read = Row::read(&record, &places, map).and_then(|call| match lines_by_incident.get(&call.incident) {
            None => Ok(call),
            Some(first) => Err(vec![places.repeated(&call.incident, *first)]),
        });
        match read {
            Ok(call) => {
                lines_by_incident.insert(call.incident.clone(), line);
                take(Ok(call), at)?;
            }
            Err(faults) => {
                take(Err(RefusedRow { line, faults }), at)?;
                // A quotation mark that is never closed takes all that follows into one cell; that must not be lost.
                if record.len() != places.columns()
                    && newlines(&record) > 0
                    && let Some(next) = reader.get_ref().after_first()
                {
                    let mut back = csv::Position::new();
                    back.set_byte(next.byte).set_line(next.line);
                    reader.seek(back).context("it cannot be read again from an earlier line")?;
                }
            }
        }
    }
}

/// The map in a file, or every fault of it.
pub(crate) fn read_map(path: &Path) -> anyhow::Result<Map> {
    let text = fs::read_to_string(path).with_context(|| format!("the map {} cannot be read", path.display()))?;
    Map::parse(&text).map_err(|faults| anyhow::anyhow!("the map {} has {faults}", path.display()))
}

pub(crate) fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("the listing {} cannot be opened", path.display()))?;
    Ok(BufReader::new(file))
}

#[cfg(test)]
mod tests;
