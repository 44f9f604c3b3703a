//! Reads a public listing of police calls: which domestic calls came in the hours of a support car, where, and of what
//! kind. The moment is read from `ResponseDate` (ms since 1970, UTC): `Time` often lacks AM or PM.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::{
    city::{Call, City, DAYS, FROM_HOUR, HOURS, Kind},
    place::Place,
};

const ZONE: &str = "America/Chicago";
const YEAR_MS: i64 = 365 * 24 * 3_600_000;

struct Row {
    at_ms: i64,
    place: Place,
    kind: Kind,
    block: String,
    station: String,
}

/// The kind by the listing's words; none for a call that is not a domestic one.
fn kind(words: &str) -> Option<Kind> {
    let words = words.to_lowercase();
    match words.trim().strip_prefix("disturbance family")? {
        rest if rest.contains("gun") => Some(Kind::Gun),
        rest if rest.contains("knife") => Some(Kind::Knife),
        _ => Some(Kind::Family),
    }
}

fn rows(file: &Path) -> Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(file).with_context(|| format!("cannot read {}", file.display()))?;
    let headers = reader.headers()?.clone();
    let column =
        |name: &str| headers.iter().position(|header| header == name).with_context(|| format!("no column {name}"));
    let (at, words, block, station) =
        (column("ResponseDate")?, column("ProblemType")?, column("Address")?, column("Substation")?);
    let (lat, lon, number) = (column("LAT")?, column("LON")?, column("IncidentNumber")?);
    let (mut rows, mut seen) = (Vec::new(), HashSet::new());
    for row in reader.records() {
        let row = row?;
        let Some(kind) = kind(&row[words]) else { continue };
        // Without a point nobody can be sent; a number that comes again is the same call.
        let (Ok(lat), Ok(lon)) = (row[lat].trim().parse(), row[lon].trim().parse()) else { continue };
        if !seen.insert(row[number].trim().to_owned()) {
            continue;
        }
        rows.push(Row {
            at_ms: row[at].trim().parse().context("ResponseDate")?,
            place: Place { lat, lon },
            kind,
            block: row[block].trim().to_owned(),
            station: row[station].trim().to_owned(),
        });
    }
    rows.sort_by_key(|row| row.at_ms);
    Ok(rows)
}

/// Which half of the weekend, and which hour of the shift.
fn cell(date: Date, hour: i8) -> Option<(usize, usize)> {
    let day = match date.weekday() {
        Weekday::Saturday => 0,
        Weekday::Sunday => 1,
        _ => return None,
    };
    let hour = usize::try_from(hour - FROM_HOUR).ok()?;
    (hour < HOURS).then_some((day, hour))
}

/// A day is covered where the listing has a call in its hours: it holds few days of each month, and those whole.
pub fn read(file: &Path) -> Result<City> {
    let zone = TimeZone::get(ZONE)?;
    let mut calls: [[Vec<Call>; HOURS]; DAYS] = Default::default();
    let mut covered: [HashSet<Date>; DAYS] = Default::default();
    let mut last_at: HashMap<String, i64> = HashMap::new();
    let mut stations: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for row in rows(file)? {
        let before = last_at.insert(row.block, row.at_ms);
        let repeat = before.is_some_and(|before| row.at_ms - before <= YEAR_MS);
        stations.entry(row.station).or_default().push(row.place);
        let local = Timestamp::from_millisecond(row.at_ms)?.to_zoned(zone.clone());
        if let Some((day, hour)) = cell(local.date(), local.hour()) {
            covered[day].insert(local.date());
            calls[day][hour].push(Call { place: row.place, kind: row.kind, repeat });
        }
    }
    let days = covered.map(|dates| dates.len() as u32);
    ensure!(days.iter().all(|days| *days > 0), "{}: no calls on a weekend in the hours", file.display());
    let mut stations: Vec<Vec<Place>> = stations.into_values().collect();
    stations.sort_by_key(|places| std::cmp::Reverse(places.len()));
    let bases = stations.iter().filter_map(|places| Place::middle_of(places.iter().copied())).collect();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(City { name, is_real: true, calls, days, bases })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const HEAD: &str = "Date,Time,Address,Category,ProblemType,Substation,IncidentNumber,LAT,LON,ResponseDate";

    fn city(rows: &[&str]) -> Result<City> {
        let mut file = tempfile::NamedTempFile::new()?;
        writeln!(file, "{HEAD}\n{}", rows.join("\n"))?;
        read(file.path())
    }

    // 2024-10-05 was a Saturday; 19:00 UTC is 14:00 in San Antonio.
    #[test]
    fn weekend_calls_are_sorted_into_their_local_hours_and_the_rest_is_left_out() {
        let city = city(&[
            "x,x,block-a,c,Disturbance Family,SOUTH,1,29.4,-98.5,1728154800000", // Saturday 14:00
            "x,x,block-a,c,Disturbance Family Gun Involved,SOUTH,2,29.4,-98.5,1728183599000", // Saturday 21:59
            "x,x,block-b,c,Disturbance Family,SOUTH,3,29.4,-98.5,1728183600000", // Saturday 22:00: too late
            "x,x,block-c,c,Disturbance Family Knife Involved,EAST,4,29.5,-98.4,1728241200000", // Sunday 14:00
            "x,x,block-c,c,Disturbance Family,EAST,4,29.5,-98.4,1728241200000",  // the same number again
            "x,x,block-d,c,Disturbance Neighbor,EAST,5,29.5,-98.4,1728241200000", // not domestic
            "x,x,block-d,c,Disturbance Family,EAST,6,,,1728241200000",           // nowhere
            "x,x,block-d,c,Disturbance Family,EAST,7,29.5,-98.4,1728327600000",  // a Monday
        ])
        .unwrap();
        assert_eq!(city.days, [1, 1]);
        let counts = city.calls.each_ref().map(|day| day.each_ref().map(Vec::len));
        assert_eq!(counts, [[1, 0, 0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0, 0, 0]]);
        assert_eq!((city.calls[0][0][0].kind, city.calls[0][0][0].repeat), (Kind::Family, false));
        assert_eq!((city.calls[0][7][0].kind, city.calls[0][7][0].repeat), (Kind::Gun, true));
        assert_eq!(city.calls[1][0][0].kind, Kind::Knife);
        assert!((city.calls_a_shift() - 1.5).abs() < 1e-9);
        assert_eq!(city.bases.len(), 2, "one for each station");
    }

    #[test]
    fn a_listing_without_the_columns_or_without_weekends_is_refused() {
        assert!(city(&["x,x,block-a,c,Disturbance Family,S,1,29.4,-98.5,1728327600000"]).is_err());
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "Date,Time\n").unwrap();
        assert!(read(file.path()).unwrap_err().to_string().contains("ResponseDate"));
    }
}
