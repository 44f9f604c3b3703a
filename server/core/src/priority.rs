//! The support priority: a transparent sum of named factors. It orders the list and hides nothing.

use std::collections::BTreeSet;

use alongside_protocol::{
    Millis,
    record::WelfareSeen,
    view::{FactorPoints, PriorityView, RepeatMarker},
    vocabulary::{
        Hazard,
        PriorityFactor::{
            self, BailOrOrder, Children, ContactMade, DrinkOrDrugs, Grade, MentalHealth, NewCall, NotReached,
            Pregnancy, Repeat, RiskHigh, SelfHarm, Separation, Strangulation, SuspectBack, Violence, Weapons,
        },
        RiskBand, Standing, SuspectWhereabouts,
    },
};

use crate::{
    incident::Incident,
    response::{SupportResponse, last_made},
    scheme::Scheme,
};

/// Hazards as the force sends them and as our own contacts found, with any of its people.
pub fn hazards(incident: &Incident) -> BTreeSet<Hazard> {
    let found = incident.responses.iter().flat_map(|response| &response.found);
    incident.mirror.hazards.iter().chain(found).copied().collect()
}

/// How many children there are: by the newest word from these responses where there is one, else by the force's.
/// Who saw some and did not say how many there are has found at least these.
pub fn children(incident: &Incident, responses: &[SupportResponse]) -> Option<u8> {
    let force = incident.mirror.children_present.get().copied();
    let says = |seen: &WelfareSeen| seen.children_present.is_some() || seen.children_seen > Some(0);
    let ours = responses.iter().filter_map(|response| last_made(&response.welfare, says)).max_by_key(|seen| seen.at);
    match ours.map(|seen| &seen.value) {
        None => force,
        Some(seen) => seen.children_present.or_else(|| seen.children_seen.max(force)),
    }
}

/// The incident's priority without the points of waiting, which a screen adds by its own clock.
pub fn priority(scheme: &Scheme, incident: &Incident, repeat: Option<&RepeatMarker>) -> PriorityView {
    let grade = scheme.priority.grade.get(incident.mirror.grade()).copied().unwrap_or_default();
    let mut factors: Vec<FactorPoints> = present(incident, repeat)
        .into_iter()
        .map(|factor| FactorPoints { factor, points: scheme.priority.of(factor) })
        .chain([FactorPoints { factor: Grade, points: grade }])
        .filter(|one| one.points != 0)
        .collect();
    factors.sort_by_key(|one| (std::cmp::Reverse(one.points), one.factor));
    let standing = incident.standing.as_ref();
    PriorityView {
        points: factors.iter().map(|one| one.points).sum(),
        factors,
        waiting_since: waiting_since(incident),
        standing: standing.map_or(Standing::ByFactors, |set| set.value.standing),
        standing_by: standing.map(|set| set.by.clone()),
        standing_at: standing.map(|set| set.at),
    }
}

fn present(incident: &Incident, repeat: Option<&RepeatMarker>) -> Vec<PriorityFactor> {
    let mirror = &incident.mirror;
    let hazards = hazards(incident);
    let any = |wanted: &[Hazard]| wanted.iter().any(|hazard| hazards.contains(hazard));
    // Either's word is enough (I6).
    let force = mirror.children_present.get().is_some_and(|count| *count > 0);
    let children = force || children(incident, &incident.responses) > Some(0) || any(&[Hazard::Children]);
    let open: Vec<&SupportResponse> = incident.responses.iter().filter(|one| !one.is_closed()).collect();
    let reached = |response: &SupportResponse| response.contacted_at().is_some();
    let incidents = repeat.map_or(1, |repeat| repeat.incidents_in_12_months);
    let raised = repeat.and_then(|repeat| repeat.raises_to) == Some(RiskBand::High);
    // An assessment made with as many incidents in view has weighed them; an older one has not.
    let risk_high = open.iter().any(|one| match one.risk().map(|risk| risk.value.bands) {
        Some(bands) => bands.band == RiskBand::High || (raised && bands.incidents_in_12_months < incidents),
        None => raised,
    });
    let tried = open.iter().any(|one| !one.attempts.is_empty() && !reached(one));
    [
        (Repeat, repeat.is_some_and(|repeat| repeat.incidents_in_12_months > 1)),
        (Children, children),
        (Weapons, any(&[Hazard::Firearm, Hazard::Weapon])),
        (Violence, any(&[Hazard::Violence])),
        (Strangulation, any(&[Hazard::Strangulation])),
        (Pregnancy, any(&[Hazard::Pregnancy])),
        (Separation, any(&[Hazard::Separation])),
        (BailOrOrder, any(&[Hazard::BailOrOrder])),
        (SelfHarm, any(&[Hazard::SelfHarm])),
        (MentalHealth, any(&[Hazard::MentalHealth])),
        (DrinkOrDrugs, any(&[Hazard::Alcohol, Hazard::Drugs])),
        (SuspectBack, mirror.suspect().is_some_and(|(_, where_)| where_ == SuspectWhereabouts::Returned)),
        (NewCall, mirror.new_calls() > 0),
        (RiskHigh, risk_high),
        (ContactMade, !open.is_empty() && open.iter().all(|one| reached(one))),
        (NotReached, tried),
    ]
    .into_iter()
    .filter_map(|(factor, is)| is.then_some(factor))
    .collect()
}

/// The longest wait of those whom nobody has reached yet and whom somebody still means to reach.
fn waiting_since(incident: &Incident) -> Option<Millis> {
    if incident.duplicate_of.is_some() {
        return None;
    }
    let waits = |response: &&SupportResponse| {
        !response.is_closed()
            && response.outcome.is_none()
            && response.contacted_at().is_none()
            && response.trying_ended.is_none()
    };
    incident.responses.iter().filter(waits).map(|response| response.notified_at).min()
}
