//! The personal part of one incident.

use alongside_core::{Incident, response::SupportResponse};
use alongside_protocol::{
    Private,
    view::{AttemptView, IncidentFile, PersonView, ResponseFile, SafeContactView, TimelineEntry, TimelineOrigin},
    vocabulary::DeploymentState,
};

use super::{Viewer, crew};

/// The file as this viewer may see it. A crew does not see responses that are not its job, and before it has
/// acknowledged an offer it sees where to go and not whom.
pub fn file(incident: &Incident, viewer: &Viewer) -> IncidentFile {
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
        .map(|(stamp, entry)| TimelineEntry {
            at: stamp.at,
            seq: entry.seq,
            origin: TimelineOrigin::Force,
            by: entry.by.clone(),
            words: entry.words.clone(),
            text: private(&entry.text),
            response: None,
            synthetic: entry.synthetic,
        })
        .collect();
    for response in incident.responses.iter().filter(shown) {
        timeline.extend(response.acts.iter().map(|act| TimelineEntry {
            at: act.at,
            seq: act.seq,
            origin: if act.by.is_some() { TimelineOrigin::Ours } else { TimelineOrigin::System },
            by: act.by.clone(),
            words: act.words.clone(),
            text: private(&act.text),
            response: Some(response.id.clone()),
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
        responses: incident
            .responses
            .iter()
            .filter(shown)
            .filter(|_| names)
            .map(|response| ResponseFile {
                response: response.id.clone(),
                safe_contact: response.safe_contact.as_ref().map(|record| SafeContactView {
                    record: record.value.clone(),
                    confirmed_at: record.at,
                    confirmed_by: record.by.clone(),
                }),
                attempts: response
                    .attempts
                    .iter()
                    .map(|attempt| AttemptView {
                        attempt: attempt.value.clone(),
                        at: attempt.at,
                        by: attempt.by.clone(),
                    })
                    .collect(),
                outcome: response.outcome.as_ref().map(|outcome| outcome.value.clone()),
            })
            .collect(),
        timeline,
    }
}
