//! The search for a plan: jobs are put where they cost least, then again and again a few neighbouring ones are taken out
//! and put back anew (ruin and recreate). Bounded by steps and not by a clock; its chance is the same every time.
//!
//! Ruin takes strings of jobs out of the courses near one job, as in Christiaens and Vanden Berghe, "Slack Induction by
//! String Removals" (2020). A worse plan is kept while it is near enough to the best one, and what counts as near
//! shrinks (Dueck, "record-to-record travel", 1993): that needs no logarithm, which may differ between machines.

use super::{
    Problem, Runs,
    courses::{Course, Numbers, Slot},
    nearest::nearest_first,
};

/// How many jobs one ruin takes out, in the mean, and the longest string of one course.
const OUT_MEAN: usize = 10;
const STRING_MAX: usize = 10;
/// One place in so many is passed over when a job is put back, in the mean, so that not every try ends alike.
const BLINK_ONE_IN: usize = 100;
/// How much worse than the best a plan may be at first, as a share of the best one's mean cost per job.
const WORSE_SHARE: f64 = 0.3;
const GAIN_SHARE: f64 = 1e-3;
/// Less than this is no gain, in weighted ms.
const EPSILON: f64 = 1e-3;

/// See [`super::solve`].
pub(super) fn best(problem: &Problem, steps_max: u64) -> Runs {
    let mut search = Search::new(problem);
    let jobs = problem.jobs.len();
    let mut best = search.first();
    if jobs > 1 && !problem.vehicles.is_empty() {
        let mut now = best.clone();
        let mut trial = best.clone();
        let share: f64 = std::env::var("SHARE").map_or(WORSE_SHARE, |x| x.parse().unwrap());
        while search.numbers.steps < steps_max {
            let worse_share = share * (1.0 - search.numbers.steps as f64 / steps_max as f64);
            search.iters += 1;
            search.ruin(&mut trial);
            search.recreate(&mut trial);
            trial.cost = search.cost(&trial);
            if trial.cost < best.cost - EPSILON {
                best.clone_from(&trial);
            }
            if trial.cost < best.cost + worse_share * best.cost / jobs as f64 {
                now.clone_from(&trial);
            } else {
                trial.clone_from(&now);
            }
        }
        search.fill(&mut best);
        if std::env::var("IT").is_ok() {
            eprintln!("{jobs} {}", search.iters);
        }
    }
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
    /// Jobs to put back, and those that were left before.
    order: Vec<usize>,
    was_left: Vec<bool>,
    iters: u64,
    left_tries: usize,
    e: [usize; 2],
    dice: Dice,
    blink: usize,
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
            was_left: vec![false; jobs],
            iters: 0,
            e: [
                std::env::var("OM").map_or(10, |x| x.parse().unwrap()),
                std::env::var("SM").map_or(10, |x| x.parse().unwrap()),
            ],
            left_tries: std::env::var("LT").map_or(10, |x| x.parse().unwrap()),
            dice: Dice(0x9E37_79B9_7F4A_7C15),
            blink: std::env::var("BLINK").map_or(BLINK_ONE_IN, |x| x.parse().unwrap()),
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
            self.numbers.walk(vehicle, &mut course);
            courses.push(course);
        }
        Plan { courses, car_of, cost: 0.0 }
    }

    fn cost(&self, plan: &Plan) -> f64 {
        let reached: f64 = plan.courses.iter().map(Course::cost).sum();
        reached + plan.left().map(|job| self.left_cost[job]).sum::<f64>()
    }

    /// Puts a job where it costs least, if anywhere: in all cars, or in those that this round took jobs from.
    fn insert(&mut self, plan: &mut Plan, job: usize, everywhere: bool, blinks: bool) {
        let mut best: Option<Slot> = None;
        // A job that comes last costs nobody anything: somebody is reached even where that gains nothing.
        let below = self.left_cost[job] + EPSILON;
        self.numbers.steps += plan.courses.len() as u64 / 4;
        for (vehicle, course) in plan.courses.iter().enumerate() {
            if (!everywhere && !self.opened[vehicle]) || (blinks && self.dice.below(self.blink) == 0) {
                continue;
            }
            if let Some(slot) = self.numbers.slot(vehicle, course, job, below)
                && best.is_none_or(|best| slot.more < best.more)
            {
                best = Some(slot);
            }
        }
        if let Some(slot) = best {
            self.put(plan, job, slot);
        }
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
            // The gain breaks ties, and decides where only one car can go.
            let urge = second - slot.more + (otherwise - slot.more) * GAIN_SHARE;
            if chosen.is_none_or(|(most, _, _)| urge > most) {
                chosen = Some((urge, at, slot));
            }
        }
        self.numbers.steps += (left.len() * plan.courses.len()) as u64 / 8;
        chosen.map(|(_, at, slot)| (at, slot))
    }

    fn put(&mut self, plan: &mut Plan, job: usize, slot: Slot) {
        let course = &mut plan.courses[slot.vehicle];
        course.jobs.insert(slot.index, job);
        plan.car_of[job] = Some(slot.vehicle);
        self.numbers.walk(slot.vehicle, course);
    }

    /// Takes strings of jobs out of courses that come near one job.
    fn ruin(&mut self, plan: &mut Plan) {
        let jobs = self.problem.jobs.len();
        self.opened.fill(false);
        self.order.clear();
        let reached = plan.car_of.iter().flatten().count();
        let used = plan.courses.iter().filter(|course| !course.jobs.is_empty()).count().max(1);
        let string_max = (reached / used).clamp(1, self.e[1]);
        let strings = 1 + self.dice.below((4 * self.e[0] / (1 + string_max)).max(1));
        let seed = self.dice.below(jobs);
        self.look_around(seed);
        let mut opened = 0;
        let mut tries = 0;
        self.was_left.fill(false);
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
                None if !self.order.contains(&job) && tries < self.left_tries => {
                    tries += 1;
                    self.order.push(job);
                    self.was_left[job] = true;
                }
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
        for out in course.jobs.drain(start..start + length) {
            plan.car_of[out] = None;
            self.order.push(out);
        }
        self.numbers.walk(vehicle, course);
    }

    fn look_around(&mut self, seed: usize) {
        if self.near[seed].is_empty() {
            let mut near: Vec<usize> = (0..self.problem.jobs.len()).collect();
            near.sort_by_key(|job| (*job != seed, self.numbers.travel(seed, *job)));
            self.near[seed] = near;
        }
    }

    /// Puts back what was taken out, and tries what was left in the cars that were opened.
    fn recreate(&mut self, plan: &mut Plan) {
        let mut order = std::mem::take(&mut self.order);
        let jobs = &self.problem.jobs;
        self.dice.shuffle(&mut order);
        match self.dice.below(4) {
            0 => order.sort_by(|one, other| jobs[*other].weight.total_cmp(&jobs[*one].weight)),
            1 => order.sort_by_key(|job| jobs[*job].ready_at),
            2 => order.sort_by(|one, other| self.left_cost[*other].total_cmp(&self.left_cost[*one])),
            _ => {}
        }
        for job in &order {
            let was = self.was_left[*job];
            self.insert(plan, *job, !was, true);
        }
        self.order = order;
        self.numbers.steps += 10 + self.problem.jobs.len() as u64 / 8;
    }
}
