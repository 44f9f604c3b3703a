//! Lets a thing that fails be, and tries again after a while: one question at a time, until one is answered.

use alongside_protocol::Millis;

/// Failures in a row after which it is let be.
const FAILURES_MAX: u32 = 2;
/// How long it is let be, ms.
const LET_BE_MS: i64 = 5_000;

#[derive(Debug, Default)]
pub struct Breaker {
    failures: u32,
    /// When it may be tried again; none while all is well.
    again_at: Option<Millis>,
}

impl Breaker {
    pub fn is_closed(&self) -> bool {
        self.again_at.is_none()
    }

    /// Whether a question may be asked now. While it is let be, one question in a while finds out.
    pub fn may_try(&mut self, now: Millis) -> bool {
        match self.again_at {
            None => true,
            Some(at) if now >= at => {
                self.again_at = Some(now + LET_BE_MS);
                true
            }
            Some(_) => false,
        }
    }

    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// True where it is let be from now on.
    pub fn failed(&mut self, now: Millis) -> bool {
        self.failures += 1;
        let opens = self.failures >= FAILURES_MAX && self.again_at.is_none();
        if self.failures >= FAILURES_MAX {
            self.again_at = Some(now + LET_BE_MS);
        }
        opens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_after_failures_in_a_row_and_closes_with_one_answer() {
        let mut breaker = Breaker::default();
        assert!(!breaker.failed(0) && breaker.is_closed());
        breaker.succeeded();
        assert!(!breaker.failed(0), "one failure is not two in a row");
        assert!(breaker.failed(0) && !breaker.is_closed());
        assert!(!breaker.may_try(LET_BE_MS - 1));
        assert!(breaker.may_try(LET_BE_MS), "one question finds out");
        assert!(!breaker.may_try(LET_BE_MS), "and one alone");
        assert!(!breaker.failed(LET_BE_MS), "it was open already");
        assert!(breaker.may_try(2 * LET_BE_MS));
        breaker.succeeded();
        assert!(breaker.is_closed() && breaker.may_try(0));
    }
}
