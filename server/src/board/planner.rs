//! Thinks ahead for the cars of one board: which car for one response, the plan for the rest of the shift, when those on
//! their way arrive, and who is asked next where a car does not go. Proposals, but for the last, to which a person agreed.

use std::{sync::Arc, time::Duration};

use alongside_core::{
    Actor, Board, Context, Input,
    planning::{self, Positions},
};
use alongside_protocol::{
    DeploymentId, Refusal, RefusalCode, ResponseId, ServerFrame,
    code::NextCar,
    view::{PlanView, Recommendation},
};
use tokio::{
    task::spawn_blocking,
    time::{Interval, MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::BoardHandle;
use crate::{clock, hub::Latest, places::ASK_FOR_PLAN_MS_MAX, views::Viewer};

/// How often it looks whether something has changed, ms.
const LOOK_EVERY_MS: u64 = 250;
/// Least time between two plans, ms: a burst of changes is one change.
const PLAN_EVERY_MS_MIN: u64 = 1_000;
/// A plan ages by itself; it is made anew after this, ms.
const PLAN_EVERY_MS_MAX: u64 = 20_000;
/// How often the arrivals of cars on their way are reckoned, ms.
const ETAS_EVERY_MS: u64 = 3_000;
/// How far a car must have moved for a new plan, metres.
const MOVED_M: f64 = 300.0;

/// Names of what the planner does by itself, so that it happens once whichever node does it (I3).
const ID_NAMESPACE: Uuid = Uuid::from_u128(0x5d0a_7c1e_2f64_4b0e_9d53_7b61_c3a4_f210);

impl BoardHandle {
    /// Every car for this response, best first.
    pub async fn recommend(&self, response: &ResponseId) -> Result<Recommendation, Refusal> {
        let (board, positions) = (self.hub.picture(), self.positions.load_full());
        let legs = planning::legs_to(&board, &self.scheme, response, &positions);
        let ways = self.places.ways(self.scheme.travel, &legs).await;
        // What was asked for may be gone by now, so the newest picture answers.
        let board = self.hub.picture();
        planning::recommend(&board, &self.scheme, response, &positions, &ways, clock::now_ms())
            .ok_or_else(|| Refusal::new(RefusalCode::NotFound, "no such support response on this board"))
    }

    /// The best car that could go now, other than those that have refused the job.
    pub async fn next_car(&self, response: &ResponseId) -> Option<NextCar> {
        planning::next_car(&self.hub.picture(), &self.recommend(response).await.ok()?)
    }
}

pub struct Planner {
    pub handle: BoardHandle,
    pub stop: CancellationToken,
}

/// What the last plan was made of.
#[derive(Default)]
struct Made {
    seq: Option<u64>,
    positions: Arc<Positions>,
    at: Option<clock::Started>,
}

/// Three that must not wait for each other: asking the next car, arrivals, and plans.
pub async fn run(planner: Planner) {
    tokio::join!(planner.keep_asking(), planner.keep_reckoning(), planner.keep_planning());
}

fn every(ms: u64) -> Interval {
    let mut every = interval(Duration::from_millis(ms));
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    every
}

fn older(at: Option<&clock::Started>, ms: u64) -> bool {
    at.is_none_or(|at| at.elapsed() >= Duration::from_millis(ms))
}

impl Planner {
    /// False once this node stops.
    async fn next(&self, look: &mut Interval) -> bool {
        tokio::select! {
            _ = look.tick() => true,
            () = self.stop.cancelled() => false,
        }
    }

    async fn keep_asking(&self) {
        let (mut look, mut settled) = (every(LOOK_EVERY_MS), None);
        while self.next(&mut look).await {
            let board = self.handle.hub.picture();
            if settled != Some(board.seq) && self.ask_next(&board).await {
                settled = Some(board.seq);
            }
        }
    }

    async fn keep_reckoning(&self) {
        let mut look = every(ETAS_EVERY_MS);
        while self.next(&mut look).await {
            self.handle.places.find_out().await;
            self.reckon_etas(&self.handle.hub.picture()).await;
        }
    }

    async fn keep_planning(&self) {
        let (mut look, mut made) = (every(LOOK_EVERY_MS), Made::default());
        while self.next(&mut look).await {
            // Nobody looks: nothing is reckoned.
            if self.handle.hub.topic(&Viewer::Control).listeners() > 0 {
                self.plan(self.handle.hub.picture(), &mut made).await;
            }
        }
    }

    /// Whoever agreed to it gets the next best car, where the one that was asked does not go.
    /// True where nobody is left to be asked for.
    async fn ask_next(&self, board: &Board) -> bool {
        let unsettled = unsettled(board);
        let none = unsettled.is_empty();
        for after in unsettled {
            let car = self.handle.next_car(&after.response()).await.map(|next| next.car);
            // With the car in it: where that one is gone by then, nothing happens, and another is asked next time.
            let name = format!("{}/{}", after, car.as_ref().map_or("nobody", |car| car.as_str()));
            let id = Uuid::new_v5(&ID_NAMESPACE, format!("{}/{name}", self.handle.id()).as_bytes());
            let context = Context::machine(Actor::System, clock::now_ms());
            self.handle.submit(id, Input::NextBest { after, car }, context).await;
        }
        none
    }

    async fn reckon_etas(&self, board: &Board) {
        let positions = self.handle.positions.load_full();
        let legs = planning::legs_under_way(board, &positions);
        let etas = if legs.is_empty() {
            Vec::new()
        } else {
            let ways = self.handle.places.ways(self.handle.scheme.travel, &legs).await;
            planning::etas(board, &positions, &ways, clock::now_ms())
        };
        self.handle.etas.store(Arc::new(etas));
    }

    async fn plan(&self, board: Arc<Board>, made: &mut Made) {
        let positions = self.handle.positions.load_full();
        let changed = made.seq != Some(board.seq) || have_moved(&made.positions, &positions);
        let due = if changed { PLAN_EVERY_MS_MIN } else { PLAN_EVERY_MS_MAX };
        if !older(made.at.as_ref(), due) {
            return;
        }
        (made.seq, made.positions, made.at) = (Some(board.seq), Arc::clone(&positions), Some(clock::Started::now()));
        let scheme = Arc::clone(&self.handle.scheme);
        let legs = planning::legs(&board, &scheme, &positions);
        let ways = self.handle.places.ways_within(scheme.travel, &legs, ASK_FOR_PLAN_MS_MAX).await;
        let now = clock::now_ms();
        let began = clock::Started::now();
        let plan: Result<PlanView, _> =
            spawn_blocking(move || planning::plan(&board, &scheme, &positions, &ways, now)).await;
        match plan {
            Ok(plan) => {
                metrics::histogram!("alongside_plan_seconds").record(began.elapsed().as_secs_f64());
                self.handle.hub.latest(&Viewer::Control, Latest::Plan, &ServerFrame::Plan { plan });
            }
            Err(error) => tracing::error!(board = %self.handle.id(), %error, "a plan was not finished"),
        }
    }
}

/// Jobs that a car did not take, where the next best one is to be asked.
fn unsettled(board: &Board) -> Vec<DeploymentId> {
    let responses = board.incidents.values().flat_map(|incident| &incident.responses);
    responses
        .filter(|response| !response.needs_no_car())
        .filter(|response| response.car_wanted.as_ref().is_some_and(|wanted| !wanted.nobody_else))
        .filter_map(|response| response.deployments.last())
        .filter(|job| job.next_best && job.state.is_over())
        .map(|job| job.id.clone())
        .collect()
}

fn have_moved(before: &Positions, after: &Positions) -> bool {
    before.len() != after.len()
        || after.iter().any(|(car, position)| {
            before.get(car).is_none_or(|known| planning::travel::metres(known.point, position.point) > MOVED_M)
        })
}
