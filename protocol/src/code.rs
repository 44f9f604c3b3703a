//! Why not, as codes. A person reads the message; a program reads the code.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis,
    ids::CarId,
    vocabulary::{EtaSource, Role},
};

/// Why a command, or an HTTP request, was not done. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// No such thing on this board, or not yours to see.
    NotFound,
    RoleNotAllowed,
    /// The thing is not in a state from which this can be done.
    WrongState,
    AlreadyClaimed,
    NotYourClaim,
    NotYourCar,
    GateClosed,
    SeatEmpty,
    CarOffDuty,
    CarBusy,
    CarQueueFull,
    /// The car's queue, or what a plan was made of, is not what it was when the person decided.
    QueueChanged,
    OutcomeMissing,
    EscalationUnanswered,
    FieldInvalid,
    TooMany,
    /// Come back: the journal does not answer. It is not known whether the act was written; the same id may be sent again.
    JournalUnavailable,
    /// Come back: too much waits on this board.
    Overloaded,
    TooManyInFlight,
    SignInRequired,
    SignInFailed,
    AccountLocked,
    TokenInvalid,
    TokenExpired,
    /// Name and password are right; the code of the second factor is still to come.
    SecondFactorRequired,
    /// A second factor must be set up first; nothing else is open until then.
    EnrolmentRequired,
    OriginRefused,
    BodyTooLarge,
    BodyUnreadable,
    /// The body did not come within its time.
    BodyTooSlow,
    /// Compressed bodies are not taken.
    EncodingRefused,
    MethodNotAllowed,
    /// Come back: too many in a short time. `when` says from when on.
    RateLimited,
    /// Come back: too many connections or screens are open, of this address or in all.
    TooManyConnections,
    ShuttingDown,
    Internal,
}

impl RefusalCode {
    /// Whether the same request may succeed later without anybody changing anything.
    pub fn is_transient(self) -> bool {
        matches!(
            self,
            Self::JournalUnavailable
                | Self::Overloaded
                | Self::TooManyInFlight
                | Self::RateLimited
                | Self::TooManyConnections
                | Self::BodyTooSlow
                | Self::ShuttingDown
                | Self::Internal
        )
    }
}

/// An expected "no", with what the person needs in order to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Refusal {
    pub code: RefusalCode,
    /// Plain words for the person, without personal data.
    pub message: String,
    /// Which field, where one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub found: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub allowed: Option<String>,
    /// Who was first, where somebody was (staff).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub who: Option<String>,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub when: Option<Millis>,
    /// The next best car, where another one was not to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next_car: Option<NextCar>,
}

/// A car that could go instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NextCar {
    pub car: CarId,
    pub call_sign: String,
    /// When it would be there; none where nothing is known of the place.
    pub arrive_at: Option<Millis>,
    pub source: Option<EtaSource>,
}

impl Refusal {
    pub fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            field: None,
            found: None,
            allowed: None,
            who: None,
            when: None,
            next_car: None,
        }
    }

    #[must_use]
    pub fn by(mut self, who: impl Into<String>, when: Millis) -> Self {
        self.who = Some(who.into());
        self.when = Some(when);
        self
    }

    #[must_use]
    pub fn field(mut self, field: impl Into<String>, found: impl Into<String>, allowed: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self.found = Some(found.into());
        self.allowed = Some(allowed.into());
        self
    }

    pub fn invalid(field: impl Into<String>, found: impl Into<String>, allowed: impl Into<String>) -> Self {
        let (field, found, allowed) = (field.into(), found.into(), allowed.into());
        let message = format!("{field}: found {found}; allowed: {allowed}");
        Self::new(RefusalCode::FieldInvalid, message).field(field, found, allowed)
    }

    pub fn role(needed: &[Role]) -> Self {
        let names: Vec<_> = needed.iter().map(|role| role.as_str()).collect();
        Self::new(RefusalCode::RoleNotAllowed, format!("this needs the role {}", names.join(" or ")))
    }
}

/// Why the server closed a socket. 4000–4499 and 1012: come back. 4500–4999: do not (SPEC rules 21–22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum CloseCode {
    /// The node is going down for a restart.
    Restarting = 1012,
    SlowConsumer = 4000,
    HeartbeatLost = 4001,
    /// The screen cannot be brought up to date from here; connect again without a position.
    ResyncNeeded = 4002,
    HelloTimeout = 4003,
    /// More messages than a person could cause.
    TooManyFrames = 4004,
    /// The message could not be read as a frame.
    FrameInvalid = 4500,
    FrameTooLarge = 4501,
    SignedOut = 4502,
    NotAllowed = 4503,
    /// The screen's protocol is not spoken here: reload.
    VersionUnsupported = 4504,
}

impl CloseCode {
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Restarting, "restarting"),
        (Self::SlowConsumer, "slow_consumer"),
        (Self::HeartbeatLost, "heartbeat_lost"),
        (Self::ResyncNeeded, "resync_needed"),
        (Self::HelloTimeout, "hello_timeout"),
        (Self::TooManyFrames, "too_many_frames"),
        (Self::FrameInvalid, "frame_invalid"),
        (Self::FrameTooLarge, "frame_too_large"),
        (Self::SignedOut, "signed_out"),
        (Self::NotAllowed, "not_allowed"),
        (Self::VersionUnsupported, "version_unsupported"),
    ];

    pub fn number(self) -> u16 {
        self as u16
    }

    /// The reason text sent with the close, and counted in the metrics.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(code, _)| *code == self).map_or("", |(_, name)| name)
    }

    pub fn come_back(self) -> bool {
        self.number() < 4500
    }
}
