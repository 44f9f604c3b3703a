//! Which car goes where: offers, reservations, queues, swaps, plans. One active deployment per car (I7), and no offer
//! through a closed gate.

use std::collections::BTreeSet;

use alongside_protocol::{
    CarId, DeploymentId, Private, Refusal, RefusalCode, ResponseId, limits,
    record::{CarNeeds, PlannedJob},
    vocabulary::{DeploymentState, GateMode, Seat},
};

use super::{Case, Decision, bounded_text, job::over_already, needed_reason, not_found, wrong_state};
use crate::{
    board::{Board, Car, NotDeployable},
    event::{Entry, Event},
    evolve::evolve,
    gate::Gate,
    incident::Incident,
    response::SupportResponse,
    scheme::CarRules,
};

/// Children's seats that a car can be asked for.
const CHILD_SEATS_MAX: u8 = 9;

impl Case<'_> {
    pub(super) fn set_car_needs(&self, id: &ResponseId, needs: &CarNeeds) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.at_work_on(response)?;
        bounded_text("needs.language", &needs.language, limits::LANGUAGE_CHARS_MAX)?;
        self.check_training("needs.training", &needs.training)?;
        if needs.child_seats > CHILD_SEATS_MAX {
            let found = needs.child_seats.to_string();
            return Err(Refusal::invalid("needs.child_seats", found, format!("0 to {CHILD_SEATS_MAX}")));
        }
        if response.needs.as_ref().is_some_and(|set| &set.value == needs) {
            return Err(wrong_state("this is what is set already"));
        }
        events.push(Event::CarNeedsSet { response: id.clone(), needs: needs.clone() });
        Ok(events)
    }

    pub(super) fn send_car(
        &self,
        id: &ResponseId,
        car_id: &CarId,
        override_reason: Option<&Private>,
        next_best: bool,
    ) -> Decision {
        let (incident, response) = self.wants_car(id)?;
        let (rules, car) = self.car(car_id)?;
        self.is_free(rules, &car)?;
        let overridden = self.check_send(incident, rules, &car, override_reason)?;
        Ok(vec![self.offer(next_ordinal(response), rules, overridden, next_best)])
    }

    pub(super) fn reserve_car(&self, id: &ResponseId, car_id: &CarId, place: Option<u32>) -> Decision {
        let (_, response) = self.wants_car(id)?;
        let (rules, car) = self.car(car_id)?;
        Ok(vec![reserve(next_ordinal(response), rules, &car, place)?])
    }

    /// A response that a car may be asked for: open, and without one.
    fn wants_car(&self, id: &ResponseId) -> Result<(&Incident, &SupportResponse), Refusal> {
        let (incident, response) = self.response(id)?;
        if response.is_closed() {
            return Err(wrong_state("this response is closed; reopen it first"));
        }
        if self.scheme.gate.mode == GateMode::None {
            return Err(Refusal::new(RefusalCode::GateClosed, "this scheme works by telephone and sends no cars"));
        }
        if let Some(taken) = response.deployments.iter().find(|one| !one.state.is_over()) {
            let message = format!("{} is on this response already", taken.call_sign);
            let who = taken.sent_by.as_ref().unwrap_or(&taken.call_sign);
            return Err(Refusal::new(RefusalCode::CarBusy, message).by(who, taken.at));
        }
        Ok((incident, response))
    }

    /// Whether an offer can be made to this car now; else who was first, and when.
    fn is_free(&self, rules: &CarRules, car: &Car) -> Result<(), Refusal> {
        let busy = |message: String| Refusal::new(RefusalCode::CarBusy, message);
        let call_sign = &rules.call_sign;
        if let Some(active) = &car.active {
            let incident = active.response().incident();
            let refusal = busy(format!("{call_sign} is on {incident}; reserve it for afterwards, or choose another"));
            return Err(match self.board.deployment(active) {
                Some((_, _, job)) => refusal.by(job.sent_by.as_deref().unwrap_or("Alongside"), job.at),
                None => refusal,
            });
        }
        match self.board.why_not_deployable(self.scheme, car) {
            Some(NotDeployable::OffDuty) => {
                Err(Refusal::new(RefusalCode::CarOffDuty, format!("{call_sign} is off duty")))
            }
            Some(NotDeployable::Sos) => {
                let refusal = busy(format!("the crew of {call_sign} has called for help"));
                Err(match &car.sos {
                    Some(sos) => refusal.by(&sos.by, sos.at),
                    None => refusal,
                })
            }
            Some(reason @ (NotDeployable::OnBreak | NotDeployable::Recalled)) => {
                Err(busy(format!("{call_sign} is {}; reserve it for afterwards, or choose another", reason.words()))
                    .by(call_sign, car.status_at))
            }
            Some(NotDeployable::SeatEmpty(_)) | None => Ok(()),
        }
    }

    fn offer(
        &self,
        deployment: DeploymentId,
        rules: &CarRules,
        override_reason: Option<Private>,
        next_best: bool,
    ) -> Event {
        Event::CarOffered {
            deployment,
            car: rules.id.clone(),
            call_sign: rules.call_sign.clone(),
            lapses_at: self.context.now + self.scheme.clocks.offer_window_ms,
            override_reason,
            next_best,
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
        let Some(mut refusal) = why_not(self.scheme, incident, rules, car) else { return Ok(None) };
        let roles = &self.scheme.gate.override_roles;
        match override_reason {
            Some(reason) if roles.iter().any(|role| self.person.has(*role)) => {
                needed_reason(reason)?;
                Ok(Some(reason.clone()))
            }
            Some(_) => {
                let roles: Vec<_> = roles.iter().map(|role| role.as_str()).collect();
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

    /// The first reserved job that may go. Those before it keep their places.
    pub(super) fn offer_next(&self, id: &CarId) -> Decision {
        let (rules, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if car.queue.is_empty() {
            return Err(wrong_state("no job waits for this car"));
        }
        self.is_free(rules, &car)?;
        let mut first_no = None;
        for job in &car.queue {
            let (incident, ..) = self.board.deployment(job).ok_or_else(|| not_found("deployment"))?;
            match self.check_send(incident, rules, &car, None) {
                Ok(_) => return Ok(vec![self.offer(job.clone(), rules, None, false)]),
                Err(refusal) => first_no = first_no.or(Some(refusal)),
            }
        }
        Err(first_no.unwrap_or_else(|| wrong_state("no job waits for this car")))
    }

    pub(super) fn offer_reserved(
        &self,
        id: &DeploymentId,
        override_reason: Option<&Private>,
        next_best: bool,
    ) -> Decision {
        let (incident, _, job) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        if job.state != DeploymentState::Reserved {
            return Err(Refusal { when: Some(job.at), ..wrong_state("this job waits for nobody's turn any more") });
        }
        let (rules, car) = self.car(&job.car)?;
        self.is_free(rules, &car)?;
        let overridden = self.check_send(incident, rules, &car, override_reason)?;
        Ok(vec![self.offer(id.clone(), rules, overridden, next_best)])
    }

    pub(super) fn reorder_queue(&self, id: &CarId, queue: &[DeploymentId]) -> Decision {
        let (rules, car) = self.car(id)?;
        let (asked, held): (BTreeSet<_>, BTreeSet<_>) = (queue.iter().collect(), car.queue.iter().collect());
        if asked != held || queue.len() != car.queue.len() {
            let jobs = |all: &[DeploymentId]| match all.len() {
                0 => "no job".to_owned(),
                _ => all.iter().map(|job| job.response().incident().0).collect::<Vec<_>>().join(", "),
            };
            let message = format!("the jobs that wait for {} have changed; look again", rules.call_sign);
            return Err(Refusal::new(RefusalCode::QueueChanged, message).field("queue", jobs(queue), jobs(&car.queue)));
        }
        if queue == car.queue.as_slice() {
            return Err(wrong_state("this is their order already"));
        }
        Ok(vec![Event::QueueReordered { car: id.clone(), queue: queue.to_vec() }])
    }

    /// Both halves in one batch: there is no moment at which nobody has the job.
    pub(super) fn swap_car(
        &self,
        id: &DeploymentId,
        to: &CarId,
        reason: &Private,
        override_reason: Option<&Private>,
    ) -> Decision {
        needed_reason(reason)?;
        let (incident, response, job) = self.board.deployment(id).ok_or_else(|| not_found("deployment"))?;
        match job.state {
            DeploymentState::AtScene => return Err(wrong_state("the car is at the scene: recall it first")),
            state if state.is_over() => return Err(over_already(job, state)),
            _ => {}
        }
        if &job.car == to {
            return Err(wrong_state(format!("{} has it already", job.call_sign)));
        }
        let (rules, car) = self.car(to)?;
        let deployment = next_ordinal(response);
        let given = match self.is_free(rules, &car) {
            Ok(()) => match self.check_send(incident, rules, &car, override_reason) {
                Ok(overridden) => self.offer(deployment, rules, overridden, false),
                // What waits for its gate with one car may wait for it with another.
                Err(refusal) if refusal.code == RefusalCode::GateClosed && job.state == DeploymentState::Reserved => {
                    reserve(deployment, rules, &car, None)?
                }
                Err(refusal) => return Err(refusal),
            },
            Err(refusal) if refusal.code == RefusalCode::CarBusy && car.sos.is_none() => {
                reserve(deployment, rules, &car, None)?
            }
            Err(refusal) => return Err(refusal),
        };
        let because = Some(format!("{} goes instead", rules.call_sign));
        Ok(vec![Event::CarStoodDown { deployment: id.clone(), because, reason: Some(reason.clone()) }, given])
    }

    /// All of it or nothing. Each line is decided on what the ones before it have changed.
    pub(super) fn apply_plan(&self, jobs: &[PlannedJob]) -> Decision {
        if jobs.is_empty() || jobs.len() > limits::PLAN_JOBS_MAX {
            let found = format!("{} jobs", jobs.len());
            return Err(Refusal::invalid("jobs", found, format!("1 to {}", limits::PLAN_JOBS_MAX)));
        }
        let mut board = self.board.clone();
        let mut events = Vec::with_capacity(jobs.len());
        for planned in jobs {
            let case = Case { board: &board, scheme: self.scheme, context: self.context, person: self.person };
            let event = case.apply_line(planned).map_err(|refusal| Refusal {
                message: format!("nothing was done, because of {}: {}", planned.response.incident(), refusal.message),
                ..refusal
            })?;
            let (at, by) = (self.context.now, self.context.author());
            let entry = Entry { seq: board.seq + 1, at, done_at: self.context.done_at, by, event: event.clone() };
            evolve(&mut board, &entry);
            events.push(event);
        }
        Ok(events)
    }

    fn apply_line(&self, planned: &PlannedJob) -> Result<Event, Refusal> {
        let (incident, response) = self.wants_car(&planned.response).map_err(|refusal| Refusal {
            code: if refusal.code == RefusalCode::CarBusy { RefusalCode::QueueChanged } else { refusal.code },
            ..refusal
        })?;
        if response.needs_no_car() || incident.duplicate_of.is_some() {
            let message = "no car is wanted there any more; look at the newest plan";
            return Err(Refusal::new(RefusalCode::QueueChanged, message));
        }
        let (rules, car) = self.car(&planned.car)?;
        let deployment = next_ordinal(response);
        if self.is_free(rules, &car).is_ok() && car.queue.is_empty() {
            self.check_send(incident, rules, &car, None)?;
            return Ok(self.offer(deployment, rules, None, false));
        }
        reserve(deployment, rules, &car, None)
    }
}

/// The job at its place of the car's queue, where that has room.
fn reserve(deployment: DeploymentId, rules: &CarRules, car: &Car, place: Option<u32>) -> Result<Event, Refusal> {
    if car.shift.is_none() {
        return Err(Refusal::new(RefusalCode::CarOffDuty, format!("{} is off duty", rules.call_sign)));
    }
    let waiting = car.queue.len();
    if waiting >= limits::CAR_QUEUE_MAX {
        return Err(Refusal::new(
            RefusalCode::CarQueueFull,
            format!("{} has {waiting} jobs waiting, which is the most", rules.call_sign),
        ));
    }
    let place = match place {
        None => None,
        Some(place) if (1..=waiting as u32 + 1).contains(&place) => Some(place as usize - 1),
        Some(place) => {
            return Err(Refusal::invalid("place", place.to_string(), format!("1 to {}", waiting + 1)));
        }
    };
    let (car, call_sign) = (rules.id.clone(), rules.call_sign.clone());
    Ok(Event::CarReserved { deployment, car, call_sign, override_reason: None, place })
}

fn next_ordinal(response: &SupportResponse) -> DeploymentId {
    DeploymentId::of(&response.id, response.deployments.len() as u32 + 1)
}

/// Why this car may not be offered a job on this incident, busy or not; none where it may.
pub(crate) fn why_not(scheme: &crate::Scheme, incident: &Incident, rules: &CarRules, car: &Car) -> Option<Refusal> {
    if let Some(reason) = Board::empty_seat(scheme, car).map(NotDeployable::SeatEmpty) {
        let message = format!("{}: {}", rules.call_sign, reason.words());
        return Some(Refusal::new(RefusalCode::SeatEmpty, message));
    }
    let gate = Gate::of(&incident.mirror, scheme.gate.mode);
    if let Some(why) = gate.why_not() {
        return Some(Refusal::new(RefusalCode::GateClosed, format!("a car may not go yet: {why}")));
    }
    let officer_missing =
        scheme.gate.mode == GateMode::Alongside && !car.seats().iter().any(|filled| filled.seat == Seat::Officer);
    officer_missing.then(|| {
        let message = format!("{}: no officer in the car, and here the worker goes with officers", rules.call_sign);
        Refusal::new(RefusalCode::SeatEmpty, message)
    })
}

/// The system's own step where a car that was asked does not go: the next best one is offered the job, or it is said
/// that nobody else can. Empty where it is settled already, so that every node may ask.
pub(super) fn next_best(
    board: &Board,
    scheme: &crate::Scheme,
    after: &DeploymentId,
    car: Option<&CarId>,
    now: alongside_protocol::Millis,
) -> Vec<Event> {
    let Some((incident, response, job)) = board.deployment(after) else { return Vec::new() };
    let unsettled = response.car_wanted.as_ref().is_some_and(|wanted| !wanted.nobody_else);
    let last = response.deployments.last().is_some_and(|last| &last.id == after);
    // A person may have decided otherwise since.
    let done = response.needs_no_car() || incident.duplicate_of.is_some();
    if !unsettled || !last || !job.next_best || done {
        return Vec::new();
    }
    let Some(id) = car else {
        let because = response.car_wanted.as_ref().map_or("", |wanted| wanted.because.as_str());
        let because = format!("{because}; no other car can be offered the job now");
        return vec![Event::CarWanted { response: response.id.clone(), because }];
    };
    let (Some(rules), car) = (scheme.car(id), board.car(id)) else { return Vec::new() };
    // What people have reserved for it comes first.
    let free = car.active.is_none() && car.queue.is_empty() && board.why_not_deployable(scheme, &car).is_none();
    if !free || why_not(scheme, incident, rules, &car).is_some() {
        return Vec::new();
    }
    vec![Event::CarOffered {
        deployment: next_ordinal(response),
        car: id.clone(),
        call_sign: rules.call_sign.clone(),
        lapses_at: now + scheme.clocks.offer_window_ms,
        override_reason: None,
        next_best: true,
    }]
}
