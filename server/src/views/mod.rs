//! Who may see which fields (I5): one projection for each audience, made before anything is encoded.
//!
//! It must not know how frames travel. Rows carry no names, numbers or house numbers; `file` is the
//! personal part of one incident.

mod control;
mod crew;
mod file;
mod inspector;

use alongside_core::{
    Board, Car, Incident, Scheme,
    gate::Gate,
    response::{Deployment, Escalation, SupportResponse},
    working_days,
};
use alongside_protocol::{
    CarId, IncidentNumber, Millis, Refusal, RefusalCode,
    record::SeatFilled,
    view::{
        CarRow, CarWantedView, CheckInView, ContactSafety, ContactSummary, DeploymentView, Doc, EscalationView,
        OutcomeSummary, ResourceView, SosView, SuspectView,
    },
    vocabulary::{Audience, EscalationState, GateMode, ResourceStatus},
};

pub use crew::jobs_shown;
pub use file::file;

use crate::live::Touched;

/// Who a stream of documents is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    Control,
    Inspector,
    Crew(CarId),
}

impl Viewer {
    pub fn audience(&self) -> Audience {
        match self {
            Self::Control => Audience::Control,
            Self::Inspector => Audience::Inspector,
            Self::Crew(_) => Audience::Crew,
        }
    }
}

/// Every document that this viewer sees.
pub fn snapshot(board: &Board, scheme: &Scheme, viewer: &Viewer) -> Vec<Doc> {
    let ours = || board.incidents.values().filter(|incident| !incident.responses.is_empty());
    match viewer {
        Viewer::Control => ours()
            .map(|incident| Doc::Incident(control::row(board, scheme, incident)))
            .chain(cars(board, scheme, viewer))
            .collect(),
        Viewer::Inspector => ours()
            .map(|incident| Doc::Brief(inspector::brief(board, scheme, incident)))
            .chain(cars(board, scheme, viewer))
            .collect(),
        Viewer::Crew(car) => crew::documents(board, scheme, car),
    }
}

/// The documents that changed for a viewer whose documents do not depend on a car.
/// A number without a document is gone.
pub fn changed(board: &Board, scheme: &Scheme, viewer: &Viewer, touched: &Touched) -> Vec<Result<Doc, IncidentNumber>> {
    let mut changed = Vec::new();
    for number in &touched.incidents {
        match board.incident(number).filter(|incident| !incident.responses.is_empty()) {
            Some(incident) => changed.push(Ok(match viewer {
                Viewer::Inspector => Doc::Brief(inspector::brief(board, scheme, incident)),
                Viewer::Control | Viewer::Crew(_) => Doc::Incident(control::row(board, scheme, incident)),
            })),
            None => changed.push(Err(number.clone())),
        }
    }
    for id in &touched.cars {
        changed.extend(car(board, scheme, id).map(|row| Ok(Doc::Car(for_viewer(row, viewer)))));
    }
    changed
}

/// Whether this viewer may open the file of an incident: everything on a control room's board, a crew's
/// own jobs, nothing for an inspector.
pub fn may_open(board: &Board, viewer: &Viewer, number: &IncidentNumber) -> Result<(), Refusal> {
    let unknown = || Refusal::new(RefusalCode::NotFound, "no such incident on this board");
    let incident = board.incident(number).filter(|incident| !incident.responses.is_empty()).ok_or_else(unknown)?;
    match viewer {
        Viewer::Control => Ok(()),
        Viewer::Inspector => {
            Err(Refusal::new(RefusalCode::RoleNotAllowed, "an inspector's view opens no personal file"))
        }
        Viewer::Crew(car) => {
            let own = crew::jobs_of(incident, car).next().is_some();
            if own { Ok(()) } else { Err(unknown()) }
        }
    }
}

fn cars<'a>(board: &'a Board, scheme: &'a Scheme, viewer: &'a Viewer) -> impl Iterator<Item = Doc> + 'a {
    let rows = scheme.cars.iter().filter_map(|rules| car(board, scheme, &rules.id));
    rows.map(|row| Doc::Car(for_viewer(row, viewer)))
}

/// What a crew member speaks, is trained in and is, those need who choose a car; the demand view needs who sits where.
fn for_viewer(mut row: CarRow, viewer: &Viewer) -> CarRow {
    if *viewer == Viewer::Inspector {
        for seat in &mut row.seats {
            *seat = SeatFilled::new(seat.seat, std::mem::take(&mut seat.name));
        }
    }
    row
}

fn car(board: &Board, scheme: &Scheme, id: &CarId) -> Option<CarRow> {
    let rules = scheme.car(id)?;
    let car: Car = board.car(id);
    let why_not = board.why_not_deployable(scheme, &car);
    Some(CarRow {
        car: id.clone(),
        call_sign: rules.call_sign.clone(),
        partner: rules.partner.clone(),
        base: rules.base.clone(),
        equipment: rules.equipment,
        status: board.car_status(&car),
        status_at: car.status_at,
        seats_needed: rules.seats.clone(),
        seats: car.shift.as_ref().map(|shift| shift.seats.clone()).unwrap_or_default(),
        deployable: why_not.is_none(),
        not_deployable_because: why_not.map(|why| why.words().to_owned()),
        active: car.active.clone(),
        queue: car.queue.clone(),
        shift_started_at: car.shift.as_ref().map(|shift| shift.started_at),
        shift_ends_at: car.shift.as_ref().and_then(|shift| shift.ends_at),
        break_due_at: car.break_due_at(&scheme.deployment),
        check_in: check_in(board, scheme, &car),
        sos: car.sos.as_ref().map(|sos| SosView {
            at: sos.at,
            by: sos.by.clone(),
            deployment: sos.deployment.clone(),
            climb: sos.climb,
            answered_at: sos.answered.as_ref().map(|(at, _)| *at),
            answered_by: sos.answered.as_ref().map(|(_, by)| by.clone()),
        }),
    })
}

/// The timer of a crew at a scene; none where the scheme sets none.
fn check_in(board: &Board, scheme: &Scheme, car: &Car) -> Option<CheckInView> {
    let every_ms = scheme.deployment.check_in_every_ms?;
    let (.., job) = board.deployment(car.active.as_ref().or(car.recalled_from.as_ref())?)?;
    let since = job.check_in_since()?;
    Some(CheckInView { deployment: job.id.clone(), since, due_at: since + every_ms, missed: job.check_in_missed })
}

fn resources(incident: &Incident) -> Vec<ResourceView> {
    let mut all: Vec<_> = incident
        .mirror
        .resources
        .iter()
        .filter_map(|(call_sign, resource)| {
            let status = *resource.status.get()?;
            let arriving = matches!(status, ResourceStatus::Assigned | ResourceStatus::EnRoute);
            Some(ResourceView {
                call_sign: call_sign.clone(),
                status,
                at: resource.status.at()?,
                eta_at: resource.eta_at.get().copied().filter(|_| arriving),
                point: resource.point.get().copied(),
            })
        })
        .collect();
    all.sort_by_key(|resource| resource.at);
    all
}

fn suspect(incident: &Incident) -> Option<SuspectView> {
    incident.mirror.suspect().map(|(at, whereabouts)| SuspectView { whereabouts, at })
}

fn gate(scheme: &Scheme, incident: &Incident) -> Gate {
    Gate::of(&incident.mirror, scheme.gate.mode)
}

fn contact(scheme: &Scheme, incident: &Incident, response: &SupportResponse) -> ContactSummary {
    let overtaken = response.overtaken_by(&incident.mirror);
    let last = response.last_attempt();
    ContactSummary {
        attempts: response.attempts.len() as u32,
        last_result: last.map(|attempt| attempt.value.result),
        last_at: last.map(|attempt| attempt.at),
        next_at: last.and_then(|attempt| attempt.value.next_at).filter(|_| response.trying_ended.is_none()),
        first_due_at: first_due_at(scheme, response),
        ended_at: response.trying_ended.as_ref().map(|ended| ended.at),
        ended_by: response.trying_ended.as_ref().map(|ended| ended.by.clone()),
        safety: match &response.safe_contact {
            None => ContactSafety::Unknown,
            Some(record) if record.value.safe_to_ring && overtaken.is_some() => ContactSafety::Overtaken,
            Some(record) if record.value.safe_to_ring => ContactSafety::Safe,
            Some(_) => ContactSafety::Unsafe,
        },
        // Also where the main number is unsafe already: another one may be marked safe.
        overtaken_because: overtaken.map(ToOwned::to_owned),
        confirmed_at: response.safe_contact.as_ref().map(|record| record.at),
    }
}

/// By when the scheme means to have tried once.
fn first_due_at(scheme: &Scheme, response: &SupportResponse) -> Option<Millis> {
    let days = scheme.contact.first_within_working_days?;
    let waits = response.attempts.is_empty()
        && response.outcome.is_none()
        && response.trying_ended.is_none()
        && !response.is_closed();
    waits.then(|| working_days::end_of(&scheme.zone, response.notified_at, days))?
}

/// Where a car may go and is not needed any more, nobody has to look for one; nor where none may go.
fn car_wanted(response: &SupportResponse, gate: &Gate) -> Option<CarWantedView> {
    let wanted = response.car_wanted.as_ref()?;
    let still = gate.is_open() && response.outcome.is_none() && !response.is_closed() && response.passed_on.is_none();
    still.then(|| CarWantedView { since: wanted.since, because: wanted.because.clone() })
}

fn escalation(scheme: &Scheme, escalation: &Escalation) -> EscalationView {
    let due_at = match (escalation.state, escalation.climb) {
        (EscalationState::Requested, 0) => Some(escalation.requested_at + scheme.clocks.escalation_desk_again_ms),
        (EscalationState::Requested, _) => Some(escalation.requested_at + scheme.clocks.escalation_inspector_ms),
        _ => None,
    };
    EscalationView {
        escalation: escalation.id.clone(),
        kind: escalation.kind,
        state: escalation.state,
        requested_at: escalation.requested_at,
        requested_by: escalation.requested_by.clone(),
        climb: escalation.climb,
        due_at,
        answered_at: escalation.answered_at,
        answered_by: escalation.answered_by.clone(),
        grade_before: escalation.grade_before.clone(),
    }
}

fn deployment(deployment: &Deployment) -> DeploymentView {
    DeploymentView {
        deployment: deployment.id.clone(),
        car: deployment.car.clone(),
        call_sign: deployment.call_sign.clone(),
        state: deployment.state,
        at: deployment.at,
        offer_lapses_at: deployment.offer_lapses_at,
        overridden: deployment.override_reason.is_some(),
        recall_unconfirmed: deployment.recall_unconfirmed,
        because: deployment.because.clone(),
        sent_by: deployment.sent_by.clone(),
        next_best: deployment.next_best,
    }
}

fn outcome(response: &SupportResponse) -> Option<OutcomeSummary> {
    response.outcome.as_ref().map(|outcome| OutcomeSummary {
        kind: outcome.value.kind,
        referral: outcome.value.referral,
        refuge_placed: outcome.value.refuge_placed,
        at: outcome.at,
        by: outcome.by.clone(),
    })
}

/// The deployment to show: the one at work, or else the last that ended.
fn shown_deployment(response: &SupportResponse) -> Option<&Deployment> {
    response
        .active_deployment()
        .or_else(|| response.deployments.iter().rev().find(|deployment| deployment.state.is_over()))
}

fn gate_is_used(scheme: &Scheme) -> bool {
    scheme.gate.mode != GateMode::None
}
