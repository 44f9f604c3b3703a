//! The live picture of one scheme: incidents, cars, and how far the journal has been read.
//!
//! Maps are persistent: a clone is a handful of pointers, so the runner can decide on a speculative
//! state and throw it away, and readers keep an old picture for as long as they need it.

use std::sync::Arc;

use alongside_protocol::{
    CarId, DeploymentId, EscalationId, IncidentNumber, Millis, ResponseId, command::SeatFilled, vocabulary::CarStatus,
};
use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use crate::{
    event::{Entry, Event},
    evolve::evolve,
    incident::Incident,
    response::{Deployment, Escalation, SupportResponse},
    scheme::Scheme,
};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// The last event applied; 0 before any (I2).
    pub seq: u64,
    pub incidents: OrdMap<IncidentNumber, Arc<Incident>>,
    pub cars: OrdMap<CarId, Arc<Car>>,
    /// Server time at which the feed last said anything, ms.
    pub feed_last_at: Option<Millis>,
    /// Incidents by address, for repeats. Derived: rebuilt by [`Board::index`].
    pub at_address: OrdMap<String, OrdSet<IncidentNumber>>,
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
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    pub started_at: Millis,
    pub ends_at: Option<Millis>,
    pub seats: Vec<SeatFilled>,
}

impl Car {
    pub fn new(id: CarId) -> Self {
        Self { id, shift: None, on_break: false, active: None, queue: Vec::new(), recalled_from: None, status_at: 0 }
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
        let rules = scheme.car(&car.id)?;
        let Some(shift) = &car.shift else { return Some(NotDeployable::OffDuty) };
        if car.recalled_from.is_some() {
            return Some(NotDeployable::Recalled);
        }
        if car.on_break {
            return Some(NotDeployable::OnBreak);
        }
        rules
            .seats
            .iter()
            .find(|needed| {
                let wanted = rules.seats.iter().filter(|seat| seat == needed).count();
                shift.seats.iter().filter(|filled| filled.seat == **needed).count() < wanted
            })
            .map(|seat| NotDeployable::SeatEmpty(*seat))
    }

    /// A board from its documents, as live state or a checkpoint holds them.
    pub fn restore(
        seq: u64,
        feed_last_at: Option<Millis>,
        incidents: impl IntoIterator<Item = Incident>,
        cars: impl IntoIterator<Item = Car>,
    ) -> Self {
        let mut board = Self { seq, feed_last_at, ..Self::default() };
        for incident in incidents {
            board.incidents.insert(incident.number.clone(), Arc::new(incident));
        }
        board.cars.extend(cars.into_iter().map(|car| (car.id.clone(), Arc::new(car))));
        let numbers: Vec<_> = board.incidents.keys().cloned().collect();
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

    /// Other incidents of ours at the same address.
    pub fn same_address(&self, incident: &Incident) -> Vec<IncidentNumber> {
        let Some(key) = address_key(incident) else { return Vec::new() };
        let ours = |number: &&IncidentNumber| {
            **number != incident.number && self.incident(number).is_some_and(|other| !other.responses.is_empty())
        };
        self.at_address.get(&key).map_or_else(Vec::new, |numbers| numbers.iter().filter(ours).cloned().collect())
    }

    pub(crate) fn index(&mut self, number: &IncidentNumber) {
        if let Some(key) = self.incident(number).and_then(address_key) {
            self.at_address.entry(key).or_default().insert(number.clone());
        }
    }

    pub(crate) fn unindex(&mut self, number: &IncidentNumber) {
        let Some(key) = self.incident(number).and_then(address_key) else { return };
        if let Some(numbers) = self.at_address.get_mut(&key) {
            numbers.remove(number);
            if numbers.is_empty() {
                self.at_address.remove(&key);
            }
        }
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
    SeatEmpty(alongside_protocol::vocabulary::Seat),
}

impl NotDeployable {
    pub fn words(self) -> &'static str {
        use alongside_protocol::vocabulary::Seat;
        match self {
            Self::OffDuty => "off duty",
            Self::OnBreak => "on a break",
            Self::Recalled => "recalled, and the crew has not said that it is clear",
            Self::SeatEmpty(Seat::SupportWorker) => "no support worker in the car",
            Self::SeatEmpty(Seat::Officer) => "no officer in the car",
        }
    }
}

/// Letters and digits of the address and place, so that spelling of spaces and commas does not count. Two numbers
/// stay apart: flat 1 at 21 is not flat 12 at 1.
fn address_key(incident: &Incident) -> Option<String> {
    let address = incident.mirror.address.get().filter(|address| !address.is_empty())?;
    let place = incident.mirror.locality.get().map_or("", String::as_str);
    let mut key = String::new();
    let mut gap = false;
    for c in address.reveal().chars().chain([' ']).chain(place.chars()) {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && c.is_numeric() && key.ends_with(char::is_numeric) {
            key.push(' ');
        }
        gap = false;
        key.extend(c.to_lowercase());
    }
    Some(key)
}
