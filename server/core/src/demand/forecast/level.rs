//! How much busier or quieter than the usual week the last weeks were. Three answers that look back over different
//! times are mixed; each weighs as much as it has lately foretold the days better than the others.

use super::{aged, chance::ln_chance, factor};

/// How far each looks back, days to half the weight. The first holds that nothing has changed.
const HALF_LIVES_DAYS: [Option<f64>; 3] = [None, Some(56.0), Some(14.0)];
/// Calls that stand for "as usual" in the other two: few, for the first speaks for it already.
const PRIOR: f64 = 30.0;
/// How soon it is forgotten which of them foretold well, days to half the weight.
const FORGET_DAYS: f64 = 56.0;

#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    looks: [Look; 3],
}

#[derive(Clone, Copy, Debug, Default)]
struct Look {
    calls: f64,
    expected: f64,
    /// Natural logarithm, beside the others.
    trust: f64,
}

impl Level {
    pub(super) fn age(&mut self, days: f64) {
        for (look, half_life) in self.looks.iter_mut().zip(HALF_LIVES_DAYS) {
            let share = half_life.map_or(0.0, |half_life| aged(days, half_life));
            look.calls *= share;
            look.expected *= share;
            look.trust *= aged(days, FORGET_DAYS);
        }
    }

    /// One is as in the usual week.
    pub(super) fn now(&self) -> f64 {
        let most = self.looks.iter().map(|look| look.trust).fold(f64::MIN, f64::max);
        let weighted = self.looks.iter().map(|look| ((look.trust - most).exp(), look.factor()));
        let (sum, weights) =
            weighted.fold((0.0, 0.0), |(sum, weights), (weight, factor)| (sum + weight * factor, weights + weight));
        sum / weights
    }

    /// A day's calls, beside those of the usual week in the same hours. `excess` as in [`ln_chance`].
    pub(super) fn learn(&mut self, calls: u32, usual: f64, excess: f64) {
        let chances = self.looks.map(|look| ln_chance(calls, usual * look.factor(), excess));
        let best = chances.iter().copied().fold(f64::MIN, f64::max);
        for ((look, chance), half_life) in self.looks.iter_mut().zip(chances).zip(HALF_LIVES_DAYS) {
            look.trust += chance - best;
            if half_life.is_some() {
                look.calls += f64::from(calls);
                look.expected += usual;
            }
        }
    }
}

impl Look {
    fn factor(self) -> f64 {
        factor(PRIOR, self.calls, self.expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(days: &[u32]) -> Level {
        let mut level = Level::default();
        for calls in days {
            level.age(1.0);
            level.learn(*calls, 90.0, 0.01);
        }
        level
    }

    #[test]
    fn one_wild_day_moves_little_and_three_weeks_of_them_move_most_of_the_way() {
        let (one, many) = (after(&[90, 90, 90, 90, 90, 90, 90, 135]).now(), after(&[135; 21]).now());
        assert!(one < 1.15 && many > 1.35, "{one} {many}");
    }

    #[test]
    fn once_forgotten_it_is_as_usual() {
        let mut level = after(&[135; 21]);
        level.age(3_000.0);
        assert!((level.now() - 1.0).abs() < 1e-6, "{}", level.now());
    }
}
