//! What every stretch of the week is worth by itself, and the best way of laying so many hours if each is worth that.
//!
//! Exact but for what one stretch leaves to the next: a car that is still busy, or somebody already reached.

use super::{
    best::Search,
    layout::{Block, Week},
    replay::{Crew, replay},
    steps::Steps,
    stretches::Cover,
};
use crate::demand::HOURS_OF_WEEK;

/// Of two layouts that are worth the same, that of fewer stretches: less than any difference in worth.
const WORTH: i64 = 256;
const IMPOSSIBLE: i64 = i64::MIN / 2;

pub(super) struct Worths {
    hours: usize,
    /// By the hour in which it begins, then by its length less one.
    of: Vec<i64>,
}

impl Worths {
    /// What comes later changes nothing that was begun before. So one stretch, as long as can be, tells the worth of
    /// all shorter ones that begin with it: what would in the mean be done before they end.
    pub(super) fn play(search: &Search<'_>, steps: &mut Steps<'_>) -> Option<Self> {
        let Search { calls, terms, hours, .. } = *search;
        let mut of = Vec::with_capacity(HOURS_OF_WEEK * hours);
        for from in 0..HOURS_OF_WEEK {
            let cover = Cover::of_week(calls, &Week::of(&[Block { from, hours }]), terms.back_ms());
            let mut by_hour = [0; HOURS_OF_WEEK];
            for draws in &search.draws {
                steps.done(from as f64 / HOURS_OF_WEEK as f64)?;
                replay(calls, &cover, terms, draws, |call, begun| {
                    let at = calls.at[call];
                    let done = |crew: &Crew, begun| crew.reached(at, begun).map(|wait| at + wait + crew.last_ms());
                    let (by_worker, by_car) = (done(&terms.workers, begun.by_worker), done(&terms.cars, begun.by_car));
                    if let Some(done) = by_worker.into_iter().chain(by_car).min() {
                        let after = calls.hour_after(call, done) + HOURS_OF_WEEK - from;
                        by_hour[after % HOURS_OF_WEEK] += search.worth[call];
                    }
                });
            }
            of.extend(by_hour[..hours].iter().scan(0, |sum, worth| {
                *sum += worth;
                Some(*sum)
            }));
        }
        Some(Self { hours, of })
    }

    fn worth(&self, from: usize, hours: usize) -> i64 {
        self.of[from * self.hours + hours - 1] * WORTH - 1
    }

    /// The best layout with `gap` free hours between stretches, at least 1. A week is cut open where its first stretch
    /// begins, for each hour that may be; what is left is laid from its end backwards.
    pub(super) fn lay(&self, stretch_min: usize, gap: usize, steps: &mut Steps<'_>) -> Option<Week> {
        let mut best = (IMPOSSIBLE, Vec::new());
        let mut rest = Rest::new(self.hours);
        for first in 0..HOURS_OF_WEEK {
            steps.done(first as f64 / HOURS_OF_WEEK as f64)?;
            rest.lay(self, first, stretch_min, gap);
            let (worth, length) = rest.begun_at(self, first, 0, self.hours, stretch_min, gap);
            if worth > best.0 {
                best = (worth, rest.blocks(first, length, gap));
            }
        }
        Some(Week::of(&best.1))
    }
}

/// The best that can be made of the hours left, from each hour after the first stretch's beginning.
struct Rest {
    hours: usize,
    /// Worth, and the length of a stretch that begins there; 0: none does.
    best: Vec<(i64, usize)>,
}

impl Rest {
    fn new(hours: usize) -> Self {
        Self { hours, best: vec![(IMPOSSIBLE, 0); (HOURS_OF_WEEK + 1) * (hours + 1)] }
    }

    fn at(&self, after: usize, left: usize) -> (i64, usize) {
        self.best[after * (self.hours + 1) + left]
    }

    fn lay(&mut self, worths: &Worths, first: usize, stretch_min: usize, gap: usize) {
        for after in (0..=HOURS_OF_WEEK).rev() {
            for left in 0..=self.hours {
                let later = if after < HOURS_OF_WEEK { self.at(after + 1, left).0 } else { IMPOSSIBLE };
                let mut best = (if left == 0 { 0 } else { later }, 0);
                // The stretch that begins first in the week is the first: each layout is met once.
                if left > 0 && first + after < HOURS_OF_WEEK {
                    let begun = self.begun_at(worths, first, after, left, stretch_min, gap);
                    if begun.0 > best.0 {
                        best = begun;
                    }
                }
                self.best[after * (self.hours + 1) + left] = best;
            }
        }
    }

    /// The best with a stretch that begins right there, and its length.
    fn begun_at(
        &self,
        worths: &Worths,
        first: usize,
        after: usize,
        left: usize,
        stretch_min: usize,
        gap: usize,
    ) -> (i64, usize) {
        let from = (first + after) % HOURS_OF_WEEK;
        let longest = left.min(HOURS_OF_WEEK.saturating_sub(gap + after));
        (stretch_min..=longest)
            .map(|length| (worths.worth(from, length) + self.at(after + length + gap, left - length).0, length))
            .fold((IMPOSSIBLE, 0), |best, next| if next.0 > best.0 { next } else { best })
    }

    fn blocks(&self, first: usize, length: usize, gap: usize) -> Vec<Block> {
        let mut blocks = vec![Block { from: first, hours: length }];
        let (mut after, mut left) = (length + gap, self.hours - length);
        while left > 0 && after < HOURS_OF_WEEK {
            let length = self.at(after, left).1;
            if length == 0 {
                after += 1;
                continue;
            }
            blocks.push(Block { from: (first + after) % HOURS_OF_WEEK, hours: length });
            after += length + gap;
            left -= length;
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::ops::ControlFlow;

    use alongside_protocol::view::BestHoursQuestion;
    use jiff::{ToSpan, civil::date, tz::TimeZone};

    use super::*;
    use crate::demand::{
        Arrival, History,
        cover::{Calls, Terms},
    };

    /// Each hour worth something of its own.
    fn worths(hours: usize, of_hour: impl Fn(usize) -> i64) -> Worths {
        let mut of = Vec::new();
        for from in 0..HOURS_OF_WEEK {
            let mut sum = 0;
            for hour in from..from + hours {
                sum += of_hour(hour % HOURS_OF_WEEK);
                of.push(sum);
            }
        }
        Worths { hours, of }
    }

    fn lay(worths: &Worths, stretch_min: usize, gap: usize) -> Vec<Block> {
        worths.lay(stretch_min, gap, &mut Steps::new(&mut |_| ControlFlow::Continue(()))).unwrap().blocks()
    }

    #[test]
    fn two_peaks_of_which_one_goes_over_the_end_of_the_week() {
        let worths = worths(8, |hour| if [166, 167, 0, 1, 50, 51, 52, 53].contains(&hour) { 100 } else { 10 });
        assert_eq!(lay(&worths, 4, 1), [Block { from: 50, hours: 4 }, Block { from: 166, hours: 4 }]);
        assert_eq!(lay(&worths, 8, 1).len(), 1);
    }

    #[test]
    fn a_gap_is_kept() {
        let worths = worths(6, |hour| [100, 100, 100, 0, 100, 100, 100, 99].get(hour).copied().unwrap_or_default());
        assert_eq!(lay(&worths, 3, 1), [Block { from: 0, hours: 3 }, Block { from: 4, hours: 3 }]);
        assert_eq!(lay(&worths, 3, 2), [Block { from: 0, hours: 3 }, Block { from: 5, hours: 3 }]);
    }

    #[test]
    fn of_two_that_are_worth_the_same_that_of_fewer_stretches() {
        assert_eq!(lay(&worths(12, |_| 5), 1, 1), [Block { from: 0, hours: 12 }]);
        let apart =
            worths(8, |hour| if [20, 21, 22, 23, 40, 41, 42, 43, 44, 45, 46, 47].contains(&hour) { 5 } else { 0 });
        assert_eq!(lay(&apart, 1, 1), [Block { from: 40, hours: 8 }]);
    }

    /// What one long stretch tells of all shorter ones is what they reach when played.
    #[test]
    fn the_worth_of_a_stretch_is_what_it_reaches() {
        let (zone, first) = (TimeZone::get("Europe/London").unwrap(), date(2026, 10, 5));
        let days = (0..42).filter(|day| day % 9 != 4).map(|day| first.checked_add(day.days()).unwrap()).collect();
        let begin = first.to_zoned(zone.clone()).unwrap().timestamp().as_millisecond();
        // Some three in an hour, at uneven times.
        let at = |call: i64| begin + call * 1_200_000 + call * call % 1_117 * 1_000;
        let arrivals = (0..3_000).map(|call| Arrival { at: at(call), victim: None }).collect();
        let calls = Calls::between(&History::new(zone, days, arrivals), first, date(2027, 1, 1));
        let crew = |count, minutes: f64| Crew {
            count,
            mean_ms: minutes * 60_000.0,
            target_ms: 2_700_000,
            patience_ms: Some(2_700_000),
        };
        let terms = Terms { workers: crew(1, 25.0), cars: crew(1, 80.0), visit_share: 0.4, seed: 2 };
        let best = BestHoursQuestion { hours: 30, stretch_hours_min: 1 };
        let mut go_on = |_| ControlFlow::Continue(());
        let mut steps = Steps::new(&mut go_on);
        let mut search = Search::new(&calls, &terms, &best, &mut steps).unwrap();
        let worths = Worths::play(&search, &mut steps).unwrap();
        let runs = search.draws.len() as f64;
        for from in (0..HOURS_OF_WEEK).step_by(5) {
            for hours in [1, 2, 3, 8, 13, 30] {
                let played = search.incidents_a_week(&Week::of(&[Block { from, hours }]));
                let told = worths.of[from * 30 + hours - 1] as f64 / 1e9 / runs;
                assert!((played - told).abs() < 1e-6, "{hours} from {from}: {told}, and {played} when played");
            }
        }
    }

    #[test]
    fn nearly_the_whole_week() {
        let worths = worths(167, |hour| if hour == 77 { 0 } else { 5 });
        assert_eq!(lay(&worths, 5, 1), [Block { from: 78, hours: 167 }]);
    }

    /// All layouts of five hours in a week where only ten count, by trying each.
    #[test]
    fn as_good_as_every_layout_tried() {
        let of_hour = |hour: usize| [3, 9, 1, 8, 7, 2, 9, 9, 0, 6].get(hour).copied().unwrap_or(-5);
        let worths = worths(5, of_hour);
        for stretch_min in 1..=3 {
            let found = lay(&worths, stretch_min, 1);
            let value = |blocks: &[Block]| blocks.iter().map(|one| worths.worth(one.from, one.hours)).sum::<i64>();
            let tried = (0_u32..1 << 10).filter(|bits| bits.count_ones() == 5).map(|bits| {
                let hours = (0..10).filter(|hour| bits >> hour & 1 == 1);
                Week::of(&hours.map(|from| Block { from, hours: 1 }).collect::<Vec<_>>()).blocks()
            });
            let legal = tried.filter(|blocks| blocks.iter().all(|block| block.hours >= stretch_min));
            assert_eq!(Some(value(&found)), legal.map(|blocks| value(&blocks)).max(), "{stretch_min}: {found:?}");
        }
    }
}
