//! One worker's socket that sends durable commands and waits for each to be accepted.
//!
//! Each writer has responses of its own and goes round on them: claim, note, contact attempt, note, release. So every
//! command is allowed, and a refusal is a finding. At most [`IN_FLIGHT_MAX`] commands are unanswered; a command that
//! falls due above that waits here, and its latency runs on. What the server asks to be sent again (a lost connection, a
//! journal that is away) is sent again with the same id.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};

use alongside_protocol::{
    BoardId, Command, CommandId, Millis, Private, Refusal, RefusalCode, ResponseId,
    frame::ClientFrame,
    limits::IN_FLIGHT_MAX,
    record::ContactAttempt,
    vocabulary::{Audience, ContactChannel, ContactResult, Kept},
};
use serde::Deserialize;
use tokio::{
    sync::mpsc::Receiver,
    time::{sleep, sleep_until, timeout},
};
use uuid::Uuid;

use crate::{
    report::Spread,
    schedule::{Clock, Schedule},
    sequence::{Head, Place, Step, head},
    session::Sessions,
    socket::{Ended, Socket},
};

const BEAT_EVERY: Duration = Duration::from_secs(10);
/// From the connect to the snapshot.
const BOARD_TIMEOUT: Duration = Duration::from_secs(30);
const BEAT: &str = r#"{"type":"beat"}"#;
/// Wait before connecting again, or sending again after a transient refusal.
const AGAIN_AFTER: Duration = Duration::from_millis(300);
pub const NOTE: &str = "Load test note ";
pub const CONTACT: &str = "Load test contact ";

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Claim,
    Note,
    Contact,
    Release,
}

const ROUND: [Act; 5] = [Act::Claim, Act::Note, Act::Contact, Act::Note, Act::Release];

/// The `n`-th act of a writer with `responses` responses, and on which.
pub fn act(n: usize, responses: usize) -> (Act, usize) {
    (ROUND[n % ROUND.len()], n / ROUND.len() % responses)
}

/// The command of an act. Only of its arguments, so that repeating it repeats it exactly.
pub fn command(act: Act, id: CommandId, response: &ResponseId) -> Command {
    let response = response.clone();
    match act {
        Act::Claim => Command::ClaimResponse { response },
        Act::Release => Command::ReleaseClaim { response },
        Act::Note => {
            Command::AddNote { response, text: Private::new(format!("{NOTE}{id}")), corrects: None, kept: Kept::Shared }
        }
        Act::Contact => Command::RecordContact {
            response,
            attempt: ContactAttempt {
                channel: ContactChannel::Phone,
                result: ContactResult::NoAnswer,
                number: Private::from("01632 960001"),
                note: Private::new(format!("{CONTACT}{id}")),
                next_at: None,
            },
        },
    }
}

/// How the server answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    Accepted { seq: u64 },
    Refused(RefusalCode),
}

/// One command and what became of it.
#[derive(Clone, Debug)]
pub struct Sent {
    pub id: CommandId,
    pub act: Act,
    /// Which of the writer's responses.
    pub response: usize,
    /// The person's clock, as sent.
    pub at: Millis,
    /// Intended time; in a closed loop, the time of sending.
    due_us: u64,
    /// How often it was sent.
    times: u32,
    pub answered: Option<Answered>,
}

/// When commands are due.
pub enum Pace {
    /// By a schedule fixed in advance.
    Open { due: Receiver<u64>, schedule: Schedule },
    /// The next one when the last was answered, until this time, µs.
    Closed { until_us: u64 },
}

/// What a writer needs to know.
#[derive(Clone)]
pub struct Desk {
    pub clock: Clock,
    pub sessions: Arc<Sessions>,
    pub board: BoardId,
    pub responses: Vec<ResponseId>,
    /// Unanswered commands are given up at this time, µs.
    pub give_up_us: u64,
}

/// What a writer found.
#[derive(Debug)]
pub struct WriterEnd {
    pub responses: Vec<ResponseId>,
    pub sent: Vec<Sent>,
    /// Accepted − intended time, µs.
    pub latency: Spread,
    /// Actual − intended time of sending, µs, where nothing was waited for.
    pub lag: Spread,
    pub last_us: u64,
    /// Commands that waited because too many were unanswered.
    pub held_back: u64,
    /// Answers to nothing that was asked, or `repeated` where it was asked once.
    pub wrong_answers: u64,
    /// Refusals after which the same command was sent again.
    pub transient: u64,
    pub reconnects: u64,
    pub gaps: u64,
    pub out_of_order: u64,
    pub fault: Option<String>,
}

/// A command that has fallen due.
struct Due {
    us: u64,
    /// It had to wait for answers, so that its lateness is not ours.
    held_back: bool,
}

pub struct Writer {
    index: usize,
    desk: Desk,
    place: Place,
    open: HashMap<CommandId, usize>,
    /// Commands to send again, not before `again_us`.
    again: VecDeque<usize>,
    again_us: u64,
    /// Intended times that have come and are not sent yet.
    waiting: VecDeque<Due>,
    end: WriterEnd,
}

#[derive(Deserialize)]
struct AcceptedFrame {
    id: CommandId,
    seq: u64,
    repeated: bool,
}

#[derive(Deserialize)]
struct RefusedFrame {
    id: CommandId,
    refusal: Refusal,
}

impl Writer {
    pub fn new(index: usize, desk: Desk) -> Self {
        let end = WriterEnd {
            responses: desk.responses.clone(),
            sent: Vec::new(),
            latency: Spread::new(),
            lag: Spread::new(),
            last_us: 0,
            held_back: 0,
            wrong_answers: 0,
            transient: 0,
            reconnects: 0,
            gaps: 0,
            out_of_order: 0,
            fault: None,
        };
        Self {
            index,
            desk,
            place: Place::default(),
            open: HashMap::new(),
            again: VecDeque::new(),
            again_us: 0,
            waiting: VecDeque::new(),
            end,
        }
    }

    /// Unanswered commands are given up at this time, µs.
    pub fn give_up_at(&mut self, us: u64) {
        self.desk.give_up_us = us;
    }

    /// Connects and reads until the board is there.
    pub async fn connect(&mut self) -> Result<Socket, Ended> {
        let late = |_| Err(Ended::Failed("no board came after hello".to_owned()));
        timeout(BOARD_TIMEOUT, self.attach()).await.unwrap_or_else(late)
    }

    async fn attach(&mut self) -> Result<Socket, Ended> {
        let failed = |error: anyhow::Error| Ended::Failed(format!("{error:#}"));
        let dial = self.desk.sessions.dial(self.index, self.end.reconnects as usize);
        let mut socket = Socket::connect(&dial).await.map_err(failed)?;
        let board = self.desk.board.clone();
        let hello = ClientFrame::Hello { board, audience: Audience::Control, car: None, position: None };
        socket.push(&encode(&hello));
        socket.flush().await?;
        self.place = Place::default();
        while self.place.seq().is_none() {
            socket.read(|text, at| self.take(text, at)).await?;
        }
        Ok(socket)
    }

    /// Sends what is due until all is answered, or it is time to give up.
    pub async fn run(mut self, mut socket: Socket, mut pace: Pace) -> WriterEnd {
        loop {
            let ended = match self.work(&mut socket, &mut pace).await {
                Ok(()) => break,
                Err(ended) => ended,
            };
            loop {
                self.end.reconnects += 1;
                if !ended.come_back() || self.late() {
                    self.end.fault = Some(format!("writer {}: {ended}", self.index));
                    return self.end;
                }
                sleep(ended.retry_after().unwrap_or(AGAIN_AFTER)).await;
                if let Ok(fresh) = self.connect().await {
                    socket = fresh;
                    break;
                }
            }
            // What fell due meanwhile is late by the server's doing.
            if let Pace::Open { due, schedule } = &mut pace {
                while let Ok(i) = due.try_recv() {
                    self.waiting.push_back(Due { us: schedule.due_us(i), held_back: true });
                }
            }
            // Everything unanswered again, in the order of the first time.
            self.again = self.open.drain().map(|(_, n)| n).chain(self.again.drain(..)).collect();
            self.again.make_contiguous().sort_unstable();
        }
        socket.push_close();
        let _closing_anyway = socket.flush().await;
        self.end
    }

    fn late(&self) -> bool {
        self.desk.clock.now_us() > self.desk.give_up_us
    }

    async fn work(&mut self, socket: &mut Socket, pace: &mut Pace) -> Result<(), Ended> {
        let beat = sleep(BEAT_EVERY);
        tokio::pin!(beat);
        let mut more = true;
        let give_up = self.desk.clock.instant(self.desk.give_up_us).into();
        loop {
            while self.open.len() < IN_FLIGHT_MAX {
                if self.desk.clock.now_us() >= self.again_us
                    && let Some(n) = self.again.pop_front()
                {
                    self.push(socket, n);
                } else if let Some(due) = self.waiting.pop_front() {
                    self.begin(socket, &due);
                } else {
                    break;
                }
            }
            if let Pace::Closed { until_us } = pace {
                let now_us = self.desk.clock.now_us();
                more = now_us < *until_us;
                if more && self.open.is_empty() && self.again.is_empty() {
                    self.begin(socket, &Due { us: now_us, held_back: false });
                }
            }
            socket.flush().await?;
            if !more && self.waiting.is_empty() && self.again.is_empty() && self.open.is_empty() {
                return Ok(());
            }
            let again_at = self.desk.clock.instant(self.again_us).into();
            let to_send_again = !self.again.is_empty();
            tokio::select! { biased;
                turn = socket.read(|text, at| self.take(text, at)) => turn?,
                due = next_due(pace), if more => match due {
                    Some(us) => {
                        let held_back = self.open.len() >= IN_FLIGHT_MAX;
                        self.end.held_back += u64::from(held_back);
                        self.waiting.push_back(Due { us, held_back });
                    }
                    None => more = false,
                },
                () = &mut beat => {
                    beat.as_mut().reset(tokio::time::Instant::now() + BEAT_EVERY);
                    socket.push(BEAT);
                }
                () = sleep_until(again_at), if to_send_again => {}
                () = sleep_until(give_up) => return Ok(()),
            }
        }
    }

    /// Makes the next command and sends it.
    fn begin(&mut self, socket: &mut Socket, due: &Due) {
        let n = self.end.sent.len();
        let (act, response) = act(n, self.desk.responses.len());
        let now_us = self.desk.clock.now_us();
        if !due.held_back {
            self.end.lag.record(now_us.saturating_sub(due.us));
        }
        let at = self.desk.clock.wall_ms(now_us);
        self.end.sent.push(Sent {
            id: CommandId(Uuid::now_v7()),
            act,
            response,
            at,
            due_us: due.us,
            times: 0,
            answered: None,
        });
        self.push(socket, n);
    }

    fn push(&mut self, socket: &mut Socket, n: usize) {
        let sent = &mut self.end.sent[n];
        sent.times += 1;
        let command = command(sent.act, sent.id, &self.desk.responses[sent.response]);
        socket.push(&encode(&ClientFrame::Command { id: sent.id, at: sent.at, command }));
        self.open.insert(sent.id, n);
    }

    fn take(&mut self, text: &[u8], at: Instant) {
        match head(text) {
            Head::Accepted => match serde_json::from_slice(text) {
                Ok(frame) => self.accepted(&frame, self.desk.clock.us(at)),
                Err(_) => self.end.wrong_answers += 1,
            },
            Head::Refused => match serde_json::from_slice(text) {
                Ok(frame) => self.refused(&frame),
                Err(_) => self.end.wrong_answers += 1,
            },
            Head::Snapshot { seq } => {
                self.place.snapshot(seq);
            }
            Head::Delta { from, seq } => match self.place.step(from, seq) {
                Step::InOrder => {}
                Step::Gap { .. } => self.end.gaps += 1,
                Step::Late | Step::Backwards | Step::Early => self.end.out_of_order += 1,
            },
            _ => {}
        }
    }

    fn accepted(&mut self, frame: &AcceptedFrame, at_us: u64) {
        let Some(n) = self.open.remove(&frame.id) else {
            self.end.wrong_answers += 1;
            return;
        };
        let sent = &mut self.end.sent[n];
        if frame.repeated && sent.times == 1 {
            self.end.wrong_answers += 1;
        }
        sent.answered = Some(Answered::Accepted { seq: frame.seq });
        self.end.latency.record(at_us.saturating_sub(sent.due_us));
        self.end.last_us = self.end.last_us.max(at_us);
    }

    fn refused(&mut self, frame: &RefusedFrame) {
        let Some(n) = self.open.remove(&frame.id) else {
            self.end.wrong_answers += 1;
            return;
        };
        if frame.refusal.code.is_transient() && !self.late() {
            self.end.transient += 1;
            self.again.push_back(n);
            self.again_us = self.desk.clock.now_us() + AGAIN_AFTER.as_micros() as u64;
        } else {
            self.end.sent[n].answered = Some(Answered::Refused(frame.refusal.code));
        }
    }
}

/// The intended time of the next command; never in a closed loop, where answers set the pace.
async fn next_due(pace: &mut Pace) -> Option<u64> {
    match pace {
        Pace::Open { due, schedule } => due.recv().await.map(|i| schedule.due_us(i)),
        Pace::Closed { .. } => std::future::pending().await,
    }
}

fn encode(frame: &ClientFrame) -> String {
    // A frame of our own making always has an encoding.
    serde_json::to_string(frame).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_finishes_a_round_before_it_goes_to_the_next_response() {
        let acts: Vec<_> = (0..11).map(|n| act(n, 2)).collect();
        assert_eq!(
            acts[..6],
            [(Act::Claim, 0), (Act::Note, 0), (Act::Contact, 0), (Act::Note, 0), (Act::Release, 0), (Act::Claim, 1)]
        );
        assert_eq!(acts[10], (Act::Claim, 0));
    }

    #[test]
    fn a_command_repeated_is_the_same_command() {
        let id = CommandId(Uuid::now_v7());
        let response = ResponseId::from("LT-1#1");
        for act in ROUND {
            assert_eq!(command(act, id, &response), command(act, id, &response));
        }
        assert_ne!(command(Act::Note, id, &response), command(Act::Note, CommandId(Uuid::now_v7()), &response));
    }
}
