//! The search for a plan: jobs are put where they cost least, then again and again a few neighbouring ones are taken out
//! and put back anew (ruin and recreate). Bounded by steps and not by a clock; its chance is the same every time.
//!
//! Ruin takes a string of jobs out of the runs near one job, as in Christiaens and Vanden Berghe, "Slack Induction by
//! String Removals" (2020). A worse plan is kept while it is near enough to the best one, and what counts as near
//! shrinks (Dueck, "record-to-record travel", 1993): that needs no logarithm, which may differ between machines.

use super::{At, Problem, Runs, nearest::nearest_first};

/// How many jobs one ruin takes out, in the mean, and the longest string of one run.
const OUT_MEAN: usize = 10;
const STRING_MAX: usize = 10;
/// One place in so many is passed over when a job is put back, so that not every try ends alike.
const BLINK_ONE_IN: usize = 100;
/// How much worse than the best a plan may be at first, as a share of the best one's mean cost per job.
const WORSE_SHARE: f64 = 0.5;
/// Less than this is no gain, in weighted ms.
const EPSILON: f64 = 1e-3;

/// See [`super::solve`].
pub(super) fn best(problem: &Problem, steps_max: u64) -> Runs {
    let mut search = Search::new(problem);
    let jobs = problem.jobs.len();
    let mut now = search.first();
    let mut best = now.clone();
    let mut trial = now.clone();
    if jobs > 1 && !problem.vehicles.is_empty() {
        while search.steps < steps_max {
            let left_share = 1.0 - search.steps as f64 / steps_max as f64;
            trial.copy(&now);
            search.ruin(&mut trial);
            search.recreate(&mut trial);
            trial.cost = search.cost(&trial);
            if trial.cost < best.cost - EPSILON {
                best.copy(&trial);
            }
            if trial.cost < best.cost + WORSE_SHARE * left_share * best.cost / jobs as f64 {
                now.copy(&trial);
            }
        }
    }
    search.fill(&mut best);
    best.into_runs()
}

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * most as u64) >> 32) as usize
    }

    fn shuffle(&mut self, all: &mut [usize]) {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
    }
}

#[derive(Clone, Debug)]
struct Plan {
    runs: Vec<Vec<usize>>,
    /// For each car where it stands before each job of its run, and after the last.
    paths: Vec<Vec<At>>,
    /// Whose run a job is in.
    car_of: Vec<Option<usize>>,
    cost: f64,
}

impl Plan {
    /// Keeps what is allocated, which `clone` does not.
    fn copy(&mut self, other: &Self) {
        for (mine, other) in self.runs.iter_mut().zip(&other.runs) {
            mine.clone_from(other);
        }
        for (mine, other) in self.paths.iter_mut().zip(&other.paths) {
            mine.clone_from(other);
        }
        self.car_of.clone_from(&other.car_of);
        self.cost = other.cost;
    }

    fn left(&self) -> impl Iterator<Item = usize> {
        self.car_of.iter().enumerate().filter(|(_, car)| car.is_none()).map(|(job, _)| job)
    }

    fn into_runs(self) -> Runs {
        Runs { left: self.left().collect(), of: self.runs }
    }
}

/// A place in a run: this car, before its `index`-th job.
#[derive(Clone, Copy, Debug)]
struct Slot {
    vehicle: usize,
    index: usize,
    /// What the run costs more with the job in it.
    more: f64,
}

struct Search<'a> {
    problem: &'a Problem,
    left_cost: Vec<f64>,
    /// For each job all jobs, the nearest first; empty until asked for.
    near: Vec<Vec<usize>>,
    /// Cars that this round took jobs from.
    opened: Vec<bool>,
    order: Vec<usize>,
    dice: Dice,
    steps: u64,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem) -> Self {
        let jobs = problem.jobs.len();
        Self {
            problem,
            left_cost: (0..jobs).map(|job| problem.cost_left(job)).collect(),
            near: vec![Vec::new(); jobs],
            opened: vec![true; problem.vehicles.len()],
            order: Vec::with_capacity(jobs),
            dice: Dice(0x9E37_79B9_7F4A_7C15),
            steps: 0,
        }
    }

    /// What to begin with: the better of the jobs put in by weight, and of what is done without a plan.
    fn first(&mut self) -> Plan {
        let runs = vec![Vec::new(); self.problem.vehicles.len()];
        let mut own = self.plan(runs);
        self.fill(&mut own);
        let mut simple = self.plan(nearest_first(self.problem).of);
        self.fill(&mut simple);
        if simple.cost < own.cost { simple } else { own }
    }

    fn plan(&self, runs: Vec<Vec<usize>>) -> Plan {
        let cars = self.problem.vehicles.len();
        let mut car_of = vec![None; self.problem.jobs.len()];
        for (vehicle, run) in runs.iter().enumerate() {
            for job in run {
                car_of[*job] = Some(vehicle);
            }
        }
        let mut plan = Plan { runs, paths: vec![Vec::new(); cars], car_of, cost: 0.0 };
        for vehicle in 0..cars {
            self.walk(&mut plan, vehicle);
        }
        plan.cost = self.cost(&plan);
        plan
    }

    /// Reckons the path of one car anew. Its run must break no rule.
    fn walk(&self, plan: &mut Plan, vehicle: usize) {
        let path = &mut plan.paths[vehicle];
        let mut at = self.problem.start(vehicle);
        path.clear();
        path.push(at);
        for job in &plan.runs[vehicle] {
            let Some((next, _)) = self.problem.step(vehicle, at, *job) else { break };
            at = next;
            path.push(at);
        }
    }

    fn cost(&self, plan: &Plan) -> f64 {
        let runs: f64 = plan.paths.iter().filter_map(|path| path.last()).map(|at| at.cost).sum();
        runs + plan.left().map(|job| self.left_cost[job]).sum::<f64>()
    }

    fn put(&self, plan: &mut Plan, job: usize, slot: Slot) {
        plan.runs[slot.vehicle].insert(slot.index, job);
        plan.car_of[job] = Some(slot.vehicle);
        self.walk(plan, slot.vehicle);
    }

    /// The cheapest place for a job in one car's run that costs less than `below`.
    fn slot(&mut self, plan: &Plan, job: usize, vehicle: usize, below: f64, blinks: bool) -> Option<Slot> {
        let (run, path) = (&plan.runs[vehicle], &plan.paths[vehicle]);
        let end_cost = path[run.len()].cost;
        let mut best: Option<Slot> = None;
        let mut below = below;
        self.problem.jobs[job].adds_ms.get(vehicle).copied().flatten()?;
        for index in 0..=run.len() {
            if blinks && self.dice.below(BLINK_ONE_IN) == 0 {
                continue;
            }
            self.steps += 1;
            let Some((at, _)) = self.problem.step(vehicle, path[index], job) else { continue };
            let Some(more) = self.rest(run, path, vehicle, index, at, below) else { continue };
            debug_assert!(more.is_finite() && end_cost.is_finite());
            if more < below {
                below = more;
                best = Some(Slot { vehicle, index, more });
            }
        }
        best
    }

    /// What the run costs more when its jobs from `index` on begin from `at`; none where that breaks a rule or is
    /// sure to be no less than `below`.
    fn rest(&mut self, run: &[usize], path: &[At], vehicle: usize, index: usize, at: At, below: f64) -> Option<f64> {
        let mut at = at;
        let mut more = at.cost - path[index].cost;
        for (job, was) in run[index..].iter().zip(&path[index + 1..]) {
            // Later jobs only ever wait longer, but for a break that now falls into a pause: rare, and missing it is no harm.
            if more >= below {
                return None;
            }
            self.steps += 1;
            at = self.problem.step(vehicle, at, *job)?.0;
            more = at.cost - was.cost;
            if at.now == was.now && at.break_due == was.break_due {
                break;
            }
        }
        Some(more)
    }

    fn insert(&mut self, plan: &mut Plan, job: usize, everywhere: bool, blinks: bool) {
        let mut best: Option<Slot> = None;
        // A job that comes last costs nobody anything: to reach somebody is worth it even where it gains nothing.
        let mut below = self.left_cost[job] + EPSILON;
        for vehicle in 0..plan.runs.len() {
            if (everywhere || self.opened[vehicle])
                && let Some(slot) = self.slot(plan, job, vehicle, below, blinks)
            {
                below = slot.more;
                best = Some(slot);
            }
        }
        if let Some(slot) = best {
            self.put(plan, job, slot);
        }
    }

    /// Puts in every job that is left and for which there is room, the heaviest first.
    fn fill(&mut self, plan: &mut Plan) {
        let mut left: Vec<usize> = plan.left().collect();
        left.sort_by(|one, other| self.problem.jobs[*other].weight.total_cmp(&self.problem.jobs[*one].weight));
        for job in left {
            self.insert(plan, job, true, false);
        }
        plan.cost = self.cost(plan);
    }

    /// Takes strings of jobs out of runs that come near one job.
    fn ruin(&mut self, plan: &mut Plan) {
        let jobs = self.problem.jobs.len();
        self.opened.fill(false);
        self.order.clear();
        let used = plan.runs.iter().filter(|run| !run.is_empty()).count().max(1);
        let string_max = STRING_MAX.min(((jobs - plan.left().count()) / used).max(1));
        let strings = 1 + self.dice.below((4 * OUT_MEAN / (1 + string_max)).max(1));
        let seed = self.dice.below(jobs);
        self.look_around(seed);
        let mut opened = 0;
        for index in 0..jobs {
            if opened == strings {
                break;
            }
            let job = self.near[seed][index];
            let Some(vehicle) = plan.car_of[job].filter(|vehicle| !self.opened[*vehicle]) else { continue };
            self.opened[vehicle] = true;
            opened += 1;
            self.take_string(plan, job, vehicle, string_max);
        }
        self.steps += jobs as u64 / 4;
    }

    fn take_string(&mut self, plan: &mut Plan, job: usize, vehicle: usize, string_max: usize) {
        let run = &mut plan.runs[vehicle];
        let Some(place) = run.iter().position(|one| *one == job) else { return };
        let length = 1 + self.dice.below(string_max.min(run.len()));
        let first = (place + 1).saturating_sub(length);
        let start = first + self.dice.below(place.min(run.len() - length) - first + 1);
        for out in run.drain(start..start + length) {
            plan.car_of[out] = None;
            self.order.push(out);
        }
        self.walk(plan, vehicle);
    }

    fn look_around(&mut self, seed: usize) {
        if self.near[seed].is_empty() {
            let jobs = &self.problem.jobs;
            let mut near: Vec<usize> = (0..jobs.len()).collect();
            near.sort_by_key(|job| (*job != seed, self.problem.travel.ms(jobs[seed].place, jobs[*job].place)));
            self.near[seed] = near;
        }
    }

    /// Puts back what was taken out, and tries what was left in the cars that were opened.
    fn recreate(&mut self, plan: &mut Plan) {
        let mut order = std::mem::take(&mut self.order);
        let taken = order.len();
        order.clear();
        order.extend(plan.left());
        let jobs = &self.problem.jobs;
        self.dice.shuffle(&mut order);
        match self.dice.below(4) {
            0 => order.sort_by(|one, other| jobs[*other].weight.total_cmp(&jobs[*one].weight)),
            1 => order.sort_by_key(|job| jobs[*job].ready_at),
            2 => order.sort_by(|one, other| self.left_cost[*other].total_cmp(&self.left_cost[*one])),
            _ => {}
        }
        let _ = taken;
        for job in &order {
            self.insert(plan, *job, true, true);
        }
        self.order = order;
    }
}
