//! What all screens of a run share: who they are, what they note, how far each has come.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
};

use alongside_protocol::{BoardId, ServerFrame, view::SchemeView};
use serde::Serialize;
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use crate::{
    arrivals::{Attribution, Delivery},
    held::Held,
    schedule::Clock,
    session::Sessions,
};

/// Screens share this many places to note what they saw; enough that two threads seldom meet.
const NOTES: usize = 64;
/// Faults kept word for word, in all.
const WORDS_MAX: usize = 100;

/// What screens count.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    pub deltas: u64,
    pub snapshots: u64,
    pub beats: u64,
    pub figures: u64,
    pub presence: u64,
    pub positions: u64,
    pub other: u64,
    pub text_bytes: u64,
    /// Deltas that began after the screen's place, and the places missed by them.
    pub gaps: u64,
    pub missed: u64,
    /// Deltas that began before the screen's place, ran backwards or came before a snapshot; snapshots that went back.
    pub out_of_order: u64,
    pub unreadable: u64,
    pub reconnects: u64,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.deltas += other.deltas;
        self.snapshots += other.snapshots;
        self.beats += other.beats;
        self.figures += other.figures;
        self.presence += other.presence;
        self.positions += other.positions;
        self.other += other.other;
        self.text_bytes += other.text_bytes;
        self.gaps += other.gaps;
        self.missed += other.missed;
        self.out_of_order += other.out_of_order;
        self.unreadable += other.unreadable;
        self.reconnects += other.reconnects;
    }
}

#[derive(Default)]
pub struct Notes {
    pub counts: Counts,
    pub deliveries: Vec<Delivery>,
}

/// What all screens of a run share.
pub struct Watch {
    pub clock: Clock,
    pub sessions: Arc<Sessions>,
    pub board: BoardId,
    notes: Vec<Mutex<Notes>>,
    /// Each screen's place in the sequence.
    places: Vec<AtomicU64>,
    /// Screens that have had their first snapshot, and screens that gave up.
    ready: AtomicUsize,
    gone: AtomicUsize,
    samples: Vec<Mutex<Held>>,
    scheme: Mutex<Option<SchemeView>>,
    /// Set when the changes begin; screens then note deliveries.
    pub known: Mutex<Option<Attribution>>,
    words: Mutex<Vec<String>>,
    /// How many screens may be connecting at the same time.
    connecting: Semaphore,
    stop: watch::Sender<bool>,
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Watch {
    pub fn new(
        clock: Clock,
        sessions: Arc<Sessions>,
        board: BoardId,
        screens: usize,
        samples: usize,
        connecting: usize,
    ) -> Arc<Self> {
        Arc::new(Self {
            clock,
            sessions,
            board,
            notes: (0..NOTES).map(|_| Mutex::default()).collect(),
            places: (0..screens).map(|_| AtomicU64::new(0)).collect(),
            ready: AtomicUsize::new(0),
            gone: AtomicUsize::new(0),
            samples: (0..samples.clamp(1, screens)).map(|_| Mutex::default()).collect(),
            scheme: Mutex::new(None),
            known: Mutex::new(None),
            words: Mutex::default(),
            connecting: Semaphore::new(connecting),
            stop: watch::channel(false).0,
        })
    }

    pub fn ready(&self) -> usize {
        self.ready.load(Relaxed)
    }

    /// Screens that will not come back.
    pub fn gone(&self) -> usize {
        self.gone.load(Relaxed)
    }

    pub fn scheme(&self) -> Option<SchemeView> {
        lock(&self.scheme).clone()
    }

    pub fn samples(&self) -> usize {
        self.samples.len()
    }

    pub fn sample(&self, index: usize) -> Held {
        lock(&self.samples[index]).clone()
    }

    /// Runs while the reference screen stands still, with its board and what it knows.
    pub fn with_reference(&self, run: impl FnOnce(&Held, &mut Option<Attribution>)) {
        let held = lock(&self.samples[0]);
        run(&held, &mut lock(&self.known));
    }

    /// Lowest and highest place of all screens.
    pub fn places(&self) -> (u64, u64) {
        let places = || self.places.iter().map(|place| place.load(Relaxed));
        (places().min().unwrap_or(0), places().max().unwrap_or(0))
    }

    /// How many screens are not at `seq`.
    pub fn elsewhere(&self, seq: u64) -> u64 {
        self.places.iter().filter(|place| place.load(Relaxed) != seq).count() as u64
    }

    pub fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for notes in &self.notes {
            sum.add(&lock(notes).counts);
        }
        sum
    }

    /// Moves the deliveries noted since the last call to `into`.
    pub fn collect(&self, into: &mut Vec<Delivery>) {
        for notes in &self.notes {
            into.append(&mut lock(notes).deliveries);
        }
    }

    /// Where screen `index` notes what it sees.
    pub fn notes(&self, index: usize) -> MutexGuard<'_, Notes> {
        lock(&self.notes[index % NOTES])
    }

    pub fn is_sample(&self, index: usize) -> bool {
        index < self.samples.len()
    }

    /// A sample's board takes a frame; the reference screen's frames also teach which change became visible where.
    pub fn keep(&self, index: usize, frame: ServerFrame) {
        let mut held = lock(&self.samples[index]);
        let mut known = (index == 0).then(|| lock(&self.known));
        let known = known.as_mut().and_then(|known| known.as_mut());
        match frame {
            ServerFrame::Welcome { scheme, .. } => *lock(&self.scheme) = Some(scheme),
            ServerFrame::Snapshot { seq, docs } => {
                if let Some(known) = known {
                    known.saw(seq, docs.iter());
                }
                *held = Held::snapshot(seq, &docs);
            }
            ServerFrame::Delta { seq, up, down, .. } => {
                if let Some(known) = known {
                    known.saw(seq, up.iter());
                }
                held.delta(seq, &up, down);
            }
            _ => {}
        }
    }

    pub fn reached(&self, index: usize, seq: u64) {
        self.places[index].store(seq, Relaxed);
    }

    pub fn one_ready(&self) {
        self.ready.fetch_add(1, Relaxed);
    }

    pub fn gave_up(&self, words: String) {
        self.word(words);
        self.gone.fetch_add(1, Relaxed);
    }

    /// Held while connecting; none only when the run is over.
    pub async fn turn_to_connect(&self) -> Option<SemaphorePermit<'_>> {
        self.connecting.acquire().await.ok()
    }

    pub fn words(&self) -> Vec<String> {
        lock(&self.words).clone()
    }

    pub fn word(&self, words: String) {
        let mut all = lock(&self.words);
        if all.len() < WORDS_MAX {
            all.push(words);
        }
    }

    /// Tells every screen to close and end.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Comes back when [`Watch::stop`] was called.
    pub fn stopped(&self) -> impl Future<Output = ()> + use<> {
        let mut stop = self.stop.subscribe();
        async move {
            let _sender_gone = stop.wait_for(|stop| *stop).await;
        }
    }
}
