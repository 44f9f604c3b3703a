//! Live state in this process, for a node that stands alone.

use std::{collections::HashMap, sync::Mutex};

use alongside_core::Board;
use alongside_protocol::{
    BoardId, CarId, Millis,
    view::{CarPosition, PresentUser},
};
use async_trait::async_trait;
use tokio::sync::mpsc;

use super::{Followed, Live, LiveError, POSITION_KEPT_MS, PRESENCE_MS, Published, Step, merge_presence};

#[derive(Debug, Default)]
pub struct LocalLive {
    boards: Mutex<HashMap<BoardId, State>>,
}

#[derive(Debug, Default)]
struct State {
    picture: Option<(String, Board)>,
    followers: Vec<mpsc::Sender<Followed>>,
    positions: HashMap<CarId, CarPosition>,
    presence: HashMap<String, (Millis, Vec<PresentUser>)>,
}

impl State {
    /// A follower that does not keep up, or is gone, is dropped: its channel closes, and it reads the journal.
    fn tell(&mut self, followed: &Followed) {
        self.followers.retain(|follower| follower.try_send(followed.clone()).is_ok());
    }
}

impl LocalLive {
    fn with<T>(&self, board: &BoardId, act: impl FnOnce(&mut State) -> T) -> Result<T, LiveError> {
        let mut boards = self.boards.lock().map_err(|_| LiveError::Unreadable("poisoned".to_owned()))?;
        Ok(act(boards.entry(board.clone()).or_default()))
    }
}

#[async_trait]
impl Live for LocalLive {
    async fn publish(&self, board: &BoardId, step: Step<'_>) -> Result<Published, LiveError> {
        self.with(board, |state| {
            let Some((epoch, picture)) = &state.picture else { return Published::Gap(None) };
            if epoch != step.epoch {
                return Published::Gap(None);
            }
            if picture.seq >= step.to {
                return Published::Already;
            }
            if picture.seq != step.from {
                return Published::Gap(Some(picture.seq));
            }
            state.picture = Some((step.epoch.to_owned(), step.board.clone()));
            state.tell(&Followed::Step {
                epoch: step.epoch.to_owned(),
                from: step.from,
                entries: step.entries.to_vec(),
            });
            Published::Done
        })
    }

    async fn replace(&self, board: &BoardId, epoch: &str, picture: &Board) -> Result<(), LiveError> {
        self.with(board, |state| {
            let is_behind = |(known, there): &(String, Board)| known == epoch && there.seq > picture.seq;
            if state.picture.as_ref().is_some_and(is_behind) {
                return;
            }
            state.picture = Some((epoch.to_owned(), picture.clone()));
            state.tell(&Followed::Lost);
        })
    }

    async fn load(&self, board: &BoardId) -> Result<Option<(String, Board)>, LiveError> {
        self.with(board, |state| state.picture.clone())
    }

    fn follow(&self, board: &BoardId, follower: mpsc::Sender<Followed>) {
        // Only a poisoned lock refuses; then nobody follows and the runner's poll carries the board.
        let _ = self.with(board, |state| state.followers.push(follower));
    }

    async fn put_positions(&self, board: &BoardId, positions: &[CarPosition], _now: Millis) -> Result<(), LiveError> {
        self.with(board, |state| {
            for position in positions {
                let newer = state.positions.get(&position.car).is_none_or(|known| known.at <= position.at);
                if newer {
                    state.positions.insert(position.car.clone(), position.clone());
                }
            }
        })
    }

    async fn positions(&self, board: &BoardId, now: Millis) -> Result<Vec<CarPosition>, LiveError> {
        self.with(board, |state| {
            state.positions.retain(|_, position| now - position.at < POSITION_KEPT_MS);
            let mut all: Vec<_> = state.positions.values().cloned().collect();
            all.sort_by(|a, b| a.car.cmp(&b.car));
            all
        })
    }

    async fn put_presence(
        &self,
        board: &BoardId,
        node: &str,
        users: &[PresentUser],
        now: Millis,
    ) -> Result<(), LiveError> {
        self.with(board, |state| drop(state.presence.insert(node.to_owned(), (now, users.to_vec()))))
    }

    async fn presence(&self, board: &BoardId, now: Millis) -> Result<Vec<PresentUser>, LiveError> {
        self.with(board, |state| {
            state.presence.retain(|_, (at, _)| now - *at < PRESENCE_MS);
            merge_presence(state.presence.values().flat_map(|(_, users)| users.clone()))
        })
    }

    fn is_shared(&self) -> bool {
        false
    }
}
