//! When each thing is meant to happen. Fixed before the run begins, so that a stall of the server shows as
//! latency and not as fewer sends (open loop).
//!
//! Units: µs since the run's origin for every time inside the generator; ms since 1970 where a time goes on the wire.

use std::{
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use alongside_protocol::Millis;
use tokio::sync::mpsc::Sender;

/// One origin for all times of a run, on the monotonic clock, with the wall clock read once beside it.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    origin: Instant,
    origin_ms: Millis,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads both clocks")]
    pub fn start() -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { origin: Instant::now(), origin_ms: since_1970.as_millis() as Millis }
    }

    /// µs from the origin to `at`.
    pub fn us(&self, at: Instant) -> u64 {
        at.saturating_duration_since(self.origin).as_micros() as u64
    }

    #[expect(clippy::disallowed_methods, reason = "the run's only look at the monotonic clock")]
    pub fn now() -> Instant {
        Instant::now()
    }

    pub fn now_us(&self) -> u64 {
        self.us(Self::now())
    }

    /// How long ago `us` was.
    pub fn since(&self, us: u64) -> Duration {
        Duration::from_micros(self.now_us().saturating_sub(us))
    }

    pub fn instant(&self, us: u64) -> Instant {
        self.origin + Duration::from_micros(us)
    }

    /// The wall clock at `us`, ms since 1970.
    pub fn wall_ms(&self, us: u64) -> Millis {
        self.origin_ms + (us / 1_000) as Millis
    }
}

/// Evenly spaced sends: the `i`-th is due at `start + i / rate`.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    pub start_us: u64,
    pub per_second: f64,
    pub count: u64,
}

impl Schedule {
    pub fn new(start_us: u64, per_second: f64, seconds: u64) -> Self {
        Self { start_us, per_second, count: (per_second * seconds as f64).floor() as u64 }
    }

    pub fn due_us(&self, i: u64) -> u64 {
        self.start_us + (i as f64 * 1_000_000.0 / self.per_second) as u64
    }

    /// How many of the sends go to lane `lane` of `lanes`, when they go round.
    pub fn share(&self, lane: u64, lanes: u64) -> u64 {
        (self.count + lanes - 1 - lane) / lanes
    }

    /// When the last send is due.
    pub fn end_us(&self) -> u64 {
        self.due_us(self.count.saturating_sub(1))
    }
}

/// Hands send `i` to `lanes[i % lanes]` when it is due. A thread of its own: the runtime's timers are only
/// as fine as 1 ms, a sleeping thread wakes within about 0.1 ms. Each lane's queue must hold its whole share, so that
/// a slow lane holds up nobody. Ends by itself; a lane that is gone is skipped.
pub fn pace(clock: Clock, schedule: Schedule, lanes: Vec<Sender<u64>>) -> std::io::Result<()> {
    thread::Builder::new().name("pace".to_owned()).spawn(move || {
        for i in 0..schedule.count {
            let due = clock.instant(schedule.due_us(i));
            let wait = due.saturating_duration_since(Clock::now());
            if !wait.is_zero() {
                thread::sleep(wait);
            }
            if lanes.iter().all(Sender::is_closed) {
                return;
            }
            let _gone = lanes[(i % lanes.len() as u64) as usize].try_send(i);
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sends_are_evenly_spaced_and_never_drift() {
        let schedule = Schedule::new(1_000, 3.0, 60);
        assert_eq!(schedule.count, 180);
        assert_eq!(schedule.due_us(0), 1_000);
        assert_eq!(schedule.due_us(1), 334_333);
        assert_eq!(schedule.due_us(3), 1_001_000, "thirds do not add up to a drift");
        assert_eq!(schedule.end_us(), schedule.due_us(179));
        assert!((0..179).all(|i| schedule.due_us(i) < schedule.due_us(i + 1)));
    }

    #[test]
    fn a_part_of_a_send_is_not_sent() {
        assert_eq!(Schedule::new(0, 0.5, 3).count, 1);
    }

    #[test]
    fn wall_and_run_time_advance_together() {
        let clock = Clock::start();
        assert_eq!(clock.wall_ms(2_500_999) - clock.wall_ms(0), 2_500);
        assert_eq!(clock.us(clock.instant(77)), 77);
    }

    #[tokio::test]
    async fn the_pacer_goes_round_the_lanes_and_is_on_time() {
        let clock = Clock::start();
        let schedule = Schedule { start_us: clock.now_us() + 5_000, per_second: 1_000.0, count: 9 };
        let (senders, mut lanes): (Vec<_>, Vec<_>) = (0..3).map(|_| tokio::sync::mpsc::channel(3)).unzip();
        pace(clock, schedule, senders).unwrap();
        for i in 0..9_u64 {
            assert_eq!(lanes[(i % 3) as usize].recv().await, Some(i));
            assert!(clock.now_us() >= schedule.due_us(i), "never early");
        }
        assert_eq!(lanes[0].recv().await, None, "ends by itself");
    }
}
