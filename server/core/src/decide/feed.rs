//! What follows from a fact of the force: a response opened, a gate revoked, an escalation answered.

use alongside_protocol::{FeedEvent, Millis, ResponseId, vocabulary::DeploymentState, vocabulary::GateMode};

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
    let before = board.incident(&fact.incident);
    let gate_before = before.map(|incident| Gate::of(&incident.mirror, scheme.gate.mode));
    let recorded = Event::FeedRecorded { fact: fact.clone(), fact_at };
    let mut after = board.clone();
    evolve(
        &mut after,
        &Entry { seq: board.seq + 1, at: context.now, done_at: fact_at, by: context.author(), event: recorded.clone() },
    );
    let mut events = vec![recorded];
    let Some(incident) = after.incident(&fact.incident) else { return events };

    if incident.responses.is_empty() && is_ours(incident, scheme) {
        events.push(Event::ResponseOpened { response: ResponseId::of(&fact.incident, 1) });
    }
    let gate = Gate::of(&incident.mirror, scheme.gate.mode);
    if scheme.gate.mode == GateMode::AfterFirstResponse && !gate.is_open() {
        let danger = fresh_danger(before, incident, &Stamp::of(fact, fact_at));
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
    answer_escalations(&mut events, incident, scheme);
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

/// Every car on the incident is told. Jobs that wait for a car's turn stay: the gate is asked again when they are
/// offered. Only what was reserved by override would pass it unasked, so that goes too.
fn call_back(events: &mut Vec<Event>, incident: &Incident, because: &str) {
    for job in incident.responses.iter().flat_map(|response| &response.deployments) {
        let (deployment, because) = (job.id.clone(), Some(because.to_owned()));
        match job.state {
            DeploymentState::Acknowledged | DeploymentState::EnRoute | DeploymentState::AtScene => {
                events.push(Event::CarRecalled { deployment, because, reason: None });
            }
            DeploymentState::Offered => events.push(Event::CarStoodDown { deployment, because, reason: None }),
            DeploymentState::Reserved if job.override_reason.is_some() => {
                events.push(Event::CarStoodDown { deployment, because, reason: None });
            }
            _ => {}
        }
    }
}

/// A regrade upwards, said by the force after we asked, is the answer.
fn answer_escalations(events: &mut Vec<Event>, incident: &Incident, scheme: &Scheme) {
    let (grade, graded_at) = (incident.mirror.grade(), incident.mirror.graded_at());
    for escalation in incident.responses.iter().flat_map(|response| &response.escalations) {
        let before = scheme.grade_rank(&escalation.grade_before);
        // Without a grade before, the first one is no answer: a person says whether it is.
        let raised = before != u8::MAX && scheme.grade_rank(grade) < before;
        if escalation.state.is_open() && raised && graded_at.is_some_and(|at| at >= escalation.requested_at) {
            events.push(Event::EscalationRegraded { escalation: escalation.id.clone(), grade: grade.to_owned() });
        }
    }
}
