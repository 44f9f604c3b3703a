//! Fan-out: who listens to what. Each frame is encoded once for its audience and shared.
//!
//! A topic keeps a ring of its latest deltas. A connection holds a place in it and takes everything that
//! waits in one go, so what piles up between two of its turns costs one write. Deltas are never dropped for
//! a connection that keeps up; figures, positions, presence and beats are only ever the latest.

mod topic;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, RwLock},
};

use alongside_core::{Board, Scheme, repeat::Traits};
use alongside_protocol::{
    IncidentNumber, ServerFrame, limits,
    view::{Doc, DocKey, DocKind},
    vocabulary::Audience,
};
use arc_swap::ArcSwap;
use bytes::{BufMut, Bytes, BytesMut};

pub use topic::{Behind, Latest, Missed, Topic};

use crate::{
    access::policy,
    live::Touched,
    views::{self, Viewer},
};

/// Encodes a frame as one whole WebSocket text message, header included: a server's messages are not masked,
/// so the same bytes serve every socket (RFC 6455, section 5.2). Nothing comes of a frame that is not its audience's:
/// the views make none, and here it is asked once more (I5).
pub fn encode(audience: Audience, frame: &ServerFrame) -> Bytes {
    if !policy::may_receive(audience, frame) {
        metrics::counter!("alongside_invariant_broken_total").increment(1);
        tracing::error!(audience = audience.as_str(), "a frame was held back: it is not this audience's to see");
        return Bytes::new();
    }
    // Every frame type is plain data with string keys; serde_json cannot fail on it.
    let payload = serde_json::to_vec(frame).unwrap_or_default();
    message(TEXT, &payload)
}

/// Final fragment of a text message.
const TEXT: u8 = 0x81;
/// A close message.
const CLOSE: u8 = 0x88;

/// A close message with its code and reason, at most 123 bytes of reason.
pub fn encode_close(code: u16, reason: &str) -> Bytes {
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend_from_slice(&reason.as_bytes()[..reason.len().min(123)]);
    message(CLOSE, &payload)
}

fn message(head: u8, payload: &[u8]) -> Bytes {
    let mut bytes = BytesMut::with_capacity(payload.len() + 10);
    bytes.put_u8(head);
    match payload.len() {
        length @ 0..=125 => bytes.put_u8(length as u8),
        length @ 126..=0xffff => {
            bytes.put_u8(126);
            bytes.put_u16(length as u16);
        }
        length => {
            bytes.put_u8(127);
            bytes.put_u64(length as u64);
        }
    }
    bytes.put_slice(payload);
    bytes.freeze()
}

/// One board's fan-out on this node.
#[derive(Debug)]
pub struct Hub {
    scheme: Arc<Scheme>,
    picture: ArcSwap<Board>,
    topics: RwLock<HashMap<Viewer, Arc<Topic>>>,
    /// Held while a step goes out, so that a snapshot and the deltas after it always fit together.
    step: Mutex<()>,
}

impl Hub {
    pub fn new(scheme: Arc<Scheme>, board: Board) -> Self {
        // There from the start, so that the first to listen finds the latest of everything.
        let begun = [Viewer::Control, Viewer::Inspector]
            .map(|viewer| (viewer.clone(), Arc::new(Topic::new(viewer.audience(), board.seq))));
        Self {
            scheme,
            picture: ArcSwap::from_pointee(board),
            topics: RwLock::new(HashMap::from(begun)),
            step: Mutex::default(),
        }
    }

    /// The board as last published here.
    pub fn picture(&self) -> Arc<Board> {
        self.picture.load_full()
    }

    /// Sends what changed between the last picture and `board` to everybody who may see it.
    pub fn publish(&self, board: &Board, touched: &Touched) {
        let Ok(_step) = self.step.lock() else { return };
        let before = self.picture.swap(Arc::new(board.clone()));
        let wider = with_neighbours(&before, board, touched);
        let topics: Vec<(Viewer, Arc<Topic>)> = self
            .topics
            .read()
            .map(|topics| topics.iter().map(|(viewer, topic)| (viewer.clone(), Arc::clone(topic))).collect())
            .unwrap_or_default();
        for (viewer, topic) in topics {
            let (up, down) = match &viewer {
                Viewer::Crew(_) => difference(
                    &views::snapshot(&before, &self.scheme, &viewer),
                    views::snapshot(board, &self.scheme, &viewer),
                ),
                Viewer::Control | Viewer::Inspector => changes(&before, board, &self.scheme, &viewer, touched, &wider),
            };
            if !up.is_empty() || !down.is_empty() {
                topic.push_delta(board.seq, up, down);
            }
        }
    }

    /// Lets go of what was sent before something was erased.
    pub fn forget_earlier(&self) {
        let Ok(_step) = self.step.lock() else { return };
        if let Ok(topics) = self.topics.read() {
            topics.values().for_each(|topic| topic.forget_earlier());
        }
    }

    /// The topic of a viewer; begins one when nobody listened before.
    pub fn topic(&self, viewer: &Viewer) -> Arc<Topic> {
        if let Ok(topics) = self.topics.read()
            && let Some(topic) = topics.get(viewer)
        {
            return Arc::clone(topic);
        }
        let Ok(_step) = self.step.lock() else { return Arc::new(Topic::new(viewer.audience(), 0)) };
        let Ok(mut topics) = self.topics.write() else { return Arc::new(Topic::new(viewer.audience(), 0)) };
        let seq = self.picture.load().seq;
        Arc::clone(topics.entry(viewer.clone()).or_insert_with(|| Arc::new(Topic::new(viewer.audience(), seq))))
    }

    /// The whole board for a viewer, encoded once for as long as it stays the same, and its place.
    pub fn snapshot(&self, viewer: &Viewer) -> (u64, Bytes) {
        let topic = self.topic(viewer);
        let Ok(_step) = self.step.lock() else { return (0, Bytes::default()) };
        let seq = topic.seq();
        let picture = self.picture.load();
        let frame = topic.snapshot(seq, || {
            encode(
                viewer.audience(),
                &ServerFrame::Snapshot { seq, docs: views::snapshot(&picture, &self.scheme, viewer) },
            )
        });
        (seq, frame)
    }

    /// Sends something of which only the latest counts.
    pub fn latest(&self, viewer: &Viewer, slot: Latest, frame: &ServerFrame) {
        if let Ok(topics) = self.topics.read()
            && let Some(topic) = topics.get(viewer)
        {
            topic.set_latest(slot, encode(viewer.audience(), frame));
        }
    }

    /// Everybody to whom anything was ever sent here.
    pub fn viewers(&self) -> Vec<Viewer> {
        self.topics.read().map(|topics| topics.keys().cloned().collect()).unwrap_or_default()
    }

    pub fn scheme(&self) -> &Arc<Scheme> {
        &self.scheme
    }
}

/// Rows name earlier incidents and duplicates by what they have in common, so they change with them.
fn with_neighbours(before: &Board, after: &Board, touched: &Touched) -> Touched {
    let mut wider = touched.clone();
    for number in &touched.incidents {
        let said = |board: &Board| {
            let Some(incident) = board.incident(number) else {
                let past = board.past.get(number)?;
                return Some(((false, Some(past.received_at), None), past.traits().cloned().unwrap_or_default()));
            };
            let duplicate_of = incident.duplicate_of.as_ref().map(|linked| linked.value.clone());
            let known = (incident.responses.is_empty(), incident.mirror.received_at, duplicate_of);
            Some((known, Traits::of(&incident.mirror)))
        };
        if said(before) != said(after) {
            wider.incidents.extend(before.neighbours(number));
            wider.incidents.extend(after.neighbours(number));
        }
        // A car shows the state of its jobs.
        let cars = after.incident(number).into_iter().flat_map(|incident| &incident.responses);
        wider.cars.extend(cars.flat_map(|response| &response.deployments).map(|job| job.car.clone()));
    }
    wider
}

fn changes(
    before: &Board,
    after: &Board,
    scheme: &Scheme,
    viewer: &Viewer,
    touched: &Touched,
    wider: &Touched,
) -> (Vec<Doc>, Vec<DocKey>) {
    let kind = if *viewer == Viewer::Inspector { DocKind::Brief } else { DocKind::Incident };
    let was_shown =
        |number: &IncidentNumber| before.incident(number).is_some_and(|incident| !incident.responses.is_empty());
    let (mut up, mut down) = (Vec::new(), Vec::new());
    // A neighbour may be untouched after all: what did not change is not sent again (SPEC rule 16).
    let neighbours =
        Touched { incidents: wider.incidents.difference(&touched.incidents).cloned().collect(), ..Touched::default() };
    let as_before = views::changed(before, scheme, viewer, &neighbours);
    for change in views::changed(after, scheme, viewer, wider) {
        match change {
            Ok(_) if as_before.contains(&change) => {}
            Ok(document) => up.push(document),
            Err(number) if was_shown(&number) => down.push(DocKey { kind, id: number.0 }),
            Err(_) => {}
        }
    }
    (up, down)
}

fn difference(before: &[Doc], after: Vec<Doc>) -> (Vec<Doc>, Vec<DocKey>) {
    let down = before.iter().map(Doc::key).filter(|key| !after.iter().any(|document| &document.key() == key)).collect();
    let up = after.into_iter().filter(|document| !before.contains(document)).collect();
    (up, down)
}

/// Bytes a connection may be behind before it is let go.
pub const BEHIND_BYTES_MAX: usize = limits::OUTBOX_BYTES_MAX;
