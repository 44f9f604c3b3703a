//! A car's way through one job, and what ends it.

use alongside_protocol::{DeploymentId, Private, Refusal, vocabulary::DeploymentState, vocabulary::Role};

use super::{Case, Decision, needed_reason, not_found, wrong_state};
use crate::{
    event::Event,
    response::{Deployment, SupportResponse},
};

impl Case<'_> {
    fn own(&self, id: &DeploymentId) -> Result<(&SupportResponse, &Deployment), Refusal> {
        let (_, response, deployment) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        if self.person.car.as_ref() != Some(&deployment.car) {
            return Err(not_found("deployment"));
        }
        Ok((response, deployment))
    }

    /// A step from one state to the next, by the crew whose job it is.
    fn step(&self, id: &DeploymentId, state: DeploymentState, to: DeploymentState, event: Event) -> Decision {
        let (response, deployment) = self.own(id)?;
        if deployment.state == state {
            return Ok(vec![event]);
        }
        if matches!(deployment.state, DeploymentState::StoodDown | DeploymentState::Recalled) {
            return Err(ended(response, deployment));
        }
        // On the other tablet of the car, or twice on this one.
        if deployment.state == to {
            return Err(over_already(deployment, to));
        }
        let (is, only) = (words(deployment.state), words(state));
        let message = format!("this job is {is}; this can be done only while it is {only}");
        Err(Refusal { when: Some(deployment.at), ..wrong_state(message) })
    }

    pub(super) fn acknowledge_offer(&self, id: &DeploymentId) -> Decision {
        let event = Event::OfferAcknowledged { deployment: id.clone(), place: self.context.place };
        self.step(id, DeploymentState::Offered, DeploymentState::Acknowledged, event)
    }

    pub(super) fn decline_offer(&self, id: &DeploymentId, reason: &Private) -> Decision {
        needed_reason(reason)?;
        let event = Event::OfferDeclined { deployment: id.clone(), reason: reason.clone() };
        self.step(id, DeploymentState::Offered, DeploymentState::Declined, event)
    }

    pub(super) fn go_en_route(&self, id: &DeploymentId) -> Decision {
        let event = Event::CarWentEnRoute { deployment: id.clone(), place: self.context.place };
        self.step(id, DeploymentState::Acknowledged, DeploymentState::EnRoute, event)
    }

    pub(super) fn arrive(&self, id: &DeploymentId) -> Decision {
        let (_, deployment) = self.own(id)?;
        let crew = self.board.car(&deployment.car).seats().iter().map(|filled| filled.name.clone()).collect();
        let event = Event::CarArrivedAtScene { deployment: id.clone(), crew, place: self.context.place };
        self.step(id, DeploymentState::EnRoute, DeploymentState::AtScene, event)
    }

    pub(super) fn resume(&self, id: &DeploymentId) -> Decision {
        let event = Event::CarResumed { deployment: id.clone(), place: self.context.place };
        self.step(id, DeploymentState::AtScene, DeploymentState::Resumed, event)
    }

    pub(super) fn confirm_recall(&self, id: &DeploymentId) -> Decision {
        let deployment = if self.person.has(Role::ControlRoom) {
            self.board.deployment(id).ok_or_else(|| not_found("deployment"))?.2
        } else {
            self.own(id)?.1
        };
        if !deployment.recall_unconfirmed {
            return Err(wrong_state("there is no recall to confirm"));
        }
        Ok(vec![Event::RecallConfirmed { deployment: id.clone() }])
    }

    pub(super) fn stand_down(&self, id: &DeploymentId, reason: &Private) -> Decision {
        needed_reason(reason)?;
        let (_, _, deployment) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        match deployment.state {
            DeploymentState::Reserved
            | DeploymentState::Offered
            | DeploymentState::Acknowledged
            | DeploymentState::EnRoute => {
                Ok(vec![Event::CarStoodDown { deployment: id.clone(), because: None, reason: Some(reason.clone()) }])
            }
            DeploymentState::AtScene => Err(wrong_state("the car is at the scene: recall it, or let the crew resume")),
            over => Err(over_already(deployment, over)),
        }
    }

    pub(super) fn recall(&self, id: &DeploymentId, reason: &Private) -> Decision {
        needed_reason(reason)?;
        let (_, _, deployment) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        match deployment.state {
            DeploymentState::Acknowledged | DeploymentState::EnRoute | DeploymentState::AtScene => {
                Ok(vec![Event::CarRecalled { deployment: id.clone(), because: None, reason: Some(reason.clone()) }])
            }
            state => Err(Refusal {
                when: Some(deployment.at),
                ..wrong_state(format!(
                    "only a car on its way or at the scene can be recalled; this job is {}",
                    words(state)
                ))
            }),
        }
    }
}

/// For the crew of a job that was ended, and that did not hear of it: why, who did it and when, and who has it now.
pub(super) fn ended(response: &SupportResponse, job: &Deployment) -> Refusal {
    let mut message = format!("this job is {}", words(job.state));
    let now = response.deployments.iter().rev().find(|other| other.car != job.car && !other.state.is_over());
    // A swap says where it went, which may not be where it is by now.
    if let Some(because) = job.because.as_ref().filter(|_| !job.swapped || now.is_none()) {
        message += &format!(": {because}");
    }
    if let Some(now) = now {
        let has = if now.state == DeploymentState::Reserved { "it waits for" } else { "it has gone to" };
        message += &format!("; {has} {}", now.call_sign);
    }
    Refusal { who: job.ended_by.clone(), when: Some(job.at), ..wrong_state(message) }
}

pub(super) fn over_already(deployment: &Deployment, state: DeploymentState) -> Refusal {
    Refusal { when: Some(deployment.at), ..wrong_state(format!("this job is {} already", words(state))) }
}

fn words(state: DeploymentState) -> String {
    state.as_str().replace('_', " ")
}
