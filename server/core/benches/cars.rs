//! How long the ranking of cars and the plan take, on one core and without the network: `make bench`.
#![allow(clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use alongside_core::{
    Scheme,
    planning::{self, Positions, Ways},
};
use alongside_protocol::{
    CarId, Command,
    record::{CarNeeds, SeatFilled},
    view::{CarPosition, Point},
    vocabulary::Seat,
};
use divan::Bencher;
use support::{Desk, asha, coordinator, received_at_point, response_on, tees_valley};

fn main() {
    divan::main();
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Within the demonstration's area.
    fn point(&mut self) -> Point {
        Point { lat: 54.48 + self.unit() * 0.18, lon: -1.40 + self.unit() * 0.45 }
    }
}

fn with_cars(count: usize) -> Scheme {
    let mut scheme = tees_valley();
    let pattern = scheme.cars[0].clone();
    scheme.cars = (1..=count)
        .map(|car| alongside_core::scheme::CarRules {
            id: CarId::new(format!("car-{car}")),
            call_sign: format!("DA{car:02}"),
            ..pattern.clone()
        })
        .collect();
    scheme
}

/// So many people who wait with an open gate, so many cars on duty with positions; every fifth with needs.
fn board(waiting: usize, cars: usize) -> (Desk, Positions) {
    let mut dice = Dice(7);
    let mut desk = Desk::on(with_cars(cars));
    for index in 0..waiting {
        let number = format!("TP-{index:04}");
        let grade = ["1", "2", "3", "4"][index % 4];
        desk.hear_on(&number, received_at_point("DOMESTIC", grade, dice.point()));
        desk.open_gate(&number);
        desk.must(&asha(), Command::ClaimResponse { response: response_on(&number) });
        if index % 5 == 0 {
            let needs = CarNeeds { language: "Polish".to_owned(), child_seats: 1, ..CarNeeds::default() };
            desk.must(&asha(), Command::SetCarNeeds { response: response_on(&number), needs });
        }
    }
    let mut positions = Positions::new();
    for car in 1..=cars {
        let id = CarId::new(format!("car-{car}"));
        let mut seats = vec![
            SeatFilled::new(Seat::SupportWorker, format!("Worker {car}")),
            SeatFilled::new(Seat::Officer, format!("Officer {car}")),
        ];
        if car % 3 == 0 {
            seats[0].languages = vec!["Polish".to_owned()];
        }
        desk.must(&coordinator(), Command::StartShift { car: id.clone(), seats });
        let position = CarPosition { car: id.clone(), point: dice.point(), accuracy_m: Some(8.0), at: desk.now };
        positions.insert(id, position);
    }
    (desk, positions)
}

#[divan::bench(sample_count = 20)]
fn plan_of_200_waiting_and_20_cars(bencher: Bencher<'_, '_>) {
    let (desk, positions) = board(200, 20);
    let ways = Ways::straight(desk.scheme.travel);
    let plan = planning::plan(&desk.board, &desk.scheme, &positions, &ways, desk.now);
    eprintln!(
        "proposed: {} reached, weighted wait {} s; nearest first: {} reached, {} s",
        plan.proposed.reached,
        plan.proposed.weighted_ms / 1_000,
        plan.nearest_first.reached,
        plan.nearest_first.weighted_ms / 1_000
    );
    bencher.bench_local(|| planning::plan(&desk.board, &desk.scheme, &positions, &ways, desk.now));
}

#[divan::bench(sample_count = 100)]
fn recommendation_among_50_cars(bencher: Bencher<'_, '_>) {
    let (desk, positions) = board(200, 50);
    let ways = Ways::straight(desk.scheme.travel);
    let response = response_on("TP-0100");
    bencher.bench_local(|| {
        planning::recommend(&desk.board, &desk.scheme, &response, &positions, &ways, desk.now).unwrap()
    });
}
