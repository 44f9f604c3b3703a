//! Outcomes, closing, reopening, and leaving the live board.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Board, Input};
use alongside_protocol::{
    Command, RefusalCode,
    record::Outcome,
    vocabulary::{DeploymentState, IncidentState, Kept, ReferralDecision, ResponseState},
};
use rstest::rstest;
use support::*;

fn close() -> Command {
    Command::CloseResponse { response: response() }
}

fn reopen(reason: &str) -> Command {
    Command::ReopenResponse { response: response(), reason: text(reason) }
}

fn record(outcome: Outcome) -> Command {
    Command::RecordOutcome { response: response(), outcome }
}

fn referral(referral: ReferralDecision, services: &[&str]) -> Outcome {
    Outcome { referral, services: services.iter().map(|&service| service.to_owned()).collect(), ..engaged() }
}

#[test]
fn a_referral_names_at_least_one_service() {
    let mut desk = Desk::with_incident(cleveland_car());
    let refusal = desk.refused(&asha(), record(referral(ReferralDecision::Referred, &[])), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some("outcome.services"));
    desk.must(&asha(), record(referral(ReferralDecision::Referred, &["Harbour outreach", "Idva service"])));
}

#[test]
fn an_unknown_service_is_refused_with_the_list_of_those_allowed() {
    let mut desk = Desk::with_incident(cleveland_car());
    let outcome = referral(ReferralDecision::Referred, &["Idva service", "Harbor outreach"]);
    let refusal = desk.refused(&asha(), record(outcome), RefusalCode::FieldInvalid);
    assert_eq!(refusal.found.as_deref(), Some("\"Harbor outreach\""));
    let allowed = refusal.allowed.unwrap();
    let all: Vec<&str> = allowed.split(", ").collect();
    assert!(desk.scheme.directory.services.iter().all(|service| allowed.contains(&service.name)), "{allowed}");
    assert!(all.len() >= 5);
    assert!(all.starts_with(&["Harbour outreach", "Eva Women's Aid", "Foundation recovery"]), "{allowed}");
}

#[rstest]
#[case(ReferralDecision::AlreadySupported)]
#[case(ReferralDecision::Declined)]
#[case(ReferralDecision::NotOffered)]
fn services_belong_to_a_referral_only(#[case] decision: ReferralDecision) {
    let mut desk = Desk::with_incident(cleveland_car());
    let refusal = desk.refused(&asha(), record(referral(decision, &["Idva service"])), RefusalCode::FieldInvalid);
    assert_eq!(refusal.allowed.as_deref(), Some("none, unless the victim was referred"));
    desk.must(&asha(), record(referral(decision, &[])));
}

#[test]
fn closing_needs_an_outcome() {
    let mut desk = Desk::with_incident(cleveland_car());
    let refusal = desk.refused(&asha(), close(), RefusalCode::OutcomeMissing);
    assert_eq!(refusal.message, "record an outcome before closing");
    desk.record_outcome_and_close();
    assert_eq!(desk.response().state(&desk.gate()), ResponseState::Closed);
    desk.refused(&asha(), close(), RefusalCode::WrongState);
}

#[test]
fn closing_needs_every_escalation_answered() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.ask_quicker();
    let asked_at = desk.now;
    desk.must(&asha(), record(engaged()));
    let refusal = desk.refused(&asha(), close(), RefusalCode::EscalationUnanswered);
    assert_eq!((refusal.who.as_deref(), refusal.when), (Some("Asha Wren"), Some(asked_at)));
    desk.must(&support::desk(), Command::AcknowledgeEscalation { escalation: escalation(1) });
    desk.must(&asha(), close());
}

#[rstest]
#[case(DeploymentState::Offered)]
#[case(DeploymentState::EnRoute)]
#[case(DeploymentState::AtScene)]
fn closing_waits_for_the_car(#[case] state: DeploymentState) {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(state);
    desk.must(&asha(), record(engaged()));
    let refusal = desk.refused(&asha(), close(), RefusalCode::WrongState);
    assert_eq!(refusal.message, "DA01 is still on this response; stand it down or wait until it has resumed");
}

#[test]
fn closing_waits_for_a_reserved_job_too() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.must(&asha(), reserve(NUMBER, "car-1"));
    desk.must(&asha(), record(engaged()));
    desk.refused(&asha(), close(), RefusalCode::WrongState);
}

#[test]
fn only_the_claim_closes() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), record(engaged()));
    desk.refused(&beth(), close(), RefusalCode::NotYourClaim);
    desk.must(&asha(), Command::ReleaseClaim { response: response() });
    assert_eq!(kinds(&desk.must(&beth(), close())), ["claim_taken", "response_closed"]);
}

#[test]
fn the_forces_closing_does_not_close_ours_nor_ours_the_forces() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(closed());
    assert_eq!(desk.incident().mirror.state(), IncidentState::Closed);
    assert!(!desk.response().is_closed());
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    assert_eq!(desk.incident().mirror.state(), IncidentState::Graded);
}

#[test]
fn reopening_needs_a_reason_and_arms_no_old_timer() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::Offered);
    desk.must(&crew("car-1"), Command::DeclineOffer { deployment: deployment(1), reason: text("Too far") });
    desk.ask_quicker();
    desk.must(&support::desk(), Command::AcknowledgeEscalation { escalation: escalation(1) });
    desk.record_outcome_and_close();
    desk.refused(&asha(), reopen(" "), RefusalCode::FieldInvalid);
    desk.now += HOUR;
    desk.must(&beth(), reopen("She rang back"));
    assert!(!desk.response().is_closed());
    assert!(desk.response().claim.is_none());
    assert_eq!(desk.response().state(&desk.gate()), ResponseState::OutcomeRecorded);
    assert!(desk.wait(HOUR).is_empty(), "no climb, no lapse");
    desk.refused(&beth(), reopen("Again"), RefusalCode::WrongState);
}

#[test]
fn a_closed_response_takes_notes_and_nothing_else() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    desk.must(
        &beth(),
        Command::AddNote {
            response: response(),
            text: text("She rang to say thank you"),
            corrects: None,
            kept: Kept::Shared,
        },
    );
    for command in [
        Command::RecordContact { response: response(), attempt: spoke() },
        Command::RecordSafeContact { response: response(), record: safe_number() },
        record(engaged()),
        Command::ReleaseClaim { response: response() },
        close(),
    ] {
        let refusal = desk.refused(&asha(), command, RefusalCode::WrongState);
        assert_eq!(refusal.when, desk.response().closed_at);
    }
}

#[test]
fn an_outcome_may_be_recorded_again_and_the_newest_stands() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), record(engaged()));
    let newer = referral(ReferralDecision::Referred, &["Idva service"]);
    desk.must(&asha(), record(newer.clone()));
    assert_eq!(desk.response().outcome.as_ref().unwrap().value, newer);
    assert_eq!(desk.acts().iter().filter(|words| words.starts_with("Outcome")).count(), 2, "both stay in the timeline");
}

// Leaving the live board

fn archive_after(desk: &Desk) -> i64 {
    desk.scheme.clocks.archive_after_ms
}

#[test]
fn an_incident_closed_on_both_sides_leaves_after_the_schemes_time() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    desk.hear(closed());
    let after = archive_after(&desk);
    assert!(desk.wait(after - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["incident_archived"]);
    assert!(desk.board.incident(&number()).is_none());
    assert!(desk.wait(0).is_empty());
    desk.refused(
        &asha(),
        Command::AddNote { response: response(), text: text("Late"), corrects: None, kept: Kept::Shared },
        RefusalCode::NotFound,
    );
}

#[rstest]
#[case::open_on_both_sides(false, false)]
#[case::open_with_the_force(true, false)]
fn open_work_never_leaves(#[case] ours_closed: bool, #[case] force_closed: bool) {
    let mut desk = Desk::with_incident(cleveland_car());
    if ours_closed {
        desk.record_outcome_and_close();
    }
    if force_closed {
        desk.hear(closed());
    }
    assert!(desk.wait(30 * 24 * HOUR).is_empty());
}

#[test]
fn work_that_nobody_closed_stays_fourteen_times_as_long_and_not_for_ever() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.hear(closed());
    let after = archive_after(&desk);
    assert!(desk.wait(after * 14 - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["incident_archived"]);
}

#[test]
fn an_incident_of_which_the_force_speaks_again_comes_back_as_it_was() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    desk.hear(closed());
    let as_it_was = desk.board.incident(&number()).unwrap().clone();
    let history: Vec<_> =
        desk.entries.iter().filter(|entry| entry.event.incident() == Some(number())).cloned().collect();
    desk.wait(archive_after(&desk));
    assert!(desk.board.incident(&number()).is_none());
    let restored = Board::incident_from(&number(), &history).unwrap();
    assert_eq!(restored, as_it_was);
    let restore = Input::Restore { incident: Box::new(restored) };
    assert_eq!(kinds(&desk.ask_as_system(&restore)), ["incident_restored"]);
    assert!(desk.ask_as_system(&restore).is_empty(), "once");
    desk.hear(reopened());
    assert_eq!(desk.board.response(&response()).unwrap().1.outcome, as_it_was.responses[0].outcome);
}

#[test]
fn anything_heard_or_written_starts_the_time_again() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    desk.hear(closed());
    let after = archive_after(&desk);
    desk.wait(after - MINUTE);
    desk.must(
        &beth(),
        Command::AddNote {
            response: response(),
            text: text("A question from court"),
            corrects: None,
            kept: Kept::Shared,
        },
    );
    assert!(desk.wait(after - MINUTE).is_empty());
    desk.hear(remark("Statement taken"));
    assert!(desk.wait(after - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["incident_archived"]);
}

#[test]
fn a_reopened_incident_stays() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    desk.hear(closed());
    desk.hear(reopened());
    assert!(desk.wait(30 * 24 * HOUR).is_empty());
}

#[test]
fn an_incident_that_was_never_ours_leaves_too() {
    let mut desk = Desk::on(cleveland_car());
    desk.hear(received("THEFT", "3"));
    let after = archive_after(&desk);
    assert!(desk.wait(after - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["incident_archived"]);
}

#[test]
fn an_incident_stays_until_the_recalled_crew_has_confirmed() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::AtScene);
    desk.must(&support::desk(), Command::RecallCar { deployment: deployment(1), reason: text("Come away") });
    desk.record_outcome_and_close();
    desk.hear(closed());
    // The crew that was at the scene is asked after; the incident stays.
    assert!(desk.wait(30 * 24 * HOUR).iter().all(|event| event.kind() == "check_in_missed"));
    desk.must(&crew("car-1"), Command::ConfirmRecall { deployment: deployment(1) });
    desk.must(&crew("car-1"), Command::EndShift { car: car_id("car-1") });
    let after = archive_after(&desk);
    assert_eq!(kinds(&desk.wait(after)), ["incident_archived"]);
}

// The force's own lifecycle

#[test]
fn the_mirror_follows_the_forces_lifecycle() {
    let mut desk = Desk::with_incident(cleveland_car());
    let state = |desk: &Desk| desk.incident().mirror.state();
    assert_eq!(state(&desk), IncidentState::Graded);
    for (body, then) in [
        (assigned("TK11"), IncidentState::Resourced),
        (en_route("TK11"), IncidentState::Resourced),
        (at_scene("TK11"), IncidentState::AtScene),
        (en_route("TK12"), IncidentState::AtScene),
        (resumed("TK11"), IncidentState::Resourced),
        (recalled("TK12"), IncidentState::Resumed),
        (resulted(), IncidentState::Resulted),
        (closed(), IncidentState::Closed),
        (reopened(), IncidentState::Resumed),
        (closed(), IncidentState::Closed),
    ] {
        desk.hear(body);
        assert_eq!(state(&desk), then);
    }
}

#[rstest]
#[case::the_same("12 Larch Row", "Norton", "12, larch row", "NORTON", true)]
#[case::another_house("12 Larch Row", "Norton", "14 Larch Row", "Norton", false)]
#[case::numbers_stay_apart("Flat 1, 21 Larch Row", "Norton", "Flat 12, 1 Larch Row", "Norton", false)]
#[case::another_place("12 Larch Row", "Norton", "12 Larch Row", "Seaton", false)]
fn a_repeat_is_the_same_address_however_it_is_spelt(
    #[case] address: &str,
    #[case] place: &str,
    #[case] other_address: &str,
    #[case] other_place: &str,
    #[case] same: bool,
) {
    let mut desk = Desk::on(cleveland_car());
    desk.hear_on("TP-0001", received_at_address(address, place));
    desk.hear(received_at_address(other_address, other_place));
    assert_eq!(!desk.board.neighbours(&number()).is_empty(), same);
}
