//! Keeps the read model at the heels of the journal: one task a board. Every node does the same work, and the same
//! rows come out of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use alongside_core::{
    Board, Event,
    demand::{Counted, calendar::day_of},
    evolve,
};
use alongside_protocol::{BoardId, IncidentNumber};
use jiff::{civil::Date, tz::TimeZone};
use thiserror::Error;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::store::{Place, Store, TallyRow, Touch};
use crate::{
    board::BoardHandle,
    database::DatabaseError,
    journal::{Journal, JournalError, keys::INDEX_KEY, sql::ERASED_KIND},
    sealing::Key,
};

/// How often the journal is looked at, ms.
const LOOK_EVERY_MS: u64 = 1_000;
/// Entries that a rebuild reads, and writes the rows of, at a time.
const READ_ENTRIES: usize = 2_000;
/// Changes when rows come out differently: then every board's are filled anew at the next start.
pub const VERSION: i64 = 1;
/// The kind of what the force says.
const FEED_KIND: &str = "feed_recorded";

#[derive(Debug, Error)]
pub enum ProjectError {
    #[error(transparent)]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("a row cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Until `stop`. An error is told once, and tried again.
pub async fn run(board: BoardHandle, journal: Arc<dyn Journal>, store: Store, stop: CancellationToken) {
    let mut look = interval(Duration::from_millis(LOOK_EVERY_MS));
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut at, mut failed) = (None, false);
    loop {
        tokio::select! {
            _ = look.tick() => {}
            () = stop.cancelled() => return,
        }
        if at == Some(board.hub.picture().seq) {
            continue;
        }
        tokio::select! {
            followed = follow(&board, journal.as_ref(), &store) => match followed {
                Ok(seq) => (at, failed) = (Some(seq), false),
                Err(error) => {
                    if !failed {
                        tracing::warn!(board = %board.id(), %error, "the tables of demand are behind");
                    }
                    failed = true;
                }
            },
            () = stop.cancelled() => return,
        }
    }
}

/// Brings the read model to where this node stands. Gives that place.
async fn follow(board: &BoardHandle, journal: &dyn Journal, store: &Store) -> Result<u64, ProjectError> {
    let id = board.id();
    let known = store.place(id).await?.filter(|place| place.epoch == board.epoch && place.version == VERSION);
    let Some(mut place) = known else {
        tracing::info!(board = %id, "filling the tables of demand from the journal");
        return rebuild(id, &board.scheme.zone, journal, store, |_, _| {}).await;
    };
    let key = journal.keys().named(id, INDEX_KEY).await?;
    loop {
        let picture = board.hub.picture();
        if place.seq >= picture.seq {
            return Ok(place.seq);
        }
        let touches = store.touched(id, place.seq, picture.seq).await?;
        let Some(last) = touches.last().map(|touch| touch.seq) else { return Ok(place.seq) };
        let news = News::of(&touches, &board.scheme.zone);
        let rows = rows(&picture, &news.incidents, &key)?;
        place.seq = last;
        store.put(id, &rows, &news.days, &news.erased, Some(&place)).await?;
    }
}

/// What a stretch of the journal is about.
#[derive(Debug, Default)]
struct News {
    incidents: BTreeSet<IncidentNumber>,
    days: Vec<Date>,
    erased: Vec<IncidentNumber>,
}

impl News {
    fn of(touches: &[Touch], zone: &TimeZone) -> Self {
        let mut news = Self::default();
        for touch in touches {
            news.note(&touch.kind, touch.incident.as_ref(), touch.at, zone);
        }
        news
    }

    fn note(&mut self, kind: &str, incident: Option<&IncidentNumber>, at: i64, zone: &TimeZone) {
        if kind == FEED_KIND
            && let Some(day) = day_of(at, zone)
            && self.days.last() != Some(&day)
        {
            self.days.push(day);
        }
        let Some(number) = incident else { return };
        if kind == ERASED_KIND {
            self.erased.push(number.clone());
        }
        self.incidents.insert(number.clone());
    }
}

/// Empties the read model of one board and fills it from the first entry on. Tells after each step the place, and where
/// the journal ends.
pub async fn rebuild(
    id: &BoardId,
    zone: &TimeZone,
    journal: &dyn Journal,
    store: &Store,
    mut tell: impl FnMut(u64, u64),
) -> Result<u64, ProjectError> {
    let head = journal.head(id).await?;
    let key = journal.keys().named(id, INDEX_KEY).await?;
    store.clear(id).await?;
    let mut board = Board::default();
    loop {
        let entries = journal.read(id, board.seq, READ_ENTRIES).await?;
        let mut news = News::default();
        let mut leaving = BTreeMap::new();
        for entry in &entries {
            // What is let go of after its twelve months stays counted, as it stood.
            if let Event::PastForgotten { incident } = &entry.event {
                for row in rows(&board, &BTreeSet::from([incident.clone()]), &key)? {
                    leaving.insert(incident.clone(), row);
                }
            }
            evolve(&mut board, entry);
            news.note(entry.event.kind(), entry.event.incident().as_ref(), entry.at, zone);
        }
        let mut found = rows(&board, &news.incidents, &key)?;
        found.extend(leaving.into_values().filter(|row| !board.past.contains_key(&row.incident)));
        let is_last = entries.len() < READ_ENTRIES;
        // Only now: what was begun and broken off is begun anew.
        let place = is_last.then(|| Place { epoch: head.epoch.clone(), version: VERSION, seq: board.seq });
        store.put(id, &found, &news.days, &news.erased, place.as_ref()).await?;
        tell(board.seq, head.seq.max(board.seq));
        if is_last {
            return Ok(board.seq);
        }
    }
}

/// The rows of these incidents as the board has them; those that are not ours have none.
fn rows(board: &Board, numbers: &BTreeSet<IncidentNumber>, key: &Key) -> Result<Vec<TallyRow>, ProjectError> {
    let mut rows = Vec::new();
    for number in numbers {
        let Some(Counted { received_at, tally, victim }) = Counted::of(board, number) else { continue };
        rows.push(TallyRow {
            incident: number.clone(),
            seq: board.seq,
            received_at,
            grade: tally.grade.clone(),
            beat: tally.beat.clone().unwrap_or_default(),
            victim: victim.map(|victim| short_digest(key, &victim.text())),
            duplicate: tally.duplicate,
            counted: serde_json::to_string(&tally)?,
        });
    }
    Ok(rows)
}

/// The first 64 bits of the keyed digest: enough to tell a million victims apart, too little to say more.
pub fn short_digest(key: &Key, text: &str) -> i64 {
    let digest = key.digest(text.as_bytes());
    u64::from_str_radix(&digest[..16], 16).unwrap_or_default() as i64
}
