//! Demand: the tables that figures are read from, calls from before Alongside, and both together in memory for whoever
//! asks. It must not know HTTP.
//!
//! `projector` fills the tables from the journal and `rebuild` fills them anew; `import` adds a listing of earlier calls.

pub mod command;
pub mod import;
pub mod projector;
pub mod store;

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Arc, Mutex, PoisonError},
};

use alongside_core::{
    counting::Tally,
    demand::{Arrival, BackTest, History, Model, back_test, calendar::day_of, earlier::Call, fit},
};
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use jiff::{civil::Date, tz::TimeZone};
use thiserror::Error;
use tokio::{sync::Semaphore, task::JoinError};
use tokio_util::task::TaskTracker;

use self::store::{CallRow, Store};
use crate::{board::BoardHandle, database::DatabaseError};

/// How old what is in memory may be while the journal goes on, ms.
const FRESH_MS: Millis = 5_000;
/// Countings of years that are worked on at once, of everybody; others wait. Each takes a core for a moment.
const COUNTINGS_MAX: usize = 2;

#[derive(Debug, Error)]
pub enum DemandError {
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// After an upgrade or a restore.
    #[error("the tables of demand are being filled")]
    Filling,
    #[error("a thread ended early: {0}")]
    Thread(#[from] JoinError),
}

/// Everything that is known of a board's calls, without anything about a person.
#[derive(Debug)]
pub struct Known {
    loaded_at: Millis,
    imports: i64,
    seq: u64,
    /// In order of time.
    pub calls: Vec<Call>,
    /// Those of them that were imported, in order of time.
    pub imported: Vec<Call>,
    /// What was imported, as it was read, each with a digest of its number.
    listing: Arc<Vec<(u64, Call)>>,
    /// Days on which every call was seen. The first day of the journal began before it.
    pub days: Vec<Date>,
}

impl Known {
    /// The days of a period that were watched as a whole; today is not over.
    pub fn history(&self, zone: &TimeZone, now: Millis, within: impl Fn(Date) -> bool) -> History {
        let today = day_of(now, zone);
        let days = self.days.iter().copied().filter(|day| Some(*day) < today && within(*day)).collect();
        let arrivals = self.calls.iter().map(|call| Arrival { at: call.at, victim: call.victim }).collect();
        History::new(zone.clone(), days, arrivals)
    }
}

/// What was learnt of the whole days that were watched.
#[derive(Debug)]
pub struct Learnt {
    day: Option<Date>,
    imports: i64,
    pub days: u32,
    /// None where there are too few days.
    pub model: Option<Model>,
    pub test: Option<BackTest>,
}

/// One board's.
#[derive(Debug, Default)]
struct Kept {
    known: Mutex<Option<Arc<Known>>>,
    /// One reads for all who ask meanwhile.
    reading: tokio::sync::Mutex<()>,
    learnt: tokio::sync::Mutex<Option<Arc<Learnt>>>,
}

/// The demand of every board.
#[derive(Debug)]
pub struct Demand {
    store: Store,
    tasks: TaskTracker,
    boards: Mutex<HashMap<BoardId, Arc<Kept>>>,
    counting: Semaphore,
}

impl Demand {
    pub fn new(store: Store, tasks: TaskTracker) -> Self {
        Self { store, tasks, boards: Mutex::default(), counting: Semaphore::new(COUNTINGS_MAX) }
    }

    fn kept(&self, board: &BoardId) -> Arc<Kept> {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(boards.entry(board.clone()).or_default())
    }

    /// Counts on a thread of its own: years of calls take longer than a socket should wait for its turn.
    pub async fn count<T: Send + 'static>(&self, count: impl FnOnce() -> T + Send + 'static) -> Result<T, DemandError> {
        // Never closed.
        let _seat = self.counting.acquire().await;
        Ok(self.tasks.spawn_blocking(count).await?)
    }

    /// What is known now; at most some seconds old.
    pub async fn known(&self, board: &BoardHandle, now: Millis) -> Result<Arc<Known>, DemandError> {
        let id = board.id();
        let kept = self.kept(id);
        let _reading = kept.reading.lock().await;
        let at_hand = kept.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let place = self.store.place(id).await?.filter(|place| projector::is_of(place, &board.epoch));
        let seq = place.ok_or(DemandError::Filling)?.seq;
        let imports = self.store.imports(id).await?;
        let listing = match &at_hand {
            Some(known) if known.imports == imports => {
                if known.seq == seq || now - known.loaded_at < FRESH_MS {
                    return Ok(Arc::clone(known));
                }
                Arc::clone(&known.listing)
            }
            _ => {
                let rows = self.store.past_calls(id).await?;
                self.count(move || Arc::new(rows.into_iter().map(|row| (digest(&row.incident), call(row))).collect()))
                    .await?
            }
        };
        let ours = self.store.calls(id).await?;
        let twice = if listing.is_empty() { Vec::new() } else { self.store.known_twice(id).await? };
        let (spoke, listed) = self.store.days(id).await?;
        let known = self.count(move || {
            let twice: HashSet<u64> = twice.iter().map(|number| digest(number)).collect();
            let imported: Vec<Call> =
                listing.iter().filter(|(number, _)| !twice.contains(number)).map(|(_, call)| call.clone()).collect();
            let mut calls: Vec<Call> = imported.iter().cloned().chain(ours.into_iter().map(call)).collect();
            calls.sort_by_key(|call| call.at);
            // The journal's first day began before it did.
            let mut days: Vec<Date> = spoke.into_iter().skip(1).chain(listed).collect();
            days.sort_unstable();
            days.dedup();
            Arc::new(Known { loaded_at: now, imports, seq, calls, imported, listing, days })
        });
        let known = known.await?;
        *kept.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&known));
        Ok(known)
    }

    /// What there is to be learnt for a forecast: once a day, and after an import.
    pub async fn learnt(
        &self,
        board: &BoardId,
        zone: &TimeZone,
        known: &Arc<Known>,
        now: Millis,
    ) -> Result<Arc<Learnt>, DemandError> {
        let kept = self.kept(board);
        let mut at_hand = kept.learnt.lock().await;
        let (day, imports) = (day_of(now, zone), known.imports);
        if let Some(learnt) = at_hand.as_ref().filter(|learnt| (learnt.day, learnt.imports) == (day, imports)) {
            return Ok(Arc::clone(learnt));
        }
        let (known, zone) = (Arc::clone(known), zone.clone());
        let learnt = self.count(move || {
            let history = known.history(&zone, now, |_| true);
            let (model, test) = (fit(&history, now), back_test(&history, now));
            Learnt { day, imports, days: history.days.len() as u32, model, test }
        });
        let learnt = Arc::new(learnt.await?);
        *at_hand = Some(Arc::clone(&learnt));
        Ok(learnt)
    }

    /// What is counted of the incidents received in `from <= t < until`: those that the board still has as they stand
    /// now, the others as they stood when it forgot them.
    pub async fn tallies(&self, board: &BoardHandle, from: Millis, until: Millis) -> Result<Vec<Tally>, DemandError> {
        let place = self.store.place(board.id()).await?;
        place.filter(|place| projector::is_of(place, &board.epoch)).ok_or(DemandError::Filling)?;
        let rows = self.store.tallies(board.id(), from, until).await?;
        let picture = board.hub.picture();
        self.count(move || {
            let mut all: HashMap<IncidentNumber, Tally> = rows.into_iter().collect();
            for (number, tally) in picture.past_tallies(from, until) {
                all.insert(number.clone(), tally.clone());
            }
            for incident in picture.incidents.values().filter(|incident| !incident.responses.is_empty()) {
                let Some(tally) = Tally::of(incident) else { continue };
                // It may have been received at another time than the table still says.
                all.remove(&incident.number);
                if (from..until).contains(&tally.received_at) {
                    all.insert(incident.number.clone(), tally);
                }
            }
            all.into_values().collect()
        })
        .await
    }
}

/// Tells numbers apart within this process.
fn digest(number: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

fn call(row: CallRow) -> Call {
    Call { at: row.at, victim: row.victim.map(|victim| victim as u64), grade: row.grade, beat: row.beat }
}
