//! When something was done. A device says so by its own clock, and that cannot be before what it was done to.

use std::borrow::Cow;

use alongside_protocol::{CarId, Command, DeploymentId, Millis, ResponseId, limits};

use super::{Actor, Context, Input, Person};
use crate::{board::Board, referrals};

/// The context with a time of doing that can be: not before the response was opened, the crew took the job on, the job
/// came to where it is, the shift began. A clock that is a little behind is read as then. One that is far behind says
/// nothing: then it was done when it arrived.
pub fn in_time<'a>(board: &Board, input: &Input, context: &'a Context) -> Cow<'a, Context> {
    let (Input::Person(command), Actor::Person(person)) = (input, &context.actor) else {
        return Cow::Borrowed(context);
    };
    let Some(first) = earliest(board, command, person).filter(|first| context.done_at < *first) else {
        return Cow::Borrowed(context);
    };
    let near = first - context.done_at <= limits::CLIENT_BEHIND_MS_MAX;
    let done_at = if near { first.min(context.now) } else { context.now };
    Cow::Owned(Context { done_at, ..context.clone() })
}

fn earliest(board: &Board, command: &Command, person: &Person) -> Option<Millis> {
    let opened = |id: &ResponseId| {
        let (_, response) = board.response(id)?;
        let own = response.deployments.iter().filter(|job| person.car.as_ref() == Some(&job.car));
        // What a crew writes down it has seen since it first knew whose door it is.
        let taken = own.filter_map(|job| job.acknowledged_at).min();
        Some(taken.filter(|_| is_record(command)).map_or(response.notified_at, |at| at.max(response.notified_at)))
    };
    let job = |id: &DeploymentId| board.deployment(id).map(|(.., job)| job.at);
    let shift = |id: &CarId| board.car(id).shift.map(|shift| shift.started_at);
    match command {
        Command::SetStanding { .. }
        | Command::JudgeRepeat { .. }
        | Command::LinkDuplicate { .. }
        | Command::UnlinkDuplicate { .. }
        | Command::PlaceHold { .. }
        | Command::LiftHold { .. }
        | Command::EraseIncident { .. }
        | Command::OpenResponse { .. }
        | Command::ApplyPlan { .. } => None,
        Command::ClaimResponse { response }
        | Command::ReleaseClaim { response }
        | Command::HandOverClaim { response, .. }
        | Command::TakeOverClaim { response, .. }
        | Command::PassOn { response, .. }
        | Command::AddNote { response, .. }
        | Command::ShareNote { response, .. }
        | Command::RecordHazards { response, .. }
        | Command::TakeSecondStep { response, .. }
        | Command::RecordSafeContact { response, .. }
        | Command::RecordContact { response, .. }
        | Command::EndTrying { response, .. }
        | Command::ResumeTrying { response }
        | Command::RecordRisk { response, .. }
        | Command::RecordSafetyPlan { response, .. }
        | Command::RecordWelfare { response, .. }
        | Command::RecordConsent { response, .. }
        | Command::DraftReferral { response, .. }
        | Command::RecordOutcome { response, .. }
        | Command::CloseResponse { response }
        | Command::ReopenResponse { response, .. }
        | Command::RequestEscalation { response, .. }
        | Command::ShelveAlarm { response, .. }
        | Command::UnshelveAlarm { response, .. }
        | Command::SetCarNeeds { response, .. }
        | Command::SendCar { response, .. }
        | Command::ReserveCar { response, .. } => opened(response),
        // Of what has left the board, too: no service answers before it was asked.
        Command::RecordReferralAnswer { response, service, .. } => {
            referrals::of(board, response)?.iter().find(|one| one.service == *service).map(|one| one.at)
        }
        Command::DiscardReferral { referral, .. } => opened(&referral.response()),
        Command::AcknowledgeEscalation { escalation }
        | Command::DeclineEscalation { escalation, .. }
        | Command::WithdrawEscalation { escalation, .. } => opened(&escalation.response()),
        Command::OfferReserved { deployment, .. }
        | Command::SwapCar { deployment, .. }
        | Command::AcknowledgeOffer { deployment }
        | Command::DeclineOffer { deployment, .. }
        | Command::GoEnRoute { deployment }
        | Command::ArriveAtScene { deployment }
        | Command::ResumeCar { deployment }
        | Command::StandDown { deployment, .. }
        | Command::RecallCar { deployment, .. }
        | Command::ConfirmRecall { deployment } => job(deployment),
        // Of a crew that has been recalled since, too: what it said at the scene does not set the timer anew.
        Command::CheckIn { deployment } => board.deployment(deployment)?.2.at_scene_at,
        // The end of the shift before is the last that is known of the car.
        Command::StartShift { car, .. } => Some(board.car(car).status_at),
        Command::ChangeCrew { car, .. }
        | Command::EndShift { car }
        | Command::TakeBreak { car }
        | Command::EndBreak { car }
        | Command::ReorderQueue { car, .. }
        | Command::OfferNext { car }
        | Command::RaiseSos { car }
        | Command::AnswerSos { car }
        | Command::EndSos { car, .. } => shift(car),
    }
}

/// What a crew writes down only of a job that it has taken on; a note and a call for help it may send before.
fn is_record(command: &Command) -> bool {
    !matches!(command, Command::AddNote { .. } | Command::ShareNote { .. } | Command::RequestEscalation { .. })
}
