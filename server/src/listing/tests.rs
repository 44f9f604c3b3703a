//! Tests of the listing: each kind of bad row, CSV oddities, and the published files where they are at hand.
#![allow(clippy::unwrap_used)]

use std::{fs::File, io::Cursor, path::Path};

use jiff::Timestamp;

use super::*;
use crate::listing::map::tests::{SAN_ANTONIO, san_antonio};

const HEADER: &str = "Time,Address,ProblemType,PatrolDistrict,Substation,IncidentNumber,LAT,LON,ResponseDate";
const GOOD: &str = ",block-1,Disturbance Family,6350,SOUTH,S-1,29.4,-98.5,1728154800000";

fn read(text: impl AsRef<[u8]>) -> Listing {
    Listing::read(Cursor::new(text.as_ref()), &san_antonio(), |_| true, 20).unwrap()
}

fn refused(row: &str) -> String {
    let listing = read(format!("{HEADER}\n{row}\n"));
    assert_eq!((listing.rows, listing.refused, listing.calls.len()), (1, 1, 0), "{row}");
    let row = &listing.refused_rows[0];
    assert_eq!(row.line, 2);
    row.faults.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_row_becomes_a_call() {
    let listing = read(format!("{HEADER}\n{GOOD}\n"));
    assert_eq!(
        listing.calls,
        [Call {
            at: 1_728_154_800_000,
            incident: "S-1".to_owned(),
            opening_code: "Disturbance Family".to_owned(),
            address: Some("block-1".into()),
            locality: Some("SOUTH".to_owned()),
            beat: Some("6350".to_owned()),
            point: Some((29.4, -98.5)),
            grade: None,
            victim: None,
        }]
    );
    assert_eq!(listing.span, Some((1_728_154_800_000, 1_728_154_800_000)));
}

#[test]
fn marks_quotes_spaces_and_empty_cells() {
    let text = format!(
        "\u{feff}\"Time\",{}\r\n,\"block \"\"1\"\", north\",  Disturbance Family  ,,\"  \",S-1 , 29.4,-98.5\t,1728154800000\r\n\
         \r\n,,Patrol By,,,S-2,,,1728154800001\r\n",
        &HEADER["Time,".len()..]
    );
    let listing = read(text);
    assert_eq!((listing.rows, listing.refused), (2, 0), "{:?}", listing.refused_rows);
    let call = &listing.calls[0];
    assert_eq!(call.address.as_ref().unwrap().reveal(), "block \"1\", north");
    assert_eq!((call.opening_code.as_str(), call.incident.as_str()), ("Disturbance Family", "S-1"));
    assert_eq!((&call.beat, &call.locality, call.point), (&None, &None, Some((29.4, -98.5))));
    assert_eq!(listing.calls[1].point, None);
}

#[test]
fn each_kind_of_bad_row_says_field_found_and_allowed() {
    for (row, fault) in [
        (",b,Patrol By,1,S,S-1,29.4,-98.5", "row: found 8 cells; allowed: 9 cells, as in the header"),
        (",b,Patrol By,1,S,S-1,29.4,-98.5,1728154800000,,", "row: found 11 cells"),
        (",b,Patrol By,1,S, ,29.4,-98.5,1728154800000", "IncidentNumber: found nothing; allowed: a text"),
        (
            ",b,Patrol By,1,S,\"S\n1\",29.4,-98.5,1",
            "IncidentNumber: found a control character; allowed: a text on one line",
        ),
        (",b,,1,S,S-1,29.4,-98.5,1728154800000", "ProblemType: found nothing"),
        (",b,Patrol By,1,S,S-1,\"29,4\",-98.5,1728154800000", "LAT: found \"29,4\"; allowed: degrees from -90 to 90"),
        (",b,Patrol By,1,S,S-1,29.4,-198.5,1728154800000", "LON: found \"-198.5\"; allowed: degrees from -180 to 180"),
        (",b,Patrol By,1,S,S-1,NaN,-98.5,1728154800000", "LAT: found \"NaN\""),
        (",b,Patrol By,1,S,S-1,29.4,,1728154800000", "LON: found nothing; allowed: degrees, because LAT has some"),
        (",b,Patrol By,1,S,S-1,,-98.5,1728154800000", "LAT: found nothing; allowed: degrees, because LON has some"),
        (
            ",b,Patrol By,1,S,S-1,29.4,-98.5,",
            "ResponseDate: found nothing; allowed: whole milliseconds since 1970, UTC",
        ),
        (",b,Patrol By,1,S,S-1,29.4,-98.5,1728154800000.0", "ResponseDate: found \"1728154800000.0\""),
        (",b,Patrol By,1,S,S-1,29.4,-98.5,-5", "ResponseDate: found \"-5\""),
        (",b,Patrol By,1,S,S-1,29.4,-98.5,99999999999999999", "ResponseDate: found \"99999999999999999\""),
    ] {
        let found = refused(row);
        assert!(found.starts_with(fault), "{row}: {found}");
    }
}

#[test]
fn all_faults_of_a_row_and_long_cells_without_their_text() {
    let long = "x".repeat(201);
    let found = refused(&format!(",{long},,1,S,{long},north,-98.5,soon"));
    assert_eq!(
        found,
        "IncidentNumber: found 201 characters; allowed: at most 180 characters | ProblemType: found nothing; allowed: a \
         text | Address: found 201 characters; allowed: at most 200 characters | LAT: found \"north\"; allowed: degrees \
         from -90 to 90 | ResponseDate: found \"soon\"; allowed: whole milliseconds since 1970, UTC, before the year 9999"
    );
}

#[test]
fn other_encodings_are_told_and_the_rest_goes_on() {
    let mut text = format!("{HEADER}\n,Caf").into_bytes();
    text.extend([0xe9]);
    text.extend(format!(",Patrol By,1,S,S-0,,,1728154800000\n{GOOD}\n").bytes());
    let listing = read(text);
    assert_eq!((listing.rows, listing.refused, listing.calls.len()), (2, 1, 1));
    assert_eq!(
        listing.refused_rows[0].faults[0].to_string(),
        "Address: found bytes that are not UTF-8; allowed: text in UTF-8"
    );
}

#[test]
fn a_repeated_incident_names_its_first_line() {
    let listing = read(format!("{HEADER}\n{GOOD}\n\n{GOOD}\n"));
    assert_eq!((listing.rows, listing.refused, listing.calls.len()), (2, 1, 1));
    let row = &listing.refused_rows[0];
    assert_eq!(row.line, 4);
    assert_eq!(
        row.faults[0].to_string(),
        "IncidentNumber: found \"S-1\" again, first on line 2; allowed: each incident once"
    );
}

#[test]
fn lines_are_those_of_an_editor() {
    for (start, end) in [("", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n"), ("", "\n\n"), ("\u{feff}", "\r\n\r\n")] {
        let step = end.matches('\n').count() as u64;
        let two_lines = ",\"block\r\n1\",Patrol By,,,S-1,,,1728154800000";
        let text = format!("{start}{HEADER}{end},,{end}{two_lines}{end},,{end},,");
        let listing = read(text);
        let lines: Vec<u64> = listing.refused_rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1 + step, 2 + 3 * step, 2 + 4 * step], "{start:?} {end:?}");
        assert_eq!(listing.calls.len(), 1);
    }
}

#[test]
fn an_open_quotation_mark_does_not_take_the_rest_with_it() {
    let row = |number: usize| format!(",,Patrol By,,,S-{number},,,1728154800000\n");
    let text = format!("{HEADER}\n{},\"block 2,Patrol By,,,S-2,,,1728154800000\n{}\n{}", row(1), row(3), row(4));
    for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("{text},,")] {
        let more = usize::from(text.ends_with(",,"));
        let listing = read(&text);
        assert_eq!((listing.rows, listing.refused, listing.calls.len()), (4 + more, 1 + more, 3), "{text:?}");
        let row = &listing.refused_rows[0];
        assert_eq!(row.line, 3);
        assert!(row.faults[0].to_string().contains("lines (a quotation mark may not be closed)"), "{:?}", row.faults);
        assert!(listing.refused_rows.get(1).is_none_or(|row| row.line == 7));
    }
}

#[test]
fn only_the_first_refusals_are_kept_and_all_are_counted() {
    let rows: String = (0..30).map(|_| ",,\n").collect();
    let listing = read(format!("{HEADER}\n{rows}"));
    assert_eq!((listing.refused, listing.refused_rows.len()), (30, 20));
}

#[test]
fn a_wrong_header_is_one_error_that_shows_it() {
    let error = |text: &str| Listing::read(Cursor::new(text), &san_antonio(), |_| true, 20).unwrap_err().to_string();
    assert_eq!(
        error("Date;Time\n1;2\n"),
        "its header lacks columns that the map names: \"Address\", \"Substation\", \"PatrolDistrict\", \"LAT\", \"LON\", \
         \"IncidentNumber\", \"ProblemType\", \"ResponseDate\"; found: \"Date;Time\""
    );
    assert!(error(&format!("{HEADER},LAT\n")).contains("more than once: \"LAT\""));
    assert!(error("").contains("empty"));
}

#[test]
fn only_calls_of_the_window_in_order_of_time() {
    let row = |number: u32, at: Millis| format!(",,Patrol By,,,S-{number},,,{at}\n");
    let text = format!("{HEADER}\n{}{}{}{}", row(1, 3_000), row(2, 1_000), row(3, 999), row(4, 4_000));
    let listing = Listing::read(Cursor::new(text), &san_antonio(), |at| (1_000..4_000).contains(&at), 20).unwrap();
    assert_eq!(listing.calls.iter().map(|call| call.incident.as_str()).collect::<Vec<_>>(), ["S-2", "S-1"]);
    assert_eq!((listing.rows, listing.span), (4, Some((999, 4_000))));
}

/// The shipped map with the other form of time.
fn local_map() -> Map {
    let text = SAN_ANTONIO
        .replace("column = \"ResponseDate\"", "columns = [\"Date\", \"Time\"]")
        .replace("format = \"epoch_ms\"", "formats = [\"%m/%d/%y %I:%M:%S %p\", \"%Y-%m-%d %H:%M\"]");
    Map::parse(&text).unwrap()
}

fn local(date: &str, time: &str) -> Result<Millis, String> {
    let text = format!(
        "Date,Time,Address,ProblemType,PatrolDistrict,Substation,IncidentNumber,LAT,LON\n{date},{time},,Patrol By,,,S-1,,\n"
    );
    let listing = Listing::read(Cursor::new(text), &local_map(), |_| true, 20).unwrap();
    let refused = listing.refused_rows.first().map(|row| row.faults[0].to_string());
    listing.calls.first().map(|call| call.at).ok_or_else(|| refused.unwrap_or_default())
}

#[test]
fn local_times_join_columns_and_try_each_format() {
    let at = |text: &str| Ok(text.parse::<Timestamp>().unwrap().as_millisecond());
    assert_eq!(local("10/05/24", "2:03:04 PM "), at("2024-10-05T19:03:04Z"));
    assert_eq!(local("2024-01-05", " 14:03"), at("2024-01-05T20:03:00Z"));
    assert_eq!(local("11/03/24", "1:30:00 AM"), at("2024-11-03T06:30:00Z"), "the first of the hour that comes twice");
    let error = local("10/05/24", " 8:21:50").unwrap_err();
    assert!(
        error.starts_with(
            "Date Time: found \"10/05/24 8:21:50\"; allowed: a time of America/Chicago in the form %m/%d/%y"
        ),
        "{error}"
    );
    assert!(local("03/10/24", "2:30:00 AM").unwrap_err().contains("the clocks of America/Chicago go past it"));
    assert!(local("13/45/24", "2:30:00 AM").is_err());
    assert_eq!(local("", "").unwrap_err().split(';').next(), Some("Date Time: found nothing"));
}

#[test]
fn the_published_listings_are_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/calls");
    for (name, rows) in
        [("san-antonio-domestic-2022-11_2024-06.csv", 7_277), ("san-antonio-all-calls-2024-10.csv", 20_528)]
    {
        let Ok(file) = File::open(folder.join(name)) else {
            eprintln!("SKIPPED the_published_listings_are_read_whole: {name} is not beside the checkout");
            continue;
        };
        let listing = Listing::read(file, &san_antonio(), |_| true, 20).unwrap();
        assert_eq!((listing.rows, listing.refused, listing.calls.len()), (rows, 0, rows), "{:?}", listing.refused_rows);
        assert!(listing.calls.is_sorted_by_key(|call| call.at));
    }
}
