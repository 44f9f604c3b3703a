//! The run itself: waits for what is due, fills a request with it, sends it, goes on.

use std::time::Duration;

use alongside_protocol::Millis;
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::{
    batch::Batch,
    console::Console,
    facts,
    lifecycle::Step,
    pace::Pace,
    send::{SendError, Sender, Tally},
};
use crate::{
    clock,
    listing::{Call, map::Map},
};

/// How a run ended. The tally holds also when it ended badly.
#[derive(Debug)]
pub(super) struct Played {
    pub(super) tally: Tally,
    /// Told to stop before the last fact.
    pub(super) stopped: bool,
    pub(super) result: Result<(), SendError>,
}

pub(super) async fn play(
    map: &Map,
    calls: &[Call],
    steps: &[Step],
    pace: &Pace,
    sender: &Sender,
    stop: &CancellationToken,
    console: &Console,
) -> Played {
    let mut tally = Tally::default();
    let mut rest = steps;
    let ended = loop {
        let Some(next) = rest.first() else { break Ok(true) };
        if !wait_until(pace.due(next.at), map, pace, stop, console, &tally).await {
            break Ok(false);
        }
        let batch = match fill(map, calls, &mut rest, pace, clock::now_ms()) {
            Ok(batch) => batch,
            Err(error) => break Err(error),
        };
        match sender.deliver(batch, stop, console, &mut tally).await {
            Ok(true) => console.show(&tally, clock_shown(map, pace)),
            other => break other,
        }
    };
    Played { tally, stopped: matches!(ended, Ok(false)), result: ended.map(|_| ()) }
}

/// As much of what is due as one request holds.
fn fill(map: &Map, calls: &[Call], rest: &mut &[Step], pace: &Pace, now: Millis) -> Result<Batch, SendError> {
    let mut batch = Batch::default();
    while let Some((step, after)) = rest.split_first() {
        if pace.due(step.at) > now && !batch.is_empty() {
            break;
        }
        let event = calls.get(step.call).and_then(|call| facts::event(map, call, step.kind, pace.at(step.at)));
        if let Some(event) = event
            && !batch.take(&event)?
        {
            break;
        }
        *rest = after;
    }
    Ok(batch)
}

/// By the wall's clock, in short sleeps, so that a machine that slept is soon back in step. False: told to stop.
async fn wait_until(
    due: Millis,
    map: &Map,
    pace: &Pace,
    stop: &CancellationToken,
    console: &Console,
    tally: &Tally,
) -> bool {
    const SLEEP_MS_MAX: Millis = 1_000;
    loop {
        if stop.is_cancelled() {
            return false;
        }
        let left = due - clock::now_ms();
        if left <= 0 {
            return true;
        }
        console.show(tally, clock_shown(map, pace));
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(left.min(SLEEP_MS_MAX).unsigned_abs())) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// The listing's own time of day, for the bar.
fn clock_shown(map: &Map, pace: &Pace) -> Option<String> {
    let played = Timestamp::from_millisecond(pace.played(clock::now_ms())?).ok()?;
    Some(played.to_zoned(map.zone.clone()).strftime("%a %H:%M:%S").to_string())
}
