//! Where a car will be, and when, once it has done what people have arranged for it.

use std::collections::HashMap;

use alongside_protocol::{
    CarId, DeploymentId, Millis,
    view::{CarPosition, Point},
    vocabulary::{DeploymentState, EtaSource},
};

use super::travel::Ways;
use crate::{
    board::{Board, Car},
    scheme::Scheme,
};

/// Newest position of each car.
pub type Positions = HashMap<CarId, CarPosition>;

/// A way whose end is not known, ms.
pub const UNKNOWN_WAY_MS: i64 = 30 * 60_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    pub free_at: Millis,
    /// Where it is then; none where nothing is known.
    pub point: Option<Point>,
    /// What it does until then, in order.
    pub jobs: Vec<JobAhead>,
    /// Whether any way in it is a straight line.
    pub source: EtaSource,
}

/// A job that a person has arranged, as it will probably go.
#[derive(Clone, Debug, PartialEq)]
pub struct JobAhead {
    pub deployment: DeploymentId,
    pub state: DeploymentState,
    pub arrive_at: Millis,
    pub done_at: Millis,
}

/// Where the car was last heard, or else its base.
pub fn known_point(scheme: &Scheme, car: &CarId, positions: &Positions) -> Option<Point> {
    let base = || scheme.car(car)?.base.as_ref().map(|base| base.point);
    positions.get(car).map(|position| position.point).or_else(base)
}

impl Ahead {
    pub fn of(board: &Board, scheme: &Scheme, car: &Car, positions: &Positions, ways: &Ways, now: Millis) -> Self {
        let mut ahead = Self {
            free_at: now,
            point: known_point(scheme, &car.id, positions),
            jobs: Vec::new(),
            source: EtaSource::Roads,
        };
        if car.on_break {
            ahead.free_at = now.max(car.status_at + scheme.deployment.break_ms);
        }
        for job in car.active.iter().chain(&car.queue) {
            ahead.take(board, scheme, job, ways, now);
        }
        ahead
    }

    fn take(&mut self, board: &Board, scheme: &Scheme, id: &DeploymentId, ways: &Ways, now: Millis) {
        let Some((incident, _, job)) = board.deployment(id) else { return };
        let scene = incident.mirror.point.get().copied();
        let takes_ms = scheme.deployment.job_ms;
        let arrive_at = match (job.state, job.at_scene_at) {
            (DeploymentState::AtScene, Some(at)) => at,
            _ => self.free_at + self.way(scene, ways),
        };
        // A job that takes longer than others is not over because of that.
        let done_at = (arrive_at + takes_ms).max(now);
        self.jobs.push(JobAhead { deployment: id.clone(), state: job.state, arrive_at, done_at });
        self.free_at = done_at;
        self.point = scene.or(self.point);
    }

    fn way(&mut self, to: Option<Point>, ways: &Ways) -> i64 {
        let Some((from, to)) = self.point.zip(to) else {
            self.source = EtaSource::StraightLine;
            return UNKNOWN_WAY_MS;
        };
        let reach = ways.between(from, to);
        if reach.source == EtaSource::StraightLine {
            self.source = EtaSource::StraightLine;
        }
        reach.ms
    }
}
