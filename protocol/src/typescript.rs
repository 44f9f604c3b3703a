//! The TypeScript of every wire type, as one file for `dashboard/src/live/protocol.gen.ts`.
//!
//! `make types` writes it; `tests::generated_typescript_is_fresh` fails when it is stale.

use ts_rs::{Config, TS};

use crate::{code, command, feed, frame, ids, limits, view, vocabulary};

macro_rules! declare {
    ($out:ident, $cfg:ident; $($path:path),* $(,)?) => {
        $($out.push_str(&format!("export {}\n\n", <$path>::decl(&$cfg)));)*
    };
}

/// The whole file.
pub fn file() -> String {
    let cfg = Config::new().with_large_int("number");
    let mut out = String::from(
        "// Generated from the Rust types in protocol/ by `make types`. Do not edit.\n/* eslint-disable */\n\n",
    );
    declare!(out, cfg;
        ids::BoardId, ids::IncidentNumber, ids::ResponseId, ids::DeploymentId, ids::EscalationId, ids::CarId,
        ids::CallSign, ids::UserId, ids::CommandId,
        vocabulary::Role, vocabulary::Audience, vocabulary::IncidentState, vocabulary::ResourceStatus,
        vocabulary::SuspectWhereabouts, vocabulary::GateMode, vocabulary::GateState, vocabulary::PersonRole,
        vocabulary::Hazard, vocabulary::ResponseState, vocabulary::ContactChannel, vocabulary::ContactResult,
        vocabulary::EscalationKind, vocabulary::EscalationState, vocabulary::DeploymentState, vocabulary::CarStatus,
        vocabulary::Seat, vocabulary::OutcomeKind, vocabulary::ReferralDecision, vocabulary::FeedHealth,
        vocabulary::LiveHealth, vocabulary::JournalHealth,
        code::RefusalCode, code::Refusal,
        command::SafeContact, command::ContactAttempt, command::Outcome, command::SeatFilled, command::Command,
        view::Point, view::DocKind, view::DocKey, view::RepeatMarker, view::ResourceView, view::SuspectView,
        view::GateCondition, view::GateView, view::ClaimView, view::ContactSafety, view::ContactSummary,
        view::EscalationView, view::DeploymentView, view::OutcomeSummary, view::ResponseRow, view::IncidentRow,
        view::ResponseBrief, view::IncidentBrief, view::JobCard, view::CarRow, view::Doc,
        view::PersonView, view::SafeContactView, view::AttemptView, view::ResponseFile, view::TimelineOrigin,
        view::TimelineEntry, view::IncidentFile, view::GradeView, view::HoursView, view::AreaView, view::SchemeView,
        view::GradeCount, view::CarStatusCount, view::ClaimCount, view::Figures, view::Health, view::CarPosition,
        view::PresentUser,
        frame::Position, frame::You, frame::CloseReason, frame::ClientFrame, frame::ServerFrame,
        feed::FeedFault,
    );
    out.push_str(&format!("export const SUBPROTOCOL = {:?};\n\n", crate::SUBPROTOCOL));
    out.push_str("/** Close codes by name. Below 4500: come back. From 4500: do not. */\nexport const CLOSE = {\n");
    for (code, name) in code::CloseCode::ALL {
        out.push_str(&format!("  {name}: {},\n", code.number()));
    }
    out.push_str(
        "} as const;\n\n/** Limits of the wire, by name (see protocol/src/limits.rs). */\nexport const LIMITS = {\n",
    );
    for (name, value) in limits::FOR_SCREENS {
        out.push_str(&format!("  {name}: {value},\n"));
    }
    out.push_str("} as const;\n");
    out
}

/// The JSON Schema of a feed event, as published at `/feed/v1/schema.json`.
pub fn feed_schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(feed::FeedEvent);
    schema.insert("title".to_owned(), feed::FEED_SCHEMA.into());
    schema.to_value()
}
