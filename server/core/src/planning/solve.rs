//! Who goes where, as numbers alone: jobs, cars and travel times in, runs out. Knows no board and no words.
//!
//! The aim is the least waiting, weighted by priority: the sum over all jobs of `weight × (arrival − since)`, where a
//! job that nobody reaches counts as reached at the horizon. Hard rules: a run ends with the car's shift, a job begins
//! no sooner than it may, a break that is due is taken, and only cars that may take a job do. The same input gives the
//! same plan on every node. How it is searched for stands in [`search`].

use alongside_protocol::Millis;

mod courses;
mod dice;
mod nearest;
mod search;

pub use nearest::nearest_first;

/// Steps of run arithmetic in one plan, one step a stop that is reckoned anew. 200 jobs for 20 cars use all of them.
pub const STEPS_MAX: u64 = 6_000_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// How much a minute of this wait counts. More than 0.
    pub weight: f64,
    /// From when its wait counts.
    pub since: Millis,
    /// Not before.
    pub ready_at: Millis,
    /// What it takes at the scene, ms.
    pub takes_ms: i64,
    /// Its place in the table of travel times.
    pub place: usize,
    /// For each car: what its fit adds to the wait, ms (less than 0 speaks for it); none where it cannot take the job.
    pub adds_ms: Vec<Option<i64>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Vehicle {
    /// Where it is once it is free.
    pub place: usize,
    pub free_at: Millis,
    /// Every job must be done by then.
    pub ends_at: Millis,
    /// When a break is due, and how long it is, ms. It is taken before the first job that would begin after that.
    pub break_due: Option<(Millis, i64)>,
}

/// Square table of travel times by place, ms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    size: usize,
    ms: Vec<i64>,
}

impl Table {
    /// `ms[from * size + to]`.
    ///
    /// # Panics
    /// Where `ms` is not `size` times `size` long.
    pub fn new(size: usize, ms: Vec<i64>) -> Self {
        assert_eq!(ms.len(), size * size, "a square table");
        Self { size, ms }
    }

    /// # Panics
    /// Where a place is not in the table.
    pub fn ms(&self, from: usize, to: usize) -> i64 {
        assert!(to < self.size, "a place of the table");
        self.ms[from * self.size + to]
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub jobs: Vec<Job>,
    pub vehicles: Vec<Vehicle>,
    pub travel: Table,
    /// When a job that nobody reaches counts as reached: not before the last shift ends.
    pub horizon: Millis,
}

/// For each car the jobs it does, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    pub of: Vec<Vec<usize>>,
    pub left: Vec<usize>,
}

/// One stop of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    pub job: usize,
    pub arrive_at: Millis,
    pub done_at: Millis,
}

/// A car between two jobs: when and where it is free, whether its break is still to come, and what its run has cost.
#[derive(Clone, Copy, Debug, PartialEq)]
struct At {
    now: Millis,
    place: usize,
    break_due: Option<(Millis, i64)>,
    cost: f64,
}

impl Problem {
    /// The stops of a run; none where it breaks a rule.
    pub fn stops(&self, vehicle: usize, run: &[usize]) -> Option<Vec<Stop>> {
        let mut at = self.start(vehicle);
        run.iter()
            .map(|job| {
                let (next, stop) = self.step(vehicle, at, *job)?;
                at = next;
                Some(stop)
            })
            .collect()
    }

    fn start(&self, vehicle: usize) -> At {
        let car = &self.vehicles[vehicle];
        At { now: car.free_at, place: car.place, break_due: car.break_due, cost: 0.0 }
    }

    /// One job further; none where that breaks a rule. Times that run over are later than any shift.
    fn step(&self, vehicle: usize, at: At, index: usize) -> Option<(At, Stop)> {
        let job = &self.jobs[index];
        let adds_ms = job.adds_ms.get(vehicle).copied().flatten()?;
        let there = at.now.saturating_add(self.travel.ms(at.place, job.place));
        let (mut arrive_at, mut break_due) = (there.max(job.ready_at), at.break_due);
        if let Some((due, ms)) = break_due
            && arrive_at >= due
        {
            arrive_at = there.saturating_add(ms).max(job.ready_at);
            break_due = None;
        }
        let done_at = arrive_at.saturating_add(job.takes_ms);
        if done_at > self.vehicles[vehicle].ends_at {
            return None;
        }
        let cost = at.cost + job.weight * (arrive_at - job.since + adds_ms) as f64;
        Some((At { now: done_at, place: job.place, break_due, cost }, Stop { job: index, arrive_at, done_at }))
    }

    /// What it costs to reach nobody there. Never less than any car that comes: a poor fit is better than nobody.
    fn cost_left(&self, job: usize) -> f64 {
        let job = &self.jobs[job];
        let worst_ms = job.adds_ms.iter().flatten().copied().max().unwrap_or_default().max(0);
        job.weight * (self.horizon - job.since + worst_ms) as f64
    }

    /// What a run costs; none where it breaks a rule.
    fn cost_of(&self, vehicle: usize, run: &[usize]) -> Option<f64> {
        let walked = run.iter().try_fold(self.start(vehicle), |at, job| Some(self.step(vehicle, at, *job)?.0));
        walked.map(|at| at.cost)
    }

    /// The whole plan's cost; none where a run breaks a rule.
    pub fn cost(&self, runs: &Runs) -> Option<f64> {
        let mut cost: f64 = runs.left.iter().map(|job| self.cost_left(*job)).sum();
        for (vehicle, run) in runs.of.iter().enumerate() {
            cost += self.cost_of(vehicle, run)?;
        }
        Some(cost)
    }

    /// People reached, and the mean wait weighted by priority, ms: without what fit adds.
    pub fn wait(&self, runs: &Runs) -> (u32, i64) {
        let (mut weights, mut sum, mut reached) = (0.0, 0.0, 0);
        let mut count = |job: usize, until: Millis| {
            let job = &self.jobs[job];
            weights += job.weight;
            sum += job.weight * (until - job.since) as f64;
        };
        for (vehicle, run) in runs.of.iter().enumerate() {
            let mut at = self.start(vehicle);
            for job in run {
                let Some((next, stop)) = self.step(vehicle, at, *job) else { break };
                at = next;
                count(*job, stop.arrive_at);
                reached += 1;
            }
        }
        for job in &runs.left {
            count(*job, self.horizon);
        }
        (reached, if weights > 0.0 { (sum / weights).round() as i64 } else { 0 })
    }
}

/// The best plan found within `steps_max`: never a worse one than [`nearest_first`]'s, and none that leaves a job which
/// a car could still do last.
pub fn solve(problem: &Problem, steps_max: u64) -> Runs {
    search::best(problem, steps_max)
}
