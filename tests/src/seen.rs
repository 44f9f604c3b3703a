//! What one screen has seen: the reducer of `protocol/SPEC.md` rules 14 to 18, and a memory of everything for tests.

use std::collections::{BTreeMap, HashMap};

use alongside_protocol::{
    BoardId, CommandId, IncidentNumber, Refusal, ResponseId, ServerFrame,
    frame::{CloseReason, Position, You},
    view::{
        CarEta, CarPosition, CarRow, Doc, DocKey, Figures, Health, IncidentBrief, IncidentFile, IncidentRow, JobCard,
        PlanView, PresentUser, Recommendation, SchemeView,
    },
};

/// The answer to one command.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Accepted { seq: u64, repeated: bool },
    Refused(Refusal),
}

/// How the server ended the connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// None where the connection simply broke.
    pub code: Option<u16>,
    pub reason: Option<CloseReason>,
}

#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub you: Option<You>,
    pub scheme: Option<SchemeView>,
    pub board: Option<BoardId>,
    pub epoch: String,
    pub seq: u64,
    /// The welcome said that deltas follow.
    pub resumed: bool,
    docs: BTreeMap<(String, String), Doc>,
    pub files: BTreeMap<IncidentNumber, IncidentFile>,
    pub file_closed: Vec<(IncidentNumber, Option<Refusal>)>,
    pub answers: HashMap<CommandId, Vec<Answer>>,
    pub figures: Option<Figures>,
    pub positions: Vec<CarPosition>,
    pub etas: Vec<CarEta>,
    pub plan: Option<PlanView>,
    /// The newest answer for each response that was asked about.
    pub recommended: HashMap<ResponseId, Result<Recommendation, Option<Refusal>>>,
    pub presence: Vec<PresentUser>,
    pub health: Option<Health>,
    pub beats: usize,
    pub snapshots: usize,
    pub deltas: usize,
    /// Deltas that did not begin where this screen stood (rule 15). Always a fault of the server.
    pub gaps: Vec<String>,
    /// Every message as it came, for searches.
    pub raw: Vec<String>,
    pub closed: Option<Closed>,
}

fn place(key: DocKey) -> (String, String) {
    (format!("{:?}", key.kind), key.id)
}

impl Seen {
    /// Takes one message in. What cannot be read as a frame counts as a gap.
    pub fn take(&mut self, text: &str) {
        self.raw.push(text.to_owned());
        let frame = match serde_json::from_str(text) {
            Ok(frame) => frame,
            Err(error) => {
                self.gaps.push(format!("unreadable: {error}"));
                return;
            }
        };
        match frame {
            ServerFrame::Welcome { you, scheme, epoch, resumed, .. } => {
                self.you = Some(you);
                self.board = Some(scheme.board.clone());
                self.scheme = Some(scheme);
                self.epoch = epoch;
                self.resumed = resumed;
            }
            ServerFrame::Snapshot { seq, docs } => {
                self.docs = docs.into_iter().map(|doc| (place(doc.key()), doc)).collect();
                self.seq = seq;
                self.snapshots += 1;
            }
            ServerFrame::Delta { from, seq, up, down } => {
                if from != self.seq || seq <= from {
                    self.gaps.push(format!("a delta from {from} to {seq} came at {}", self.seq));
                }
                self.docs.extend(up.into_iter().map(|doc| (place(doc.key()), doc)));
                for key in down {
                    self.docs.remove(&place(key));
                }
                self.seq = seq;
                self.deltas += 1;
            }
            ServerFrame::Accepted { id, seq, repeated } => {
                self.answers.entry(id).or_default().push(Answer::Accepted { seq, repeated });
            }
            ServerFrame::Refused { id, refusal } => self.answers.entry(id).or_default().push(Answer::Refused(refusal)),
            ServerFrame::File { file } => drop(self.files.insert(file.number.clone(), file)),
            ServerFrame::FileClosed { incident, refusal } => {
                self.files.remove(&incident);
                self.file_closed.push((incident, refusal));
            }
            ServerFrame::Figures { figures } => self.figures = Some(figures),
            ServerFrame::Positions { positions, etas } => {
                self.positions = positions;
                self.etas = etas;
            }
            ServerFrame::Plan { plan } => self.plan = Some(plan),
            ServerFrame::Recommendation { response, recommendation, refusal } => {
                self.recommended.insert(response, recommendation.ok_or(refusal));
            }
            ServerFrame::Presence { users } => self.presence = users,
            ServerFrame::Beat { health, .. } => {
                self.health = Some(health);
                self.beats += 1;
            }
        }
    }

    /// Where this screen would come back to.
    pub fn position(&self) -> Position {
        Position { epoch: self.epoch.clone(), seq: self.seq }
    }

    /// All documents, in a fixed order, for comparing two screens of one audience.
    pub fn docs(&self) -> Vec<Doc> {
        self.docs.values().cloned().collect()
    }

    /// Takes over what an earlier connection held, as a screen does that comes back.
    pub fn come_back(&mut self, earlier: &Self) {
        self.docs = earlier.docs.clone();
        self.seq = earlier.seq;
        self.epoch.clone_from(&earlier.epoch);
    }

    pub fn row(&self, number: &str) -> Option<&IncidentRow> {
        self.docs.values().find_map(|doc| match doc {
            Doc::Incident(row) if row.number.0 == number => Some(row),
            _ => None,
        })
    }

    pub fn rows(&self) -> impl Iterator<Item = &IncidentRow> {
        self.docs.values().filter_map(|doc| match doc {
            Doc::Incident(row) => Some(row),
            _ => None,
        })
    }

    pub fn brief(&self, number: &str) -> Option<&IncidentBrief> {
        self.docs.values().find_map(|doc| match doc {
            Doc::Brief(brief) if brief.number.0 == number => Some(brief),
            _ => None,
        })
    }

    pub fn jobs(&self) -> impl Iterator<Item = &JobCard> {
        self.docs.values().filter_map(|doc| match doc {
            Doc::Job(job) => Some(job),
            _ => None,
        })
    }

    pub fn car(&self, id: &str) -> Option<&CarRow> {
        self.docs.values().find_map(|doc| match doc {
            Doc::Car(car) if car.car.0 == id => Some(car),
            _ => None,
        })
    }
}
