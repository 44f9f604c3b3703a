//! One screen that watches a board: it connects, follows the sequence, answers heartbeats, and comes back when told to.
//!
//! Most screens are light: they look at the head of each message, note `(from, seq, arrival)` of each delta and
//! forget it. A few are *samples*: they parse every message in full and keep the board as a real screen does, so
//! that at the end the documents can be compared. The first sample is the reference screen (see `arrivals`).

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use alongside_protocol::{
    ServerFrame,
    frame::{ClientFrame, Position},
    vocabulary::Audience,
};
use serde::Deserialize;
use tokio::time::{sleep, timeout};

use crate::{
    arrivals::Delivery,
    sequence::{Head, Place, Step, head},
    socket::{Ended, Socket},
    watch::Watch,
};

/// The client's heartbeat; the server lets a client go after 30 s of silence.
const BEAT_EVERY: Duration = Duration::from_secs(10);
/// From hello to the snapshot.
const BOARD_TIMEOUT: Duration = Duration::from_secs(30);
const BEAT: &str = r#"{"type":"beat"}"#;
/// Times that one screen connects again, in all.
const RECONNECTS_MAX: usize = 20;
/// Wait before connecting again where the server does not name one; grows with each attempt.
const RECONNECT_WAIT: Duration = Duration::from_millis(500);
/// One screen. The first `samples` of a watch are samples, the very first is the reference screen.
pub struct Screen {
    index: usize,
    watch: Arc<Watch>,
    place: Place,
    epoch: String,
    ready: bool,
    /// This connection has had its snapshot, or its deltas follow.
    attached: bool,
}

#[derive(Deserialize)]
struct WelcomeHead {
    epoch: String,
    resumed: bool,
}

impl Screen {
    pub fn new(index: usize, watch: Arc<Watch>) -> Self {
        Self { index, watch, place: Place::default(), epoch: String::new(), ready: false, attached: false }
    }

    /// Watches until the run stops, coming back where the protocol says so.
    pub async fn run(mut self) {
        let stopped = self.watch.stopped();
        tokio::pin!(stopped);
        let mut attempt = 0;
        loop {
            let watch = Arc::clone(&self.watch);
            let ended = tokio::select! { biased;
                () = &mut stopped => return,
                ended = self.connect(&watch, attempt) => ended,
            };
            let ended = match ended {
                Ok(mut socket) => {
                    let ended = tokio::select! { biased;
                        ended = self.attend(&mut socket) => ended,
                        () = &mut stopped => {
                            socket.push_close();
                            let _closing_anyway = socket.flush().await;
                            return;
                        }
                    };
                    ended
                }
                Err(ended) => ended,
            };
            attempt += 1;
            if !ended.come_back() || attempt > RECONNECTS_MAX {
                self.watch.gave_up(format!("screen {} is gone: {ended}", self.index));
                return;
            }
            if attempt == 1 {
                self.watch.word(format!("screen {} connects again: {ended}", self.index));
            }
            self.watch.notes(self.index).counts.reconnects += 1;
            let wait = ended.retry_after().unwrap_or(RECONNECT_WAIT * attempt as u32);
            tokio::select! { biased;
                () = &mut stopped => return,
                () = sleep(wait.min(Duration::from_secs(30))) => {}
            }
        }
    }

    /// Connects, says hello and reads until the board is there.
    async fn connect(&mut self, watch: &Watch, attempt: usize) -> Result<Socket, Ended> {
        let failed = |error: anyhow::Error| Ended::Failed(format!("{error:#}"));
        let _turn = watch.turn_to_connect().await;
        let mut socket = Socket::connect(&watch.sessions.dial(self.index, attempt)).await.map_err(failed)?;
        let position = self.place.seq().map(|seq| Position { epoch: self.epoch.clone(), seq });
        let hello = ClientFrame::Hello { board: watch.board.clone(), audience: Audience::Control, car: None, position };
        socket.push(&serde_json::to_string(&hello).map_err(|error| Ended::Failed(error.to_string()))?);
        socket.flush().await?;
        self.attached = false;
        let board = async {
            while !self.attached {
                socket.read(|text, at| self.take(text, at)).await?;
                socket.flush().await?;
            }
            Ok(socket)
        };
        timeout(BOARD_TIMEOUT, board)
            .await
            .unwrap_or_else(|_| Err(Ended::Failed("no board came after hello".to_owned())))
    }

    async fn attend(&mut self, socket: &mut Socket) -> Ended {
        // Heartbeats of many screens are spread over the time between two.
        let beat = sleep(BEAT_EVERY.mul_f64(0.5 + 0.5 * (self.index % 97) as f64 / 97.0));
        tokio::pin!(beat);
        loop {
            let turn = tokio::select! { biased;
                turn = socket.read(|text, at| self.take(text, at)) => turn,
                () = &mut beat => {
                    beat.as_mut().reset(tokio::time::Instant::now() + BEAT_EVERY);
                    socket.push(BEAT);
                    Ok(())
                }
            };
            // Also answers pings.
            let done = match turn {
                Ok(()) => socket.flush().await,
                ended => ended,
            };
            if let Err(ended) = done {
                return ended;
            }
        }
    }

    /// Takes one message.
    fn take(&mut self, text: &[u8], at: Instant) {
        let head = head(text);
        let before = self.place.seq();
        let watch = Arc::clone(&self.watch);
        let mut notes = watch.notes(self.index);
        let counts = &mut notes.counts;
        counts.text_bytes += text.len() as u64;
        match head {
            Head::Delta { from, seq } => {
                counts.deltas += 1;
                match self.place.step(from, seq) {
                    Step::InOrder => {}
                    Step::Gap { missed } => {
                        counts.gaps += 1;
                        counts.missed += missed;
                        watch.word(format!("screen {} was at {before:?} and got a delta {from} → {seq}", self.index));
                    }
                    Step::Late | Step::Backwards | Step::Early => {
                        counts.out_of_order += 1;
                        watch.word(format!("screen {} was at {before:?} and got a delta {from} → {seq}", self.index));
                    }
                }
                notes.deliveries.push(Delivery { from, seq, at_us: watch.clock.us(at) });
            }
            Head::Snapshot { seq } => {
                counts.snapshots += 1;
                if !self.place.snapshot(seq) {
                    counts.out_of_order += 1;
                    watch.word(format!("screen {} was at {before:?} and got a snapshot at {seq}", self.index));
                }
                // After a break, the snapshot brings what came in between.
                if let Some(from) = before.filter(|from| *from < seq) {
                    notes.deliveries.push(Delivery { from, seq, at_us: watch.clock.us(at) });
                }
                self.attached = true;
            }
            Head::Welcome => match serde_json::from_slice::<WelcomeHead>(text) {
                Ok(welcome) => {
                    if !self.epoch.is_empty() && self.epoch != welcome.epoch {
                        // The journal was restored under the test: places of before mean nothing.
                        self.place = Place::default();
                    }
                    self.epoch = welcome.epoch;
                    self.attached = welcome.resumed;
                }
                Err(_) => counts.unreadable += 1,
            },
            Head::Beat => counts.beats += 1,
            Head::Figures => counts.figures += 1,
            Head::Presence => counts.presence += 1,
            Head::Positions => counts.positions += 1,
            Head::Accepted | Head::Refused | Head::Other => counts.other += 1,
            Head::Unreadable => {
                counts.unreadable += 1;
                watch.word(format!("screen {} got a message of {} bytes that is no frame", self.index, text.len()));
            }
        }
        drop(notes);
        if watch.is_sample(self.index) && matches!(head, Head::Delta { .. } | Head::Snapshot { .. } | Head::Welcome) {
            self.keep(text);
        }
        if let Some(seq) = self.place.seq() {
            watch.reached(self.index, seq);
            if self.attached && !self.ready {
                self.ready = true;
                watch.one_ready();
            }
        }
    }

    /// A sample's full reading of a message.
    fn keep(&self, text: &[u8]) {
        match serde_json::from_slice::<ServerFrame>(text) {
            Ok(frame) => self.watch.keep(self.index, frame),
            Err(error) => {
                self.watch.notes(self.index).counts.unreadable += 1;
                self.watch.word(format!("a frame does not have the protocol's form: {error}"));
            }
        }
    }
}
