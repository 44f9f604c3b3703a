//! The figures of a period against a fixture that was counted by hand, and the counting rules by table.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Scheme, figures::period};
use alongside_protocol::{
    Command, IncidentNumber, Millis,
    record::{ContactAttempt, Outcome},
    vocabulary::{
        ContactResult::{self, *},
        OutcomeKind, ReferralAnswer, ReferralDecision,
    },
};
use rstest::rstest;
use support::*;
use toml::{Table, Value};

fn fixture() -> Table {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/period.toml");
    std::fs::read_to_string(file).unwrap().parse().unwrap()
}

fn whole(value: &Value) -> i64 {
    value.as_integer().unwrap()
}

/// When it happens, its turn among what happens at that moment, and what it is.
type Timed = (Millis, u8, Box<dyn Fn(&mut Desk)>);

/// Plays every call of the fixture, in the order of what was done, and returns the desk as it stands a day later.
fn played(scheme: Scheme, fixture: &Table) -> Desk {
    let calls: Vec<&Table> = fixture["calls"].as_array().unwrap().iter().map(|call| call.as_table().unwrap()).collect();
    let text_of = |call: &Table, key: &str| call.get(key).map(|value| value.as_str().unwrap().to_owned());
    let number = |letter: &str| format!("TP-{letter}");
    // Everything that happens, with its time, so that the board's clock only goes forward.
    let mut acts: Vec<Timed> = Vec::new();
    let mut answers = Vec::new();
    for call in calls {
        let received_at = at(&text_of(call, "received").unwrap());
        let incident = number(&text_of(call, "letter").unwrap());
        let response = response_on(&incident);
        let after = |minutes: i64| received_at + minutes * MINUTE;
        let said = incident.clone();
        acts.push((
            received_at,
            0,
            Box::new(move |desk| {
                drop(desk.hear_late(&said, received_at, received("DOMESTIC", "2")));
            }),
        ));
        if let Some(minutes) = call.get("reviewed").map(whole) {
            let response = response.clone();
            acts.push((
                after(minutes),
                1,
                Box::new(move |desk| {
                    drop(desk.must(&asha(), Command::ClaimResponse { response: response.clone() }));
                }),
            ));
        }
        let mut last = received_at;
        for attempt in call.get("attempts").and_then(Value::as_array).into_iter().flatten() {
            let (minutes, word) = (whole(&attempt[0]), attempt[1].as_str().unwrap());
            let result = ContactResult::parse(word).unwrap();
            let response = response.clone();
            last = after(minutes);
            acts.push((
                last,
                2,
                Box::new(move |desk| {
                    let attempt = ContactAttempt { result, ..spoke() };
                    drop(desk.must(&asha(), Command::RecordContact { response: response.clone(), attempt }));
                }),
            ));
        }
        if let Some(said) = call.get("outcome").and_then(Value::as_table) {
            let outcome = outcome_of(said);
            let response = response.clone();
            acts.push((
                last,
                3,
                Box::new(move |desk| {
                    let (response, outcome) = (response.clone(), outcome.clone());
                    drop(desk.must(&asha(), Command::RecordOutcome { response, outcome }));
                }),
            ));
        }
        if let Some(word) = text_of(call, "answer") {
            answers.push((response.clone(), ReferralAnswer::parse(&word).unwrap()));
        }
        if call.contains_key("victims") {
            let incident = IncidentNumber::from(incident.as_str());
            acts.push((
                received_at,
                4,
                Box::new(move |desk| {
                    drop(desk.must(&asha(), Command::OpenResponse { incident: incident.clone() }));
                }),
            ));
        }
        if let Some(of) = text_of(call, "of") {
            let (incident, of) = (IncidentNumber::from(incident.as_str()), IncidentNumber::from(number(&of).as_str()));
            acts.push((
                received_at + MINUTE,
                5,
                Box::new(move |desk| {
                    drop(desk.must(&asha(), Command::LinkDuplicate { incident: incident.clone(), of: of.clone() }));
                }),
            ));
        }
        if call.contains_key("leaves") {
            acts.push((
                last,
                6,
                Box::new(move |desk| {
                    desk.must(&asha(), Command::CloseResponse { response: response.clone() });
                    desk.hear_on(&incident, closed());
                }),
            ));
        }
    }
    acts.sort_by_key(|(time, turn, _)| (*time, *turn));
    let mut desk = Desk::on(scheme);
    desk.now = 0;
    for (time, _, act) in acts {
        desk.now = time.max(desk.now);
        act(&mut desk);
    }
    desk.now = at("2026-11-24T12:00:00Z");
    desk.wait(0);
    for (response, answer) in answers {
        let service = "Idva service".to_owned();
        let reason = text("By telephone");
        desk.must(&coordinator(), Command::RecordReferralAnswer { response, service, answer, reason });
    }
    desk
}

fn outcome_of(said: &Table) -> Outcome {
    let word = |key: &str| said[key].as_str().unwrap();
    let referral = ReferralDecision::parse(word("referral")).unwrap();
    Outcome {
        kind: OutcomeKind::parse(word("kind")).unwrap(),
        referral,
        services: if referral == ReferralDecision::Referred { vec!["Idva service".to_owned()] } else { Vec::new() },
        refuge_placed: said.get("refuge_placed").is_some_and(|value| value.as_bool().unwrap()),
        children_placed: said.get("children_placed").map_or(0, |value| whole(value) as u8),
        safety_plan_made: false,
        answers: said.get("listened_to").map(|value| ("listened_to".to_owned(), whole(value))).into_iter().collect(),
        ..engaged()
    }
}

#[test]
fn the_figures_of_a_period_are_those_of_the_hand_count() {
    let fixture = fixture();
    let desk = played(tees_valley(), &fixture);
    let left: Vec<&str> = desk.board.past.keys().map(IncidentNumber::as_str).collect();
    assert_eq!(left, ["TP-B", "TP-C"], "two of them have left the live board, and count all the same");

    let bound = |key: &str| at(fixture[key].as_str().unwrap());
    let counts = period(&desk.board, &desk.scheme, bound("from"), bound("until"));
    let expected = fixture["expected"].as_table().unwrap();
    let minutes = |ms: Option<i64>| ms.unwrap() / MINUTE;
    let listened = counts.answers.iter().find(|one| one.question == "listened_to").unwrap();
    for (key, found) in [
        ("received", i64::from(counts.received)),
        ("duplicates", i64::from(counts.duplicates)),
        ("people", i64::from(counts.people)),
        ("reviewed", i64::from(counts.reviewed)),
        ("contacted", i64::from(counts.contacted)),
        ("engaged", i64::from(counts.engaged)),
        ("referred", i64::from(counts.referred)),
        ("accepted", i64::from(counts.accepted)),
        ("already_supported", i64::from(counts.already_supported)),
        ("declined", i64::from(counts.declined)),
        ("could_not_reach", i64::from(counts.could_not_reach)),
        ("refuge_placed", i64::from(counts.refuge_placed)),
        ("children_placed", i64::from(counts.children_placed)),
        ("attempts", i64::from(counts.attempts)),
        ("people_attempted", i64::from(counts.people_attempted)),
        ("attempts_per_person_hundredths", i64::from(counts.attempts_per_person_hundredths.unwrap())),
        ("review_min_median", minutes(counts.review_ms_median)),
        ("contact_min_median", minutes(counts.contact_ms_median)),
    ] {
        assert_eq!(found, whole(&expected[key]), "{key}");
    }
    let asked = expected["listened_to"].as_table().unwrap();
    assert_eq!((i64::from(listened.asked), listened.total), (whole(&asked["asked"]), whole(&asked["total"])));
    assert_eq!(expected.len(), 19, "every line of the hand-count is checked");
}

#[test]
fn the_same_figures_from_the_documents_of_another_node() {
    let fixture = fixture();
    let desk = played(tees_valley(), &fixture);
    let again = documents::from_documents(&desk.board);
    let bound = |key: &str| at(fixture[key].as_str().unwrap());
    let of = |board| period(board, &desk.scheme, bound("from"), bound("until"));
    assert_eq!(of(&again), of(&desk.board));
}

#[path = "support/documents.rs"]
mod documents;

/// One person on one incident, with these attempts and this outcome.
fn one(scheme: Scheme, attempts: &[ContactResult], outcome: Option<(OutcomeKind, ReferralDecision)>) -> Desk {
    let mut desk = Desk::on(scheme);
    let codes = desk.scheme.call_types.domestic[0].replace('*', "X");
    let first_grade = desk.scheme.grades[0].code.clone();
    desk.hear(received(&codes, &first_grade));
    for result in attempts {
        desk.now += MINUTE;
        let attempt = ContactAttempt { result: *result, ..spoke() };
        desk.must(&asha(), Command::RecordContact { response: response(), attempt });
    }
    if let Some((kind, referral)) = outcome {
        let services = if referral == ReferralDecision::Referred {
            vec![desk.scheme.directory.services[0].name.clone()]
        } else {
            Vec::new()
        };
        let outcome = Outcome { kind, referral, services, ..engaged() };
        desk.must(&asha(), Command::RecordOutcome { response: response(), outcome });
    }
    desk
}

// Cleveland counts "victims engaged via phone call or visit" (Cleveland Police blog, 30 November 2018), so a safe conversation is engaging before any
// outcome. Connect engages whoever takes up support, and not one safe call (SafeLives, West Sussex Connect). An outcome is the later word.
#[rstest]
#[case::spoken_with("cleveland-control-room.toml", &[SpokeSafely], None, 1)]
#[case::connect_spoken_with("safelives-connect.toml", &[SpokeSafely], None, 0)]
#[case::not_reached("cleveland-control-room.toml", &[NoAnswer, NoAnswer], None, 0)]
#[case::ended_unsafe("cleveland-control-room.toml", &[EndedUnsafe], None, 0)]
#[case::engaged_by_visit("cleveland-support-car.toml", &[NoAnswer], Some((OutcomeKind::EngagedByVisit, ReferralDecision::NotOffered)), 1)]
#[case::declined_after_all("cleveland-control-room.toml", &[SpokeSafely], Some((OutcomeKind::Declined, ReferralDecision::Declined)), 0)]
#[case::connect_engaged("safelives-connect.toml", &[], Some((OutcomeKind::EngagedByPhone, ReferralDecision::NotOffered)), 1)]
fn who_counts_as_engaged(
    #[case] file: &str,
    #[case] attempts: &[ContactResult],
    #[case] outcome: Option<(OutcomeKind, ReferralDecision)>,
    #[case] engaged: u32,
) {
    let desk = one(scheme(file), attempts, outcome);
    assert_eq!(period(&desk.board, &desk.scheme, 0, Millis::MAX).engaged, engaged);
}

// "177 of these victims were referred …; some were receiving support already … and some, for their own reasons, chose
// not to be referred" (Cleveland Police blog, 30 November 2018): three different people, each counted once.
#[rstest]
#[case::referred(OutcomeKind::EngagedByPhone, ReferralDecision::Referred, [1, 0, 0])]
#[case::already_supported(OutcomeKind::EngagedByPhone, ReferralDecision::AlreadySupported, [0, 1, 0])]
#[case::chose_not_to(OutcomeKind::EngagedByVisit, ReferralDecision::Declined, [0, 0, 1])]
#[case::declined_both_ways(OutcomeKind::Declined, ReferralDecision::Declined, [0, 0, 1])]
#[case::not_offered(OutcomeKind::EngagedByPhone, ReferralDecision::NotOffered, [0, 0, 0])]
fn what_became_of_them(#[case] kind: OutcomeKind, #[case] referral: ReferralDecision, #[case] counted: [u32; 3]) {
    let desk = one(cleveland_car(), &[SpokeSafely], Some((kind, referral)));
    let counts = period(&desk.board, &desk.scheme, 0, Millis::MAX);
    assert_eq!([counts.referred, counts.already_supported, counts.declined], counted);
}

#[test]
fn sites_are_counted_apart_and_in_the_files_order() {
    let mut desk = Desk::on(scheme("greater-manchester-crisis.toml"));
    let sites = desk.scheme.sites.clone();
    for (place, site) in sites.iter().enumerate() {
        for call in 0..=place {
            let number = format!("TP-{place}{call}");
            let mut details = alongside_protocol::feed::IncidentDetails {
                opening_code: Some("DOMESTIC".to_owned()),
                grade: Some("1".to_owned()),
                ..Default::default()
            };
            let beat = Some(site.beats[0].replace('*', "1"));
            details.location = Some(alongside_protocol::feed::Location { beat, ..Default::default() });
            desk.hear_on(&number, alongside_protocol::FeedBody::IncidentReceived(details));
        }
    }
    let counts = period(&desk.board, &desk.scheme, 0, Millis::MAX);
    let found: Vec<(String, u32)> = counts.by_site.into_iter().map(|one| (one.site, one.received)).collect();
    assert_eq!(found, [("Salford".to_owned(), 1), ("Bolton".to_owned(), 2)]);
}
