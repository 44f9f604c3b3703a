//! Who has a response, and how it begins and ends.

use super::{Topic, push_act};
use crate::{
    event::{Entry, Event},
    response::{Claim, PassedOn, Recorded, Shelved, SupportResponse},
};

pub fn evolve(response: &mut SupportResponse, entry: &Entry) {
    match &entry.event {
        Event::ClaimTaken { user, name, .. } => {
            take(response, entry, user, name);
            response.reviewed(entry.done_at);
            push_act(response, entry, Topic::Claim, "Claimed", None);
        }
        Event::ClaimReleased { .. } => {
            response.claim = None;
            push_act(response, entry, Topic::Claim, "Claim released", None);
        }
        Event::ClaimLapsed { .. } => {
            let words = response.claim.take().map_or_else(
                || "Claim lapsed".to_owned(),
                |claim| format!("Claim of {} lapsed: not connected", claim.name),
            );
            push_act(response, entry, Topic::Claim, words, None);
        }
        Event::ClaimHandedOver { user, name, .. } => {
            take(response, entry, user, name);
            push_act(response, entry, Topic::Claim, format!("Handed over to {name}"), None);
        }
        Event::ClaimTakenOver { user, name, from, reason, .. } => {
            take(response, entry, user, name);
            push_act(response, entry, Topic::Claim, format!("Taken over from {from}"), Some(reason.clone()));
        }
        Event::ResponsePassedOn { to, note, .. } => {
            response.claim = None;
            let value = PassedOn { to: to.clone(), note: note.clone() };
            response.passed_on = Some(Recorded::of(entry, value));
            push_act(response, entry, Topic::Claim, format!("Passed on to {to}"), Some(note.clone()));
        }
        Event::ResponseClosed { .. } => {
            response.closed_at = Some(entry.done_at);
            response.claim = None;
            response.car_wanted = None;
            push_act(response, entry, Topic::Outcome, "Response closed", None);
        }
        Event::ResponseReopened { reason, .. } => {
            response.closed_at = None;
            push_act(response, entry, Topic::Outcome, "Response reopened", Some(reason.clone()));
        }
        Event::AlarmShelved { alarm, until, reason, .. } => {
            response.shelved.retain(|shelved| shelved.alarm != *alarm);
            let by = Recorded::author(entry);
            response.shelved.push(Shelved { alarm: *alarm, until: *until, by });
            let words = format!("Alarm shelved: {}", alarm.as_str().replace('_', " "));
            push_act(response, entry, Topic::System, words, Some(reason.clone()));
        }
        Event::AlarmUnshelved { alarm, .. } => {
            response.shelved.retain(|shelved| shelved.alarm != *alarm);
            let words = format!("Alarm no longer shelved: {}", alarm.as_str().replace('_', " "));
            push_act(response, entry, Topic::System, words, None);
        }
        _ => {}
    }
}

fn take(response: &mut SupportResponse, entry: &Entry, user: &alongside_protocol::UserId, name: &str) {
    response.claim = Some(Claim { user: user.clone(), name: name.to_owned(), at: entry.done_at });
    response.passed_on = None;
}
