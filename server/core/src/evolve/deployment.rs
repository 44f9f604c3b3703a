//! A car's way through a job.

use alongside_protocol::{CarId, DeploymentId, Private, vocabulary::DeploymentState};

use super::{Topic, push_act, response_mut};
use crate::{
    board::Board,
    event::{Entry, Event},
    response::Deployment,
};

pub fn evolve(board: &mut Board, entry: &Entry) {
    let at = entry.done_at;
    match &entry.event {
        Event::CarReserved { deployment, car, call_sign, override_reason } => {
            add_deployment(
                board,
                entry,
                deployment,
                (car, call_sign),
                DeploymentState::Reserved,
                None,
                override_reason.clone(),
            );
            let car = board.touch_car(car);
            if !car.queue.contains(deployment) {
                car.queue.push(deployment.clone());
            }
        }
        Event::CarOffered { deployment, car, call_sign, lapses_at, override_reason } => {
            let lapses_at = Some(*lapses_at);
            add_deployment(
                board,
                entry,
                deployment,
                (car, call_sign),
                DeploymentState::Offered,
                lapses_at,
                override_reason.clone(),
            );
            let car = board.touch_car(car);
            car.queue.retain(|queued| queued != deployment);
            car.active = Some(deployment.clone());
            car.status_at = at;
        }
        Event::OfferAcknowledged { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::Acknowledged, "acknowledged the job", None);
        }
        Event::CarWentEnRoute { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::EnRoute, "is on the way", None);
        }
        Event::CarArrivedAtScene { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::AtScene, "at scene", None);
        }
        Event::CarResumed { deployment } => {
            move_deployment(board, entry, deployment, DeploymentState::Resumed, "resumed", None);
        }
        Event::OfferDeclined { deployment, reason } => {
            move_deployment(
                board,
                entry,
                deployment,
                DeploymentState::Declined,
                "declined the job",
                Some(reason.clone()),
            );
        }
        Event::OfferLapsed { deployment } => {
            move_deployment(
                board,
                entry,
                deployment,
                DeploymentState::Lapsed,
                "did not answer: the offer lapsed",
                None,
            );
        }
        Event::CarStoodDown { deployment, because, reason } => {
            let words = because.as_ref().map_or_else(|| "stood down".to_owned(), |why| format!("stood down: {why}"));
            move_deployment(board, entry, deployment, DeploymentState::StoodDown, &words, reason.clone());
            set_because(board, entry, deployment, because.as_ref(), false);
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

#[allow(clippy::too_many_arguments)]
fn add_deployment(
    board: &mut Board,
    entry: &Entry,
    id: &DeploymentId,
    (car, call_sign): (&CarId, &str),
    state: DeploymentState,
    offer_lapses_at: Option<i64>,
    override_reason: Option<Private>,
) {
    let Some(response) = response_mut(board, &id.response(), entry) else { return };
    let words = match (state, override_reason.is_some()) {
        (DeploymentState::Reserved, false) => format!("{call_sign} reserved"),
        (DeploymentState::Reserved, true) => format!("{call_sign} reserved by override"),
        (_, false) => format!("{call_sign} offered the job"),
        (_, true) => format!("{call_sign} offered the job by override"),
    };
    push_act(response, entry, Topic::Car, words, override_reason.clone());
    match response.deployments.iter_mut().find(|found| &found.id == id) {
        Some(found) => {
            found.state = state;
            found.at = entry.done_at;
            found.offer_lapses_at = offer_lapses_at;
            if override_reason.is_some() {
                found.override_reason = override_reason;
            }
        }
        None => response.deployments.push(Deployment {
            id: id.clone(),
            car: car.clone(),
            call_sign: call_sign.to_owned(),
            state,
            at: entry.done_at,
            offer_lapses_at,
            override_reason,
            recall_unconfirmed: false,
            because: None,
            at_scene_at: None,
        }),
    }
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
    if state == DeploymentState::AtScene {
        found.at_scene_at.get_or_insert(entry.done_at);
    }
    let (car_id, words) = (found.car.clone(), format!("{} {words}", found.call_sign));
    push_act(response, entry, Topic::Car, words, text);
    let car = board.touch_car(&car_id);
    car.status_at = entry.done_at;
    if state.is_over() {
        if car.active.as_ref() == Some(id) {
            car.active = None;
        }
        car.queue.retain(|queued| queued != id);
    }
    Some(car_id)
}

fn set_because(board: &mut Board, entry: &Entry, id: &DeploymentId, because: Option<&String>, unconfirmed: bool) {
    if let Some(response) = response_mut(board, &id.response(), entry)
        && let Some(found) = response.deployments.iter_mut().find(|found| &found.id == id)
    {
        found.because = because.cloned();
        found.recall_unconfirmed = unconfirmed;
    }
}
