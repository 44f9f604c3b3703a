//! Drives the demonstration's cars: says where they are, and acts for a crew that nobody plays. A tablet that shares its
//! own position is believed instead.

use std::collections::HashMap;

use alongside_core::{Board, planning::travel::metres};
use alongside_protocol::{
    CarId, Command, DeploymentId, Millis,
    view::{CarPosition, Point},
    vocabulary::DeploymentState,
};

use crate::board::BoardHandle;

/// Scenario seconds from one step of a played crew to its next.
const ACKNOWLEDGES_AFTER_S: f64 = 20.0;
const LEAVES_AFTER_S: f64 = 40.0;
const STAYS_S: f64 = 25.0 * 60.0;
const CLEAR_AFTER_S: f64 = 45.0;
/// How near is there, metres.
const THERE_M: f64 = 60.0;
const ACCURACY_M: f32 = 9.0;

pub struct Driver {
    /// Scenario seconds in a second.
    speed: f64,
    cars: HashMap<CarId, Point>,
    at: Millis,
}

impl Driver {
    pub fn new(board: &BoardHandle, speed: f64, now: Millis) -> Self {
        let bases = board.scheme.cars.iter().filter_map(|car| Some((car.id.clone(), car.base.as_ref()?.point)));
        Self { speed, cars: bases.collect(), at: now }
    }

    /// Moves every car on duty towards its scene, and reports it.
    pub fn drive(&mut self, board: &BoardHandle, picture: &Board, now: Millis) {
        let seconds = (now - self.at) as f64 / 1_000.0 * self.speed;
        self.at = now;
        let known = board.positions.load_full();
        for (id, point) in &mut self.cars {
            let car = picture.car(id);
            if car.shift.is_none()
                || known.get(id).is_some_and(|known| metres(known.point, *point) > 2_000.0 * self.speed)
            {
                continue;
            }
            let job = car.active.as_ref().and_then(|job| picture.deployment(job));
            let goal = job
                .filter(|(_, _, job)| matches!(job.state, DeploymentState::EnRoute | DeploymentState::AtScene))
                .and_then(|(incident, ..)| incident.mirror.point.get().copied());
            if let Some(goal) = goal {
                let way = metres(*point, goal) * board.scheme.travel.factor;
                let driven = board.scheme.travel.speed_kmh / 3.6 * seconds;
                let share = if way <= driven { 1.0 } else { driven / way };
                point.lat += (goal.lat - point.lat) * share;
                point.lon += (goal.lon - point.lon) * share;
            }
            board.presences.report_position(CarPosition {
                car: id.clone(),
                point: *point,
                accuracy_m: Some(ACCURACY_M),
                at: now,
            });
        }
    }

    /// What the crew of a car that nobody plays does next; with a name that is the same for the same step.
    pub fn next_act(&self, picture: &Board, id: &CarId, now: Millis) -> Option<(String, Command)> {
        let car = picture.car(id);
        let due = |since: Millis, after_s: f64| (now - since) as f64 / 1_000.0 * self.speed >= after_s;
        if let Some(deployment) = car.recalled_from.clone() {
            return due(car.status_at, CLEAR_AFTER_S)
                .then(|| (format!("clear/{deployment}"), Command::ConfirmRecall { deployment }));
        }
        let Some(deployment) = car.active.clone() else {
            return self.take_next(picture, id, now);
        };
        let (incident, _, job) = picture.deployment(&deployment)?;
        let named = |step: &str, command: fn(DeploymentId) -> Command| {
            Some((format!("{step}/{deployment}"), command(deployment.clone())))
        };
        match job.state {
            DeploymentState::Offered if due(job.at, ACKNOWLEDGES_AFTER_S) => {
                named("acknowledge", |deployment| Command::AcknowledgeOffer { deployment })
            }
            DeploymentState::Acknowledged if due(job.at, LEAVES_AFTER_S) => {
                named("leave", |deployment| Command::GoEnRoute { deployment })
            }
            DeploymentState::EnRoute => {
                let there = self.cars.get(id).zip(incident.mirror.point.get());
                let there = there.is_none_or(|(at, scene)| metres(*at, *scene) < THERE_M);
                if there { named("arrive", |deployment| Command::ArriveAtScene { deployment }) } else { None }
            }
            DeploymentState::AtScene if due(job.at, STAYS_S) => {
                named("resume", |deployment| Command::ResumeCar { deployment })
            }
            _ => None,
        }
    }

    /// A free crew takes the next job that waits for it, once.
    fn take_next(&self, picture: &Board, id: &CarId, now: Millis) -> Option<(String, Command)> {
        let car = picture.car(id);
        let next = car.queue.first().filter(|_| car.shift.is_some() && !car.on_break)?;
        let waited = (now - car.status_at) as f64 / 1_000.0 * self.speed >= LEAVES_AFTER_S;
        waited.then(|| (format!("next/{next}/{}", now / 15_000), Command::OfferNext { car: id.clone() }))
    }
}
