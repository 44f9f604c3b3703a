//! The search for a plan: jobs are put where they cost least, then again and again a few neighbouring ones are taken out
//! and put back anew (ruin and recreate). Bounded by steps and not by a clock; its chance is the same every time.
//!
//! Ruin takes strings of jobs out of the courses near one job, as in Christiaens and Vanden Berghe, "Slack Induction by
//! String Removals" (2020). A worse plan is kept while it is near enough to the best one, and what counts as near
//! shrinks (Dueck, "record-to-record travel", 1993): that needs no logarithm, which may differ between machines.

use super::{
    Problem, Runs,
    courses::{Course, Numbers, Slot},
    dice::Dice,
    nearest::nearest_first,
};

/// Budget of a small problem: so many steps for each pair of jobs. Five jobs are as good as exact after 2 ms.
const STEPS_PER_PAIR: u64 = 3_000;
/// How many jobs one ruin takes out, in the mean, and the longest string of one course. Measured: 5 to 10 are alike.
const OUT_MEAN: usize = 7;
const STRING_MAX: usize = 10;
/// How many of the jobs that nobody reaches, the nearest first, are tried in one round.
const LEFT_MAX: usize = 10;
/// One car in so many is passed over when a job is put back, in the mean, so that not every try ends alike.
const BLINK_ONE_IN: usize = 100;
/// How much worse than the best a plan may be at first, as a share of the best one's mean cost per job.
const WORSE_SHARE: f64 = 0.3;
/// What the whole gain counts beside the regret.
const GAIN_SHARE: f64 = 1e-3;
/// Less than this is no gain, in weighted ms.
const EPSILON: f64 = 1e-3;

/// See [`super::solve`].
pub(super) fn best(problem: &Problem, steps_max: u64) -> Runs {
    let mut search = Search::new(problem);
    let jobs = problem.jobs.len();
    let mut best = search.first();
    let budget = steps_max.min(STEPS_PER_PAIR.saturating_mul((jobs * jobs) as u64));
    if jobs > 1 && !problem.vehicles.is_empty() {
        let mut now = best.clone();
        let mut trial = best.clone();
        while search.numbers.steps < budget {
            let worse_share = WORSE_SHARE * (1.0 - search.numbers.steps as f64 / budget as f64);
            search.ruin(&mut trial);
            search.recreate(&mut trial);
            if trial.cost < best.cost - EPSILON {
                best.clone_from(&trial);
            }
            if trial.cost < best.cost + worse_share * best.cost.abs() / jobs as f64 {
                now.clone_from(&trial);
            } else {
                trial.clone_from(&now);
            }
        }
        search.fill(&mut best);
    }
    best.into_runs()
}

#[derive(Debug)]
struct Plan {
    courses: Vec<Course>,
    /// Whose course a job is in.
    car_of: Vec<Option<usize>>,
    cost: f64,
}

impl Clone for Plan {
    fn clone(&self) -> Self {
        Self { courses: self.courses.clone(), car_of: self.car_of.clone(), cost: self.cost }
    }

    fn clone_from(&mut self, other: &Self) {
        self.courses.clone_from(&other.courses);
        self.car_of.clone_from(&other.car_of);
        self.cost = other.cost;
    }
}

impl Plan {
    fn left(&self) -> impl Iterator<Item = usize> {
        self.car_of.iter().enumerate().filter(|(_, car)| car.is_none()).map(|(job, _)| job)
    }

    fn into_runs(self) -> Runs {
        Runs { left: self.left().collect(), of: self.courses.into_iter().map(|course| course.jobs).collect() }
    }
}

struct Search<'a> {
    problem: &'a Problem,
    numbers: Numbers,
    left_cost: Vec<f64>,
    /// For each job all jobs, the nearest first; empty until asked for.
    near: Vec<Vec<usize>>,
    /// Cars that this round took jobs from.
    opened: Vec<bool>,
    /// Jobs to put back, and of those that were left before the ones to try.
    order: Vec<usize>,
    was_left: Vec<usize>,
    dice: Dice,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem) -> Self {
        let jobs = problem.jobs.len();
        Self {
            problem,
            numbers: Numbers::new(problem),
            left_cost: (0..jobs).map(|job| problem.cost_left(job)).collect(),
            near: vec![Vec::new(); jobs],
            opened: vec![true; problem.vehicles.len()],
            order: Vec::with_capacity(jobs),
            was_left: Vec::with_capacity(LEFT_MAX),
            dice: Dice(0x9E37_79B9_7F4A_7C15),
        }
    }

    /// What to begin with: the better of the jobs put in by weight, and of what is done without a plan.
    fn first(&mut self) -> Plan {
        let mut own = self.plan(vec![Vec::new(); self.problem.vehicles.len()]);
        self.fill(&mut own);
        let mut simple = self.plan(nearest_first(self.problem).of);
        self.fill(&mut simple);
        if simple.cost < own.cost { simple } else { own }
    }

    fn plan(&mut self, runs: Vec<Vec<usize>>) -> Plan {
        let mut car_of = vec![None; self.problem.jobs.len()];
        let mut courses = Vec::with_capacity(runs.len());
        for (vehicle, jobs) in runs.into_iter().enumerate() {
            for job in &jobs {
                car_of[*job] = Some(vehicle);
            }
            let mut course = Course::new(jobs);
            for cut in self.numbers.walk(vehicle, &mut course) {
                car_of[cut] = None;
            }
            courses.push(course);
        }
        Plan { courses, car_of, cost: 0.0 }
    }

    fn cost(&self, plan: &Plan) -> f64 {
        let reached: f64 = plan.courses.iter().map(Course::cost).sum();
        reached + plan.left().map(|job| self.left_cost[job]).sum::<f64>()
    }

    /// Puts in every job that is left and for which there is room: first the one that loses most if it has to make do
    /// with the second best car (regret).
    fn fill(&mut self, plan: &mut Plan) {
        let mut left: Vec<usize> = plan.left().collect();
        while let Some((at, slot)) = self.most_urgent(plan, &left) {
            let job = left.swap_remove(at);
            self.put(plan, job, slot);
        }
        plan.cost = self.cost(plan);
    }

    fn most_urgent(&mut self, plan: &Plan, left: &[usize]) -> Option<(usize, Slot)> {
        let mut chosen: Option<(f64, usize, Slot)> = None;
        for (at, job) in left.iter().enumerate() {
            let otherwise = self.left_cost[*job] + EPSILON;
            let mut second = otherwise;
            let mut best: Option<Slot> = None;
            for (vehicle, course) in plan.courses.iter().enumerate() {
                let Some(slot) = self.numbers.slot(vehicle, course, *job, otherwise) else { continue };
                match best {
                    Some(first) if slot.more >= first.more => second = second.min(slot.more),
                    _ => {
                        second = best.map_or(second, |first| first.more);
                        best = Some(slot);
                    }
                }
            }
            let Some(slot) = best else { continue };
            // A job that comes last costs nobody anything, so `otherwise` lets it in even where that gains nothing.
            // The gain breaks ties, and decides where only one car can go.
            let urge = second - slot.more + (otherwise - slot.more) * GAIN_SHARE;
            if chosen.is_none_or(|(most, _, _)| urge > most) {
                chosen = Some((urge, at, slot));
            }
        }
        self.numbers.steps += (left.len() * plan.courses.len()) as u64 / 8;
        chosen.map(|(_, at, slot)| (at, slot))
    }

    /// Puts a job where it costs least, if anywhere. One that was left before can have won room only where jobs were
    /// taken out.
    fn insert(&mut self, plan: &mut Plan, job: usize) {
        let was_left = self.was_left.contains(&job);
        let below = self.left_cost[job] + EPSILON;
        let mut best: Option<Slot> = None;
        for (vehicle, course) in plan.courses.iter().enumerate() {
            if (was_left && !self.opened[vehicle]) || self.dice.below(BLINK_ONE_IN) == 0 {
                continue;
            }
            if let Some(slot) = self.numbers.slot(vehicle, course, job, below)
                && best.is_none_or(|best| slot.more < best.more)
            {
                best = Some(slot);
            }
        }
        self.numbers.steps += plan.courses.len() as u64 / 4;
        if let Some(slot) = best {
            self.put(plan, job, slot);
        }
    }

    fn put(&mut self, plan: &mut Plan, job: usize, slot: Slot) {
        let course = &mut plan.courses[slot.vehicle];
        course.jobs.insert(slot.index, job);
        plan.car_of[job] = Some(slot.vehicle);
        let cut = self.numbers.walk(slot.vehicle, course);
        debug_assert!(cut.is_empty(), "a slot keeps every rule");
    }

    /// Takes strings of jobs out of courses that come near one job.
    fn ruin(&mut self, plan: &mut Plan) {
        let jobs = self.problem.jobs.len();
        self.opened.fill(false);
        self.order.clear();
        self.was_left.clear();
        let reached = plan.car_of.iter().flatten().count();
        let used = plan.courses.iter().filter(|course| !course.jobs.is_empty()).count().max(1);
        let string_max = (reached / used).clamp(1, STRING_MAX);
        let strings = 1 + self.dice.below((4 * OUT_MEAN / (1 + string_max)).max(1));
        let seed = self.dice.below(jobs);
        self.look_around(seed);
        let mut opened = 0;
        for index in 0..jobs {
            if opened == strings {
                break;
            }
            let job = self.near[seed][index];
            match plan.car_of[job] {
                Some(vehicle) if !self.opened[vehicle] => {
                    self.opened[vehicle] = true;
                    opened += 1;
                    self.take_string(plan, job, vehicle, string_max);
                }
                None if self.was_left.len() < LEFT_MAX && !self.order.contains(&job) => self.was_left.push(job),
                _ => {}
            }
        }
    }

    fn take_string(&mut self, plan: &mut Plan, job: usize, vehicle: usize, string_max: usize) {
        let course = &mut plan.courses[vehicle];
        let Some(place) = course.jobs.iter().position(|one| *one == job) else { return };
        let length = 1 + self.dice.below(string_max.min(course.jobs.len()));
        let first = (place + 1).saturating_sub(length);
        let start = first + self.dice.below(place.min(course.jobs.len() - length) - first + 1);
        self.order.extend(course.jobs.drain(start..start + length));
        self.order.extend(self.numbers.walk(vehicle, course));
        for out in &self.order {
            plan.car_of[*out] = None;
        }
    }

    fn look_around(&mut self, seed: usize) {
        if self.near[seed].is_empty() {
            let mut near: Vec<usize> = (0..self.problem.jobs.len()).collect();
            near.sort_by_key(|job| (*job != seed, self.numbers.travel(seed, *job)));
            self.near[seed] = near;
        }
    }

    /// Puts back what was taken out, and tries some of what was left in the cars that were opened.
    fn recreate(&mut self, plan: &mut Plan) {
        let mut order = std::mem::take(&mut self.order);
        order.extend(&self.was_left);
        let jobs = &self.problem.jobs;
        self.dice.shuffle(&mut order);
        match self.dice.below(4) {
            0 => order.sort_by(|one, other| jobs[*other].weight.total_cmp(&jobs[*one].weight)),
            1 => order.sort_by_key(|job| jobs[*job].ready_at),
            2 => order.sort_by(|one, other| self.left_cost[*other].total_cmp(&self.left_cost[*one])),
            _ => {}
        }
        for job in &order {
            self.insert(plan, *job);
        }
        self.order = order;
        self.numbers.steps += 10 + self.problem.jobs.len() as u64 / 8;
        plan.cost = self.cost(plan);
    }
}
