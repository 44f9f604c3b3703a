//! One board running on this node: its mailbox, group commit, timers, and its place among other nodes.
//!
//! It must not know HTTP. `runner` decides and writes; `publisher` carries what was written to live state;
//! `pulse` sends what is only ever the latest: beats, figures, positions, presence; `planner` thinks ahead for the cars.

mod holds;
mod planner;
mod publisher;
mod pulse;
mod runner;

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU8, AtomicU32, Ordering},
};

use alongside_core::{Board, Context, Input, Scheme, planning::Positions};
use alongside_protocol::{
    BoardId, Millis, Refusal, RefusalCode, limits,
    view::{CarEta, Health},
    vocabulary::{FeedHealth, JournalHealth, LiveHealth, RoadsHealth},
};
use arc_swap::ArcSwap;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

pub use pulse::Presences;

use crate::{
    clock,
    hub::Hub,
    journal::{Journal, JournalError},
    live::Live,
    places::Places,
};

/// Something a board is asked to do, with the id that makes it happen once.
#[derive(Debug)]
pub struct Submission {
    pub id: Uuid,
    pub input: Input,
    pub context: Context,
    pub reply: oneshot::Sender<Answer>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// In the journal, on disk, as part of everything up to `seq` (I1).
    Accepted {
        seq: u64,
        repeated: bool,
    },
    Refused(Refusal),
}

#[derive(Debug, Error)]
pub enum BoardError {
    #[error("board {0} cannot be read")]
    Journal(BoardId, #[source] JournalError),
}

/// What every part of a running board shares.
#[derive(Debug, Default)]
pub struct State {
    live: AtomicU8,
    journal: AtomicU8,
    quarantined: AtomicU32,
    feed_last_at: AtomicI64,
}

impl State {
    pub fn set_live(&self, health: LiveHealth) {
        self.live.store(u8::from(health == LiveHealth::Degraded), Ordering::Relaxed);
    }

    pub fn live(&self) -> LiveHealth {
        if self.live.load(Ordering::Relaxed) == 0 { LiveHealth::Ok } else { LiveHealth::Degraded }
    }

    pub fn set_journal(&self, health: JournalHealth) {
        self.journal.store(u8::from(health == JournalHealth::Unavailable), Ordering::Relaxed);
    }

    pub fn journal(&self) -> JournalHealth {
        if self.journal.load(Ordering::Relaxed) == 0 { JournalHealth::Ok } else { JournalHealth::Unavailable }
    }

    /// The feed said something, even where it changed nothing.
    pub fn feed_heard(&self, at: Millis) {
        self.feed_last_at.fetch_max(at, Ordering::Relaxed);
    }

    pub fn set_quarantined(&self, count: u32) {
        self.quarantined.store(count, Ordering::Relaxed);
    }

    pub fn health(&self, board: &Board, scheme: &Scheme, now: Millis) -> Health {
        let heard = self.feed_last_at.load(Ordering::Relaxed).max(board.feed_last_at.unwrap_or(0));
        let feed_last_at = (heard > 0).then_some(heard);
        Health {
            feed: match feed_last_at {
                None => FeedHealth::Never,
                Some(at) if now - at > scheme.clocks.feed_silent_ms => FeedHealth::Silent,
                Some(_) => FeedHealth::Live,
            },
            feed_last_at,
            quarantined: self.quarantined.load(Ordering::Relaxed),
            live: self.live(),
            roads: RoadsHealth::Off,
            journal: self.journal(),
        }
    }
}

/// How the rest of the server speaks to a running board.
#[derive(Clone)]
pub struct BoardHandle {
    pub scheme: Arc<Scheme>,
    /// Of the journal as read at the start; another one means that it was restored, and this node starts anew.
    pub epoch: String,
    pub hub: Arc<Hub>,
    pub state: Arc<State>,
    pub presences: Arc<Presences>,
    pub places: Arc<Places>,
    /// Where cars were last heard, by any node.
    pub positions: Arc<ArcSwap<Positions>>,
    /// When those on their way should be there.
    pub etas: Arc<ArcSwap<Vec<CarEta>>>,
    mailbox: mpsc::Sender<Submission>,
}

impl BoardHandle {
    /// Reads the board and starts it. Its tasks end when `stop` is cancelled, after the batch at hand.
    pub async fn start(
        scheme: Arc<Scheme>,
        journal: Arc<dyn Journal>,
        live: Arc<dyn Live>,
        places: Arc<Places>,
        node: &str,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Result<Self, BoardError> {
        let id = scheme.id.clone();
        let failed = |error| BoardError::Journal(id.clone(), error);
        let (epoch, board) = runner::boot(&id, journal.as_ref(), live.as_ref()).await.map_err(failed)?;
        let state = Arc::new(State::default());
        state.set_quarantined(journal.quarantined_count(&id).await.map_err(failed)?);
        let hub = Arc::new(Hub::new(Arc::clone(&scheme), board.clone()));
        let presences = Arc::new(Presences::new(clock::now_ms()));
        let (mailbox, inbox) = mpsc::channel(limits::MAILBOX_MAX);
        let (steps, published) = mpsc::channel(publisher::STEPS_WAITING_MAX);

        let handle = Self {
            scheme: Arc::clone(&scheme),
            epoch: epoch.clone(),
            hub: Arc::clone(&hub),
            state: Arc::clone(&state),
            presences,
            places,
            positions: Arc::default(),
            etas: Arc::default(),
            mailbox,
        };
        tasks.spawn(publisher::run(publisher::Publisher {
            board: id.clone(),
            epoch: epoch.clone(),
            journal: Arc::clone(&journal),
            live: Arc::clone(&live),
            hub: Arc::clone(&hub),
            state: Arc::clone(&state),
            steps: published,
            stop: stop.clone(),
        }));
        tasks.spawn(pulse::run(pulse::Pulse {
            handle: handle.clone(),
            live: Arc::clone(&live),
            node: node.to_owned(),
            stop: stop.clone(),
        }));
        tasks.spawn(planner::run(planner::Planner { handle: handle.clone(), stop: stop.clone() }));
        let runner = runner::Runner { scheme, epoch, board, journal, live, hub, state, steps };
        tasks.spawn(runner.run(inbox, stop.clone()));
        Ok(handle)
    }

    pub fn id(&self) -> &BoardId {
        &self.scheme.id
    }

    /// Asks the board and waits for its answer.
    pub async fn submit(&self, id: Uuid, input: Input, context: Context) -> Answer {
        self.enqueue(id, input, context).await
    }

    /// Puts it into the mailbox at once, so that the order of calls is the order of decisions; the answer
    /// comes later. A full mailbox is a refusal (I9).
    pub fn enqueue(&self, id: Uuid, input: Input, context: Context) -> impl Future<Output = Answer> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        let refusal = match self.mailbox.try_send(Submission { id, input, context, reply }) {
            Ok(()) => None,
            Err(mpsc::error::TrySendError::Full(_)) => {
                metrics::counter!("alongside_refused_overloaded_total").increment(1);
                Some(Refusal::new(
                    RefusalCode::Overloaded,
                    "this board has too much to do; nothing was done, try again in a moment",
                ))
            }
            Err(mpsc::error::TrySendError::Closed(_)) => Some(shutting_down()),
        };
        async move {
            match refusal {
                Some(refusal) => Answer::Refused(refusal),
                None => answer.await.unwrap_or_else(|_| Answer::Refused(shutting_down())),
            }
        }
    }

    pub fn health(&self) -> Health {
        let health = self.state.health(&self.hub.picture(), &self.scheme, clock::now_ms());
        Health { roads: self.places.health(), ..health }
    }
}

fn shutting_down() -> Refusal {
    Refusal::new(RefusalCode::ShuttingDown, "this server is restarting; the same act may be sent again")
}
