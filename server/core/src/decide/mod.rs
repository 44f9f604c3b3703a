//! From what somebody asks to what happens, or to an expected "no". Pure.

mod alarm;
mod claim;
mod contact;
mod data_protection;
mod escalation;
mod feed;
mod incident;
mod job;
mod records;
mod response;
pub(crate) mod send;
mod shift;
mod tick;
mod times;
mod welfare;

pub use times::in_time;

use alongside_protocol::{
    CarId, Command, DeploymentId, FeedEvent, Millis, Private, Refusal, RefusalCode, UserId, limits, record::Fix,
    vocabulary::Role,
};

use crate::{
    board::Board,
    event::{Author, Event},
    incident::Incident,
    policy,
    scheme::Scheme,
};

/// What a board is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A person's command.
    Person(Command),
    /// A fact from the force, already checked; `fact_at` is its own time.
    Feed { fact: FeedEvent, fact_at: Millis },
    /// An incident that had left the live board, as the journal has it: the force speaks of it again.
    Restore { incident: Box<Incident> },
    /// Time has passed.
    Tick,
    /// These people have not been connected for the lease: their claims go back.
    LapseClaims { absent: Vec<UserId> },
    /// The car of this job was asked and does not go, and a person agreed that the next best one is asked: this one, or
    /// none that could be.
    NextBest { after: DeploymentId, car: Option<CarId> },
}

/// Time and identity, which the core never takes from anywhere else.
#[derive(Clone, Debug)]
pub struct Context {
    /// Server time, ms.
    pub now: Millis,
    /// When the person did it, ms; equal to `now` for machines.
    pub done_at: Millis,
    pub actor: Actor,
    /// The colleague whom a hand-over names, looked up by the caller; none where there is no such account.
    pub colleague: Option<Person>,
    /// Where the crew's car was last heard, for its milestones; none for everybody else.
    pub place: Option<Fix>,
}

#[derive(Clone, Debug)]
pub enum Actor {
    Person(Person),
    Feed,
    System,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub user: UserId,
    pub name: String,
    pub roles: Vec<Role>,
    /// The crew's car.
    pub car: Option<CarId>,
}

impl Person {
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

impl Context {
    /// Of a machine, at this moment.
    pub fn machine(actor: Actor, now: Millis) -> Self {
        Self { now, done_at: now, actor, colleague: None, place: None }
    }

    pub fn author(&self) -> Author {
        match &self.actor {
            Actor::Person(person) => Author::Person { user: person.user.clone(), name: person.name.clone() },
            Actor::Feed => Author::Feed,
            Actor::System => Author::System,
        }
    }
}

/// Decides one input on one state of one board.
///
/// # Errors
/// An expected "no" with what the person may do next. Nothing has happened then.
pub fn decide(board: &Board, scheme: &Scheme, input: &Input, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (input, &context.actor) {
        (Input::Person(command), Actor::Person(person)) => {
            let needed = policy::roles_for(command);
            if !needed.iter().any(|role| person.has(*role)) {
                return Err(Refusal::role(needed));
            }
            let case = Case { board, scheme, context, person };
            case.command(command)
        }
        (Input::Person(_), _) => Err(Refusal::new(RefusalCode::RoleNotAllowed, "a machine cannot give this command")),
        (Input::Feed { fact, fact_at }, _) => Ok(feed::decide(board, scheme, fact, *fact_at, context)),
        (Input::Restore { incident }, _) => Ok(if board.incident(&incident.number).is_none() {
            vec![Event::IncidentRestored { incident: incident.clone() }]
        } else {
            Vec::new()
        }),
        (Input::NextBest { after, car }, _) => Ok(send::next_best(board, scheme, after, car.as_ref(), context.now)),
        (Input::Tick, _) => Ok(tick::due(board, scheme, context.now)),
        (Input::LapseClaims { absent }, _) => Ok(tick::lapse_claims(board, scheme, absent, context.now)),
    }
}

/// One person's command on one board.
struct Case<'a> {
    board: &'a Board,
    scheme: &'a Scheme,
    context: &'a Context,
    person: &'a Person,
}

type Decision = Result<Vec<Event>, Refusal>;

impl Case<'_> {
    fn command(&self, command: &Command) -> Decision {
        match command {
            Command::SetStanding { incident, standing, reason } => self.set_standing(incident, *standing, reason),
            Command::JudgeRepeat { incident, earlier, verdict } => self.judge_repeat(incident, earlier, *verdict),
            Command::LinkDuplicate { incident, of } => self.link_duplicate(incident, of),
            Command::UnlinkDuplicate { incident } => self.unlink_duplicate(incident),
            Command::PlaceHold { incident, reason } => self.place_hold(incident, reason),
            Command::LiftHold { incident, reason } => self.lift_hold(incident, reason),
            Command::EraseIncident { incident, basis, reason } => self.erase(incident, *basis, reason),
            Command::ClaimResponse { response } => self.claim(response),
            Command::ReleaseClaim { response } => self.release(response),
            Command::HandOverClaim { response, to } => self.hand_over(response, to),
            Command::TakeOverClaim { response, from, reason } => self.take_over(response, from, reason),
            Command::PassOn { response, to, note } => self.pass_on(response, to, note),
            Command::OpenResponse { incident } => self.open_response(incident),
            Command::AddNote { response, text, corrects, kept } => self.add_note(response, text, *corrects, *kept),
            Command::ShareNote { response, note, basis, reason } => self.share_note(response, *note, *basis, reason),
            Command::RecordHazards { response, found, ruled_out, reason } => {
                self.record_hazards(response, found, ruled_out, reason)
            }
            Command::TakeSecondStep { response, because } => self.take_second_step(response, *because),
            Command::RecordSafeContact { response, record } => self.record_safe_contact(response, record),
            Command::RecordContact { response, attempt } => self.record_contact(response, attempt),
            Command::EndTrying { response, reason } => self.end_trying(response, reason),
            Command::ResumeTrying { response } => self.resume_trying(response),
            Command::RecordRisk { response, assessment } => self.record_risk(response, assessment),
            Command::RecordSafetyPlan { response, plan } => self.record_safety_plan(response, plan),
            Command::RecordWelfare { response, seen } => self.record_welfare(response, seen),
            Command::RecordConsent { response, entry } => self.record_consent(response, entry),
            Command::DraftReferral { response, draft } => self.draft_referral(response, draft),
            Command::DiscardReferral { referral, reason } => self.discard_referral(referral, reason),
            Command::RecordReferralAnswer { response, service, answer, reason } => {
                self.record_referral_answer(response, service, *answer, reason)
            }
            Command::RecordOutcome { response, outcome } => self.record_outcome(response, outcome),
            Command::CloseResponse { response } => self.close(response),
            Command::ReopenResponse { response, reason } => self.reopen(response, reason),
            Command::RequestEscalation { response, kind, reason } => self.request_escalation(response, *kind, reason),
            Command::AcknowledgeEscalation { escalation } => self.acknowledge_escalation(escalation),
            Command::DeclineEscalation { escalation, reason } => self.decline_escalation(escalation, reason),
            Command::WithdrawEscalation { escalation, reason } => self.withdraw_escalation(escalation, reason),
            Command::ShelveAlarm { response, alarm, until, reason } => {
                self.shelve_alarm(response, *alarm, *until, reason)
            }
            Command::UnshelveAlarm { response, alarm } => self.unshelve_alarm(response, *alarm),
            Command::StartShift { car, seats } => self.start_shift(car, seats),
            Command::ChangeCrew { car, seats } => self.change_crew(car, seats),
            Command::EndShift { car } => self.end_shift(car),
            Command::TakeBreak { car } => self.take_break(car),
            Command::EndBreak { car } => self.end_break(car),
            Command::SetCarNeeds { response, needs } => self.set_car_needs(response, needs),
            Command::SendCar { response, car, override_reason, next_best } => {
                self.send_car(response, car, override_reason.as_ref(), *next_best)
            }
            Command::ReserveCar { response, car, place } => self.reserve_car(response, car, *place),
            Command::OfferReserved { deployment, override_reason, next_best } => {
                self.offer_reserved(deployment, override_reason.as_ref(), *next_best)
            }
            Command::ReorderQueue { car, queue } => self.reorder_queue(car, queue),
            Command::SwapCar { deployment, car, reason, override_reason } => {
                self.swap_car(deployment, car, reason, override_reason.as_ref())
            }
            Command::ApplyPlan { jobs } => self.apply_plan(jobs),
            Command::CheckIn { deployment } => self.check_in(deployment),
            Command::RaiseSos { car } => self.raise_sos(car),
            Command::AnswerSos { car } => self.answer_sos(car),
            Command::EndSos { car, how } => self.end_sos(car, *how),
            Command::OfferNext { car } => self.offer_next(car),
            Command::AcknowledgeOffer { deployment } => self.acknowledge_offer(deployment),
            Command::DeclineOffer { deployment, reason } => self.decline_offer(deployment, reason),
            Command::GoEnRoute { deployment } => self.go_en_route(deployment),
            Command::ArriveAtScene { deployment } => self.arrive(deployment),
            Command::ResumeCar { deployment } => self.resume(deployment),
            Command::StandDown { deployment, reason } => self.stand_down(deployment, reason),
            Command::RecallCar { deployment, reason } => self.recall(deployment, reason),
            Command::ConfirmRecall { deployment } => self.confirm_recall(deployment),
        }
    }
}

fn not_found(what: &str) -> Refusal {
    Refusal::new(RefusalCode::NotFound, format!("no such {what} on this board"))
}

fn wrong_state(message: impl Into<String>) -> Refusal {
    Refusal::new(RefusalCode::WrongState, message)
}

/// A text that must say something, and not too much.
fn needed_text(field: &str, text: &Private, chars_max: usize) -> Result<(), Refusal> {
    if text.reveal().trim().is_empty() {
        return Err(Refusal::invalid(field, "nothing", format!("1 to {chars_max} characters")));
    }
    bounded_text(field, text.reveal(), chars_max)
}

/// A text that may be empty. The refusal counts characters and never repeats the text.
fn bounded_text(field: &str, text: &str, chars_max: usize) -> Result<(), Refusal> {
    let chars = text.chars().count();
    if chars > chars_max {
        return Err(Refusal::invalid(field, format!("{chars} characters"), format!("at most {chars_max} characters")));
    }
    if text.contains('\0') {
        return Err(Refusal::invalid(field, "a NUL character", "text without NUL"));
    }
    Ok(())
}

/// I9: a response holds at most so many records of one kind, and entries of its timeline.
fn bounded_records(field: &str, count: usize) -> Result<(), Refusal> {
    let most = if field == "entries" { limits::ENTRIES_PER_RESPONSE_MAX } else { limits::RECORDS_PER_RESPONSE_MAX };
    if count < most {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::TooMany, format!("this response has {count} {field}; {most} is the most")))
}

fn needed_reason(reason: &Private) -> Result<(), Refusal> {
    needed_text("reason", reason, limits::TEXT_CHARS_MAX)
}
