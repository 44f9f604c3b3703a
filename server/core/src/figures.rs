//! Counts for the shift at hand. Definitions stand beside each figure; no name is read here.

use std::collections::BTreeMap;

use alongside_protocol::{
    Millis,
    view::{CarStatusCount, ClaimCount, Figures, GradeCount},
    vocabulary::{EscalationState, OutcomeKind, ReferralDecision},
};

use crate::{board::Board, incident::Incident, response::SupportResponse, scheme::Scheme, shift};

/// Upper bounds of the first three age groups of those waiting, ms; the fourth is open.
const WAITING_AGES_MS: [Millis; 3] = [5 * 60_000, 15 * 60_000, 30 * 60_000];

/// Figures of the covered stretch that holds `now`, or of the last one.
pub fn figures(board: &Board, scheme: &Scheme, now: Millis) -> Figures {
    let since = shift::figures_since(scheme, now).unwrap_or(0);
    let mut figures = Figures { since, in_hours: shift::covered_at(scheme, now).is_some(), ..Figures::default() };
    let mut waiting_by_grade: BTreeMap<&str, u32> = BTreeMap::new();
    let mut claims: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut review_ms, mut contact_ms, mut car_ms) = (Vec::new(), Vec::new(), Vec::new());

    for incident in board.incidents.values().filter(|incident| !incident.responses.is_empty()) {
        let received_at = incident.mirror.received_at.unwrap_or(incident.touched_at);
        let in_period = received_at >= since;
        figures.received += u32::from(in_period);
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
                let regraded = escalation.state == EscalationState::Regraded;
                figures.escalations_regraded += u32::from(regraded && escalation.requested_at >= since);
            }
            if in_period {
                count_response(&mut figures, response);
                review_ms.extend(response.reviewed_at.map(|at| at - response.notified_at));
                contact_ms.extend(response.contacted_at().map(|at| at - response.notified_at));
                car_ms.extend(
                    response.visited_at().zip(incident.mirror.first_at_scene_at()).map(|(car, first)| car - first),
                );
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
    figures.review_ms_median = median(review_ms);
    figures.contact_ms_median = median(contact_ms);
    figures.car_ms_median = median(car_ms);
    figures
}

/// Nobody has looked at it, and the force has not closed it.
pub fn waits_for_review(incident: &Incident, response: &SupportResponse) -> bool {
    response.reviewed_at.is_none() && !response.is_closed() && !incident.mirror.is_closed()
}

fn count_waiting(figures: &mut Figures, received_at: Millis, now: Millis) {
    figures.waiting_review += 1;
    let age = now - received_at;
    let group = WAITING_AGES_MS.iter().position(|bound| age < *bound).unwrap_or(WAITING_AGES_MS.len());
    figures.waiting_by_age[group] += 1;
    figures.oldest_waiting_at = Some(figures.oldest_waiting_at.map_or(received_at, |oldest| oldest.min(received_at)));
}

fn count_response(figures: &mut Figures, response: &SupportResponse) {
    figures.reviewed += u32::from(response.reviewed_at.is_some());
    figures.contacted += u32::from(response.contacted_at().is_some());
    figures.visited += u32::from(response.visited_at().is_some());
    let Some(outcome) = response.outcome.as_ref().map(|outcome| &outcome.value) else { return };
    figures.referred += u32::from(outcome.referral == ReferralDecision::Referred);
    figures.already_supported += u32::from(outcome.referral == ReferralDecision::AlreadySupported);
    figures.declined +=
        u32::from(outcome.referral == ReferralDecision::Declined || outcome.kind == OutcomeKind::Declined);
    figures.could_not_reach += u32::from(outcome.kind == OutcomeKind::CouldNotReach);
    figures.refuge_placed += u32::from(outcome.refuge_placed);
}

fn car_counts(board: &Board, scheme: &Scheme) -> Vec<CarStatusCount> {
    let mut counts = BTreeMap::new();
    for rules in &scheme.cars {
        *counts.entry(board.car_status(&board.car(&rules.id))).or_insert(0u32) += 1;
    }
    counts.into_iter().map(|(status, count)| CarStatusCount { status, count }).collect()
}

/// The middle value; of an even number, the mean of the two in the middle. A negative time counts as none.
fn median(mut values: Vec<i64>) -> Option<i64> {
    for value in &mut values {
        *value = (*value).max(0);
    }
    values.sort_unstable();
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => values.get(middle).copied(),
        _ => Some(i64::midpoint(values[middle - 1], values[middle])),
    }
}
