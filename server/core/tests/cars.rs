//! Support cars: shifts, seats, overrides, offers, queues, recalls.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_protocol::{
    Command, DeploymentId, RefusalCode, limits,
    vocabulary::{CarStatus, DeploymentState, Kept, SuspectWhereabouts},
};
use rstest::rstest;
use support::*;

fn status(desk: &Desk) -> CarStatus {
    desk.board.car_status(&desk.car())
}

fn end_shift() -> Command {
    Command::EndShift { car: car_id("car-1") }
}

fn offer_next() -> Command {
    Command::OfferNext { car: car_id("car-1") }
}

fn stand_down(job: &DeploymentId) -> Command {
    Command::StandDown { deployment: job.clone(), reason: text("Another car is nearer") }
}

fn recall(job: &DeploymentId) -> Command {
    Command::RecallCar { deployment: job.clone(), reason: text("Come away from there") }
}

/// From which state, and what the crew asks.
type Step = (DeploymentState, fn(DeploymentId) -> Command);

/// `car-1` at the scene of the usual incident, and `waiting` more incidents with open gates.
fn busy_with_others(waiting: usize) -> (Desk, DeploymentId, Vec<String>) {
    let mut desk = Desk::with_open_gate(tees_valley());
    let first = desk.job_to(DeploymentState::AtScene);
    let others: Vec<String> = (0..waiting).map(|n| format!("TP-05{n:02}")).collect();
    for other in &others {
        desk.hear_on(other, received("DOMESTIC", "2"));
        desk.open_gate(other);
    }
    (desk, first, others)
}

#[test]
fn the_whole_way_of_one_job() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    assert_eq!(status(&desk), CarStatus::Available);
    let id = desk.job_to(DeploymentState::Offered);
    assert_eq!(status(&desk), CarStatus::Offered);
    let offered_at = desk.now;
    assert_eq!(desk.job(&id).offer_lapses_at, Some(offered_at + desk.scheme.clocks.offer_window_ms));
    for (command, state, car) in [
        (Command::AcknowledgeOffer { deployment: id.clone() }, DeploymentState::Acknowledged, CarStatus::Committed),
        (Command::GoEnRoute { deployment: id.clone() }, DeploymentState::EnRoute, CarStatus::Committed),
        (Command::ArriveAtScene { deployment: id.clone() }, DeploymentState::AtScene, CarStatus::AtScene),
        (Command::ResumeCar { deployment: id.clone() }, DeploymentState::Resumed, CarStatus::Available),
    ] {
        desk.now += MINUTE;
        desk.must(&crew("car-1"), command);
        assert_eq!((desk.job(&id).state, status(&desk)), (state, car));
        assert_eq!(desk.job(&id).at, desk.now);
        assert_eq!(desk.car().status_at, desk.now);
        assert_eq!(desk.job(&id).offer_lapses_at, None);
    }
    assert_eq!(desk.response().visited_at(), Some(offered_at + 3 * MINUTE));
}

#[test]
fn no_step_may_be_skipped_or_done_twice() {
    let steps: [Step; 5] = [
        (DeploymentState::Offered, |deployment| Command::AcknowledgeOffer { deployment }),
        (DeploymentState::Offered, |deployment| Command::DeclineOffer { deployment, reason: text("Too far") }),
        (DeploymentState::Acknowledged, |deployment| Command::GoEnRoute { deployment }),
        (DeploymentState::EnRoute, |deployment| Command::ArriveAtScene { deployment }),
        (DeploymentState::AtScene, |deployment| Command::ResumeCar { deployment }),
    ];
    let states = [
        DeploymentState::Offered,
        DeploymentState::Acknowledged,
        DeploymentState::EnRoute,
        DeploymentState::AtScene,
        DeploymentState::Resumed,
    ];
    for state in states {
        let mut desk = Desk::with_open_gate(cleveland_car());
        let id = desk.job_to(state);
        for (from, step) in &steps {
            let decided = desk.consider(&crew("car-1"), &step(id.clone()));
            assert_eq!(decided.is_ok(), *from == state, "{state:?} {from:?}");
            if let Err(refusal) = decided {
                assert_eq!(refusal.code, RefusalCode::WrongState);
                assert_eq!(refusal.when, Some(desk.job(&id).at));
            }
        }
    }
}

#[test]
fn a_job_is_its_own_crews_alone() {
    let mut desk = Desk::with_open_gate(tees_valley());
    let id = desk.job_to(DeploymentState::Offered);
    desk.refused(&crew("car-2"), Command::AcknowledgeOffer { deployment: id }, RefusalCode::NotFound);
    let refusal = desk.refused(&crew("car-2"), end_shift(), RefusalCode::NotYourCar);
    assert_eq!(refusal.message, "this is another crew's car");
}

// Shift and seats

#[test]
fn a_shift_begins_once_and_ends_with_the_hours() {
    let mut desk = Desk::on(cleveland_car());
    desk.sign_on("car-1");
    let shift = desk.car().shift.unwrap();
    assert_eq!(shift.started_at, saturday());
    assert_eq!(shift.ends_at, Some(at("2026-11-21T22:00:00Z")));
    desk.now += MINUTE;
    let again = Command::StartShift { car: car_id("car-1"), seats: full_seats() };
    let refusal = desk.refused(&crew("car-1"), again, RefusalCode::WrongState);
    assert_eq!(refusal.when, Some(saturday()));
    desk.must(&crew("car-1"), end_shift());
    assert_eq!(status(&desk), CarStatus::OffDuty);
    assert_eq!(
        desk.refused(&crew("car-1"), end_shift(), RefusalCode::WrongState).message,
        "this car is off duty already"
    );
}

#[test]
fn a_car_that_the_scheme_does_not_know_is_named_with_those_it_does() {
    let mut desk = Desk::on(tees_valley());
    let refusal = desk.refused(
        &coordinator(),
        Command::StartShift { car: car_id("car-9"), seats: full_seats() },
        RefusalCode::NotFound,
    );
    assert_eq!(refusal.allowed.as_deref(), Some("car-1, car-2"));
    assert_eq!(refusal.found.as_deref(), Some("\"car-9\""));
}

#[test]
fn each_seat_is_filled_once_by_somebody_with_a_name() {
    let mut desk = Desk::on(cleveland_car());
    let mut twice = full_seats();
    twice.push(twice[0].clone());
    let start = |seats| Command::StartShift { car: car_id("car-1"), seats };
    let refusal = desk.refused(&crew("car-1"), start(twice), RefusalCode::FieldInvalid);
    assert_eq!(refusal.found.as_deref(), Some("support_worker too often"));
    let mut nameless = full_seats();
    nameless[1].name = "  ".to_owned();
    let refusal = desk.refused(&crew("car-1"), start(nameless), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some("seats.name"));
}

#[test]
fn a_car_off_duty_is_sent_nowhere_not_even_by_override() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.open_gate(NUMBER);
    assert_eq!(desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::CarOffDuty).message, "DA01 is off duty");
    desk.refused(&inspector(), send_overridden(NUMBER, "car-1"), RefusalCode::CarOffDuty);
}

#[rstest]
#[case::no_officer(worker_alone(), "DA01: no officer in the car")]
#[case::nobody(Vec::new(), "DA01: no support worker in the car")]
fn an_empty_seat_is_not_deployable(#[case] seats: Vec<alongside_protocol::record::SeatFilled>, #[case] why: &str) {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.open_gate(NUMBER);
    desk.must(&crew("car-1"), Command::StartShift { car: car_id("car-1"), seats });
    assert_eq!(desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::SeatEmpty).message, why);
    desk.must(&inspector(), send_overridden(NUMBER, "car-1"));
    assert!(desk.job(&deployment(1)).override_reason.is_some());
}

#[test]
fn alongside_needs_an_officer_in_the_car() {
    let mut desk = Desk::with_incident(gwent());
    let car = "newport";
    desk.must(&crew(car), Command::StartShift { car: car_id(car), seats: worker_alone() });
    desk.refused(&asha(), send(NUMBER, car), RefusalCode::SeatEmpty);
    desk.must(&crew(car), Command::EndShift { car: car_id(car) });
    desk.must(&crew(car), Command::StartShift { car: car_id(car), seats: full_seats() });
    desk.must(&asha(), send(NUMBER, car));
}

#[test]
fn alongside_needs_an_officer_also_where_the_car_has_no_seat_for_one() {
    let mut scheme = gwent();
    scheme.cars[0].seats = vec![alongside_protocol::vocabulary::Seat::SupportWorker];
    let car = scheme.cars[0].id.0.clone();
    let mut desk = Desk::with_incident(scheme);
    desk.must(&crew(&car), Command::StartShift { car: car_id(&car), seats: worker_alone() });
    let refusal = desk.refused(&asha(), send(NUMBER, &car), RefusalCode::SeatEmpty);
    assert_eq!(refusal.message, "AO01: no officer in the car, and here the worker goes with officers");
}

#[test]
fn a_telephone_scheme_sends_no_car() {
    let mut desk = Desk::with_incident(cleveland_control_room());
    let refusal = desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::GateClosed);
    assert_eq!(refusal.message, "this scheme works by telephone and sends no cars");
}

// Override

#[test]
fn an_override_is_for_the_schemes_roles_and_needs_a_reason() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.sign_on("car-1");
    let refusal = desk.refused(&asha(), send_overridden(NUMBER, "car-1"), RefusalCode::GateClosed);
    assert!(refusal.message.ends_with(". Only control_room or inspector may override"), "{}", refusal.message);
    let without = Command::SendCar {
        response: response(),
        car: car_id("car-1"),
        override_reason: Some(text(" ")),
        next_best: false,
    };
    assert_eq!(desk.refused(&support::desk(), without, RefusalCode::FieldInvalid).field.as_deref(), Some("reason"));
    desk.refused(&inspector(), send(NUMBER, "car-1"), RefusalCode::GateClosed);
    desk.must(&support::desk(), send_overridden(NUMBER, "car-1"));
    assert!(desk.acts().contains(&"DA01 offered the job by override".to_owned()));
    assert_eq!(desk.response().acts.last().unwrap().text, desk.job(&deployment(1)).override_reason);
}

#[test]
fn where_the_scheme_allows_nobody_nobody_overrides() {
    let mut scheme = cleveland_car();
    scheme.gate.override_roles.clear();
    let mut desk = Desk::with_incident(scheme);
    desk.sign_on("car-1");
    let refusal = desk.refused(&inspector(), send_overridden(NUMBER, "car-1"), RefusalCode::GateClosed);
    assert!(refusal.message.ends_with(". Only nobody may override"), "{}", refusal.message);
}

#[test]
fn a_reason_that_is_not_needed_makes_no_override() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.must(&inspector(), send_overridden(NUMBER, "car-1"));
    assert_eq!(desk.job(&deployment(1)).override_reason, None);
}

// Offers

#[test]
fn an_offer_lapses_when_its_window_is_over_and_frees_the_car() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::Offered);
    let window = desk.scheme.clocks.offer_window_ms;
    assert!(desk.wait(window - 1).is_empty());
    assert_eq!(kinds(&desk.wait(1)), ["offer_lapsed"]);
    assert_eq!(desk.job(&id).state, DeploymentState::Lapsed);
    assert_eq!(status(&desk), CarStatus::Available);
    assert!(desk.wait(0).is_empty());
    let refusal = desk.refused(&crew("car-1"), Command::AcknowledgeOffer { deployment: id }, RefusalCode::WrongState);
    assert_eq!(refusal.message, "this job is lapsed; this can be done only while it is offered");
    desk.send(NUMBER, "car-1");
    assert_eq!(desk.job(&deployment(2)).state, DeploymentState::Offered);
}

#[test]
fn an_acknowledged_offer_never_lapses() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::Acknowledged);
    assert!(desk.wait(HOUR).is_empty());
}

#[test]
fn a_crew_may_decline_with_a_reason() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(DeploymentState::Offered);
    let decline = |reason: &str| Command::DeclineOffer { deployment: id.clone(), reason: text(reason) };
    desk.refused(&crew("car-1"), decline(""), RefusalCode::FieldInvalid);
    desk.must(&crew("car-1"), decline("A flat tyre"));
    assert_eq!(desk.job(&id).state, DeploymentState::Declined);
    assert_eq!(status(&desk), CarStatus::Available);
}

#[test]
fn one_car_is_on_a_response_at_a_time() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.sign_on("car-2");
    desk.send(NUMBER, "car-1");
    let refusal = desk.refused(&asha(), send(NUMBER, "car-2"), RefusalCode::CarBusy);
    assert_eq!((refusal.who.as_deref(), refusal.when), (Some("Asha Wren"), Some(desk.now)));
}

// Queue

#[test]
fn behind_an_active_job_a_job_is_reserved_and_offered_in_turn() {
    let (mut desk, first, others) = busy_with_others(2);
    for other in &others {
        desk.refused(&asha(), send(other, "car-1"), RefusalCode::CarBusy);
        assert_eq!(kinds(&desk.must(&asha(), reserve(other, "car-1"))), ["car_reserved"]);
    }
    let waiting: Vec<_> = others.iter().map(|other| job_on(other)).collect();
    assert_eq!(desk.car().queue, waiting);
    assert_eq!(desk.car().active, Some(first.clone()));
    desk.refused(&crew("car-1"), offer_next(), RefusalCode::CarBusy);
    desk.must(&crew("car-1"), Command::ResumeCar { deployment: first });
    assert_eq!(desk.car().queue, waiting, "ending one job leaves the others as they were");
    desk.must(&crew("car-1"), offer_next());
    assert_eq!(desk.car().active.as_ref(), waiting.first());
    assert_eq!(desk.car().queue, waiting[1..]);
}

#[test]
fn offering_the_next_asks_the_gate_again() {
    let (mut desk, first, others) = busy_with_others(1);
    desk.must(&asha(), reserve(&others[0], "car-1"));
    desk.must(&crew("car-1"), Command::ResumeCar { deployment: first });
    desk.hear_on(&others[0], new_call());
    let refusal = desk.refused(&crew("car-1"), offer_next(), RefusalCode::GateClosed);
    assert_eq!(refusal.message, "a car may not go yet: the gate was revoked: a new call came in");
    desk.hear_on(&others[0], suspect(SuspectWhereabouts::InCustody));
    desk.hear_on(&others[0], safe());
    desk.must(&crew("car-1"), offer_next());
}

#[test]
fn the_queue_is_bounded() {
    let (mut desk, _, others) = busy_with_others(limits::CAR_QUEUE_MAX + 1);
    let (last, fitting) = others.split_last().unwrap();
    for other in fitting {
        desk.must(&asha(), reserve(other, "car-1"));
    }
    let refusal = desk.refused(&asha(), reserve(last, "car-1"), RefusalCode::CarQueueFull);
    assert_eq!(refusal.message, "DA01 has 8 jobs waiting, which is the most");
}

#[test]
fn a_reserved_job_may_be_stood_down_and_leaves_the_active_one() {
    let (mut desk, first, others) = busy_with_others(2);
    desk.must(&asha(), reserve(&others[0], "car-1"));
    desk.must(&asha(), reserve(&others[1], "car-1"));
    desk.must(&asha(), stand_down(&job_on(&others[0])));
    assert_eq!(desk.car().queue, [job_on(&others[1])]);
    assert_eq!(desk.car().active, Some(first));
}

#[test]
fn a_break_makes_jobs_wait() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let brk = Command::TakeBreak { car: car_id("car-1") };
    desk.must(&crew("car-1"), brk.clone());
    assert_eq!(status(&desk), CarStatus::Break);
    desk.refused(&crew("car-1"), brk.clone(), RefusalCode::WrongState);
    desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::CarBusy);
    assert_eq!(kinds(&desk.must(&asha(), reserve(NUMBER, "car-1"))), ["car_reserved"]);
    assert_eq!(
        desk.refused(&crew("car-1"), offer_next(), RefusalCode::CarBusy).message,
        "DA01 is on a break; reserve it for afterwards, or choose another"
    );
    desk.must(&crew("car-1"), Command::EndBreak { car: car_id("car-1") });
    desk.refused(&crew("car-1"), Command::EndBreak { car: car_id("car-1") }, RefusalCode::WrongState);
    desk.must(&crew("car-1"), offer_next());
    desk.refused(&crew("car-1"), brk, RefusalCode::CarBusy);
}

#[test]
fn no_job_waits_for_this_car() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    assert_eq!(desk.refused(&asha(), offer_next(), RefusalCode::WrongState).message, "no job waits for this car");
}

// Stand down and recall

#[rstest]
#[case(DeploymentState::Offered, true, false)]
#[case(DeploymentState::Acknowledged, true, true)]
#[case(DeploymentState::EnRoute, true, true)]
#[case(DeploymentState::AtScene, false, true)]
#[case(DeploymentState::Resumed, false, false)]
fn stand_down_until_the_scene_recall_once_it_is_taken(
    #[case] state: DeploymentState,
    #[case] may_stand_down: bool,
    #[case] may_recall: bool,
) {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let id = desk.job_to(state);
    assert_eq!(desk.consider(&support::desk(), &stand_down(&id)).is_ok(), may_stand_down);
    assert_eq!(desk.consider(&support::desk(), &recall(&id)).is_ok(), may_recall);
}

#[test]
fn a_recalled_car_takes_no_job_until_its_crew_says_that_it_is_clear() {
    let mut desk = Desk::with_open_gate(tees_valley());
    let id = desk.job_to(DeploymentState::AtScene);
    desk.must(&support::desk(), recall(&id));
    assert_eq!(status(&desk), CarStatus::Recalled);
    assert_eq!(desk.car().active, None);
    desk.hear_on("TP-0500", received("DOMESTIC", "2"));
    desk.open_gate("TP-0500");
    assert_eq!(kinds(&desk.must(&asha(), reserve("TP-0500", "car-1"))), ["car_reserved"]);
    assert_eq!(
        desk.refused(&crew("car-1"), offer_next(), RefusalCode::CarBusy).message,
        "DA01 is recalled, and the crew has not said that it is clear; reserve it for afterwards, or choose another"
    );
    let confirm = Command::ConfirmRecall { deployment: id.clone() };
    desk.refused(&crew("car-2"), confirm.clone(), RefusalCode::NotFound);
    desk.must(&crew("car-1"), confirm.clone());
    assert!(!desk.job(&id).recall_unconfirmed);
    assert_eq!(status(&desk), CarStatus::Available);
    assert_eq!(desk.acts().last().unwrap(), "Crew clear of the scene");
    desk.refused(&crew("car-1"), confirm, RefusalCode::WrongState);
    desk.must(&crew("car-1"), offer_next());
}

#[test]
fn a_recalled_crew_may_still_write_down_what_it_knows() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::EnRoute);
    desk.hear(suspect(SuspectWhereabouts::Returned));
    desk.must(&crew("car-1"), Command::RecordContact { response: response(), attempt: spoke() });
    desk.must(&crew("car-1"), Command::ConfirmRecall { deployment: deployment(1) });
    desk.must(
        &crew("car-1"),
        Command::AddNote {
            response: response(),
            text: text("She was at the window"),
            corrects: None,
            kept: Kept::Shared,
        },
    );
    desk.must(&crew("car-1"), Command::RecordContact { response: response(), attempt: spoke() });
}

#[test]
fn after_a_visit_the_crew_may_still_record_its_outcome() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::Resumed);
    desk.must(&crew("car-1"), Command::RecordOutcome { response: response(), outcome: engaged() });
    assert!(desk.response().claim.is_none(), "a crew works on its job without the claim");
}

#[test]
fn a_shift_does_not_end_with_work_in_hand() {
    let (mut desk, first, others) = busy_with_others(1);
    desk.must(&asha(), reserve(&others[0], "car-1"));
    desk.refused(&crew("car-1"), end_shift(), RefusalCode::CarBusy);
    desk.must(&support::desk(), recall(&first));
    let refusal = desk.refused(&crew("car-1"), end_shift(), RefusalCode::WrongState);
    assert!(refusal.message.contains("is reserved for this car"), "{}", refusal.message);
    desk.must(&asha(), stand_down(&job_on(&others[0])));
    let refusal = desk.refused(&crew("car-1"), end_shift(), RefusalCode::WrongState);
    assert_eq!(refusal.message, "confirm that the crew is clear of the scene first");
    desk.must(&crew("car-1"), Command::ConfirmRecall { deployment: first });
    desk.must(&crew("car-1"), end_shift());
}

#[test]
fn a_closed_response_takes_no_car() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.record_outcome_and_close();
    desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::WrongState);
}
