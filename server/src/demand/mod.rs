//! Demand: the tables that figures are read from, calls from before Alongside, and both together in memory for whoever
//! asks. It must not know HTTP.
//!
//! `projector` fills the tables from the journal and `rebuild` fills them anew; `import` adds a listing of earlier calls.

pub mod command;
pub mod import;
pub mod projector;
pub mod store;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use alongside_core::{
    counting::Tally,
    demand::{Arrival, BackTest, History, Model, back_test, calendar::day_of, earlier::Call, fit},
};
use alongside_protocol::{BoardId, IncidentNumber, Millis};
use jiff::{civil::Date, tz::TimeZone};
use tokio::task::JoinError;

use self::store::{CallRow, Store};
use crate::{board::BoardHandle, database::DatabaseError};

/// How old what is in memory may be while the journal goes on, ms.
const FRESH_MS: Millis = 5_000;

/// Everything that is known of a board's calls, without anything about a person.
#[derive(Debug)]
pub struct Known {
    loaded_at: Millis,
    imports: i64,
    seq: u64,
    /// In order of time.
    pub calls: Vec<Call>,
    /// How many of them were imported, and when those were received.
    pub imported: Arc<Vec<Call>>,
    /// Days on which every call was seen. The first day of the journal began before it.
    pub days: Vec<Date>,
}

impl Known {
    /// The days of a period that were watched as a whole; today is not over.
    pub fn history(&self, zone: &TimeZone, now: Millis, within: impl Fn(Date) -> bool) -> History {
        let today = day_of(now, zone);
        let days = self.days.iter().copied().filter(|day| Some(*day) != today && within(*day)).collect();
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

/// The demand of every board.
#[derive(Debug)]
pub struct Demand {
    store: Store,
    known: Mutex<HashMap<BoardId, Arc<Known>>>,
    /// One reads for all who ask meanwhile.
    reading: tokio::sync::Mutex<()>,
    learnt: tokio::sync::Mutex<HashMap<BoardId, Arc<Learnt>>>,
}

impl Demand {
    pub fn new(store: Store) -> Self {
        Self {
            store,
            known: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
            learnt: tokio::sync::Mutex::default(),
        }
    }

    /// What is known now; at most some seconds old.
    pub async fn known(&self, board: &BoardHandle, now: Millis) -> Result<Arc<Known>, DatabaseError> {
        let _reading = self.reading.lock().await;
        let id = board.id();
        let at_hand = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned();
        let imports = self.store.imports(id).await?;
        let seq = self.store.place(id).await?.map_or(0, |place| place.seq);
        let imported = match &at_hand {
            Some(known) if known.imports == imports => {
                if known.seq == seq || now - known.loaded_at < FRESH_MS {
                    return Ok(Arc::clone(known));
                }
                Arc::clone(&known.imported)
            }
            _ => Arc::new(self.store.past_calls(id).await?.into_iter().map(call).collect()),
        };
        let ours = self.store.calls(id).await?.into_iter().map(call);
        let mut calls: Vec<Call> = imported.iter().cloned().chain(ours).collect();
        calls.sort_by_key(|call| call.at);
        let (spoke, listed) = self.store.days(id).await?;
        // The journal's first day began before it did.
        let mut days: Vec<Date> = spoke.into_iter().skip(1).chain(listed).collect();
        days.sort_unstable();
        days.dedup();
        let known = Arc::new(Known { loaded_at: now, imports, seq, calls, imported, days });
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), Arc::clone(&known));
        Ok(known)
    }

    /// What there is to be learnt for a forecast: once a day, and after an import.
    pub async fn learnt(
        &self,
        board: &BoardId,
        zone: &TimeZone,
        known: &Arc<Known>,
        now: Millis,
    ) -> Result<Arc<Learnt>, JoinError> {
        let mut all = self.learnt.lock().await;
        let (day, imports) = (day_of(now, zone), known.imports);
        if let Some(learnt) = all.get(board).filter(|learnt| (learnt.day, learnt.imports) == (day, imports)) {
            return Ok(Arc::clone(learnt));
        }
        let (known, zone) = (Arc::clone(known), zone.clone());
        let learnt = tokio::task::spawn_blocking(move || {
            let history = known.history(&zone, now, |_| true);
            let (model, test) = (fit(&history, now), back_test(&history, now));
            Learnt { day, imports, days: history.days.len() as u32, model, test }
        });
        let learnt = Arc::new(learnt.await?);
        all.insert(board.clone(), Arc::clone(&learnt));
        Ok(learnt)
    }

    /// What is counted of the incidents received in `from <= t < until`: the live ones as they stand now, the others as
    /// they stood when they left.
    pub async fn tallies(&self, board: &BoardHandle, from: Millis, until: Millis) -> Result<Vec<Tally>, DatabaseError> {
        let mut all: HashMap<IncidentNumber, Tally> =
            self.store.tallies(board.id(), from, until).await?.into_iter().collect();
        let picture = board.hub.picture();
        let within = |tally: &Tally| (from..until).contains(&tally.received_at);
        for incident in picture.incidents.values().filter(|incident| !incident.responses.is_empty()) {
            let Some(tally) = Tally::of(incident) else { continue };
            // It may have been received at another time than the table still says.
            all.remove(&incident.number);
            if within(&tally) {
                all.insert(incident.number.clone(), tally);
            }
        }
        Ok(all.into_values().collect())
    }
}

fn call(row: CallRow) -> Call {
    Call { at: row.at, victim: row.victim.map(|victim| victim as u64), grade: row.grade, beat: row.beat }
}
