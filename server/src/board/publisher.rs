//! Carries what was written to live state, so that other nodes hear of it. Never in the way of an answer.

use std::{sync::Arc, time::Duration};

use alongside_core::Entry;
use alongside_protocol::{BoardId, vocabulary::LiveHealth};
use tokio::{sync::mpsc, time::interval};
use tokio_util::sync::CancellationToken;

use super::State;
use crate::{
    hub::Hub,
    journal::Journal,
    live::{Live, LiveError, Published, Step},
};

/// Batches waiting here. Beyond that they are read from the journal.
pub const STEPS_WAITING_MAX: usize = 1_024;
/// How often live state is asked whether it stands where the board stands, ms: an emptied Redis is noticed by this.
const CHECK_EVERY_MS: u64 = 1_000;
/// Furthest that live state is brought on step by step; further behind, it is written anew.
const BACKFILL_ENTRIES_MAX: usize = 2_000;

pub struct Publisher {
    pub board: BoardId,
    pub epoch: String,
    pub journal: Arc<dyn Journal>,
    pub live: Arc<dyn Live>,
    pub hub: Arc<Hub>,
    pub state: Arc<State>,
    pub steps: mpsc::Receiver<Vec<Entry>>,
    pub stop: CancellationToken,
}

pub async fn run(mut publisher: Publisher) {
    // Alone on SQLite nobody reads it; then there is nothing to carry.
    if !publisher.live.is_shared() {
        while tokio::select! { step = publisher.steps.recv() => step.is_some(), () = publisher.stop.cancelled() => false }
        {
        }
        return;
    }
    let mut check = interval(Duration::from_millis(CHECK_EVERY_MS));
    let mut waiting: Vec<Vec<Entry>> = Vec::new();
    loop {
        let done = tokio::select! {
            count = publisher.steps.recv_many(&mut waiting, STEPS_WAITING_MAX) => count == 0,
            _ = check.tick() => false,
            () = publisher.stop.cancelled() => true,
        };
        let entries: Vec<Entry> = waiting.drain(..).flatten().collect();
        match publisher.carry(entries).await {
            Ok(()) => publisher.set_health(LiveHealth::Ok),
            Err(error) => {
                tracing::debug!(board = %publisher.board, %error, "live state is away");
                publisher.set_health(LiveHealth::Degraded);
            }
        }
        if done {
            return;
        }
    }
}

impl Publisher {
    fn set_health(&self, health: LiveHealth) {
        if self.state.live() != health {
            match health {
                LiveHealth::Ok => tracing::info!(board = %self.board, "live state is back"),
                LiveHealth::Degraded => {
                    tracing::warn!(board = %self.board, "live state is away; the journal carries the board");
                }
            }
        }
        self.state.set_live(health);
    }

    /// Brings live state to where this node stands. With no entries it only looks whether it is there.
    async fn carry(&self, entries: Vec<Entry>) -> Result<(), LiveError> {
        let picture = self.hub.picture();
        let from = entries.first().map_or(picture.seq.saturating_sub(1), |entry| entry.seq - 1);
        let contiguous =
            entries.last().is_some_and(|last| last.seq == picture.seq) && entries.len() as u64 == picture.seq - from;
        let first_try = if contiguous {
            self.live
                .publish(
                    &self.board,
                    Step { epoch: &self.epoch, from, to: picture.seq, entries: &entries, board: &picture },
                )
                .await?
        } else {
            // Nothing at hand that fits: ask where it stands, by a step that cannot apply.
            let step =
                Step { epoch: &self.epoch, from: u64::MAX >> 12, to: picture.seq, entries: &[], board: &picture };
            self.live.publish(&self.board, step).await?
        };
        let behind = match first_try {
            Published::Done | Published::Already => return Ok(()),
            Published::Gap(stands) => stands,
        };
        let missing = match behind {
            Some(seq) if ((picture.seq - seq) as usize) <= BACKFILL_ENTRIES_MAX => {
                let count = (picture.seq - seq) as usize;
                let entries = self.journal.read(&self.board, seq, count).await?;
                (entries.len() == count).then_some((seq, entries))
            }
            _ => None,
        };
        if let Some((from, entries)) = missing {
            let step = Step { epoch: &self.epoch, from, to: picture.seq, entries: &entries, board: &picture };
            if !matches!(self.live.publish(&self.board, step).await?, Published::Gap(_)) {
                return Ok(());
            }
        }
        self.live.replace(&self.board, &self.epoch, &picture).await
    }
}
