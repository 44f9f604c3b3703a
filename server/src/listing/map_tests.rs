//! Tests of the map: the shipped one, and every kind of fault in one reading.
#![allow(clippy::unwrap_used)]

use super::*;

pub(crate) const SAN_ANTONIO: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemes/maps/san-antonio.toml"));

pub(crate) fn san_antonio() -> Map {
    Map::parse(SAN_ANTONIO).unwrap()
}

fn faults(text: &str) -> Vec<String> {
    Map::parse(text).unwrap_err().0.iter().map(ToString::to_string).collect()
}

/// The shipped map with one text replaced.
fn with(from: &str, to: &str) -> String {
    assert!(SAN_ANTONIO.contains(from), "{from}");
    SAN_ANTONIO.replace(from, to)
}

#[test]
fn the_shipped_map_parses() {
    let map = san_antonio();
    assert_eq!(map.source, "sapd-public");
    assert_eq!(map.time, CallTime::EpochMs { column: "ResponseDate".to_owned() });
    assert_eq!(map.grade_by_type("Disturbance Family Gun Involved"), "1");
    assert_eq!(map.grade_by_type("ASSAULT IN PROGRESS"), "1");
    assert_eq!(map.grade_by_type("Disturbance Family"), "2");
    assert_eq!(map.grade_by_type("Patrol By"), "3");
    assert_eq!(map.hazards_of("Disturbance Family Knife Involved"), [Hazard::Weapon]);
    assert!(map.hazards_of("Disturbance Family").is_empty());
    assert!(map.lifecycle_of("disturbance family").is_some());
    assert!(map.lifecycle_of("Disturbance").is_none());
}

#[test]
fn patterns_are_open_where_the_star_is() {
    let holds = |pattern: &str, code: &str| Pattern::parse(pattern).unwrap().holds(code);
    assert!(holds("*Gun*", "gun") && holds("*gun*", "With Gun Involved") && !holds("*Gun*", "Gum"));
    assert!(holds("* In Progress", "Theft in progress") && !holds("* In Progress", "In Progress"));
    assert!(holds("Theft*", "Theft") && holds("Theft*", "Theft of Vehicle") && !holds("Theft*", "A Theft"));
    assert!(holds("Theft", "THEFT") && !holds("Theft", "Theft of Vehicle"));
    assert!(holds("*", "") && holds("*", "anything") && holds("**", "anything"));
    assert!(Pattern::parse("a*b").is_err());
}

#[test]
fn each_hazard_once() {
    let text = with(
        r#"{ opening_code = "*Gun*", hazards = ["firearm"] },"#,
        r#"{ opening_code = "*Gun*", hazards = ["firearm", "weapon"] }, { opening_code = "*", hazards = ["weapon"] },"#,
    );
    let map = Map::parse(&text).unwrap();
    assert_eq!(map.hazards_of("Gun and Knife"), [Hazard::Firearm, Hazard::Weapon]);
}

#[test]
fn call_signs_follow_the_beat() {
    let rules = san_antonio().lifecycle.unwrap();
    assert_eq!(rules.call_sign(Some("6350")), "SYN-6350");
    assert_eq!(rules.call_sign(Some("NOT SAPD  BEX")), "SYN-NOT-SAPD-BEX");
    assert_eq!(rules.call_sign(None), "SYN-NONE");
}

#[test]
fn every_fault_of_a_map_at_once() {
    let text = r#"
        zone = "America/San_Antonio"
        sauce = "x"
        [columns]
        incident = "No"
        lat = "LAT"
        town = "Town"
        [time]
        column = "When"
        format = "epoch_s"
        [grade]
        rules = [{ opening_code = "a*b", grade = "1", rank = 1 }, "first"]
        [hazards]
        rules = [{ opening_code = "*Gun*", hazards = ["gun"] }]
        [lifecycle]
        opening_codes = []
        seed = -1
        call_sign = "SYN-{ward}"
        dispatch_median_min = 15
        dispatch_p90_min = 6
        arrive_median_min = 0
        safe_share = 85
        close_after_min = 20
        closing_code = ""
        step_max_min = "long"
        [lifecycle.suspect]
        in_custody = 0.5
        left = 0.5
        present_controlled = 0.5
        unknown = 0.5
        returned = 0.5
    "#;
    let faults = faults(text);
    for start in [
        "sauce: found a key that is not known; allowed: source, zone",
        "source: found nothing",
        "zone: found \"America/San_Antonio\"; allowed: an IANA zone",
        "columns.town: found a key that is not known",
        "columns.lon: found nothing; allowed: a column, because lat has one",
        "columns.opening_code: found nothing",
        "time.format: found \"epoch_s\"; allowed: epoch_ms",
        "grade.default: found nothing",
        "grade.rules[0].rank: found a key",
        "grade.rules[0].opening_code: found \"a*b\"; allowed: a pattern",
        "grade.rules[1]: found \"first\"; allowed: a table",
        "hazards.rules[0].hazards[0]: found \"gun\"; allowed: firearm, weapon",
        "lifecycle.opening_codes: found an empty list",
        "lifecycle.seed: found -1; allowed: a whole number from 0",
        "lifecycle.call_sign: found \"SYN-{ward}\"",
        "lifecycle.dispatch_p90_min: found 6; allowed: not less than dispatch_median_min",
        "lifecycle.arrive_median_min: found 0; allowed: a number from 0.1",
        "lifecycle.arrive_p90_min: found nothing",
        "lifecycle.safe_share: found 85; allowed: a number from 0 to 1",
        "lifecycle.resume_median_min: found nothing",
        "lifecycle.closing_code: found \"\"; allowed: a text",
        "lifecycle.step_max_min: found \"long\"",
        "lifecycle.suspect.returned: found a key that is not known",
        "lifecycle.suspect: found shares that add up to 2",
    ] {
        assert!(faults.iter().any(|fault| fault.starts_with(start)), "no fault starts {start:?} in {faults:#?}");
    }
}

#[test]
fn missing_tables_name_their_keys() {
    let faults = faults("source = \"a\"\nzone = \"UTC\"");
    assert!(faults.contains(&"columns: found nothing; allowed: a table [columns]".to_owned()), "{faults:#?}");
    assert!(faults.contains(&"columns.incident: found nothing; allowed: a text".to_owned()), "{faults:#?}");
    assert!(faults.contains(&format!("time: found neither form; allowed: {TWO_FORMS}")), "{faults:#?}");
}

#[test]
fn one_form_of_time_only() {
    let both =
        with("format = \"epoch_ms\"", "format = \"epoch_ms\"\ncolumns = [\"Date\"]\nformats = [\"%Y-%m-%d %H:%M\"]");
    assert_eq!(faults(&both), [format!("time: found both forms; allowed: {TWO_FORMS}")]);
}

#[test]
fn a_format_that_cannot_tell_the_afternoon_is_a_fault() {
    let local = |format: &str| {
        let text = with("column = \"ResponseDate\"", "columns = [\"Date\", \"Time\"]");
        Map::parse(&text.replace("format = \"epoch_ms\"", &format!("formats = [\"{format}\"]")))
    };
    for sound in ["%m/%d/%y %I:%M:%S %p", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S"] {
        assert!(local(sound).is_ok(), "{sound}");
    }
    for unsound in ["%m/%d/%y %I:%M:%S", "%H:%M", "%Y-%m-%d", "%Y-%m-%d %H:%M %z", "%Q", "when"] {
        let faults = local(unsound).unwrap_err().to_string();
        assert!(faults.contains("time.formats[0]"), "{unsound}: {faults}");
    }
}

#[test]
fn text_that_is_no_toml_says_so() {
    let error = Map::parse("source = ").unwrap_err();
    assert_eq!(error.0.len(), 1);
    assert!(error.0[0].key.is_empty());
}
