//! Which car: the ranked cars for one response with their words, and the plan for the board.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::planning::{self, Place, Positions, Ways, travel::metres, travel::straight_line_ms};
use alongside_protocol::{
    Command, Millis,
    record::{CarNeeds, SeatFilled},
    view::{CarOption, CarPosition, PlanView, Point, Recommendation},
    vocabulary::{CarChoice, CarReason, DeploymentState, EtaSource, Kept, OutcomeKind, WorkerGender},
};
use support::*;

/// Middlesbrough and Redcar, where the cars' bases are; and a scene near each.
const NEAR_ONE: Point = Point { lat: 54.570, lon: -1.240 };
const NEAR_TWO: Point = Point { lat: 54.612, lon: -1.075 };

fn at_point(point: Point) -> alongside_protocol::FeedBody {
    received_at_point("DOMESTIC", "2", point)
}

/// Both cars on duty; the usual incident near the first one's base, reviewed, its gate open.
fn two_cars() -> Desk {
    let mut desk = Desk::on(tees_valley());
    hear_ready(&mut desk, NUMBER, NEAR_ONE);
    desk.sign_on("car-1");
    desk.sign_on("car-2");
    desk
}

fn hear_ready(desk: &mut Desk, incident: &str, point: Point) {
    desk.hear_on(incident, at_point(point));
    desk.open_gate(incident);
    desk.must(
        &asha(),
        Command::AddNote {
            response: response_on(incident),
            text: text("Looked at"),
            corrects: None,
            kept: Kept::Shared,
        },
    );
    let _ = desk.ask(&asha(), &Command::ReleaseClaim { response: response_on(incident) });
}

fn straight(desk: &Desk) -> Ways {
    Ways::straight(desk.scheme.travel)
}

fn recommend(desk: &Desk, positions: &Positions) -> Recommendation {
    planning::recommend(&desk.board, &desk.scheme, &response(), positions, &straight(desk), desk.now).unwrap()
}

fn plan(desk: &Desk) -> PlanView {
    planning::plan(&desk.board, &desk.scheme, &Positions::new(), &straight(desk), desk.now)
}

fn option<'a>(found: &'a Recommendation, car: &str) -> &'a CarOption {
    found.cars.iter().find(|one| one.car == car_id(car)).unwrap()
}

fn words(option: &CarOption) -> Vec<&str> {
    option.reasons.iter().map(|reason| reason.words.as_str()).collect()
}

fn position(car: &str, point: Point, at: Millis) -> (alongside_protocol::CarId, CarPosition) {
    (car_id(car), CarPosition { car: car_id(car), point, accuracy_m: Some(8.0), at })
}

fn crewed(change: impl Fn(&mut Vec<SeatFilled>)) -> Vec<SeatFilled> {
    let mut seats = full_seats();
    change(&mut seats);
    seats
}

// Travel

#[test]
fn a_straight_line_is_as_long_as_a_sailor_says() {
    // A minute of latitude is a nautical mile, and at 60 degrees a minute of longitude half of one.
    let from = Point { lat: 60.0, lon: 0.0 };
    let (north, east) = (Point { lat: 60.0 + 1.0 / 60.0, lon: 0.0 }, Point { lat: 60.0, lon: 1.0 / 60.0 });
    let distance = metres(from, north);
    assert!((distance - 1_852.0).abs() < 3.0, "{distance}");
    assert!((metres(from, east) - 926.0).abs() < 3.0);
    assert!(metres(from, from) < 1e-6);
    let rules = tees_valley().travel;
    let hours = straight_line_ms(&rules, from, north) as f64 / 3_600_000.0;
    assert!((hours * rules.speed_kmh - distance / 1_000.0 * rules.factor).abs() < 1e-3);
}

#[test]
fn what_the_roads_say_goes_before_the_straight_line_and_is_told_apart() {
    let desk = two_cars();
    let known = [((Place::of(NEAR_TWO), Place::of(NEAR_ONE)), 1_234_000)].into();
    let ways = Ways::along(desk.scheme.travel, known);
    let there = ways.between(NEAR_TWO, NEAR_ONE);
    assert_eq!((there.ms, there.source), (1_234_000, EtaSource::Roads));
    assert_eq!(ways.between(NEAR_ONE, NEAR_TWO).source, EtaSource::StraightLine, "a way back is another way");
}

// Recommendation

#[test]
fn the_nearer_car_comes_first_and_the_other_is_told_why_not() {
    let desk = two_cars();
    let found = recommend(&desk, &Positions::new());
    assert_eq!(found.cars.iter().map(|one| one.car.as_str()).collect::<Vec<_>>(), ["car-1", "car-2"]);
    let (first, second) = (&found.cars[0], &found.cars[1]);
    assert_eq!((first.choice, second.choice), (CarChoice::Now, CarChoice::Now));
    assert_eq!(first.source, Some(EtaSource::StraightLine));
    assert_eq!(words(first), ["1 min away", "reckoned from its base"]);
    assert_eq!(first.lower_because, None);
    let later = (second.arrive_at.unwrap() - first.arrive_at.unwrap() + 30_000) / 60_000;
    assert_eq!(second.lower_because, Some(format!("{later} min later than DA01")));
}

#[test]
fn a_position_goes_before_the_base_and_an_old_one_says_so() {
    let desk = two_cars();
    let positions = Positions::from([position("car-2", NEAR_ONE, desk.now - 5 * MINUTE)]);
    let found = recommend(&desk, &positions);
    assert_eq!(found.cars[0].car, car_id("car-2"));
    assert!(words(&found.cars[0]).contains(&"last heard 5 min ago"));
}

#[test]
fn what_a_crew_brings_is_worth_minutes_and_what_nobody_brings_is_said() {
    let mut desk = Desk::on(tees_valley());
    hear_ready(&mut desk, NUMBER, NEAR_ONE);
    desk.sign_on("car-1");
    let seats = crewed(|seats| {
        seats[0].languages = vec!["polish".to_owned()];
        seats[0].gender = Some(WorkerGender::Woman);
    });
    desk.must(&crew("car-2"), Command::StartShift { car: car_id("car-2"), seats });
    let needs = CarNeeds {
        language: "Polish".to_owned(),
        worker_gender: Some(WorkerGender::Woman),
        wheelchair: true,
        ..CarNeeds::default()
    };
    desk.must(&asha(), Command::SetCarNeeds { response: response(), needs });
    let found = recommend(&desk, &Positions::new());
    // 15 minutes each for language and gender outweigh 20 minutes of road.
    assert_eq!(found.cars[0].car, car_id("car-2"));
    assert!(words(&found.cars[0]).contains(&"speaks Polish"));
    assert!(words(&found.cars[0]).contains(&"has a woman in the crew"));
    let lower = found.cars[1].lower_because.as_deref().unwrap();
    assert!(lower.contains("sooner than DA02") && lower.contains("does not speak Polish"), "{lower}");
    assert_eq!(found.missing, ["No car that is free takes a wheelchair"]);
    let needs = CarNeeds { child_seats: 1, ..CarNeeds::default() };
    desk.must(&asha(), Command::SetCarNeeds { response: response(), needs });
    let found = recommend(&desk, &Positions::new());
    let seats = |car| option(&found, car).reasons.iter().find(|one| one.kind == CarReason::ChildSeats).unwrap().good;
    assert_eq!((seats("car-1"), seats("car-2"), found.missing.len()), (true, false, 0), "the first car has one");
}

#[test]
fn a_busy_car_is_reckoned_to_the_end_of_its_jobs_and_can_be_reserved() {
    let mut desk = two_cars();
    hear_ready(&mut desk, "TP-0500", NEAR_TWO);
    desk.send("TP-0500", "car-1");
    let found = recommend(&desk, &Positions::new());
    let busy = option(&found, "car-1");
    assert_eq!(busy.choice, CarChoice::InTurn);
    let job = desk.scheme.deployment.job_ms;
    assert!(busy.arrive_at.unwrap() > desk.now + job, "its job first");
    assert!(words(busy).iter().any(|words| words.starts_with("has a job until about ")));
    assert_eq!(found.cars[0].car, car_id("car-2"));
}

#[test]
fn what_cannot_go_says_why_and_comes_last() {
    let mut desk = two_cars();
    desk.must(&crew("car-1"), Command::EndShift { car: car_id("car-1") });
    let found = recommend(&desk, &Positions::new());
    let off = &found.cars[1];
    assert_eq!((off.choice, off.arrive_at, words(off)), (CarChoice::Not, None, vec!["off duty"]));
    assert_eq!(off.lower_because.as_deref(), Some("off duty"));
    desk.must(&crew("car-2"), Command::RaiseSos { car: car_id("car-2") });
    let called = recommend(&desk, &Positions::new());
    assert_eq!(option(&called, "car-2").choice, CarChoice::Not);
    assert!(plan(&desk).lines.is_empty(), "nor is it planned with");
    desk.must(&crew("car-1"), Command::StartShift { car: car_id("car-1"), seats: worker_alone() });
    let alone = recommend(&desk, &Positions::new());
    assert_eq!(option(&alone, "car-1").choice, CarChoice::Override);
    assert_eq!(words(option(&alone, "car-1"))[1], "DA01: no officer in the car");
}

#[test]
fn a_closed_gate_leaves_only_override() {
    let mut desk = two_cars();
    desk.hear(new_call());
    let found = recommend(&desk, &Positions::new());
    assert!(found.cars.iter().all(|one| one.choice == CarChoice::Override));
    assert!(words(&found.cars[0])[1].starts_with("a car may not go yet: the gate was revoked"));
    assert!(found.cars.iter().all(|one| one.arrive_at.is_some()), "any may be reserved for when it opens");
}

#[test]
fn shift_end_break_and_a_refusal_are_said_and_weigh() {
    let mut desk = two_cars();
    desk.send(NUMBER, "car-1");
    desk.must(&crew("car-1"), Command::DeclineOffer { deployment: deployment(1), reason: text("Too far") });
    desk.now += 6 * MINUTE;
    let found = recommend(&desk, &Positions::new());
    assert!(words(option(&found, "car-1")).contains(&"did not take this job 6 min ago"));
    assert_eq!(found.cars[0].car, car_id("car-2"), "half an hour against it");
    assert_eq!(planning::next_car(&desk.board, &found).unwrap().car, car_id("car-2"));
    let ends_at = desk.car().shift.unwrap().ends_at.unwrap();
    desk.now = ends_at - 40 * MINUTE;
    let late = recommend(&desk, &Positions::new());
    assert!(words(option(&late, "car-2")).contains(&"ends shift in 40 min, before it would be done"));
    assert!(words(option(&late, "car-2")).iter().any(|words| words.starts_with("crew due a break for ")));
}

#[test]
fn a_crew_that_has_visited_this_person_before_is_named() {
    let mut desk = Desk::on(tees_valley());
    let people =
        || vec![somebody(alongside_protocol::vocabulary::PersonRole::Victim, "Hazel Overcast", Some(34), None)];
    desk.hear_on("TP-0400", received_about(people(), None));
    desk.open_gate("TP-0400");
    desk.sign_on("car-1");
    desk.sign_on("car-2");
    desk.send("TP-0400", "car-1");
    let job = job_on("TP-0400");
    for command in [
        Command::AcknowledgeOffer { deployment: job.clone() },
        Command::GoEnRoute { deployment: job.clone() },
        Command::ArriveAtScene { deployment: job.clone() },
        Command::ResumeCar { deployment: job.clone() },
    ] {
        desk.must(&crew("car-1"), command);
    }
    desk.hear(received_about(people(), None));
    desk.open_gate(NUMBER);
    let found = recommend(&desk, &Positions::new());
    assert!(words(option(&found, "car-1")).iter().any(|words| words.ends_with("has visited this person before")));
    // Whoever sits in the other car has not; both have the same invented names here, so the seats differ.
    let mut seats = full_seats();
    seats[0].name = "Moss Tarn".to_owned();
    seats[1].name = "Reed Fell".to_owned();
    desk.must(&crew("car-2"), Command::ChangeCrew { car: car_id("car-2"), seats });
    let found = recommend(&desk, &Positions::new());
    assert!(!words(option(&found, "car-2")).iter().any(|words| words.contains("visited")));
}

#[test]
fn a_car_that_must_bring_something_is_not_asked_without_it() {
    let mut desk = two_cars();
    let needs = CarNeeds { wheelchair: true, only_with_all: true, ..CarNeeds::default() };
    desk.must(&asha(), Command::SetCarNeeds { response: response(), needs });
    let found = recommend(&desk, &Positions::new());
    assert_eq!(found.cars[0].choice, CarChoice::Now, "a person may send it all the same");
    assert_eq!(planning::next_car(&desk.board, &found), None);
    let plan = plan(&desk);
    assert!(plan.lines.is_empty());
    assert_eq!(plan.left[0].because, "no car on duty brings what is needed");
}

#[test]
fn a_free_car_is_reckoned_from_now_whatever_is_reserved_for_it() {
    let mut desk = two_cars();
    desk.hear_on("TP-0500", at_point(NEAR_TWO));
    desk.must(&asha(), reserve("TP-0500", "car-1"));
    let found = recommend(&desk, &Positions::new());
    let free = option(&found, "car-1");
    assert_eq!((free.choice, words(free)[0]), (CarChoice::Now, "1 min away"));
    assert!(words(free).contains(&"has 1 job reserved"));
    assert_eq!(found.cars[0].car, car_id("car-1"));
    assert_eq!(planning::next_car(&desk.board, &found).unwrap().car, car_id("car-2"), "by itself it is asked nothing");
}

#[test]
fn a_car_that_a_person_took_off_the_job_is_not_asked_again_by_itself() {
    let mut desk = two_cars();
    desk.send(NUMBER, "car-1");
    desk.must(&asha(), Command::StandDown { deployment: deployment(1), reason: text("They know him") });
    let found = recommend(&desk, &Positions::new());
    assert_eq!(found.cars[0].car, car_id("car-1"), "a person may");
    assert_eq!(planning::next_car(&desk.board, &found).unwrap().car, car_id("car-2"));
    // The gate alone takes nobody off for good.
    let mut desk = two_cars();
    desk.send(NUMBER, "car-1");
    desk.hear(new_call());
    desk.open_gate(NUMBER);
    let found = recommend(&desk, &Positions::new());
    assert_eq!(planning::next_car(&desk.board, &found).unwrap().car, car_id("car-1"));
}

#[test]
fn a_crew_whose_shift_is_over_is_said_to_be_and_is_not_asked_by_itself() {
    let mut desk = two_cars();
    desk.now = desk.car().shift.unwrap().ends_at.unwrap() + 30 * MINUTE;
    let found = recommend(&desk, &Positions::new());
    assert!(words(option(&found, "car-1")).contains(&"shift ended 30 min ago"));
    assert_eq!(planning::next_car(&desk.board, &found), None);
}

// Plan

#[test]
fn a_visit_that_was_broken_off_is_planned_for_again() {
    let mut desk = two_cars();
    let id = desk.job_to(DeploymentState::AtScene);
    desk.hear(suspect(alongside_protocol::vocabulary::SuspectWhereabouts::Returned));
    desk.must(&crew("car-1"), Command::ConfirmRecall { deployment: id });
    assert!(plan(&desk).lines.is_empty());
    desk.open_gate(NUMBER);
    assert_eq!(plan(&desk).lines.len(), 1);
}

#[test]
fn a_plan_gives_each_car_what_is_near_it_and_says_what_it_would_gain() {
    let mut desk = two_cars();
    hear_ready(&mut desk, "TP-0500", NEAR_TWO);
    let plan = plan(&desk);
    let lines: Vec<_> = plan.lines.iter().map(|line| (line.incident.as_str(), line.car.as_str(), line.place)).collect();
    assert_eq!(lines, [(NUMBER, "car-1", 1), ("TP-0500", "car-2", 1)]);
    assert!(plan.lines.iter().all(|line| line.fixed.is_none() && line.because.ends_with("away")));
    assert_eq!((plan.proposed.reached, plan.left.len()), (2, 0));
    assert!(plan.proposed.weighted_ms <= plan.nearest_first.weighted_ms);
    assert_eq!((plan.seq, plan.source), (desk.board.seq, EtaSource::StraightLine));
}

#[test]
fn what_a_person_has_arranged_is_never_touched_and_stands_first() {
    let mut desk = two_cars();
    for (number, point) in [("TP-0500", NEAR_TWO), ("TP-0501", NEAR_ONE), ("TP-0502", NEAR_ONE)] {
        hear_ready(&mut desk, number, point);
    }
    // Against all sense: the far car for the near scene.
    desk.send(NUMBER, "car-2");
    desk.must(&asha(), reserve("TP-0501", "car-2"));
    let plan = plan(&desk);
    let of = |car: &str| -> Vec<(&str, Option<DeploymentState>)> {
        let lines = plan.lines.iter().filter(|line| line.car == car_id(car));
        lines.map(|line| (line.incident.as_str(), line.fixed.as_ref().map(|fixed| fixed.state))).collect()
    };
    assert_eq!(
        of("car-2")[..2],
        [(NUMBER, Some(DeploymentState::Offered)), ("TP-0501", Some(DeploymentState::Reserved))]
    );
    let proposed: Vec<&str> =
        plan.lines.iter().filter(|line| line.fixed.is_none()).map(|line| line.incident.as_str()).collect();
    assert_eq!(proposed.len(), 2);
    assert!(proposed.contains(&"TP-0500") && proposed.contains(&"TP-0502"));
}

#[test]
fn only_who_waits_with_an_open_gate_is_planned_for() {
    let mut desk = two_cars();
    hear_ready(&mut desk, "TP-0500", NEAR_TWO);
    hear_ready(&mut desk, "TP-0501", NEAR_TWO);
    desk.hear_on("TP-0502", at_point(NEAR_TWO));
    desk.open_gate("TP-0502");
    desk.hear_on("TP-0500", new_call());
    let outcome = alongside_protocol::record::Outcome { kind: OutcomeKind::Declined, ..engaged() };
    desk.must(&asha(), Command::RecordOutcome { response: response_on("TP-0501"), outcome });
    let planned: Vec<String> = plan(&desk).lines.into_iter().map(|line| line.incident.0).collect();
    assert_eq!(planned, [NUMBER], "not a shut gate, not an outcome, not what nobody has looked at");
}

#[test]
fn a_plan_applied_as_it_stands_is_done() {
    let mut desk = two_cars();
    for (number, point) in [("TP-0500", NEAR_TWO), ("TP-0501", NEAR_ONE), ("TP-0502", NEAR_TWO)] {
        hear_ready(&mut desk, number, point);
    }
    let proposal = plan(&desk);
    let lines: Vec<(&str, &str)> =
        proposal.lines.iter().map(|line| (line.incident.as_str(), line.car.as_str())).collect();
    assert_eq!(lines.len(), 4);
    desk.must(&asha(), apply(&lines));
    let after = plan(&desk);
    assert!(after.lines.iter().all(|line| line.fixed.is_some()));
    let order = |plan: &PlanView| -> Vec<(String, String)> {
        plan.lines.iter().map(|line| (line.incident.0.clone(), line.car.0.clone())).collect()
    };
    assert_eq!(order(&after), order(&proposal));
}

#[test]
fn near_the_end_of_the_shift_nobody_is_promised_a_car() {
    let mut desk = two_cars();
    desk.now = desk.car().shift.unwrap().ends_at.unwrap() - 20 * MINUTE;
    let late = plan(&desk);
    assert_eq!((late.lines.len(), late.proposed.reached), (0, 0));
    assert_eq!(late.left[0].because, "no car would be done there before its shift ends");
    let mut empty = Desk::on(tees_valley());
    assert_eq!(plan(&empty).left.len(), 0);
    hear_ready(&mut empty, NUMBER, NEAR_ONE);
    assert_eq!(plan(&empty).left[0].because, "no car is on duty with every seat filled");
}

#[test]
fn an_urgent_case_goes_before_one_that_has_waited_longer() {
    let mut desk = Desk::on(tees_valley());
    desk.sign_on("car-1");
    desk.hear_on("TP-0500", received_at_point("DOMESTIC", "4", NEAR_ONE));
    desk.hear_on(NUMBER, received_at_point("DOMESTIC", "1", NEAR_ONE));
    for number in ["TP-0500", NUMBER] {
        desk.open_gate(number);
        desk.must(&asha(), Command::ClaimResponse { response: response_on(number) });
    }
    let plan = plan(&desk);
    assert_eq!(plan.lines[0].incident.as_str(), NUMBER);
    assert_eq!(plan.lines[1].incident.as_str(), "TP-0500");
}

// On the way

#[test]
fn a_car_on_its_way_has_an_arrival_and_one_at_the_scene_none() {
    let mut desk = two_cars();
    let positions = Positions::from([position("car-1", NEAR_TWO, desk.now)]);
    let etas = |desk: &Desk| planning::etas(&desk.board, &positions, &straight(desk), desk.now);
    assert!(etas(&desk).is_empty());
    let id = desk.job_to(DeploymentState::EnRoute);
    let found = etas(&desk);
    let way = straight_line_ms(&desk.scheme.travel, NEAR_TWO, NEAR_ONE);
    assert_eq!((found[0].deployment.clone(), found[0].arrive_at), (id.clone(), desk.now + way));
    assert_eq!(planning::legs_under_way(&desk.board, &positions), [(NEAR_TWO, NEAR_ONE)]);
    // Heard a minute ago, it is a minute nearer; heard long ago, nothing is promised.
    desk.now += MINUTE;
    assert_eq!(etas(&desk)[0].arrive_at, found[0].arrive_at);
    desk.now += 2 * MINUTE;
    assert!(etas(&desk).is_empty());
    desk.must(&crew("car-1"), Command::ArriveAtScene { deployment: id });
    assert!(etas(&desk).is_empty());
}
