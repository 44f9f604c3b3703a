//! One shift, played forward: calls come, gates open, a way of sending chooses, cars drive and stay.

use alongside_core::{
    planning::{
        solve::{Job, Problem, Table, Vehicle},
        travel::straight_line_ms,
    },
    scheme::TravelRules,
};
use alongside_protocol::view::Point;

use crate::{
    calls::{Call, FROM_HOUR, UNTIL_HOUR},
    draw::Dice,
    ways::Way,
};

const MINUTE: f64 = 60_000.0;
pub const SHIFT_MS: i64 = (UNTIL_HOUR - FROM_HOUR) as i64 * 3_600_000;
/// What a plan takes a visit to last, ms.
const JOB_MS: i64 = 45 * 60_000;
const BREAK_DUE_MS: i64 = 4 * 3_600_000;
const BREAK_MS: i64 = 30 * 60_000;
/// A town at the weekend.
pub const TRAVEL: TravelRules = TravelRules { factor: 1.35, speed_kmh: 40.0 };
/// Where cars begin: the middle of the city, west, north, south and east of it.
const BASES: [Point; 5] = [
    Point { lat: 29.425, lon: -98.494 },
    Point { lat: 29.438, lon: -98.618 },
    Point { lat: 29.530, lon: -98.460 },
    Point { lat: 29.335, lon: -98.500 },
    Point { lat: 29.420, lon: -98.390 },
];

/// A call with what was drawn for it, the same for each way of sending.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    pub call: Call,
    /// When a car may go, after the shift began, ms.
    pub gate_ms: i64,
    visit_ms: i64,
    /// A drive to her takes so many times what the straight line says.
    traffic: f64,
}

impl Person {
    pub fn draw(call: Call, dice: &mut Dice) -> Self {
        // From call to the first unit there: median 15 min, nine of ten within 36. Then until the scene is declared safe.
        let there = dice.around(15.0, 36.0);
        let safe = dice.around(25.0, 60.0);
        Self {
            call,
            gate_ms: call.at_ms + ((there + safe) * MINUTE) as i64,
            visit_ms: (dice.around(40.0, 65.0) * MINUTE) as i64,
            traffic: dice.around(1.0, 1.3),
        }
    }
}

/// What became of one shift.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Weight and wait of everybody whose gate opened within the shift, ms; who was not reached waited until its end.
    pub waits: Vec<(f64, i64)>,
    pub reached: usize,
    /// Rules that were broken. Always 0.
    pub violations: usize,
}

struct Car {
    point: Point,
    free_at: i64,
    break_taken: bool,
}

pub fn play(people: &[Person], cars: usize, way: Way) -> Outcome {
    let mut fleet: Vec<Car> =
        (0..cars).map(|car| Car { point: BASES[car % BASES.len()], free_at: 0, break_taken: false }).collect();
    let mut arrived: Vec<Option<i64>> = vec![None; people.len()];
    let mut outcome = Outcome::default();
    let mut now = 0;
    while now < SHIFT_MS {
        let open: Vec<usize> =
            (0..people.len()).filter(|person| people[*person].gate_ms <= now && arrived[*person].is_none()).collect();
        if !open.is_empty() && fleet.iter().any(|car| car.free_at <= now) {
            let problem = problem(people, &open, &fleet, now);
            let mut taken = vec![false; open.len()];
            for (vehicle, job) in way.choose(&problem, now) {
                let person = open[job];
                let sound = fleet[vehicle].free_at <= now
                    && !std::mem::replace(&mut taken[job], true)
                    && problem.stops(vehicle, &[job]).is_some();
                if !sound {
                    outcome.violations += 1;
                    continue;
                }
                arrived[person] = Some(drive(&mut fleet[vehicle], &people[person], now));
            }
        }
        now = next_event(people, &fleet, now);
    }
    for (person, arrived) in people.iter().zip(arrived) {
        if person.gate_ms < SHIFT_MS {
            outcome.reached += usize::from(arrived.is_some());
            outcome.waits.push((person.call.weight(), arrived.unwrap_or(SHIFT_MS) - person.gate_ms));
        }
    }
    outcome
}

/// As it really goes: with traffic, and a visit of its own length. Gives when the car is there.
fn drive(car: &mut Car, person: &Person, now: i64) -> i64 {
    let way = straight_line_ms(&TRAVEL, car.point, person.call.point);
    // The same rule as the plan's: a break that would be due by then is taken first.
    let mut leaves = now;
    if !car.break_taken && now + way >= BREAK_DUE_MS {
        leaves += BREAK_MS;
        car.break_taken = true;
    }
    let arrives = leaves + (way as f64 * person.traffic) as i64;
    car.free_at = arrives + person.visit_ms;
    car.point = person.call.point;
    arrives
}

fn next_event(people: &[Person], fleet: &[Car], now: i64) -> i64 {
    let gates = people.iter().map(|person| person.gate_ms);
    gates.chain(fleet.iter().map(|car| car.free_at)).filter(|at| *at > now).min().unwrap_or(SHIFT_MS)
}

/// What a board would know at this moment.
fn problem(people: &[Person], open: &[usize], fleet: &[Car], now: i64) -> Problem {
    let places: Vec<Point> =
        open.iter().map(|person| people[*person].call.point).chain(fleet.iter().map(|car| car.point)).collect();
    let ms = places.iter().flat_map(|from| places.iter().map(|to| straight_line_ms(&TRAVEL, *from, *to))).collect();
    let jobs = open.iter().enumerate().map(|(place, person)| Job {
        weight: people[*person].call.weight(),
        since: people[*person].gate_ms,
        ready_at: now,
        takes_ms: JOB_MS,
        place,
        adds_ms: vec![Some(0); fleet.len()],
    });
    let vehicles = fleet.iter().enumerate().map(|(car, state)| Vehicle {
        place: open.len() + car,
        free_at: state.free_at.max(now),
        ends_at: SHIFT_MS,
        break_due: (!state.break_taken).then_some((BREAK_DUE_MS, BREAK_MS)),
    });
    Problem {
        jobs: jobs.collect(),
        vehicles: vehicles.collect(),
        travel: Table::new(places.len(), ms),
        horizon: SHIFT_MS,
    }
}
