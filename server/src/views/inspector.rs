//! The duty inspector's row: no person, no place finer than a beat.

use alongside_core::{Board, Incident, Scheme, gate::Gate, repeat, response::SupportResponse};
use alongside_protocol::{
    Millis,
    view::{IncidentBrief, ResponseBrief},
    vocabulary::ResponseState,
};

use super::{car_wanted, contact, deployment, escalation, gate, gate_is_used, shown_deployment};

pub fn brief(board: &Board, scheme: &Scheme, incident: &Incident) -> IncidentBrief {
    let mirror = &incident.mirror;
    let gate = gate(scheme, incident);
    let received_at = mirror.received_at.unwrap_or(incident.touched_at);
    IncidentBrief {
        number: incident.number.clone(),
        state: mirror.state(),
        grade: mirror.grade().to_owned(),
        graded_at: mirror.graded_at().unwrap_or(received_at),
        received_at,
        beat: mirror.beat.get().cloned(),
        repeat: repeat::marker(board, scheme, incident)
            .is_some_and(|marker| marker.incidents_in_12_months > 1 || marker.new_calls > 0),
        duplicate: incident.duplicate_of.is_some(),
        first_at_scene_at: mirror.first_at_scene_at(),
        gate: gate.state,
        gate_since: gate.since,
        responses: incident
            .responses
            .iter()
            .map(|response| ResponseBrief {
                response: response.id.clone(),
                state: response.state(&gate),
                notified_at: response.notified_at,
                reviewed_at: response.reviewed_at,
                contacted_at: response.contacted_at(),
                contact_due_at: contact_due_at(scheme, incident, response, &gate),
                car_wanted_since: car_wanted(response, &gate).map(|wanted| wanted.since),
                claimed_by: response.claim.as_ref().map(|claim| claim.name.clone()),
                escalation: response.shown_escalation().map(|shown| escalation(scheme, shown)),
                car: shown_deployment(response).filter(|_| gate_is_used(scheme)).map(deployment),
                outcome: response.outcome.as_ref().map(|outcome| outcome.value.kind),
                referral: response.outcome.as_ref().map(|outcome| outcome.value.referral),
            })
            .collect(),
        synthetic: mirror.synthetic,
    }
}

/// As the board has it: not once an outcome is recorded, it was passed on, or the work goes on under another number.
fn contact_due_at(scheme: &Scheme, incident: &Incident, response: &SupportResponse, gate: &Gate) -> Option<Millis> {
    use ResponseState::{Closed, HandedOver, OutcomeRecorded};
    if incident.duplicate_of.is_some() || matches!(response.state(gate), Closed | HandedOver | OutcomeRecorded) {
        return None;
    }
    let contact = contact(scheme, incident, response);
    contact.next_at.or(contact.first_due_at).filter(|_| contact.ended_at.is_none())
}
