//! The mirror of the force: it converges in any order, loses nothing, and survives its document. I4, I6.
#![allow(clippy::unwrap_used)]

#[path = "support/documents.rs"]
mod documents;
mod support;
#[path = "support/watch.rs"]
mod watch;

use alongside_core::{Board, Entry, Event, evolve, gate::Gate};
use alongside_protocol::{
    FeedBody, FeedEvent, Millis,
    feed::{IncidentDetails, Location, Person as FeedPerson},
    vocabulary::{GateMode, Hazard, PersonRole},
};
use documents::{from_documents, through_json, unnumbered};
use proptest::prelude::*;
use support::*;
use watch::{INCIDENTS, body};

fn details() -> impl Strategy<Value = IncidentDetails> {
    let word = |words: &'static [&'static str]| prop::option::of(prop::sample::select(words).prop_map(str::to_owned));
    (
        word(&["DOMESTIC", "DA-ASSAULT", "THEFT"]),
        word(&["1", "2", "3"]),
        word(&["Larch Row", "Norton Road"]),
        prop::option::of((-90.0f64..90.0, -180.0f64..180.0)),
        prop::option::of(0u8..5),
        prop::option::of(0u32..9),
        prop::collection::vec(prop::sample::select(Hazard::ALL).prop_map(|(hazard, _)| hazard), 0..3),
        word(&["DV", "ALC"]),
        prop::option::of(18u8..80),
    )
        .prop_map(|(opening_code, grade, place, point, children_present, calls, hazards, qualifier, age)| {
            IncidentDetails {
                opening_code,
                qualifiers: qualifier.into_iter().collect(),
                grade,
                location: place.map(|place| Location {
                    address: Some(text(&place)),
                    locality: Some(place),
                    beat: None,
                    lat: point.map(|(lat, _)| lat),
                    lon: point.map(|(_, lon)| lon),
                }),
                people: age
                    .map(|age| FeedPerson {
                        role: PersonRole::Victim,
                        name: Some(text("Una Person")),
                        age: Some(age),
                        phone: None,
                        language: None,
                        note: None,
                    })
                    .into_iter()
                    .collect(),
                hazards,
                children_present,
                calls_in_12_months: calls,
                thrive: None,
            }
        })
}

fn any_body() -> impl Strategy<Value = FeedBody> {
    prop_oneof![
        2 => details().prop_map(FeedBody::IncidentReceived),
        2 => details().prop_map(FeedBody::IncidentUpdated),
        8 => any::<u8>().prop_map(body),
    ]
}

/// Facts on a few incidents, with their own times; many happen in the same millisecond.
fn facts() -> impl Strategy<Value = Vec<(FeedEvent, Millis)>> {
    prop::collection::vec((0..INCIDENTS.len(), 0i64..12, any_body(), any::<bool>()), 1..30).prop_map(|drawn| {
        drawn
            .into_iter()
            .enumerate()
            .map(|(place, (incident, at, body, synthetic))| {
                (FeedEvent { synthetic, ..fact(INCIDENTS[incident], &format!("m {place}"), body) }, saturday() + at)
            })
            .collect()
    })
}

fn told(facts: &[(FeedEvent, Millis)]) -> Board {
    let mut board = Board::default();
    for (fact, fact_at) in facts {
        let event = Event::FeedRecorded { fact: fact.clone(), fact_at: *fact_at };
        let entry =
            Entry { seq: board.seq + 1, at: saturday(), done_at: *fact_at, by: alongside_core::Author::Feed, event };
        evolve(&mut board, &entry);
    }
    board
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mirror_converges_in_any_order(
        (facts, shuffled) in facts().prop_flat_map(|facts| {
            let repeated = prop::sample::subsequence(facts.clone(), 0..=facts.len());
            (Just(facts.clone()), (Just(facts), repeated).prop_map(|(all, again)| [all, again].concat()).prop_shuffle())
        }),
    ) {
        let (one, other) = (told(&facts), told(&shuffled));
        prop_assert_eq!(one.incidents.len(), other.incidents.len());
        for (number, incident) in &one.incidents {
            let again = other.incident(number).unwrap();
            prop_assert_eq!(unnumbered(&incident.mirror), unnumbered(&again.mirror));
            prop_assert_eq!(incident.mirror.state(), again.mirror.state());
            for (mode, _) in GateMode::ALL {
                prop_assert_eq!(Gate::of(&incident.mirror, *mode), Gate::of(&again.mirror, *mode));
            }
        }
        prop_assert_eq!(&one.by_trait, &other.by_trait);
    }

    #[test]
    fn i6_force_wins_no_remark_is_lost_and_the_newest_grade_stands(facts in facts()) {
        let board = told(&facts);
        for (number, incident) in &board.incidents {
            let of_it: Vec<_> = facts.iter().filter(|(fact, _)| &fact.incident == number).collect();
            prop_assert_eq!(incident.mirror.log.len(), of_it.len(), "every fact is in the log");
            let newest = of_it
                .iter()
                .filter_map(|(fact, at)| {
                    let grade = match &fact.body {
                        FeedBody::GradeChanged(grade) => Some(grade.grade.clone()),
                        FeedBody::IncidentReceived(details) | FeedBody::IncidentUpdated(details) => details.grade.clone(),
                        _ => None,
                    }?;
                    Some((*at, fact.message_id.clone(), grade))
                })
                .max();
            prop_assert_eq!(incident.mirror.grade(), newest.as_ref().map_or("", |(_, _, grade)| grade.as_str()));
        }
    }

    #[test]
    fn i4_documents_hold_everything(facts in facts()) {
        let board = told(&facts);
        prop_assert_eq!(&from_documents(&board), &board);
    }
}

#[test]
fn a_stamp_is_read_back_from_its_text() {
    for message in ["a/1", "two words/and more", "", "ü/\"quoted\""] {
        let stamp = alongside_core::latest::Stamp { at: -5, message: message.to_owned() };
        assert_eq!(through_json(&stamp), stamp);
    }
    assert!(serde_json::from_str::<alongside_core::latest::Stamp>("\"12\"").is_err());
    assert!(serde_json::from_str::<alongside_core::latest::Stamp>("\"noon a/1\"").is_err());
}

/// As a journal held it before a response had risks, plans, consents and the rest.
#[test]
fn an_incident_restored_by_an_older_version_still_reads() {
    let line = include_str!("fixtures/incident_restored.v0.json");
    let event: alongside_core::Event = serde_json::from_str(line).unwrap();
    let alongside_core::Event::IncidentRestored { incident } = event else { panic!("{event:?}") };
    assert_eq!(incident.responses.len(), 1);
    assert!(incident.repeats.is_empty() && incident.responses[0].risks.is_empty());
}
