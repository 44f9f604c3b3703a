//! One audience's stream: a ring of encoded deltas, and the latest of what is only ever the latest.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use alongside_protocol::{ServerFrame, limits, view::Doc, view::DocKey, vocabulary::Audience};
use bytes::Bytes;
use tokio::sync::watch;

use super::{BEHIND_BYTES_MAX, encode};

/// What is only ever the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Latest {
    Beat = 0,
    Figures = 1,
    Positions = 2,
    Presence = 3,
    Plan = 4,
}

const SLOTS: usize = 5;

#[derive(Debug)]
pub struct Topic {
    audience: Audience,
    inner: Mutex<Inner>,
    /// Counts everything that was ever put in; connections wait for it to move.
    wake: watch::Sender<u64>,
}

#[derive(Debug)]
struct Inner {
    seq: u64,
    ring: VecDeque<Step>,
    ring_bytes: usize,
    latest: [(u64, Bytes); SLOTS],
    snapshot: Option<(u64, Bytes)>,
}

#[derive(Debug)]
struct Step {
    from: u64,
    seq: u64,
    frame: Bytes,
}

/// A connection's place in a topic.
#[derive(Clone, Debug, Default)]
pub struct Behind {
    pub seq: u64,
    latest: [u64; SLOTS],
}

impl Behind {
    /// Somebody who has everything up to `seq`, and has not seen the latest of anything.
    pub fn at(seq: u64) -> Self {
        Self { seq, ..Self::default() }
    }
}

/// Why a connection cannot be brought on from where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// More waits for it than a connection may be behind.
    TooMuch,
    /// The deltas after its place are no longer kept.
    Gone,
}

impl Topic {
    pub fn new(audience: Audience, seq: u64) -> Self {
        Self {
            audience,
            inner: Mutex::new(Inner {
                seq,
                ring: VecDeque::new(),
                ring_bytes: 0,
                latest: Default::default(),
                snapshot: None,
            }),
            wake: watch::Sender::new(0),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here panics half-way; a poisoned ring is still a whole ring.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn listen(&self) -> watch::Receiver<u64> {
        self.wake.subscribe()
    }

    pub fn listeners(&self) -> usize {
        self.wake.receiver_count()
    }

    /// The place of the last delta.
    pub fn seq(&self) -> u64 {
        self.lock().seq
    }

    pub fn push_delta(&self, seq: u64, up: Vec<Doc>, down: Vec<DocKey>) {
        {
            let mut inner = self.lock();
            let from = inner.seq;
            let frame = encode(self.audience, &ServerFrame::Delta { from, seq, up, down });
            inner.seq = seq;
            inner.ring_bytes += frame.len();
            inner.ring.push_back(Step { from, seq, frame });
            while inner.ring.len() > limits::RESUME_DELTAS_MAX || inner.ring_bytes > BEHIND_BYTES_MAX * 4 {
                let Some(oldest) = inner.ring.pop_front() else { break };
                inner.ring_bytes -= oldest.frame.len();
            }
        }
        self.wake.send_modify(|count| *count += 1);
    }

    /// Lets go of every delta but the last, in which something was erased. Whoever was further behind comes back.
    pub fn forget_earlier(&self) {
        let mut inner = self.lock();
        let last = inner.ring.pop_back();
        inner.ring.clear();
        inner.ring_bytes = last.as_ref().map_or(0, |step| step.frame.len());
        inner.ring.extend(last);
        inner.snapshot = None;
    }

    pub fn set_latest(&self, slot: Latest, frame: Bytes) {
        {
            let mut inner = self.lock();
            let held = &mut inner.latest[slot as usize];
            *held = (held.0 + 1, frame);
        }
        self.wake.send_modify(|count| *count += 1);
    }

    /// The encoded snapshot at `seq`, made by `make` when none is kept.
    pub fn snapshot(&self, seq: u64, make: impl FnOnce() -> Bytes) -> Bytes {
        if let Some((kept, frame)) = &self.lock().snapshot
            && *kept == seq
        {
            return frame.clone();
        }
        let frame = make();
        self.lock().snapshot = Some((seq, frame.clone()));
        frame
    }

    /// Whether deltas can bring somebody from `seq` to now.
    pub fn can_resume(&self, seq: u64) -> bool {
        let inner = self.lock();
        seq == inner.seq || inner.ring.iter().any(|step| step.from == seq)
    }

    /// Everything after `place`, in order, and moves `place` on.
    pub fn take(&self, place: &mut Behind, frames: &mut Vec<Bytes>) -> Result<(), Missed> {
        let inner = self.lock();
        if place.seq != inner.seq {
            // The ring is ordered by place: find the step that begins where the connection stands.
            let start = inner.ring.binary_search_by_key(&place.seq, |step| step.from).map_err(|_| Missed::Gone)?;
            let mut bytes = 0;
            for step in inner.ring.range(start..) {
                bytes += step.frame.len();
                if bytes > BEHIND_BYTES_MAX {
                    return Err(Missed::TooMuch);
                }
                frames.push(step.frame.clone());
                place.seq = step.seq;
            }
        }
        for (seen, (version, frame)) in place.latest.iter_mut().zip(&inner.latest) {
            if *seen != *version {
                *seen = *version;
                frames.push(frame.clone());
            }
        }
        Ok(())
    }
}
