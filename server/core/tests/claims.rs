//! Claims: exclusive, visible, taken by acting, handed over, released, lapsing.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{Command, RefusalCode, UserId, vocabulary::ResponseState};
use rstest::rstest;
use support::*;

fn claim() -> Command {
    Command::ClaimResponse { response: response() }
}

fn holder(desk: &Desk) -> Option<&str> {
    desk.response().claim.as_ref().map(|claim| claim.user.as_str())
}

#[test]
fn a_claim_is_exclusive_and_names_who_and_when() {
    let mut desk = Desk::with_incident(cleveland_car());
    let claimed_at = desk.now;
    assert_eq!(kinds(&desk.must(&asha(), claim())), ["claim_taken"]);
    assert_eq!(desk.response().state(&desk.gate()), ResponseState::Claimed);
    desk.now += MINUTE;
    let refusal = desk.refused(&beth(), claim(), RefusalCode::AlreadyClaimed);
    assert_eq!((refusal.who.as_deref(), refusal.when), (Some("Asha Wren"), Some(claimed_at)));
    assert_eq!(refusal.message, "Asha Wren claimed this first");
    let again = desk.refused(&asha(), claim(), RefusalCode::WrongState);
    assert_eq!(again.message, "you have this response already");
}

#[rstest]
#[case::contact(Command::RecordContact { response: response(), attempt: no_answer() }, "contact_attempted")]
#[case::safe_contact(Command::RecordSafeContact { response: response(), record: safe_number() }, "safe_contact_recorded")]
#[case::outcome(Command::RecordOutcome { response: response(), outcome: engaged() }, "outcome_recorded")]
fn acting_on_an_unclaimed_response_claims_it(#[case] act: Command, #[case] then: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    assert_eq!(kinds(&desk.must(&asha(), act.clone())), ["claim_taken", then]);
    assert_eq!(kinds(&desk.must(&asha(), act.clone())), [then], "claimed once");
    let refusal = desk.refused(&beth(), act, RefusalCode::NotYourClaim);
    assert_eq!(refusal.message, "Asha Wren has this response; ask for a hand-over");
    assert_eq!(refusal.who.as_deref(), Some("Asha Wren"));
}

#[test]
fn a_note_needs_no_claim_and_takes_none() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    desk.must(
        &beth(),
        Command::AddNote {
            response: response(),
            text: text("Her sister rang the desk"),
            corrects: None,
            kept: Kept::Shared,
        },
    );
    assert_eq!(holder(&desk), Some("asha"));
}

#[test]
fn a_note_marks_the_response_reviewed_without_a_claim() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(
        &beth(),
        Command::AddNote {
            response: response(),
            text: text("Read; police are there"),
            corrects: None,
            kept: Kept::Shared,
        },
    );
    assert_eq!(holder(&desk), None);
    assert_eq!(desk.response().reviewed_at, Some(desk.now));
}

#[test]
fn release_gives_it_back_and_only_the_holder_may() {
    let mut desk = Desk::with_incident(cleveland_car());
    let release = Command::ReleaseClaim { response: response() };
    assert_eq!(
        desk.refused(&asha(), release.clone(), RefusalCode::WrongState).message,
        "nobody has claimed this response"
    );
    desk.must(&asha(), claim());
    desk.refused(&beth(), release.clone(), RefusalCode::NotYourClaim);
    desk.must(&asha(), release);
    assert_eq!(holder(&desk), None);
    desk.must(&beth(), claim());
    assert_eq!(holder(&desk), Some("beth"));
}

#[test]
fn reviewed_at_stays_the_first_review() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    let first = desk.response().reviewed_at;
    desk.must(&asha(), Command::ReleaseClaim { response: response() });
    desk.now += MINUTE;
    desk.must(&beth(), claim());
    assert_eq!(desk.response().reviewed_at, first);
}

#[test]
fn hand_over_goes_to_a_colleague_at_once() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    desk.must(&asha(), Command::HandOverClaim { response: response(), to: UserId::from("beth") });
    assert_eq!(holder(&desk), Some("beth"));
    assert_eq!(desk.acts().last().unwrap(), "Handed over to Beth Larch");
    desk.refused(&asha(), Command::RecordContact { response: response(), attempt: spoke() }, RefusalCode::NotYourClaim);
}

#[rstest]
#[case::oneself("asha", "yourself")]
#[case::nobody("no-such-account", "somebody who is not a support worker on this board")]
#[case::another_role("desk", "somebody who is not a support worker on this board")]
fn hand_over_goes_to_a_support_worker_only(#[case] to: &str, #[case] found: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    let command = Command::HandOverClaim { response: response(), to: UserId::from(to) };
    let refusal = desk.refused(&asha(), command, RefusalCode::FieldInvalid);
    assert_eq!((refusal.field.as_deref(), refusal.found.as_deref()), (Some("to"), Some(found)));
}

#[test]
fn hand_over_of_somebody_elses_claim_is_refused() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    desk.refused(
        &beth(),
        Command::HandOverClaim { response: response(), to: UserId::from("beth") },
        RefusalCode::NotYourClaim,
    );
}

#[test]
fn a_claim_lapses_for_the_absent_once_it_is_as_old_as_the_lease() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    desk.now += desk.scheme.clocks.claim_lease_ms - 1;
    assert!(desk.lapse(&[&asha()]).is_empty(), "a claim of somebody who just went away");
    desk.now += 1;
    assert!(desk.lapse(&[&beth()]).is_empty(), "the holder is here");
    assert_eq!(kinds(&desk.lapse(&[&asha()])), ["claim_lapsed"]);
    assert_eq!(holder(&desk), None);
    assert_eq!(desk.acts().last().unwrap(), "Claim of Asha Wren lapsed: not connected");
    assert!(desk.lapse(&[&asha()]).is_empty(), "nothing the second time");
    desk.must(&beth(), claim());
}

#[test]
fn a_claim_handed_over_to_somebody_absent_lapses_too() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    desk.now += HOUR;
    desk.must(&asha(), Command::HandOverClaim { response: response(), to: UserId::from("beth") });
    assert!(desk.lapse(&[&beth()]).is_empty(), "the lease runs from the hand-over");
    desk.now += desk.scheme.clocks.claim_lease_ms;
    assert_eq!(kinds(&desk.lapse(&[&beth()])), ["claim_lapsed"]);
}

#[test]
fn a_closed_response_has_no_claim_and_takes_none() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.record_outcome_and_close();
    assert_eq!(holder(&desk), None);
    assert_eq!(
        desk.refused(&asha(), claim(), RefusalCode::WrongState).message,
        "this response is closed; reopen it first"
    );
    desk.now += HOUR;
    assert!(desk.lapse(&[&asha()]).is_empty());
}

#[test]
fn two_victims_two_responses_two_claims() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), claim());
    desk.must(&asha(), Command::OpenResponse { incident: number() });
    let second = alongside_protocol::ResponseId::of(&number(), 2);
    desk.must(&beth(), Command::ClaimResponse { response: second.clone() });
    assert_eq!(desk.board.response(&second).unwrap().1.ordinal, 2);
    assert_eq!(holder(&desk), Some("asha"));
}

#[test]
fn responses_of_one_incident_are_bounded() {
    let mut desk = Desk::with_incident(cleveland_car());
    let most = alongside_protocol::limits::RESPONSES_PER_INCIDENT_MAX;
    for _ in 1..most {
        desk.must(&asha(), Command::OpenResponse { incident: number() });
    }
    let refusal = desk.refused(&asha(), Command::OpenResponse { incident: number() }, RefusalCode::TooMany);
    assert_eq!(refusal.message, format!("this incident has {most} responses; {most} is the most"));
}

#[test]
fn an_incident_that_is_not_ours_takes_no_response() {
    let mut desk = Desk::on(cleveland_car());
    desk.hear(received("THEFT", "3"));
    desk.refused(&asha(), Command::OpenResponse { incident: number() }, RefusalCode::NotFound);
}

#[test]
fn the_first_contact_is_the_earliest_made_also_when_it_is_sent_late() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(alongside_protocol::vocabulary::DeploymentState::AtScene);
    let in_the_house = desk.now;
    desk.now += 10 * MINUTE;
    desk.must(&asha(), Command::RecordContact { response: response(), attempt: spoke() });
    desk.must_late(&crew("car-1"), in_the_house, Command::RecordContact { response: response(), attempt: spoke() });
    assert_eq!(desk.response().contacted_at(), Some(in_the_house));
}

#[rstest]
#[case(-1, false)]
#[case(0, true)]
#[case(HOUR, true)]
#[case(366 * 24 * HOUR, true)]
#[case(366 * 24 * HOUR + 1, false)]
fn the_next_attempt_lies_in_the_coming_year(#[case] from_now: i64, #[case] taken: bool) {
    let mut desk = Desk::with_incident(cleveland_car());
    let mut attempt = no_answer();
    attempt.next_at = Some(desk.now + from_now);
    let command = Command::RecordContact { response: response(), attempt };
    if taken {
        desk.must(&asha(), command);
    } else {
        let refusal = desk.refused(&asha(), command, RefusalCode::FieldInvalid);
        assert_eq!(refusal.field.as_deref(), Some("attempt.next_at"));
    }
}
