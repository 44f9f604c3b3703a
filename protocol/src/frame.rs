//! What goes over the WebSocket, one JSON object a text message. The rules are in `SPEC.md`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    code::Refusal,
    command::Command,
    ids::{BoardId, CarId, CommandId, IncidentNumber, ResponseId, UserId},
    view::{
        CarEta, CarPosition, Doc, DocKey, Figures, Health, IncidentFile, PlanView, PresentUser, Recommendation,
        SchemeView,
    },
    vocabulary::{Audience, Role, Side},
};

/// From a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientFrame {
    /// First frame, once. With a position the server sends what is missing, else a snapshot.
    Hello {
        board: BoardId,
        audience: Audience,
        /// The crew's car; required for that audience, ignored for others.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        car: Option<CarId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        position: Option<Position>,
    },
    Command {
        id: CommandId,
        /// When the person did it, by the screen's clock.
        at: Millis,
        command: Command,
    },
    /// Asks for the file of an incident; logged as a consultation. It is sent again when it changes.
    Open {
        incident: IncidentNumber,
    },
    Close {
        incident: IncidentNumber,
    },
    /// Asks which car for this response. Answered once; ask again for a newer answer.
    Recommend {
        response: ResponseId,
    },
    /// Where this crew's car is. Not answered.
    Position {
        lat: f64,
        lon: f64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        accuracy_m: Option<f32>,
        at: Millis,
    },
    Beat {},
}

/// A place in a board's sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Position {
    /// Changes when the journal is restored from a backup: a position of another epoch is worth nothing.
    pub epoch: String,
    pub seq: u64,
}

/// To a screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Answers `hello`, before anything else.
    Welcome {
        you: You,
        scheme: SchemeView,
        /// What the map may be drawn on.
        map: MapView,
        epoch: String,
        /// The server's clock, for ages that do not depend on the screen's.
        server_at: Millis,
        /// Whether deltas since your position follow; otherwise a snapshot does.
        resumed: bool,
    },
    /// The whole board at `seq`.
    Snapshot {
        seq: u64,
        docs: Vec<Doc>,
    },
    /// What changed after `from` up to `seq`. A screen at another place than `from` must connect again.
    Delta {
        from: u64,
        seq: u64,
        up: Vec<Doc>,
        down: Vec<DocKey>,
    },
    /// The act is in the journal, on disk, as part of everything up to `seq`.
    Accepted {
        id: CommandId,
        seq: u64,
        /// True when this id had been accepted before; nothing was written now.
        repeated: bool,
    },
    Refused {
        id: CommandId,
        refusal: Refusal,
    },
    File {
        file: IncidentFile,
    },
    /// The file is no longer yours to see, or was never.
    FileClosed {
        incident: IncidentNumber,
        refusal: Option<Refusal>,
    },
    /// Newest figures; never queued, the latest counts.
    Figures {
        figures: Figures,
    },
    /// Latest position of every car that was heard in the last quarter of an hour, and when those on their way should be there.
    Positions {
        positions: Vec<CarPosition>,
        etas: Vec<CarEta>,
    },
    /// Which car for this response; none, and why not, where there is no such response here.
    Recommendation {
        response: ResponseId,
        recommendation: Option<Recommendation>,
        refusal: Option<Refusal>,
    },
    /// The newest plan for the rest of the shift; never queued, the latest counts.
    Plan {
        plan: PlanView,
    },
    /// Everybody on this board now.
    Presence {
        users: Vec<PresentUser>,
    },
    Beat {
        at: Millis,
        health: Health,
    },
}

/// What a map may be drawn on. Without tiles it is drawn plainly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MapView {
    /// A PMTiles archive, of this server or of one that its content policy allows.
    pub tiles: Option<String>,
    /// To be shown on the map, as the tiles' licence asks.
    pub attribution: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct You {
    pub user: UserId,
    pub name: String,
    pub roles: Vec<Role>,
    /// For which of the two controllers these roles work in this scheme.
    pub sides: Vec<Side>,
    pub audience: Audience,
    pub car: Option<CarId>,
}

/// The reason text of a close frame is this as JSON, at most 123 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CloseReason {
    pub reason: String,
    /// When to come back, spread by the server so that not everybody comes at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub retry_after_ms: Option<u64>,
}
