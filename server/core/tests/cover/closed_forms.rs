//! Cover day and night is a queue that is known exactly: M/M/c where nobody is let go, M/M/c+D where everybody is who
//! has waited a fixed time. Sources: Erlang (1917); Zeltyn and Mandelbaum, Call centers with impatient customers: exact
//! analysis and many-server asymptotics of the M/M/n+G queue (2004), with a fixed patience.

use alongside_core::demand::cover::{Calls, Cover, Crew, Draws, Terms, replay};
use jiff::civil::date;
use rstest::rstest;

use super::making::{Dice, HOUR_MS, MIN_MS, at_random, crew, day_and_night, days, patient, zone};

const RUNS: u32 = 20;
const DAYS: i64 = 60;

/// Calls an hour, minutes each, and how many are there.
#[derive(Clone, Copy, Debug)]
struct Load {
    calls_an_hour: f64,
    minutes: f64,
    count: u32,
}

impl Load {
    /// Calls that one of them would do in an hour.
    fn rate(self) -> f64 {
        60.0 / self.minutes
    }

    /// Calls at hand in the mean, were there enough of them.
    fn offered(self) -> f64 {
        self.calls_an_hour / self.rate()
    }

    /// By how much all of them together are faster than calls come, an hour.
    fn spare(self) -> f64 {
        f64::from(self.count) * self.rate() - self.calls_an_hour
    }

    /// Erlang's B: the share that finds all busy where nobody waits.
    fn blocked(self, count: u32) -> f64 {
        (1..=count).fold(1.0, |blocked, count| {
            let busier = self.offered() * blocked;
            busier / (f64::from(count) + busier)
        })
    }

    /// Erlang's C: the share that waits.
    fn waits(self) -> f64 {
        let (blocked, count) = (self.blocked(self.count), f64::from(self.count));
        count * blocked / (count - self.offered() * (1.0 - blocked))
    }

    /// Share let go, and share that waits at all, where everybody is let go after so many hours.
    fn let_go_and_waits(self, patience: f64) -> (f64, f64) {
        let (spare, all) = (self.spare(), f64::from(self.count) * self.rate());
        let still = (-spare * patience).exp();
        let j = (1.0 - still) / spare + still / all;
        // One by the share blocked with one less of them: the sum of the states below c, in terms of the last.
        let e = 1.0 / self.blocked(self.count - 1);
        let total = e + self.calls_an_hour * j;
        ((1.0 - spare * j) / total, self.calls_an_hour * j / total)
    }
}

/// Share that waits at all, mean wait in hours, share begun within the target, share never begun; each for every run,
/// with calls of its own.
fn played(load: Load, crew_of: impl Fn(u32, f64) -> Crew, by_car: Option<f64>) -> [Vec<f64>; 4] {
    let mut found: [Vec<f64>; 4] = Default::default();
    for run in 0..RUNS {
        let mut dice = Dice(u64::from(run) * 1_000 + 17);
        let calls_an_hour = load.calls_an_hour / by_car.unwrap_or(1.0);
        let history = at_random(&zone("UTC"), days(date(2026, 1, 5), DAYS), &mut dice, |_| calls_an_hour);
        let calls = Calls::between(&history, date(2026, 1, 1), date(2026, 12, 31));
        let (crew, nobody) = (crew_of(load.count, load.minutes), crew(0, 1.0, 1));
        let (workers, cars) = if by_car.is_some() { (nobody, crew) } else { (crew, nobody) };
        let terms = Terms { workers, cars, visit_share: by_car.unwrap_or(0.0), seed: 5 };
        let cover = Cover::of_hours(&calls, &day_and_night(), terms.back_ms());
        assert_eq!((cover.covered_ms(), cover.offered()), (DAYS * 24 * HOUR_MS, calls.len()));
        let mut draws = Draws::new(&calls);
        draws.roll(&terms, run, &cover);
        let (mut all, mut waited, mut wait_ms, mut in_time, mut never) = (0, 0, 0, 0, 0);
        replay(&calls, &cover, &terms, &draws, |call, begun| {
            let begun = if by_car.is_some() { begun.by_car } else { begun.by_worker };
            all += 1;
            never += i32::from(begun.is_none());
            waited += i32::from(begun.is_none_or(|begun| begun > calls.at()[call]));
            wait_ms += begun.map_or(0, |begun| begun - calls.at()[call]);
            in_time += i32::from(crew.reached(calls.at()[call], begun).is_some());
        });
        // Of the calls that need no car nothing is begun by one: the share is known.
        let all = f64::from(all) * by_car.unwrap_or(1.0);
        let no_need = f64::from(never) - (calls.len() as f64 - all);
        let [waits, mean, within, gone] = &mut found;
        waits.push(if by_car.is_some() { f64::NAN } else { f64::from(waited) / all });
        mean.push(wait_ms as f64 / HOUR_MS as f64 / all);
        within.push(f64::from(in_time) / all);
        gone.push(no_need / all);
    }
    found
}

/// The closed form lies within the runs, and their mean within four of its standard errors of it, which are small.
fn agree(what: &str, found: &[f64], known: f64) {
    let count = found.len() as f64;
    let mean = found.iter().sum::<f64>() / count;
    let variance = found.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let error = (variance / count).sqrt();
    let (least, most) =
        (found.iter().copied().fold(f64::MAX, f64::min), found.iter().copied().fold(f64::MIN, f64::max));
    eprintln!("{what}: known {known:.5}, found {mean:.5} ± {error:.5}, {least:.5} to {most:.5}");
    assert!((least..=most).contains(&known), "{what}: {known} is outside {least} to {most}");
    assert!(error <= known * 0.05, "{what}: ± {error} says little");
    assert!((mean - known).abs() <= 4.0 * error, "{what}: {mean} ± {error} against {known}");
}

#[rstest]
#[case::one_worker(Load { calls_an_hour: 3.0, minutes: 12.0, count: 1 }, 10, None)]
#[case::one_busy_worker(Load { calls_an_hour: 4.0, minutes: 12.0, count: 1 }, 30, None)]
#[case::four_workers(Load { calls_an_hour: 10.0, minutes: 15.0, count: 4 }, 5, None)]
#[case::five_busy_workers(Load { calls_an_hour: 20.0, minutes: 12.0, count: 5 }, 10, None)]
#[case::two_cars_for_two_in_five(Load { calls_an_hour: 4.0, minutes: 20.0, count: 2 }, 20, Some(0.4))]
fn who_waits_for_ever_waits_as_erlang_says(#[case] load: Load, #[case] target_min: i64, #[case] by_car: Option<f64>) {
    let [waits, mean, within, _] = played(load, |count, minutes| patient(crew(count, minutes, target_min)), by_car);
    if by_car.is_none() {
        agree("share that waits", &waits, load.waits());
    }
    agree("mean wait, hours", &mean, load.waits() / load.spare());
    let target = target_min as f64 * MIN_MS as f64 / HOUR_MS as f64;
    agree("share begun within the target", &within, 1.0 - load.waits() * (-load.spare() * target).exp());
}

#[rstest]
#[case::one_worker(Load { calls_an_hour: 4.0, minutes: 12.0, count: 1 }, 15, None)]
#[case::one_worker_who_cannot_manage(Load { calls_an_hour: 6.0, minutes: 20.0, count: 1 }, 30, None)]
#[case::three_workers_who_cannot_manage(Load { calls_an_hour: 12.0, minutes: 20.0, count: 3 }, 10, None)]
#[case::two_cars_for_a_quarter(Load { calls_an_hour: 3.0, minutes: 60.0, count: 2 }, 45, Some(0.25))]
fn who_is_let_go_after_a_time_is_let_go_as_often_as_is_known(
    #[case] load: Load,
    #[case] target_min: i64,
    #[case] by_car: Option<f64>,
) {
    let [waits, _, within, gone] = played(load, |count, minutes| crew(count, minutes, target_min), by_car);
    let (let_go, waiting) = load.let_go_and_waits(target_min as f64 / 60.0);
    if by_car.is_none() {
        agree("share that waits", &waits, waiting);
    }
    agree("share let go", &gone, let_go);
    agree("share reached", &within, 1.0 - let_go);
}
