//! Counts for the shift at hand, and for any period that the board remembers. No name is read here.

use std::collections::BTreeMap;

use alongside_protocol::{
    Millis,
    view::{CarStatusCount, ClaimCount, Counts, Figures, GradeCount},
    vocabulary::EscalationState,
};

use crate::{
    board::Board,
    counting::{Tally, counts},
    incident::Incident,
    response::SupportResponse,
    scheme::Scheme,
    shift,
};

/// Upper bounds of the first three age groups of those waiting, ms; the fourth is open.
const WAITING_AGES_MS: [Millis; 3] = [5 * 60_000, 15 * 60_000, 30 * 60_000];

/// Figures of the covered stretch that holds `now`, or of the last one.
pub fn figures(board: &Board, scheme: &Scheme, now: Millis) -> Figures {
    let since = shift::figures_since(scheme, now).unwrap_or(0);
    let mut figures = Figures { since, in_hours: shift::covered_at(scheme, now).is_some(), ..Figures::default() };
    let mut waiting_by_grade: BTreeMap<&str, u32> = BTreeMap::new();
    let mut claims: BTreeMap<&str, u32> = BTreeMap::new();

    for incident in board.incidents.values().filter(|incident| !incident.responses.is_empty()) {
        let received_at = incident.mirror.received_at.unwrap_or(incident.touched_at);
        for response in &incident.responses {
            if let Some(claim) = &response.claim {
                *claims.entry(&claim.name).or_default() += 1;
            }
            if waits_for_review(incident, response) {
                count_waiting(&mut figures, received_at, now);
                *waiting_by_grade.entry(incident.mirror.grade()).or_default() += 1;
            }
            for escalation in &response.escalations {
                figures.escalations_open += u32::from(escalation.state.is_open());
                figures.escalations_unanswered += u32::from(escalation.state == EscalationState::Requested);
            }
        }
    }

    figures.waiting_by_grade = scheme
        .grades
        .iter()
        .map(|grade| GradeCount {
            grade: grade.code.clone(),
            count: waiting_by_grade.get(grade.code.as_str()).copied().unwrap_or_default(),
        })
        .collect();
    figures.claims = claims.into_iter().map(|(name, count)| ClaimCount { name: name.to_owned(), count }).collect();
    figures.cars = car_counts(board, scheme);
    figures.counts = period(board, scheme, since, Millis::MAX);
    figures
}

/// What is counted of the incidents received in `from <= t < until`, those that have left the live board included.
pub fn period(board: &Board, scheme: &Scheme, from: Millis, until: Millis) -> Counts {
    let within = |incident: &&std::sync::Arc<Incident>| {
        let received_at = incident.mirror.received_at;
        !incident.responses.is_empty() && received_at.is_some_and(|at| (from..until).contains(&at))
    };
    let live: Vec<Tally> = board.incidents.values().filter(within).filter_map(|incident| Tally::of(incident)).collect();
    let tallies = live.iter().chain(board.past_tallies(from, until).map(|(_, tally)| tally));
    counts(scheme, tallies)
}

/// Nobody has looked at it, and the force has not closed it.
pub fn waits_for_review(incident: &Incident, response: &SupportResponse) -> bool {
    response.reviewed_at.is_none()
        && !response.is_closed()
        && !incident.mirror.is_closed()
        && incident.duplicate_of.is_none()
}

fn count_waiting(figures: &mut Figures, received_at: Millis, now: Millis) {
    figures.waiting_review += 1;
    let age = now - received_at;
    let group = WAITING_AGES_MS.iter().position(|bound| age < *bound).unwrap_or(WAITING_AGES_MS.len());
    figures.waiting_by_age[group] += 1;
    figures.oldest_waiting_at = Some(figures.oldest_waiting_at.map_or(received_at, |oldest| oldest.min(received_at)));
}

fn car_counts(board: &Board, scheme: &Scheme) -> Vec<CarStatusCount> {
    let mut counts = BTreeMap::new();
    for rules in &scheme.cars {
        *counts.entry(board.car_status(&board.car(&rules.id))).or_insert(0u32) += 1;
    }
    counts.into_iter().map(|(status, count)| CarStatusCount { status, count }).collect()
}
