//! When each fact is sent and which time it carries. Arithmetic only: the caller reads the clock.

use std::{fmt, str::FromStr};

use alongside_protocol::Millis;

/// How many times faster than it happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    Times(f64),
    /// All at once.
    Max,
}

/// Facts of one call lie a second apart or more: up to here they are a millisecond apart when they are played.
const TIMES_MAX: f64 = 1_000.0;
const TIMES_MIN: f64 = 0.01;

impl FromStr for Speed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "max" {
            return Ok(Self::Max);
        }
        let times = text.parse::<f64>().ok().filter(|times| (TIMES_MIN..=TIMES_MAX).contains(times));
        times.map(Self::Times).ok_or_else(|| {
            format!("allowed: a number from {TIMES_MIN} to {TIMES_MAX} (60: an hour takes a minute), or max")
        })
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(times) => times.fmt(f),
            Self::Max => f.write_str("max"),
        }
    }
}

/// The listing's time laid onto the wall's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    speed: Speed,
    /// The first instant of the window, in the listing's time.
    origin: Millis,
    /// The last fact, in the listing's time.
    last: Millis,
    /// The wall's time when the replay starts.
    started: Millis,
}

impl Pace {
    pub(super) fn new(speed: Speed, origin: Millis, last: Millis, started: Millis) -> Self {
        Self { speed, origin, last, started }
    }

    /// The time that a fact carries. At a speed it runs from the start on; at `max` the last fact is the start.
    pub(super) fn at(&self, fact: Millis) -> Millis {
        match self.speed {
            Speed::Times(times) => self.started + ((fact - self.origin) as f64 / times).floor() as Millis,
            Speed::Max => self.started - (self.last - fact),
        }
    }

    /// When it is sent. Never before the time that it carries.
    pub(super) fn due(&self, fact: Millis) -> Millis {
        match self.speed {
            Speed::Times(_) => self.at(fact),
            Speed::Max => self.started,
        }
    }

    /// The listing's time that is being played. None at `max`, where no clock runs.
    pub(super) fn played(&self, now: Millis) -> Option<Millis> {
        match self.speed {
            Speed::Times(times) => Some(self.origin + ((now - self.started) as f64 * times) as Millis),
            Speed::Max => None,
        }
    }

    /// When the last fact is sent.
    pub(super) fn end(&self) -> Millis {
        self.due(self.last)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const HOUR: Millis = 3_600_000;

    #[test]
    fn speeds_are_parsed_with_their_bounds() {
        assert_eq!("max".parse(), Ok(Speed::Max));
        assert_eq!("1".parse(), Ok(Speed::Times(1.0)));
        assert_eq!("0.5".parse(), Ok(Speed::Times(0.5)));
        assert_eq!("1000".parse(), Ok(Speed::Times(1_000.0)));
        for text in ["0", "-1", "1001", "NaN", "inf", "fast", "", "60x", "MAX"] {
            let error = text.parse::<Speed>().unwrap_err();
            assert!(error.contains("from 0.01 to 1000"), "{text}: {error}");
        }
        assert_eq!(
            [Speed::Times(60.0), Speed::Times(0.5), Speed::Max].map(|speed| speed.to_string()),
            ["60", "0.5", "max"]
        );
    }

    #[test]
    fn at_a_speed_the_first_instant_is_now_and_spans_shrink() {
        let pace = Pace::new(Speed::Times(60.0), 10 * HOUR, 12 * HOUR, 1_000_000);
        assert_eq!(pace.at(10 * HOUR), 1_000_000);
        assert_eq!(pace.at(11 * HOUR), 1_000_000 + 60_000);
        assert_eq!(pace.due(11 * HOUR), pace.at(11 * HOUR), "it is sent at the time that it carries");
        assert_eq!(pace.end(), 1_000_000 + 120_000);
        assert_eq!(pace.played(1_000_000 + 30_000), Some(10 * HOUR + HOUR / 2));
        let slow = Pace::new(Speed::Times(0.5), 0, HOUR, 0);
        assert_eq!(slow.at(HOUR), 2 * HOUR);
    }

    #[test]
    fn at_max_spacing_is_true_and_the_last_fact_is_now() {
        let pace = Pace::new(Speed::Max, 10 * HOUR, 12 * HOUR, 50 * HOUR);
        assert_eq!(pace.at(12 * HOUR), 50 * HOUR);
        assert_eq!(pace.at(10 * HOUR), 48 * HOUR);
        assert_eq!(pace.due(10 * HOUR), 50 * HOUR);
        assert_eq!((pace.end(), pace.played(51 * HOUR)), (50 * HOUR, None));
    }

    #[test]
    fn a_second_stays_at_least_a_millisecond_at_every_speed() {
        for times in [1.0, 7.0, 60.0, 333.3, 999.9, 1_000.0] {
            let pace = Pace::new(Speed::Times(times), 1_728_154_800_123, 1_728_241_200_000, 1_790_000_000_000);
            for step in 0..5_000 {
                let fact = 1_728_154_800_123 + step * 1_777;
                assert!(pace.at(fact + 1_000) > pace.at(fact), "{times} {step}");
            }
        }
    }
}
