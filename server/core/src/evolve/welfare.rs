//! How crews are: check-ins at a scene, and calls for help.

use alongside_protocol::{DeploymentId, vocabulary::SosEnding};

use super::{Recorded, Topic, push_act, response_mut};
use crate::{
    board::{Board, Sos},
    event::{Entry, Event},
};

pub fn check_in(board: &mut Board, entry: &Entry) {
    let (Event::CheckedIn { deployment } | Event::CheckInMissed { deployment, .. }) = &entry.event else { return };
    let Some(response) = response_mut(board, &deployment.response(), entry) else { return };
    let Some(job) = response.deployments.iter_mut().find(|job| &job.id == deployment) else { return };
    let words = if let Event::CheckInMissed { climb, .. } = entry.event {
        job.check_in_missed = climb;
        if climb > 1 { "missed a check-in: inspector told" } else { "missed a check-in: desk told" }
    } else {
        job.check_in_missed = 0;
        // An older one that comes late does not set the timer back.
        job.checked_in_at = job.checked_in_at.max(Some(entry.done_at));
        "crew is well"
    };
    let words = format!("{} {words}", job.call_sign);
    push_act(response, entry, Topic::Car, words, None);
}

pub fn sos(board: &mut Board, entry: &Entry) {
    let at = entry.done_at;
    match &entry.event {
        Event::SosRaised { car, deployment, .. } => {
            let sos = Sos { at, by: Recorded::author(entry), deployment: deployment.clone(), climb: 0, answered: None };
            board.touch_car(car).sos = Some(sos);
            note(board, entry, deployment.as_ref(), "calls for help");
        }
        Event::SosAnswered { car, deployment } => {
            if let Some(sos) = &mut board.touch_car(car).sos {
                sos.answered = Some((at, Recorded::author(entry)));
            }
            note(board, entry, deployment.as_ref(), "call for help answered");
        }
        Event::SosClimbed { car, climb } => {
            if let Some(sos) = &mut board.touch_car(car).sos {
                sos.climb = *climb;
            }
        }
        Event::SosEnded { car, deployment, how } => {
            let words = match how {
                SosEnding::CrewSafe => "call for help over: the crew is safe",
                SosEnding::HelpCame => "call for help over: help came",
                SosEnding::Mistake => "call for help over: raised by mistake",
            };
            board.touch_car(car).sos = None;
            note(board, entry, deployment.as_ref(), words);
        }
        _ => {}
    }
}

/// On the timeline of the job on which help was called for.
fn note(board: &mut Board, entry: &Entry, deployment: Option<&DeploymentId>, words: &str) {
    let Some(deployment) = deployment else { return };
    let Some(response) = response_mut(board, &deployment.response(), entry) else { return };
    let call_sign = response.deployment(deployment).map_or("", |job| job.call_sign.as_str());
    let words = format!("{call_sign} {words}");
    push_act(response, entry, Topic::Car, words, None);
}
