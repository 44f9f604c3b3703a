//! Who may ask for what: every command by every role, written out by hand and not read from the policy.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Actor, Input, decide};
use alongside_protocol::{
    RefusalCode,
    vocabulary::Role::{self, ControlRoom, Coordinator, Crew, DataProtection, Inspector, SupportWorker},
};
use support::*;

/// For each command the roles that may give it. The feed, a machine, gives none.
const MAY: &[(&str, &[Role])] = &[
    ("claim_response", &[SupportWorker]),
    ("release_claim", &[SupportWorker]),
    ("hand_over_claim", &[SupportWorker]),
    ("open_response", &[SupportWorker]),
    ("add_note", &[SupportWorker, Crew, ControlRoom]),
    ("record_safe_contact", &[SupportWorker, Crew]),
    ("record_contact", &[SupportWorker, Crew]),
    ("record_outcome", &[SupportWorker, Crew]),
    ("close_response", &[SupportWorker]),
    ("reopen_response", &[SupportWorker]),
    ("request_escalation", &[SupportWorker, Crew]),
    ("acknowledge_escalation", &[ControlRoom, Inspector]),
    ("decline_escalation", &[ControlRoom, Inspector]),
    ("start_shift", &[SupportWorker, Crew, ControlRoom, Coordinator]),
    ("end_shift", &[SupportWorker, Crew, ControlRoom, Coordinator]),
    ("take_break", &[SupportWorker, Crew, ControlRoom, Coordinator]),
    ("end_break", &[SupportWorker, Crew, ControlRoom, Coordinator]),
    ("send_car", &[SupportWorker, ControlRoom, Inspector]),
    ("offer_next", &[SupportWorker, Crew, ControlRoom]),
    ("acknowledge_offer", &[Crew]),
    ("decline_offer", &[Crew]),
    ("go_en_route", &[Crew]),
    ("arrive_at_scene", &[Crew]),
    ("resume_car", &[Crew]),
    ("stand_down", &[SupportWorker, ControlRoom, Inspector]),
    ("recall_car", &[SupportWorker, ControlRoom, Inspector]),
    ("confirm_recall", &[Crew, ControlRoom]),
    ("set_standing", &[SupportWorker]),
    ("judge_repeat", &[SupportWorker]),
    ("link_duplicate", &[SupportWorker]),
    ("unlink_duplicate", &[SupportWorker]),
    ("take_over_claim", &[SupportWorker]),
    ("pass_on", &[SupportWorker]),
    ("record_hazards", &[SupportWorker, Crew]),
    ("take_second_step", &[SupportWorker, Crew]),
    ("end_trying", &[SupportWorker]),
    ("resume_trying", &[SupportWorker]),
    ("record_risk", &[SupportWorker, Crew]),
    ("record_referral_answer", &[Coordinator]),
    ("record_safety_plan", &[SupportWorker, Crew]),
    ("record_welfare", &[SupportWorker, Crew]),
    ("record_consent", &[SupportWorker, Crew]),
    ("draft_referral", &[SupportWorker, Crew]),
    ("discard_referral", &[SupportWorker, Crew]),
    ("withdraw_escalation", &[SupportWorker, Crew]),
    ("shelve_alarm", &[SupportWorker, ControlRoom]),
    ("change_crew", &[Crew, SupportWorker, Coordinator, ControlRoom]),
    ("set_car_needs", &[SupportWorker, Crew]),
    ("reserve_car", &[SupportWorker, ControlRoom, Inspector]),
    ("offer_reserved", &[SupportWorker, ControlRoom, Inspector]),
    ("reorder_queue", &[SupportWorker, ControlRoom, Inspector]),
    ("swap_car", &[SupportWorker, ControlRoom, Inspector]),
    ("apply_plan", &[SupportWorker, ControlRoom, Inspector]),
    ("check_in", &[Crew, SupportWorker, ControlRoom, Inspector]),
    ("raise_sos", &[Crew, SupportWorker, ControlRoom, Inspector]),
    ("answer_sos", &[SupportWorker, ControlRoom, Inspector]),
    ("end_sos", &[Crew, SupportWorker, ControlRoom, Inspector]),
    ("unshelve_alarm", &[SupportWorker, ControlRoom]),
    ("share_note", &[SupportWorker, Crew, ControlRoom]),
    ("place_hold", &[DataProtection]),
    ("lift_hold", &[DataProtection]),
    ("erase_incident", &[DataProtection]),
];

#[test]
fn every_command_by_every_role() {
    let desk = Desk::with_open_gate(cleveland_car());
    let commands = every_command();
    assert_eq!(commands.len(), MAY.len());
    for ((name, command), (listed, may)) in commands.iter().zip(MAY) {
        assert_eq!(name, listed);
        for (role, word) in Role::ALL {
            let decided = desk.consider(&with_role(*role), command);
            let turned_away = decided.is_err_and(|refusal| refusal.code == RefusalCode::RoleNotAllowed);
            assert_eq!(turned_away, !may.contains(role), "{name} by {word}");
        }
    }
}

#[test]
fn a_refusal_names_the_roles_that_may() {
    let mut desk = Desk::with_incident(cleveland_car());
    let command = every_command().remove(11).1;
    let refusal = desk.refused(&asha(), command, RefusalCode::RoleNotAllowed);
    assert_eq!(refusal.message, "this needs the role control_room or inspector");
}

#[test]
fn somebody_with_two_roles_may_do_what_either_may() {
    let desk = Desk::with_incident(cleveland_car());
    let mut both = asha();
    both.roles.push(Inspector);
    for (name, command) in
        every_command().into_iter().filter(|(name, _)| matches!(*name, "claim_response" | "send_car"))
    {
        let decided = desk.consider(&both, &command);
        assert!(!decided.is_err_and(|refusal| refusal.code == RefusalCode::RoleNotAllowed), "{name}");
    }
}

#[test]
fn somebody_without_a_role_may_do_nothing() {
    let desk = Desk::with_open_gate(cleveland_car());
    let mut nobody = asha();
    nobody.roles.clear();
    for (name, command) in every_command() {
        assert_eq!(desk.consider(&nobody, &command).unwrap_err().code, RefusalCode::RoleNotAllowed, "{name}");
    }
}

#[test]
fn a_machine_gives_no_command() {
    let desk = Desk::with_open_gate(cleveland_car());
    for actor in [Actor::Feed, Actor::System] {
        for (name, command) in every_command() {
            let decided = decide(&desk.board, &desk.scheme, &Input::Person(command), &desk.context(actor.clone()));
            assert_eq!(decided.unwrap_err().code, RefusalCode::RoleNotAllowed, "{name}");
        }
    }
}

#[test]
fn a_crew_that_was_never_given_the_job_does_not_learn_that_it_exists() {
    let desk = Desk::with_open_gate(tees_valley());
    let stranger = crew("car-2");
    for name in [
        "add_note",
        "share_note",
        "record_safe_contact",
        "record_contact",
        "record_outcome",
        "request_escalation",
        "record_hazards",
        "take_second_step",
        "record_risk",
        "record_safety_plan",
        "record_welfare",
        "record_consent",
        "draft_referral",
        "discard_referral",
        "withdraw_escalation",
        "set_car_needs",
        "check_in",
    ] {
        let command = every_command().into_iter().find(|(found, _)| *found == name).unwrap().1;
        let there = desk.consider(&stranger, &command).unwrap_err();
        let nowhere = Desk::on(tees_valley()).consider(&stranger, &command).unwrap_err();
        assert_eq!(there, nowhere, "{name}");
    }
}

#[test]
fn a_crew_account_without_a_car_has_no_job() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(alongside_protocol::vocabulary::DeploymentState::Offered);
    let mut no_car = crew("car-1");
    no_car.car = None;
    for name in ["add_note", "request_escalation", "acknowledge_offer", "record_contact"] {
        let command = every_command().into_iter().find(|(found, _)| *found == name).unwrap().1;
        assert_eq!(desk.consider(&no_car, &command).unwrap_err().code, RefusalCode::NotFound, "{name}");
    }
}

#[test]
fn things_that_are_not_there_are_not_found() {
    let desk = Desk::on(cleveland_car());
    for (name, command) in every_command() {
        let expected = match name {
            // Whether the journal knows the number is not the board's to see.
            "start_shift" | "raise_sos" | "place_hold" | "erase_incident" => continue,
            "end_shift" | "take_break" | "end_break" | "offer_next" | "change_crew" | "reorder_queue"
            | "answer_sos" | "end_sos" | "lift_hold" => RefusalCode::WrongState,
            _ => RefusalCode::NotFound,
        };
        let who = [asha(), crew("car-1"), support::desk(), coordinator(), with_role(DataProtection)]
            .into_iter()
            .find(|who| alongside_core::policy::roles_for(&command).iter().any(|role| who.has(*role)))
            .unwrap();
        assert_eq!(desk.consider(&who, &command).unwrap_err().code, expected, "{name}");
    }
}
