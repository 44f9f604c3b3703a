//! What a year of shifts came to, and how the same year compares under another policy.

use crate::{
    demand::{MIN, SHIFT_MS, Visit},
    shift::{Deed, Log},
};

/// Sums over shifts. Whoever nobody reaches waits until the shift ends.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    weight: f64,
    weighted_ms: f64,
    waits_ms: Vec<i64>,
    reached: u32,
    road_km: f64,
    /// Shifts that ended late because a visit took longer than reckoned, and by how much, ms.
    late: u32,
    late_ms: i64,
    car_shifts: u32,
    pub violations: u32,
}

impl Tally {
    pub fn add(&mut self, visits: &[Visit], log: &Log) {
        let mut arrived = vec![None; visits.len()];
        for deeds in log {
            self.car_shifts += 1;
            for deed in deeds {
                let Deed::Visit { visit, from, arrive_at, done_at, .. } = *deed else { continue };
                arrived[visit] = Some(arrive_at);
                self.reached += 1;
                self.road_km += from.road_km(visits[visit].place);
                if done_at > SHIFT_MS {
                    self.late += 1;
                    self.late_ms += done_at - SHIFT_MS;
                }
            }
        }
        for (visit, arrived) in visits.iter().zip(arrived) {
            let wait_ms = arrived.unwrap_or(SHIFT_MS) - visit.ready_at;
            self.weight += visit.weight;
            self.weighted_ms += visit.weight * wait_ms as f64;
            self.waits_ms.push(wait_ms);
        }
    }

    pub fn figures(mut self) -> Figures {
        self.waits_ms.sort_unstable();
        let count = self.waits_ms.len();
        let people = count.max(1) as f64;
        let p90_ms = self.waits_ms.get((count * 9).div_ceil(10).saturating_sub(1)).copied().unwrap_or_default();
        Figures {
            people: count as f64,
            reached: f64::from(self.reached),
            weighted_min: self.weighted_ms / self.weight.max(f64::MIN_POSITIVE) / MIN as f64,
            mean_min: self.waits_ms.iter().sum::<i64>() as f64 / people / MIN as f64,
            p90_min: p90_ms as f64 / MIN as f64,
            km_a_visit: self.road_km / f64::from(self.reached.max(1)),
            late_share: f64::from(self.late) / f64::from(self.car_shifts.max(1)),
            late_min: self.late_ms as f64 / f64::from(self.late.max(1)) / MIN as f64,
            violations: self.violations,
        }
    }
}

/// One year under one policy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    pub people: f64,
    pub reached: f64,
    /// From the gate's opening to arrival, weighted by priority, minutes.
    pub weighted_min: f64,
    /// Not weighted.
    pub mean_min: f64,
    pub p90_min: f64,
    pub km_a_visit: f64,
    /// Share of cars' shifts that ended late, and how late those were, minutes.
    pub late_share: f64,
    pub late_min: f64,
    pub violations: u32,
}

/// A mean and the least and the most over years.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub mean: f64,
    pub least: f64,
    pub most: f64,
}

impl Range {
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.collect();
        Self {
            mean: values.iter().sum::<f64>() / values.len().max(1) as f64,
            least: values.iter().copied().fold(f64::INFINITY, f64::min),
            most: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// How much less the weighted wait is in the same years, percent of `without`.
    pub fn saved(with: &[Figures], without: &[Figures]) -> Self {
        let share = |(with, without): (&Figures, &Figures)| 100.0 * (1.0 - with.weighted_min / without.weighted_min);
        Self::of(with.iter().zip(without).map(share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    #[test]
    fn who_is_not_reached_waits_until_the_shift_ends() {
        let place = Place { lat: 54.5, lon: -1.2 };
        let visit =
            |weight, ready_min| Visit { place, weight, ready_at: ready_min * MIN, takes_ms: 500 * MIN, traffic: 1.0 };
        let visits = [visit(3.0, 0), visit(1.0, 400)];
        let (arrive_at, done_at) = (20 * MIN, 520 * MIN);
        let mut tally = Tally::default();
        tally.add(&visits, &vec![vec![Deed::Visit { visit: 0, sent_at: arrive_at, from: place, arrive_at, done_at }]]);
        let figures = tally.figures();
        assert_eq!((figures.people, figures.reached, figures.violations), (2.0, 1.0, 0));
        assert_eq!((figures.weighted_min, figures.mean_min, figures.p90_min), (35.0, 50.0, 80.0));
        assert_eq!((figures.late_share, figures.late_min), (1.0, 40.0));
    }

    #[test]
    fn what_is_saved_is_paired_by_year() {
        let year = |weighted_min| Figures { weighted_min, ..Figures::default() };
        let saved = Range::saved(&[year(50.0), year(90.0)], &[year(100.0), year(100.0)]);
        assert_eq!((saved.mean.round(), saved.least.round(), saved.most.round()), (30.0, 10.0, 50.0));
    }
}
