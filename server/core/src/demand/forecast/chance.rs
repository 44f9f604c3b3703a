//! The chance of a count that strays more than by pure chance: negative binomial with a mean and an `excess`, which is
//! the variance beyond the mean as a share of the squared mean. An excess of nothing is Poisson.

use std::f64::consts::TAU;

/// What the interval is to hold, and what may lie below it.
const HELD: f64 = 0.8;
const BELOW: f64 = 0.1;
const BELOW_MAX: f64 = 0.15;
/// Below this it is told from Poisson by rounding alone.
const EXCESS_LEAST: f64 = 1e-7;

/// The ends of the range that holds 80 %, both included. The lower end is the count below which one in ten is nearest to
/// lying, and never more than 15 in 100. The upper end is then the one with which the chance of the whole range is
/// nearest to 80 %.
pub fn interval(mean: f64, excess: f64) -> (u32, u32) {
    let mut chances = Chances::new(mean, excess);
    let (mut low, mut below) = (0, 0.0);
    let mut held = chances.next();
    // Counts far below a large mean have no chance that a number could hold: they are passed, being no further off.
    while below + held <= BELOW_MAX && (below + held - BELOW).abs() <= (BELOW - below).abs() {
        below += held;
        held = chances.next();
        low += 1;
    }
    let mut high = low;
    loop {
        let more = chances.next();
        if (held + more - HELD).abs() >= (HELD - held).abs() {
            return (low, high);
        }
        held += more;
        high += 1;
    }
}

/// Natural logarithm of the chance of exactly `count`.
pub fn ln_chance(count: u32, mean: f64, excess: f64) -> f64 {
    let count = f64::from(count);
    if mean <= 0.0 {
        return if count > 0.0 { f64::NEG_INFINITY } else { 0.0 };
    }
    if excess < EXCESS_LEAST {
        return count * mean.ln() - mean - ln_gamma(count + 1.0);
    }
    let size = 1.0 / excess;
    let spread = (excess * mean).ln_1p();
    ln_gamma(count + size) - ln_gamma(size) - ln_gamma(count + 1.0) - size * spread
        + count * ((excess * mean).ln() - spread)
}

/// The chances of 0, 1, 2 … one after the other, kept as logarithms: those of a large mean begin below what a number
/// can hold.
struct Chances {
    count: f64,
    ln: f64,
    mean: f64,
    excess: f64,
}

impl Chances {
    fn new(mean: f64, excess: f64) -> Self {
        Self { count: 0.0, ln: ln_chance(0, mean, excess), mean, excess }
    }

    fn next(&mut self) -> f64 {
        let chance = self.ln.exp();
        let excess = if self.excess < EXCESS_LEAST { 0.0 } else { self.excess };
        self.ln += (self.mean * (1.0 + excess * self.count) / ((self.count + 1.0) * (1.0 + excess * self.mean))).ln();
        self.count += 1.0;
        chance
    }
}

/// Of a positive number: Stirling's series, from 10 on good to 12 digits; smaller ones are carried up to there.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut carried) = (x, 1.0);
    while x < 10.0 {
        carried *= x;
        x += 1.0;
    }
    let square = x * x;
    let series = (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / (1680.0 * square)) / square) / square) / x;
    (x - 0.5) * x.ln() - x + TAU.ln() / 2.0 + series - f64::ln(carried)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0.5, 0.572_364_942_924_700_1)] // ln √π
    #[case(1.0, 0.0)]
    #[case(2.5, 0.284_682_870_472_919_2)] // ln (¾ √π)
    #[case(11.0, 15.104_412_573_075_516)] // ln 10!
    #[case(171.0, 706.573_062_245_787_4)] // ln 170!
    fn logarithms_of_the_gamma_function(#[case] x: f64, #[case] is: f64) {
        assert!((ln_gamma(x) - is).abs() < 1e-11 * is.max(1.0), "{}", ln_gamma(x));
    }

    #[rstest]
    fn chances_sum_to_one_with_the_mean_and_the_variance_that_were_asked(
        #[values(0.01, 0.2, 3.8, 60.0, 900.0)] mean: f64,
        #[values(0.0, 0.01, 0.06, 0.5)] excess: f64,
    ) {
        let mut chances = Chances::new(mean, excess);
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        for count in 0..30_000_u32 {
            let (chance, value) = (chances.next(), f64::from(count));
            if count % 97 == 0 && chance > 1e-300 {
                assert!((chance.ln() - ln_chance(count, mean, excess)).abs() < 1e-6, "{count}");
            }
            sum += chance;
            first += chance * value;
            second += chance * value * value;
        }
        let (variance, asked) = (second - first * first, mean + excess * mean * mean);
        assert!((sum - 1.0).abs() < 1e-6 && (first / mean - 1.0).abs() < 1e-6, "{sum} {first}");
        assert!((variance / asked - 1.0).abs() < 1e-4, "{variance} {asked}");
    }

    #[rstest]
    #[case::nothing_expected(0.0, 0.0, (0, 0))]
    #[case::a_call_in_five_hours(0.2, 0.05, (0, 0))]
    #[case::one_in_two(0.5, 0.05, (0, 1))]
    // Of Poisson with mean 4: below 2 lies 9.2 %, from 2 to 6 79.8 %.
    #[case::four(4.0, 0.0, (2, 6))]
    // Of a mean of 100 and a standard deviation of 10: 1.28 of them each way.
    #[case::hundred(100.0, 0.0, (88, 113))]
    #[case::hundred_that_stray(100.0, 0.03, (76, 126))]
    #[case::more_than_an_exponential_holds(2_000.0, 0.0, (1_943, 2_057))]
    fn the_interval(#[case] mean: f64, #[case] excess: f64, #[case] ends: (u32, u32)) {
        assert_eq!(interval(mean, excess), ends);
    }

    #[test]
    fn the_interval_holds_what_is_nearest_to_eighty_in_a_hundred() {
        for step in 1..4_000 {
            let (mean, excess) = (f64::from(step) * 0.01, f64::from(step % 9) * 0.01);
            let (low, high) = interval(mean, excess);
            let of = |count| ln_chance(count, mean, excess).exp();
            let held: f64 = (low..=high).map(of).sum();
            let below: f64 = (0..low).map(of).sum();
            assert!(below <= BELOW_MAX + 1e-12, "{mean} {excess}: {below}");
            // One count fewer or more would be no nearer.
            assert!(high == low || (held - of(high) - HELD).abs() >= (held - HELD).abs() - 1e-12, "{mean} {excess}");
            assert!((held + of(high + 1) - HELD).abs() >= (held - HELD).abs() - 1e-12, "{mean} {excess}");
        }
    }
}
