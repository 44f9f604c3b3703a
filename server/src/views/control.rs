//! The control-room support worker's row.

use alongside_core::{Board, Incident, Scheme, eligibility::eligibility, priority, repeat, response::SupportResponse};
use alongside_protocol::{
    view::{ClaimView, IncidentRow, PassedOnView, ResponseRow, RiskSummary, ShelvedView},
    vocabulary::{DeploymentState, ReferralState},
};

use super::{car_wanted, contact, deployment, escalation, gate, outcome, resources, shown_deployment, suspect};

pub fn row(board: &Board, scheme: &Scheme, incident: &Incident) -> IncidentRow {
    let mirror = &incident.mirror;
    let gate = gate(scheme, incident);
    let received_at = mirror.received_at.unwrap_or(incident.touched_at);
    let repeat = repeat::marker(board, scheme, incident);
    let force_says = mirror.calls_in_12_months.get().is_some();
    let earlier = repeat.as_ref().map_or(0, |repeat| repeat.incidents_in_12_months.saturating_sub(1));
    let earlier = (force_says || earlier > 0).then_some(earlier);
    IncidentRow {
        number: incident.number.clone(),
        state: mirror.state(),
        opening_code: mirror.opening_code.get().cloned().unwrap_or_default(),
        grade: mirror.grade().to_owned(),
        graded_at: mirror.graded_at().unwrap_or(received_at),
        received_at,
        locality: mirror.locality.get().cloned(),
        beat: mirror.beat.get().cloned(),
        point: mirror.point.get().copied(),
        site: mirror.beat.get().and_then(|beat| scheme.site_of(beat)).map(|site| site.id.clone()),
        hazards: priority::hazards(incident).into_iter().collect(),
        children_present: priority::children(incident, &incident.responses),
        language: incident.language(),
        priority: priority::priority(scheme, incident, repeat.as_ref()),
        repeat,
        duplicates: repeat::duplicates(board, scheme, incident),
        duplicate_of: incident.duplicate_of.as_ref().map(|linked| linked.value.clone()),
        eligibility: eligibility(scheme, incident, earlier),
        resources: resources(incident),
        suspect: suspect(incident),
        gate: gate.view(),
        responses: incident
            .responses
            .iter()
            .map(|response| ResponseRow {
                response: response.id.clone(),
                ordinal: response.ordinal,
                state: response.state(&gate),
                notified_at: response.notified_at,
                reviewed_at: response.reviewed_at,
                contacted_at: response.contacted_at(),
                claim: response.claim.as_ref().map(|claim| ClaimView {
                    user: claim.user.clone(),
                    name: claim.name.clone(),
                    at: claim.at,
                }),
                contact: contact(scheme, incident, response),
                escalation: response.shown_escalation().map(|shown| escalation(scheme, shown)),
                deployment: shown_deployment(response).map(deployment),
                reserved: response
                    .deployments
                    .iter()
                    .filter(|one| one.state == DeploymentState::Reserved)
                    .map(deployment)
                    .collect(),
                needs: response.needs.as_ref().map(|set| set.value.clone()),
                car_wanted: car_wanted(response, &gate),
                outcome: outcome(response),
                found: response.found.clone(),
                risk: risk(response),
                plan_agreed: response.plan().is_some_and(|plan| plan.value.agreed),
                referrals: response.referrals.iter().filter(|one| one.state == ReferralState::Drafted).count() as u32,
                passed_on: response.passed_on.as_ref().map(|passed| PassedOnView {
                    to: passed.value.to.clone(),
                    at: passed.at,
                    by: passed.by.clone(),
                }),
                shelved: response
                    .shelved
                    .iter()
                    .map(|one| ShelvedView { alarm: one.alarm, until: one.until, by: one.by.clone() })
                    .collect(),
            })
            .collect(),
        remark_count: mirror.remark_count,
        last_log_at: mirror.last_remark_at,
        closing_code: mirror.result.get().cloned(),
        synthetic: mirror.synthetic,
    }
}

fn risk(response: &SupportResponse) -> Option<RiskSummary> {
    response.risk().map(|risk| RiskSummary {
        band: risk.value.bands.band,
        set: risk.value.assessment.set.clone(),
        yes: risk.value.bands.yes,
        judged: risk.value.bands.judged,
        raised_by_history: risk.value.bands.by_history > risk.value.bands.by_count,
        at: risk.at,
        by: risk.by.clone(),
    })
}
