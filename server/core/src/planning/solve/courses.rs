//! What the search reckons with: the problem's numbers packed, and for each car its course so far, so that one more job
//! in it is priced without walking the whole course again. Must agree with [`Problem::stops`] to the millisecond.

use alongside_protocol::Millis;

use super::Problem;

/// A car between two jobs of its course.
#[derive(Clone, Copy, Debug)]
struct Point {
    now: Millis,
    /// Row of the table of travel times.
    from: usize,
    /// Whether its break is taken, or there is none.
    rested: bool,
    /// What the course has cost so far.
    cost: f64,
    /// From here on no break comes and nowhere is a pause: a delay passes on whole to every later job.
    rigid: bool,
    /// Sum of the later jobs' weights.
    weight_after: f64,
}

/// The jobs of one car, in order.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) jobs: Vec<usize>,
    /// Before each job, and after the last.
    points: Vec<Point>,
    /// The same number, the same jobs in the same order.
    version: u64,
}

impl Clone for Course {
    fn clone(&self) -> Self {
        Self { jobs: self.jobs.clone(), points: self.points.clone(), version: self.version }
    }

    /// Keeps what is allocated: this is done many thousand times in one search.
    fn clone_from(&mut self, other: &Self) {
        self.jobs.clone_from(&other.jobs);
        self.points.clone_from(&other.points);
        self.version = other.version;
    }
}

impl Course {
    /// Without its points until it is walked.
    pub(super) fn new(jobs: Vec<usize>) -> Self {
        Self { jobs, points: Vec::new(), version: 0 }
    }

    pub(super) fn cost(&self) -> f64 {
        self.points.last().map_or(0.0, |point| point.cost)
    }
}

/// A place in a course: this car, before its `index`-th job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) vehicle: usize,
    pub(super) index: usize,
    /// What the course costs more with the job in it.
    pub(super) more: f64,
}

#[derive(Clone, Copy, Debug)]
struct Job {
    weight: f64,
    since: Millis,
    ready_at: Millis,
    takes_ms: i64,
}

#[derive(Clone, Copy, Debug)]
struct Car {
    free_at: Millis,
    ends_at: Millis,
    /// `Millis::MAX` where there is none.
    break_due: Millis,
    break_ms: i64,
}

#[derive(Debug)]
pub(super) struct Numbers {
    jobs: Vec<Job>,
    cars: Vec<Car>,
    /// From each job and then from each car's first place, to each job, ms.
    travel: Vec<i64>,
    /// For each job and car what its fit adds, weighted; endless where it cannot take the job.
    adds: Vec<f64>,
    /// For each job and car the cheapest place, and in which version of the car's course.
    known: Vec<(u64, Option<Slot>)>,
    version: u64,
    /// Arithmetic done so far: the measure of the search's budget.
    pub(super) steps: u64,
}

impl Numbers {
    pub(super) fn new(problem: &Problem) -> Self {
        let job = |job: &super::Job| Job {
            weight: job.weight,
            since: job.since,
            ready_at: job.ready_at,
            takes_ms: job.takes_ms,
        };
        let car = |car: &super::Vehicle| {
            let (break_due, break_ms) = car.break_due.unwrap_or((Millis::MAX, 0));
            Car { free_at: car.free_at, ends_at: car.ends_at, break_due, break_ms }
        };
        let places = problem.jobs.iter().map(|job| job.place).chain(problem.vehicles.iter().map(|car| car.place));
        let to = |from| problem.jobs.iter().map(move |job| problem.travel.ms(from, job.place));
        let adds = |job: &super::Job, vehicle: usize| {
            job.adds_ms.get(vehicle).copied().flatten().map_or(f64::INFINITY, |ms| job.weight * ms as f64)
        };
        let cars = 0..problem.vehicles.len();
        Self {
            jobs: problem.jobs.iter().map(job).collect(),
            cars: problem.vehicles.iter().map(car).collect(),
            travel: places.flat_map(to).collect(),
            adds: problem.jobs.iter().flat_map(|job| cars.clone().map(move |car| adds(job, car))).collect(),
            known: vec![(0, None); problem.jobs.len() * problem.vehicles.len()],
            version: 0,
            steps: 0,
        }
    }

    /// ms.
    pub(super) fn travel(&self, from: usize, to: usize) -> i64 {
        self.travel[from * self.jobs.len() + to]
    }

    fn adds(&self, job: usize, vehicle: usize) -> f64 {
        self.adds[job * self.cars.len() + vehicle]
    }

    /// When the car would be with the job, and whether rested; does not ask whether it may.
    fn arrive(&self, car: &Car, at: &Point, index: usize) -> (Millis, bool) {
        let ready_at = self.jobs[index].ready_at;
        let there = at.now.saturating_add(self.travel(at.from, index));
        let arrive_at = there.max(ready_at);
        if at.rested || arrive_at < car.break_due {
            return (arrive_at, at.rested);
        }
        (there.saturating_add(car.break_ms).max(ready_at), true)
    }

    fn step(&self, vehicle: usize, at: &Point, index: usize) -> Option<Point> {
        let (car, job) = (&self.cars[vehicle], &self.jobs[index]);
        let (arrive_at, rested) = self.arrive(car, at, index);
        let now = arrive_at.saturating_add(job.takes_ms);
        if now > car.ends_at {
            return None;
        }
        let cost = at.cost + job.weight * (arrive_at - job.since) as f64 + self.adds(index, vehicle);
        Some(Point { now, from: index, rested, cost, rigid: true, weight_after: 0.0 })
    }

    /// Reckons a course anew, and cuts off its end what breaks a rule now. A slot never leads to that, but taking jobs
    /// out may: a job earlier, the break later, and a pause that held it is gone.
    pub(super) fn walk(&mut self, vehicle: usize, course: &mut Course) -> Vec<usize> {
        self.version += 1;
        course.version = self.version;
        self.steps += 1 + course.jobs.len() as u64;
        let car = &self.cars[vehicle];
        let Course { jobs, points, .. } = course;
        let mut at = Point {
            now: car.free_at,
            from: self.jobs.len() + vehicle,
            rested: car.break_due == Millis::MAX,
            cost: 0.0,
            rigid: true,
            weight_after: 0.0,
        };
        points.clear();
        points.push(at);
        for job in jobs.iter() {
            let Some(next) = self.step(vehicle, &at, *job) else { break };
            at = next;
            points.push(at);
        }
        let cut = jobs.split_off(points.len() - 1);
        for index in (0..jobs.len()).rev() {
            let (job, after) = (&self.jobs[jobs[index]], points[index + 1]);
            let point = &mut points[index];
            let pauses = after.now - job.takes_ms > point.now + self.travel(point.from, jobs[index]);
            point.rigid = after.rigid && point.rested && !pauses;
            point.weight_after = after.weight_after + job.weight;
        }
        cut
    }

    /// The cheapest place for a job in one car's course that costs less than `below`, which is always the same for a job.
    pub(super) fn slot(&mut self, vehicle: usize, course: &Course, index: usize, below: f64) -> Option<Slot> {
        let key = index * self.cars.len() + vehicle;
        let (version, slot) = self.known[key];
        if version == course.version {
            return slot;
        }
        let slot = self.find(vehicle, course, index, below);
        self.known[key] = (course.version, slot);
        slot
    }

    fn find(&mut self, vehicle: usize, course: &Course, index: usize, below: f64) -> Option<Slot> {
        let (ends_at, job, adds) = (self.cars[vehicle].ends_at, self.jobs[index], self.adds(index, vehicle));
        let mut best: Option<Slot> = None;
        let mut below = below;
        let mut steps = 1;
        for (place, point) in course.points.iter().enumerate() {
            let at_least = job.weight * (point.now - job.since) as f64 + adds;
            if at_least >= below || point.now.saturating_add(job.takes_ms) > ends_at {
                break;
            }
            steps += 1;
            let Some(at) = self.step(vehicle, point, index) else { continue };
            if let Some(more) = self.more(vehicle, course, place, at, below, &mut steps) {
                below = more;
                best = Some(Slot { vehicle, index: place, more });
            }
        }
        self.steps += steps;
        best
    }

    /// What the course costs more when its jobs from `place` on begin from `at`; none where that breaks a rule or is no
    /// less than `below`.
    fn more(
        &self,
        vehicle: usize,
        course: &Course,
        place: usize,
        at: Point,
        below: f64,
        steps: &mut u64,
    ) -> Option<f64> {
        let last = course.points.last()?;
        let mut at = at;
        let mut more = at.cost - course.points[place].cost;
        for (job, was) in course.jobs[place..].iter().zip(&course.points[place + 1..]) {
            // Later jobs only wait longer, but for a break that now falls into a pause: rare, and missing it is no harm.
            if more >= below {
                return None;
            }
            *steps += 1;
            at = self.step(vehicle, &at, *job)?;
            more = at.cost - was.cost;
            let late_ms = at.now - was.now;
            if at.rested == was.rested && (late_ms == 0 || (was.rigid && late_ms > 0)) {
                if last.now + late_ms > self.cars[vehicle].ends_at {
                    return None;
                }
                more += late_ms as f64 * was.weight_after;
                break;
            }
        }
        (more < below).then_some(more)
    }
}
