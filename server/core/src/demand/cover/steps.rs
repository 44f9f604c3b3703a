//! How far the work is, and whether it is still wanted.

use std::ops::ControlFlow;

/// Passes on what is told, as a share of the whole.
pub struct Steps<'a> {
    tell: &'a mut dyn FnMut(f64) -> ControlFlow<()>,
    from: f64,
    until: f64,
}

impl<'a> Steps<'a> {
    pub fn new(tell: &'a mut dyn FnMut(f64) -> ControlFlow<()>) -> Self {
        Self { tell, from: 0.0, until: 1.0 }
    }

    /// A part of this work, which tells of itself from 0 to 1.
    pub fn part(&mut self, from: f64, until: f64) -> Steps<'_> {
        let at = |share: f64| self.from + share * (self.until - self.from);
        Steps { from: at(from), until: at(until), tell: &mut *self.tell }
    }

    /// None: it is not wanted any more.
    pub fn done(&mut self, share: f64) -> Option<()> {
        match (self.tell)(self.from + share * (self.until - self.from)) {
            ControlFlow::Continue(()) => Some(()),
            ControlFlow::Break(()) => None,
        }
    }
}
