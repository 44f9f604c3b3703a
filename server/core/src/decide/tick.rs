//! What time alone brings: offers lapse, escalations climb, old incidents leave the live board.

use alongside_protocol::{
    Millis, UserId,
    vocabulary::{DeploymentState, EscalationState},
};

use crate::{
    board::Board,
    event::Event,
    incident::Incident,
    response::{Deployment, SupportResponse},
    scheme::Scheme,
};

/// How many times longer an incident stays whose responses nobody closed, once the force has closed it.
const UNCLOSED_STAYS_TIMES: i64 = 14;

/// Past incidents forgotten in one tick; the next tick goes on.
const FORGOTTEN_AT_ONCE_MAX: usize = 100;

/// How often an unanswered call for help is told again. The alarm itself goes on for as long as nobody has it.
const SOS_CLIMBS_MAX: u8 = 30;

/// Everything due at `now`. Deciding it twice brings nothing the second time, so every node may.
pub fn due(board: &Board, scheme: &Scheme, now: Millis) -> Vec<Event> {
    let mut events = Vec::new();
    for incident in board.incidents.values() {
        for response in &incident.responses {
            for deployment in &response.deployments {
                let lapsed = deployment.offer_lapses_at.is_some_and(|at| at <= now);
                if deployment.state == DeploymentState::Offered && lapsed {
                    events.push(Event::OfferLapsed { deployment: deployment.id.clone() });
                }
                if let Some(climb) = check_in_climb(deployment, scheme, now) {
                    events.push(Event::CheckInMissed { deployment: deployment.id.clone(), climb });
                }
            }
            for escalation in response.escalations.iter().filter(|one| one.state == EscalationState::Requested) {
                let waited = now - escalation.requested_at;
                let climb = match escalation.climb {
                    0 | 1 if waited >= scheme.clocks.escalation_inspector_ms => 2,
                    0 if waited >= scheme.clocks.escalation_desk_again_ms => 1,
                    _ => continue,
                };
                events.push(Event::EscalationClimbed { escalation: escalation.id.clone(), climb });
            }
        }
        if is_past(incident, scheme, now) {
            events.push(Event::IncidentArchived { incident: incident.number.clone() });
        }
    }
    for car in board.cars.values() {
        let Some(sos) = car.sos.as_ref().filter(|sos| sos.answered.is_none() && sos.climb < SOS_CLIMBS_MAX) else {
            continue;
        };
        // Another node's clock may have been ahead of this one's.
        let climb = ((now - sos.at) / scheme.deployment.sos_climb_ms).clamp(0, i64::from(SOS_CLIMBS_MAX)) as u8;
        if climb > sos.climb {
            events.push(Event::SosClimbed { car: car.id.clone(), climb });
        }
    }
    events.extend(
        board.past_due(now).take(FORGOTTEN_AT_ONCE_MAX).map(|number| Event::PastForgotten { incident: number.clone() }),
    );
    events
}

/// To whom a crew's silence is told now; none where it is not, or was told already.
fn check_in_climb(job: &Deployment, scheme: &Scheme, now: Millis) -> Option<u8> {
    let due_at = job.check_in_since()? + scheme.deployment.check_in_every_ms?;
    let climb = if now >= due_at + scheme.deployment.check_in_climb_ms { 2 } else { u8::from(now >= due_at) };
    (climb > job.check_in_missed).then_some(climb)
}

/// Closed on both sides, or never ours, and untouched for the scheme's time. A recall that no crew has confirmed
/// keeps it: the car could never confirm it afterwards, and would take no job again.
fn is_past(incident: &Incident, scheme: &Scheme, now: Millis) -> bool {
    let untouched_ms = now - incident.touched_at;
    let still = untouched_ms >= scheme.clocks.archive_after_ms;
    // Work that nobody closed stays longer, so that the next shift sees it, and not for ever (I9).
    let answered = incident.responses.iter().flat_map(|response| &response.escalations).all(|one| !one.state.is_open());
    let done = (incident.duplicate_of.is_some() && answered)
        || incident.responses.iter().all(SupportResponse::is_closed)
        || untouched_ms >= scheme.clocks.archive_after_ms * UNCLOSED_STAYS_TIMES;
    let force_done = incident.mirror.is_closed() || incident.responses.is_empty();
    let clear = incident.responses.iter().flat_map(|response| &response.deployments).all(|job| {
        // Only a deployment that is over lets go of its car.
        job.state.is_over() && !job.recall_unconfirmed
    });
    still && done && force_done && clear
}

/// Gives back the claims of people who have not been connected for the lease.
pub fn lapse_claims(board: &Board, scheme: &Scheme, absent: &[UserId], now: Millis) -> Vec<Event> {
    board
        .incidents
        .values()
        .flat_map(|incident| &incident.responses)
        .filter(|response| {
            response
                .claim
                .as_ref()
                .is_some_and(|claim| absent.contains(&claim.user) && now - claim.at >= scheme.clocks.claim_lease_ms)
        })
        .map(|response| Event::ClaimLapsed { response: response.id.clone() })
        .collect()
}
