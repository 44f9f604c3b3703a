//! Whom a scheme is meant for, as reasons. Golden table.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Scheme, eligibility::eligibility};
use alongside_protocol::{
    FeedBody,
    feed::IncidentDetails,
    vocabulary::{EligibilityState, EligibilityState::*, PersonRole},
};
use rstest::rstest;
use support::*;

fn heard(scheme: Scheme, age: Option<u8>) -> Desk {
    let mut desk = Desk::on(scheme);
    let FeedBody::IncidentReceived(details) =
        received_about(vec![somebody(PersonRole::Victim, "Hazel Overcast", age, None)], None)
    else {
        panic!()
    };
    desk.hear(FeedBody::IncidentReceived(IncidentDetails { grade: Some("2".to_owned()), ..details }));
    desk
}

// Gwent: "anyone over the age of 16 who has reported … more than once in a 12-month period" (Cyfannol Women's Aid), read as 16 and
// older, the age in the law's definition of domestic abuse; more than one is this one and at least one before it.
#[rstest]
#[case::both(Some(34), Some(1), Eligible)]
#[case::many_calls(Some(34), Some(7), Eligible)]
#[case::sixteen(Some(16), Some(1), Eligible)]
#[case::fifteen(Some(15), Some(3), NotEligible)]
#[case::first_call(Some(34), Some(0), NotEligible)]
#[case::age_not_known(None, Some(2), NotKnown)]
#[case::calls_not_known(Some(34), None, NotKnown)]
#[case::nothing_known(None, None, NotKnown)]
// One reason that is not met says enough, whatever else is not known.
#[case::first_call_of_somebody(None, Some(0), NotEligible)]
fn gwent_takes_those_who_are_16_and_called_before(
    #[case] age: Option<u8>,
    #[case] earlier: Option<u32>,
    #[case] state: EligibilityState,
) {
    let desk = heard(gwent(), age);
    let view = eligibility(&desk.scheme, desk.incident(), earlier).unwrap();
    assert_eq!(view.state, state, "{:?}", view.reasons);
    assert_eq!(view.reasons.len(), 2);
    assert!(!desk.incident().responses.is_empty(), "it never hides a call");
}

#[test]
fn the_reasons_say_what_was_found() {
    let desk = heard(gwent(), Some(15));
    let words: Vec<_> =
        eligibility(&desk.scheme, desk.incident(), None).unwrap().reasons.into_iter().map(|one| one.words).collect();
    assert_eq!(words, ["16 or over: 15", "1 earlier call or more in 12 months: not known"]);
}

#[rstest]
#[case("cleveland-support-car.toml")]
#[case("cleveland-control-room.toml")]
#[case("greater-manchester-crisis.toml")]
fn other_schemes_are_meant_for_everybody(#[case] file: &str) {
    let desk = heard(scheme(file), Some(15));
    assert_eq!(eligibility(&desk.scheme, desk.incident(), Some(0)), None);
}
