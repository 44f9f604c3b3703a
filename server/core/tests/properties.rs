//! Invariants over random sequences: commands by several people, facts of the feed, time. I2, I4, I6, I7.
//! They stand in `support/watch.rs` and are checked after every event and every step.
#![allow(clippy::unwrap_used)]

#[path = "support/documents.rs"]
mod documents;
mod support;
#[path = "support/watch.rs"]
mod watch;

use std::collections::{BTreeMap, BTreeSet};

use alongside_core::{Actor, Board, Entry, Event, Input, decide, evolve};
use alongside_protocol::{Command, vocabulary::ReferralDecision};
use documents::{from_documents, through_json};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use support::*;
use watch::{Watch, people, steps};

fn fold(entries: &[Entry]) -> Board {
    let mut board = Board::default();
    for entry in entries {
        evolve(&mut board, entry);
    }
    board
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 320, failure_persistence: None, ..ProptestConfig::default() })]

    /// The invariants themselves stand in [`Watch`]: they are checked after every event and every step.
    #[test]
    fn i7_one_active_deployment_per_car_and_one_claim_per_response(steps in steps()) {
        Watch::run(&steps);
    }

    #[test]
    fn i4_fold_of_the_journal_and_of_the_documents_is_the_board(steps in steps()) {
        let watch = Watch::run(&steps);
        let journal: Vec<Entry> = watch.entries.iter().map(through_json).collect();
        prop_assert_eq!(&journal, &watch.entries);
        prop_assert_eq!(&fold(&journal), &watch.board);
        let middle = journal.len() / 2;
        let mut resumed = from_documents(&fold(&journal[..middle]));
        for entry in &journal[middle..] {
            evolve(&mut resumed, entry);
        }
        prop_assert_eq!(&resumed, &watch.board, "from documents, then on from the journal");
        prop_assert_eq!(&from_documents(&watch.board), &watch.board);
    }

    #[test]
    fn every_reserved_job_ends_offered_or_over(steps in steps()) {
        let watch = Watch::run(&steps);
        let mut reserved = BTreeMap::new();
        for entry in &watch.entries {
            match &entry.event {
                Event::CarReserved { deployment, car, .. } => {
                    reserved.insert(deployment.clone(), car.clone());
                }
                Event::CarOffered { deployment, .. } | Event::CarStoodDown { deployment, .. } => {
                    reserved.remove(deployment);
                }
                _ => {}
            }
        }
        for (job, car) in reserved {
            prop_assert!(watch.board.car(&car).queue.contains(&job), "{} waits on", job);
        }
    }
}

/// The sequences above mean something only if they get everywhere.
#[test]
fn the_sequences_reach_every_kind_of_event() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..320 {
        let sequence = steps().new_tree(&mut runner).unwrap().current();
        reached.extend(Watch::run(&sequence).kinds);
    }
    let missing: Vec<_> = ALL_KINDS.iter().filter(|kind| !reached.contains(*kind)).collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
}

const ALL_KINDS: [&str; 63] = [
    "feed_recorded",
    "incident_archived",
    "response_opened",
    "claim_taken",
    "claim_released",
    "claim_lapsed",
    "claim_handed_over",
    "note_added",
    "safe_contact_recorded",
    "contact_attempted",
    "outcome_recorded",
    "response_closed",
    "response_reopened",
    "escalation_requested",
    "escalation_acknowledged",
    "escalation_declined",
    "escalation_regraded",
    "escalation_climbed",
    "shift_started",
    "shift_ended",
    "break_started",
    "break_ended",
    "car_reserved",
    "car_offered",
    "offer_acknowledged",
    "offer_declined",
    "offer_lapsed",
    "car_went_en_route",
    "car_arrived_at_scene",
    "car_resumed",
    "car_stood_down",
    "car_recalled",
    "recall_confirmed",
    "gate_revoked",
    "standing_set",
    "repeat_judged",
    "duplicate_linked",
    "duplicate_unlinked",
    "claim_taken_over",
    "response_passed_on",
    "hazards_recorded",
    "second_step_taken",
    "trying_ended",
    "trying_resumed",
    "risk_recorded",
    "safety_plan_recorded",
    "consent_recorded",
    "referral_drafted",
    "referral_discarded",
    "referral_answered",
    "escalation_withdrawn",
    "alarm_shelved",
    "alarm_unshelved",
    "crew_changed",
    "car_needs_set",
    "car_wanted",
    "queue_reordered",
    "checked_in",
    "check_in_missed",
    "sos_raised",
    "sos_answered",
    "sos_climbed",
    "sos_ended",
];

// What the outcome of a step may be, for every command on every board that a sequence reaches

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn refusals_change_nothing_and_name_what_is_wrong(steps in steps()) {
        let watch = Watch::run(&steps);
        for (name, command) in every_command() {
            for person in people() {
                let context = watch.context(Actor::Person(person.clone()));
                let input = Input::Person(command.clone());
                let before = watch.board.clone();
                let decided = decide(&watch.board, &watch.scheme, &input, &context);
                prop_assert_eq!(&decided, &decide(&watch.board, &watch.scheme, &input, &context), "{}", name);
                prop_assert_eq!(&watch.board, &before);
                match decided {
                    Ok(events) => prop_assert!(!events.is_empty(), "{} is done without a trace", name),
                    Err(refusal) => prop_assert!(!refusal.message.is_empty()),
                }
            }
        }
    }
}

#[test]
fn a_referral_decision_survives_the_document() {
    let mut desk = Desk::with_incident(cleveland_car());
    for (decision, _) in ReferralDecision::ALL {
        let services =
            if *decision == ReferralDecision::Referred { vec!["Idva service".to_owned()] } else { Vec::new() };
        let outcome = alongside_protocol::record::Outcome { referral: *decision, services, ..engaged() };
        desk.must(&asha(), Command::RecordOutcome { response: response(), outcome });
        assert_eq!(from_documents(&desk.board), desk.board);
    }
}
