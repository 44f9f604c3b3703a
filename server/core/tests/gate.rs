//! The second-response gate: three modes, every revocation, late and repeated facts, and its words.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::Event;
use alongside_protocol::{
    Command, FeedBody, RefusalCode,
    vocabulary::{DeploymentState, GateMode, GateState, SuspectWhereabouts},
};
use rstest::rstest;
use support::*;

fn words_of(desk: &Desk) -> Vec<(String, bool)> {
    desk.gate().view().conditions.into_iter().map(|condition| (condition.words, condition.met)).collect()
}

#[test]
fn a_telephone_scheme_has_no_gate() {
    let desk = Desk::with_incident(cleveland_control_room());
    assert_eq!(desk.gate().state, GateState::NotUsed);
    assert!(desk.gate().view().conditions.is_empty());
    assert_eq!(desk.gate().why_not().unwrap(), "this scheme sends no cars");
}

#[test]
fn alongside_is_open_from_the_call_and_no_fact_closes_it() {
    let mut desk = Desk::with_incident(gwent());
    assert_eq!(desk.gate().state, GateState::Open);
    assert_eq!(desk.gate().since, desk.incident().mirror.received_at);
    assert_eq!(words_of(&desk), [("An officer goes in the car".to_owned(), true)]);
    for body in [new_call(), suspect(SuspectWhereabouts::Returned), recalled("TK11"), reopened()] {
        desk.hear(body);
        assert!(desk.gate().is_open());
    }
}

#[test]
fn after_first_response_opens_when_the_third_condition_is_met() {
    let mut desk = Desk::with_incident(cleveland_car());
    assert_eq!(desk.gate().state, GateState::Closed);
    assert_eq!(
        desk.gate().why_not().unwrap(),
        "no police unit has been to the scene; the scene is not declared safe; the suspect's whereabouts are not recorded"
    );
    desk.hear(at_scene("TK11"));
    assert_eq!(
        desk.gate().why_not().unwrap(),
        "the scene is not declared safe; the suspect's whereabouts are not recorded"
    );
    desk.hear(safe());
    assert_eq!(desk.gate().why_not().unwrap(), "the suspect's whereabouts are not recorded");
    assert_eq!(
        words_of(&desk),
        [
            ("A police unit has been to the scene".to_owned(), true),
            ("The scene is declared safe".to_owned(), true),
            ("The suspect's whereabouts are recorded".to_owned(), false),
        ]
    );
    desk.hear(suspect(SuspectWhereabouts::InCustody));
    assert!(desk.gate().is_open());
    assert_eq!(desk.gate().since, Some(desk.now));
    assert_eq!(desk.gate().why_not(), None);
    assert_eq!(words_of(&desk)[2], ("Suspect in custody".to_owned(), true));
}

#[rstest]
#[case(SuspectWhereabouts::InCustody, "in custody")]
#[case(SuspectWhereabouts::Left, "has left")]
#[case(SuspectWhereabouts::PresentControlled, "present, controlled by officers")]
#[case(SuspectWhereabouts::Unknown, "whereabouts not known")]
fn every_recorded_whereabouts_but_returned_satisfies(#[case] whereabouts: SuspectWhereabouts, #[case] words: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(at_scene("TK11"));
    desk.hear(safe());
    desk.hear(suspect(whereabouts));
    assert!(desk.gate().is_open());
    assert_eq!(words_of(&desk)[2].0, format!("Suspect {words}"));
}

#[rstest]
#[case(at_scene("TK11"))]
#[case(resumed("TK11"))]
fn a_unit_has_been_there_when_at_scene_or_resumed(#[case] there: FeedBody) {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(there);
    desk.hear(safe());
    desk.hear(suspect(SuspectWhereabouts::Left));
    assert!(desk.gate().is_open());
}

#[rstest]
#[case(assigned("TK11"))]
#[case(en_route("TK11"))]
fn a_unit_on_its_way_has_not_been_there(#[case] coming: FeedBody) {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(coming);
    desk.hear(safe());
    desk.hear(suspect(SuspectWhereabouts::Left));
    assert_eq!(desk.gate().why_not().unwrap(), "no police unit has been to the scene");
}

#[rstest]
#[case(new_call(), "a new call came in")]
#[case(suspect(SuspectWhereabouts::Returned), "the suspect has come back")]
#[case(recalled("TK11"), "TK11 was recalled from the scene")]
#[case(reopened(), "the force reopened the incident")]
fn each_danger_revokes_and_says_why(#[case] danger: FeedBody, #[case] why: &str) {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let events = desk.hear(danger);
    assert_eq!(kinds(&events), ["feed_recorded", "gate_revoked"]);
    let gate = desk.gate();
    assert_eq!(gate.state, GateState::Revoked);
    assert_eq!(gate.since, Some(desk.now));
    assert_eq!(gate.view().revoked_because.as_deref(), Some(why));
    assert_eq!(gate.why_not().unwrap(), format!("the gate was revoked: {why}"));
    assert!(desk.acts().contains(&format!("Gate revoked: {why}")));
    let refusal = desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::GateClosed);
    assert_eq!(refusal.message, format!("a car may not go yet: the gate was revoked: {why}"));
}

#[rstest]
#[case(new_call())]
#[case(suspect(SuspectWhereabouts::Returned))]
#[case(recalled("TK11"))]
#[case(reopened())]
fn after_a_revocation_the_scene_must_be_declared_safe_again(#[case] danger: FeedBody) {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.hear(danger);
    desk.hear(at_scene("TK12"));
    desk.hear(suspect(SuspectWhereabouts::Left));
    assert!(!desk.gate().is_open(), "the earlier word of safety does not stand");
    desk.hear(safe());
    assert!(desk.gate().is_open());
    assert_eq!(desk.gate().revoked_because, None);
}

#[test]
fn one_of_two_units_recalled_does_not_revoke() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.hear(at_scene("TK12"));
    desk.hear(recalled("TK11"));
    assert!(desk.gate().is_open());
    desk.hear(recalled("TK12"));
    assert_eq!(desk.gate().revoked_because.as_deref(), Some("TK12 was recalled from the scene"));
}

#[test]
fn a_recalled_unit_that_resumes_has_not_been_back() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.hear(recalled("TK11"));
    desk.hear(resumed("TK11"));
    desk.hear(safe());
    assert!(!desk.gate().is_open(), "it resumed from its recall, not from this scene");
    desk.hear(at_scene("TK11"));
    assert!(desk.gate().is_open());
}

#[test]
fn a_unit_recalled_before_it_arrived_changes_nothing() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.hear(en_route("TK12"));
    assert_eq!(kinds(&desk.hear(recalled("TK12"))), ["feed_recorded"]);
    assert!(desk.gate().is_open());
}

#[test]
fn the_newest_danger_is_the_one_that_is_told() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.hear(new_call());
    desk.hear(suspect(SuspectWhereabouts::Returned));
    assert_eq!(desk.gate().revoked_because.as_deref(), Some("the suspect has come back"));
    assert_eq!(desk.gate().since, Some(desk.now));
}

#[test]
fn returned_then_gone_again_still_needs_a_safe_scene() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.hear(suspect(SuspectWhereabouts::Returned));
    assert_eq!(words_of(&desk)[2], ("Suspect has come back".to_owned(), false));
    desk.hear(suspect(SuspectWhereabouts::InCustody));
    assert_eq!(desk.gate().state, GateState::Revoked);
}

#[test]
fn a_repeated_fact_revokes_once() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.now += SECOND;
    let call = fact(NUMBER, "again", new_call());
    assert_eq!(kinds(&desk.hear_fact(call.clone(), desk.now)), ["feed_recorded", "gate_revoked"]);
    assert_eq!(kinds(&desk.hear_fact(call, desk.now)), ["feed_recorded"]);
}

#[test]
fn a_late_call_from_before_the_scene_was_safe_does_not_revoke() {
    let mut desk = Desk::with_incident(cleveland_car());
    let before = desk.now;
    desk.now += MINUTE;
    desk.open_gate(NUMBER);
    desk.hear_late(NUMBER, before + SECOND, new_call());
    assert!(desk.gate().is_open(), "it was known when the scene was declared safe");
}

#[test]
fn a_late_recall_that_means_the_gate_was_never_open_still_calls_the_car_back() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(at_scene("TK11"));
    let there = desk.now;
    desk.now += MINUTE;
    desk.hear(suspect(SuspectWhereabouts::Left));
    desk.hear(safe());
    desk.sign_on("car-1");
    let job = desk.job_to(DeploymentState::EnRoute);
    let events = desk.hear_late(NUMBER, there + SECOND, recalled("TK11"));
    assert_eq!(kinds(&events), ["feed_recorded", "gate_revoked", "car_recalled"]);
    assert_eq!(desk.gate().state, GateState::Closed, "in the facts' own order it never opened");
    assert_eq!(desk.job(&job).because.as_deref(), Some("TK11 was recalled from the scene"));
}

#[rstest]
#[case(DeploymentState::Offered, DeploymentState::StoodDown, false)]
#[case(DeploymentState::Acknowledged, DeploymentState::Recalled, true)]
#[case(DeploymentState::EnRoute, DeploymentState::Recalled, true)]
#[case(DeploymentState::AtScene, DeploymentState::Recalled, true)]
fn a_revocation_calls_the_car_back(#[case] from: DeploymentState, #[case] to: DeploymentState, #[case] confirm: bool) {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let job = desk.job_to(from);
    desk.hear(suspect(SuspectWhereabouts::Returned));
    assert_eq!(desk.job(&job).state, to);
    assert_eq!(desk.job(&job).because.as_deref(), Some("the suspect has come back"));
    assert_eq!(desk.job(&job).recall_unconfirmed, confirm);
    assert_eq!(desk.car().active, None);
    assert_eq!(desk.car().recalled_from, confirm.then_some(job));
}

#[test]
fn a_revocation_calls_back_every_car_on_the_incident() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.sign_on("car-2");
    desk.must(&asha(), Command::OpenResponse { incident: number() });
    desk.send(NUMBER, "car-1");
    let second = alongside_protocol::ResponseId::of(&number(), 2);
    desk.must(
        &asha(),
        Command::SendCar { response: second, car: car_id("car-2"), override_reason: None, next_best: false },
    );
    let events = desk.hear(new_call());
    assert_eq!(kinds(&events), ["feed_recorded", "gate_revoked", "car_stood_down", "car_stood_down"]);
}

#[rstest]
#[case(new_call(), "a new call came in")]
#[case(suspect(SuspectWhereabouts::Returned), "the suspect has come back")]
#[case(recalled("TK11"), "TK11 was recalled from the scene")]
fn new_danger_calls_back_a_car_that_was_sent_by_override(#[case] danger: FeedBody, #[case] why: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.sign_on("car-1");
    desk.must(&inspector(), send_overridden(NUMBER, "car-1"));
    desk.must(&crew("car-1"), Command::AcknowledgeOffer { deployment: deployment(1) });
    let events = desk.hear(danger);
    assert_eq!(kinds(&events), ["feed_recorded", "car_recalled"], "the gate was closed before; nothing to revoke");
    assert_eq!(desk.job(&deployment(1)).because.as_deref(), Some(why));
}

#[test]
fn new_danger_leaves_what_is_reserved_and_the_gate_is_asked_when_it_is_offered() {
    let mut desk = Desk::with_open_gate(tees_valley());
    let first = desk.job_to(DeploymentState::AtScene);
    desk.hear_on("TP-0501", received("DOMESTIC", "2"));
    desk.open_gate("TP-0501");
    desk.must(&asha(), reserve("TP-0501", "car-1"));
    desk.hear_on("TP-0501", suspect(SuspectWhereabouts::Returned));
    assert_eq!(desk.car().queue, [job_on("TP-0501")]);
    assert_eq!(desk.car().active, Some(first.clone()));
    desk.must(&crew("car-1"), Command::ResumeCar { deployment: first });
    desk.refused(&crew("car-1"), Command::OfferNext { car: car_id("car-1") }, RefusalCode::GateClosed);
}

#[test]
fn an_override_stands_when_a_known_fact_is_only_repeated() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.now += SECOND;
    let (call, called) = (fact(NUMBER, "again", new_call()), desk.now);
    desk.hear_fact(call.clone(), called);
    desk.must(&inspector(), send_overridden(NUMBER, "car-1"));
    assert_eq!(kinds(&desk.hear_fact(call, called)), ["feed_recorded"]);
    assert_eq!(desk.job(&deployment(1)).state, DeploymentState::Offered);
}

#[test]
fn a_gate_that_is_shut_always_says_why() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(at_scene("TK11"));
    desk.hear(suspect(SuspectWhereabouts::Returned));
    desk.hear(safe());
    assert_eq!(desk.gate().view().words, "A car may not go yet: the suspect has come back");
}

#[test]
fn the_mode_is_the_schemes() {
    assert_eq!(Desk::with_incident(cleveland_car()).gate().view().mode, GateMode::AfterFirstResponse);
    assert_eq!(Desk::with_incident(gwent()).gate().view().mode, GateMode::Alongside);
}

#[test]
fn a_response_is_opened_once_for_a_domestic_incident_only() {
    let mut desk = Desk::on(cleveland_car());
    assert_eq!(kinds(&desk.hear(received("DOMESTIC VIOLENCE", "2"))), ["feed_recorded", "response_opened"]);
    assert_eq!(kinds(&desk.hear(received("DOMESTIC VIOLENCE", "1"))), ["feed_recorded"]);
    let events = desk.hear_on("TP-0600", received("THEFT", "3"));
    assert!(!events.iter().any(|event| matches!(event, Event::ResponseOpened { .. })));
    let recoded = FeedBody::IncidentUpdated(alongside_protocol::feed::IncidentDetails {
        opening_code: Some("da-assault".to_owned()),
        ..Default::default()
    });
    assert_eq!(
        kinds(&desk.hear_on("TP-0600", recoded)),
        ["feed_recorded", "response_opened"],
        "recoded: now it is ours"
    );
}

#[test]
fn facts_that_come_before_the_call_itself_are_kept_for_it() {
    let mut desk = Desk::on(cleveland_car());
    let call_at = desk.now;
    desk.now += MINUTE;
    desk.open_gate(NUMBER);
    desk.hear(remark("Neighbour rang"));
    assert!(desk.incident().responses.is_empty());
    desk.hear_late(NUMBER, call_at, received("DOMESTIC", "2"));
    assert_eq!(desk.response().notified_at, call_at);
    assert!(desk.gate().is_open());
    assert_eq!(desk.incident().mirror.log.values().filter(|entry| entry.remark).count(), 1);
}
