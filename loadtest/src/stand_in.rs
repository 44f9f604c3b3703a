//! A small server of the protocol for the generator's own tests. It speaks through tungstenite, keeps a board of
//! incidents in memory, and can be told to do wrong, so that the tests prove that the generator notices.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex},
};

use alongside_protocol::{
    Command, CommandId, FeedBody, FeedEvent, Private, SUBPROTOCOL,
    feed::{FeedAnswer, FeedReceipt, FeedStatus},
    frame::{ClientFrame, CloseReason, MapView, Position, ServerFrame, You},
    ids::UserId,
    view::{AttemptView, ClaimView, Doc, IncidentFile, IncidentRow, TimelineEntry, TimelineOrigin},
    vocabulary::{Audience, Kept, TimelineTopic},
};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedSender, unbounded_channel},
};
use tokio_tungstenite::{
    accept_hdr_async,
    tungstenite::{
        Message,
        handshake::server::{ErrorResponse, Request, Response},
        http::HeaderValue,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use crate::{
    blank::{incident_file, incident_row, scheme},
    watch::lock,
};

pub const PASSWORD: &str = "a password for tests";
pub const TOKEN: &str = "a feed token for tests";
pub const OPENING_CODE: &str = "DOMESTIC";
const EPOCH: &str = "epoch-1";

/// What the stand-in does wrong. Sockets are numbered in the order of their hello, deltas from the socket's first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// One delta does not reach one socket.
    Drop {
        socket: usize,
        nth: usize,
    },
    /// One delta comes after the next one.
    Swap {
        socket: usize,
        nth: usize,
    },
    /// A socket is closed as a slow consumer instead of getting its nth delta. Allowed: it may come back.
    Slow {
        socket: usize,
        nth: usize,
    },
    /// A delta of one socket holds another row than it should.
    Differ {
        socket: usize,
        nth: usize,
    },
    /// The nth remark is taken but changes nothing.
    ForgetRemark {
        nth: usize,
    },
    /// The nth note is accepted but not kept.
    ForgetNote {
        nth: usize,
    },
    /// The nth note is kept twice.
    NoteTwice {
        nth: usize,
    },
    /// A repeated command is accepted as if it were new.
    RepeatAsNew,
}

struct Listener {
    out: UnboundedSender<Message>,
    deltas: usize,
    /// A delta that waits to be overtaken.
    held: Option<Message>,
}

#[derive(Default)]
struct State {
    seq: u64,
    rows: BTreeMap<String, IncidentRow>,
    files: BTreeMap<String, IncidentFile>,
    /// Deltas so far: the first goes from 0 to 1.
    log: Vec<Vec<Doc>>,
    messages: HashSet<String>,
    accepted: HashMap<CommandId, u64>,
    listeners: Vec<Listener>,
    remarks: usize,
    notes: usize,
}

pub struct StandIn {
    state: Mutex<State>,
    fault: Fault,
}

/// Starts one on a free port; its address.
pub async fn start(fault: Fault) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let this = Arc::new(StandIn { state: Mutex::default(), fault });
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(Arc::clone(&this).serve(stream));
        }
    });
    url
}

impl StandIn {
    async fn serve(self: Arc<Self>, stream: TcpStream) {
        stream.set_nodelay(true).unwrap();
        let mut start = [0; 7];
        while stream.peek(&mut start).await.is_ok_and(|read| read > 0 && read < start.len()) {
            tokio::task::yield_now().await;
        }
        if &start == b"GET /ws" { self.web_socket(stream).await } else { self.http(stream).await }
    }

    async fn http(&self, mut stream: TcpStream) {
        let mut read = Vec::new();
        loop {
            let end = loop {
                if let Some(at) = read.windows(4).position(|window| window == b"\r\n\r\n") {
                    break at + 4;
                }
                if stream.read_buf(&mut read).await.unwrap_or(0) == 0 {
                    return;
                }
            };
            let head = String::from_utf8(read.drain(..end).collect()).unwrap();
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            let length: usize = length.unwrap_or(0);
            while read.len() < length {
                stream.read_buf(&mut read).await.unwrap();
            }
            let body: Vec<u8> = read.drain(..length).collect();
            let (status, headers, answer) = self.answer(&head, &body);
            let text = format!(
                "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{headers}\r\n{answer}",
                answer.len()
            );
            if stream.write_all(text.as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn answer(&self, head: &str, body: &[u8]) -> (u16, &'static str, String) {
        let line = head.lines().next().unwrap_or_default();
        if line.starts_with("POST /api/v1/session ") {
            let given: serde_json::Value = serde_json::from_slice(body).unwrap();
            return match given["password"].as_str() {
                Some(PASSWORD) => (200, "set-cookie: alongside=token; Path=/; HttpOnly\r\n", "{}".to_owned()),
                _ => (401, "", r#"{"code":"sign_in_failed"}"#.to_owned()),
            };
        }
        assert!(line.starts_with("POST /feed/v1/events "), "{line}");
        if !head.contains(&format!("Bearer {TOKEN}")) {
            return (401, "", r#"{"code":"token_invalid"}"#.to_owned());
        }
        let events = serde_json::from_slice::<Vec<FeedEvent>>(body)
            .unwrap_or_else(|_| vec![serde_json::from_slice::<FeedEvent>(body).unwrap()]);
        let mut answer = FeedAnswer { accepted: 0, duplicates: 0, quarantined: 0, unavailable: 0, items: vec![] };
        for (index, event) in events.into_iter().enumerate() {
            let fresh = lock(&self.state).messages.insert(event.message_id.clone());
            if fresh {
                answer.accepted += 1;
                self.happened(&event);
            } else {
                answer.duplicates += 1;
            }
            let status = if fresh { FeedStatus::Accepted } else { FeedStatus::Duplicate };
            answer.items.push(FeedReceipt { index, message_id: Some(event.message_id), status, fault: None });
        }
        (200, "", serde_json::to_string(&answer).unwrap())
    }

    fn happened(&self, event: &FeedEvent) {
        let at = event.at.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        let mut state = lock(&self.state);
        let number = event.incident.0.clone();
        match &event.body {
            FeedBody::IncidentReceived(details) => {
                // Another type of call is not for this board.
                if details.opening_code.as_deref() != Some(OPENING_CODE) {
                    return;
                }
                let mut row = incident_row(&number);
                (row.received_at, row.graded_at) = (at, at);
                row.grade = details.grade.clone().unwrap();
                state.files.insert(number.clone(), incident_file(&number));
                state.rows.insert(number.clone(), row);
            }
            FeedBody::RemarkAdded(_) => {
                state.remarks += 1;
                if self.fault != (Fault::ForgetRemark { nth: state.remarks }) {
                    let row = state.rows.get_mut(&number).unwrap();
                    row.remark_count += 1;
                    row.last_log_at = Some(at);
                }
            }
            FeedBody::GradeChanged(fact) => {
                let row = state.rows.get_mut(&number).unwrap();
                row.grade.clone_from(&fact.grade);
                row.graded_at = at;
            }
            other => panic!("{other:?}"),
        }
        let row = state.rows[&number].clone();
        self.publish(&mut state, vec![Doc::Incident(row)]);
    }

    fn publish(&self, state: &mut State, up: Vec<Doc>) {
        let from = state.seq;
        state.seq += 1;
        let delta = delta(from, &up);
        let mut other = up.clone();
        if let Doc::Incident(row) = &mut other[0] {
            row.beat = Some("somewhere else".to_owned());
        }
        state.log.push(up);
        for (socket, listener) in state.listeners.iter_mut().enumerate() {
            listener.deltas += 1;
            let nth = listener.deltas;
            let send = |message| drop(listener.out.send(message));
            match self.fault {
                fault if fault == (Fault::Drop { socket, nth }) => {}
                fault if fault == (Fault::Swap { socket, nth }) => listener.held = Some(delta.clone()),
                fault if fault == (Fault::Differ { socket, nth }) => send(self::delta(from, &other)),
                fault if fault == (Fault::Slow { socket, nth }) => {
                    let reason = CloseReason { reason: "slow_consumer".to_owned(), retry_after_ms: Some(200) };
                    let reason = serde_json::to_string(&reason).unwrap().into();
                    send(Message::Close(Some(CloseFrame { code: CloseCode::from(4000), reason })));
                }
                _ => {
                    send(delta.clone());
                    if let Some(held) = listener.held.take() {
                        send(held);
                    }
                }
            }
        }
    }

    #[expect(clippy::result_large_err, reason = "the callback's type is given")]
    async fn web_socket(self: Arc<Self>, stream: TcpStream) {
        let greet = |request: &Request, mut response: Response| -> Result<Response, ErrorResponse> {
            assert_eq!(request.headers()["cookie"], "alongside=token");
            assert_eq!(request.headers()["sec-websocket-protocol"], SUBPROTOCOL);
            response.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static(SUBPROTOCOL));
            Ok(response)
        };
        let (mut sink, mut source) = accept_hdr_async(stream, greet).await.unwrap().split();
        let (out, mut queue) = unbounded_channel();
        tokio::spawn(async move {
            while let Some(message) = queue.recv().await {
                if sink.send(message).await.is_err() {
                    return;
                }
            }
        });
        drop(out.send(Message::Ping(b"still there?".to_vec().into())));
        while let Some(Ok(message)) = source.next().await {
            if let Message::Text(text) = message {
                let frame = serde_json::from_str(&text).unwrap();
                self.frame(frame, &out);
            }
        }
    }

    fn frame(&self, frame: ClientFrame, out: &UnboundedSender<Message>) {
        let mut state = lock(&self.state);
        match frame {
            ClientFrame::Hello { position, .. } => hello(&mut state, position, out),
            ClientFrame::Command { id, command, .. } => {
                let known = state.accepted.get(&id).copied().filter(|_| self.fault != Fault::RepeatAsNew);
                let seq = known.unwrap_or_else(|| {
                    self.act(&mut state, id, command);
                    state.seq
                });
                state.accepted.insert(id, seq);
                send(out, &ServerFrame::Accepted { id, seq, repeated: known.is_some() });
            }
            ClientFrame::Open { incident } => {
                send(out, &ServerFrame::File { file: state.files[&incident.0].clone() });
            }
            ClientFrame::Beat {}
            | ClientFrame::Close { .. }
            | ClientFrame::Position { .. }
            | ClientFrame::Recommend { .. } => {}
        }
    }

    fn act(&self, state: &mut State, id: CommandId, command: Command) {
        let (response, claim) = match &command {
            Command::ClaimResponse { response } => (response.clone(), Some(true)),
            Command::ReleaseClaim { response } => (response.clone(), Some(false)),
            Command::AddNote { response, .. } | Command::RecordContact { response, .. } => (response.clone(), None),
            other => panic!("{other:?}"),
        };
        let number = response.incident().0;
        if let Some(claimed) = claim {
            let claim = claimed.then(|| ClaimView { user: UserId::from("u"), name: "U".to_owned(), at: 0 });
            let row = &mut state.rows.get_mut(&number).unwrap().responses[0];
            assert_ne!(row.claim.is_some(), claimed, "{id} is not allowed here");
            row.claim = claim;
        }
        let file = state.files.get_mut(&number).unwrap();
        match command {
            Command::AddNote { text, .. } => {
                state.notes += 1;
                let times = match self.fault {
                    Fault::ForgetNote { nth } if nth == state.notes => 0,
                    Fault::NoteTwice { nth } if nth == state.notes => 2,
                    _ => 1,
                };
                file.timeline.extend((0..times).map(|_| note(text.clone())));
            }
            Command::RecordContact { attempt, .. } => {
                file.responses[0].attempts.push(AttemptView { attempt, at: 0, by: "U".to_owned() });
            }
            _ => {}
        }
        let row = state.rows[&number].clone();
        self.publish(state, vec![Doc::Incident(row)]);
    }
}

fn hello(state: &mut State, position: Option<Position>, out: &UnboundedSender<Message>) {
    let position = position.filter(|position| position.epoch == EPOCH);
    let you = You {
        user: UserId::from("u"),
        name: "U".to_owned(),
        roles: vec![],
        audience: Audience::Control,
        car: None,
        sides: vec![],
    };
    let resumed = position.is_some();
    let (scheme, map, epoch) = (scheme(), MapView::default(), EPOCH.to_owned());
    send(out, &ServerFrame::Welcome { you, scheme, map, epoch, server_at: 0, resumed });
    if let Some(position) = position {
        for from in position.seq..state.seq {
            drop(out.send(delta(from, &state.log[from as usize])));
        }
    } else {
        let docs = state.rows.values().cloned().map(Doc::Incident).collect();
        send(out, &ServerFrame::Snapshot { seq: state.seq, docs });
    }
    state.listeners.push(Listener { out: out.clone(), deltas: 0, held: None });
}

fn delta(from: u64, up: &[Doc]) -> Message {
    Message::text(
        serde_json::to_string(&ServerFrame::Delta { from, seq: from + 1, up: up.to_vec(), down: vec![] }).unwrap(),
    )
}

fn send(out: &UnboundedSender<Message>, frame: &ServerFrame) {
    drop(out.send(Message::text(serde_json::to_string(frame).unwrap())));
}

fn note(text: Private) -> TimelineEntry {
    TimelineEntry {
        at: 0,
        arrived_at: None,
        seq: 0,
        origin: TimelineOrigin::Ours,
        topic: TimelineTopic::Note,
        by: Some("U".to_owned()),
        words: "Note".to_owned(),
        text: Some(text),
        response: None,
        corrects: None,
        kept: Kept::Shared,
        shared_on: None,
        synthetic: false,
    }
}
