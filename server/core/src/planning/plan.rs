//! The rest of the shift for the whole board: what people have arranged, and a proposal for everybody who waits.

use alongside_protocol::{
    Millis,
    view::{FixedJob, PlanLeft, PlanLine, PlanView, PlanWait, Point},
    vocabulary::{DeploymentState, EtaSource, Standing},
};

use super::{
    Positions, Ways,
    ahead::{Ahead, UNKNOWN_WAY_MS, known_point},
    fit, minutes,
    solve::{Job, Problem, Runs, STEPS_MAX, Table, Vehicle, nearest_first, solve},
    weaker,
};
use crate::{
    board::{Board, Car, NotDeployable},
    decide::send::why_not,
    gate::Gate,
    incident::Incident,
    priority, repeat,
    response::SupportResponse,
    scheme::{CarRules, Scheme},
};

/// How far a plan looks where a shift's end is not known, ms.
const AHEAD_MS: i64 = 8 * 3_600_000;
/// Everybody's wait counts at least so much, in points of priority.
const WEIGHT_LEAST: f64 = 10.0;
/// What a pin, and a lowering, make of a weight.
const PINNED: f64 = 4.0;
const LOWERED: f64 = 0.25;

/// Somebody whom a car could go to now.
struct Waits<'a> {
    incident: &'a Incident,
    response: &'a SupportResponse,
    since: Millis,
}

/// Every way that [`plan`] asks for.
pub fn legs(board: &Board, scheme: &Scheme, positions: &Positions) -> Vec<(Point, Point)> {
    let goals: Vec<Point> =
        waiting(board, scheme).iter().filter_map(|one| one.incident.mirror.point.get().copied()).collect();
    let mut starts = goals.clone();
    let mut legs = Vec::new();
    for (_, car) in on_duty(board, scheme) {
        let mut from = known_point(scheme, &car.id, positions);
        for job in car.active.iter().chain(&car.queue) {
            let scene = board.deployment(job).and_then(|(incident, ..)| incident.mirror.point.get().copied());
            legs.extend(from.zip(scene));
            from = scene.or(from);
        }
        starts.extend(from);
    }
    legs.extend(starts.iter().flat_map(|from| goals.iter().map(move |to| (*from, *to))));
    legs
}

/// Reviewed, with an open gate, and without a car: by a person's word or for want of one.
fn waiting<'a>(board: &'a Board, scheme: &'a Scheme) -> Vec<Waits<'a>> {
    let mut waiting = Vec::new();
    for incident in board.incidents.values().filter(|incident| incident.duplicate_of.is_none()) {
        let gate = Gate::of(&incident.mirror, scheme.gate.mode);
        if !gate.is_open() {
            continue;
        }
        for response in &incident.responses {
            let has_car = response.deployments.iter().any(|job| !job.state.is_over());
            // A visit that was broken off is none.
            let visited = response.deployments.iter().any(|job| job.state == DeploymentState::Resumed);
            if let Some(reviewed_at) = response.reviewed_at.filter(|_| !response.needs_no_car() && !has_car && !visited)
            {
                waiting.push(Waits { incident, response, since: gate.since.unwrap_or_default().max(reviewed_at) });
            }
        }
    }
    waiting
}

/// Cars on duty that can be reckoned with: seats filled, and no call for help.
fn on_duty<'a>(board: &'a Board, scheme: &'a Scheme) -> impl Iterator<Item = (&'a CarRules, Car)> {
    scheme.cars.iter().map(|rules| (rules, board.car(&rules.id))).filter(|(_, car)| {
        let sound = !matches!(
            board.why_not_deployable(scheme, car),
            Some(NotDeployable::OffDuty | NotDeployable::Sos | NotDeployable::SeatEmpty(_))
        );
        sound && Board::empty_seat(scheme, car).is_none()
    })
}

/// How much a minute of this wait counts: the points of its priority, waiting included.
fn weight(board: &Board, scheme: &Scheme, incident: &Incident, now: Millis) -> f64 {
    let view = priority::priority(scheme, incident, repeat::marker(board, scheme, incident).as_ref());
    let waited = view.waiting_since.map_or(0, |since| scheme.priority.waiting_points(now - since));
    let points = f64::from((view.points + waited).max(0)) + WEIGHT_LEAST;
    match view.standing {
        Standing::Pinned => points * PINNED,
        Standing::Lowered => points * LOWERED,
        Standing::ByFactors => points,
    }
}

pub fn plan(board: &Board, scheme: &Scheme, positions: &Positions, ways: &Ways, now: Millis) -> PlanView {
    let waiting = waiting(board, scheme);
    let cars: Vec<(&CarRules, Car, Ahead)> = on_duty(board, scheme)
        .map(|(rules, car)| {
            let ahead = Ahead::of(board, scheme, &car, positions, ways, now);
            (rules, car, ahead)
        })
        .collect();
    let (problem, source) = problem(board, scheme, &waiting, &cars, ways, now);
    let runs = solve(&problem, STEPS_MAX);
    let without = nearest_first(&problem);
    let wait = |runs: &Runs| {
        let (reached, weighted_ms) = problem.wait(runs);
        PlanWait { reached, weighted_ms }
    };
    let mut lines = Vec::new();
    for (vehicle, (rules, car, ahead)) in cars.iter().enumerate() {
        lines.extend(ahead.jobs.iter().enumerate().map(|(place, job)| {
            let response = job.deployment.response();
            PlanLine {
                incident: response.incident(),
                response,
                car: car.id.clone(),
                call_sign: rules.call_sign.clone(),
                place: place as u32 + 1,
                arrive_at: Some(job.arrive_at),
                done_at: job.done_at,
                fixed: Some(FixedJob { deployment: job.deployment.clone(), state: job.state }),
                because: String::new(),
            }
        }));
        let mut from = ahead.point;
        for (place, stop) in problem.stops(vehicle, &runs.of[vehicle]).unwrap_or_default().into_iter().enumerate() {
            let waits = &waiting[stop.job];
            let scene = waits.incident.mirror.point.get().copied();
            lines.push(PlanLine {
                response: waits.response.id.clone(),
                incident: waits.incident.number.clone(),
                car: car.id.clone(),
                call_sign: rules.call_sign.clone(),
                place: (ahead.jobs.len() + place) as u32 + 1,
                arrive_at: from.zip(scene).map(|_| stop.arrive_at),
                done_at: stop.done_at,
                fixed: None,
                because: because(scheme, rules, car, waits, from.zip(scene), ways, board),
            });
            from = scene.or(from);
        }
    }
    let left = runs
        .left
        .iter()
        .map(|job| PlanLeft {
            response: waiting[*job].response.id.clone(),
            incident: waiting[*job].incident.number.clone(),
            because: left_because(&problem.jobs[*job], &cars),
        })
        .collect();
    PlanView { at: now, seq: board.seq, lines, left, proposed: wait(&runs), nearest_first: wait(&without), source }
}

fn problem(
    board: &Board,
    scheme: &Scheme,
    waiting: &[Waits<'_>],
    cars: &[(&CarRules, Car, Ahead)],
    ways: &Ways,
    now: Millis,
) -> (Problem, EtaSource) {
    let scenes = waiting.iter().map(|one| one.incident.mirror.point.get().copied());
    let places: Vec<Option<Point>> = scenes.chain(cars.iter().map(|(.., ahead)| ahead.point)).collect();
    let mut source = cars.iter().fold(EtaSource::Roads, |source, (.., ahead)| weaker(source, ahead.source));
    let mut ms = Vec::with_capacity(places.len() * places.len());
    for from in &places {
        for (index, to) in places.iter().enumerate() {
            // Nobody drives to where a car stands.
            let reach = if index < waiting.len() { from.zip(*to) } else { None };
            let reach = reach.map(|(from, to)| ways.between(from, to));
            if index < waiting.len() {
                source = weaker(source, reach.map_or(EtaSource::StraightLine, |reach| reach.source));
            }
            ms.push(reach.map_or(UNKNOWN_WAY_MS, |reach| reach.ms));
        }
    }
    let vehicles: Vec<Vehicle> = cars
        .iter()
        .enumerate()
        .map(|(index, (_, car, ahead))| Vehicle {
            place: waiting.len() + index,
            free_at: ahead.free_at,
            ends_at: car.shift.as_ref().and_then(|shift| shift.ends_at).unwrap_or(now + AHEAD_MS),
            break_due: car.break_due_at(&scheme.deployment).map(|due| (due, scheme.deployment.break_ms)),
        })
        .collect();
    let last_end = vehicles.iter().map(|vehicle| vehicle.ends_at).max().unwrap_or(now + AHEAD_MS);
    let jobs = waiting
        .iter()
        .enumerate()
        .map(|(place, waits)| Job {
            weight: weight(board, scheme, waits.incident, now),
            since: waits.since.min(now),
            ready_at: now,
            takes_ms: scheme.deployment.job_ms,
            place,
            adds_ms: adds(board, scheme, waits, cars),
        })
        .collect();
    (Problem { jobs, vehicles, travel: Table::new(places.len(), ms), horizon: last_end.max(now) }, source)
}

/// What each car's fit adds; none where it cannot, or must not, take the job.
fn adds(board: &Board, scheme: &Scheme, waits: &Waits<'_>, cars: &[(&CarRules, Car, Ahead)]) -> Vec<Option<i64>> {
    let needs = fit::needs(waits.incident, waits.response);
    let met = fit::met_before(board, waits.incident);
    cars.iter()
        .map(|(rules, car, _)| {
            let fit = fit::fit(scheme, rules, car, &needs, &met);
            let barred = fit.is_barred || why_not(scheme, waits.incident, rules, car).is_some();
            let declined = fit::declined_at(waits.response, car).map_or(0, |_| scheme.deployment.fit.declined);
            (!barred).then(|| fit.adds_ms() + declined)
        })
        .collect()
}

fn because(
    scheme: &Scheme,
    rules: &CarRules,
    car: &Car,
    waits: &Waits<'_>,
    way: Option<(Point, Point)>,
    ways: &Ways,
    board: &Board,
) -> String {
    let needs = fit::needs(waits.incident, waits.response);
    let fit = fit::fit(scheme, rules, car, &needs, &fit::met_before(board, waits.incident));
    let mut parts: Vec<String> =
        way.map(|(from, to)| format!("{} away", minutes(ways.between(from, to).ms))).into_iter().collect();
    parts.extend(fit.reasons.into_iter().map(|reason| reason.words));
    parts.join(", ")
}

fn left_because(job: &Job, cars: &[(&CarRules, Car, Ahead)]) -> String {
    if cars.is_empty() {
        "no car is on duty with every seat filled".to_owned()
    } else if job.adds_ms.iter().all(Option::is_none) {
        "no car on duty brings what is needed".to_owned()
    } else {
        "no car would be done there before its shift ends".to_owned()
    }
}
