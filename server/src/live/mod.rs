//! What is so now, shared by nodes, and rebuildable from the journal at any moment (I8).
//!
//! It must not know SQL or HTTP. Two engines: in this process, for a single node; Redis, for several.
//! One conformance suite runs against both (`tests/live.rs`).

pub mod documents;
pub mod local;
pub mod redis;

use std::collections::BTreeSet;

use alongside_core::{Board, Entry};
use alongside_protocol::{
    BoardId, CarId, IncidentNumber, Millis,
    view::{CarPosition, PresentUser},
};
use async_trait::async_trait;
use thiserror::Error;
use tokio::sync::mpsc;

/// Longest wait for any one call (architecture.md §5: a hung Redis gives no error).
pub const CALL_MS_MAX: u64 = 250;
/// Deltas waiting for a node that follows. A full channel drops the follower, who then reads the journal.
pub const FOLLOWED_MAX: usize = 1_024;
/// How long a node's presence and a car's position outlive their last report, ms.
pub const PRESENCE_MS: i64 = 15_000;
pub const POSITION_KEPT_MS: i64 = 15 * 60_000;

#[derive(Debug, Error)]
pub enum LiveError {
    #[error("live state did not answer within {CALL_MS_MAX} ms")]
    Slow,
    #[error("live state: {0}")]
    Redis(#[from] ::redis::RedisError),
    #[error("live state holds something unreadable: {0}")]
    Unreadable(String),
}

/// Which documents a stretch of entries changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    pub incidents: BTreeSet<IncidentNumber>,
    pub cars: BTreeSet<CarId>,
}

impl Touched {
    /// What `entries` changed, read off the board after them.
    pub fn by(entries: &[Entry], board: &Board) -> Self {
        let mut touched = Self::default();
        for entry in entries {
            touched.incidents.extend(entry.event.incident());
            if let Some(car) = entry.event.car(board) {
                touched.cars.insert(car);
            }
        }
        touched
    }
}

/// One step of a board: everything after `from` up to `to`.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    pub epoch: &'a str,
    pub from: u64,
    pub to: u64,
    pub entries: &'a [Entry],
    /// The board at `to`.
    pub board: &'a Board,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    Done,
    /// It stands at or beyond `to` already.
    Already,
    /// It stands elsewhere: at this place, or nowhere. Nothing was written.
    Gap(Option<u64>),
}

/// What a follower hears.
#[derive(Clone, Debug, PartialEq)]
pub enum Followed {
    Step {
        epoch: String,
        from: u64,
        entries: Vec<Entry>,
    },
    /// Something may have been missed: read the journal.
    Lost,
}

#[async_trait]
pub trait Live: Send + Sync {
    /// Moves head, documents and stream on in one act, if the head stands at `step.from`.
    async fn publish(&self, board: &BoardId, step: Step<'_>) -> Result<Published, LiveError>;

    /// Puts the whole picture in place of whatever is there, and tells followers to read the journal. A picture that
    /// is behind what is there in the same epoch changes nothing: a slow node never moves a board back.
    async fn replace(&self, board: &BoardId, epoch: &str, picture: &Board) -> Result<(), LiveError>;

    /// The picture and its epoch, if there is one.
    async fn load(&self, board: &BoardId) -> Result<Option<(String, Board)>, LiveError>;

    /// Steps as they are published, by any node, this one's own included. Ends when `follower` is dropped.
    fn follow(&self, board: &BoardId, follower: mpsc::Sender<Followed>);

    /// In one act, however many. Of one car an older position than the one that is there changes nothing.
    async fn put_positions(&self, board: &BoardId, positions: &[CarPosition], now: Millis) -> Result<(), LiveError>;
    async fn positions(&self, board: &BoardId, now: Millis) -> Result<Vec<CarPosition>, LiveError>;

    /// Says who is connected to this node. Forgotten after [`PRESENCE_MS`] unless said again.
    async fn put_presence(
        &self,
        board: &BoardId,
        node: &str,
        users: &[PresentUser],
        now: Millis,
    ) -> Result<(), LiveError>;
    /// Everybody on any node.
    async fn presence(&self, board: &BoardId, now: Millis) -> Result<Vec<PresentUser>, LiveError>;

    /// Whether several nodes share it; then the journal must be shared too.
    fn is_shared(&self) -> bool;
}

/// One entry for each user, with everything they have open anywhere.
fn merge_presence(reports: impl IntoIterator<Item = PresentUser>) -> Vec<PresentUser> {
    let mut merged: Vec<PresentUser> = Vec::new();
    for report in reports {
        match merged.iter_mut().find(|known| known.user == report.user && known.audience == report.audience) {
            Some(known) => {
                known.viewing.extend(report.viewing);
                known.viewing.sort();
                known.viewing.dedup();
            }
            None => merged.push(report),
        }
    }
    merged.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.user.cmp(&b.user)));
    merged
}
