//! Escalations: asked for, climbing on the clock, answered by a person or by the force's regrade.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_protocol::{
    Command, RefusalCode,
    vocabulary::{DeploymentState, EscalationKind, EscalationState, SuspectWhereabouts},
};
use rstest::rstest;
use support::*;

fn acknowledge(ordinal: u32) -> Command {
    Command::AcknowledgeEscalation { escalation: escalation(ordinal) }
}

fn decline(ordinal: u32, reason: &str) -> Command {
    Command::DeclineEscalation { escalation: escalation(ordinal), reason: text(reason) }
}

#[test]
fn unanswered_it_climbs_to_the_desk_again_and_then_to_the_inspector() {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    assert_eq!(desk.escalation(&id).climb, 0);
    assert!(desk.wait(120 * SECOND - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["escalation_climbed"]);
    assert_eq!(desk.escalation(&id).climb, 1);
    assert!(desk.wait(0).is_empty(), "nothing the second time");
    assert!(desk.wait(180 * SECOND - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["escalation_climbed"]);
    assert_eq!(desk.escalation(&id).climb, 2);
    assert!(desk.wait(HOUR).is_empty(), "there is nobody further up");
    assert_eq!(
        desk.acts(),
        [
            "Quicker response asked for",
            "Escalation unanswered: told again",
            "Escalation unanswered: told once more, higher up",
        ]
    );
}

#[test]
fn after_an_outage_it_goes_straight_to_the_inspector() {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    assert_eq!(kinds(&desk.wait(HOUR)), ["escalation_climbed"]);
    assert_eq!(desk.escalation(&id).climb, 2);
}

#[test]
fn a_clock_that_runs_ahead_does_not_put_off_the_climb() {
    let mut desk = Desk::with_incident(cleveland_car());
    let ahead = desk.now + 100 * SECOND;
    desk.must_late(&asha(), ahead, escalate(EscalationKind::LineCut, ""));
    assert_eq!(desk.escalation(&escalation(1)).requested_at, desk.now);
    assert_eq!(kinds(&desk.wait(120 * SECOND)), ["escalation_climbed"]);
}

#[rstest]
#[case::desk(desk())]
#[case::inspector(inspector())]
fn acknowledging_stops_the_clock(#[case] who: alongside_core::Person) {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    desk.now += MINUTE;
    desk.must(&who, acknowledge(1));
    let answered = desk.escalation(&id);
    assert_eq!(answered.state, EscalationState::Acknowledged);
    assert_eq!((answered.answered_at, answered.answered_by.as_deref()), (Some(desk.now), Some(who.name.as_str())));
    assert!(desk.wait(HOUR).is_empty());
    let refusal = desk.refused(&inspector(), acknowledge(1), RefusalCode::WrongState);
    assert_eq!(refusal.message, "this escalation is acknowledged already");
    assert_eq!(refusal.who.as_deref(), Some(who.name.as_str()));
}

#[test]
fn declining_needs_a_reason() {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    for nothing in ["", "  \n "] {
        let refusal = desk.refused(&self::desk(), decline(1, nothing), RefusalCode::FieldInvalid);
        assert_eq!(refusal.field.as_deref(), Some("reason"));
    }
    desk.must(&self::desk(), decline(1, "Two units are in the street"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Declined);
    assert_eq!(desk.response().acts.last().unwrap().text, Some(text("Two units are in the street")));
    assert!(desk.wait(HOUR).is_empty());
}

fn desk() -> alongside_core::Person {
    support::desk()
}

#[test]
fn acknowledged_may_still_be_declined_and_the_first_answer_keeps_its_time() {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    desk.must(&self::desk(), acknowledge(1));
    let acknowledged_at = desk.now;
    desk.now += MINUTE;
    desk.must(&inspector(), decline(1, "No unit is free"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Declined);
    assert_eq!(desk.escalation(&id).answered_at, Some(acknowledged_at));
    desk.refused(&self::desk(), decline(1, "Again"), RefusalCode::WrongState);
}

#[rstest]
#[case::unanswered(false)]
#[case::acknowledged(true)]
fn a_regrade_upwards_by_the_force_is_the_answer(#[case] acknowledged: bool) {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    if acknowledged {
        desk.must(&self::desk(), acknowledge(1));
    }
    let events = desk.hear(grade("1"));
    assert_eq!(kinds(&events), ["feed_recorded", "escalation_regraded"]);
    assert_eq!(desk.escalation(&id).state, EscalationState::Regraded);
    assert_eq!(desk.acts().last().unwrap(), "Escalation answered: the force regraded to 1");
    assert!(desk.wait(HOUR).is_empty());
}

#[rstest]
#[case::lower("3")]
#[case::the_same("2")]
#[case::not_of_this_scheme("URGENT")]
fn a_grade_that_is_no_higher_is_no_answer(#[case] code: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    assert_eq!(kinds(&desk.hear(grade(code))), ["feed_recorded"]);
    assert_eq!(desk.escalation(&id).state, EscalationState::Requested);
}

#[test]
fn a_regrade_from_before_the_request_that_arrives_late_is_no_answer() {
    let mut desk = Desk::with_incident(cleveland_car());
    let before = desk.now;
    desk.now += MINUTE;
    let id = desk.ask_quicker();
    desk.hear_late(NUMBER, before + SECOND, grade("1"));
    assert_eq!(desk.incident().mirror.grade(), "1");
    assert_eq!(desk.escalation(&id).state, EscalationState::Requested, "the force had not heard us then");
    desk.must(&self::desk(), acknowledge(1));
}

#[test]
fn the_first_grade_ever_is_no_answer() {
    let mut desk = Desk::on(cleveland_car());
    desk.hear(alongside_protocol::FeedBody::IncidentReceived(alongside_protocol::feed::IncidentDetails {
        opening_code: Some("DOMESTIC".to_owned()),
        ..Default::default()
    }));
    let id = desk.ask_quicker();
    assert_eq!(desk.escalation(&id).grade_before, "");
    desk.hear(grade("4"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Requested, "scheduled is not quicker");
}

#[test]
fn other_facts_answer_nothing() {
    let mut desk = Desk::with_incident(cleveland_car());
    let id = desk.ask_quicker();
    for body in
        [remark("Noted"), en_route("TK11"), at_scene("TK11"), suspect(SuspectWhereabouts::Left), resulted(), closed()]
    {
        desk.hear(body);
    }
    desk.hear_on("TP-0500", received("DOMESTIC", "2"));
    desk.hear_on("TP-0500", grade("1"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Requested);
}

#[test]
fn a_second_request_of_the_same_kind_waits_for_the_first() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.ask_quicker();
    let asked_at = desk.now;
    desk.now += SECOND;
    let refusal =
        desk.refused(&beth(), escalate(EscalationKind::QuickerResponse, "Children upstairs"), RefusalCode::WrongState);
    assert_eq!((refusal.who.as_deref(), refusal.when), (Some("Asha Wren"), Some(asked_at)));
    assert_eq!(refusal.message, "an escalation is open already");
    desk.must(&self::desk(), decline(1, "A unit is two minutes away"));
    desk.ask_quicker();
}

#[test]
fn a_line_cut_goes_over_an_open_quicker_response() {
    let mut desk = Desk::with_incident(cleveland_car());
    let first = desk.ask_quicker();
    let second = desk.line_cut();
    assert_eq!((first, second), (escalation(1), escalation(2)));
    desk.refused(&beth(), escalate(EscalationKind::LineCut, ""), RefusalCode::WrongState);
    desk.refused(&beth(), escalate(EscalationKind::QuickerResponse, "More"), RefusalCode::WrongState);
    let events = desk.hear(grade("1"));
    assert_eq!(kinds(&events), ["feed_recorded", "escalation_regraded", "escalation_regraded"]);
}

#[test]
fn a_line_cut_after_one_that_was_acknowledged_goes_through() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.line_cut();
    desk.must(&self::desk(), acknowledge(1));
    desk.now += HOUR;
    assert_eq!(desk.line_cut(), escalation(2));
}

#[test]
fn a_line_cut_needs_no_words_and_a_quicker_response_does() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.refused(&asha(), escalate(EscalationKind::QuickerResponse, " "), RefusalCode::FieldInvalid);
    desk.line_cut();
}

#[test]
fn a_line_cut_on_a_closed_response_reopens_it() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    desk.refused(&asha(), escalate(EscalationKind::QuickerResponse, "She rang back"), RefusalCode::WrongState);
    let events = desk.must(&beth(), escalate(EscalationKind::LineCut, ""));
    assert_eq!(kinds(&events), ["response_reopened", "escalation_requested"]);
    assert!(!desk.response().is_closed());
    assert_eq!(kinds(&desk.wait(HOUR)), ["escalation_climbed"]);
}

#[test]
fn anybody_may_ask_whoever_has_the_claim() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), Command::ClaimResponse { response: response() });
    desk.must(&beth(), escalate(EscalationKind::QuickerResponse, "The second caller hears shouting"));
    assert_eq!(desk.response().claim.as_ref().unwrap().user.as_str(), "asha");
}

#[test]
fn a_crew_may_ask_on_its_own_job_and_also_when_it_was_just_called_back() {
    let mut desk = Desk::with_open_gate(tees_valley());
    let other = crew("car-2");
    desk.job_to(DeploymentState::EnRoute);
    desk.refused(&other, escalate(EscalationKind::LineCut, ""), RefusalCode::NotFound);
    desk.hear(suspect(SuspectWhereabouts::Returned));
    desk.must(&crew("car-1"), escalate(EscalationKind::LineCut, ""));
}

#[test]
fn the_one_shown_is_the_newest_that_nobody_answered() {
    let mut desk = Desk::with_incident(cleveland_car());
    assert!(desk.response().shown_escalation().is_none());
    desk.ask_quicker();
    desk.line_cut();
    let shown = |desk: &Desk| desk.response().shown_escalation().unwrap().id.clone();
    assert_eq!(shown(&desk), escalation(2));
    desk.must(&self::desk(), acknowledge(2));
    assert_eq!(shown(&desk), escalation(1), "it still climbs, and closing waits for it");
    desk.must(&self::desk(), decline(1, "Answered with the other"));
    assert_eq!(shown(&desk), escalation(2));
    desk.must(&self::desk(), decline(2, "Units are with her"));
    assert_eq!(shown(&desk), escalation(2));
}

#[test]
fn each_runs_on_its_own_clock() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.ask_quicker();
    desk.wait(120 * SECOND);
    desk.line_cut();
    assert_eq!(kinds(&desk.wait(120 * SECOND)), ["escalation_climbed"]);
    assert_eq!((desk.escalation(&escalation(1)).climb, desk.escalation(&escalation(2)).climb), (1, 1));
    desk.wait(60 * SECOND);
    assert_eq!((desk.escalation(&escalation(1)).climb, desk.escalation(&escalation(2)).climb), (2, 1));
}

#[test]
fn a_request_keeps_the_grade_that_it_was_made_against() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(grade("3"));
    let id = desk.ask_quicker();
    assert_eq!(desk.escalation(&id).grade_before, "3");
    desk.hear(grade("2"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Regraded);
}
