//! What happens to an incident as a whole: the force's facts, its place in the list, repeats, duplicates, archiving.

use std::sync::Arc;

use alongside_protocol::{
    Private,
    vocabulary::{RepeatVerdict, Standing},
};

use super::{Topic, push_act, records};
use crate::{
    board::Board,
    event::{Entry, Event},
    incident::{Incident, SetStanding},
    repeat,
    response::{Recorded, SupportResponse},
};

pub fn evolve(board: &mut Board, entry: &Entry) {
    match &entry.event {
        Event::FeedRecorded { fact, fact_at } => {
            board.feed_last_at = Some(board.feed_last_at.map_or(entry.at, |last| last.max(entry.at)));
            if board.incident(&fact.incident).is_none() {
                // Spoken of again without having been restored: what was kept of it gives way.
                board.give_way(&fact.incident);
            }
            let tells_traits = repeat::tells_traits(&fact.body);
            if tells_traits {
                board.unindex(&fact.incident);
            }
            board.touch_incident(&fact.incident, entry.at).mirror.take(fact, *fact_at, entry.seq);
            if tells_traits {
                board.index(&fact.incident);
            }
        }
        Event::IncidentArchived { incident } => board.archive(incident),
        Event::PastForgotten { incident } => board.forget(incident),
        Event::IncidentErased { incident, .. } => board.erase(incident),
        Event::IncidentRestored { incident } => {
            board.give_way(&incident.number);
            let mut restored = (**incident).clone();
            for response in &mut restored.responses {
                // Written down before services were remembered apart from the outcome.
                if let Some(Recorded { value, at, by }) = response.outcome.clone() {
                    records::remember_referred(response, &value, at, &by);
                }
            }
            board.incidents.insert(incident.number.clone(), Arc::new(restored));
            board.index(&incident.number);
        }
        Event::ResponseOpened { response } => {
            let incident = board.touch_incident(&response.incident(), entry.at);
            let ordinal = incident.responses.len() as u32 + 1;
            // For the first response the clock starts with the call itself.
            let notified_at = incident.mirror.received_at.filter(|_| ordinal == 1).unwrap_or(entry.at);
            incident.responses.push(SupportResponse::new(response.clone(), ordinal, notified_at));
        }
        Event::GateRevoked { incident, because } => {
            let words = format!("Gate revoked: {because}");
            tell_all(board.touch_incident(incident, entry.at), entry, Topic::Car, &words, None);
        }
        Event::StandingSet { incident, standing, reason } => {
            let incident = board.touch_incident(incident, entry.at);
            let value = SetStanding { standing: *standing, reason: reason.clone() };
            incident.standing = (*standing != Standing::ByFactors).then(|| Recorded::of(entry, value));
            let words = match standing {
                Standing::Pinned => "Pinned to the top",
                Standing::Lowered => "Lowered in the list",
                Standing::ByFactors => "Order given back to its factors",
            };
            tell_all(incident, entry, Topic::System, words, Some(reason));
        }
        Event::RepeatJudged { incident, earlier, verdict } => {
            let incident = board.touch_incident(incident, entry.at);
            let words = match verdict {
                RepeatVerdict::Confirmed => format!("Repeat confirmed: {earlier}"),
                RepeatVerdict::Dismissed => format!("Not a repeat: {earlier}"),
                RepeatVerdict::Proposed => format!("Left open whether it is a repeat: {earlier}"),
            };
            if *verdict == RepeatVerdict::Proposed {
                incident.repeats.remove(earlier);
            } else {
                incident.repeats.insert(earlier.clone(), Recorded::of(entry, *verdict));
            }
            tell_all(incident, entry, Topic::Risk, &words, None);
        }
        Event::DuplicateLinked { incident, of } => {
            let found = board.touch_incident(incident, entry.at);
            found.duplicate_of = Some(Recorded::of(entry, of.clone()));
            for response in &mut found.responses {
                response.reviewed(entry.done_at);
            }
            tell_all(found, entry, Topic::System, &format!("The same event as {of}"), None);
        }
        Event::DuplicateUnlinked { incident } => {
            let found = board.touch_incident(incident, entry.at);
            let words = found
                .duplicate_of
                .take()
                .map_or_else(|| "Not linked any more".to_owned(), |of| format!("Not the same event as {}", of.value));
            tell_all(found, entry, Topic::System, &words, None);
        }
        _ => {}
    }
}

fn tell_all(incident: &mut Incident, entry: &Entry, topic: Topic, words: &str, text: Option<&Private>) {
    for response in &mut incident.responses {
        push_act(response, entry, topic, words, text.cloned());
    }
}
