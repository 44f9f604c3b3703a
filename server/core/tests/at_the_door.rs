//! How those at the door were: what may be said of it, and whose word on the children counts.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::priority::{children, priority};
use alongside_protocol::{
    Command, FeedBody, Millis, RefusalCode,
    feed::IncidentDetails,
    limits::{CHILDREN_MAX, TEXT_CHARS_MAX},
    record::WelfareSeen,
    vocabulary::{DeploymentState, PriorityFactor::Children, WelfareConcern},
};
use rstest::rstest;
use support::*;

fn welfare(seen: WelfareSeen) -> Command {
    Command::RecordWelfare { response: response(), seen }
}

fn counted(present: Option<u8>, some: Option<u8>) -> WelfareSeen {
    WelfareSeen { children_present: present, children_seen: some, ..WelfareSeen::default() }
}

fn concerned(concerns: &[WelfareConcern]) -> WelfareSeen {
    WelfareSeen { concerns: concerns.to_vec(), ..WelfareSeen::default() }
}

fn noted(note: &str) -> WelfareSeen {
    WelfareSeen { note: text(note), ..WelfareSeen::default() }
}

fn the_force_says(count: u8) -> FeedBody {
    FeedBody::IncidentUpdated(IncidentDetails { children_present: Some(count), ..IncidentDetails::default() })
}

#[rstest]
#[case::children_alone(counted(Some(2), None), "Welfare: 2 children")]
#[case::one_of_them_seen(counted(Some(2), Some(1)), "Welfare: 2 children, 1 seen")]
#[case::an_only_child(counted(Some(1), Some(1)), "Welfare: 1 child, 1 seen")]
#[case::seen_and_not_counted(counted(None, Some(3)), "Welfare: 3 children seen")]
#[case::none_there(counted(Some(0), Some(0)), "Welfare: no children")]
#[case::as_many_as_can_be(counted(Some(CHILDREN_MAX), None), "Welfare: 20 children")]
#[case::looked_and_well(WelfareSeen { no_concern: true, ..WelfareSeen::default() }, "Welfare: no concern")]
#[case::concerns_once_and_in_order(
    concerned(&[WelfareConcern::NoFood, WelfareConcern::Injured, WelfareConcern::NoFood]),
    "Welfare: injured, no food"
)]
#[case::a_note_alone_is_not_in_the_words(noted("The door had been kicked in"), "Welfare")]
fn anything_at_all_is_enough(#[case] seen: WelfareSeen, #[case] words: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    let note = seen.note.clone();
    desk.must(&asha(), welfare(seen));
    let act = desk.response().acts.last().unwrap();
    assert_eq!((act.words.as_str(), act.text.clone().unwrap_or_default()), (words, note));
}

#[rstest]
#[case::nothing(WelfareSeen::default(), "seen")]
#[case::a_blank_note(noted(" \n"), "seen")]
#[case::more_seen_than_there(counted(Some(1), Some(2)), "seen.children_seen")]
#[case::too_many_there(counted(Some(CHILDREN_MAX + 1), None), "seen.children_present")]
#[case::too_many_seen(counted(None, Some(CHILDREN_MAX + 1)), "seen.children_seen")]
#[case::well_and_not(
    WelfareSeen { no_concern: true, ..concerned(&[WelfareConcern::NoHeating]) },
    "seen.no_concern"
)]
fn what_cannot_be_is_refused_with_what_was_found_and_is_allowed(#[case] seen: WelfareSeen, #[case] field: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    let refusal = desk.refused(&asha(), welfare(seen), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some(field));
    assert!(refusal.found.is_some() && refusal.allowed.is_some());
}

#[test]
fn a_note_has_its_length_and_a_refusal_does_not_repeat_it() {
    let mut desk = Desk::with_incident(cleveland_car());
    let long = "corncrake ".repeat(TEXT_CHARS_MAX);
    let refusal = desk.refused(&asha(), welfare(noted(&long)), RefusalCode::FieldInvalid);
    assert!(!format!("{refusal:?}").contains("corncrake"));
}

#[test]
fn the_crew_whose_job_it_is_records_it_and_nobody_elses() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.job_to(DeploymentState::Offered);
    desk.refused(&crew("car-1"), welfare(seen()), RefusalCode::NotFound);
    desk.must(&crew("car-1"), Command::AcknowledgeOffer { deployment: deployment(1) });
    desk.must(&crew("car-1"), welfare(seen()));
    desk.refused(&crew("car-2"), welfare(seen()), RefusalCode::NotFound);
}

/// What the force says, what was recorded at minute so many, in the order in which it came, and who counts.
#[rstest]
#[case::nobody_says(None, &[], None)]
#[case::the_force_alone(Some(3), &[], Some(3))]
#[case::our_word_before_the_forces(Some(3), &[(5, counted(Some(1), None))], Some(1))]
#[case::our_newest_word(None, &[(5, counted(Some(1), None)), (9, counted(Some(2), None))], Some(2))]
#[case::an_older_word_that_comes_late(None, &[(9, counted(Some(2), None)), (5, counted(Some(1), None))], Some(2))]
#[case::a_record_that_does_not_count_them(Some(3), &[(5, counted(Some(1), None)), (9, noted("Cold"))], Some(1))]
#[case::seen_and_not_counted(None, &[(5, counted(None, Some(2)))], Some(2))]
#[case::fewer_seen_than_the_force_says(Some(3), &[(5, counted(None, Some(2)))], Some(3))]
#[case::none_seen_is_no_word(Some(3), &[(5, counted(None, Some(0)))], Some(3))]
#[case::none_there(Some(3), &[(5, counted(Some(0), None))], Some(0))]
fn whose_word_on_the_children_counts(
    #[case] force: Option<u8>,
    #[case] ours: &[(Millis, WelfareSeen)],
    #[case] shown: Option<u8>,
) {
    let mut desk = Desk::with_incident(tees_valley());
    if let Some(count) = force {
        desk.hear(the_force_says(count));
    }
    let from = desk.now;
    desk.now += HOUR;
    for (minute, seen) in ours {
        desk.must_late(&asha(), from + minute * MINUTE, welfare(seen.clone()));
    }
    assert_eq!(children(desk.incident(), &desk.incident().responses), shown);
    let factors = priority(&desk.scheme, desk.incident(), None).factors;
    let either = force.max(shown) > Some(0);
    assert_eq!(factors.iter().any(|one| one.factor == Children), either, "either's word is enough");
}

#[test]
fn an_older_record_that_comes_late_does_not_stand_before_a_newer_one() {
    let mut desk = Desk::with_incident(tees_valley());
    let from = desk.now;
    desk.now += HOUR;
    desk.must_late(&asha(), from + 9 * MINUTE, welfare(noted("Warm, and somebody with them")));
    desk.must_late(&asha(), from + 5 * MINUTE, welfare(noted("Cold")));
    assert_eq!(desk.response().welfare().unwrap().value, noted("Warm, and somebody with them"));
    assert_eq!(desk.response().welfare.len(), 2, "both stay on record");
}
