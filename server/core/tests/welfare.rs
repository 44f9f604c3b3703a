//! How crews are: check-ins at a scene that climb when they are missed, and calls for help.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::board::Sos;
use alongside_protocol::{
    Command, DeploymentId, RefusalCode,
    vocabulary::{DeploymentState, SosEnding, SuspectWhereabouts},
};
use support::*;

fn check_in(job: &DeploymentId) -> Command {
    Command::CheckIn { deployment: job.clone() }
}

fn raise() -> Command {
    Command::RaiseSos { car: car_id("car-1") }
}

fn answer() -> Command {
    Command::AnswerSos { car: car_id("car-1") }
}

fn end(how: SosEnding) -> Command {
    Command::EndSos { car: car_id("car-1"), how }
}

fn sos(desk: &Desk) -> Option<Sos> {
    desk.car().sos
}

#[test]
fn a_crew_that_is_silent_is_told_to_the_desk_and_then_to_the_inspector() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::AtScene);
    let rules = desk.scheme.deployment.clone();
    let every = rules.check_in_every_ms.unwrap();
    assert!(desk.wait(every - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["check_in_missed"]);
    assert_eq!(desk.job(&id).check_in_missed, 1);
    assert!(desk.wait(rules.check_in_climb_ms - 1).is_empty(), "each is told once");
    assert_eq!(kinds(&desk.wait(1)), ["check_in_missed"]);
    assert_eq!(desk.job(&id).check_in_missed, 2);
    assert!(desk.wait(HOUR).is_empty(), "the inspector is the last");
    assert_eq!(desk.acts().last().unwrap(), "DA01 missed a check-in: inspector told");
}

#[test]
fn a_check_in_starts_the_timer_anew() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::AtScene);
    let every = desk.scheme.deployment.check_in_every_ms.unwrap();
    desk.wait(every - MINUTE);
    desk.must(&crew("car-1"), check_in(&id));
    let due_at = desk.job(&id).check_in_since().unwrap() + every;
    assert_eq!(due_at, desk.now + every);
    assert!(desk.wait(every - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["check_in_missed"]);
    // The desk has heard it by radio.
    desk.must(&support::desk(), check_in(&id));
    assert_eq!(desk.job(&id).check_in_missed, 0);
}

#[test]
fn the_timer_ends_with_the_visit_and_needs_a_rule() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::Resumed);
    assert!(desk.wait(HOUR).is_empty());
    desk.refused(&crew("car-1"), check_in(&id), RefusalCode::WrongState);
    let mut scheme = cleveland_car();
    scheme.deployment.check_in_every_ms = None;
    let mut desk = Desk::with_open_gate(scheme);
    desk.job_to(DeploymentState::AtScene);
    assert!(desk.wait(HOUR).is_empty());
}

#[test]
fn a_silent_crew_that_is_recalled_stays_on_the_clock_until_it_is_clear() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::AtScene);
    let rules = desk.scheme.deployment.clone();
    assert_eq!(kinds(&desk.wait(rules.check_in_every_ms.unwrap())), ["check_in_missed"]);
    desk.hear(suspect(SuspectWhereabouts::Returned));
    assert_eq!(kinds(&desk.wait(rules.check_in_climb_ms)), ["check_in_missed"], "it climbs all the same");
    assert_eq!(desk.job(&id).check_in_missed, 2);
    desk.must(&support::desk(), check_in(&id));
    desk.must(&crew("car-1"), Command::ConfirmRecall { deployment: id.clone() });
    assert!(desk.wait(HOUR).is_empty());
    // A car that was called back on its way was at no scene.
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::EnRoute);
    desk.hear(suspect(SuspectWhereabouts::Returned));
    assert!(desk.wait(HOUR).is_empty());
}

#[test]
fn a_second_press_after_somebody_had_it_rings_anew() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.must(&crew("car-1"), raise());
    desk.must(&support::desk(), answer());
    desk.now += 5 * MINUTE;
    desk.must(&crew("car-1"), raise());
    let again = sos(&desk).unwrap();
    assert_eq!((again.answered, again.climb, again.at), (None, 0, desk.now));
}

#[test]
fn a_node_whose_clock_is_behind_does_not_silence_a_call_for_help() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.must(&crew("car-1"), raise());
    desk.now -= HOUR;
    assert!(desk.wait(0).is_empty());
    desk.now += HOUR;
    assert_eq!(kinds(&desk.wait(desk.scheme.deployment.sos_climb_ms)), ["sos_climbed"]);
    assert_eq!(sos(&desk).unwrap().climb, 1);
}

#[test]
fn only_the_crew_itself_or_a_desk_says_that_it_is_well() {
    let mut desk = Desk::with_open_gate(tees_valley());
    let id = desk.job_to(DeploymentState::AtScene);
    desk.refused(&crew("car-2"), check_in(&id), RefusalCode::NotFound);
    desk.must(&inspector(), check_in(&id));
}

#[test]
fn a_check_in_sent_late_does_not_set_the_timer_back() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::AtScene);
    desk.now += 10 * MINUTE;
    desk.must(&crew("car-1"), check_in(&id));
    let since = desk.job(&id).check_in_since();
    desk.must_late(&crew("car-1"), desk.now - 5 * MINUTE, check_in(&id));
    assert_eq!(desk.job(&id).check_in_since(), since);
}

#[test]
fn a_call_for_help_names_its_job_climbs_until_somebody_has_it_and_ends_with_how() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::AtScene);
    desk.must(&crew("car-1"), raise());
    let raised = sos(&desk).unwrap();
    assert_eq!((raised.by.as_str(), raised.deployment.as_ref(), raised.climb), ("Kit Alder", Some(&id), 0));
    assert!(desk.acts().contains(&"DA01 calls for help".to_owned()));
    let again = desk.refused(&crew("car-1"), raise(), RefusalCode::WrongState);
    assert_eq!((again.who.as_deref(), again.when), (Some("Kit Alder"), Some(desk.now)));
    for climb in 1..=3 {
        assert_eq!(kinds(&desk.wait(desk.scheme.deployment.sos_climb_ms)), ["sos_climbed"]);
        assert_eq!(sos(&desk).unwrap().climb, climb);
    }
    desk.must(&inspector(), answer());
    assert!(desk.wait(10 * MINUTE).iter().all(|event| event.kind() != "sos_climbed"), "somebody has it");
    let second = desk.refused(&support::desk(), answer(), RefusalCode::WrongState);
    assert_eq!(second.who.as_deref(), Some("Ines Heron"));
    desk.must(&support::desk(), end(SosEnding::HelpCame));
    assert_eq!(sos(&desk), None);
    assert_eq!(desk.acts().last().unwrap(), "DA01 call for help over: help came");
    desk.refused(&support::desk(), end(SosEnding::Mistake), RefusalCode::WrongState);
}

#[test]
fn a_car_that_calls_for_help_takes_no_job_and_ends_no_shift() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.must(&crew("car-1"), raise());
    assert_eq!(sos(&desk).unwrap().deployment, None, "without a job too");
    let busy = desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::CarBusy);
    assert_eq!(busy.message, "the crew of DA01 has called for help");
    desk.refused(&crew("car-1"), Command::EndShift { car: car_id("car-1") }, RefusalCode::WrongState);
    desk.refused(&crew("car-2"), end(SosEnding::Mistake), RefusalCode::NotYourCar);
    desk.must(&crew("car-1"), end(SosEnding::Mistake));
    desk.send(NUMBER, "car-1");
}

#[test]
fn help_may_be_called_for_a_crew_that_is_heard_by_radio() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.must(&asha(), raise());
    assert_eq!(sos(&desk).unwrap().by, "Asha Wren");
}
