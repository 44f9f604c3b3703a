//! Random sequences on a board that is watched: after every event and every step the invariants are checked.
#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used)]

mod asks;

use std::collections::{BTreeMap, BTreeSet};

use alongside_core::{
    Actor, Board, Car, Context, Entry, Event, Input, Person, Scheme, decide, evolve, gate::Gate, incident::Mirror,
};
use alongside_protocol::{
    Command, DeploymentId, FeedBody, FeedEvent, IncidentNumber, Millis,
    vocabulary::{DeploymentState, EscalationState, PersonRole, SuspectWhereabouts},
};
use proptest::prelude::*;

use crate::{documents::unnumbered, support::*};

pub const INCIDENTS: [&str; 3] = ["TP-0412", "TP-0413", "TP-0414"];
const CARS: [&str; 2] = ["car-1", "car-2"];
const UNITS: [&str; 2] = ["TK11", "TK12"];

/// One thing that happens. Numbers pick from what the board holds at that moment.
#[derive(Clone, Debug)]
pub enum Step {
    Ask {
        who: u8,
        what: u8,
        first: u8,
        second: u8,
    },
    Hear {
        incident: u8,
        what: u8,
        seconds_late: u16,
    },
    /// The force sends a message again.
    HearAgain(u8),
    Wait {
        seconds: u32,
    },
    Lapse {
        who: u8,
    },
    NextBest {
        first: u8,
        second: u8,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>())
            .prop_map(|(who, what, first, second)| Step::Ask { who, what, first, second }),
        5 => (any::<u8>(), any::<u8>(), prop_oneof![3 => Just(0u16), 1 => 0u16..600])
            .prop_map(|(incident, what, seconds_late)| Step::Hear { incident, what, seconds_late }),
        1 => any::<u8>().prop_map(Step::HearAgain),
        3 => prop_oneof![6 => 1u32..60, 2 => 60u32..400, 1 => 3_600u32..36_000].prop_map(|seconds| Step::Wait { seconds }),
        1 => any::<u8>().prop_map(|who| Step::Lapse { who }),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(first, second)| Step::NextBest { first, second }),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..90)
}

fn pick<T>(from: &[T], number: u8) -> Option<&T> {
    (!from.is_empty()).then(|| &from[usize::from(number) % from.len()])
}

pub fn people() -> Vec<Person> {
    vec![asha(), beth(), desk(), inspector(), crew(CARS[0]), crew(CARS[1])]
}

pub fn body(what: u8) -> FeedBody {
    let unit = UNITS[usize::from(what / 64) % 2];
    match what % 64 {
        0..=2 => new_call(),
        3..=4 => suspect(SuspectWhereabouts::Returned),
        5..=7 => suspect(SuspectWhereabouts::Unknown),
        8..=12 => suspect(SuspectWhereabouts::InCustody),
        13..=20 => safe(),
        21..=28 => at_scene(unit),
        29..=31 => resumed(unit),
        32..=34 => recalled(unit),
        35..=37 => en_route(unit),
        38..=40 => grade("1"),
        41..=43 => grade("2"),
        44 => grade("4"),
        45..=48 => remark("Said on the radio"),
        49..=51 => resulted(),
        52..=56 => closed(),
        57 => reopened(),
        58..=60 => received("DOMESTIC", "2"),
        _ => assigned(unit),
    }
}

/// A board that is watched: after each step every invariant is checked.
pub struct Watch {
    pub board: Board,
    pub scheme: Scheme,
    now: Millis,
    pub entries: Vec<Entry>,
    facts: Vec<(FeedEvent, Millis)>,
    /// The mirrors as the facts alone make them.
    mirrors: BTreeMap<IncidentNumber, Mirror>,
    pub kinds: BTreeSet<&'static str>,
}

impl Watch {
    fn new() -> Self {
        let mut watch = Self {
            board: Board::default(),
            scheme: tees_valley(),
            now: saturday(),
            entries: Vec::new(),
            facts: Vec::new(),
            mirrors: BTreeMap::new(),
            kinds: BTreeSet::new(),
        };
        for incident in INCIDENTS {
            // The same victim and suspect each time, so that there is something to recognise.
            let people = vec![
                somebody(PersonRole::Victim, "Hazel Overcast", Some(34), Some("01632 960112")),
                somebody(PersonRole::Suspect, "Martin Squall", Some(36), None),
            ];
            watch.now += SECOND;
            watch.hear(incident, received_about(people, Some("22 Tollbeck Terrace")), 0);
        }
        for incident in &INCIDENTS[..2] {
            for body in [at_scene(UNITS[0]), suspect(SuspectWhereabouts::Left), safe()] {
                watch.hear(incident, body, 0);
            }
        }
        for car in CARS {
            watch.ask(&crew(car), Command::StartShift { car: car_id(car), seats: full_seats() });
        }
        watch
    }

    pub fn run(steps: &[Step]) -> Self {
        let mut watch = Self::new();
        for step in steps {
            watch.now += 1;
            watch.step(step);
        }
        watch
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Ask { who, what, first, second } => {
                let Some((person, command)) = self.command(*who, *what, *first, *second) else { return };
                self.ask(&person, command);
            }
            Step::Hear { incident, what, seconds_late } => {
                let incident = INCIDENTS[usize::from(*incident) % INCIDENTS.len()];
                self.hear(incident, body(*what), Millis::from(*seconds_late) * SECOND);
            }
            Step::HearAgain(which) => {
                if let Some((fact, fact_at)) = pick(&self.facts, *which).cloned() {
                    self.take(&Input::Feed { fact, fact_at }, Actor::Feed);
                }
            }
            Step::Wait { seconds } => {
                self.now += Millis::from(*seconds) * SECOND;
                self.take(&Input::Tick, Actor::System);
                let again = decide(&self.board, &self.scheme, &Input::Tick, &self.context(Actor::System)).unwrap();
                assert_eq!(again, [], "what was due is done");
            }
            Step::NextBest { first, second } => self.next_best(*first, *second),
            Step::Lapse { who } => {
                let absent = pick(&people(), *who).map(|person| person.user.clone()).into_iter().collect();
                self.take(&Input::LapseClaims { absent }, Actor::System);
            }
        }
    }

    pub fn context(&self, actor: Actor) -> Context {
        Context::machine(actor, self.now)
    }

    fn hear(&mut self, incident: &str, body: FeedBody, late: Millis) {
        let (fact, fact_at) = (fact(incident, &format!("m{}", self.facts.len()), body), self.now - late);
        self.facts.push((fact.clone(), fact_at));
        self.take(&Input::Feed { fact, fact_at }, Actor::Feed);
    }

    fn ask(&mut self, person: &Person, command: Command) {
        self.take(&Input::Person(command), Actor::Person(person.clone()));
    }

    /// The system's own step after a car that did not go.
    fn next_best(&mut self, first: u8, second: u8) {
        let asked = |response: &alongside_core::response::SupportResponse| {
            response.deployments.last().filter(|job| job.next_best).map(|job| job.id.clone())
        };
        let mut last: Vec<(bool, DeploymentId)> =
            self.responses().filter_map(|response| Some((response.car_wanted.is_none(), asked(response)?))).collect();
        last.sort();
        let unsettled = last.iter().filter(|(settled, _)| !settled || first.is_multiple_of(4));
        let unsettled: Vec<DeploymentId> = unsettled.map(|(_, job)| job.clone()).collect();
        let Some(after) = pick(&unsettled, first).cloned() else { return };
        let car = (!second.is_multiple_of(3)).then(|| car_id(CARS[usize::from(second) % CARS.len()]));
        self.take(&Input::NextBest { after, car }, Actor::System);
    }

    fn responses(&self) -> impl Iterator<Item = &alongside_core::response::SupportResponse> {
        self.board.incidents.values().flat_map(|incident| &incident.responses)
    }

    fn jobs(&self) -> impl Iterator<Item = &alongside_core::response::Deployment> {
        self.responses().flat_map(|response| &response.deployments)
    }

    /// Decides, checks that deciding is repeatable and refusing is harmless, and enters what follows.
    fn take(&mut self, input: &Input, actor: Actor) {
        let mut context = self.context(actor);
        context.colleague = Some(beth());
        let before = self.board.clone();
        let decided = decide(&self.board, &self.scheme, input, &context);
        assert_eq!(decided, decide(&self.board, &self.scheme, input, &context), "deciding is repeatable");
        assert_eq!(self.board, before, "deciding changes nothing");
        let Ok(events) = decided else { return };
        for event in &events {
            self.enter(event, &context);
        }
        self.check_revocation(input, &events, &before);
        // What the force said under a linked number is told at the other one too.
        for event in &events {
            if let Event::FeedRecorded { fact, fact_at } = event {
                self.mirrors.entry(fact.incident.clone()).or_default().take(fact, *fact_at, 0);
            }
        }
        self.check();
    }

    fn enter(&mut self, event: &Event, context: &Context) {
        let before = self.board.clone();
        let done_at = if let Event::FeedRecorded { fact_at, .. } = event { *fact_at } else { context.done_at };
        let seq = self.board.seq + 1;
        let entry = Entry { seq, at: context.now, done_at, by: context.author(), event: event.clone() };
        evolve(&mut self.board, &entry);
        assert_eq!(self.board.seq, before.seq + 1, "I2: gapless");
        self.entries.push(entry);
        self.kinds.insert(event.kind());
        self.check_event(event, &before);
    }

    /// What one event may and may not move.
    fn check_event(&mut self, event: &Event, before: &Board) {
        let ended = match event {
            Event::OfferDeclined { deployment, .. }
            | Event::OfferLapsed { deployment }
            | Event::CarResumed { deployment, .. }
            | Event::CarStoodDown { deployment, .. }
            | Event::CarRecalled { deployment, .. } => Some(deployment),
            _ => None,
        };
        if let Some(ended) = ended {
            let id = before.deployment(ended).unwrap().2.car.clone();
            let (was, is) = (before.car(&id), self.board.car(&id));
            let others = |car: &Car| car.queue.iter().filter(|job| *job != ended).cloned().collect::<Vec<_>>();
            assert_eq!(others(&was), others(&is), "I7: ending one job leaves the queue as it was");
            assert_eq!(was.active.filter(|job| job != ended), is.active, "I7: and the active job");
            for job in self.jobs().filter(|job| job.car == id && &job.id != ended) {
                assert_eq!(before.deployment(&job.id).map(|(_, _, job)| job), Some(job), "I7: and every other job");
            }
        }
        match event {
            Event::ClaimTaken { response, .. } => {
                assert!(before.response(response).unwrap().1.claim.is_none(), "I7: one claim per response");
            }
            Event::CarOffered { deployment, car, .. } => {
                assert_eq!(before.car(car).active, None, "I7: one active deployment per car");
                let (incident, _, job) = self.board.deployment(deployment).unwrap();
                let gate = Gate::of(&incident.mirror, self.scheme.gate.mode);
                assert!(gate.is_open() || job.override_reason.is_some(), "no offer through a closed gate");
                let seats = self.board.why_not_deployable(&self.scheme, &before.car(car));
                assert!(
                    seats.is_none() || job.override_reason.is_some(),
                    "no offer to a car that cannot go: {seats:?}"
                );
            }
            Event::QueueReordered { car, queue } => {
                let held = |jobs: &[DeploymentId]| jobs.iter().cloned().collect::<BTreeSet<_>>();
                assert_eq!(held(&before.car(car).queue), held(queue), "no queue entry lost");
                assert_eq!(before.car(car).queue.len(), queue.len(), "none twice");
            }
            Event::ResponseClosed { response } => {
                let response = before.response(response).unwrap().1;
                assert!(response.outcome.is_some(), "closing needs an outcome");
                let unanswered = response.escalations.iter().any(|one| one.state == EscalationState::Requested);
                assert!(!unanswered, "closing needs every escalation answered");
            }
            Event::IncidentArchived { incident } => {
                self.mirrors.remove(incident);
                let gone = before.incident(incident).unwrap();
                for job in gone.responses.iter().flat_map(|response| &response.deployments) {
                    assert!(job.state.is_over() && !job.recall_unconfirmed, "nothing at work leaves the board");
                }
            }
            _ => {}
        }
    }

    fn check_revocation(&self, input: &Input, events: &[Event], before: &Board) {
        for event in events {
            if let Event::GateRevoked { incident, .. } = event {
                let incident = self.board.incident(incident).unwrap();
                assert!(!Gate::of(&incident.mirror, self.scheme.gate.mode).is_open());
                assert!(
                    incident.responses.iter().all(|response| response.active_deployment().is_none()),
                    "a revoked gate leaves no active deployment"
                );
            }
        }
        // Danger that was not known before leaves no car on its way through a gate that is not open.
        let Input::Feed { fact, fact_at } = input else { return };
        let stamp = alongside_core::latest::Stamp::of(fact, *fact_at);
        let heard = before.incident(&fact.incident).is_some_and(|incident| incident.mirror.scene.contains_key(&stamp));
        let Some(incident) = self.board.incident(&fact.incident) else { return };
        let danger = incident.mirror.scene.get(&stamp).and_then(alongside_core::incident::SceneFact::danger);
        if !heard && danger.is_some() && !Gate::of(&incident.mirror, self.scheme.gate.mode).is_open() {
            assert!(incident.responses.iter().all(|response| response.active_deployment().is_none()));
        }
    }

    /// What holds after every step.
    fn check(&self) {
        for (number, past) in &self.board.past {
            let apart = self.board.incident(number).is_none() || past.traits().is_none();
            assert!(apart, "{number} is on the live board or has left it");
        }
        for id in CARS.map(car_id) {
            let car = self.board.car(&id);
            let of_car = |wanted: fn(DeploymentState) -> bool| -> Vec<&DeploymentId> {
                self.jobs().filter(|job| job.car == id && wanted(job.state)).map(|job| &job.id).collect()
            };
            let active = of_car(DeploymentState::is_active);
            assert!(active.len() <= 1, "I7: one active deployment per car");
            assert_eq!(car.active.as_ref(), active.first().copied(), "the car and its deployments agree");
            let reserved: BTreeSet<_> = of_car(|state| state == DeploymentState::Reserved).into_iter().collect();
            assert_eq!(car.queue.iter().collect::<BTreeSet<_>>(), reserved, "no queue entry lost");
            assert_eq!(car.queue.len(), reserved.len(), "none twice");
            assert!(car.queue.len() <= alongside_protocol::limits::CAR_QUEUE_MAX);
            let unconfirmed: Vec<_> = self.jobs().filter(|job| job.car == id && job.recall_unconfirmed).collect();
            assert_eq!(
                car.recalled_from.iter().collect::<Vec<_>>(),
                unconfirmed.iter().map(|job| &job.id).collect::<Vec<_>>(),
                "a recall is the car's and the job's alike, so that it can be confirmed"
            );
            assert!(car.recalled_from.is_none() || car.active.is_none());
            assert!(
                car.shift.is_some() || (car.active.is_none() && car.queue.is_empty() && car.recalled_from.is_none())
            );
        }
        for incident in self.board.incidents.values() {
            let gate = Gate::of(&incident.mirror, self.scheme.gate.mode);
            for response in &incident.responses {
                let active: Vec<_> = response.deployments.iter().filter(|job| !job.state.is_over()).collect();
                assert!(active.len() <= 1, "I7: one deployment at work per response");
                for job in active.iter().filter(|job| job.state.is_active()) {
                    assert!(gate.is_open() || job.override_reason.is_some(), "a car is out through a closed gate");
                }
                if response.is_closed() {
                    assert!(response.outcome.is_some() && response.claim.is_none() && active.is_empty());
                    assert!(response.escalations.iter().all(|one| one.state != EscalationState::Requested));
                }
                let asked = response.escalations.iter().filter(|one| one.state == EscalationState::Requested);
                for escalation in asked.clone() {
                    assert!(escalation.requested_at <= self.now);
                }
                if let Some(shown) = response.shown_escalation().filter(|_| asked.count() > 0) {
                    assert_eq!(shown.state, EscalationState::Requested, "none climbs unseen");
                }
            }
            // I6: what the force said, and only that, makes the mirror.
            assert_eq!(
                unnumbered(&incident.mirror),
                unnumbered(&self.mirrors[&incident.number]),
                "I6: the force is master"
            );
        }
        for pair in self.entries.windows(2) {
            assert_eq!(pair[0].seq + 1, pair[1].seq);
        }
    }
}
