//! Shifts, offers, and a car's way through a job. One active deployment per car (I7).

use alongside_protocol::{
    CarId, DeploymentId, Private, Refusal, RefusalCode, ResponseId, limits,
    record::SeatFilled,
    vocabulary::{DeploymentState, GateMode, Role, Seat},
};

use super::{Case, Decision, bounded_text, needed_reason, not_found, wrong_state};
use crate::{
    board::{Car, NotDeployable},
    event::Event,
    gate::Gate,
    incident::Incident,
    response::{Deployment, SupportResponse},
    scheme::CarRules,
    shift,
};

impl Case<'_> {
    fn car(&self, id: &CarId) -> Result<(&CarRules, Car), Refusal> {
        let rules = self.scheme.car(id).ok_or_else(|| {
            let known: Vec<_> = self.scheme.cars.iter().map(|car| car.id.0.as_str()).collect();
            not_found("car").field("car", format!("{:?}", id.0), known.join(", "))
        })?;
        Ok((rules, self.board.car(id)))
    }

    /// A crew speaks for its own car only; a desk role for any.
    fn may_speak_for(&self, id: &CarId) -> Result<(), Refusal> {
        let desk = [Role::SupportWorker, Role::Coordinator, Role::ControlRoom];
        if self.person.car.as_ref() == Some(id) || desk.iter().any(|role| self.person.has(*role)) {
            return Ok(());
        }
        Err(Refusal::new(RefusalCode::NotYourCar, "this is another crew's car"))
    }

    pub(super) fn start_shift(&self, id: &CarId, seats: &[SeatFilled]) -> Decision {
        let (rules, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if let Some(shift) = &car.shift {
            return Err(Refusal { when: Some(shift.started_at), ..wrong_state("this car's shift has begun already") });
        }
        for filled in seats {
            bounded_text("seats.name", &filled.name, limits::FIELD_CHARS_MAX)?;
            if filled.name.trim().is_empty() {
                return Err(Refusal::invalid("seats.name", "nothing", "the name of who sits there"));
            }
            let allowed = rules.seats.iter().filter(|seat| **seat == filled.seat).count();
            if seats.iter().filter(|other| other.seat == filled.seat).count() > allowed {
                return Err(Refusal::invalid(
                    "seats",
                    format!("{} too often", filled.seat.as_str()),
                    rules.seats.iter().map(|seat| seat.as_str()).collect::<Vec<_>>().join(", "),
                ));
            }
        }
        let ends_at = shift::ends_at(self.scheme, self.context.done_at);
        Ok(vec![Event::ShiftStarted { car: id.clone(), seats: seats.to_vec(), ends_at }])
    }

    pub(super) fn end_shift(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if car.shift.is_none() {
            return Err(wrong_state("this car is off duty already"));
        }
        self.no_active(&car, "finish or hand back the active job before the shift ends")?;
        if let Some(waiting) = car.queue.first() {
            return Err(wrong_state(format!(
                "job {waiting} is reserved for this car; stand it down or give it to another car first"
            )));
        }
        if car.recalled_from.is_some() {
            return Err(wrong_state("confirm that the crew is clear of the scene first"));
        }
        Ok(vec![Event::ShiftEnded { car: id.clone() }])
    }

    pub(super) fn take_break(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if car.shift.is_none() || car.on_break {
            return Err(wrong_state("only a car on duty can take a break"));
        }
        self.no_active(&car, "finish the active job before the break")?;
        Ok(vec![Event::BreakStarted { car: id.clone() }])
    }

    pub(super) fn end_break(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if !car.on_break {
            return Err(wrong_state("this car is not on a break"));
        }
        Ok(vec![Event::BreakEnded { car: id.clone() }])
    }

    fn no_active(&self, car: &Car, message: &str) -> Result<(), Refusal> {
        let Some(active) = &car.active else { return Ok(()) };
        let since = self.board.deployment(active).map(|(_, _, deployment)| deployment.at);
        Err(Refusal { when: since, ..Refusal::new(RefusalCode::CarBusy, message) })
    }

    pub(super) fn send_car(&self, id: &ResponseId, car_id: &CarId, override_reason: Option<&Private>) -> Decision {
        let (incident, response) = self.response(id)?;
        if response.is_closed() {
            return Err(wrong_state("this response is closed; reopen it first"));
        }
        if self.scheme.gate.mode == GateMode::None {
            return Err(Refusal::new(RefusalCode::GateClosed, "this scheme works by telephone and sends no cars"));
        }
        let (rules, car) = self.car(car_id)?;
        if let Some(taken) = response.deployments.iter().find(|one| !one.state.is_over()) {
            return Err(Refusal {
                who: Some(taken.call_sign.clone()),
                when: Some(taken.at),
                ..Refusal::new(RefusalCode::CarBusy, format!("{} is on this response already", taken.call_sign))
            });
        }
        let deployment = DeploymentId::of(id, response.deployments.len() as u32 + 1);
        let overridden = self.check_send(incident, rules, &car, override_reason)?;
        let busy = car.active.is_some() || car.on_break || car.recalled_from.is_some();
        if busy {
            if car.queue.len() >= limits::CAR_QUEUE_MAX {
                return Err(Refusal::new(
                    RefusalCode::CarQueueFull,
                    format!("{} has {} jobs waiting, which is the most", rules.call_sign, limits::CAR_QUEUE_MAX),
                ));
            }
            let (car, call_sign) = (car_id.clone(), rules.call_sign.clone());
            return Ok(vec![Event::CarReserved { deployment, car, call_sign, override_reason: overridden }]);
        }
        Ok(vec![self.offer(deployment, rules, overridden)])
    }

    fn offer(&self, deployment: DeploymentId, rules: &CarRules, override_reason: Option<Private>) -> Event {
        Event::CarOffered {
            deployment,
            car: rules.id.clone(),
            call_sign: rules.call_sign.clone(),
            lapses_at: self.context.now + self.scheme.clocks.offer_window_ms,
            override_reason,
        }
    }

    /// Gate and seats. An override passes both, when the scheme allows it to this person and a reason is given.
    fn check_send(
        &self,
        incident: &Incident,
        rules: &CarRules,
        car: &Car,
        override_reason: Option<&Private>,
    ) -> Result<Option<Private>, Refusal> {
        let refusal = match self.board.why_not_deployable(self.scheme, car) {
            Some(NotDeployable::OffDuty) => {
                return Err(Refusal::new(RefusalCode::CarOffDuty, format!("{} is off duty", rules.call_sign)));
            }
            Some(reason @ NotDeployable::SeatEmpty(_)) => {
                Some(Refusal::new(RefusalCode::SeatEmpty, format!("{}: {}", rules.call_sign, reason.words())))
            }
            // A break or an unconfirmed recall only makes the job wait its turn.
            Some(NotDeployable::OnBreak | NotDeployable::Recalled) | None => None,
        };
        let gate = Gate::of(&incident.mirror, self.scheme.gate.mode);
        let officer_missing = self.scheme.gate.mode == GateMode::Alongside
            && car.shift.as_ref().is_none_or(|shift| !shift.seats.iter().any(|filled| filled.seat == Seat::Officer));
        let refusal = refusal
            .or_else(|| {
                gate.why_not().map(|why| Refusal::new(RefusalCode::GateClosed, format!("a car may not go yet: {why}")))
            })
            .or_else(|| {
                officer_missing.then(|| {
                    Refusal::new(
                        RefusalCode::SeatEmpty,
                        format!("{}: no officer in the car, and here the worker goes with officers", rules.call_sign),
                    )
                })
            });
        let Some(mut refusal) = refusal else { return Ok(None) };
        let allowed = self.scheme.gate.override_roles.iter().any(|role| self.person.has(*role));
        match override_reason {
            Some(reason) if allowed => {
                needed_reason(reason)?;
                Ok(Some(reason.clone()))
            }
            Some(_) => {
                let roles: Vec<_> = self.scheme.gate.override_roles.iter().map(|role| role.as_str()).collect();
                refusal.message = format!(
                    "{}. Only {} may override",
                    refusal.message,
                    if roles.is_empty() { "nobody".to_owned() } else { roles.join(" or ") }
                );
                Err(refusal)
            }
            None => Err(refusal),
        }
    }

    pub(super) fn offer_next(&self, id: &CarId) -> Decision {
        let (rules, car) = self.car(id)?;
        self.may_speak_for(id)?;
        let next = car.queue.first().ok_or_else(|| wrong_state("no job waits for this car"))?;
        self.no_active(&car, "this car has an active job")?;
        if let Some(reason) = self.board.why_not_deployable(self.scheme, &car)
            && !matches!(reason, NotDeployable::SeatEmpty(_))
        {
            return Err(wrong_state(format!("{} is {}", rules.call_sign, reason.words())));
        }
        let (incident, _, deployment) = self.board.deployment(next).ok_or_else(|| not_found("deployment"))?;
        // What was overridden when it was reserved stays so; otherwise the gate is asked again now.
        if deployment.override_reason.is_none() {
            self.check_send(incident, rules, &car, None)?;
        }
        Ok(vec![self.offer(next.clone(), rules, None)])
    }

    fn own(&self, id: &DeploymentId) -> Result<(&SupportResponse, &Deployment), Refusal> {
        let (_, response, deployment) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        if self.person.car.as_ref() != Some(&deployment.car) {
            return Err(not_found("deployment"));
        }
        Ok((response, deployment))
    }

    fn own_in(&self, id: &DeploymentId, state: DeploymentState, event: Event) -> Decision {
        let (_, deployment) = self.own(id)?;
        if deployment.state == state {
            return Ok(vec![event]);
        }
        Err(Refusal {
            when: Some(deployment.at),
            ..wrong_state(match &deployment.because {
                Some(because) => format!("this job is {}: {because}", words(deployment.state)),
                None => format!(
                    "this job is {}; this can be done only while it is {}",
                    words(deployment.state),
                    words(state)
                ),
            })
        })
    }

    pub(super) fn acknowledge_offer(&self, id: &DeploymentId) -> Decision {
        self.own_in(id, DeploymentState::Offered, Event::OfferAcknowledged { deployment: id.clone() })
    }

    pub(super) fn decline_offer(&self, id: &DeploymentId, reason: &Private) -> Decision {
        needed_reason(reason)?;
        self.own_in(
            id,
            DeploymentState::Offered,
            Event::OfferDeclined { deployment: id.clone(), reason: reason.clone() },
        )
    }

    pub(super) fn go_en_route(&self, id: &DeploymentId) -> Decision {
        self.own_in(id, DeploymentState::Acknowledged, Event::CarWentEnRoute { deployment: id.clone() })
    }

    pub(super) fn arrive(&self, id: &DeploymentId) -> Decision {
        self.own_in(id, DeploymentState::EnRoute, Event::CarArrivedAtScene { deployment: id.clone() })
    }

    pub(super) fn resume(&self, id: &DeploymentId) -> Decision {
        self.own_in(id, DeploymentState::AtScene, Event::CarResumed { deployment: id.clone() })
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
            over => Err(Refusal {
                when: Some(deployment.at),
                ..wrong_state(format!("this job is {} already", words(over)))
            }),
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

fn words(state: DeploymentState) -> String {
    state.as_str().replace('_', " ")
}
