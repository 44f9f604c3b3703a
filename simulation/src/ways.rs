//! Ways of sending: what each does with the calls and cars of one moment.

use alongside_core::planning::solve::{Problem, nearest_first, solve};

/// Search of one moment's plan, in steps. A shift has some dozens of moments, a year a hundred shifts.
const STEPS: u64 = 40_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Whoever has waited longest gets the nearest free car.
    NearestFirst,
    /// Whoever is most urgent gets the nearest free car.
    UrgentFirst,
    /// The plan's first job for each free car. Made anew at each moment.
    Plan,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::NearestFirst, Self::UrgentFirst, Self::Plan];

    pub fn name(self) -> &'static str {
        match self {
            Self::NearestFirst => "longest wait, nearest car",
            Self::UrgentFirst => "most urgent, nearest car",
            Self::Plan => "the plan",
        }
    }

    /// Car and job of everybody who leaves now.
    pub fn choose(self, problem: &Problem, now: i64) -> Vec<(usize, usize)> {
        let runs = match self {
            Self::NearestFirst => nearest_first(problem),
            Self::UrgentFirst => return urgent_first(problem, now),
            Self::Plan => solve(problem, STEPS),
        };
        let free = |vehicle: &usize| problem.vehicles[*vehicle].free_at <= now;
        (0..runs.of.len()).filter(free).filter_map(|vehicle| Some((vehicle, *runs.of[vehicle].first()?))).collect()
    }
}

fn urgent_first(problem: &Problem, now: i64) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..problem.jobs.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&problem.jobs[*a], &problem.jobs[*b]);
        b.weight.total_cmp(&a.weight).then(a.since.cmp(&b.since))
    });
    let mut free: Vec<usize> =
        (0..problem.vehicles.len()).filter(|vehicle| problem.vehicles[*vehicle].free_at <= now).collect();
    let mut leave = Vec::new();
    for job in order {
        let place = problem.jobs[job].place;
        free.sort_by_key(|vehicle| problem.travel.ms(problem.vehicles[*vehicle].place, place));
        if let Some(index) = free.iter().position(|vehicle| problem.stops(*vehicle, &[job]).is_some()) {
            leave.push((free.remove(index), job));
        }
    }
    leave
}
