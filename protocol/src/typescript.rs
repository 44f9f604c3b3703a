//! The TypeScript of every wire type, as one file for `dashboard/src/live/protocol.gen.ts`.
//!
//! `make types` writes it; `tests::generated_typescript_is_fresh` fails when it is stale.

use ts_rs::{Config, TS};

use crate::{code, command, feed, frame, ids, limits, record, view, vocabulary};

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
        ids::ReferralId, ids::CallSign, ids::UserId, ids::CommandId,
        vocabulary::Role, vocabulary::Audience, vocabulary::IncidentState, vocabulary::ResourceStatus,
        vocabulary::SuspectWhereabouts, vocabulary::GateMode, vocabulary::GateState, vocabulary::PersonRole,
        vocabulary::Hazard, vocabulary::ResponseState, vocabulary::ContactChannel, vocabulary::ContactResult,
        vocabulary::EscalationKind, vocabulary::EscalationState, vocabulary::DeploymentState, vocabulary::CarStatus,
        vocabulary::Seat, vocabulary::OutcomeKind, vocabulary::ReferralDecision, vocabulary::FeedHealth,
        vocabulary::LiveHealth, vocabulary::JournalHealth, vocabulary::Weekday, vocabulary::Standing,
        vocabulary::PriorityFactor, vocabulary::RepeatMatch, vocabulary::RepeatVerdict, vocabulary::SecondStep,
        vocabulary::Alarm, vocabulary::Answer, vocabulary::RiskBand, vocabulary::RiskSource,
        vocabulary::ConsentDecision, vocabulary::ConsentHow, vocabulary::ReferralState, vocabulary::ReferralAnswer, vocabulary::EligibilityState,
        vocabulary::TimelineTopic, vocabulary::WorkerGender, vocabulary::EtaSource, vocabulary::CarChoice,
        vocabulary::CarReason, vocabulary::SosEnding, vocabulary::RoadsHealth,
        vocabulary::WelfareConcern, vocabulary::Kept, vocabulary::Side, vocabulary::ShareBasis, vocabulary::EraseBasis,
        code::RefusalCode, code::NextCar, code::Refusal,
        record::SafeWindow, record::OtherNumber, record::SafeContact, record::ContactAttempt, record::Outcome,
        record::SeatFilled, record::RiskAssessment, record::SafetyStep, record::SafetyPlan, record::WelfareSeen, record::ConsentEntry,
        record::ReferralDraft, record::CarNeeds, record::Fix, record::PlannedJob, command::Command,
        view::Point, view::DocKind, view::DocKey, view::EarlierIncident, view::RepeatMarker,
        view::FactorPoints, view::PriorityView, view::EligibilityReason, view::EligibilityView, view::ResourceView, view::SuspectView,
        view::GateCondition, view::GateView, view::ClaimView, view::ContactSafety, view::ContactSummary,
        view::EscalationView, view::DeploymentView, view::OutcomeSummary, view::RiskSummary,
        view::PassedOnView, view::ShelvedView, view::CarWantedView, view::ResponseRow, view::IncidentRow,
        view::ResponseBrief, view::IncidentBrief, view::JobCard, view::BaseView, view::EquipmentView, view::CheckInView, view::SosView,
        view::CarRow, view::Doc,
        view::PersonView, view::SafeContactView, view::AttemptView, view::RiskView, view::SafetyPlanView, view::WelfareView,
        view::ConsentView, view::ReferralView, view::ResponseFile, view::TimelineOrigin,
        view::TimelineEntry, view::IncidentFile, view::GradeView, view::HoursView, view::AreaView, view::Named,
        view::ServiceView, view::PriorityRulesView, view::DaySlot, view::ContactRulesView, view::QuestionView,
        view::QuestionSetView, view::RiskRulesView, view::ConsentRulesView, view::OutcomeQuestionKind,
        view::OutcomeQuestion, view::CarRulesView, view::SchemeView, view::AnswerCount, view::SiteCount, view::Counts,
        view::GradeCount, view::CarStatusCount, view::ClaimCount, view::Figures, view::Health, view::CarPosition,
        view::EarlierDemand, view::HeatCell, view::WeekCount, view::WaitKind, view::WaitFigures, view::FunnelStage,
        view::FunnelStep, view::Referrals, view::ReferralLine, view::GroupCount, view::TodayDemand, view::DayCount, view::DemandForecast, view::ExpectedCalls,
        view::ForecastMethod, view::ForecastTest, view::ForecastScore, view::CoverQuestion, view::BestHoursQuestion,
        view::CoverLine, view::CoverAnswer, view::Spread, view::CoverReach, view::BestCover,
        view::PeriodReport, view::FigureRow, view::FigureUnit,
        view::CarEta, view::OptionReason, view::CarOption, view::Recommendation, view::FixedJob, view::PlanLine,
        view::PlanLeft, view::PlanWait, view::PlanView, view::PresentUser,
        frame::Position, frame::You, frame::MapView, frame::CloseReason, frame::ClientFrame, frame::ServerFrame,
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
