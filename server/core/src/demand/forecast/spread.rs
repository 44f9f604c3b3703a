//! How far counts stray from what was expected beyond pure chance, and how much hours near each other stray together.
//! Measured on days forecast before they came.

use alongside_protocol::Millis;

use super::super::calendar::Slot;

/// From so far apart each class begins, hours: the hour itself, one or two, three to five, the rest of the day.
const CLASSES_HOURS: [Millis; 4] = [0, 1, 3, 6];
/// Hours further apart have shown nothing in common.
const APART_MAX_HOURS: Millis = 24;
/// As in a large city, until the board has shown its own: San Antonio, first half, rounded.
const PRIOR: [f64; 4] = [0.06, 0.03, 0.01, 0.0];
/// What that weighs: as much as 400 hours of one call each, or 4 of ten, for the information grows with the square.
const PRIOR_WEIGHT: f64 = 400.0;
const HOUR_MS: Millis = 3_600_000;

/// By class: sum of products of what two slots strayed, and of what was expected in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    strayed: [f64; 4],
    expected: [f64; 4],
}

impl Spread {
    pub(super) fn age(&mut self, share: f64) {
        self.strayed.iter_mut().chain(&mut self.expected).for_each(|sum| *sum *= share);
    }

    /// A day's slots, what was expected of each, and what came.
    pub(super) fn learn(&mut self, slots: &[Slot], means: &[f64], counts: &[u32]) {
        let off: Vec<f64> = counts.iter().zip(means).map(|(count, mean)| f64::from(*count) - mean).collect();
        for (one, slot) in slots.iter().enumerate() {
            // What pure chance strays is no part of it.
            self.strayed[0] += off[one] * off[one] - means[one];
            self.expected[0] += means[one] * means[one];
            for (other, earlier) in slots[..one].iter().enumerate() {
                if let Some(class) = class(*earlier, *slot) {
                    self.strayed[class] += off[one] * off[other];
                    self.expected[class] += means[one] * means[other];
                }
            }
        }
    }

    /// Variance of the slots' sum beyond that of pure chance, as a share of the squared mean.
    pub(super) fn excess(&self, slots: &[Slot], means: &[f64]) -> f64 {
        let shares = self.shares();
        let mut beyond = 0.0;
        for (one, slot) in slots.iter().enumerate() {
            beyond += shares[0] * means[one] * means[one];
            for (other, earlier) in slots[..one].iter().enumerate() {
                beyond += class(*earlier, *slot).map_or(0.0, |class| 2.0 * shares[class] * means[one] * means[other]);
            }
        }
        let mean: f64 = means.iter().sum();
        if mean > 0.0 { beyond / (mean * mean) } else { 0.0 }
    }

    fn shares(&self) -> [f64; 4] {
        std::array::from_fn(|class| {
            let share = (self.strayed[class] + PRIOR[class] * PRIOR_WEIGHT) / (self.expected[class] + PRIOR_WEIGHT);
            share.max(0.0)
        })
    }
}

/// Of two slots that are not the same one.
fn class(earlier: Slot, later: Slot) -> Option<usize> {
    let apart = (later.from - earlier.from) / HOUR_MS;
    let begun = CLASSES_HOURS.iter().rposition(|hours| apart >= *hours)?;
    (apart < APART_MAX_HOURS).then_some(begun.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(number: i64) -> Vec<Slot> {
        (0..number).map(|hour| Slot { from: hour * HOUR_MS, until: (hour + 1) * HOUR_MS, hour: 0 }).collect()
    }

    fn toss(dice: &mut u64) -> bool {
        *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *dice >> 63 == 1
    }

    #[test]
    fn hours_are_sorted_by_how_far_apart_they_are() {
        let slots = hours(25);
        let classes: Vec<Option<usize>> = slots[1..].iter().map(|slot| class(slots[0], *slot)).collect();
        assert_eq!(classes[..6], [1, 1, 2, 2, 2, 3].map(Some));
        assert_eq!(classes[22..], [Some(3), None]);
    }

    #[test]
    fn days_that_stray_as_one_widen_the_sum_and_hours_that_stray_alone_do_not() {
        let (slots, means) = (hours(24), [4.0; 24]);
        let (mut together, mut alone) = (Spread::default(), Spread::default());
        let mut dice = 7_u64;
        for _ in 0..400 {
            let counts: Vec<u32> = (0..24).map(|_| if toss(&mut dice) { 2 } else { 6 }).collect();
            alone.learn(&slots, &means, &counts);
            together.learn(&slots, &means, &[if toss(&mut dice) { 2 } else { 6 }; 24]);
        }
        // Half of what is expected, up or down, is a quarter of its square, for a day as for two hours of it.
        let (together, alone) = (together.excess(&slots, &means), alone.excess(&slots, &means));
        assert!((together - 0.25).abs() < 0.015 && alone < 0.01, "{together} {alone}");
    }

    #[test]
    fn fewer_surprises_than_by_chance_are_none() {
        let (slots, means) = (hours(24), [4.0; 24]);
        let mut spread = Spread::default();
        (0..200).for_each(|_| spread.learn(&slots, &means, &[4; 24]));
        assert!(spread.excess(&slots[..1], &means[..1]).abs() < 1e-12);
        assert!(spread.excess(&slots, &means) < 0.001);
    }
}
