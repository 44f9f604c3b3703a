//! Which car for which job: travel times, what a car brings, the ranked cars for one response, the plan for all.
//! Proposals only: nothing here decides.

pub mod ahead;
pub mod fit;
pub mod plan;
pub mod recommend;
pub mod solve;
pub mod travel;

pub use ahead::Positions;
pub use plan::{legs, plan};
pub use recommend::{legs_to, next_car, recommend};
pub use travel::{Place, Reach, Ways};

use alongside_protocol::{
    DeploymentId, Millis, limits,
    view::{CarEta, CarPosition, Point},
    vocabulary::{DeploymentState, EtaSource},
};

use crate::board::Board;

/// When each car that is on its way should be there; and the ways that it takes to know.
pub fn etas(board: &Board, positions: &Positions, ways: &Ways, now: Millis) -> Vec<CarEta> {
    on_the_way(board, positions)
        // From an old position nothing is promised.
        .filter(|(.., from, _)| now - from.at <= limits::POSITION_FADED_MS)
        .map(|(deployment, from, to)| {
            let reach = ways.between(from.point, to);
            let arrive_at = (from.at + reach.ms).max(now);
            CarEta { car: from.car.clone(), deployment, arrive_at, source: reach.source }
        })
        .collect()
}

pub fn legs_under_way(board: &Board, positions: &Positions) -> Vec<(Point, Point)> {
    on_the_way(board, positions).map(|(_, from, to)| (from.point, to)).collect()
}

/// Job, where its car was last heard, and where it goes.
type Under<'a> = (DeploymentId, &'a CarPosition, Point);

fn on_the_way<'a>(board: &'a Board, positions: &'a Positions) -> impl Iterator<Item = Under<'a>> {
    board.cars.values().filter_map(|car| {
        let (incident, _, job) = board.deployment(car.active.as_ref()?)?;
        let moving = matches!(job.state, DeploymentState::Acknowledged | DeploymentState::EnRoute);
        let to = incident.mirror.point.get().copied().filter(|_| moving)?;
        Some((job.id.clone(), positions.get(&car.id)?, to))
    })
}

/// A straight line anywhere makes the whole an estimate.
fn weaker(one: EtaSource, other: EtaSource) -> EtaSource {
    if one == EtaSource::StraightLine { one } else { other }
}

/// E.g. "12 min"; "1 h 05" from an hour on.
fn minutes(ms: i64) -> String {
    let minutes = (ms + 30_000) / 60_000;
    if minutes < 60 { format!("{minutes} min") } else { format!("{} h {:02}", minutes / 60, minutes % 60) }
}
