//! Builders shared by the tests: a desk that asks, hears and waits on one board, the scheme files as shipped,
//! invented people and facts. Every name and place is invented.
#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used, clippy::result_large_err, clippy::needless_pass_by_value)]

mod commands;
mod facts;

use std::path::PathBuf;

use alongside_core::{
    Actor, Board, Car, Context, Entry, Event, Incident, Input, Person, Scheme, decide, evolve,
    gate::Gate,
    in_time,
    response::{Deployment, Escalation, SupportResponse},
};
use alongside_protocol::{
    CarId, Command, DeploymentId, EscalationId, FeedBody, FeedEvent, IncidentNumber, Millis, Private, Refusal,
    RefusalCode, ResponseId, UserId,
    vocabulary::{DeploymentState, EscalationKind, Role, SuspectWhereabouts},
};

pub use commands::*;
pub use facts::*;

pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;

/// The incident of most tests.
pub const NUMBER: &str = "TP-0412";

/// An RFC 3339 time as milliseconds.
pub fn at(text: &str) -> Millis {
    text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

/// A Saturday afternoon inside every scheme's hours.
pub fn saturday() -> Millis {
    at("2026-11-21T15:00:00Z")
}

pub fn schemes_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schemes")
}

pub fn scheme_text(file: &str) -> String {
    std::fs::read_to_string(schemes_folder().join(file)).unwrap()
}

pub fn scheme(file: &str) -> Scheme {
    Scheme::parse(&scheme_text(file)).unwrap()
}

/// Gate after the first response, one car, clocks of 120 s and 300 s.
pub fn cleveland_car() -> Scheme {
    scheme("cleveland-support-car.toml")
}

/// A telephone scheme.
pub fn cleveland_control_room() -> Scheme {
    scheme("cleveland-control-room.toml")
}

/// The worker goes with officers.
pub fn gwent() -> Scheme {
    scheme("gwent-assertive-outreach.toml")
}

/// Two cars, gate after the first response, clocks of 45 s and 90 s, archive after four hours.
pub fn tees_valley() -> Scheme {
    scheme("demo-tees-valley.toml")
}

fn person(user: &str, name: &str, roles: &[Role], car: Option<&str>) -> Person {
    Person { user: UserId::from(user), name: name.to_owned(), roles: roles.to_vec(), car: car.map(CarId::from) }
}

pub fn asha() -> Person {
    person("asha", "Asha Wren", &[Role::SupportWorker], None)
}

pub fn beth() -> Person {
    person("beth", "Beth Larch", &[Role::SupportWorker], None)
}

/// The force's desk.
pub fn desk() -> Person {
    person("desk", "Dale Sorrel", &[Role::ControlRoom], None)
}

pub fn inspector() -> Person {
    person("inspector", "Ines Heron", &[Role::Inspector], None)
}

pub fn coordinator() -> Person {
    person("coordinator", "Cora Finch", &[Role::Coordinator], None)
}

pub fn crew(car: &str) -> Person {
    person(&format!("crew-{car}"), "Kit Alder", &[Role::Crew], Some(car))
}

pub fn with_role(role: Role) -> Person {
    person("somebody", "Some Body", &[role], (role == Role::Crew).then_some("car-1"))
}

pub fn number() -> IncidentNumber {
    IncidentNumber::from(NUMBER)
}

pub fn response() -> ResponseId {
    ResponseId::of(&number(), 1)
}

pub fn deployment(ordinal: u32) -> DeploymentId {
    DeploymentId::of(&response(), ordinal)
}

pub fn escalation(ordinal: u32) -> EscalationId {
    EscalationId::of(&response(), ordinal)
}

/// The first job on another incident.
pub fn job_on(incident: &str) -> DeploymentId {
    DeploymentId::of(&ResponseId::of(&IncidentNumber::from(incident), 1), 1)
}

pub fn response_on(incident: &str) -> ResponseId {
    ResponseId::of(&IncidentNumber::from(incident), 1)
}

pub fn car_id(text: &str) -> CarId {
    CarId::from(text)
}

pub fn text(text: &str) -> Private {
    Private::from(text)
}

/// One board with its clock.
pub struct Desk {
    pub scheme: Scheme,
    pub board: Board,
    pub now: Millis,
    /// Every entry so far, as the journal would hold them.
    pub entries: Vec<Entry>,
    messages: u32,
}

impl Desk {
    pub fn on(scheme: Scheme) -> Self {
        Self { scheme, board: Board::default(), now: saturday(), entries: Vec::new(), messages: 0 }
    }

    /// With one domestic incident, grade 2, received a moment ago.
    pub fn with_incident(scheme: Scheme) -> Self {
        let mut desk = Self::on(scheme);
        desk.hear(received("DOMESTIC", "2"));
        desk
    }

    /// With one domestic incident whose gate is open, and `car-1` on duty with every seat filled.
    pub fn with_open_gate(scheme: Scheme) -> Self {
        let mut desk = Self::with_incident(scheme);
        desk.open_gate(NUMBER);
        desk.sign_on("car-1");
        desk
    }

    pub fn context(&self, actor: Actor) -> Context {
        Context::machine(actor, self.now)
    }

    /// What would be decided, without doing it.
    pub fn consider(&self, who: &Person, command: &Command) -> Result<Vec<Event>, Refusal> {
        let mut context = self.context(Actor::Person(who.clone()));
        if let Command::HandOverClaim { to, .. } = command {
            context.colleague =
                [asha(), beth(), desk(), crew("car-1")].into_iter().find(|colleague| &colleague.user == to);
        }
        decide(&self.board, &self.scheme, &Input::Person(command.clone()), &context)
    }

    pub fn ask(&mut self, who: &Person, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = self.consider(who, command)?;
        let context = self.context(Actor::Person(who.clone()));
        self.enter(&events, &context);
        Ok(events)
    }

    /// Asks and expects a yes.
    #[track_caller]
    pub fn must(&mut self, who: &Person, command: Command) -> Vec<Event> {
        match self.ask(who, &command) {
            Ok(events) => events,
            Err(refusal) => panic!("{command:?} was refused: {refusal:?}"),
        }
    }

    /// Asks and expects a no with this code.
    #[track_caller]
    pub fn refused(&mut self, who: &Person, command: Command, code: RefusalCode) -> Refusal {
        let before = self.board.clone();
        let refusal = self.ask(who, &command).expect_err("this must be refused");
        assert_eq!(refusal.code, code, "{refusal:?}");
        assert_eq!(self.board, before, "a refusal changes nothing");
        refusal
    }

    /// Done earlier, heard now: a tablet that had no signal.
    pub fn must_late(&mut self, who: &Person, done_at: Millis, command: Command) -> Vec<Event> {
        let context = Context { done_at, ..self.context(Actor::Person(who.clone())) };
        let input = Input::Person(command);
        let context = in_time(&self.board, &input, &context).into_owned();
        let events = decide(&self.board, &self.scheme, &input, &context).unwrap();
        self.enter(&events, &context);
        events
    }

    /// A fact on the incident of most tests, one second later.
    pub fn hear(&mut self, body: FeedBody) -> Vec<Event> {
        self.hear_on(NUMBER, body)
    }

    pub fn hear_on(&mut self, incident: &str, body: FeedBody) -> Vec<Event> {
        self.now += SECOND;
        self.hear_late(incident, self.now, body)
    }

    /// A fact that happened at `fact_at` and is heard now.
    pub fn hear_late(&mut self, incident: &str, fact_at: Millis, body: FeedBody) -> Vec<Event> {
        self.messages += 1;
        let fact = fact(incident, &format!("m{}", self.messages), body);
        self.hear_fact(fact, fact_at)
    }

    pub fn hear_fact(&mut self, fact: FeedEvent, fact_at: Millis) -> Vec<Event> {
        self.decided(&Input::Feed { fact, fact_at }, Actor::Feed)
    }

    /// Lets time pass, then asks what is due.
    pub fn wait(&mut self, ms: Millis) -> Vec<Event> {
        self.now += ms;
        self.decided(&Input::Tick, Actor::System)
    }

    pub fn lapse(&mut self, absent: &[&Person]) -> Vec<Event> {
        let absent = absent.iter().map(|person| person.user.clone()).collect();
        self.decided(&Input::LapseClaims { absent }, Actor::System)
    }

    pub fn ask_as_system(&mut self, input: &Input) -> Vec<Event> {
        self.decided(input, Actor::System)
    }

    pub fn decided(&mut self, input: &Input, actor: Actor) -> Vec<Event> {
        let context = self.context(actor);
        let events = decide(&self.board, &self.scheme, input, &context).unwrap();
        self.enter(&events, &context);
        events
    }

    /// Enters events as the server's runner does.
    fn enter(&mut self, events: &[Event], context: &Context) {
        for event in events {
            let done_at = match event {
                Event::FeedRecorded { fact_at, .. } => *fact_at,
                _ => context.done_at,
            };
            let seq = self.board.seq + 1;
            let entry = Entry { seq, at: context.now, done_at, by: context.author(), event: event.clone() };
            evolve(&mut self.board, &entry);
            self.entries.push(entry);
        }
    }

    // Whole paths

    pub fn open_gate(&mut self, incident: &str) {
        self.hear_on(incident, at_scene("TK11"));
        self.hear_on(incident, suspect(SuspectWhereabouts::Left));
        self.hear_on(incident, safe());
    }

    pub fn sign_on(&mut self, car: &str) {
        self.must(&crew(car), Command::StartShift { car: car_id(car), seats: full_seats() });
    }

    pub fn send(&mut self, incident: &str, car: &str) -> Vec<Event> {
        self.must(&asha(), send(incident, car))
    }

    /// Offers the job to `car-1` and takes it to the wanted state.
    pub fn job_to(&mut self, state: DeploymentState) -> DeploymentId {
        use DeploymentState::{Acknowledged, AtScene, EnRoute, Offered, Resumed};
        self.send(NUMBER, "car-1");
        let id = self.response().active_deployment().unwrap().id.clone();
        let crew = crew("car-1");
        let steps = [
            (Offered, None),
            (Acknowledged, Some(Command::AcknowledgeOffer { deployment: id.clone() })),
            (EnRoute, Some(Command::GoEnRoute { deployment: id.clone() })),
            (AtScene, Some(Command::ArriveAtScene { deployment: id.clone() })),
            (Resumed, Some(Command::ResumeCar { deployment: id.clone() })),
        ];
        for (reached, command) in steps {
            if let Some(command) = command {
                self.must(&crew, command);
            }
            if reached == state {
                break;
            }
        }
        assert_eq!(self.job(&id).state, state);
        id
    }

    pub fn record_outcome_and_close(&mut self) {
        self.must(&asha(), Command::RecordOutcome { response: response(), outcome: engaged() });
        self.must(&asha(), Command::CloseResponse { response: response() });
    }

    pub fn line_cut(&mut self) -> EscalationId {
        self.must(&asha(), escalate(EscalationKind::LineCut, ""));
        self.response().escalations.last().unwrap().id.clone()
    }

    pub fn ask_quicker(&mut self) -> EscalationId {
        self.must(&asha(), escalate(EscalationKind::QuickerResponse, "He is on his way back to her"));
        self.response().escalations.last().unwrap().id.clone()
    }

    // What stands there

    pub fn incident(&self) -> &Incident {
        self.board.incident(&number()).unwrap()
    }

    pub fn response(&self) -> &SupportResponse {
        self.board.response(&response()).unwrap().1
    }

    pub fn job(&self, id: &DeploymentId) -> &Deployment {
        self.board.deployment(id).unwrap().2
    }

    pub fn escalation(&self, id: &EscalationId) -> &Escalation {
        self.board.escalation(id).unwrap().2
    }

    pub fn car(&self) -> Car {
        self.board.car(&car_id("car-1"))
    }

    pub fn gate(&self) -> Gate {
        Gate::of(&self.incident().mirror, self.scheme.gate.mode)
    }

    pub fn acts(&self) -> Vec<String> {
        self.response().acts.iter().map(|act| act.words.clone()).collect()
    }
}

/// The types of some events, for short assertions.
pub fn kinds(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::kind).collect()
}
