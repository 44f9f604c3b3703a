//! Who sends which free car to whom, by the same knowledge: gates that are open, where cars are, when they will probably
//! be free. Nobody knows what comes next or how long a visit will take.

use alongside_core::planning::solve::{Job, Problem, Table, Vehicle, nearest_first, solve};

use crate::{
    demand::{MIN, SHIFT_MS, VISIT_RECKONED_MIN, Visit},
    shift::{BREAK_DUE_MS, BREAK_MS, Car},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The nearest free car to whoever has waited longest.
    NearestFirst,
    /// The nearest free car to whoever is most urgent.
    UrgentFirst,
    /// The free car and the person with the most weight per minute of way and visit.
    MostPerMinute,
    /// The plan, made anew each time; only what it has free cars do now is done.
    Plan { steps_max: u64 },
}

impl Policy {
    pub fn name(self) -> &'static str {
        match self {
            Self::NearestFirst => "nearest car, longest wait",
            Self::UrgentFirst => "nearest car, most urgent",
            Self::MostPerMinute => "most weight per minute",
            Self::Plan { .. } => "plan",
        }
    }
}

/// What can be known at one moment.
pub struct View<'a> {
    pub now: i64,
    pub cars: &'a [Car],
    pub visits: &'a [Visit],
    /// Those whose gate is open and to whom nobody has been sent, by the gate's opening.
    pub open: &'a [usize],
}

/// A free car and an open visit.
pub type Order = (usize, usize);

impl Policy {
    /// At most one order for each free car and for each visit.
    pub fn orders(self, view: &View<'_>) -> Vec<Order> {
        if view.open.is_empty() || !view.cars.iter().any(|car| car.is_free(view.now)) {
            return Vec::new();
        }
        match self {
            Self::NearestFirst => {
                let (problem, cars) = problem(view, false);
                firsts(view, &cars, &nearest_first(&problem).of)
            }
            Self::Plan { steps_max } => {
                let (problem, cars) = problem(view, true);
                firsts(view, &cars, &solve(&problem, steps_max).of)
            }
            Self::UrgentFirst => urgent_first(view),
            Self::MostPerMinute => most_per_minute(view),
        }
    }
}

/// The open visits, and the free cars or all of them; with the cars that the problem's are.
fn problem(view: &View<'_>, with_busy: bool) -> (Problem, Vec<usize>) {
    let cars: Vec<usize> = (0..view.cars.len()).filter(|car| with_busy || view.cars[*car].is_free(view.now)).collect();
    let scenes = view.open.iter().map(|visit| view.visits[*visit].place);
    let places: Vec<_> = scenes.chain(cars.iter().map(|car| view.cars[*car].place)).collect();
    let travel = places.iter().flat_map(|from| places.iter().map(move |to| from.way_ms(*to))).collect();
    let jobs = view.open.iter().enumerate().map(|(place, visit)| Job {
        weight: view.visits[*visit].weight,
        since: view.visits[*visit].ready_at,
        ready_at: view.now,
        takes_ms: VISIT_RECKONED_MIN * MIN,
        place,
        adds_ms: vec![Some(0); cars.len()],
    });
    let vehicles = cars.iter().enumerate().map(|(index, car)| Vehicle {
        place: view.open.len() + index,
        free_at: view.cars[*car].reckoned_free_at(view.now),
        ends_at: SHIFT_MS,
        break_due: (!view.cars[*car].rested).then_some((BREAK_DUE_MS, BREAK_MS)),
    });
    let problem = Problem {
        jobs: jobs.collect(),
        vehicles: vehicles.collect(),
        travel: Table::new(places.len(), travel),
        horizon: SHIFT_MS,
    };
    (problem, cars)
}

/// What the free cars do first.
fn firsts(view: &View<'_>, cars: &[usize], runs: &[Vec<usize>]) -> Vec<Order> {
    cars.iter()
        .zip(runs)
        .filter(|(car, _)| view.cars[**car].is_free(view.now))
        .filter_map(|(car, run)| Some((*car, view.open[*run.first()?])))
        .collect()
}

/// Whether the car would be done before the shift ends, a break that is due included.
fn in_time(view: &View<'_>, car: &Car, visit: &Visit) -> bool {
    let way_ms = car.place.way_ms(visit.place);
    let break_ms = if !car.rested && view.now + way_ms >= BREAK_DUE_MS { BREAK_MS } else { 0 };
    view.now + break_ms + way_ms + VISIT_RECKONED_MIN * MIN <= SHIFT_MS
}

fn urgent_first(view: &View<'_>) -> Vec<Order> {
    let mut open = view.open.to_vec();
    // Stable: of those alike the one that has waited longest.
    open.sort_by(|one, other| view.visits[*other].weight.total_cmp(&view.visits[*one].weight));
    let mut free: Vec<usize> = (0..view.cars.len()).filter(|car| view.cars[*car].is_free(view.now)).collect();
    let mut orders = Vec::new();
    for visit in open {
        let to = &view.visits[visit];
        let can = free.iter().copied().filter(|car| in_time(view, &view.cars[*car], to));
        if let Some(car) = can.min_by_key(|car| (view.cars[*car].place.way_ms(to.place), *car)) {
            free.retain(|one| *one != car);
            orders.push((car, visit));
        }
    }
    orders
}

fn most_per_minute(view: &View<'_>) -> Vec<Order> {
    let free = (0..view.cars.len()).filter(|car| view.cars[*car].is_free(view.now));
    let mut pairs: Vec<(f64, Order)> = free
        .flat_map(|car| view.open.iter().map(move |visit| (car, *visit)))
        .filter(|(car, visit)| in_time(view, &view.cars[*car], &view.visits[*visit]))
        .map(|(car, visit)| {
            let to = &view.visits[visit];
            let takes_ms = view.cars[car].place.way_ms(to.place) + VISIT_RECKONED_MIN * MIN;
            (to.weight / takes_ms as f64, (car, visit))
        })
        .collect();
    pairs.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut orders: Vec<Order> = Vec::new();
    for (_, (car, visit)) in pairs {
        if orders.iter().all(|order| order.0 != car && order.1 != visit) {
            orders.push((car, visit));
        }
    }
    orders
}
