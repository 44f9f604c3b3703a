//! Every type on Alongside's wire, and nothing else: no runtime, no database, no clock.
//!
//! `SPEC.md` beside this crate holds the numbered rules; the TypeScript that the dashboard uses is
//! generated from these types (`typescript` module) and a test fails when it is stale.

pub mod code;
pub mod command;
pub mod feed;
pub mod frame;
pub mod ids;
pub mod limits;
pub mod private;
pub mod record;
pub mod tracking;
pub mod typescript;
pub mod view;
pub mod vocabulary;

pub use code::{CloseCode, Refusal, RefusalCode};
pub use command::Command;
pub use feed::{FeedBody, FeedEvent};
pub use frame::{ClientFrame, ServerFrame};
pub use ids::*;
pub use private::Private;

/// The WebSocket subprotocol, offered by the client and echoed by the server (SPEC rule 1).
pub const SUBPROTOCOL: &str = "alongside.v1";

/// Milliseconds since 1970-01-01T00:00:00Z. The only form of time on the wire (SPEC rule 4),
/// except in feed events, which carry RFC 3339 with an offset.
pub type Millis = i64;
