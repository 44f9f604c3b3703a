//! Who goes instead, and in what order: reserving, queues, swaps, plans, the next best car.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Actor, Input};
use alongside_protocol::{
    CarId, Command, DeploymentId, RefusalCode, limits,
    record::{CarNeeds, SeatFilled},
    vocabulary::{DeploymentState, SuspectWhereabouts, WorkerGender},
};
use support::*;

/// Both cars on duty, and so many further incidents with open gates.
fn two_cars(others: usize) -> (Desk, Vec<String>) {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.sign_on("car-2");
    let numbers: Vec<String> = (0..others).map(|n| format!("TP-05{n:02}")).collect();
    for number in &numbers {
        desk.hear_on(number, received("DOMESTIC", "2"));
        desk.open_gate(number);
    }
    (desk, numbers)
}

fn car_two(desk: &Desk) -> alongside_core::Car {
    desk.board.car(&car_id("car-2"))
}

fn next_best(desk: &mut Desk, after: &DeploymentId, car: Option<&str>) -> Vec<&'static str> {
    let car = car.map(CarId::from);
    kinds(&desk.decided(&Input::NextBest { after: after.clone(), car }, Actor::System))
}

// Reserving

#[test]
fn a_job_may_be_reserved_before_its_gate_opens_and_is_offered_only_after() {
    let mut desk = Desk::with_incident(tees_valley());
    desk.sign_on("car-1");
    desk.must(&asha(), reserve(NUMBER, "car-1"));
    let offer = Command::OfferReserved { deployment: deployment(1), override_reason: None, next_best: false };
    let refusal = desk.refused(&asha(), offer.clone(), RefusalCode::GateClosed);
    assert!(refusal.message.starts_with("a car may not go yet"), "{}", refusal.message);
    desk.open_gate(NUMBER);
    desk.must(&asha(), offer.clone());
    assert_eq!(desk.job(&deployment(1)).state, DeploymentState::Offered);
    desk.refused(&asha(), offer, RefusalCode::WrongState);
}

#[test]
fn a_reserved_job_may_be_put_at_any_place_of_the_queue() {
    let (mut desk, others) = two_cars(3);
    desk.must(&asha(), reserve(&others[0], "car-1"));
    desk.must(&asha(), reserve(&others[1], "car-1"));
    let at =
        |place| Command::ReserveCar { response: response_on(&others[2]), car: car_id("car-1"), place: Some(place) };
    for wrong in [0, 4] {
        assert_eq!(desk.refused(&asha(), at(wrong), RefusalCode::FieldInvalid).allowed.as_deref(), Some("1 to 3"));
    }
    desk.must(&asha(), at(2));
    assert_eq!(desk.car().queue, [&others[0], &others[2], &others[1]].map(|number| job_on(number)));
}

#[test]
fn the_next_offer_goes_to_the_first_job_that_may_go_and_the_others_keep_their_places() {
    let (mut desk, others) = two_cars(3);
    for other in &others {
        desk.must(&asha(), reserve(other, "car-1"));
    }
    desk.hear_on(&others[0], new_call());
    desk.must(&crew("car-1"), Command::OfferNext { car: car_id("car-1") });
    assert_eq!(desk.car().active, Some(job_on(&others[1])));
    assert_eq!(desk.car().queue, [&others[0], &others[2]].map(|number| job_on(number)));
}

#[test]
fn a_queue_is_reordered_whole_or_not_at_all() {
    let (mut desk, others) = two_cars(3);
    let jobs: Vec<DeploymentId> = others.iter().map(|number| job_on(number)).collect();
    for other in &others {
        desk.must(&asha(), reserve(other, "car-1"));
    }
    let order = |queue: &[DeploymentId]| Command::ReorderQueue { car: car_id("car-1"), queue: queue.to_vec() };
    let back: Vec<DeploymentId> = jobs.iter().rev().cloned().collect();
    desk.must(&beth(), order(&back));
    assert_eq!(desk.car().queue, back);
    desk.refused(&beth(), order(&back), RefusalCode::WrongState);
    let twice = vec![jobs[0].clone(), jobs[0].clone(), jobs[1].clone()];
    for stale in [jobs[..2].to_vec(), twice, Vec::new()] {
        let refusal = desk.refused(&beth(), order(&stale), RefusalCode::QueueChanged);
        assert_eq!(refusal.allowed.as_deref(), Some("TP-0502, TP-0501, TP-0500"));
    }
}

// Busy

#[test]
fn whoever_is_second_hears_who_was_first_and_when() {
    let (mut desk, others) = two_cars(1);
    desk.must(&beth(), send(&others[0], "car-1"));
    let sent_at = desk.now;
    desk.now += MINUTE;
    let refusal = desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::CarBusy);
    assert_eq!((refusal.who.as_deref(), refusal.when), (Some("Beth Larch"), Some(sent_at)));
    assert_eq!(refusal.message, "DA01 is on TP-0500; reserve it for afterwards, or choose another");
}

// Swapping

#[test]
fn a_job_changes_cars_in_one_act() {
    for state in [DeploymentState::Reserved, DeploymentState::Offered, DeploymentState::EnRoute] {
        let (mut desk, _) = two_cars(0);
        let id = if state == DeploymentState::Reserved {
            desk.must(&asha(), reserve(NUMBER, "car-1"));
            deployment(1)
        } else {
            desk.job_to(state)
        };
        assert_eq!(kinds(&desk.must(&asha(), swap(&id, "car-2"))), ["car_stood_down", "car_offered"]);
        assert_eq!((desk.car().active, desk.car().queue.len()), (None, 0), "{state:?}");
        assert_eq!(car_two(&desk).active, Some(deployment(2)));
        assert_eq!(desk.job(&id).because.as_deref(), Some("DA02 goes instead"));
        assert!(desk.response().car_wanted.is_none(), "somebody has it");
    }
}

#[test]
fn to_a_busy_car_it_is_reserved_and_from_the_scene_not_swapped() {
    let (mut desk, others) = two_cars(1);
    desk.send(&others[0], "car-2");
    let id = desk.job_to(DeploymentState::Offered);
    assert_eq!(kinds(&desk.must(&asha(), swap(&id, "car-2"))), ["car_stood_down", "car_reserved"]);
    assert_eq!(car_two(&desk).queue, [deployment(2)]);
    let (mut desk, _) = two_cars(0);
    let id = desk.job_to(DeploymentState::AtScene);
    desk.refused(&asha(), swap(&id, "car-2"), RefusalCode::WrongState);
    let (mut desk, _) = two_cars(0);
    let id = desk.job_to(DeploymentState::Offered);
    assert_eq!(desk.refused(&asha(), swap(&id, "car-1"), RefusalCode::WrongState).message, "DA01 has it already");
}

#[test]
fn what_waits_for_its_gate_changes_cars_and_waits_on() {
    let mut desk = Desk::with_incident(tees_valley());
    desk.sign_on("car-1");
    desk.sign_on("car-2");
    desk.must(&asha(), reserve(NUMBER, "car-1"));
    assert_eq!(kinds(&desk.must(&asha(), swap(&deployment(1), "car-2"))), ["car_stood_down", "car_reserved"]);
    assert_eq!((desk.car().queue.len(), car_two(&desk).queue), (0, vec![deployment(2)]));
}

#[test]
fn a_swap_to_a_car_that_may_not_go_leaves_the_first_one_on_the_job() {
    let (mut desk, _) = two_cars(0);
    let id = desk.job_to(DeploymentState::EnRoute);
    desk.must(&crew("car-2"), Command::EndShift { car: car_id("car-2") });
    desk.refused(&asha(), swap(&id, "car-2"), RefusalCode::CarOffDuty);
    assert_eq!(desk.job(&id).state, DeploymentState::EnRoute);
}

// Plans

#[test]
fn a_plan_is_done_whole_first_offered_then_reserved() {
    let (mut desk, others) = two_cars(3);
    let lines = [(NUMBER, "car-1"), (others[0].as_str(), "car-2"), (others[1].as_str(), "car-1")];
    assert_eq!(kinds(&desk.must(&asha(), apply(&lines))), ["car_offered", "car_offered", "car_reserved"]);
    assert_eq!((desk.car().active, desk.car().queue), (Some(deployment(1)), vec![job_on(&others[1])]));
    // One line that cannot be done, and nothing is.
    let stale = [(others[2].as_str(), "car-2"), (NUMBER, "car-2")];
    let refusal = desk.refused(&beth(), apply(&stale), RefusalCode::QueueChanged);
    assert_eq!(refusal.who.as_deref(), Some("Asha Wren"));
    assert!(refusal.message.starts_with("nothing was done, because of TP-0412: DA01 is on"), "{}", refusal.message);
    desk.hear_on(&others[2], new_call());
    desk.must(&support::desk(), Command::StandDown { deployment: job_on(&others[0]), reason: text("Not needed") });
    desk.refused(&beth(), apply(&[(others[2].as_str(), "car-2")]), RefusalCode::GateClosed);
    desk.refused(&beth(), apply(&[]), RefusalCode::FieldInvalid);
    let many: Vec<(&str, &str)> = vec![(NUMBER, "car-1"); limits::PLAN_JOBS_MAX + 1];
    desk.refused(&beth(), apply(&many), RefusalCode::FieldInvalid);
}

// The next best car

#[test]
fn where_the_worker_agreed_the_next_car_is_asked_and_then_it_is_said_that_nobody_can() {
    let (mut desk, _) = two_cars(0);
    desk.must(&asha(), send_or_next_best(NUMBER, "car-1"));
    let window = desk.scheme.clocks.offer_window_ms;
    assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), Vec::<&str>::new(), "it has not refused yet");
    desk.wait(window);
    assert_eq!(desk.response().car_wanted.as_ref().unwrap().because, "DA01 did not answer");
    assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), ["car_offered"]);
    assert!(desk.response().car_wanted.is_none());
    assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), Vec::<&str>::new(), "once, whoever asks");
    let job = desk.job(&deployment(2)).clone();
    assert!(job.next_best && job.sent_by.is_none());
    let decline = Command::DeclineOffer { deployment: deployment(2), reason: text("A flat tyre") };
    desk.must(&crew("car-2"), decline);
    assert_eq!(next_best(&mut desk, &deployment(2), None), ["car_wanted"]);
    let wanted = desk.response().car_wanted.clone().unwrap();
    assert_eq!(wanted.because, "DA02 declined the job; no other car can be offered the job now");
    assert_eq!(next_best(&mut desk, &deployment(2), None), Vec::<&str>::new(), "said once");
    desk.send(NUMBER, "car-1");
    assert!(desk.response().car_wanted.is_none(), "a person has chosen");
}

#[test]
fn without_that_agreement_nobody_is_asked_and_a_car_is_wanted() {
    let (mut desk, _) = two_cars(0);
    desk.send(NUMBER, "car-1");
    desk.wait(desk.scheme.clocks.offer_window_ms);
    assert!(desk.response().car_wanted.is_some());
    assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), Vec::<&str>::new());
}

#[test]
fn where_a_person_has_decided_otherwise_since_nobody_else_is_asked() {
    let outcome = |desk: &mut Desk| {
        desk.must(&asha(), Command::RecordOutcome { response: response(), outcome: engaged() });
    };
    let pass_on = |desk: &mut Desk| {
        let (response, note) = (response(), text(""));
        desk.must(&asha(), Command::PassOn { response, to: "Sunday".to_owned(), note });
    };
    for decide in [outcome as fn(&mut Desk), pass_on] {
        let (mut desk, _) = two_cars(0);
        desk.must(&asha(), send_or_next_best(NUMBER, "car-1"));
        decide(&mut desk);
        desk.wait(desk.scheme.clocks.offer_window_ms);
        assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), Vec::<&str>::new());
        // Nor by a plan that was made before.
        desk.refused(&beth(), apply(&[(NUMBER, "car-2")]), RefusalCode::QueueChanged);
    }
}

#[test]
fn what_people_have_reserved_for_a_car_goes_before_the_next_best() {
    let (mut desk, others) = two_cars(1);
    desk.must(&asha(), reserve(&others[0], "car-2"));
    desk.must(&asha(), send_or_next_best(NUMBER, "car-1"));
    desk.wait(desk.scheme.clocks.offer_window_ms);
    assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), Vec::<&str>::new());
}

#[test]
fn the_next_best_car_goes_through_no_closed_gate() {
    let (mut desk, _) = two_cars(0);
    desk.must(&asha(), send_or_next_best(NUMBER, "car-1"));
    desk.must(&crew("car-1"), Command::DeclineOffer { deployment: deployment(1), reason: text("Too far") });
    desk.hear(suspect(SuspectWhereabouts::Returned));
    assert_eq!(next_best(&mut desk, &deployment(1), Some("car-2")), Vec::<&str>::new());
}

// Crews and needs

#[test]
fn a_crew_changes_in_the_middle_of_a_job_but_leaves_no_seat_empty() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.job_to(DeploymentState::EnRoute);
    let change = |seats: Vec<SeatFilled>| Command::ChangeCrew { car: car_id("car-1"), seats };
    let refusal = desk.refused(&crew("car-1"), change(worker_alone()), RefusalCode::CarBusy);
    assert!(refusal.message.starts_with("the seat of the officer would be empty"), "{}", refusal.message);
    let mut seats = full_seats();
    seats[1].name = "Moss Tarn".to_owned();
    desk.must(&crew("car-1"), change(seats.clone()));
    assert_eq!(desk.car().seats(), seats);
    desk.refused(&crew("car-1"), change(seats), RefusalCode::WrongState);
}

#[test]
fn an_empty_seat_may_be_filled_later_and_the_car_may_go_then() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.open_gate(NUMBER);
    desk.must(&crew("car-1"), Command::StartShift { car: car_id("car-1"), seats: worker_alone() });
    desk.refused(&asha(), send(NUMBER, "car-1"), RefusalCode::SeatEmpty);
    desk.must(&coordinator(), Command::ChangeCrew { car: car_id("car-1"), seats: full_seats() });
    desk.must(&asha(), send(NUMBER, "car-1"));
}

#[test]
fn skills_are_the_schemes_and_bounded() {
    let mut desk = Desk::on(cleveland_car());
    let start = |change: fn(&mut SeatFilled)| {
        let mut seats = full_seats();
        change(&mut seats[0]);
        Command::StartShift { car: car_id("car-1"), seats }
    };
    let refused = |desk: &mut Desk, command| desk.refused(&crew("car-1"), command, RefusalCode::FieldInvalid);
    let unknown = refused(&mut desk, start(|seat| seat.training = vec!["juggling".to_owned()]));
    assert_eq!(
        (unknown.found.as_deref(), unknown.allowed.as_deref()),
        (Some("\"juggling\""), Some("dash, child_safeguarding"))
    );
    refused(&mut desk, start(|seat| seat.languages = vec![" ".to_owned()]));
    refused(&mut desk, start(|seat| seat.languages = vec!["Polish".to_owned(); limits::SKILLS_MAX + 1]));
    desk.must(
        &crew("car-1"),
        start(|seat| {
            seat.languages = vec!["Polish".to_owned()];
            seat.gender = Some(WorkerGender::Woman);
            seat.training = vec!["dash".to_owned()];
        }),
    );
}

#[test]
fn what_a_car_should_bring_is_the_workers_to_say_or_the_crews_on_its_job() {
    let mut desk = Desk::with_open_gate(cleveland_car());
    let set = |needs: CarNeeds| Command::SetCarNeeds { response: response(), needs };
    let polish = CarNeeds { language: "Polish".to_owned(), ..CarNeeds::default() };
    desk.refused(&crew("car-1"), set(polish.clone()), RefusalCode::NotFound);
    desk.must(&asha(), set(polish.clone()));
    desk.refused(&asha(), set(polish.clone()), RefusalCode::WrongState);
    desk.refused(&asha(), set(CarNeeds { child_seats: 10, ..polish.clone() }), RefusalCode::FieldInvalid);
    desk.job_to(DeploymentState::AtScene);
    desk.must(&crew("car-1"), set(CarNeeds { child_seats: 2, ..polish }));
    assert_eq!(desk.response().needs.as_ref().unwrap().by, "Kit Alder");
}
