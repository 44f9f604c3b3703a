//! Rows of the CSV listing become calls. A row that cannot be read is told, counted and passed over.

use std::{collections::HashMap, io};

use alongside_core::scheme::Fault;
use alongside_protocol::{Millis, Private, limits::FIELD_CHARS_MAX};
use anyhow::Context as _;
use csv::ByteRecord;
use jiff::{Timestamp, fmt::strtime};

use super::{
    facts,
    lines::Lines,
    map::{CallTime, Map},
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
            let more = reader.read_byte_record(&mut record).with_context(|| {
                format!("it cannot be read beyond line {}", reader.position().line())
            })?;
            if !more {
                break;
            }
            let first_byte = record.position().map_or(0, csv::Position::byte);
            let line = reader.get_mut().at(first_byte).map_or(0, |start| start.line);
            listing.rows += 1;
            let mut row = Row { record: &record, places: &places, map, faults: Vec::new() };
            let call = row.read();
            if row.faults.is_empty()
                && let Some(first) = lines_by_incident.get(&call.incident)
            {
                let found = format!("{:?} again, first on line {first}", call.incident);
                row.fault(places.incident, found, "each incident once");
            }
            if !row.faults.is_empty() {
                listing.refused += 1;
                if listing.refused_rows.len() < refused_max {
                    listing.refused_rows.push(RefusedRow { line, faults: row.faults });
                }
                // A quotation mark that is never closed takes all that follows into one cell; that must not be lost.
                if record.len() != places.header.len()
                    && newlines(&record) > 0
                    && let Some(next) = reader.get_ref().after_first()
                {
                    let mut back = csv::Position::new();
                    back.set_byte(next.byte).set_line(next.line);
                    reader.seek(back).context("it cannot be read again from an earlier line")?;
                }
                continue;
            }
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

/// Where the map's columns stand in this file.
struct Places {
    header: Vec<String>,
    incident: usize,
    opening_code: usize,
    address: Option<usize>,
    locality: Option<usize>,
    beat: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    time: Vec<usize>,
}

impl Places {
    fn find(header: &ByteRecord, map: &Map) -> anyhow::Result<Self> {
        let header: Vec<String> = header
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        let mut missing = Vec::new();
        let mut repeated = Vec::new();
        let mut place = |name: &str| {
            let mut at = header.iter().enumerate().filter(|(_, found)| *found == name).map(|(index, _)| index);
            let first = at.next();
            match first {
                None => missing.push(format!("{name:?}")),
                Some(_) if at.next().is_some() => repeated.push(format!("{name:?}")),
                Some(_) => {}
            }
            first.unwrap_or(0)
        };
        let columns = &map.columns;
        let mut optional = |name: &Option<String>| name.as_deref().map(&mut place);
        let (address, locality, beat) =
            (optional(&columns.address), optional(&columns.locality), optional(&columns.beat));
        let (lat, lon) = (optional(&columns.lat), optional(&columns.lon));
        let (incident, opening_code) = (place(&columns.incident), place(&columns.opening_code));
        let time = match &map.time {
            CallTime::EpochMs { column } => vec![place(column)],
            CallTime::Local { columns, .. } => columns.iter().map(|name| place(name)).collect(),
        };
        let found = || header.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
        anyhow::ensure!(
            missing.is_empty(),
            "its header lacks columns that the map names: {}; found: {}",
            missing.join(", "),
            found()
        );
        anyhow::ensure!(
            repeated.is_empty(),
            "its header has columns of the map more than once: {}; found: {}",
            repeated.join(", "),
            found()
        );
        Ok(Self { incident, opening_code, address, locality, beat, lat, lon, time, header })
    }
}

struct Row<'a> {
    record: &'a ByteRecord,
    places: &'a Places,
    map: &'a Map,
    faults: Vec<Fault>,
}

impl<'a> Row<'a> {
    fn fault(&mut self, place: usize, found: impl Into<String>, allowed: impl Into<String>) {
        let key = self.places.header.get(place).cloned().unwrap_or_default();
        self.faults.push(Fault { key, found: found.into(), allowed: allowed.into() });
    }

    fn read(&mut self) -> Call {
        let mut call = Call {
            at: 0,
            incident: String::new(),
            opening_code: String::new(),
            address: None,
            locality: None,
            beat: None,
            point: None,
        };
        let (cells, columns) = (self.record.len(), self.places.header.len());
        if cells != columns {
            let mut found = format!("{cells} cells");
            let lines_more = newlines(self.record);
            if lines_more > 0 {
                found = format!("{found} over {} lines (a quotation mark may not be closed)", lines_more + 1);
            }
            self.faults.push(Fault {
                key: "row".to_owned(),
                found,
                allowed: format!("{columns} cells, as in the header"),
            });
            return call;
        }
        let places = self.places;
        call.incident = self.required(places.incident, facts::INCIDENT_CHARS_MAX);
        call.opening_code = self.required(places.opening_code, FIELD_CHARS_MAX);
        call.address = places.address.and_then(|place| self.private(place));
        call.locality = places.locality.and_then(|place| self.text(place, FIELD_CHARS_MAX));
        call.beat = places.beat.and_then(|place| self.text(place, FIELD_CHARS_MAX));
        call.point = self.point();
        call.at = self.time().unwrap_or_default();
        call
    }

    /// Without the spaces around it. None where empty or, with its fault noted, not UTF-8.
    fn cell(&mut self, place: usize) -> Option<&'a str> {
        let bytes = self.record.get(place).unwrap_or_default();
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fault(place, "bytes that are not UTF-8", "text in UTF-8");
            return None;
        };
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    fn fits(&mut self, place: usize, text: &str, chars_max: usize) -> bool {
        let chars = text.chars().count();
        if chars > chars_max {
            self.fault(place, format!("{chars} characters"), format!("at most {chars_max} characters"));
        }
        chars <= chars_max
    }

    fn text(&mut self, place: usize, chars_max: usize) -> Option<String> {
        let text = self.cell(place)?;
        self.fits(place, text, chars_max).then(|| text.to_owned())
    }

    fn private(&mut self, place: usize) -> Option<Private> {
        self.text(place, FIELD_CHARS_MAX).map(Private::new)
    }

    fn required(&mut self, place: usize, chars_max: usize) -> String {
        let before = self.faults.len();
        let text = self.text(place, chars_max);
        if text.is_none() && self.faults.len() == before {
            self.fault(place, "nothing", "a text");
        }
        text.unwrap_or_default()
    }

    fn point(&mut self) -> Option<(f64, f64)> {
        let (lat_place, lon_place) = (self.places.lat?, self.places.lon?);
        let lat = self.degrees(lat_place, 90);
        let lon = self.degrees(lon_place, 180);
        match (lat, lon) {
            (Degrees::Read(lat), Degrees::Read(lon)) => return Some((lat, lon)),
            (Degrees::Read(_), Degrees::Empty) => self.half_point(lon_place, lat_place),
            (Degrees::Empty, Degrees::Read(_)) => self.half_point(lat_place, lon_place),
            _ => {}
        }
        None
    }

    fn half_point(&mut self, empty: usize, given: usize) {
        let given = &self.places.header[given];
        self.fault(empty, "nothing", format!("degrees, because {given} has some; or both empty"));
    }

    fn degrees(&mut self, place: usize, most: i32) -> Degrees {
        let before = self.faults.len();
        let Some(text) = self.cell(place) else {
            return if self.faults.len() == before { Degrees::Empty } else { Degrees::Faulty };
        };
        let most = f64::from(most);
        match text.parse::<f64>() {
            Ok(degrees) if (-most..=most).contains(&degrees) => Degrees::Read(degrees),
            _ => {
                self.fault(place, shown(text), format!("degrees from -{most} to {most}"));
                Degrees::Faulty
            }
        }
    }

    fn time(&mut self) -> Option<Millis> {
        let before = self.faults.len();
        let cells: Vec<&str> = self.places.time.iter().map(|place| self.cell(*place).unwrap_or_default()).collect();
        if self.faults.len() > before {
            return None;
        }
        let place = self.places.time.first().copied().unwrap_or_default();
        let text = cells.join(" ").trim().to_owned();
        let read = match &self.map.time {
            CallTime::EpochMs { .. } => epoch_ms(&text),
            CallTime::Local { formats, .. } => self.local_ms(&text, formats),
        };
        match read {
            Ok(at) => Some(at),
            Err(allowed) => {
                let names: Vec<&str> = self.places.time.iter().map(|place| self.places.header[*place].as_str()).collect();
                let found = if text.is_empty() { "nothing".to_owned() } else { shown(&text) };
                self.fault(place, found, allowed);
                if let Some(fault) = self.faults.last_mut() {
                    fault.key = names.join(" ");
                }
                None
            }
        }
    }

    fn local_ms(&self, text: &str, formats: &[String]) -> Result<Millis, String> {
        let zone = &self.map.zone_name;
        let read = formats.iter().find_map(|format| strtime::parse(format, text).ok()?.to_datetime().ok());
        let read = read.ok_or_else(|| format!("a time of {zone} in the form {}", formats.join(" or ")))?;
        let ambiguous = self.map.zone.to_ambiguous_timestamp(read);
        if matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) {
            return Err(format!("a time that exists: the clocks of {zone} go past it"));
        }
        // In the hour that comes twice a listing without offsets does not say which; the first is taken.
        ambiguous.earlier().map(Timestamp::as_millisecond).map_err(|_| "a time before the year 9999".to_owned())
    }
}

#[derive(Clone, Copy)]
enum Degrees {
    Read(f64),
    Empty,
    Faulty,
}

fn epoch_ms(text: &str) -> Result<Millis, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let at = text.parse::<Millis>().ok().filter(|at| digits && Timestamp::from_millisecond(*at).is_ok());
    at.ok_or_else(|| "whole milliseconds since 1970, UTC, before the year 9999".to_owned())
}

fn newlines(record: &ByteRecord) -> usize {
    record.as_slice().iter().filter(|byte| **byte == b'\n').count()
}

/// At most so much of a cell as helps to find it.
fn shown(text: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 60;
    if text.chars().count() <= SHOWN_CHARS_MAX {
        return format!("{text:?}");
    }
    format!("{:?}…", text.chars().take(SHOWN_CHARS_MAX).collect::<String>())
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
