//! Chance by a seed, the same on every run: no draw depends on an earlier one of another stream.

/// SplitMix64 (Steele and others, 2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// A stream of its own for each list of parts, such as seed, year, weekend and day.
    pub fn of(parts: &[u64]) -> Self {
        let mut dice = Self(0);
        for part in parts {
            dice.0 ^= part.wrapping_mul(0xA076_1D64_78BD_642F);
            dice.0 = dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, most: usize) -> usize {
        (self.share() * most as f64) as usize
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// Standard normal (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }

    /// How many of something that comes `mean` times in the mean (Knuth; for small means).
    pub fn poisson(&mut self, mean: f64) -> usize {
        let least = (-mean).exp();
        let (mut count, mut product) = (0, self.share());
        while product > least {
            count += 1;
            product *= self.share();
        }
        count
    }
}

/// A log-normal number by its median and the value that nine in ten stay below.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    pub median: f64,
    pub p90: f64,
}

/// Standard normal below which nine in ten lie.
const P90: f64 = 1.281_551_565_5;

impl Spread {
    /// The value at a draw from the standard normal.
    pub fn at(self, normal: f64) -> f64 {
        self.median * ((self.p90 / self.median).ln() / P90 * normal).exp()
    }

    pub fn mean(self) -> f64 {
        let sigma = (self.p90 / self.median).ln() / P90;
        self.median * (sigma * sigma / 2.0).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_their_own_and_the_same_each_time() {
        assert_eq!(Dice::of(&[1, 2]).next(), Dice::of(&[1, 2]).next());
        assert_ne!(Dice::of(&[1, 2]).next(), Dice::of(&[2, 1]).next());
        assert_ne!(Dice::of(&[0]).next(), Dice::of(&[0, 0]).next());
    }

    #[test]
    fn draws_have_the_means_that_they_should() {
        let mut dice = Dice::of(&[7]);
        let mean = |draw: &mut dyn FnMut() -> f64| (0..20_000).map(|_| draw()).sum::<f64>() / 20_000.0;
        assert!((mean(&mut || dice.share()) - 0.5).abs() < 0.01);
        assert!(mean(&mut || dice.normal()).abs() < 0.03);
        assert!((mean(&mut || dice.poisson(3.2) as f64) - 3.2).abs() < 0.06);
        let spread = Spread { median: 15.0, p90: 36.0 };
        assert!((mean(&mut || spread.at(dice.normal())) - spread.mean()).abs() < 0.4);
    }

    #[test]
    fn nine_in_ten_stay_below_the_p90() {
        let (mut dice, spread) = (Dice::of(&[8]), Spread { median: 6.0, p90: 15.0 });
        let below = (0..20_000).filter(|_| spread.at(dice.normal()) < 15.0).count();
        assert!((17_800..18_200).contains(&below), "{below}");
    }
}
