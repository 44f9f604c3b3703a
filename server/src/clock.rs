//! The only place that reads a clock. Everything else is told the time.
#![allow(clippy::disallowed_methods)]

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use alongside_protocol::Millis;

/// Wall time, ms since 1970.
pub fn now_ms() -> Millis {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as Millis)
}

/// A point on the monotonic clock, for timers and measured spans.
#[derive(Clone, Copy, Debug)]
pub struct Started(Instant);

impl Started {
    pub fn now() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
