//! What is done without a plan: the measure that a plan has to beat. Looks at no job's weight.

use alongside_protocol::Millis;

use super::{At, Problem, Runs};

/// Whoever has waited longest gets the nearest of the cars that are free. Played forward in time: a car that is free
/// does not wait for a job that may begin later while there is one that may begin now.
pub fn nearest_first(problem: &Problem) -> Runs {
    let cars = problem.vehicles.len();
    let mut runs = Runs { of: vec![Vec::new(); cars], left: Vec::new() };
    let mut ends: Vec<At> = (0..cars).map(|vehicle| problem.start(vehicle)).collect();
    let mut open: Vec<usize> = (0..problem.jobs.len()).collect();
    open.sort_by_key(|job| (problem.jobs[*job].since, *job));
    while let Some((job, vehicle, at)) = next(problem, &ends, &open) {
        open.retain(|one| *one != job);
        runs.of[vehicle].push(job);
        ends[vehicle] = at;
    }
    open.sort_unstable();
    runs.left = open;
    runs
}

/// The first moment at which a car and a job that it can do are both free; then the job that has waited longest; then
/// the car that is nearest.
fn next(problem: &Problem, ends: &[At], open: &[usize]) -> Option<(usize, usize, At)> {
    let mut best: Option<((Millis, usize, i64), usize, At)> = None;
    for (rank, job) in open.iter().enumerate() {
        let (ready_at, place) = (problem.jobs[*job].ready_at, problem.jobs[*job].place);
        for (vehicle, end) in ends.iter().enumerate() {
            let Some((at, _)) = problem.step(vehicle, *end, *job) else { continue };
            let key = (end.now.max(ready_at), rank, problem.travel.ms(end.place, place));
            if best.is_none_or(|(least, _, _)| key < least) {
                best = Some((key, vehicle, at));
            }
        }
    }
    best.map(|((_, rank, _), vehicle, at)| (open[rank], vehicle, at))
}
