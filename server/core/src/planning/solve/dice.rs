//! Numbers that look like chance and are the same every time: the search has no other.

/// Xorshift (Marsaglia, 2003). The seed is not 0.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// From 0 to below `most`.
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * most as u64) >> 32) as usize
    }

    pub(super) fn shuffle(&mut self, all: &mut [usize]) {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
    }
}
