//! Scheme files: those shipped, every fault of a bad one at once, call types.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{
    Scheme,
    scheme::{CallKind, CallTypes, Fault},
};
use alongside_protocol::vocabulary::{GateMode, Role, Seat};
use rstest::rstest;
use support::*;

fn faults(text: &str) -> Vec<(String, String, String)> {
    Scheme::parse(text).unwrap_err().into_iter().map(|fault| (fault.key, fault.found, fault.allowed)).collect()
}

/// The car's file with one line exchanged.
fn with(line: &str, instead: &str) -> String {
    let text = scheme_text("cleveland-support-car.toml");
    let found = text.lines().find(|candidate| candidate.starts_with(line)).unwrap();
    text.replacen(found, instead, 1)
}

#[track_caller]
fn only_fault(text: &str) -> (String, String, String) {
    let all = faults(text);
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().unwrap()
}

#[test]
fn every_shipped_file_is_a_scheme() {
    let mut ids = Vec::new();
    for file in std::fs::read_dir(schemes_folder()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let scheme = Scheme::parse(&text).unwrap_or_else(|faults| panic!("{}: {faults:?}", path.display()));
            assert!(!scheme.view().hours.is_empty());
            ids.push(scheme.id.0);
        }
    }
    ids.sort();
    assert_eq!(
        ids,
        [
            "cleveland-car",
            "cleveland-control-room",
            "demo",
            "greater-manchester-crisis",
            "gwent-outreach",
            "san-antonio",
            "west-sussex-connect",
        ]
    );
}

#[test]
fn a_file_is_read_whole() {
    let scheme = gwent();
    assert_eq!(scheme.gate.mode, GateMode::Alongside);
    assert_eq!(scheme.gate.override_roles, [Role::Inspector]);
    assert_eq!(scheme.person_word, "survivor");
    assert_eq!(scheme.hours.len(), 7);
    assert_eq!(scheme.clocks.offer_window_ms, 180 * SECOND);
    assert_eq!(scheme.clocks.archive_after_ms, 24 * HOUR);
    assert_eq!((scheme.eligibility.min_age_years, scheme.eligibility.calls_in_12_months_min), (Some(16), Some(1)));
    assert_eq!(scheme.cars.len(), 5);
    assert_eq!(scheme.cars[3].seats, [Seat::SupportWorker, Seat::Officer]);
    assert_eq!((scheme.grade_rank("1"), scheme.grade_rank("4"), scheme.grade_rank("5")), (1, 4, u8::MAX));
    assert_eq!(scheme.grade_codes(), "1, 2, 3, 4");
    let view = scheme.view();
    assert_eq!(view.escalation_climb_ms, [120 * SECOND, 300 * SECOND]);
    assert_eq!(
        (view.hours[5].day.as_str(), view.hours[5].from.as_str(), view.hours[5].until.as_str()),
        ("fri", "12:00", "00:00")
    );
    assert_eq!(view.notice, None);
}

const TEN_FAULTS: &str = r#"
id = "Cleveland Car"
name = "Cleveland Support Car"
force = "Cleveland Police"
time_zone = "Europe/Middlesbrough"
person_word = "customer"
colour = "blue"

[area]
south = 54.44
west = -1.46
north = 540.76
east = -0.77

[[hours]]
days = ["sat", "sunday"]
from = "14:00"
until = "25:00"

[[grades]]
code = "1"
label = "Immediate"
[[grades]]
code = "1"
label = "Priority"

[call_types]
domestic = ["DOMESTIC*"]
other = "anything"

[gate]
mode = "afterwards"
override_roles = ["control_room"]

[clocks]
escalation_desk_again_s = 120
escalation_inspector_s = 300
offer_window_s = "two minutes"
claim_lease_s = 180
feed_silent_s = 300
safe_contact_stale_h = 24
archive_after_h = 12
"#;

#[test]
fn a_file_with_ten_faults_reports_all_ten() {
    let expected: Vec<(String, String, String)> = [
        (
            "colour",
            "a key that is not known",
            "id, name, force, time_zone, person_word, notice, area, hours, grades, call_types, gate, clocks, eligibility, \
             directory, bases, cars, deployment, travel, map, sites, priority, contact, risk, safety, consent, controllers, retention, \
             counting, outcome_questions, work, \
             escalation",
        ),
        ("id", "\"Cleveland Car\"", "lower-case letters, digits and -"),
        ("time_zone", "\"Europe/Middlesbrough\"", "an IANA zone such as Europe/London"),
        ("area.north", "540.76", "a number from -90 to 90"),
        ("hours[0].days[1]", "\"sunday\"", "mon, tue, wed, thu, fri, sat, sun"),
        ("hours[0].until", "\"25:00\"", "a local time HH:MM from 00:00 to 23:59"),
        ("grades[1].code", "\"1\" again", "each code once"),
        ("call_types.other", "\"anything\"", "\"any\" or a list of opening codes"),
        ("gate.mode", "\"afterwards\"", "after_first_response, alongside, none"),
        ("clocks.offer_window_s", "\"two minutes\"", "a whole number from 5 to 86400"),
        ("person_word", "\"customer\"", "victim, survivor, client"),
    ]
    .map(|(key, found, allowed)| (key.to_owned(), found.to_owned(), allowed.to_owned()))
    .into();
    // Ten of values, and the unknown key: neither hides the other.
    assert_eq!(faults(TEN_FAULTS), expected);
}

#[test]
fn an_empty_file_names_everything_that_is_missing() {
    let keys: Vec<String> = faults("").into_iter().map(|(key, ..)| key).collect();
    for key in [
        "id",
        "name",
        "force",
        "time_zone",
        "person_word",
        "area",
        "area.south",
        "area.east",
        "hours",
        "grades",
        "call_types.domestic",
        "call_types.other",
        "gate.mode",
        "clocks.escalation_desk_again_s",
        "clocks.archive_after_h",
    ] {
        assert!(keys.iter().any(|found| found == key), "{key} in {keys:?}");
    }
    let mut once = keys.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), keys.len(), "each is named once: {keys:?}");
}

#[test]
fn what_is_not_toml_says_where() {
    let fault = Scheme::parse("id = \n").unwrap_err().remove(0);
    assert!(fault.key.is_empty());
    assert!(fault.to_string().contains("line 1"), "{fault}");
}

#[test]
fn a_fault_reads_as_one_line() {
    let fault = Fault { key: "gate.mode".to_owned(), found: "\"x\"".to_owned(), allowed: "none".to_owned() };
    assert_eq!(fault.to_string(), "gate.mode: found \"x\"; allowed: none");
}

#[rstest]
#[case::top("name =", "name = \"Car\"\nnick_name = \"C\"", "nick_name")]
#[case::area("south =", "south = 54.44\nup = 1", "area.up")]
#[case::hours("days =", "days = [\"sat\"]\nday = \"sun\"", "hours[0].day")]
#[case::grade("code = \"2\"", "code = \"2\"\ncolour = \"red\"", "grades[1].colour")]
#[case::call_types("domestic =", "domestic = [\"D*\"]\nfamily = []", "call_types.family")]
#[case::gate("mode =", "mode = \"none\"\nopen = true", "gate.open")]
#[case::clocks("offer_window_s =", "offer_window_s = 120\noffer_window_m = 2", "clocks.offer_window_m")]
#[case::eligibility("[eligibility]", "[eligibility]\nmax_age = 9", "eligibility.max_age")]
#[case::directory("[directory]", "[directory]\nshops = []", "directory.shops")]
#[case::car("call_sign =", "call_sign = \"DA01\"\ncolour = \"red\"", "cars[0].colour")]
#[case::base("lon = -1.2350", "lon = -1.2350\nalt = 3", "bases[0].alt")]
#[case::deployment("job_min =", "job_min = 45\njob_max = 90", "deployment.job_max")]
#[case::travel("speed_kmh =", "speed_kmh = 35\nspeed_mph = 22", "travel.speed_mph")]
fn an_unknown_key_is_a_fault_wherever_it_stands(#[case] line: &str, #[case] instead: &str, #[case] key: &str) {
    let (found_key, found, allowed) = only_fault(&with(line, instead));
    assert_eq!((found_key.as_str(), found.as_str()), (key, "a key that is not known"));
    assert!(!allowed.is_empty());
}

#[rstest]
#[case::no_days("days =", "", "hours[0].days", "none")]
#[case::empty_days("days =", "days = []", "hours[0].days", "none")]
#[case::time_with_seconds("from =", "from = \"14:00:00\"", "hours[0].from", "\"14:00:00\"")]
#[case::time_in_another_form("from =", "from = \"T1400\"", "hours[0].from", "\"T1400\"")]
#[case::no_seats("seats =", "", "cars[0].seats", "none")]
#[case::unknown_seat("seats =", "seats = [\"driver\"]", "cars[0].seats[0]", "\"driver\"")]
#[case::base_outside("lat = 54.5742", "lat = 51.5", "bases[0]", "51.5, -1.235")]
#[case::half_a_base("lon = -1.2350", "", "bases[0].lon", "nothing")]
#[case::no_such_base("base =", "base = \"nowhere\"", "cars[0].base", "\"nowhere\"")]
#[case::too_many_child_seats("child_seats =", "child_seats = 12", "cars[0].child_seats", "12")]
#[case::a_job_of_no_time("job_min =", "job_min = 0", "deployment.job_min", "0")]
#[case::straighter_than_straight(
    "straight_line_factor =",
    "straight_line_factor = 0.9",
    "travel.straight_line_factor",
    "0.9"
)]
#[case::blank_partner("partners =", "partners = [\"Harbour\", \" \"]", "directory.partners[1]", "\" \"")]
#[case::points("repeat =", "repeat = 101", "priority.repeat", "101")]
#[case::waiting("waiting =", "waiting = { every_min = 0, points = 2, most = 20 }", "priority.waiting.every_min", "0")]
#[case::history("history =", "history = { incidents = 3, band = \"severe\" }", "risk.history.band", "\"severe\"")]
#[case::nobody_engaged("engaged =", "", "counting.engaged", "none")]
#[case::referral_purpose("[consent]", "[consent]\nfor_referral = \"gossip\"", "consent.for_referral", "\"gossip\"")]
#[case::engaged("engaged =", "engaged = [\"engaged\"]", "counting.engaged[0]", "\"engaged\"")]
#[case::climb("climb_to =", "climb_to = [\"the desk\"]", "escalation.climb_to", "1 texts")]
#[case::duplicates("duplicate_within_min =", "duplicate_within_min = -1", "work.duplicate_within_min", "-1")]
#[case::no_domestic("domestic =", "domestic = []", "call_types.domestic", "none")]
#[case::role("override_roles =", "override_roles = [\"boss\"]", "gate.override_roles[0]", "\"boss\"")]
#[case::clocks_crossed(
    "escalation_inspector_s =",
    "escalation_inspector_s = 120",
    "clocks.escalation_inspector_s",
    "120"
)]
#[case::clock_too_short("offer_window_s =", "offer_window_s = 4", "clocks.offer_window_s", "4")]
#[case::no_north("north =", "", "area.north", "nothing")]
#[case::upside_down("north =", "north = 54.00", "area.north", "54")]
#[case::not_a_number("north =", "north = nan", "area.north", "nan")]
#[case::minutes("attend_minutes = 15", "attend_minutes = 0", "grades[0].attend_minutes", "0")]
#[case::blank_name("name =", "name = \" \"", "name", "\" \"")]
fn one_wrong_value_is_one_fault(#[case] line: &str, #[case] instead: &str, #[case] key: &str, #[case] found: &str) {
    let (found_key, found_value, allowed) = only_fault(&with(line, instead));
    // An area that cannot be read, or lies elsewhere, also loses its cars' bases from sight: not a second fault.
    assert_eq!((found_key.as_str(), found_value.as_str()), (key, found));
    assert!(!allowed.is_empty());
}

#[rstest]
#[case::id("id = \"car-1\"", "cars[1].id", "\"car-1\" again")]
#[case::call_sign("call_sign = \"DA01\"", "cars[1].call_sign", "\"DA01\" again")]
fn two_cars_are_told_apart(#[case] same: &str, #[case] key: &str, #[case] found: &str) {
    let other = if same.starts_with("id") { "call_sign = \"DA02\"" } else { "id = \"car-2\"" };
    let second = format!("\n[[cars]]\n{same}\n{other}\npartner = \"Eva\"\nseats = [\"support_worker\"]\n");
    let (found_key, found_value, _) = only_fault(&(scheme_text("cleveland-support-car.toml") + &second));
    assert_eq!((found_key.as_str(), found_value.as_str()), (key, found));
}

fn types(domestic: &[&str], other: Option<&[&str]>) -> CallTypes {
    let texts = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect();
    CallTypes { domestic: texts(domestic), other: other.map(texts) }
}

#[rstest]
#[case("DOMESTIC", CallKind::Domestic)]
#[case("domestic violence", CallKind::Domestic)]
#[case("Breach of DVPO", CallKind::Domestic)]
#[case("BREACH OF DVPO 2", CallKind::Other)]
#[case("NON DOMESTIC", CallKind::Other)]
#[case("", CallKind::Other)]
fn a_pattern_is_exact_or_a_start_and_case_does_not_count(#[case] code: &str, #[case] kind: CallKind) {
    assert_eq!(types(&["DOMESTIC*", "BREACH OF DVPO"], None).kind(code), kind);
}

#[rstest]
#[case("Disturbance Family", CallKind::Domestic)]
#[case("Disturbance Family Gun Involved", CallKind::Domestic)]
#[case("Disturbance", CallKind::Other)]
#[case("disturbance fireworks", CallKind::Other)]
#[case("Flying Saucer", CallKind::Unknown)]
fn with_a_full_list_an_unlisted_code_is_a_fault(#[case] code: &str, #[case] kind: CallKind) {
    assert_eq!(scheme("san-antonio-replay.toml").call_types.kind(code), kind);
    let listed = types(&["Disturbance Family*"], Some(&["Disturbance", "Disturbance Fireworks"]));
    assert_eq!(listed.kind(code), kind);
}

#[test]
fn domestic_comes_first_where_both_lists_hold_a_code() {
    assert_eq!(types(&["FAMILY"], Some(&["FAMILY", "*"])).kind("family"), CallKind::Domestic);
    assert_eq!(types(&["FAMILY"], Some(&["*"])).kind("anything"), CallKind::Other);
}
