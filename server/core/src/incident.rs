//! The mirror of one incident as the force tells it.
//!
//! Facts may repeat, be late or come in any order; the mirror ends the same (property test
//! `mirror_converges_in_any_order`). Nothing here is ours to change: the force is master (I6).

use std::collections::{BTreeMap, BTreeSet};

use alongside_protocol::{
    CallSign, FeedBody, FeedEvent, IncidentNumber, Millis, Private,
    feed::{IncidentDetails, Person},
    private::{read_whole, whole},
    view::Point,
    vocabulary::{Hazard, IncidentState, PersonRole, RepeatVerdict, ResourceStatus, Standing, SuspectWhereabouts},
};
use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use crate::{
    latest::{Latest, Stamp},
    response::{Recorded, SupportResponse},
};

/// One incident: what the force has said, and our work on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    pub number: IncidentNumber,
    pub mirror: Mirror,
    pub responses: Vec<SupportResponse>,
    /// Where a person has put it in the list; none while its factors order it.
    #[serde(default)]
    pub standing: Option<Recorded<SetStanding>>,
    /// What people said of earlier incidents that were proposed as repeats.
    #[serde(default)]
    pub repeats: BTreeMap<IncidentNumber, Recorded<RepeatVerdict>>,
    /// Another number for the same event, at which the work goes on.
    #[serde(default)]
    pub duplicate_of: Option<Recorded<IncidentNumber>>,
    /// Server time of the newest event that concerned it, ms. Archiving counts from here.
    pub touched_at: Millis,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetStanding {
    pub standing: Standing,
    pub reason: Private,
}

/// Everything the force has said, and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mirror {
    pub received_at: Option<Millis>,
    pub opening_code: Latest<String>,
    /// Every grade with its stamp, oldest first.
    pub grades: BTreeMap<Stamp, String>,
    pub address: Latest<Private>,
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub locality: Latest<String>,
    pub beat: Latest<String>,
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub point: Latest<Point>,
    pub people: Latest<Vec<Person>>,
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub hazards: BTreeSet<Hazard>,
    pub qualifiers: BTreeSet<String>,
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub children_present: Latest<u8>,
    pub calls_in_12_months: Latest<u32>,
    pub thrive: Latest<Private>,
    pub resources: BTreeMap<CallSign, Resource>,
    /// What the second-response gate reads, oldest first.
    pub scene: BTreeMap<Stamp, SceneFact>,
    pub result: Latest<String>,
    pub closed: Latest<()>,
    pub reopened: Latest<()>,
    /// The force's log in its own order.
    pub log: OrdMap<Stamp, LogEntry>,
    /// Remarks and new calls in the log, and the time of the newest.
    pub remark_count: u32,
    pub last_remark_at: Option<Millis>,
    pub synthetic: bool,
}

/// A police unit on this incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resource {
    pub status: Latest<ResourceStatus>,
    pub eta_at: Latest<Millis>,
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub point: Latest<Point>,
    pub first_at_scene_at: Option<Millis>,
}

/// A fact that opens or closes the second-response gate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SceneFact {
    AtScene(CallSign),
    Resumed(CallSign),
    Recalled(CallSign),
    DeclaredSafe,
    Suspect(SuspectWhereabouts),
    NewCall,
    Reopened,
}

impl SceneFact {
    /// Why a car should not go, or not stay, once this is heard; none where it brings no danger.
    pub fn danger(&self) -> Option<String> {
        match self {
            Self::Recalled(call_sign) => Some(format!("{call_sign} was recalled from the scene")),
            Self::Suspect(SuspectWhereabouts::Returned) => Some("the suspect has come back".to_owned()),
            Self::NewCall => Some("a new call came in".to_owned()),
            Self::Reopened => Some("the force reopened the incident".to_owned()),
            Self::AtScene(_) | Self::Resumed(_) | Self::DeclaredSafe | Self::Suspect(_) => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub by: Option<String>,
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub words: String,
    pub text: Option<Private>,
    /// Whether it is a remark or a new call, and not a change of status.
    pub remark: bool,
    pub synthetic: bool,
    pub seq: u64,
    /// Police intelligence: the charity's roles are not shown that it exists.
    #[serde(default)]
    pub police_only: bool,
}

impl Incident {
    pub fn new(number: IncidentNumber) -> Self {
        Self {
            number,
            mirror: Mirror::default(),
            responses: Vec::new(),
            standing: None,
            repeats: BTreeMap::new(),
            duplicate_of: None,
            touched_at: 0,
        }
    }

    /// The victim's language, where it is not English: somebody may have to find an interpreter.
    pub fn language(&self) -> Option<String> {
        let recorded = self.responses.iter().filter_map(|response| response.safe_contact.as_ref());
        let people = self.mirror.people.get().map(Vec::as_slice).unwrap_or_default();
        let told = people.iter().filter(|person| person.role == PersonRole::Victim);
        recorded
            .map(|record| record.value.language.as_str())
            .chain(told.filter_map(|person| person.language.as_deref()))
            .map(str::trim)
            .find(|language| !["", "english", "en", "en-gb"].contains(&language.to_lowercase().as_str()))
            .map(ToOwned::to_owned)
    }

    /// Who of our crews has been there.
    pub fn visited_by(&self) -> BTreeSet<String> {
        let jobs = self.responses.iter().flat_map(|response| &response.deployments);
        jobs.flat_map(|job| &job.crew).cloned().collect()
    }
}

impl Mirror {
    /// Takes one fact in. `at` is the fact's own time; `seq` its place on the board.
    pub fn take(&mut self, event: &FeedEvent, at: Millis, seq: u64) {
        let stamp = Stamp::of(event, at);
        if self.log.contains_key(&stamp) {
            return;
        }
        self.synthetic |= event.synthetic;
        let entry = |by: Option<String>, words: String, text: Option<Private>, remark: bool| LogEntry {
            by,
            words,
            text,
            remark,
            synthetic: event.synthetic,
            seq,
            police_only: false,
        };
        let logged = match &event.body {
            FeedBody::IncidentReceived(details) => {
                self.received_at = Some(self.received_at.map_or(at, |earlier| earlier.min(at)));
                let words = format!("Call received: {}", details.opening_code.as_deref().unwrap_or("no code"));
                self.take_details(details, &stamp);
                entry(None, words, None, false)
            }
            FeedBody::IncidentUpdated(details) => {
                self.take_details(details, &stamp);
                entry(None, updated_words(details), None, false)
            }
            FeedBody::RemarkAdded(remark) => {
                let logged = entry(remark.by.clone(), "Log remark".to_owned(), Some(remark.text.clone()), true);
                LogEntry { police_only: remark.police_only, ..logged }
            }
            FeedBody::NewCall(remark) => {
                self.scene.insert(stamp.clone(), SceneFact::NewCall);
                let logged = entry(remark.by.clone(), "New call".to_owned(), Some(remark.text.clone()), true);
                LogEntry { police_only: remark.police_only, ..logged }
            }
            FeedBody::ResourceAssigned(fact) => {
                self.take_status(fact, ResourceStatus::Assigned, &stamp);
                entry(Some(fact.call_sign.0.clone()), format!("{} assigned", fact.call_sign), None, false)
            }
            FeedBody::ResourceEnRoute(fact) => {
                self.take_status(fact, ResourceStatus::EnRoute, &stamp);
                let words = match fact.eta_minutes {
                    Some(minutes) => format!("{} on the way, {minutes} min", fact.call_sign),
                    None => format!("{} on the way", fact.call_sign),
                };
                entry(Some(fact.call_sign.0.clone()), words, None, false)
            }
            FeedBody::ResourceAtScene(fact) => {
                self.take_status(fact, ResourceStatus::AtScene, &stamp);
                self.scene.insert(stamp.clone(), SceneFact::AtScene(fact.call_sign.clone()));
                entry(Some(fact.call_sign.0.clone()), format!("{} at scene", fact.call_sign), None, false)
            }
            FeedBody::ResourceResumed(fact) => {
                self.take_status(fact, ResourceStatus::Resumed, &stamp);
                self.scene.insert(stamp.clone(), SceneFact::Resumed(fact.call_sign.clone()));
                entry(Some(fact.call_sign.0.clone()), format!("{} resumed", fact.call_sign), None, false)
            }
            FeedBody::ResourceRecalled(fact) => {
                self.take_status(fact, ResourceStatus::Recalled, &stamp);
                self.scene.insert(stamp.clone(), SceneFact::Recalled(fact.call_sign.clone()));
                entry(Some(fact.call_sign.0.clone()), format!("{} recalled", fact.call_sign), None, false)
            }
            FeedBody::SceneDeclaredSafe(fact) => {
                self.scene.insert(stamp.clone(), SceneFact::DeclaredSafe);
                entry(fact.by.clone(), "Scene declared safe".to_owned(), None, false)
            }
            FeedBody::SuspectWhereabouts(fact) => {
                self.scene.insert(stamp.clone(), SceneFact::Suspect(fact.whereabouts));
                entry(fact.by.clone(), format!("Suspect {}", whereabouts_words(fact.whereabouts)), None, false)
            }
            FeedBody::GradeChanged(fact) => {
                self.grades.insert(stamp.clone(), fact.grade.clone());
                entry(None, format!("Grade {}", fact.grade), fact.reason.clone(), false)
            }
            FeedBody::IncidentResulted(fact) => {
                self.result.offer(&stamp, fact.closing_code.clone());
                self.qualifiers.extend(fact.qualifiers.iter().cloned());
                entry(None, format!("Resulted: {}", fact.closing_code), None, false)
            }
            FeedBody::IncidentClosed(fact) => {
                self.closed.offer(&stamp, ());
                entry(fact.by.clone(), "Closed by the force".to_owned(), None, false)
            }
            FeedBody::IncidentReopened(fact) => {
                self.reopened.offer(&stamp, ());
                self.scene.insert(stamp.clone(), SceneFact::Reopened);
                entry(fact.by.clone(), "Reopened by the force".to_owned(), None, false)
            }
        };
        // Counted on everybody's row, so not where some may not know of it.
        if logged.remark && !logged.police_only {
            self.remark_count += 1;
            self.last_remark_at = self.last_remark_at.max(Some(at));
        }
        self.log.insert(stamp, logged);
    }

    fn take_details(&mut self, details: &IncidentDetails, stamp: &Stamp) {
        if let Some(code) = &details.opening_code {
            self.opening_code.offer(stamp, code.clone());
        }
        if let Some(grade) = &details.grade {
            self.grades.insert(stamp.clone(), grade.clone());
        }
        if let Some(location) = &details.location {
            if let Some(address) = &location.address {
                self.address.offer(stamp, address.clone());
            }
            if let Some(locality) = &location.locality {
                self.locality.offer(stamp, locality.clone());
            }
            if let Some(beat) = &location.beat {
                self.beat.offer(stamp, beat.clone());
            }
            if let (Some(lat), Some(lon)) = (location.lat, location.lon) {
                self.point.offer(stamp, Point { lat, lon });
            }
        }
        if !details.people.is_empty() {
            self.people.offer(stamp, details.people.clone());
        }
        self.hazards.extend(details.hazards.iter().copied());
        self.qualifiers.extend(details.qualifiers.iter().cloned());
        if let Some(children) = details.children_present {
            self.children_present.offer(stamp, children);
        }
        if let Some(calls) = details.calls_in_12_months {
            self.calls_in_12_months.offer(stamp, calls);
        }
        if let Some(thrive) = &details.thrive {
            self.thrive.offer(stamp, thrive.clone());
        }
    }

    fn take_status(&mut self, fact: &alongside_protocol::feed::ResourceFact, status: ResourceStatus, stamp: &Stamp) {
        let resource = self.resources.entry(fact.call_sign.clone()).or_default();
        resource.status.offer(stamp, status);
        if let Some(minutes) = fact.eta_minutes {
            resource.eta_at.offer(stamp, stamp.at + i64::from(minutes) * 60_000);
        }
        if let (Some(lat), Some(lon)) = (fact.lat, fact.lon) {
            resource.point.offer(stamp, Point { lat, lon });
        }
        if matches!(status, ResourceStatus::AtScene | ResourceStatus::Resumed) {
            resource.first_at_scene_at = Some(resource.first_at_scene_at.map_or(stamp.at, |t| t.min(stamp.at)));
        }
    }

    /// Received and coded: enough to be shown.
    pub fn is_known(&self) -> bool {
        self.received_at.is_some() && self.opening_code.get().is_some()
    }

    pub fn grade(&self) -> &str {
        self.grades.values().next_back().map_or("", String::as_str)
    }

    /// When the present grade was first given without a break; its clock runs from here.
    pub fn graded_at(&self) -> Option<Millis> {
        let present = self.grade();
        self.grades.iter().rev().take_while(|(_, grade)| *grade == present).last().map(|(stamp, _)| stamp.at)
    }

    pub fn first_at_scene_at(&self) -> Option<Millis> {
        self.resources.values().filter_map(|resource| resource.first_at_scene_at).min()
    }

    pub fn is_closed(&self) -> bool {
        self.closed.stamp().is_some_and(|closed| self.reopened.stamp().is_none_or(|reopened| closed > reopened))
    }

    pub fn state(&self) -> IncidentState {
        if self.is_closed() {
            return IncidentState::Closed;
        }
        let resulted =
            self.result.stamp().is_some_and(|result| self.reopened.stamp().is_none_or(|reopened| result > reopened));
        if resulted {
            return IncidentState::Resulted;
        }
        let statuses = || self.resources.values().filter_map(|resource| resource.status.get());
        if statuses().any(|status| *status == ResourceStatus::AtScene) {
            IncidentState::AtScene
        } else if statuses().any(|status| matches!(status, ResourceStatus::Assigned | ResourceStatus::EnRoute)) {
            IncidentState::Resourced
        } else if statuses().any(|status| *status == ResourceStatus::Resumed) {
            IncidentState::Resumed
        } else if self.grades.is_empty() {
            IncidentState::Received
        } else {
            IncidentState::Graded
        }
    }

    /// The newest word on the suspect.
    pub fn suspect(&self) -> Option<(Millis, SuspectWhereabouts)> {
        self.scene.iter().rev().find_map(|(stamp, fact)| match fact {
            SceneFact::Suspect(whereabouts) => Some((stamp.at, *whereabouts)),
            _ => None,
        })
    }

    pub fn new_calls(&self) -> u32 {
        self.scene.values().filter(|fact| **fact == SceneFact::NewCall).count() as u32
    }

    pub fn victim_age(&self) -> Option<u8> {
        self.people.get()?.iter().find(|person| person.role == PersonRole::Victim)?.age
    }
}

pub fn whereabouts_words(whereabouts: SuspectWhereabouts) -> &'static str {
    match whereabouts {
        SuspectWhereabouts::InCustody => "in custody",
        SuspectWhereabouts::Left => "has left",
        SuspectWhereabouts::PresentControlled => "present, controlled by officers",
        SuspectWhereabouts::Unknown => "whereabouts not known",
        SuspectWhereabouts::Returned => "has come back",
    }
}

fn updated_words(details: &IncidentDetails) -> String {
    let mut parts = Vec::new();
    if let Some(code) = &details.opening_code {
        parts.push(format!("code {code}"));
    }
    if let Some(grade) = &details.grade {
        parts.push(format!("grade {grade}"));
    }
    if details.location.is_some() {
        parts.push("place".to_owned());
    }
    if !details.people.is_empty() {
        parts.push("people".to_owned());
    }
    if !details.hazards.is_empty() {
        parts.push("hazards".to_owned());
    }
    if details.children_present.is_some() {
        parts.push("children".to_owned());
    }
    if details.calls_in_12_months.is_some() {
        parts.push("earlier calls".to_owned());
    }
    if details.thrive.is_some() {
        parts.push("THRIVE".to_owned());
    }
    format!("Updated: {}", if parts.is_empty() { "nothing new".to_owned() } else { parts.join(", ") })
}
