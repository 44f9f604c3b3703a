//! What services say to referrals: while the incident is on the board, and days after it has left.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{
    Board, Input,
    counting::{Tally, counts},
    demand::Counted,
    evolve, referrals,
};
use alongside_protocol::{
    Command, RefusalCode,
    record::Outcome,
    vocabulary::{
        EraseBasis, OutcomeKind,
        ReferralAnswer::{self, Accepted, Acknowledged, Rejected},
        ReferralDecision,
        Role::{self, DataProtection},
    },
};
use rstest::rstest;
use support::*;

const IDVA: &str = "Idva service";
const HARBOUR: &str = "Harbour outreach";

fn outcome(referral: ReferralDecision, services: &[&str]) -> Command {
    let services = services.iter().map(ToString::to_string).collect();
    let outcome = Outcome { kind: OutcomeKind::EngagedByPhone, referral, services, ..engaged() };
    Command::RecordOutcome { response: response(), outcome }
}

fn says(service: &str, answer: ReferralAnswer) -> Command {
    let reason = text(if answer == Rejected { "Full until January" } else { "" });
    Command::RecordReferralAnswer { response: response(), service: service.to_owned(), answer, reason }
}

/// Referred to two services, closed on both sides.
fn referred() -> Desk {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), outcome(ReferralDecision::Referred, &[IDVA, HARBOUR]));
    desk.must(&asha(), Command::CloseResponse { response: response() });
    desk.hear(closed());
    desk
}

fn archived() -> Desk {
    let mut desk = referred();
    desk.wait(desk.scheme.clocks.archive_after_ms);
    assert!(desk.board.incident(&number()).is_none(), "it has left the board");
    desk
}

fn answers(desk: &Desk) -> Vec<(String, Option<ReferralAnswer>)> {
    let all = referrals::of(&desk.board, &response()).unwrap();
    all.into_iter().map(|one| (one.service, one.said.map(|said| said.value.answer))).collect()
}

fn accepted(desk: &Desk) -> (u32, u32) {
    let tally: Tally = Counted::of(&desk.board, &number()).unwrap().tally;
    let counts = counts(&desk.scheme, [&tally].into_iter());
    (counts.referred, counts.accepted)
}

#[rstest]
#[case::on_the_board(referred())]
#[case::after_it_has_left(archived())]
fn the_last_word_of_each_service_stands_and_one_that_accepts_is_enough(#[case] mut desk: Desk) {
    assert_eq!(answers(&desk), [(IDVA.to_owned(), None), (HARBOUR.to_owned(), None)]);
    assert_eq!(accepted(&desk), (1, 0));
    let said: [(&str, ReferralAnswer, u32); 6] = [
        (IDVA, Acknowledged, 0),
        (HARBOUR, Rejected, 0),
        (IDVA, Accepted, 1),
        // Another one's no takes nothing away, and its yes adds nobody.
        (HARBOUR, Accepted, 1),
        (IDVA, Rejected, 1),
        (HARBOUR, Rejected, 0),
    ];
    for (service, answer, count) in said {
        desk.now += HOUR;
        desk.must(&coordinator(), says(service, answer));
        let found = answers(&desk);
        assert!(found.contains(&(service.to_owned(), Some(answer))), "{found:?}");
        assert_eq!(accepted(&desk), (1, count), "after {service}: {answer:?}");
    }
    let all = referrals::of(&desk.board, &response()).unwrap();
    let harbour = all[1].said.as_ref().unwrap();
    assert_eq!((harbour.at, harbour.by.as_str()), (desk.now, "Cora Finch"));
    assert_eq!(all[1].by, "Asha Wren", "and who referred");
    assert_eq!(harbour.value.reason, text("Full until January"));
    assert_eq!(referrals::all(&desk.board).count(), 2);
}

#[test]
fn an_answer_brings_nothing_back_to_the_board() {
    let mut desk = archived();
    let before = (desk.board.received_at(&number()), desk.board.past[&number()].traits().cloned());
    desk.must(&coordinator(), says(IDVA, Accepted));
    assert!(desk.board.incident(&number()).is_none());
    assert_eq!((desk.board.received_at(&number()), desk.board.past[&number()].traits().cloned()), before);
    // Nothing is left over that time would have to take away.
    assert!(desk.wait(desk.scheme.clocks.archive_after_ms).is_empty());
}

#[test]
fn a_corrected_outcome_counts_the_services_that_it_names() {
    let mut desk = Desk::with_incident(cleveland_car());
    let refer = |desk: &mut Desk, services: &[&str]| {
        desk.now += HOUR;
        desk.must(&asha(), outcome(ReferralDecision::Referred, services));
    };
    refer(&mut desk, &[IDVA, IDVA]);
    let first = desk.now;
    assert_eq!(answers(&desk), [(IDVA.to_owned(), None)], "a service once");
    desk.must(&coordinator(), says(IDVA, Accepted));
    assert_eq!(accepted(&desk), (1, 1));
    refer(&mut desk, &[HARBOUR]);
    assert_eq!((answers(&desk), accepted(&desk)), (vec![(HARBOUR.to_owned(), None)], (1, 0)));
    desk.must(&coordinator(), says(HARBOUR, Acknowledged));
    assert_eq!(accepted(&desk), (1, 0));
    refer(&mut desk, &[HARBOUR, IDVA]);
    let both = [(HARBOUR.to_owned(), Some(Acknowledged)), (IDVA.to_owned(), Some(Accepted))];
    assert_eq!((answers(&desk), accepted(&desk)), (both.to_vec(), (1, 1)));
    // Its wait began when it was first referred to, whatever was corrected since.
    assert_eq!(referrals::of(&desk.board, &response()).unwrap()[1].at, first);
    // An older outcome that comes late changes nothing.
    desk.must_late(&asha(), first, outcome(ReferralDecision::NotOffered, &[]));
    assert_eq!(accepted(&desk), (1, 1));
}

#[rstest]
#[case::on_the_board(referred())]
#[case::after_it_has_left(archived())]
fn no_service_answers_before_it_was_asked(#[case] mut desk: Desk) {
    let asked = referrals::of(&desk.board, &response()).unwrap()[0].at;
    desk.must_late(&coordinator(), 1, says(IDVA, Accepted));
    let said = referrals::of(&desk.board, &response()).unwrap()[0].said.clone().unwrap();
    assert!(said.at >= asked, "{} {asked}", said.at);
}

#[rstest]
#[case::on_the_board(referred())]
#[case::after_it_has_left(archived())]
fn what_cannot_have_been_said_is_refused(#[case] mut desk: Desk) {
    let unknown = desk.refused(&coordinator(), says("Nowhere", Accepted), RefusalCode::FieldInvalid);
    assert_eq!(unknown.allowed.as_deref(), Some("Idva service, Harbour outreach"));
    let unsaid = Command::RecordReferralAnswer {
        response: response(),
        service: IDVA.to_owned(),
        answer: Rejected,
        reason: text(" "),
    };
    assert_eq!(desk.refused(&coordinator(), unsaid, RefusalCode::FieldInvalid).field.as_deref(), Some("reason"));
    desk.must(&coordinator(), says(IDVA, Accepted));
    let again = desk.refused(&coordinator(), says(IDVA, Accepted), RefusalCode::WrongState);
    assert_eq!((again.who.as_deref(), again.when), (Some("Cora Finch"), Some(desk.now)));
    let other = Command::RecordReferralAnswer {
        response: response_on("TP-9"),
        service: IDVA.to_owned(),
        answer: Accepted,
        reason: text(""),
    };
    desk.refused(&coordinator(), other, RefusalCode::NotFound);
    for role in [Role::SupportWorker, Role::Crew, Role::Inspector, Role::ControlRoom, DataProtection] {
        desk.refused(&with_role(role), says(HARBOUR, Accepted), RefusalCode::RoleNotAllowed);
    }
}

#[test]
fn an_outcome_that_refers_to_nobody_has_no_answers() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.refused(&coordinator(), says(IDVA, Accepted), RefusalCode::WrongState);
    desk.must(&asha(), outcome(ReferralDecision::Referred, &[IDVA]));
    desk.must(&coordinator(), says(IDVA, Accepted));
    assert_eq!(desk.acts().last().unwrap(), "Referral accepted: Idva service");
    // The worker was mistaken: no one was referred, and nobody was accepted.
    desk.must(&asha(), outcome(ReferralDecision::Declined, &[]));
    assert_eq!(accepted(&desk), (0, 0));
    assert!(answers(&desk).is_empty());
}

#[test]
fn an_answer_outlives_a_return_to_the_board() {
    let mut desk = archived();
    desk.must(&coordinator(), says(IDVA, Accepted));
    let history: Vec<_> =
        desk.entries.iter().filter(|entry| entry.event.incident().as_ref() == Some(&number())).cloned().collect();
    let incident = Board::incident_from(&number(), &history).unwrap();
    let referred: Vec<_> = incident.responses[0].referred_to().cloned().collect();
    assert_eq!(referred, referrals::of(&desk.board, &response()).unwrap());
    assert!(incident.responses[0].accepted);
}

#[test]
fn erasing_takes_the_services_and_leaves_the_count() {
    let mut desk = archived();
    desk.must(&coordinator(), says(IDVA, Accepted));
    let erase = Command::EraseIncident { incident: number(), basis: EraseBasis::Request, reason: text("Request 7") };
    desk.must(&with_role(DataProtection), erase);
    assert_eq!(accepted(&desk), (1, 1));
    assert_eq!(referrals::all(&desk.board).count(), 0);
    desk.refused(&coordinator(), says(HARBOUR, Accepted), RefusalCode::NotFound);
    let kept = serde_json::to_string(&desk.board.past[&number()]).unwrap();
    assert!(!kept.contains(IDVA) && !kept.contains(HARBOUR), "{kept}");
    // The journal read again, once no key opens what it says of the services.
    let mut again = Board::default();
    for entry in &desk.entries {
        let mut unreadable = serde_json::to_value(entry).unwrap();
        if unreadable["event"].get("service").is_some() {
            unreadable["event"]["service"] = serde_json::json!({ "$erased": true });
        }
        if unreadable["event"].get("outcome").is_some() {
            unreadable["event"]["outcome"]["services"] = serde_json::json!({ "$erased": true });
        }
        evolve(&mut again, &serde_json::from_value(unreadable).unwrap());
    }
    let tally = Counted::of(&again, &number()).unwrap().tally;
    assert_eq!(tally, Counted::of(&desk.board, &number()).unwrap().tally);
}

/// As an entry of the time before services were remembered apart from the outcome.
#[test]
fn an_incident_that_was_written_down_before_still_names_its_services() {
    let desk = referred();
    let mut older = serde_json::to_value(desk.incident()).unwrap();
    for response in older["responses"].as_array_mut().unwrap() {
        response.as_object_mut().unwrap().remove("referred");
    }
    let mut other = Desk::on(cleveland_car());
    let incident = Box::new(serde_json::from_value(older).unwrap());
    other.ask_as_system(&Input::Restore { incident });
    assert_eq!(answers(&other), answers(&desk));
    other.must(&coordinator(), says(IDVA, Accepted));
    assert_eq!(accepted(&other), (1, 1));
}
