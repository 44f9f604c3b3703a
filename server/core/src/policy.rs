//! Who may ask for what. One table, read top to bottom; `decide` asks it first.

use alongside_protocol::{Command, vocabulary::Role};

use Role::{ControlRoom, Coordinator, Crew, DataProtection, Inspector, SupportWorker};

/// The roles of which one is needed for this command. Own-job rules come on top, in `decide`.
#[allow(clippy::match_same_arms, reason = "a table: each line stands for itself")]
pub fn roles_for(command: &Command) -> &'static [Role] {
    match command {
        Command::SetStanding { .. }
        | Command::JudgeRepeat { .. }
        | Command::LinkDuplicate { .. }
        | Command::UnlinkDuplicate { .. } => &[SupportWorker],
        Command::ClaimResponse { .. }
        | Command::TakeOverClaim { .. }
        | Command::PassOn { .. }
        | Command::EndTrying { .. }
        | Command::ResumeTrying { .. }
        | Command::ReleaseClaim { .. }
        | Command::HandOverClaim { .. }
        | Command::OpenResponse { .. }
        | Command::CloseResponse { .. }
        | Command::ReopenResponse { .. } => &[SupportWorker],
        // Police intelligence is written at the desk.
        Command::AddNote { .. } | Command::ShareNote { .. } => &[SupportWorker, Crew, ControlRoom],
        Command::PlaceHold { .. } | Command::LiftHold { .. } | Command::EraseIncident { .. } => &[DataProtection],
        Command::RecordHazards { .. }
        | Command::TakeSecondStep { .. }
        | Command::RecordRisk { .. }
        | Command::RecordSafetyPlan { .. }
        | Command::RecordWelfare { .. }
        | Command::RecordConsent { .. }
        | Command::DraftReferral { .. }
        | Command::DiscardReferral { .. }
        | Command::RecordSafeContact { .. }
        | Command::RecordContact { .. }
        | Command::RecordOutcome { .. } => &[SupportWorker, Crew],
        // Services answer the office, days later.
        Command::RecordReferralAnswer { .. } => &[Coordinator],
        Command::RequestEscalation { .. } | Command::WithdrawEscalation { .. } => &[SupportWorker, Crew],
        Command::ShelveAlarm { .. } | Command::UnshelveAlarm { .. } => &[SupportWorker, ControlRoom],
        Command::AcknowledgeEscalation { .. } | Command::DeclineEscalation { .. } => &[ControlRoom, Inspector],
        Command::StartShift { .. }
        | Command::ChangeCrew { .. }
        | Command::EndShift { .. }
        | Command::TakeBreak { .. }
        | Command::EndBreak { .. } => &[Crew, SupportWorker, Coordinator, ControlRoom],
        Command::SendCar { .. }
        | Command::ReserveCar { .. }
        | Command::OfferReserved { .. }
        | Command::ReorderQueue { .. }
        | Command::SwapCar { .. }
        | Command::ApplyPlan { .. } => &[SupportWorker, ControlRoom, Inspector],
        Command::SetCarNeeds { .. } => &[SupportWorker, Crew],
        Command::OfferNext { .. } => &[SupportWorker, ControlRoom, Crew],
        Command::StandDown { .. } | Command::RecallCar { .. } => &[SupportWorker, ControlRoom, Inspector],
        Command::AcknowledgeOffer { .. }
        | Command::DeclineOffer { .. }
        | Command::GoEnRoute { .. }
        | Command::ArriveAtScene { .. }
        | Command::ResumeCar { .. } => &[Crew],
        // A crew whose tablet is dead is heard by radio.
        Command::CheckIn { .. } | Command::RaiseSos { .. } | Command::EndSos { .. } => {
            &[Crew, SupportWorker, ControlRoom, Inspector]
        }
        Command::AnswerSos { .. } => &[SupportWorker, ControlRoom, Inspector],
        // So is one that says that it is clear.
        Command::ConfirmRecall { .. } => &[Crew, ControlRoom],
    }
}
