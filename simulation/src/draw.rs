//! What no listing says, drawn from a seed: the same seed draws the same.

use rand::{Rng, SeedableRng, rngs::StdRng};

/// How far 90 of 100 lie from the middle of a normal distribution, in its deviations.
const P90: f64 = 1.281_551_6;

pub struct Dice(StdRng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// 0 to 1, without 1.
    pub fn unit(&mut self) -> f64 {
        self.0.random()
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0.random_range(0..most)
    }

    fn normal(&mut self) -> f64 {
        // Box and Muller, 1958.
        let (u, v) = (1.0 - self.unit(), self.unit());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// Log-normal by its median and the value that 90 of 100 do not pass.
    pub fn around(&mut self, median: f64, p90: f64) -> f64 {
        median * ((p90 / median).ln() / P90 * self.normal()).exp()
    }

    /// How many come where `mean` come on average (Poisson, by Knuth).
    pub fn count(&mut self, mean: f64) -> usize {
        let (limit, mut product, mut count) = ((-mean).exp(), self.unit(), 0);
        while product > limit {
            product *= self.unit();
            count += 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_has_the_middle_and_the_spread_that_it_says() {
        let mut dice = Dice::new(1);
        let mut drawn: Vec<f64> = (0..20_000).map(|_| dice.around(15.0, 36.0)).collect();
        drawn.sort_by(f64::total_cmp);
        assert!((drawn[10_000] - 15.0).abs() < 0.6, "{}", drawn[10_000]);
        assert!((drawn[18_000] - 36.0).abs() < 1.8, "{}", drawn[18_000]);
        let mean = (0..20_000).map(|_| dice.count(7.0)).sum::<usize>() as f64 / 20_000.0;
        assert!((mean - 7.0).abs() < 0.1, "{mean}");
    }
}
