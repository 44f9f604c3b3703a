//! What follows from a fact of the force: a response opened, a gate revoked, an escalation answered.

use alongside_protocol::{FeedEvent, Millis, ResponseId, vocabulary::DeploymentState, vocabulary::GateState};

use super::Context;
use crate::{
    board::Board,
    event::{Entry, Event},
    evolve::evolve,
    gate::Gate,
    incident::Incident,
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
    if gate.state == GateState::Revoked && gate_before.is_some_and(|before| before.is_open()) {
        revoke(&mut events, incident, &gate);
    }
    answer_escalations(&mut events, incident, scheme);
    events
}

fn is_ours(incident: &Incident, scheme: &Scheme) -> bool {
    incident.mirror.is_known()
        && incident.mirror.opening_code.get().is_some_and(|code| scheme.call_types.kind(code) == CallKind::Domestic)
}

fn revoke(events: &mut Vec<Event>, incident: &Incident, gate: &Gate) {
    let because = gate.revoked_because.clone().unwrap_or_else(|| "a change at the scene".to_owned());
    events.push(Event::GateRevoked { incident: incident.number.clone(), because: because.clone() });
    for deployment in incident.responses.iter().filter_map(|response| response.active_deployment()) {
        let (deployment_id, because) = (deployment.id.clone(), Some(because.clone()));
        events.push(if deployment.state == DeploymentState::Offered {
            Event::CarStoodDown { deployment: deployment_id, because, reason: None }
        } else {
            Event::CarRecalled { deployment: deployment_id, because, reason: None }
        });
    }
}

/// A regrade upwards, said by the force after we asked, is the answer.
fn answer_escalations(events: &mut Vec<Event>, incident: &Incident, scheme: &Scheme) {
    let (grade, graded_at) = (incident.mirror.grade(), incident.mirror.graded_at());
    for escalation in incident.responses.iter().flat_map(|response| &response.escalations) {
        let raised = scheme.grade_rank(grade) < scheme.grade_rank(&escalation.grade_before);
        if escalation.state.is_open() && raised && graded_at.is_some_and(|at| at >= escalation.requested_at) {
            events.push(Event::EscalationRegraded { escalation: escalation.id.clone(), grade: grade.to_owned() });
        }
    }
}
