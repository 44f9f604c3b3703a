//! What a car brings for one person, and what it lacks, in words and in waiting time.

use std::collections::BTreeSet;

use alongside_protocol::{
    Millis,
    record::CarNeeds,
    view::OptionReason,
    vocabulary::{CarReason, DeploymentState, RepeatMatch, WorkerGender},
};

use crate::{
    board::{Board, Car},
    incident::Incident,
    repeat::Traits,
    response::SupportResponse,
    scheme::{CarRules, Scheme},
};

/// What this person's visit needs: as somebody said, or else as far as it is known.
pub fn needs(incident: &Incident, response: &SupportResponse) -> CarNeeds {
    let mut needs = response.needs.as_ref().map(|set| set.value.clone()).unwrap_or_default();
    if needs.language.trim().is_empty() {
        needs.language = incident.language().unwrap_or_default();
    }
    needs
}

/// One thing that is needed, and whether the car has it.
struct Point {
    kind: CarReason,
    has: bool,
    yes: String,
    no: String,
    /// Of any car that has it.
    wanted: String,
    ms: i64,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fit {
    pub reasons: Vec<OptionReason>,
    /// Kinds of what it lacks, in words for one that has it: they go after "No car that is free ".
    pub lacks: Vec<(CarReason, String)>,
    /// It lacks something that must be there.
    pub is_barred: bool,
}

impl Fit {
    pub fn adds_ms(&self) -> i64 {
        self.reasons.iter().map(|reason| reason.adds_ms).sum()
    }
}

pub fn fit(scheme: &Scheme, rules: &CarRules, car: &Car, needs: &CarNeeds, met: &BTreeSet<String>) -> Fit {
    let mut fit = Fit::default();
    for point in points(scheme, rules, car, needs) {
        let (words, adds_ms) = if point.has { (point.yes, 0) } else { (point.no, point.ms) };
        fit.reasons.push(OptionReason { kind: point.kind, words, good: point.has, adds_ms });
        if !point.has {
            fit.lacks.push((point.kind, point.wanted));
            fit.is_barred |= needs.only_with_all;
        }
    }
    let known: Vec<&str> =
        car.seats().iter().filter(|filled| met.contains(&filled.name)).map(|filled| filled.name.as_str()).collect();
    if !known.is_empty() {
        fit.reasons.push(OptionReason {
            kind: CarReason::MetBefore,
            words: format!("{} has visited this person before", known.join(" and ")),
            good: true,
            adds_ms: -scheme.deployment.fit.met_before,
        });
    }
    fit
}

fn points(scheme: &Scheme, rules: &CarRules, car: &Car, needs: &CarNeeds) -> Vec<Point> {
    let worth = &scheme.deployment.fit;
    let seats = car.seats();
    let mut points = Vec::new();
    let language = needs.language.trim();
    if !language.is_empty() {
        let same = |spoken: &String| spoken.trim().eq_ignore_ascii_case(language);
        points.push(Point {
            kind: CarReason::Language,
            has: seats.iter().any(|filled| filled.languages.iter().any(same)),
            yes: format!("speaks {language}"),
            no: format!("does not speak {language}"),
            wanted: format!("speaks {language}"),
            ms: worth.language,
        });
    }
    if let Some(gender) = needs.worker_gender {
        let word = if gender == WorkerGender::Woman { "a woman" } else { "a man" };
        points.push(Point {
            kind: CarReason::WorkerGender,
            has: seats.iter().any(|filled| filled.gender == Some(gender)),
            yes: format!("has {word} in the crew"),
            no: format!("does not have {word} in the crew"),
            wanted: format!("has {word} in the crew"),
            ms: worth.worker_gender,
        });
    }
    if needs.child_seats > 0 {
        let (wanted, there) = (needs.child_seats, rules.equipment.child_seats);
        points.push(Point {
            kind: CarReason::ChildSeats,
            has: there >= wanted,
            yes: format!("has {there} child seat{}", if there == 1 { "" } else { "s" }),
            no: format!("has {there} of {wanted} child seats"),
            wanted: format!("has {wanted} child seat{}", if wanted == 1 { "" } else { "s" }),
            ms: worth.child_seats,
        });
    }
    if needs.wheelchair {
        points.push(Point {
            kind: CarReason::Wheelchair,
            has: rules.equipment.wheelchair,
            yes: "takes a wheelchair".to_owned(),
            no: "does not take a wheelchair".to_owned(),
            wanted: "takes a wheelchair".to_owned(),
            ms: worth.wheelchair,
        });
    }
    for id in &needs.training {
        let label = scheme.deployment.training.iter().find(|one| &one.id == id).map_or(id.as_str(), |one| &one.label);
        points.push(Point {
            kind: CarReason::Training,
            has: seats.iter().any(|filled| filled.training.contains(id)),
            yes: format!("is trained in {label}"),
            no: format!("is not trained in {label}"),
            wanted: format!("is trained in {label}"),
            ms: worth.training,
        });
    }
    points
}

/// Names of our crew members who have visited this victim before, on this incident or on another within memory.
pub fn met_before(board: &Board, incident: &Incident) -> BTreeSet<String> {
    let traits = Traits::of(&incident.mirror);
    let mut met = incident.visited_by();
    for number in board.sharing(&incident.number, &traits) {
        let same = |other: &Traits| {
            traits.matches(other).iter().any(|one| matches!(one, RepeatMatch::Pair | RepeatMatch::Victim))
        };
        if let Some(other) = board.incident(&number) {
            if same(&Traits::of(&other.mirror)) {
                met.extend(other.visited_by());
            }
        } else if let Some(past) = board.past.get(&number)
            && past.traits().is_some_and(&same)
        {
            met.extend(past.visited_by.iter().cloned());
        }
    }
    met
}

/// Whether a person has taken this car off this very job: nobody but a person puts it back.
pub fn was_taken_off(response: &SupportResponse, car: &Car) -> bool {
    response.deployments.iter().any(|job| {
        let by_gate = job.because.is_some() && !job.swapped;
        let ended = matches!(job.state, DeploymentState::StoodDown | DeploymentState::Recalled);
        job.car == car.id && ended && !by_gate
    })
}

/// When this car last declined this job, or let the offer lapse.
pub fn declined_at(response: &SupportResponse, car: &Car) -> Option<Millis> {
    let refused = |state| matches!(state, DeploymentState::Declined | DeploymentState::Lapsed);
    response.deployments.iter().filter(|job| job.car == car.id && refused(job.state)).map(|job| job.at).max()
}
