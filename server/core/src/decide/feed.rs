//! What follows from a fact of the force: a response opened, a gate revoked, an escalation answered.

use alongside_protocol::{
    FeedBody, FeedEvent, IncidentNumber, Millis, Private, ResponseId,
    vocabulary::{DeploymentState, GateMode, Standing},
};

use super::Context;
use crate::{
    board::Board,
    event::{Entry, Event},
    evolve::evolve,
    gate::Gate,
    incident::Incident,
    latest::Stamp,
    scheme::{CallKind, Scheme},
};

/// Never refuses: the force is master (I6). Faulty items were turned away before they got here.
pub fn decide(board: &Board, scheme: &Scheme, fact: &FeedEvent, fact_at: Millis, context: &Context) -> Vec<Event> {
    let mut after = board.clone();
    let mut events = take(&mut after, scheme, fact, fact_at, context);
    // One event under two numbers: danger told under the one is danger at the other, where the work goes on.
    let linked = after.incident(&fact.incident).and_then(|incident| incident.duplicate_of.as_ref());
    // One that has left the live board has nobody at its scene.
    let live = |of: &IncidentNumber| after.incident(of).is_some() && concerns_the_scene(&fact.body);
    if let Some(of) = linked.map(|linked| linked.value.clone()).filter(live) {
        let told = FeedEvent {
            message_id: format!("{} under {}", fact.message_id, fact.incident),
            incident: of,
            ..fact.clone()
        };
        events.extend(take(&mut after, scheme, &told, fact_at, context));
    }
    events
}

/// What is so at the scene whichever number it is told under.
fn concerns_the_scene(body: &FeedBody) -> bool {
    matches!(body, FeedBody::NewCall(_) | FeedBody::SuspectWhereabouts(_) | FeedBody::SceneDeclaredSafe(_))
}

/// One fact and what follows from it, on a board that moves on with it.
fn take(board: &mut Board, scheme: &Scheme, fact: &FeedEvent, fact_at: Millis, context: &Context) -> Vec<Event> {
    let before = board.incident(&fact.incident).cloned();
    let gate_before = before.as_ref().map(|incident| Gate::of(&incident.mirror, scheme.gate.mode));
    let recorded = Event::FeedRecorded { fact: fact.clone(), fact_at };
    enter(board, &recorded, fact_at, context);
    let mut events = vec![recorded];
    if let Some(incident) = board.incident(&fact.incident) {
        let mut more =
            follow(scheme, before.as_ref(), gate_before, incident, &Stamp::of(fact, fact_at), &fact.incident);
        answer_escalations(&mut more, board, incident, scheme);
        for event in &more {
            enter(board, event, context.done_at, context);
        }
        events.extend(more);
    }
    events
}

fn enter(board: &mut Board, event: &Event, done_at: Millis, context: &Context) {
    let entry = Entry { seq: board.seq + 1, at: context.now, done_at, by: context.author(), event: event.clone() };
    evolve(board, &entry);
}

fn follow(
    scheme: &Scheme,
    before: Option<&Incident>,
    gate_before: Option<Gate>,
    incident: &Incident,
    stamp: &Stamp,
    number: &IncidentNumber,
) -> Vec<Event> {
    let mut events = Vec::new();
    if incident.responses.is_empty() && is_ours(incident, scheme) {
        events.push(Event::ResponseOpened { response: ResponseId::of(number, 1) });
    }
    let danger = fresh_danger(before, incident, stamp);
    let lowered = incident.standing.as_ref().is_some_and(|set| set.value.standing == Standing::Lowered);
    if let Some(because) = danger.as_ref().filter(|_| lowered) {
        // It was lowered on what was known then. This was not.
        events.push(Event::StandingSet {
            incident: incident.number.clone(),
            standing: Standing::ByFactors,
            reason: Private::new(because.clone()),
        });
    }
    let gate = Gate::of(&incident.mirror, scheme.gate.mode);
    if scheme.gate.mode == GateMode::AfterFirstResponse && !gate.is_open() {
        if gate_before.is_some_and(|before| before.is_open()) {
            // A late fact may close the gate as if it had never been open; the cars went all the same.
            let because = gate.revoked_because.or(danger).unwrap_or_else(|| "a change at the scene".to_owned());
            events.push(Event::GateRevoked { incident: incident.number.clone(), because: because.clone() });
            call_back(&mut events, incident, &because);
        } else if let Some(because) = danger {
            // An override was given against what was known then. This was not.
            call_back(&mut events, incident, &because);
        }
    }
    events
}

fn is_ours(incident: &Incident, scheme: &Scheme) -> bool {
    incident.mirror.is_known()
        && incident.mirror.opening_code.get().is_some_and(|code| scheme.call_types.kind(code) == CallKind::Domestic)
}

/// The danger that this fact brings, where the mirror had not heard of it.
fn fresh_danger(before: Option<&Incident>, after: &Incident, stamp: &Stamp) -> Option<String> {
    let heard = before.is_some_and(|before| before.mirror.scene.contains_key(stamp));
    after.mirror.scene.get(stamp).filter(|_| !heard)?.danger()
}

/// Every car on the incident is told. Jobs that wait for a car's turn stay: the gate is asked when they are offered.
fn call_back(events: &mut Vec<Event>, incident: &Incident, because: &str) {
    for job in incident.responses.iter().flat_map(|response| &response.deployments) {
        let (deployment, because) = (job.id.clone(), Some(because.to_owned()));
        match job.state {
            DeploymentState::Acknowledged | DeploymentState::EnRoute | DeploymentState::AtScene => {
                events.push(Event::CarRecalled { deployment, because, reason: None });
            }
            DeploymentState::Offered => events.push(Event::CarStoodDown { deployment, because, reason: None }),
            _ => {}
        }
    }
}

/// A regrade upwards, said by the force after we asked, is the answer; under a linked number too.
fn answer_escalations(events: &mut Vec<Event>, board: &Board, incident: &Incident, scheme: &Scheme) {
    let target = incident.duplicate_of.as_ref().and_then(|linked| board.incident(&linked.value));
    let (grade, graded_at) = (incident.mirror.grade(), incident.mirror.graded_at());
    let asked = [Some(incident), target].into_iter().flatten().flat_map(|one| &one.responses);
    for escalation in asked.flat_map(|response| &response.escalations) {
        let before = scheme.grade_rank(&escalation.grade_before);
        // Without a grade before, the first one is no answer: a person says whether it is.
        let raised = before != u8::MAX && scheme.grade_rank(grade) < before;
        if escalation.state.is_open() && raised && graded_at.is_some_and(|at| at >= escalation.requested_at) {
            events.push(Event::EscalationRegraded { escalation: escalation.id.clone(), grade: grade.to_owned() });
        }
    }
}
