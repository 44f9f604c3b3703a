//! The personal part of one incident.

use alongside_core::{
    Incident, Scheme, consent,
    response::{Act, Recorded, SupportResponse},
    scheme::Sides,
};
use alongside_protocol::{
    Private,
    view::{
        AttemptView, ConsentView, IncidentFile, PersonView, ReferralView, ResponseFile, RiskView, SafeContactView,
        SafetyPlanView, TimelineEntry, TimelineOrigin, WelfareView,
    },
    vocabulary::{DeploymentState, Kept, TimelineTopic},
};

use super::{Viewer, crew};

/// The file as this viewer may see it. A crew does not see responses that are not its job, and before it has
/// acknowledged an offer it sees where to go and not whom.
pub fn file(scheme: &Scheme, incident: &Incident, viewer: &Viewer, sides: Sides) -> IncidentFile {
    let mirror = &incident.mirror;
    let shown = |response: &&SupportResponse| match viewer {
        Viewer::Control => true,
        Viewer::Inspector => false,
        Viewer::Crew(car) => response.deployments.iter().any(|job| &job.car == car),
    };
    let names = match viewer {
        Viewer::Control => true,
        Viewer::Inspector => false,
        Viewer::Crew(car) => crew::jobs_of(incident, car)
            .any(|job| !matches!(job.state, DeploymentState::Reserved | DeploymentState::Offered)),
    };
    let people = mirror.people.get().map(Vec::as_slice).unwrap_or_default();
    let private = |text: &Option<Private>| text.clone().filter(|_| names);
    let mut timeline: Vec<TimelineEntry> = mirror
        .log
        .iter()
        .filter(|(_, entry)| sides.police || !entry.police_only)
        .map(|(stamp, entry)| TimelineEntry {
            at: stamp.at,
            arrived_at: None,
            seq: entry.seq,
            origin: TimelineOrigin::Force,
            topic: if entry.remark { TimelineTopic::Log } else { TimelineTopic::Police },
            by: entry.by.clone(),
            words: entry.words.clone(),
            text: private(&entry.text),
            response: None,
            corrects: None,
            kept: if entry.police_only { Kept::Police } else { Kept::Shared },
            shared_on: None,
            synthetic: entry.synthetic,
        })
        .collect();
    for response in incident.responses.iter().filter(shown) {
        // Before a crew has acknowledged, what our people found out and decided is not its to know.
        let told = |act: &&Act| act.may_be_read(sides) && (names || act.topic == TimelineTopic::Car);
        timeline.extend(response.acts.iter().filter(told).map(|act| TimelineEntry {
            at: act.at,
            arrived_at: act.arrived_at,
            seq: act.seq,
            origin: if act.by.is_some() { TimelineOrigin::Ours } else { TimelineOrigin::System },
            topic: act.topic,
            by: act.by.clone(),
            words: act.words.clone(),
            text: private(&act.text),
            response: Some(response.id.clone()),
            corrects: act.corrects,
            kept: act.kept,
            shared_on: act.shared.as_ref().map(|shared| shared.value),
            synthetic: false,
        }));
    }
    timeline.sort_by_key(|entry| (entry.at, entry.seq));
    IncidentFile {
        number: incident.number.clone(),
        address: mirror.address.get().cloned(),
        people: people
            .iter()
            .map(|person| PersonView {
                role: person.role,
                name: private(&person.name),
                age: person.age,
                phone: private(&person.phone),
                language: person.language.clone(),
                note: private(&person.note),
            })
            .collect(),
        thrive: mirror.thrive.get().cloned().filter(|_| names),
        standing_reason: incident
            .standing
            .as_ref()
            .map(|set| set.value.reason.clone())
            .filter(|reason| names && !reason.is_empty()),
        responses: incident
            .responses
            .iter()
            .filter(shown)
            .filter(|_| names)
            .map(|response| part(scheme, response))
            .collect(),
        timeline,
    }
}

/// In the order in which they were made, not in which they arrived.
fn by_time<T>(records: &[Recorded<T>]) -> Vec<&Recorded<T>> {
    let mut all: Vec<_> = records.iter().collect();
    all.sort_by_key(|record| record.at);
    all
}

fn part(scheme: &Scheme, response: &SupportResponse) -> ResponseFile {
    ResponseFile {
        response: response.id.clone(),
        safe_contact: response.safe_contact.as_ref().map(|record| SafeContactView {
            record: record.value.clone(),
            confirmed_at: record.at,
            confirmed_by: record.by.clone(),
        }),
        attempts: by_time(&response.attempts)
            .into_iter()
            .map(|attempt| AttemptView { attempt: attempt.value.clone(), at: attempt.at, by: attempt.by.clone() })
            .collect(),
        outcome: response.outcome.as_ref().map(|outcome| outcome.value.clone()),
        ended_reason: response.trying_ended.as_ref().map(|ended| ended.value.clone()),
        risk: by_time(&response.risks)
            .into_iter()
            .map(|risk| RiskView {
                assessment: risk.value.assessment.clone(),
                band: risk.value.bands.band,
                by_count: risk.value.bands.by_count,
                by_history: risk.value.bands.by_history,
                yes: risk.value.bands.yes,
                incidents_in_12_months: risk.value.bands.incidents_in_12_months,
                judged: risk.value.bands.judged,
                at: risk.at,
                by: risk.by.clone(),
            })
            .collect(),
        plan: response.plan().map(|plan| SafetyPlanView { plan: plan.value.clone(), at: plan.at, by: plan.by.clone() }),
        welfare: response.welfare().map(|seen| WelfareView {
            seen: seen.value.clone(),
            at: seen.at,
            by: seen.by.clone(),
        }),
        consents: by_time(&response.consents)
            .into_iter()
            .map(|line| ConsentView { entry: line.value.clone(), at: line.at, by: line.by.clone() })
            .collect(),
        referrals: response
            .referrals
            .iter()
            .map(|referral| {
                let (may_share, because) = consent::may_refer(scheme, &response.consents, &referral.draft.service);
                ReferralView {
                    referral: referral.id.clone(),
                    state: referral.state,
                    draft: referral.draft.clone(),
                    at: referral.at,
                    by: referral.by.clone(),
                    may_share,
                    because,
                }
            })
            .collect(),
        passed_on_note: response
            .passed_on
            .as_ref()
            .map(|passed| passed.value.note.clone())
            .filter(|note| !note.is_empty()),
    }
}
