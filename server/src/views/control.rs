//! The control-room support worker's row.

use alongside_core::{Board, Incident, Scheme};
use alongside_protocol::{
    view::{ClaimView, IncidentRow, ResponseRow},
    vocabulary::DeploymentState,
};

use super::{contact, deployment, escalation, gate, outcome, repeat, resources, shown_deployment, suspect};

pub fn row(board: &Board, scheme: &Scheme, incident: &Incident) -> IncidentRow {
    let mirror = &incident.mirror;
    let gate = gate(scheme, incident);
    let received_at = mirror.received_at.unwrap_or(incident.touched_at);
    IncidentRow {
        number: incident.number.clone(),
        state: mirror.state(),
        opening_code: mirror.opening_code.get().cloned().unwrap_or_default(),
        grade: mirror.grade().to_owned(),
        graded_at: mirror.graded_at().unwrap_or(received_at),
        received_at,
        locality: mirror.locality.get().cloned(),
        beat: mirror.beat.get().cloned(),
        point: mirror.point.get().copied(),
        hazards: mirror.hazards.iter().copied().collect(),
        children_present: mirror.children_present.get().copied(),
        repeat: repeat(board, incident),
        resources: resources(incident),
        suspect: suspect(incident),
        gate: gate.view(),
        responses: incident
            .responses
            .iter()
            .map(|response| ResponseRow {
                response: response.id.clone(),
                ordinal: response.ordinal,
                state: response.state(&gate),
                notified_at: response.notified_at,
                reviewed_at: response.reviewed_at,
                contacted_at: response.contacted_at(),
                claim: response.claim.as_ref().map(|claim| ClaimView {
                    user: claim.user.clone(),
                    name: claim.name.clone(),
                    at: claim.at,
                }),
                contact: contact(incident, response),
                escalation: response.shown_escalation().map(|shown| escalation(scheme, shown)),
                deployment: shown_deployment(response).map(deployment),
                reserved: response
                    .deployments
                    .iter()
                    .filter(|one| one.state == DeploymentState::Reserved)
                    .map(deployment)
                    .collect(),
                outcome: outcome(response),
            })
            .collect(),
        remark_count: mirror.remark_count,
        last_log_at: mirror.last_remark_at,
        closing_code: mirror.result.get().cloned(),
        synthetic: mirror.synthetic,
    }
}
