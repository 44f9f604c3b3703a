//! One row of the listing against the map: a call, or everything that is wrong with it.

use alongside_core::scheme::Fault;
use alongside_protocol::{Millis, Private, limits::FIELD_CHARS_MAX};
use csv::ByteRecord;
use jiff::{Timestamp, fmt::strtime};

use super::{
    Call,
    map::{CallTime, Map},
};

/// A message id adds a slash and a kind's name to the incident number and must still be a field's length.
pub(crate) const INCIDENT_CHARS_MAX: usize = FIELD_CHARS_MAX - "/suspect_whereabouts".len();

/// Where the map's columns stand in this file.
pub(crate) struct Places {
    header: Vec<String>,
    incident: usize,
    opening_code: usize,
    address: Option<usize>,
    locality: Option<usize>,
    beat: Option<usize>,
    lat: Option<usize>,
    lon: Option<usize>,
    grade: Option<usize>,
    victim: Option<usize>,
    time: Vec<usize>,
}

impl Places {
    pub(crate) fn find(header: &ByteRecord, map: &Map) -> anyhow::Result<Self> {
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
        let (grade, victim) = (optional(&columns.grade), optional(&columns.victim));
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
        Ok(Self { header, incident, opening_code, address, locality, beat, lat, lon, grade, victim, time })
    }

    pub(crate) fn columns(&self) -> usize {
        self.header.len()
    }

    /// Two rows of one incident would be one to the feed, which tells messages apart by incident and kind.
    pub(crate) fn repeated(&self, incident: &str, first_line: u64) -> Fault {
        Fault {
            key: self.header[self.incident].clone(),
            found: format!("{incident:?} again, first on line {first_line}"),
            allowed: "each incident once".to_owned(),
        }
    }
}

/// Collects the faults of one row.
pub(crate) struct Row<'a> {
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

    pub(crate) fn read(record: &'a ByteRecord, places: &'a Places, map: &'a Map) -> Result<Call, Vec<Fault>> {
        let mut row = Self { record, places, map, faults: Vec::new() };
        let call = row.call();
        if row.faults.is_empty() { Ok(call) } else { Err(row.faults) }
    }

    fn call(&mut self) -> Call {
        let mut call = Call {
            at: 0,
            incident: String::new(),
            opening_code: String::new(),
            address: None,
            locality: None,
            beat: None,
            point: None,
            grade: None,
            victim: None,
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
        call.incident = self.required(places.incident, INCIDENT_CHARS_MAX);
        if call.incident.contains(char::is_control) {
            self.fault(places.incident, "a control character", "a text on one line");
        }
        call.opening_code = self.required(places.opening_code, FIELD_CHARS_MAX);
        call.address = places.address.and_then(|place| self.private(place));
        call.locality = places.locality.and_then(|place| self.text(place, FIELD_CHARS_MAX));
        call.beat = places.beat.and_then(|place| self.text(place, FIELD_CHARS_MAX));
        call.point = self.point();
        call.grade = places.grade.and_then(|place| self.text(place, FIELD_CHARS_MAX));
        call.victim = places.victim.and_then(|place| self.private(place));
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
                let names: Vec<&str> =
                    self.places.time.iter().map(|place| self.places.header[*place].as_str()).collect();
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

/// In the row's cells; a quoted cell may hold some.
pub(crate) fn newlines(record: &ByteRecord) -> usize {
    record.as_slice().split(|byte| *byte == b'\n').count() - 1
}

/// At most so much of a cell as helps to find it.
fn shown(text: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 60;
    if text.chars().count() <= SHOWN_CHARS_MAX {
        return format!("{text:?}");
    }
    format!("{:?}…", text.chars().take(SHOWN_CHARS_MAX).collect::<String>())
}
