//! A car's way through a job.

use alongside_protocol::{CarId, DeploymentId, Millis, Private, record::Fix, vocabulary::DeploymentState};

use super::{Recorded, Topic, push_act, response_mut};
use crate::{
    board::Board,
    event::{Entry, Event},
    response::{CarWanted, Crumb, Deployment},
};

pub fn evolve(board: &mut Board, entry: &Entry) {
    let at = entry.done_at;
    match &entry.event {
        Event::CarNeedsSet { response, needs } => {
            if let Some(response) = response_mut(board, response, entry) {
                response.needs = Some(Recorded::of(entry, needs.clone()));
                push_act(response, entry, Topic::Car, "What a car should bring", None);
            }
        }
        Event::CarWanted { response, because } => {
            if let Some(response) = response_mut(board, response, entry) {
                let since = response.car_wanted.as_ref().map_or(at, |wanted| wanted.since);
                response.car_wanted = Some(CarWanted { since, because: because.clone(), nobody_else: true });
                push_act(response, entry, Topic::Car, because.clone(), None);
            }
        }
        Event::QueueReordered { car, queue } => board.touch_car(car).queue.clone_from(queue),
        Event::CarReserved { deployment, car, call_sign, override_reason, place } => {
            let job = Given { id: deployment, car, call_sign, override_reason, lapses_at: None, next_best: false };
            add_deployment(board, entry, &job, DeploymentState::Reserved);
            let car = board.touch_car(car);
            if !car.queue.contains(deployment) {
                let place = place.unwrap_or(car.queue.len()).min(car.queue.len());
                car.queue.insert(place, deployment.clone());
            }
        }
        Event::CarOffered { deployment, car, call_sign, lapses_at, override_reason, next_best } => {
            let (lapses_at, next_best) = (Some(*lapses_at), *next_best);
            let job = Given { id: deployment, car, call_sign, override_reason, lapses_at, next_best };
            add_deployment(board, entry, &job, DeploymentState::Offered);
            let car = board.touch_car(car);
            car.queue.retain(|queued| queued != deployment);
            car.active = Some(deployment.clone());
            car.status_at = at;
        }
        Event::OfferAcknowledged { deployment, place } => {
            move_deployment(board, entry, deployment, DeploymentState::Acknowledged, "acknowledged the job", None);
            drop_crumb(board, entry, deployment, place.as_ref());
        }
        Event::CarWentEnRoute { deployment, place } => {
            move_deployment(board, entry, deployment, DeploymentState::EnRoute, "is on the way", None);
            drop_crumb(board, entry, deployment, place.as_ref());
        }
        Event::CarArrivedAtScene { deployment, crew, place } => {
            move_deployment(board, entry, deployment, DeploymentState::AtScene, "at scene", None);
            drop_crumb(board, entry, deployment, place.as_ref());
            with_deployment(board, entry, deployment, |job| job.crew.clone_from(crew));
        }
        Event::CarResumed { deployment, place } => {
            move_deployment(board, entry, deployment, DeploymentState::Resumed, "resumed", None);
            drop_crumb(board, entry, deployment, place.as_ref());
        }
        Event::OfferDeclined { deployment, reason } => {
            let (state, reason) = (DeploymentState::Declined, Some(reason.clone()));
            move_deployment(board, entry, deployment, state, "declined the job", reason);
            want_car(board, entry, deployment, "declined the job");
        }
        Event::OfferLapsed { deployment } => {
            let words = "did not answer: the offer lapsed";
            move_deployment(board, entry, deployment, DeploymentState::Lapsed, words, None);
            want_car(board, entry, deployment, "did not answer");
        }
        Event::CarStoodDown { deployment, because, reason } => {
            let words = because.as_ref().map_or_else(|| "stood down".to_owned(), |why| format!("stood down: {why}"));
            move_deployment(board, entry, deployment, DeploymentState::StoodDown, &words, reason.clone());
            set_because(board, entry, deployment, because.as_ref(), false);
            // The gate stands a car down without a person's reason; a swap has both.
            let swapped = because.is_some() && reason.is_some();
            with_deployment(board, entry, deployment, |job| job.swapped = swapped);
        }
        Event::CarRecalled { deployment, because, reason } => {
            let words = because.as_ref().map_or_else(|| "recalled".to_owned(), |why| format!("recalled: {why}"));
            let car = move_deployment(board, entry, deployment, DeploymentState::Recalled, &words, reason.clone());
            set_because(board, entry, deployment, because.as_ref(), true);
            if let Some(car) = car {
                board.touch_car(&car).recalled_from = Some(deployment.clone());
            }
        }
        Event::RecallConfirmed { deployment } => {
            if let Some(response) = response_mut(board, &deployment.response(), entry) {
                let mut call_sign = None;
                if let Some(found) = response.deployments.iter_mut().find(|found| &found.id == deployment) {
                    found.recall_unconfirmed = false;
                    call_sign = Some(found.car.clone());
                }
                push_act(response, entry, Topic::Car, "Crew clear of the scene", None);
                if let Some(car) = call_sign {
                    let car = board.touch_car(&car);
                    car.recalled_from = None;
                    car.status_at = at;
                }
            }
        }
        _ => {}
    }
}

/// A job as it is offered or reserved.
struct Given<'a> {
    id: &'a DeploymentId,
    car: &'a CarId,
    call_sign: &'a str,
    override_reason: &'a Option<Private>,
    lapses_at: Option<Millis>,
    next_best: bool,
}

fn add_deployment(board: &mut Board, entry: &Entry, job: &Given<'_>, state: DeploymentState) {
    let Some(response) = response_mut(board, &job.id.response(), entry) else { return };
    let call_sign = job.call_sign;
    let words = match (state, job.override_reason.is_some()) {
        (DeploymentState::Reserved, false) => format!("{call_sign} reserved"),
        (DeploymentState::Reserved, true) => format!("{call_sign} reserved by override"),
        (_, false) => format!("{call_sign} offered the job"),
        (_, true) => format!("{call_sign} offered the job by override"),
    };
    push_act(response, entry, Topic::Car, words, job.override_reason.clone());
    response.car_wanted = None;
    match response.deployments.iter_mut().find(|found| &found.id == job.id) {
        Some(found) => {
            found.state = state;
            found.at = entry.done_at;
            found.offer_lapses_at = job.lapses_at;
            found.next_best = job.next_best;
            if job.override_reason.is_some() {
                found.override_reason.clone_from(job.override_reason);
            }
        }
        None => response.deployments.push(Deployment {
            id: job.id.clone(),
            car: job.car.clone(),
            call_sign: call_sign.to_owned(),
            state,
            at: entry.done_at,
            offer_lapses_at: job.lapses_at,
            override_reason: job.override_reason.clone(),
            recall_unconfirmed: false,
            because: None,
            swapped: false,
            acknowledged_at: None,
            at_scene_at: None,
            ended_by: None,
            sent_by: entry.by.name().map(ToOwned::to_owned),
            next_best: job.next_best,
            crew: Vec::new(),
            checked_in_at: None,
            check_in_missed: 0,
            crumbs: Vec::new(),
        }),
    }
}

fn with_deployment(board: &mut Board, entry: &Entry, id: &DeploymentId, act: impl FnOnce(&mut Deployment)) {
    if let Some(response) = response_mut(board, &id.response(), entry)
        && let Some(found) = response.deployments.iter_mut().find(|found| &found.id == id)
    {
        act(found);
    }
}

fn drop_crumb(board: &mut Board, entry: &Entry, id: &DeploymentId, place: Option<&Fix>) {
    let Some(fix) = place.copied() else { return };
    with_deployment(board, entry, id, |job| job.crumbs.push(Crumb { state: job.state, fix }));
}

/// The car that was asked does not go: until another is asked, somebody has to.
fn want_car(board: &mut Board, entry: &Entry, id: &DeploymentId, words: &str) {
    let Some(response) = response_mut(board, &id.response(), entry) else { return };
    let call_sign = response.deployment(id).map_or("", |job| job.call_sign.as_str());
    let because = format!("{call_sign} {words}");
    response.car_wanted = Some(CarWanted { since: entry.done_at, because, nobody_else: false });
}

/// Moves one deployment on, and frees the car where it is over. Other jobs of the car stay as they were.
fn move_deployment(
    board: &mut Board,
    entry: &Entry,
    id: &DeploymentId,
    state: DeploymentState,
    words: &str,
    text: Option<Private>,
) -> Option<CarId> {
    let response = response_mut(board, &id.response(), entry)?;
    let found = response.deployments.iter_mut().find(|found| &found.id == id)?;
    found.state = state;
    found.at = entry.done_at;
    found.offer_lapses_at = None;
    match state {
        DeploymentState::Acknowledged => found.acknowledged_at = Some(entry.done_at),
        DeploymentState::AtScene => drop(found.at_scene_at.get_or_insert(entry.done_at)),
        DeploymentState::StoodDown | DeploymentState::Recalled => {
            found.ended_by = entry.by.name().map(ToOwned::to_owned);
        }
        _ => {}
    }
    let (car_id, words) = (found.car.clone(), format!("{} {words}", found.call_sign));
    push_act(response, entry, Topic::Car, words, text);
    let car = board.touch_car(&car_id);
    // A job that only waited says nothing of what the car does.
    if car.active.as_ref() == Some(id) {
        car.status_at = entry.done_at;
    }
    if state.is_over() {
        if car.active.as_ref() == Some(id) {
            car.active = None;
        }
        car.queue.retain(|queued| queued != id);
    }
    Some(car_id)
}

fn set_because(board: &mut Board, entry: &Entry, id: &DeploymentId, because: Option<&String>, unconfirmed: bool) {
    with_deployment(board, entry, id, |job| {
        job.because = because.cloned();
        job.recall_unconfirmed = unconfirmed;
    });
}
