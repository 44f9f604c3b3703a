//! How crews are: check-ins at a scene, and calls for help. What is about danger is never refused for its form.

use alongside_protocol::{
    CarId, DeploymentId, Refusal,
    vocabulary::{Role, SosEnding},
};

use super::{Case, Decision, not_found, wrong_state};
use crate::event::Event;

impl Case<'_> {
    /// By the crew, or by a desk that has heard it by radio.
    pub(super) fn check_in(&self, id: &DeploymentId) -> Decision {
        let (_, _, job) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        let own = self.person.car.as_ref() == Some(&job.car);
        if !own && ![Role::SupportWorker, Role::ControlRoom, Role::Inspector].iter().any(|role| self.person.has(*role))
        {
            return Err(not_found("deployment"));
        }
        if job.check_in_since().is_none() {
            return Err(Refusal { when: Some(job.at), ..wrong_state("this crew is not at a scene now") });
        }
        Ok(vec![Event::CheckedIn { deployment: id.clone() }])
    }

    pub(super) fn raise_sos(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        // Pressed again after somebody had it: nobody has come, and it rings anew.
        if let Some(sos) = car.sos.as_ref().filter(|sos| sos.answered.is_none()) {
            return Err(wrong_state("help has been called for this car already").by(&sos.by, sos.at));
        }
        let deployment = car.active.or(car.recalled_from).filter(|job| self.board.deployment(job).is_some());
        Ok(vec![Event::SosRaised { car: id.clone(), deployment, place: self.context.place }])
    }

    pub(super) fn answer_sos(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        let Some(sos) = &car.sos else { return Err(wrong_state("nobody in this car calls for help now")) };
        if let Some((at, by)) = &sos.answered {
            return Err(wrong_state("somebody has it already").by(by, *at));
        }
        Ok(vec![Event::SosAnswered { car: id.clone(), deployment: self.still_live(sos.deployment.as_ref()) }])
    }

    pub(super) fn end_sos(&self, id: &CarId, how: SosEnding) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        let Some(sos) = &car.sos else { return Err(wrong_state("nobody in this car calls for help now")) };
        Ok(vec![Event::SosEnded { car: id.clone(), deployment: self.still_live(sos.deployment.as_ref()), how }])
    }

    fn still_live(&self, deployment: Option<&DeploymentId>) -> Option<DeploymentId> {
        deployment.filter(|job| self.board.deployment(job).is_some()).cloned()
    }
}
