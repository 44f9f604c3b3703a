//! A crew's own jobs and its own car, and nothing of anybody else's.

use std::{collections::BTreeSet, slice};

use alongside_core::{Board, Car, Incident, Scheme, priority, response::Deployment, response::SupportResponse};
use alongside_protocol::{
    CarId, DeploymentId, IncidentNumber,
    view::{Doc, JobCard},
    vocabulary::DeploymentState,
};

use super::{car, contact, deployment, gate, outcome, resources, suspect};

/// The car, its active job, its queue, and jobs that still need the crew: a recall to confirm.
pub fn documents(board: &Board, scheme: &Scheme, id: &CarId) -> Vec<Doc> {
    let mut documents: Vec<Doc> = car(board, scheme, id).map(Doc::Car).into_iter().collect();
    let state = board.car(id);
    for job in shown(&state) {
        let Some((incident, response, job)) = board.deployment(job) else { continue };
        let place = state.queue.iter().position(|queued| queued == &job.id).map_or(0, |place| place as u32 + 1);
        documents.push(Doc::Job(card(scheme, incident, response, job, place)));
    }
    documents
}

/// The jobs whose cards stand on this crew's screen, each with its incident.
pub fn jobs_shown(board: &Board, id: &CarId) -> Vec<(DeploymentId, IncidentNumber)> {
    let state = board.car(id);
    let placed = shown(&state).filter_map(|job| Some((job.clone(), board.deployment(job)?.0.number.clone())));
    placed.collect()
}

fn shown(car: &Car) -> impl Iterator<Item = &DeploymentId> {
    car.recalled_from.iter().chain(&car.active).chain(&car.queue)
}

/// The deployments of this car on this incident whose file the crew may still open.
pub fn jobs_of<'a>(incident: &'a Incident, id: &'a CarId) -> impl Iterator<Item = &'a Deployment> {
    incident
        .responses
        .iter()
        .flat_map(|response| &response.deployments)
        .filter(move |job| &job.car == id && is_live(job))
}

fn is_live(job: &Deployment) -> bool {
    job.state.is_active() || job.recall_unconfirmed || job.state == DeploymentState::Reserved
}

fn card(
    scheme: &Scheme,
    incident: &Incident,
    response: &SupportResponse,
    job: &Deployment,
    queue_place: u32,
) -> JobCard {
    let mirror = &incident.mirror;
    JobCard {
        deployment: job.id.clone(),
        response: response.id.clone(),
        incident: incident.number.clone(),
        view: deployment(job),
        queue_place,
        opening_code: mirror.opening_code.get().cloned().unwrap_or_default(),
        grade: mirror.grade().to_owned(),
        received_at: mirror.received_at.unwrap_or(incident.touched_at),
        locality: mirror.locality.get().cloned(),
        point: mirror.point.get().copied(),
        // What was found with another victim of the incident is not this job's.
        hazards: mirror.hazards.iter().chain(&response.found).copied().collect::<BTreeSet<_>>().into_iter().collect(),
        children_present: priority::children(incident, slice::from_ref(response)),
        resources: resources(incident),
        suspect: suspect(incident),
        gate: gate(scheme, incident).view(),
        contact: contact(scheme, incident, response),
        claimed_by: response.claim.as_ref().map(|claim| claim.name.clone()),
        outcome: outcome(response),
        needs: response.needs.as_ref().map(|set| set.value.clone()),
        synthetic: mirror.synthetic,
    }
}
