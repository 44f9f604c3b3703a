//! Limits of what people write, counted in characters; NUL; and that a refusal never repeats a text.
#![allow(clippy::unwrap_used, clippy::result_large_err, clippy::needless_pass_by_value)]

mod support;

use alongside_protocol::vocabulary::Kept;
use alongside_protocol::{
    Command, Private, RefusalCode,
    limits::{FIELD_CHARS_MAX, TEXT_CHARS_MAX},
    record::{ContactAttempt, Outcome, SafeContact, SeatFilled},
    vocabulary::EscalationKind,
};
use rstest::rstest;
use support::*;

type Builder = fn(Private) -> Command;

fn safe_contact(change: impl Fn(&mut SafeContact, Private)) -> impl Fn(Private) -> Command {
    move |text| {
        let mut record = safe_number();
        change(&mut record, text);
        Command::RecordSafeContact { response: response(), record }
    }
}

fn long(text: Private) -> Command {
    Command::RecordContact { response: response(), attempt: ContactAttempt { note: text, ..spoke() } }
}

fn number(text: Private) -> Command {
    Command::RecordContact { response: response(), attempt: ContactAttempt { number: text, ..spoke() } }
}

fn seat_name(text: Private) -> Command {
    let mut seats = full_seats();
    seats[0] = SeatFilled { name: text.reveal().to_owned(), ..seats[0].clone() };
    Command::StartShift { car: car_id("car-1"), seats }
}

#[rstest]
#[case::note("text", TEXT_CHARS_MAX, |text| Command::AddNote { response: response(), text, corrects: None, kept: Kept::Shared })]
#[case::contact_note("attempt.note", TEXT_CHARS_MAX, long)]
#[case::contact_number("attempt.number", FIELD_CHARS_MAX, number)]
#[case::outcome_note("outcome.note", TEXT_CHARS_MAX, |note| Command::RecordOutcome { response: response(), outcome: Outcome { note, ..engaged() } })]
#[case::line_cut("reason", TEXT_CHARS_MAX, |reason| Command::RequestEscalation { response: response(), kind: EscalationKind::LineCut, reason })]
#[case::quicker("reason", TEXT_CHARS_MAX, |reason| Command::RequestEscalation { response: response(), kind: EscalationKind::QuickerResponse, reason })]
#[case::seat("seats.name", FIELD_CHARS_MAX, seat_name)]
#[case::safe_number("record.number", FIELD_CHARS_MAX, |t| safe_contact(|record, text| record.number = text)(t))]
#[case::when_safe("record.when_safe", FIELD_CHARS_MAX, |t| safe_contact(|record, text| record.when_safe = text)(t))]
#[case::code_word("record.code_word", FIELD_CHARS_MAX, |t| safe_contact(|record, text| record.code_word = text)(t))]
#[case::language("record.language", FIELD_CHARS_MAX, |t| safe_contact(|record, text| record.language = text.reveal().to_owned())(t))]
#[case::who_may_answer("record.who_may_answer", FIELD_CHARS_MAX, |t| safe_contact(|record, text| record.who_may_answer = text)(t))]
fn a_text_is_bounded_in_characters_and_holds_no_nul(#[case] field: &str, #[case] most: usize, #[case] build: Builder) {
    let desk = Desk::with_incident(cleveland_car());
    let ask = |text: String| desk.consider(&asha(), &build(Private::from(text.as_str())));

    ask("ß".repeat(most)).unwrap();
    let secret = "Canary Name ";
    let over = ask(format!("{secret}{}", "é".repeat(most - secret.len() + 1))).unwrap_err();
    assert_eq!(over.code, RefusalCode::FieldInvalid);
    assert_eq!(over.field.as_deref(), Some(field));
    assert_eq!(over.found, Some(format!("{} characters", most + 1)));
    assert_eq!(over.allowed, Some(format!("at most {most} characters")));
    assert!(!format!("{over:?}").contains("Canary"), "a refusal never repeats the text");

    let nul = ask("Canary\0Name".to_owned()).unwrap_err();
    assert_eq!(nul.field.as_deref(), Some(field));
    assert_eq!(nul.found.as_deref(), Some("a NUL character"));
    assert!(!format!("{nul:?}").contains("Canary"));
}

#[rstest]
#[case::note(|text| Command::AddNote { response: response(), text, corrects: None, kept: Kept::Shared })]
#[case::quicker(|reason| Command::RequestEscalation { response: response(), kind: EscalationKind::QuickerResponse, reason })]
fn a_needed_text_says_something(#[case] build: Builder) {
    let desk = Desk::with_incident(cleveland_car());
    for nothing in ["", " ", "\n\t"] {
        let refusal = desk.consider(&asha(), &build(Private::from(nothing))).unwrap_err();
        assert_eq!((refusal.code, refusal.found.as_deref()), (RefusalCode::FieldInvalid, Some("nothing")));
    }
}

#[test]
fn a_number_that_is_safe_to_ring_is_a_number() {
    let mut desk = Desk::with_incident(cleveland_car());
    let record = |number: &str, safe_to_ring| Command::RecordSafeContact {
        response: response(),
        record: SafeContact { number: text(number), safe_to_ring, ..SafeContact::default() },
    };
    for nothing in ["", "  "] {
        let refusal = desk.refused(&asha(), record(nothing, true), RefusalCode::FieldInvalid);
        assert_eq!(refusal.field.as_deref(), Some("record.number"));
    }
    desk.must(&asha(), record("", false));
    assert_eq!(desk.acts().last().unwrap(), "Contact marked unsafe");
    desk.must(&asha(), record("01632 960001", true));
    assert_eq!(desk.acts().last().unwrap(), "Safe contact confirmed");
}
