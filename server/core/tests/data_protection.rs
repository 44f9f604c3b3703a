//! Holds, erasure and the two controllers: what decides and what stays.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Event, figures::period};
use alongside_protocol::{
    Command, RefusalCode,
    vocabulary::{EraseBasis, Kept, Role::DataProtection, ShareBasis},
};
use support::*;

fn erase(basis: EraseBasis) -> Command {
    Command::EraseIncident { incident: number(), basis, reason: text("Request 7") }
}

/// Worked on, closed on both sides.
fn done() -> Desk {
    let mut desk = Desk::with_incident(tees_valley());
    desk.record_outcome_and_close();
    desk.hear(closed());
    desk
}

fn counted(desk: &Desk) -> serde_json::Value {
    serde_json::to_value(period(&desk.board, &desk.scheme, 0, i64::MAX)).unwrap()
}

fn note(kept: Kept, corrects: Option<u64>) -> Command {
    Command::AddNote { response: response(), text: text("A word"), corrects, kept }
}

#[test]
fn nothing_is_erased_while_somebody_works_on_it_or_a_hold_is_on_it() {
    let keeper = with_role(DataProtection);
    let mut desk = Desk::with_incident(tees_valley());
    desk.refused(&keeper, erase(EraseBasis::Request), RefusalCode::WrongState);
    let mut desk = done();
    let hold = Command::PlaceHold { incident: number(), reason: text("A court asks") };
    desk.must(&keeper, hold.clone());
    let refused = desk.refused(&keeper, erase(EraseBasis::Request), RefusalCode::WrongState);
    assert_eq!(refused.who.as_deref(), Some("Some Body"));
    desk.refused(&keeper, hold, RefusalCode::WrongState);
    desk.must(&keeper, Command::LiftHold { incident: number(), reason: text("Done") });
    // Its period cannot have ended while it is on the live board.
    desk.refused(&keeper, erase(EraseBasis::Retention), RefusalCode::WrongState);
    desk.must(&keeper, erase(EraseBasis::Request));
    assert!(desk.board.incident(&number()).is_none());
}

#[test]
fn figures_are_what_they_were_also_when_the_force_speaks_again() {
    let mut desk = done();
    let before = counted(&desk);
    desk.must(&with_role(DataProtection), erase(EraseBasis::Order));
    assert_eq!(counted(&desk), before);
    assert!(desk.board.past[&number()].traits().is_none(), "nothing by which anybody is recognised");
    desk.hear(closed());
    assert_eq!(counted(&desk), before, "a late word of the force takes nothing away");
}

#[test]
fn danger_under_a_linked_number_makes_no_ghost_of_what_has_gone() {
    let mut desk = Desk::with_incident(tees_valley());
    desk.hear_on("TP-2", received("DOMESTIC", "2"));
    desk.must(&asha(), Command::LinkDuplicate { incident: "TP-2".into(), of: number() });
    desk.record_outcome_and_close();
    desk.hear(closed());
    desk.must(&with_role(DataProtection), erase(EraseBasis::Request));
    let events = desk.hear_on("TP-2", new_call());
    let told: Vec<_> = events.iter().filter_map(Event::incident).collect();
    assert!(!told.contains(&number()), "{told:?}");
    assert!(desk.board.incident(&number()).is_none());
}

#[test]
fn a_note_of_one_side_is_corrected_and_shared_by_that_side_alone() {
    let mut desk = Desk::with_incident(tees_valley());
    let police = support::desk();
    desk.refused(&police, note(Kept::Charity, None), RefusalCode::FieldInvalid);
    desk.must(&asha(), note(Kept::Charity, None));
    let seq = desk.board.seq;
    let share =
        Command::ShareNote { response: response(), note: seq, basis: ShareBasis::Consent, reason: text("Asked") };
    // It does not exist for the other side.
    desk.refused(&police, note(Kept::Police, Some(seq)), RefusalCode::FieldInvalid);
    desk.refused(&police, share.clone(), RefusalCode::NotFound);
    desk.must(&asha(), share.clone());
    let again = desk.refused(&asha(), share, RefusalCode::WrongState);
    assert_eq!(again.who.as_deref(), Some("Asha Wren"));
    // Read, and still not the other side's to correct: its word would be kept for whom it was not meant.
    desk.refused(&police, note(Kept::Police, Some(seq)), RefusalCode::FieldInvalid);
    desk.must(&asha(), note(Kept::Shared, Some(seq)));
    let acts = &desk.incident().responses[0].acts;
    assert_eq!(acts.back().unwrap().kept, Kept::Charity, "a correction is kept as what it corrects");
}
