//! Consent, safety plans, referral drafts, the end of trying, take-over, passing on, shelved alarms, corrections.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::consent::{in_force, may_refer};
use alongside_protocol::{
    Command, ReferralId, RefusalCode, ResponseId,
    limits::SHELVE_MS_MAX,
    private::Secret,
    record::{ConsentEntry, OtherNumber, Outcome, SafeContact, SafeWindow},
    vocabulary::{
        Alarm, ConsentDecision, EscalationState, Hazard, Kept, ReferralDecision, ReferralState, ResponseState,
        SecondStep, Weekday,
    },
};
use rstest::rstest;
use support::*;

const IDVA: &str = "Idva service";

fn desk_with_incident() -> Desk {
    Desk::with_incident(cleveland_car())
}

fn record(entry: ConsentEntry) -> Command {
    Command::RecordConsent { response: response(), entry }
}

fn say(desk: &mut Desk, decision: ConsentDecision) {
    desk.now += MINUTE;
    desk.must(&asha(), record(consent("referral", IDVA, decision)));
}

// Consent

#[rstest]
#[case::never_asked(&[], false)]
#[case::given(&[ConsentDecision::Given], true)]
#[case::refused(&[ConsentDecision::Refused], false)]
#[case::withdrawn(&[ConsentDecision::Given, ConsentDecision::Withdrawn], false)]
#[case::given_again(&[ConsentDecision::Given, ConsentDecision::Withdrawn, ConsentDecision::Given], true)]
#[case::refused_and_a_basis_recorded(&[ConsentDecision::Refused, ConsentDecision::WithoutConsent], true)]
#[case::a_refusal_after_all(&[ConsentDecision::Given, ConsentDecision::Refused], false)]
fn the_newest_line_stands_and_none_is_ever_changed(#[case] said: &[ConsentDecision], #[case] shared: bool) {
    let mut desk = desk_with_incident();
    for decision in said {
        say(&mut desk, *decision);
    }
    let ledger = &desk.response().consents;
    assert_eq!(ledger.len(), said.len());
    assert_eq!(in_force(ledger, "referral", IDVA).map(|line| line.value.decision), said.last().copied());
    let (may, because) = may_refer(&desk.scheme, ledger, IDVA);
    assert_eq!(may, shared, "{because}");
    assert!(!may_refer(&desk.scheme, ledger, "Harbour outreach").0, "another recipient has its own lines");
}

#[test]
fn what_cannot_be_consent_is_refused() {
    let mut desk = desk_with_incident();
    let given = || consent("referral", IDVA, ConsentDecision::Given);
    for (field, entry) in [
        ("entry.purpose", ConsentEntry { purpose: "gossip".to_owned(), ..given() }),
        ("entry.recipient", ConsentEntry { recipient: "A neighbour".to_owned(), ..given() }),
        ("entry.how", ConsentEntry { how: None, ..given() }),
        ("entry.basis", ConsentEntry { basis: Some("vital_interests".to_owned()), ..given() }),
        ("entry.basis", ConsentEntry { basis: None, ..consent("marac", "Marac", ConsentDecision::WithoutConsent) }),
        (
            "entry.basis",
            ConsentEntry {
                basis: Some("curiosity".to_owned()),
                ..consent("marac", "Marac", ConsentDecision::WithoutConsent)
            },
        ),
    ] {
        let refusal = desk.refused(&asha(), record(entry), RefusalCode::FieldInvalid);
        assert_eq!(refusal.field.as_deref(), Some(field));
    }
    desk.refused(&asha(), record(consent("referral", IDVA, ConsentDecision::Withdrawn)), RefusalCode::WrongState);
}

// Referral drafts

#[test]
fn a_referral_is_drafted_once_for_each_service_and_may_be_discarded() {
    let mut desk = desk_with_incident();
    let drafted = |service: &str| Command::DraftReferral { response: response(), draft: draft(service) };
    desk.must(&asha(), drafted(IDVA));
    let again = desk.refused(&asha(), drafted(IDVA), RefusalCode::WrongState);
    assert_eq!(again.who.as_deref(), Some("Asha Wren"));
    desk.must(&asha(), drafted("Harbour outreach"));
    let unknown = desk.refused(&asha(), drafted("Nowhere"), RefusalCode::FieldInvalid);
    assert!(unknown.allowed.unwrap().contains(IDVA));
    let first = ReferralId::of(&response(), 1);
    let discard = || Command::DiscardReferral { referral: first.clone(), reason: text("Wrong service") };
    desk.must(&asha(), discard());
    assert_eq!(desk.response().referral(&first).unwrap().state, ReferralState::Discarded);
    desk.refused(&asha(), discard(), RefusalCode::WrongState);
    desk.must(&asha(), drafted(IDVA));
    assert_eq!(desk.response().referrals.len(), 3, "the discarded one stays on record");
}

#[test]
fn needs_are_the_directorys_own() {
    let mut desk = desk_with_incident();
    let mut wanted = draft(IDVA);
    wanted.needs = vec!["housing".to_owned(), "a_pony".to_owned()];
    let command = Command::DraftReferral { response: response(), draft: wanted };
    assert_eq!(desk.refused(&asha(), command, RefusalCode::FieldInvalid).field.as_deref(), Some("draft.needs"));
}

// Safety plan, hazards

#[test]
fn a_plan_has_steps_on_the_schemes_topics() {
    let mut desk = desk_with_incident();
    let recorded = |plan| Command::RecordSafetyPlan { response: response(), plan };
    let mut empty = plan("safe_place");
    empty.steps.clear();
    desk.refused(&asha(), recorded(empty), RefusalCode::FieldInvalid);
    desk.refused(&asha(), recorded(plan("a_trip_to_the_moon")), RefusalCode::FieldInvalid);
    desk.must(&asha(), recorded(plan("safe_place")));
    assert!(desk.response().plan().unwrap().value.agreed);
}

#[test]
fn hazards_found_are_kept_sorted_and_once() {
    let mut desk = desk_with_incident();
    desk.must(&asha(), found(&[Hazard::SelfHarm, Hazard::Weapon, Hazard::SelfHarm]));
    assert_eq!(desk.response().found, [Hazard::Weapon, Hazard::SelfHarm]);
    assert_eq!(desk.acts().last().unwrap(), "Hazards found in our contact: weapon, self harm");
}

// Trying

#[test]
fn only_a_reasoned_decision_ends_trying_and_another_attempt_begins_it_again() {
    let mut desk = desk_with_incident();
    for _ in 0..30 {
        desk.now += HOUR;
        desk.must(&asha(), Command::RecordContact { response: response(), attempt: no_answer() });
    }
    assert!(desk.response().trying_ended.is_none(), "no number of attempts ends it");
    let end = |reason: &str| Command::EndTrying { response: response(), reason: text(reason) };
    desk.refused(&asha(), end(""), RefusalCode::FieldInvalid);
    desk.must(&asha(), end("She asked us by text not to ring again"));
    assert_eq!(desk.refused(&asha(), end("Again"), RefusalCode::WrongState).who.as_deref(), Some("Asha Wren"));
    desk.must(&asha(), Command::ResumeTrying { response: response() });
    desk.refused(&asha(), Command::ResumeTrying { response: response() }, RefusalCode::WrongState);
    desk.must(&asha(), end("She is with her sister"));
    desk.must(&asha(), Command::RecordContact { response: response(), attempt: spoke() });
    assert!(desk.response().trying_ended.is_none());
}

// Claims

#[test]
fn a_claim_is_taken_over_with_a_reason_that_stays_on_record() {
    let mut desk = desk_with_incident();
    let take_over =
        |reason: &str| Command::TakeOverClaim { response: response(), from: asha().user, reason: text(reason) };
    let free = desk.refused(&beth(), take_over("Nobody has it"), RefusalCode::WrongState);
    assert!(free.message.contains("claim it"));
    desk.must(&asha(), Command::ClaimResponse { response: response() });
    desk.refused(&beth(), take_over(" "), RefusalCode::FieldInvalid);
    desk.refused(&asha(), take_over("It is mine"), RefusalCode::WrongState);
    desk.must(&beth(), take_over("Her shift ended; the call is due"));
    assert_eq!(desk.response().claim.as_ref().unwrap().name, "Beth Larch");
    assert_eq!(desk.acts().last().unwrap(), "Taken over from Asha Wren");
}

#[test]
fn what_is_passed_on_waits_for_whoever_claims_it() {
    let mut desk = desk_with_incident();
    let pass = |to: &str| Command::PassOn { response: response(), to: to.to_owned(), note: text("Ring at ten") };
    desk.refused(&asha(), pass(" "), RefusalCode::FieldInvalid);
    desk.must(&asha(), pass("Sunday's worker"));
    assert_eq!(desk.response().state(&desk.gate()), ResponseState::HandedOver);
    assert!(desk.response().claim.is_none());
    desk.must(&beth(), Command::ClaimResponse { response: response() });
    assert!(desk.response().passed_on.is_none());
    desk.refused(&asha(), pass("Sunday's worker"), RefusalCode::NotYourClaim);
}

// Alarms

#[test]
fn an_alarm_is_shelved_for_a_while_with_a_reason_and_a_cut_line_never() {
    let mut desk = desk_with_incident();
    let shelve = |desk: &Desk, alarm, ms, reason: &str| Command::ShelveAlarm {
        response: response(),
        alarm,
        until: desk.now + ms,
        reason: text(reason),
    };
    for (alarm, ms, reason, code) in [
        (Alarm::LineCut, MINUTE, "On it", RefusalCode::WrongState),
        (Alarm::GateRevoked, MINUTE, "On it", RefusalCode::WrongState),
        (Alarm::ContactDue, MINUTE, "", RefusalCode::FieldInvalid),
        (Alarm::ContactDue, 0, "On it", RefusalCode::FieldInvalid),
        (Alarm::ContactDue, SHELVE_MS_MAX + 1, "On it", RefusalCode::FieldInvalid),
    ] {
        let command = shelve(&desk, alarm, ms, reason);
        desk.refused(&asha(), command, code);
    }
    let command = shelve(&desk, Alarm::ContactDue, SHELVE_MS_MAX, "On the line with the desk");
    desk.must(&asha(), command);
    let command = shelve(&desk, Alarm::ContactDue, MINUTE, "Shorter");
    desk.must(&beth(), command);
    assert_eq!(desk.response().shelved.len(), 1, "the later word counts");
    desk.must(&asha(), Command::UnshelveAlarm { response: response(), alarm: Alarm::ContactDue });
    let again = Command::UnshelveAlarm { response: response(), alarm: Alarm::ContactDue };
    desk.refused(&asha(), again, RefusalCode::WrongState);
}

#[test]
fn an_escalation_is_withdrawn_with_a_reason_and_does_not_climb() {
    let mut desk = desk_with_incident();
    let id = desk.ask_quicker();
    let withdraw = |reason: &str| Command::WithdrawEscalation { escalation: id.clone(), reason: text(reason) };
    desk.refused(&asha(), withdraw(""), RefusalCode::FieldInvalid);
    desk.refused(&support::desk(), withdraw("Not mine to"), RefusalCode::RoleNotAllowed);
    desk.must(&beth(), withdraw("She says that he has gone to the station"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Withdrawn);
    assert!(desk.wait(HOUR).is_empty(), "nobody is told any more");
    desk.refused(&asha(), withdraw("Twice"), RefusalCode::WrongState);
    desk.hear(grade("1"));
    assert_eq!(desk.escalation(&id).state, EscalationState::Withdrawn, "a later regrade is no answer to it");
}

// Safe contact

#[rstest]
#[case::no_day(SafeWindow { days: vec![], from: "09:00".into(), until: "17:00".into() }, "record.windows.days")]
#[case::no_time(SafeWindow { days: vec![Weekday::Mon], from: "nine".into(), until: "17:00".into() }, "record.windows.from")]
#[case::midnight_as_24(SafeWindow { days: vec![Weekday::Mon], from: "09:00".into(), until: "24:00".into() }, "record.windows.until")]
fn a_window_is_days_and_local_times(#[case] window: SafeWindow, #[case] field: &str) {
    let mut desk = desk_with_incident();
    let record = SafeContact { windows: Secret(vec![window]), ..safe_number() };
    let refusal =
        desk.refused(&asha(), Command::RecordSafeContact { response: response(), record }, RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some(field));
}

#[test]
fn further_numbers_are_numbers_and_a_written_channel_has_an_address() {
    let mut desk = desk_with_incident();
    let nobody = OtherNumber { number: text(" "), whose: text("her sister"), safe_to_ring: true };
    let many = vec![OtherNumber { number: text("01632 960177"), ..nobody.clone() }; 7];
    for (field, record) in [
        ("record.other_numbers.number", SafeContact { other_numbers: vec![nobody], ..safe_number() }),
        ("record.other_numbers", SafeContact { other_numbers: many, ..safe_number() }),
        ("record.email", SafeContact { email_allowed: true, ..safe_number() }),
    ] {
        let command = Command::RecordSafeContact { response: response(), record };
        assert_eq!(desk.refused(&asha(), command, RefusalCode::FieldInvalid).field.as_deref(), Some(field));
    }
}

#[test]
fn a_second_step_is_recorded_and_never_stands_in_the_way() {
    let mut desk = desk_with_incident();
    desk.must(&beth(), Command::ClaimResponse { response: response() });
    // Whoever has the claim: danger does not wait for a hand-over.
    desk.must(&asha(), Command::TakeSecondStep { response: response(), because: SecondStep::OutsideWindow });
    assert_eq!(desk.acts().last().unwrap(), "Number shown outside the times that are safe");
}

// Outcome

#[test]
fn the_schemes_own_questions_are_answered_in_their_own_measure() {
    let mut desk = Desk::with_incident(tees_valley());
    let with = |question: &str, answer: i64| Command::RecordOutcome {
        response: response(),
        outcome: Outcome { answers: [(question.to_owned(), answer)].into(), ..engaged() },
    };
    for (question, answer) in [("listened_to", 2), ("listened_to", -1), ("police_minutes_freed", -5), ("shoe_size", 1)]
    {
        let refusal = desk.refused(&asha(), with(question, answer), RefusalCode::FieldInvalid);
        assert_eq!(refusal.field.as_deref(), Some("outcome.answers"));
    }
    desk.must(&asha(), with("listened_to", 1));
    desk.must(&asha(), with("police_minutes_freed", 90));
}

#[test]
fn children_go_into_a_refuge_only_with_a_place() {
    let mut desk = desk_with_incident();
    let placed = |refuge_placed| Command::RecordOutcome {
        response: response(),
        outcome: Outcome { children_placed: 2, refuge_placed, referral: ReferralDecision::NotOffered, ..engaged() },
    };
    let refusal = desk.refused(&asha(), placed(false), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some("outcome.children_placed"));
    desk.must(&asha(), placed(true));
}

// Corrections

#[test]
fn a_correction_is_a_new_entry_that_names_the_old_one() {
    let mut desk = desk_with_incident();
    let note = |words: &str, corrects| Command::AddNote {
        response: response(),
        text: text(words),
        corrects,
        kept: Kept::Shared,
    };
    desk.must(&asha(), note("Spoke with her mother", None));
    let wrong = desk.response().acts.last().unwrap().clone();
    desk.must(&beth(), note("It was her sister", Some(wrong.seq)));
    assert_eq!(desk.response().acts.iter().find(|act| act.seq == wrong.seq), Some(&wrong), "the entry itself stays");
    let correction = desk.response().acts.last().unwrap();
    assert_eq!((correction.words.as_str(), correction.corrects), ("Correction", Some(wrong.seq)));
    desk.refused(&asha(), note("Of nothing", Some(1)), RefusalCode::FieldInvalid);
    let elsewhere = Command::AddNote {
        response: ResponseId::from("TP-9#1"),
        text: text("x"),
        corrects: Some(wrong.seq),
        kept: Kept::Shared,
    };
    desk.refused(&asha(), elsewhere, RefusalCode::NotFound);
}

// What the review of these rules found

#[test]
fn consent_to_one_thing_is_not_consent_to_another() {
    let mut desk = desk_with_incident();
    desk.must(&asha(), record(consent("children", IDVA, ConsentDecision::Given)));
    assert!(!may_refer(&desk.scheme, &desk.response().consents, IDVA).0);
    say(&mut desk, ConsentDecision::Refused);
    let (may, because) = may_refer(&desk.scheme, &desk.response().consents, IDVA);
    assert!(!may && because.starts_with("consent refused"), "{because}");
}

#[test]
fn what_was_said_last_is_in_force_whatever_arrives_last() {
    let mut desk = desk_with_incident();
    let heard_at = desk.now;
    desk.now += HOUR;
    say(&mut desk, ConsentDecision::Given);
    say(&mut desk, ConsentDecision::Withdrawn);
    // A crew without signal had heard a yes before all that.
    desk.must_late(&asha(), heard_at, record(consent("referral", IDVA, ConsentDecision::Given)));
    assert!(!may_refer(&desk.scheme, &desk.response().consents, IDVA).0);
}

#[test]
fn an_older_word_on_safety_or_trying_does_not_replace_a_newer_one() {
    let mut desk = desk_with_incident();
    let before = desk.now;
    desk.now += HOUR;
    let unsafe_now = SafeContact { safe_to_ring: false, ..safe_number() };
    desk.must(&asha(), Command::RecordSafeContact { response: response(), record: unsafe_now });
    desk.must(&asha(), Command::EndTrying { response: response(), reason: text("She asked us not to") });
    desk.must_late(&asha(), before, Command::RecordSafeContact { response: response(), record: safe_number() });
    desk.must_late(&asha(), before, Command::RecordContact { response: response(), attempt: no_answer() });
    assert!(!desk.response().safe_contact.as_ref().unwrap().value.safe_to_ring);
    assert!(desk.response().trying_ended.is_some());
}

#[test]
fn hazards_are_added_and_ruled_out_only_with_a_reason() {
    let mut desk = desk_with_incident();
    desk.must(&asha(), found(&[Hazard::Strangulation]));
    // Somebody whose form was open before adds another: nothing is lost.
    desk.must(&asha(), found(&[Hazard::Children]));
    assert_eq!(desk.response().found, [Hazard::Strangulation, Hazard::Children]);
    desk.refused(&asha(), ruled_out(&[Hazard::Strangulation], " "), RefusalCode::FieldInvalid);
    desk.refused(&asha(), ruled_out(&[Hazard::Weapon], "Never was"), RefusalCode::FieldInvalid);
    desk.refused(&asha(), found(&[]), RefusalCode::FieldInvalid);
    desk.must(&asha(), ruled_out(&[Hazard::Strangulation], "She meant her brother"));
    assert_eq!(desk.response().found, [Hazard::Children]);
}

#[test]
fn a_claim_is_taken_over_only_from_whom_it_was_meant_to_be() {
    let mut desk = desk_with_incident();
    desk.must(&asha(), Command::ClaimResponse { response: response() });
    let from = |who: &alongside_core::Person| Command::TakeOverClaim {
        response: response(),
        from: who.user.clone(),
        reason: text("Gone home"),
    };
    let carl = alongside_core::Person { user: "carl".into(), name: "Carl Reed".to_owned(), ..beth() };
    desk.must(&carl, from(&asha()));
    let refusal = desk.refused(&beth(), from(&asha()), RefusalCode::AlreadyClaimed);
    assert_eq!(refusal.who.as_deref(), Some("Carl Reed"));
}

#[test]
fn a_shelf_does_not_outlive_what_it_was_for() {
    let mut desk = desk_with_incident();
    let shelve = |desk: &Desk, alarm| Command::ShelveAlarm {
        response: response(),
        alarm,
        until: desk.now + 50 * MINUTE,
        reason: text("On the line with the desk"),
    };
    let id = desk.ask_quicker();
    let command = shelve(&desk, Alarm::Escalation);
    desk.must(&asha(), command);
    desk.must(&support::desk(), Command::AcknowledgeEscalation { escalation: id.clone() });
    desk.must(&support::desk(), Command::DeclineEscalation { escalation: id, reason: text("Unit is there") });
    assert_eq!(desk.response().shelved.len(), 1);
    desk.ask_quicker();
    assert!(desk.response().shelved.is_empty(), "the next request is heard");
    let command = shelve(&desk, Alarm::ContactDue);
    desk.must(&asha(), command);
    desk.must(&asha(), Command::RecordContact { response: response(), attempt: no_answer() });
    assert!(desk.response().shelved.is_empty(), "the next attempt is told of");
}

#[test]
fn a_crew_takes_back_its_own_request_alone() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(alongside_protocol::vocabulary::DeploymentState::AtScene);
    let asked = desk.line_cut();
    let withdraw = |id| Command::WithdrawEscalation { escalation: id, reason: text("All is well") };
    desk.refused(&crew("car-1"), withdraw(asked.clone()), RefusalCode::NotFound);
    desk.must(&asha(), withdraw(asked));
    desk.must(&crew("car-1"), escalate(alongside_protocol::vocabulary::EscalationKind::QuickerResponse, "He is back"));
    let own = desk.response().escalations.last().unwrap().id.clone();
    desk.must(&crew("car-1"), withdraw(own));
}
