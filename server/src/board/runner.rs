//! Decides, writes, answers. One task a board a node; the journal's primary key settles who was first (I2).

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use alongside_core::{Actor, Board, Context, Entry, Event, Input, Scheme, decide, evolve, in_time};
use alongside_protocol::{
    BoardId, IncidentNumber, Refusal, RefusalCode, limits,
    vocabulary::{JournalHealth, LiveHealth},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Answer, State, Submission, holds};
use crate::{
    clock,
    hub::Hub,
    journal::{Batch, Journal, JournalError, Receipt},
    live::{FOLLOWED_MAX, Followed, Live, Touched, documents},
};

/// Entries read from the journal at a time.
const READ_ENTRIES: usize = 2_000;
/// Entries after which the board is kept as it stands, for the next start.
const CHECKPOINT_EVERY_ENTRIES: u64 = 20_000;
/// How often time itself is asked what is due, ms.
const TICK_EVERY_MS: u64 = 500;
/// How often the journal is asked for other nodes' entries while live state is away, ms.
const POLL_DEGRADED_MS: u64 = 250;
/// The same while live state carries them, in case it lost one silently, ms.
const POLL_HEALTHY_MS: u64 = 2_000;

/// Longest that such a look may take, ms: somebody may be waiting who asks for something.
const LOOK_MS_MAX: u64 = 1_000;

/// The board as the journal has it, by way of live state where that is not behind another epoch.
pub async fn boot(id: &BoardId, journal: &dyn Journal, live: &dyn Live) -> Result<(String, Board), JournalError> {
    let head = journal.head(id).await?;
    let mut board = match live.load(id).await {
        Ok(Some((epoch, board))) if epoch == head.epoch && board.seq <= head.seq => board,
        Ok(_) => Board::default(),
        Err(error) => {
            tracing::warn!(board = %id, %error, "live state is away; reading the journal");
            Board::default()
        }
    };
    if let Some(kept) = from_checkpoint(id, journal, board.seq, head.seq).await? {
        board = kept;
    }
    let began_at = board.seq;
    while read_on(id, journal, &mut board).await?.len() == READ_ENTRIES {}
    tracing::info!(board = %id, seq = board.seq, began_at, "board read");
    Ok((head.epoch, board))
}

/// The checkpoint, where it is further on than what is at hand. An unreadable one is passed over: it is disposable.
async fn from_checkpoint(
    id: &BoardId,
    journal: &dyn Journal,
    at_hand: u64,
    head: u64,
) -> Result<Option<Board>, JournalError> {
    let Some(kept) = journal.checkpoint(id).await?.filter(|kept| kept.seq > at_hand && kept.seq <= head) else {
        return Ok(None);
    };
    match documents::restore(&journal.keys(), id, kept.seq, kept.documents).await {
        Ok(board) => Ok(Some(board)),
        Err(error) => {
            tracing::warn!(board = %id, %error, "the checkpoint cannot be read; reading the journal instead");
            Ok(None)
        }
    }
}

/// Keeps the board as it stands, so that the next start reads on from here.
async fn keep_checkpoint(id: BoardId, journal: Arc<dyn Journal>, board: Board) {
    let kept = match documents::whole(&journal.keys(), &id, &board).await {
        Ok(changes) => journal.put_checkpoint(&id, board.seq, &changes.up).await.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    if let Err(error) = kept {
        tracing::warn!(board = %id, error, "no checkpoint was kept; the next start reads more of the journal");
    }
}

async fn read_on(id: &BoardId, journal: &dyn Journal, board: &mut Board) -> Result<Vec<Entry>, JournalError> {
    let entries = journal.read(id, board.seq, READ_ENTRIES).await?;
    for entry in &entries {
        evolve(board, entry);
    }
    Ok(entries)
}

pub struct Runner {
    pub scheme: Arc<Scheme>,
    pub epoch: String,
    pub board: Board,
    pub journal: Arc<dyn Journal>,
    pub live: Arc<dyn Live>,
    pub hub: Arc<Hub>,
    pub state: Arc<State>,
    /// To the publisher. When it is full the publisher reads the journal instead.
    pub steps: mpsc::Sender<Vec<Entry>>,
}

/// A submission on its way, with what was decided of it in this round.
struct Pending {
    submission: Submission,
    answer: Option<Answer>,
    /// The journal has spoken: the answer will not change any more.
    settled: bool,
}

impl Runner {
    pub async fn run(mut self, mut inbox: mpsc::Receiver<Submission>, stop: CancellationToken) {
        let (follower, mut followed) = mpsc::channel(FOLLOWED_MAX);
        if self.live.is_shared() {
            self.live.follow(&self.scheme.id, follower);
        }
        let mut tick = interval(Duration::from_millis(TICK_EVERY_MS));
        let mut poll = interval(Duration::from_millis(POLL_DEGRADED_MS));
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut polled = clock::Started::now();
        let mut kept_at = self.board.seq;
        let mut keeping = JoinSet::new();
        let mut batch = Vec::with_capacity(limits::BATCH_COMMANDS_MAX);
        loop {
            tokio::select! {
                biased;
                count = inbox.recv_many(&mut batch, limits::BATCH_COMMANDS_MAX) => {
                    if count == 0 {
                        return;
                    }
                    self.serve(std::mem::take(&mut batch)).await;
                }
                Some(step) = followed.recv() => self.take_step(step).await,
                _ = tick.tick() => {
                    self.tick().await;
                    while keeping.try_join_next().is_some() {}
                    if keeping.is_empty() && self.board.seq - kept_at >= CHECKPOINT_EVERY_ENTRIES {
                        kept_at = self.board.seq;
                        keeping.spawn(keep_checkpoint(self.scheme.id.clone(), Arc::clone(&self.journal), self.board.clone()));
                    }
                }
                _ = poll.tick() => {
                    let every = self.poll_every();
                    if every.is_some_and(|every| polled.elapsed() >= every) {
                        // Nothing is lost where it is cut: what was read has been shown.
                        if timeout(Duration::from_millis(LOOK_MS_MAX), self.catch_up()).await.is_err() {
                            self.state.set_journal(JournalHealth::Unavailable);
                        }
                        polled = clock::Started::now();
                    }
                }
                () = stop.cancelled() => {
                    // What is in the mailbox is answered; nothing new gets in.
                    inbox.close();
                    while inbox.recv_many(&mut batch, limits::BATCH_COMMANDS_MAX).await > 0 {
                        self.serve(std::mem::take(&mut batch)).await;
                    }
                    keeping.shutdown().await;
                    if self.board.seq > kept_at && !self.live.is_shared() {
                        keep_checkpoint(self.scheme.id.clone(), Arc::clone(&self.journal), self.board.clone()).await;
                    }
                    return;
                }
            }
        }
    }

    fn poll_every(&self) -> Option<Duration> {
        let away = self.state.live() == LiveHealth::Degraded || self.state.journal() == JournalHealth::Unavailable;
        match (away, self.live.is_shared()) {
            (true, _) => Some(Duration::from_millis(POLL_DEGRADED_MS)),
            (false, true) => Some(Duration::from_millis(POLL_HEALTHY_MS)),
            // Alone: nobody else writes.
            (false, false) => None,
        }
    }

    /// Decides and writes one batch, and answers everybody in it.
    async fn serve(&mut self, batch: Vec<Submission>) {
        let started = clock::Started::now();
        let mut pending: Vec<Pending> =
            batch.into_iter().map(|submission| Pending { submission, answer: None, settled: false }).collect();
        let settled = match self.bring_back(&mut pending).await {
            Ok(()) => self.settle(&mut pending).await,
            Err(error) => {
                tracing::warn!(board = %self.scheme.id, %error, "the journal is away");
                self.state.set_journal(JournalHealth::Unavailable);
                Err(unavailable())
            }
        };
        if let Err(refusal) = settled {
            for one in &mut pending {
                if !one.settled {
                    one.answer = Some(Answer::Refused(refusal.clone()));
                }
            }
        }
        metrics::histogram!("alongside_batch_commands").record(pending.len() as f64);
        metrics::histogram!("alongside_batch_seconds").record(started.elapsed().as_secs_f64());
        for Pending { submission, answer, .. } in pending {
            // A caller that went away will ask again with the same id.
            let _ = submission.reply.send(answer.unwrap_or_else(|| Answer::Refused(internal())));
        }
    }

    /// A fact about an incident that has left the live board brings it back, with all our work on it.
    async fn bring_back(&self, pending: &mut Vec<Pending>) -> Result<(), JournalError> {
        let mut asked: Vec<(IncidentNumber, Uuid)> = pending
            .iter()
            .filter_map(|one| match &one.submission.input {
                Input::Feed { fact, .. } if self.board.incident(&fact.incident).is_none() => {
                    Some((fact.incident.clone(), one.submission.id))
                }
                _ => None,
            })
            .collect();
        if asked.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = asked.iter().map(|(_, id)| *id).collect();
        let repeated: HashSet<Uuid> =
            self.journal.receipts(&self.scheme.id, &ids).await?.into_iter().map(|receipt| receipt.command).collect();
        // An old fact sent once more says nothing new, and brings nothing back.
        asked.retain(|(_, id)| !repeated.contains(id));
        let mut unknown: Vec<IncidentNumber> = asked.into_iter().map(|(number, _)| number).collect();
        unknown.sort();
        unknown.dedup();
        if unknown.is_empty() {
            return Ok(());
        }
        for number in self.journal.known(&self.scheme.id, &unknown).await? {
            let history = self.journal.history(&self.scheme.id, &number).await?;
            let Some(incident) = Board::incident_from(&number, &history) else { continue };
            let now = clock::now_ms();
            let context = Context::machine(Actor::System, now);
            let (reply, _) = oneshot::channel();
            let input = Input::Restore { incident: Box::new(incident) };
            let submission = Submission { id: Uuid::now_v7(), input, context, reply };
            pending.insert(0, Pending { submission, answer: None, settled: false });
        }
        Ok(())
    }

    /// Rounds of decide and append until the batch is in, or will not go in.
    async fn settle(&mut self, pending: &mut Vec<Pending>) -> Result<(), Refusal> {
        for _ in 0..=limits::CONFLICT_RETRIES_MAX {
            let (next, batch) = self.decide_all(pending);
            let written = if batch.entries.is_empty() {
                Ok(())
            } else {
                self.journal.append(&self.scheme.id, self.board.seq, &batch).await
            };
            match written {
                Ok(()) => {
                    self.state.set_journal(JournalHealth::Ok);
                    if !batch.entries.is_empty() {
                        self.board = next;
                        self.show(batch.entries);
                    }
                    for one in pending.iter_mut() {
                        one.settled |= matches!(one.answer, Some(Answer::Accepted { .. }));
                    }
                    return self.answer_repeats(pending).await;
                }
                Err(JournalError::Conflict) => {
                    metrics::counter!("alongside_journal_conflicts_total").increment(1);
                    if !self.catch_up().await {
                        return Err(unavailable());
                    }
                    // What was read to be brought back may have been erased by now: it is read anew.
                    pending.retain(|one| !matches!(one.submission.input, Input::Restore { .. }));
                    // What another node wrote may have taken an incident off the live board.
                    self.bring_back(pending).await.map_err(|_| unavailable())?;
                }
                Err(JournalError::Repeated) => self.mark_repeated(pending).await?,
                Err(error @ JournalError::Unavailable(_)) => {
                    tracing::warn!(board = %self.scheme.id, %error, "the journal is away");
                    self.state.set_journal(JournalHealth::Unavailable);
                    return Err(unavailable());
                }
                Err(error @ (JournalError::Held(_) | JournalError::Sealing(_))) => {
                    metrics::counter!("alongside_invariant_broken_total").increment(1);
                    tracing::error!(board = %self.scheme.id, %error, "a batch was turned away by the database");
                    return Err(internal());
                }
            }
        }
        Err(Refusal::new(RefusalCode::Overloaded, "other servers keep writing to this board; try again in a moment"))
    }

    /// Decides every submission that has no final answer, on a state that the ones before it have moved.
    fn decide_all(&self, pending: &mut [Pending]) -> (Board, Batch) {
        let mut board = self.board.clone();
        let mut batch = Batch::default();
        let mut first_of: HashMap<Uuid, u64> = HashMap::with_capacity(pending.len());
        for one in pending.iter_mut() {
            if one.settled {
                continue;
            }
            let Submission { id, input, context, .. } = &one.submission;
            if let Some(seq) = first_of.get(id) {
                one.answer = Some(Answer::Accepted { seq: *seq, repeated: true });
                continue;
            }
            let context = &in_time(&board, input, context);
            one.answer = Some(match decide(&board, &self.scheme, input, context) {
                Ok(events) if events.is_empty() => Answer::Accepted { seq: board.seq, repeated: false },
                Ok(events) => {
                    for event in events {
                        enter(&mut board, &mut batch, event, context);
                    }
                    batch.receipts.push(Receipt { command: *id, seq: board.seq });
                    first_of.insert(*id, board.seq);
                    Answer::Accepted { seq: board.seq, repeated: false }
                }
                Err(refusal) => Answer::Refused(refusal),
            });
        }
        (board, batch)
    }

    /// A command that was accepted before would often be refused now: its first answer stands (I3).
    async fn answer_repeats(&mut self, pending: &mut [Pending]) -> Result<(), Refusal> {
        let refused: Vec<Uuid> = pending
            .iter()
            .filter(|one| matches!(one.answer, Some(Answer::Refused(_))))
            .map(|one| one.submission.id)
            .collect();
        if refused.is_empty() {
            return Ok(());
        }
        self.mark(pending, &refused).await
    }

    async fn mark_repeated(&mut self, pending: &mut [Pending]) -> Result<(), Refusal> {
        let all: Vec<Uuid> = pending.iter().map(|one| one.submission.id).collect();
        self.mark(pending, &all).await
    }

    async fn mark(&mut self, pending: &mut [Pending], ids: &[Uuid]) -> Result<(), Refusal> {
        let receipts = self.journal.receipts(&self.scheme.id, ids).await.map_err(|error| {
            tracing::warn!(board = %self.scheme.id, %error, "the journal is away");
            self.state.set_journal(JournalHealth::Unavailable);
            unavailable()
        })?;
        let known: HashMap<Uuid, u64> = receipts.into_iter().map(|receipt| (receipt.command, receipt.seq)).collect();
        for one in pending.iter_mut() {
            if let Some(seq) = known.get(&one.submission.id) {
                one.answer = Some(Answer::Accepted { seq: *seq, repeated: true });
                one.settled = true;
            }
        }
        Ok(())
    }

    async fn tick(&mut self) {
        let now = clock::now_ms();
        let context = Context::machine(Actor::System, now);
        if decide(&self.board, &self.scheme, &Input::Tick, &context).is_ok_and(|events| events.is_empty()) {
            return;
        }
        let (reply, _) = oneshot::channel();
        self.serve(vec![Submission { id: Uuid::now_v7(), input: Input::Tick, context, reply }]).await;
    }

    /// Reads what other nodes wrote. False: the journal did not answer.
    async fn catch_up(&mut self) -> bool {
        loop {
            match read_on(&self.scheme.id, self.journal.as_ref(), &mut self.board).await {
                Ok(entries) => {
                    self.state.set_journal(JournalHealth::Ok);
                    let more = entries.len() == READ_ENTRIES;
                    if !entries.is_empty() {
                        self.show(entries);
                    }
                    if !more {
                        return true;
                    }
                }
                Err(error) => {
                    tracing::debug!(board = %self.scheme.id, %error, "cannot read on");
                    self.state.set_journal(JournalHealth::Unavailable);
                    return false;
                }
            }
        }
    }

    async fn take_step(&mut self, followed: Followed) {
        match followed {
            Followed::Step { epoch, from, entries } if epoch == self.epoch && from <= self.board.seq => {
                let news: Vec<Entry> = entries.into_iter().filter(|entry| entry.seq > self.board.seq).collect();
                for entry in &news {
                    evolve(&mut self.board, entry);
                }
                if !news.is_empty() {
                    self.show(news);
                }
            }
            // A gap, another epoch, or a follower that lost its place: the journal knows.
            Followed::Step { .. } | Followed::Lost => drop(self.catch_up().await),
        }
    }

    /// To every screen of this node, and on to live state.
    fn show(&self, entries: Vec<Entry>) {
        let touched = Touched::by(&entries, &self.board);
        self.hub.publish(&self.board, &touched);
        let mut erased = entries.iter().filter_map(Entry::erased).peekable();
        if erased.peek().is_some() {
            let keys = self.journal.keys();
            erased.for_each(|number| keys.forget(&self.scheme.id, number));
            self.hub.forget_earlier();
        }
        // A full channel only means that the publisher reads these from the journal.
        let _ = self.steps.try_send(entries);
    }
}

fn enter(board: &mut Board, batch: &mut Batch, event: Event, context: &Context) {
    batch.holds.extend(holds::of(&event, board));
    let done_at = match &event {
        Event::FeedRecorded { fact_at, .. } => *fact_at,
        _ => context.done_at,
    };
    let entry = Entry { seq: board.seq + 1, at: context.now, done_at, by: context.author(), event };
    evolve(board, &entry);
    batch.entries.push(entry);
}

fn unavailable() -> Refusal {
    Refusal::new(
        RefusalCode::JournalUnavailable,
        "the record cannot be written just now; the same act will be sent again by itself",
    )
}

fn internal() -> Refusal {
    Refusal::new(RefusalCode::Internal, "something went wrong inside; nothing was done")
}
