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
use uuid::Uuid;

use super::store::{Place, Rows, Store, TallyRow, Touch};
use crate::{
    board::BoardHandle,
    clock,
    database::DatabaseError,
    journal::{Journal, JournalError, keys::INDEX_KEY, sql::ERASED_KIND},
    sealing::Key,
};

/// How often the journal is looked at, ms.
const LOOK_EVERY_MS: u64 = 1_000;
/// In how many looks the place itself is looked at, although nothing has happened.
const CHECK_EVERY_LOOKS: u32 = 10;
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
    for looks in 0_u32.. {
        tokio::select! {
            _ = look.tick() => {}
            () = stop.cancelled() => return,
        }
        // Now and then also where nothing has happened: somebody may have asked for the tables to be filled anew.
        if at == Some(board.hub.picture().seq) && looks % CHECK_EVERY_LOOKS != 0 {
            continue;
        }
        tokio::select! {
            followed = follow(&board, journal.as_ref(), &store) => match followed {
                Ok(seq) => (at, failed) = (seq, false),
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

/// Whether tables at this place can be read and followed by this code.
pub fn is_of(place: &Place, epoch: &str) -> bool {
    place.epoch == epoch && place.version >= VERSION
}

/// Brings the read model to where this node stands. Gives that place; none where another node is filling it.
async fn follow(board: &BoardHandle, journal: &dyn Journal, store: &Store) -> Result<Option<u64>, ProjectError> {
    let id = board.id();
    let Some(mut place) = store.place(id).await?.filter(|place| is_of(place, &board.epoch)) else {
        let filled = rebuild(id, &board.scheme.zone, journal, store, |_, _| {}).await?;
        if let Some(seq) = filled {
            tracing::info!(board = %id, seq, "the tables of demand are filled");
        }
        return Ok(filled);
    };
    let key = journal.keys().named(id, INDEX_KEY).await?;
    loop {
        let picture = board.hub.picture();
        // Filled by newer code: that one's nodes follow.
        if place.seq >= picture.seq || place.version > VERSION {
            return Ok(Some(picture.seq));
        }
        let touches = store.touched(id, place.seq, picture.seq).await?;
        let Some(last) = touches.last().map(|touch| touch.seq) else { return Ok(Some(place.seq)) };
        let news = News::of(&touches, &board.scheme.zone);
        let rows = Rows { tallies: tallies(&picture, &news.incidents, &key)?, days: news.days, erased: news.erased };
        if !store.follow(id, &place, last, &rows).await? {
            // Another node was first, or a filling has ended: the next look goes on from there.
            return Ok(None);
        }
        place.seq = last;
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

/// Fills the read model of one board anew from the first entry on, while the old rows can still be read. Tells after each
/// step the place, and where the journal ends. None where another filling is under way, or has taken this one's place.
pub async fn rebuild(
    id: &BoardId,
    zone: &TimeZone,
    journal: &dyn Journal,
    store: &Store,
    mut tell: impl FnMut(u64, u64),
) -> Result<Option<u64>, ProjectError> {
    let fill = Uuid::now_v7().to_string();
    let head = journal.head(id).await?;
    let key = journal.keys().named(id, INDEX_KEY).await?;
    if !store.begin_filling(id, &fill, clock::now_ms()).await? {
        return Ok(None);
    }
    let mut board = Board::default();
    loop {
        let entries = journal.read(id, board.seq, READ_ENTRIES).await?;
        let mut news = News::default();
        let mut found: BTreeMap<IncidentNumber, TallyRow> = BTreeMap::new();
        let by_number = |rows: Vec<TallyRow>| rows.into_iter().map(|row| (row.incident.clone(), row));
        for entry in &entries {
            // What is let go of after its twelve months stays counted, as it stood.
            if let Event::PastForgotten { incident } = &entry.event {
                found.extend(by_number(tallies(&board, &BTreeSet::from([incident.clone()]), &key)?));
            }
            evolve(&mut board, entry);
            news.note(entry.event.kind(), entry.event.incident().as_ref(), entry.at, zone);
        }
        found.extend(by_number(tallies(&board, &news.incidents, &key)?));
        let rows = Rows { tallies: found.into_values().collect(), days: news.days, erased: news.erased };
        if !store.fill(id, &fill, clock::now_ms(), &rows).await? {
            return Ok(None);
        }
        tell(board.seq, head.seq.max(board.seq));
        if entries.len() < READ_ENTRIES {
            let place = Place { epoch: head.epoch, version: VERSION, fill, seq: board.seq };
            return Ok(store.end_filling(id, &place).await?.then_some(board.seq));
        }
    }
}

/// The rows of these incidents as the board has them; those that are not ours have none.
fn tallies(board: &Board, numbers: &BTreeSet<IncidentNumber>, key: &Key) -> Result<Vec<TallyRow>, ProjectError> {
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
