//! The live picture of one scheme: incidents, cars, and how far the journal has been read.
//!
//! Maps are persistent: a clone is a handful of pointers, so the runner can decide on a speculative
//! state and throw it away, and readers keep an old picture for as long as they need it.

use std::{collections::BTreeSet, sync::Arc};

use alongside_protocol::{
    CarId, DeploymentId, EscalationId, IncidentNumber, Millis, Private, ResponseId,
    record::SeatFilled,
    vocabulary::{CarStatus, Seat},
};
use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use crate::{
    counting::Tally,
    event::{Entry, Event},
    evolve::evolve,
    incident::Incident,
    past::{self, Past},
    referrals::Said,
    repeat::{TraitKey, Traits},
    response::{Deployment, Escalation, Recorded, SupportResponse},
    scheme::{DeploymentRules, Scheme},
};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The last event applied; 0 before any (I2).
    pub seq: u64,
    pub incidents: OrdMap<IncidentNumber, Arc<Incident>>,
    pub cars: OrdMap<CarId, Arc<Car>>,
    /// Server time at which the feed last said anything, ms.
    pub feed_last_at: Option<Millis>,
    /// Incidents that have left the live board within the time in which a repeat counts.
    pub past: OrdMap<IncidentNumber, Arc<Past>>,
    /// Incidents by what may be the same in them, for repeats. Derived: rebuilt by [`Board::index`].
    pub by_trait: OrdMap<TraitKey, OrdSet<IncidentNumber>>,
    /// Incidents of which nothing is erased until a person lifts it, with the reason.
    pub legal_holds: OrdMap<IncidentNumber, Arc<Recorded<Private>>>,
    /// Derived, oldest first.
    past_by_age: OrdSet<(Millis, IncidentNumber)>,
}

/// An incident as the search for repeats sees it.
pub struct Seen {
    pub received_at: Millis,
    pub traits: Traits,
    pub live: bool,
}

/// A support car's shift and jobs. What kind of car it is stands in the scheme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Car {
    pub id: CarId,
    pub shift: Option<Shift>,
    pub on_break: bool,
    pub active: Option<DeploymentId>,
    pub queue: Vec<DeploymentId>,
    /// A recall that the crew has not confirmed. Until then the car takes no job.
    pub recalled_from: Option<DeploymentId>,
    pub status_at: Millis,
    /// Since when the crew has worked without a break.
    #[serde(default)]
    pub worked_since: Option<Millis>,
    #[serde(default)]
    pub sos: Option<Sos>,
}

/// A crew's call for help, until somebody says how it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sos {
    pub at: Millis,
    pub by: String,
    pub deployment: Option<DeploymentId>,
    /// How often it was told again.
    pub climb: u8,
    pub answered: Option<(Millis, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    pub started_at: Millis,
    pub ends_at: Option<Millis>,
    pub seats: Vec<SeatFilled>,
}

impl Car {
    pub fn new(id: CarId) -> Self {
        Self {
            id,
            shift: None,
            on_break: false,
            active: None,
            queue: Vec::new(),
            recalled_from: None,
            status_at: 0,
            worked_since: None,
            sos: None,
        }
    }

    /// Who sits in it.
    pub fn seats(&self) -> &[SeatFilled] {
        self.shift.as_ref().map(|shift| shift.seats.as_slice()).unwrap_or_default()
    }

    /// When its crew is due a break; none off duty, on a break, or without such a rule.
    pub fn break_due_at(&self, rules: &DeploymentRules) -> Option<Millis> {
        let working = self.shift.is_some() && !self.on_break;
        working.then(|| Some(self.worked_since? + rules.break_due_after_ms?))?
    }
}

impl Board {
    pub fn incident(&self, number: &IncidentNumber) -> Option<&Incident> {
        self.incidents.get(number).map(AsRef::as_ref)
    }

    pub fn response(&self, id: &ResponseId) -> Option<(&Incident, &SupportResponse)> {
        let incident = self.incident(&id.incident())?;
        Some((incident, incident.responses.iter().find(|response| &response.id == id)?))
    }

    pub fn deployment(&self, id: &DeploymentId) -> Option<(&Incident, &SupportResponse, &Deployment)> {
        let (incident, response) = self.response(&id.response())?;
        Some((incident, response, response.deployment(id)?))
    }

    pub fn escalation(&self, id: &EscalationId) -> Option<(&Incident, &SupportResponse, &Escalation)> {
        let (incident, response) = self.response(&id.response())?;
        Some((incident, response, response.escalations.iter().find(|escalation| &escalation.id == id)?))
    }

    /// The car as it stands; one that has done nothing yet is off duty.
    pub fn car(&self, id: &CarId) -> Car {
        self.cars.get(id).map_or_else(|| Car::new(id.clone()), |car| (**car).clone())
    }

    pub fn car_status(&self, car: &Car) -> CarStatus {
        use alongside_protocol::vocabulary::DeploymentState::{AtScene, Offered};
        if car.recalled_from.is_some() {
            return CarStatus::Recalled;
        }
        let active = car.active.as_ref().and_then(|id| self.deployment(id)).map(|(_, _, deployment)| deployment.state);
        match active {
            Some(Offered) => CarStatus::Offered,
            Some(AtScene) => CarStatus::AtScene,
            Some(_) => CarStatus::Committed,
            None if car.shift.is_none() => CarStatus::OffDuty,
            None if car.on_break => CarStatus::Break,
            None => CarStatus::Available,
        }
    }

    /// Why this car can take no job at all now, in words; none where it can.
    pub fn why_not_deployable(&self, scheme: &Scheme, car: &Car) -> Option<NotDeployable> {
        if car.shift.is_none() {
            return Some(NotDeployable::OffDuty);
        }
        if car.sos.is_some() {
            return Some(NotDeployable::Sos);
        }
        if car.recalled_from.is_some() {
            return Some(NotDeployable::Recalled);
        }
        if car.on_break {
            return Some(NotDeployable::OnBreak);
        }
        Self::empty_seat(scheme, car).map(NotDeployable::SeatEmpty)
    }

    /// A seat of this car that nobody sits in; none off duty.
    pub fn empty_seat(scheme: &Scheme, car: &Car) -> Option<Seat> {
        let (rules, shift) = (scheme.car(&car.id)?, car.shift.as_ref()?);
        rules
            .seats
            .iter()
            .find(|needed| {
                let wanted = rules.seats.iter().filter(|seat| seat == needed).count();
                shift.seats.iter().filter(|filled| filled.seat == **needed).count() < wanted
            })
            .copied()
    }

    /// A board from its documents, as live state or a checkpoint holds them.
    pub fn restore(
        seq: u64,
        feed_last_at: Option<Millis>,
        incidents: impl IntoIterator<Item = Incident>,
        cars: impl IntoIterator<Item = Car>,
        past: impl IntoIterator<Item = Past>,
        legal_holds: impl IntoIterator<Item = (IncidentNumber, Recorded<Private>)>,
    ) -> Self {
        let mut board = Self { seq, feed_last_at, ..Self::default() };
        for incident in incidents {
            board.incidents.insert(incident.number.clone(), Arc::new(incident));
        }
        board.cars.extend(cars.into_iter().map(|car| (car.id.clone(), Arc::new(car))));
        board.legal_holds = legal_holds.into_iter().map(|(number, hold)| (number, Arc::new(hold))).collect();
        for past in past {
            board.past_by_age.insert((past.received_at, past.number.clone()));
            board.past.insert(past.number.clone(), Arc::new(past));
        }
        let numbers: Vec<_> = board.incidents.keys().chain(board.past.keys()).cloned().collect();
        for number in numbers {
            board.index(&number);
        }
        board
    }

    /// One incident from its own entries, oldest first, as it was before it left the live board.
    pub fn incident_from(number: &IncidentNumber, history: &[Entry]) -> Option<Incident> {
        let mut alone = Self::default();
        for entry in history.iter().filter(|entry| !matches!(entry.event, Event::IncidentArchived { .. })) {
            alone.seq = entry.seq - 1;
            evolve(&mut alone, entry);
        }
        alone.incident(number).cloned()
    }

    /// Incidents of ours, live or past, that share at least one trait.
    pub fn sharing(&self, number: &IncidentNumber, traits: &Traits) -> BTreeSet<IncidentNumber> {
        let ours = |other: &&IncidentNumber| {
            *other != number
                && (self.past.contains_key(*other)
                    || self.incident(other).is_some_and(|incident| !incident.responses.is_empty()))
        };
        traits.keys().filter_map(|key| self.by_trait.get(&key)).flatten().filter(ours).cloned().collect()
    }

    /// When an incident was received and what is known of its people, whether it is live or past.
    pub fn seen_at(&self, number: &IncidentNumber) -> Option<Seen> {
        if let Some(incident) = self.incident(number) {
            let received_at = incident.mirror.received_at?;
            return Some(Seen { received_at, traits: Traits::of(&incident.mirror), live: true });
        }
        let past = self.past.get(number)?;
        Some(Seen { received_at: past.received_at, traits: past.traits()?.clone(), live: false })
    }

    pub fn received_at(&self, number: &IncidentNumber) -> Option<Millis> {
        match self.incident(number) {
            Some(incident) => incident.mirror.received_at,
            None => self.past.get(number).map(|past| past.received_at),
        }
    }

    /// Whether a person has linked it to another number for the same event.
    pub fn is_duplicate(&self, number: &IncidentNumber) -> bool {
        match self.incident(number) {
            Some(incident) => incident.duplicate_of.is_some(),
            None => self.past.get(number).is_some_and(|past| past.tally.duplicate),
        }
    }

    /// Tallies of what has left the live board, received in `from <= t < until`.
    pub fn past_tallies(&self, from: Millis, until: Millis) -> impl Iterator<Item = (&IncidentNumber, &Tally)> {
        let first = (from, IncidentNumber::new(""));
        self.past_by_age
            .range(first..)
            .take_while(move |(received_at, _)| *received_at < until)
            .filter_map(|(_, number)| self.past.get(number).map(|past| (number, &past.tally)))
    }

    fn traits(&self, number: &IncidentNumber) -> Option<Traits> {
        match self.incident(number) {
            Some(incident) => Some(Traits::of(&incident.mirror)),
            None => self.past.get(number)?.traits().cloned(),
        }
    }

    pub(crate) fn index(&mut self, number: &IncidentNumber) {
        let Some(traits) = self.traits(number) else { return };
        for key in traits.keys() {
            self.by_trait.entry(key).or_default().insert(number.clone());
        }
    }

    pub(crate) fn unindex(&mut self, number: &IncidentNumber) {
        let Some(traits) = self.traits(number) else { return };
        for key in traits.keys() {
            let Some(sharing) = self.by_trait.get_mut(&key) else { continue };
            sharing.remove(number);
            if sharing.is_empty() {
                self.by_trait.remove(&key);
            }
        }
    }

    /// Takes an incident off the live board and keeps what is to be known of it.
    pub(crate) fn archive(&mut self, number: &IncidentNumber) {
        if self.incident(number).is_none() {
            return;
        }
        self.unindex(number);
        let Some(past) = self.incidents.remove(number).and_then(|incident| Past::of(&incident)) else { return };
        self.forget(number);
        self.past_by_age.insert((past.received_at, number.clone()));
        self.past.insert(number.clone(), Arc::new(past));
        self.index(number);
    }

    /// What a service has said after the incident left the live board.
    pub(crate) fn answer_past(&mut self, id: &ResponseId, service: &str, said: &Recorded<Said>, accepted: bool) {
        if let Some(past) = self.past.get_mut(&id.incident()) {
            Arc::make_mut(past).answered(id, service, said, accepted);
        }
    }

    /// Lets go of a past incident: kept too long, or live again.
    pub(crate) fn forget(&mut self, number: &IncidentNumber) {
        if !self.past.contains_key(number) {
            return;
        }
        self.unindex(number);
        if let Some(past) = self.past.remove(number) {
            self.past_by_age.remove(&(past.received_at, number.clone()));
        }
    }

    /// Lets go of everything about a person; the counts stay where there were any.
    pub(crate) fn erase(&mut self, number: &IncidentNumber) {
        self.archive(number);
        self.unindex(number);
        if let Some(past) = self.past.get(number) {
            let erased = Arc::new(past.erased());
            self.past.insert(number.clone(), erased);
        }
        self.legal_holds.remove(number);
    }

    /// Makes way for what is live again; the counts of one that was erased stay.
    pub(crate) fn give_way(&mut self, number: &IncidentNumber) {
        if self.past.get(number).is_some_and(|past| past.traits().is_some()) {
            self.forget(number);
        }
    }

    /// Past incidents that are to be forgotten at `now`, oldest first.
    pub fn past_due(&self, now: Millis) -> impl Iterator<Item = &IncidentNumber> {
        let too_many = self.past.len().saturating_sub(past::KEPT_MAX);
        self.past_by_age
            .iter()
            .enumerate()
            .take_while(move |(place, (received_at, _))| *place < too_many || now - received_at >= past::KEPT_MS)
            .map(|(_, (_, number))| number)
    }

    /// Live incidents whose rows speak of this one.
    pub fn neighbours(&self, number: &IncidentNumber) -> BTreeSet<IncidentNumber> {
        let Some(traits) = self.traits(number) else { return BTreeSet::new() };
        let mut all = self.sharing(number, &traits);
        all.retain(|other| self.incidents.contains_key(other));
        all
    }

    pub fn touch_incident(&mut self, number: &IncidentNumber, at: Millis) -> &mut Incident {
        let entry = self.incidents.entry(number.clone()).or_insert_with(|| Arc::new(Incident::new(number.clone())));
        let incident = Arc::make_mut(entry);
        incident.touched_at = at;
        incident
    }

    pub fn touch_car(&mut self, id: &CarId) -> &mut Car {
        Arc::make_mut(self.cars.entry(id.clone()).or_insert_with(|| Arc::new(Car::new(id.clone()))))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDeployable {
    OffDuty,
    OnBreak,
    Recalled,
    /// It has called for help.
    Sos,
    SeatEmpty(Seat),
}

impl NotDeployable {
    pub fn words(self) -> &'static str {
        match self {
            Self::OffDuty => "off duty",
            Self::OnBreak => "on a break",
            Self::Recalled => "recalled, and the crew has not said that it is clear",
            Self::Sos => "has called for help",
            Self::SeatEmpty(Seat::SupportWorker) => "no support worker in the car",
            Self::SeatEmpty(Seat::Officer) => "no officer in the car",
        }
    }
}
