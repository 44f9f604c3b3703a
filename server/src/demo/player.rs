//! Plays the scenario onto a board, and answers the visitor's own acts as a force's desk would.
//!
//! Every message and act has an id made from what it is, so that playing on after a restart repeats nothing.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use alongside_core::{Actor, Board, Context, Input, Person};
use alongside_protocol::{
    CarId, Command, IncidentNumber, Millis, UserId,
    vocabulary::{DeploymentState, EscalationKind, EscalationState, Role},
};
use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::driver::Driver;
use super::scenario::{DemoPerson, People, Reaction, Scenario, Trigger};
use crate::{
    board::{Answer, BoardHandle},
    clock,
    intake::{self, read},
    journal::Journal,
};

/// How often the player looks at the clock and at the board, ms.
const STEP_MS: u64 = 250;
/// Facts handed over at once when there are many to catch up on.
const FACTS_AT_ONCE: usize = 200;
const ID_NAMESPACE: Uuid = Uuid::from_u128(0x0d5a_7d1f_25b4_4d0c_92c8_3f6e_7a1b_41d0);

pub struct Player {
    scenario: Scenario,
    people: People,
    board: BoardHandle,
    journal: Arc<dyn Journal>,
    began_at: Millis,
    speed: f64,
    next: usize,
    /// What has been done about the visitor's acts, by its id.
    done: BTreeSet<String>,
    driver: Driver,
}

/// Something the visitor did that the desk reacts to.
struct Act {
    id: String,
    trigger: Trigger,
    kind: Option<EscalationKind>,
    incident: IncidentNumber,
    at: Millis,
    car: Option<String>,
    /// For an escalation: its id and whether it still waits.
    escalation: Option<(alongside_protocol::EscalationId, EscalationState)>,
}

impl Player {
    pub fn new(
        scenario: Scenario,
        people: People,
        board: BoardHandle,
        journal: Arc<dyn Journal>,
        began_at: Millis,
        speed: f64,
    ) -> Self {
        let driver = Driver::new(&board, speed, clock::now_ms());
        Self { scenario, people, board, journal, began_at, speed, next: 0, done: BTreeSet::new(), driver }
    }

    /// Plays for ever: after the last fact the feed stays connected and the desk goes on answering.
    pub async fn run(mut self) -> anyhow::Result<()> {
        self.start_shift().await?;
        loop {
            self.play_due().await?;
            self.react().await?;
            self.drive().await;
            // A quiet feed is not a silent one: its connection is alive.
            self.board.state.feed_heard(clock::now_ms());
            tokio::time::sleep(Duration::from_millis(STEP_MS)).await;
        }
    }

    /// The cars move, and crews that nobody plays act.
    async fn drive(&mut self) {
        let (picture, now) = (self.board.hub.picture(), clock::now_ms());
        self.driver.drive(&self.board, &picture, now);
        for person in self.people.person.iter().filter(|person| person.played_by_itself) {
            let Some(car) = person.car.clone().map(CarId) else { continue };
            if let Some((name, command)) = self.driver.next_act(&picture, &car, now)
                && self.done.insert(format!("driver/{name}"))
            {
                self.act(&format!("driver/{name}"), person, command, now).await;
            }
        }
    }

    /// Scenario seconds to wall time. The backlog before the start lies in real minutes.
    fn at(&self, after_s: i64) -> Millis {
        let ms = after_s as f64 * 1_000.0;
        self.began_at + if after_s < 0 { ms } else { ms / self.speed } as Millis
    }

    /// The span of `seconds` of scenario time, ms.
    fn span(&self, seconds: i64) -> Millis {
        (seconds as f64 * 1_000.0 / self.speed) as Millis
    }

    async fn play_due(&mut self) -> anyhow::Result<()> {
        let now = clock::now_ms();
        loop {
            let mut items = Vec::new();
            while items.len() < FACTS_AT_ONCE
                && let Some(fact) = self.scenario.fact.get(self.next)
                && self.at(fact.after_s) <= now
            {
                let index = self.next;
                self.next += 1;
                let left_out = fact.unless_escalated && self.asked_for_quicker(&fact.incident);
                if !left_out {
                    let at = self.at(fact.after_s);
                    items.push(self.item(
                        &format!("fact/{index}"),
                        at,
                        &fact.incident,
                        &fact.r#type,
                        fact.data.clone(),
                    )?);
                }
            }
            if items.is_empty() {
                return Ok(());
            }
            self.send(items).await?;
        }
    }

    fn asked_for_quicker(&self, incident: &str) -> bool {
        self.board.hub.picture().incident(&IncidentNumber::from(incident)).is_some_and(|incident| {
            let mut escalations = incident.responses.iter().flat_map(|response| &response.escalations);
            escalations.any(|escalation| escalation.kind == EscalationKind::QuickerResponse)
        })
    }

    fn item(&self, id: &str, at: Millis, incident: &str, kind: &str, mut data: Value) -> anyhow::Result<read::Item> {
        if let Some(eta) = data.get_mut("eta_minutes")
            && let Some(minutes) = eta.as_f64()
        {
            *eta = json!((minutes / self.speed).ceil().max(1.0) as u16);
        }
        let value = json!({
            "source": self.scenario.source,
            "message_id": id,
            "at": Timestamp::from_millisecond(at).context("a time of the scenario")?.to_string(),
            "incident": incident,
            "type": kind,
            "data": data,
        });
        Ok(read::Item { bytes: serde_json::to_vec(&value)?, value: Ok(value) })
    }

    async fn send(&self, items: Vec<read::Item>) -> anyhow::Result<()> {
        let answer = intake::take(&self.board, self.journal.as_ref(), items).await;
        for receipt in answer.items.iter().filter(|receipt| receipt.fault.is_some()) {
            tracing::warn!(message = receipt.message_id, fault = ?receipt.fault, "the scenario has a fact that was not taken");
        }
        Ok(())
    }

    async fn start_shift(&self) -> anyhow::Result<()> {
        for person in self.people.person.clone() {
            let Some(car) = person.car.clone().filter(|_| !person.seats.is_empty()) else { continue };
            let command = Command::StartShift { car: CarId(car.clone()), seats: person.seats.clone() };
            self.act(&format!("shift/{car}"), &person, command, clock::now_ms()).await;
        }
        Ok(())
    }

    async fn act(&self, id: &str, person: &DemoPerson, command: Command, at: Millis) {
        let context = Context {
            now: clock::now_ms(),
            done_at: at,
            actor: Actor::Person(Person {
                user: UserId(format!("demo:{}", person.username)),
                name: person.name.clone(),
                roles: person.roles.clone(),
                car: person.car.clone().map(CarId),
            }),
            colleague: None,
            place: None,
        };
        let answer = self.board.submit(self.id(id), Input::Person(command), context).await;
        if let Answer::Refused(refusal) = answer {
            tracing::debug!(id, code = ?refusal.code, "an act of the desk was refused");
        }
    }

    /// An id that is the same for the same thing in the same Saturday.
    fn id(&self, what: &str) -> Uuid {
        Uuid::new_v5(&ID_NAMESPACE, format!("{}/{what}", self.began_at).as_bytes())
    }

    async fn react(&mut self) -> anyhow::Result<()> {
        let picture = self.board.hub.picture();
        let now = clock::now_ms();
        let mut used = vec![0_usize; self.scenario.reaction.len()];
        for act in acts(&picture) {
            let Some((place, reaction)) = self.reaction_to(&act) else { continue };
            let unit = reaction.units.get(used[place]).cloned();
            used[place] += 1;
            self.carry_out(&act, &reaction, unit.as_deref(), &picture, now).await?;
        }
        Ok(())
    }

    /// The reaction for this very incident, or else the one for any.
    fn reaction_to(&self, act: &Act) -> Option<(usize, Reaction)> {
        let fits = |reaction: &Reaction| {
            reaction.on == act.trigger
                && (reaction.kinds.is_empty() || act.kind.is_some_and(|kind| reaction.kinds.contains(&kind)))
        };
        let all = || self.scenario.reaction.iter().enumerate().filter(|(_, reaction)| fits(reaction));
        all()
            .find(|(_, reaction)| reaction.incident.as_deref() == Some(act.incident.as_str()))
            .or_else(|| all().find(|(_, reaction)| reaction.incident.is_none()))
            .map(|(place, reaction)| (place, reaction.clone()))
    }

    async fn carry_out(
        &mut self,
        act: &Act,
        reaction: &Reaction,
        unit: Option<&str>,
        picture: &Board,
        now: Millis,
    ) -> anyhow::Result<()> {
        let due = |player: &Self, after_s: i64| act.at + player.span(after_s) <= now;
        let desk = self.people.with(Role::ControlRoom).cloned();
        if let (Some((escalation, state)), Some(desk)) = (&act.escalation, desk) {
            if let Some(after_s) = reaction.acknowledge_after_s.filter(|after_s| due(self, *after_s))
                && *state == EscalationState::Requested
                && self.done.insert(format!("{}/acknowledge", act.id))
            {
                let at = act.at + self.span(after_s);
                let command = Command::AcknowledgeEscalation { escalation: escalation.clone() };
                self.act(&format!("{}/acknowledge", act.id), &desk, command, at).await;
            }
            if let (Some(after_s), Some(grade)) =
                (reaction.regrade_after_s.filter(|after_s| due(self, *after_s)), &reaction.regrade_to)
                && state.is_open()
                && self.done.insert(format!("{}/regrade", act.id))
            {
                let at = act.at + self.span(after_s);
                let is_so_graded =
                    picture.incident(&act.incident).is_some_and(|incident| incident.mirror.grade() == grade);
                if is_so_graded {
                    let reason = fill(reaction.decline_reason.as_deref().unwrap_or("Graded so already."), unit, None);
                    let command =
                        Command::DeclineEscalation { escalation: escalation.clone(), reason: reason.as_str().into() };
                    self.act(&format!("{}/decline", act.id), &desk, command, at).await;
                } else {
                    let data = json!({ "grade": grade, "reason": reaction.regrade_reason });
                    let item =
                        self.item(&format!("{}/regrade", act.id), at, act.incident.as_str(), "grade_changed", data)?;
                    self.send(vec![item]).await?;
                }
            }
        }
        for (index, fact) in reaction.fact.iter().enumerate() {
            let text = fact.data.to_string();
            if !due(self, fact.after_s) || (unit.is_none() && text.contains("{unit}")) {
                continue;
            }
            let id = format!("{}/fact/{index}", act.id);
            if self.done.insert(id.clone()) {
                let data = serde_json::from_str(&fill(&text, unit, act.car.as_deref()))?;
                let item =
                    self.item(&id, act.at + self.span(fact.after_s), act.incident.as_str(), &fact.r#type, data)?;
                self.send(vec![item]).await?;
            }
        }
        Ok(())
    }
}

fn fill(text: &str, unit: Option<&str>, car: Option<&str>) -> String {
    text.replace("{unit}", unit.unwrap_or_default()).replace("{car}", car.unwrap_or_default())
}

/// Everything on the board that somebody did and the desk may react to, oldest first.
fn acts(board: &Board) -> Vec<Act> {
    let mut acts = Vec::new();
    for incident in board.incidents.values() {
        for response in &incident.responses {
            for escalation in &response.escalations {
                acts.push(Act {
                    id: escalation.id.0.clone(),
                    trigger: Trigger::EscalationRequested,
                    kind: Some(escalation.kind),
                    incident: incident.number.clone(),
                    at: escalation.requested_at,
                    car: None,
                    escalation: Some((escalation.id.clone(), escalation.state)),
                });
            }
            for job in &response.deployments {
                let act = |trigger, at, what: &str| Act {
                    id: format!("{}/{what}", job.id),
                    trigger,
                    kind: None,
                    incident: incident.number.clone(),
                    at,
                    car: Some(job.call_sign.clone()),
                    escalation: None,
                };
                if let Some(at) = job.at_scene_at {
                    acts.push(act(Trigger::CarAtScene, at, "at-scene"));
                }
                if job.state == DeploymentState::Recalled {
                    acts.push(act(Trigger::CarRecalled, job.at, "recalled"));
                }
            }
        }
    }
    acts.sort_by_key(|act| act.at);
    acts
}
