//! A safe-contact record does not outlive the safety it was confirmed in.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_protocol::{
    Command,
    record::ContactAttempt,
    vocabulary::{ContactResult, EscalationKind, SuspectWhereabouts},
};
use rstest::rstest;
use support::*;

fn confirm() -> Command {
    Command::RecordSafeContact { response: response(), record: safe_number() }
}

fn overtaken(desk: &Desk) -> Option<&'static str> {
    let (incident, found) = desk.board.response(&response()).unwrap();
    found.overtaken_by(&incident.mirror)
}

type Danger = fn(&mut Desk);

#[rstest]
#[case::suspect_back("the suspect came back", |desk: &mut Desk| drop(desk.hear(suspect(SuspectWhereabouts::Returned))))]
#[case::new_call("a new call came in", |desk: &mut Desk| drop(desk.hear(new_call())))]
#[case::line_cut("the line was cut", |desk: &mut Desk| {
    desk.must(&asha(), Command::RequestEscalation { response: response(), kind: EscalationKind::LineCut, reason: text("") });
    let asked = desk.board.response(&response()).unwrap().1.escalations.len() as u32;
    desk.must(&self::desk(), Command::AcknowledgeEscalation { escalation: escalation(asked) });
})]
#[case::ended_unsafe("the last contact ended unsafe", |desk: &mut Desk| {
    let attempt = ContactAttempt { result: ContactResult::EndedUnsafe, ..spoke() };
    desk.must(&asha(), Command::RecordContact { response: response(), attempt });
})]
fn danger_after_it_overtakes_it_until_it_is_confirmed_anew(#[case] words: &str, #[case] danger: Danger) {
    let mut desk = Desk::with_incident(cleveland_car());
    danger(&mut desk);
    desk.now += MINUTE;
    desk.must(&asha(), confirm());
    assert_eq!(overtaken(&desk), None, "what came before was known when it was confirmed");
    desk.now += MINUTE;
    danger(&mut desk);
    assert_eq!(overtaken(&desk), Some(words));
    desk.now += MINUTE;
    desk.must(&asha(), confirm());
    assert_eq!(overtaken(&desk), None);
}

#[test]
fn a_suspect_who_has_left_or_is_held_overtakes_nothing() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), confirm());
    desk.now += MINUTE;
    desk.hear(suspect(SuspectWhereabouts::InCustody));
    desk.hear(suspect(SuspectWhereabouts::Left));
    assert_eq!(overtaken(&desk), None);
}
