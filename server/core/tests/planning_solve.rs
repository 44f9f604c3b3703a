//! The plan as numbers: no rule is ever broken, it is no worse than doing without a plan, and small problems come out as
//! well as by trying everything. Times in minutes here, ms there.
#![allow(clippy::unwrap_used)]

use alongside_core::planning::solve::{Job, Problem, Runs, STEPS_MAX, Table, Vehicle, nearest_first, solve};
use proptest::prelude::*;
use rstest::rstest;

const MIN: i64 = 60_000;
/// Of a problem that is tried out whole: what is tried grows with the factorial.
const BRUTE_JOBS_MAX: usize = 5;

/// A job of a hand-made case, with every car able to take it.
fn job(place: usize, weight: f64, cars: usize) -> Job {
    Job { weight, since: 0, ready_at: 0, takes_ms: 45 * MIN, place, adds_ms: vec![Some(0); cars] }
}

fn car(place: usize) -> Vehicle {
    Vehicle { place, free_at: 0, ends_at: 480 * MIN, break_due: None }
}

/// Places along a straight road, given in minutes from its start.
fn road(at: &[i64]) -> Table {
    Table::new(at.len(), at.iter().flat_map(|from| at.iter().map(move |to| (from - to).abs() * MIN)).collect())
}

fn problem(jobs: Vec<Job>, vehicles: Vec<Vehicle>, travel: Table) -> Problem {
    Problem { jobs, vehicles, travel, horizon: 480 * MIN }
}

/// Minutes at which a run's jobs are reached.
fn arrivals(problem: &Problem, vehicle: usize, run: &[usize]) -> Vec<i64> {
    problem.stops(vehicle, run).unwrap().iter().map(|stop| stop.arrive_at / MIN).collect()
}

fn runs(of: &[&[usize]], left: &[usize]) -> Runs {
    Runs { of: of.iter().map(|run| run.to_vec()).collect(), left: left.to_vec() }
}

#[rstest]
// The near one first: 1 × 5 + 2 × 85 = 175 weighted minutes; the far one first: 2 × 30 + 1 × 110 = 170.
#[case::twice_the_weight_is_worth_the_way(2.0, 30, &[1, 0])]
// 1 × 5 + 1.9 × 85 = 166.5 against 1.9 × 30 + 1 × 110 = 167.
#[case::a_little_less_is_not(1.9, 30, &[0, 1])]
#[case::nor_is_it_once_the_way_there_is_too_long(2.0, 200, &[0, 1])]
fn an_urgent_far_job_goes_first_where_it_pays(#[case] weight: f64, #[case] far: i64, #[case] run: &[usize]) {
    // The car stands between the two: the mild job 5 min one way, the urgent one the other way.
    let problem = problem(vec![job(1, 1.0, 1), job(2, weight, 1)], vec![car(0)], road(&[5, 0, 5 + far]));
    assert_eq!(solve(&problem, STEPS_MAX), runs(&[run], &[]));
    assert_eq!(nearest_first(&problem), runs(&[&[0, 1]], &[]), "without a plan whoever waited longest is first");
}

#[test]
fn two_cars_part_the_jobs_where_one_would_criss_cross() {
    let jobs = vec![job(0, 1.0, 2), job(1, 1.0, 2), job(2, 1.0, 2), job(3, 1.0, 2)];
    let problem = problem(jobs, vec![car(4), car(5)], road(&[0, 100, 2, 102, 1, 101]));
    let plan = solve(&problem, STEPS_MAX);
    let mut of = plan.of.clone();
    for run in &mut of {
        run.sort_unstable();
    }
    assert_eq!((of, plan.left), (vec![vec![0, 2], vec![1, 3]], vec![]));
}

#[test]
fn a_break_that_is_due_comes_before_the_job_that_would_begin_after_it() {
    let mut car = car(0);
    car.break_due = Some((60 * MIN, 30 * MIN));
    let problem = problem(vec![job(1, 1.0, 1), job(2, 1.0, 1), job(3, 1.0, 1)], vec![car], road(&[0, 10, 20, 30]));
    let plan = solve(&problem, STEPS_MAX);
    assert_eq!(plan, runs(&[&[0, 1, 2]], &[]));
    // 10, then 55 + 10 would be 65, after 60: half an hour first. One break, not two.
    assert_eq!(arrivals(&problem, 0, &plan.of[0]), [10, 95, 150]);
}

#[test]
fn a_break_is_taken_while_the_gate_is_still_closed() {
    let mut late = job(1, 1.0, 1);
    late.ready_at = 100 * MIN;
    let car = Vehicle { break_due: Some((90 * MIN, 30 * MIN)), ..car(0) };
    let problem = problem(vec![late], vec![car], road(&[0, 10]));
    assert_eq!(arrivals(&problem, 0, &solve(&problem, STEPS_MAX).of[0]), [100]);
}

#[test]
fn what_the_shift_has_no_time_for_is_left_and_it_is_the_mildest() {
    let jobs = vec![job(1, 1.0, 1), job(1, 5.0, 1), job(1, 3.0, 1)];
    let problem = problem(jobs, vec![Vehicle { ends_at: 110 * MIN, ..car(0) }], road(&[0, 10]));
    let plan = solve(&problem, STEPS_MAX);
    assert_eq!(plan, runs(&[&[1, 2]], &[0]));
    // 10 and 55 are reached; 480 counts for the one that is not: (5 × 10 + 3 × 55 + 1 × 480) / 9.
    assert_eq!(problem.wait(&plan), (2, (5 * 10 + 3 * 55 + 480) * MIN / 9));
}

#[test]
fn a_car_that_fits_poorly_is_better_than_nobody() {
    let mut one = job(1, 1.0, 1);
    one.adds_ms = vec![Some(1_000 * MIN)];
    let problem = problem(vec![one], vec![car(0)], road(&[0, 400]));
    assert_eq!(solve(&problem, STEPS_MAX), runs(&[&[0]], &[]));
}

#[test]
fn a_better_fit_is_worth_as_much_way_as_it_says() {
    let mut one = job(0, 1.0, 2);
    one.adds_ms = vec![Some(0), Some(-20 * MIN)];
    for (way, taken) in [(19, 1), (21, 0)] {
        let problem = problem(vec![one.clone()], vec![car(0), car(1)], road(&[0, way]));
        assert_eq!(solve(&problem, STEPS_MAX).of[taken], [0], "{way} min away");
    }
}

#[test]
fn without_a_plan_a_free_car_does_not_wait_for_a_gate_while_somebody_is_ready() {
    let mut closed = job(1, 1.0, 1);
    closed.ready_at = 60 * MIN;
    let mut ready = job(1, 1.0, 1);
    ready.since = MIN;
    let problem = problem(vec![closed, ready], vec![car(0)], road(&[0, 5]));
    assert_eq!(nearest_first(&problem), runs(&[&[1, 0]], &[]));
}

#[rstest]
#[case::nothing(vec![], vec![], Runs::default())]
#[case::no_jobs(vec![], vec![car(0)], runs(&[&[]], &[]))]
#[case::no_cars(vec![job(0, 1.0, 0), job(0, 1.0, 0)], vec![], runs(&[], &[0, 1]))]
#[case::nobody_may(vec![Job { adds_ms: vec![None], ..job(0, 1.0, 1) }; 3], vec![car(0)], runs(&[&[]], &[0, 1, 2]))]
#[case::fits_not_given(vec![Job { adds_ms: vec![], ..job(0, 1.0, 1) }], vec![car(0)], runs(&[&[]], &[0]))]
#[case::no_way(vec![job(1, 1.0, 1); 2], vec![car(0)], runs(&[&[]], &[0, 1]))]
#[case::shift_is_over(vec![job(0, 1.0, 1)], vec![Vehicle { ends_at: -1, ..car(0) }], runs(&[&[]], &[0]))]
fn empty_problems_have_empty_plans(#[case] jobs: Vec<Job>, #[case] vehicles: Vec<Vehicle>, #[case] plan: Runs) {
    let problem = problem(jobs, vehicles, Table::new(2, vec![0, i64::MAX, i64::MAX, 0]));
    for steps_max in [0, 1, STEPS_MAX] {
        assert_eq!(solve(&problem, steps_max), plan);
    }
    assert_eq!(nearest_first(&problem), plan);
    assert!(problem.wait(&plan).1 >= 0);
}

/// Jobs and cars on a map of an hour's drive; some gates closed, some cars unfit, some breaks due, uneven ways.
fn any_problem(
    jobs: std::ops::RangeInclusive<usize>,
    cars: std::ops::RangeInclusive<usize>,
) -> impl Strategy<Value = Problem> {
    (jobs, cars).prop_flat_map(|(jobs, cars)| {
        let fit = prop_oneof![1 => Just(None), 4 => Just(Some(0)), 3 => (-30_i64..60).prop_map(|min| Some(min * MIN))];
        let job = (1_u32..100, -90_i64..60, -60_i64..200, 0_i64..90, proptest::collection::vec(fit, cars));
        let car = (0_i64..200, 100_i64..480, proptest::option::of((0_i64..300, 10_i64..40)));
        let size = jobs + cars;
        (
            proptest::collection::vec(job, jobs),
            proptest::collection::vec(car, cars),
            proptest::collection::vec((0.0..40.0, 0.0..40.0), size),
            proptest::collection::vec(0_i64..10, size * size),
        )
            .prop_map(|(jobs, cars, places, more)| drawn(&jobs, &cars, &places, &more))
    })
}

type DrawnJob = (u32, i64, i64, i64, Vec<Option<i64>>);
type DrawnCar = (i64, i64, Option<(i64, i64)>);

fn drawn(jobs: &[DrawnJob], cars: &[DrawnCar], places: &[(f64, f64)], more: &[i64]) -> Problem {
    let size = places.len();
    let ms = (0..size * size).map(|at| {
        let (from, to) = (places[at / size], places[at % size]);
        if at / size == at % size { 0 } else { ((from.0 - to.0).hypot(from.1 - to.1) as i64 + more[at]) * MIN }
    });
    let travel = Table::new(size, ms.collect());
    let vehicles = cars.iter().enumerate().map(|(index, (free, lasts, rest))| Vehicle {
        place: jobs.len() + index,
        free_at: free * MIN,
        ends_at: (free + lasts).min(480) * MIN,
        break_due: rest.map(|(due, ms)| (due * MIN, ms * MIN)),
    });
    let vehicles = vehicles.collect();
    let jobs = jobs.iter().enumerate().map(|(place, (weight, since, after, takes, adds_ms))| Job {
        weight: f64::from(*weight),
        since: since * MIN,
        ready_at: (since + after.max(&0)) * MIN,
        takes_ms: takes * MIN,
        place,
        adds_ms: adds_ms.clone(),
    });
    problem(jobs.collect(), vehicles, travel)
}

/// Written apart from the solver: the rules as a person would say them.
fn assert_keeps_the_rules(problem: &Problem, runs: &Runs) {
    let mut placed: Vec<usize> = runs.of.iter().flatten().chain(&runs.left).copied().collect();
    placed.sort_unstable();
    assert!(placed.into_iter().eq(0..problem.jobs.len()), "each job in one place, once");
    assert_eq!(runs.of.len(), problem.vehicles.len());
    for (vehicle, run) in runs.of.iter().enumerate() {
        let car = &problem.vehicles[vehicle];
        let stops = problem.stops(vehicle, run).expect("no rule is broken");
        let (mut free_at, mut place, mut rest) = (car.free_at, car.place, car.break_due);
        for stop in &stops {
            let job = &problem.jobs[stop.job];
            assert!(job.adds_ms[vehicle].is_some(), "a car that may not take it");
            assert!(stop.arrive_at >= job.ready_at, "before the gate");
            let way_ms = problem.travel.ms(place, job.place);
            match rest {
                Some((due, ms)) if stop.arrive_at >= due && stop.arrive_at - free_at >= way_ms + ms => rest = None,
                Some((due, _)) => assert!(stop.arrive_at < due, "a break that is due is not taken"),
                None => {}
            }
            assert!(stop.arrive_at - free_at >= way_ms, "faster than the way");
            assert_eq!(stop.done_at, stop.arrive_at + job.takes_ms);
            assert!(stop.done_at <= car.ends_at, "after the shift");
            (free_at, place) = (stop.done_at, job.place);
        }
    }
}

/// The least cost of all arrangements and orders.
fn brute(problem: &Problem) -> f64 {
    fn go(problem: &Problem, job: usize, runs: &mut Runs, best: &mut f64) {
        if job == problem.jobs.len() {
            // A run with a hole in it is priced in its place: a rule that one order breaks another may keep.
            if let Some(cost) = problem.cost(runs) {
                *best = best.min(cost);
            }
            return;
        }
        runs.left.push(job);
        go(problem, job + 1, runs, best);
        runs.left.pop();
        for vehicle in 0..runs.of.len() {
            for at in 0..=runs.of[vehicle].len() {
                runs.of[vehicle].insert(at, job);
                go(problem, job + 1, runs, best);
                runs.of[vehicle].remove(at);
            }
        }
    }
    assert!(problem.jobs.len() <= BRUTE_JOBS_MAX, "more would take hours");
    let mut runs = Runs { of: vec![Vec::new(); problem.vehicles.len()], left: Vec::new() };
    let mut best = f64::INFINITY;
    go(problem, 0, &mut runs, &mut best);
    best
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_breaks_a_rule_or_is_worse_than_none(problem in any_problem(0..=24, 0..=5), steps_max in 0_u64..60_000) {
        let (plan, without) = (solve(&problem, steps_max), nearest_first(&problem));
        assert_keeps_the_rules(&problem, &plan);
        assert_keeps_the_rules(&problem, &without);
        let (cost, cost_without) = (problem.cost(&plan).unwrap(), problem.cost(&without).unwrap());
        prop_assert!(cost <= cost_without + 1e-6 * cost_without.abs(), "{cost} against {cost_without}");
        prop_assert_eq!(problem.wait(&plan).0 as usize, plan.of.iter().flatten().count());
        prop_assert_eq!(&plan, &solve(&problem, steps_max), "the same input, the same plan");
    }

    #[test]
    fn nobody_is_left_whom_a_car_could_still_reach_last(problem in any_problem(0..=24, 0..=5), steps_max in 0_u64..60_000) {
        let plan = solve(&problem, steps_max);
        for left in &plan.left {
            for (vehicle, run) in plan.of.iter().enumerate() {
                let longer: Vec<usize> = run.iter().copied().chain([*left]).collect();
                prop_assert!(problem.stops(vehicle, &longer).is_none(), "car {vehicle} could reach {left}");
            }
        }
    }
}

/// Drawn by a seed of its own, so that the shares below are the same in every run.
#[test]
fn small_problems_come_out_as_well_as_by_trying_everything() {
    use proptest::{
        strategy::ValueTree,
        test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let drawn = any_problem(2..=BRUTE_JOBS_MAX, 1..=3);
    let (mut same, mut all, mut worst) = (0, 0, 0.0_f64);
    for _ in 0..400 {
        let problem = drawn.new_tree(&mut runner).unwrap().current();
        let (least, found) = (brute(&problem), problem.cost(&solve(&problem, STEPS_MAX)).unwrap());
        assert!(found >= least - 1e-6 * least.abs(), "cheaper than every arrangement: {found} and {least}");
        // Against what is at stake: the cost may be near nothing where fits speak for a car.
        let stake: f64 = problem.jobs.iter().map(|job| job.weight * (problem.horizon - job.since) as f64).sum();
        let worse = (found - least) / stake;
        all += 1;
        same += u32::from(worse < 1e-9);
        worst = worst.max(worse);
    }
    assert!(same * 100 >= all * 99, "{same} of {all} as cheap as can be");
    assert!(worst < 0.005, "{worst}");
}
