//! What people write down about one response. Records are added, never changed.

use alongside_protocol::{
    Millis, Private,
    record::{Outcome, WelfareSeen},
    vocabulary::{
        Alarm, ConsentDecision, ContactChannel, ContactResult, Hazard, ReferralAnswer, ReferralState, RiskSource,
        SecondStep, ShareBasis,
    },
};

use super::{Topic, push_act, push_note};
use crate::{
    event::{Entry, Event},
    referrals::{Referred, Said},
    response::{Recorded, Referral, Risk, SupportResponse},
};

pub fn evolve(response: &mut SupportResponse, entry: &Entry) {
    response.reviewed(entry.done_at);
    let (topic, words, text): (Topic, String, Option<Private>) = match &entry.event {
        Event::NoteAdded { text, corrects, kept, .. } => {
            push_note(response, entry, text.clone(), *corrects, *kept);
            return;
        }
        Event::NoteShared { note, basis, .. } => {
            note_shared(response, entry, *note, *basis);
            return;
        }
        Event::HazardsRecorded { found, ruled_out, reason, .. } => {
            response.found.extend(found);
            response.found.sort_unstable();
            response.found.dedup();
            response.found.retain(|hazard| !ruled_out.contains(hazard));
            let list = |hazards: &[Hazard]| {
                hazards.iter().map(|hazard| hazard.as_str().replace('_', " ")).collect::<Vec<_>>().join(", ")
            };
            let words = match (found.is_empty(), ruled_out.is_empty()) {
                (false, true) => format!("Hazards found in our contact: {}", list(found)),
                (true, _) => format!("Hazards ruled out: {}", list(ruled_out)),
                (false, false) => {
                    format!("Hazards found in our contact: {}; ruled out: {}", list(found), list(ruled_out))
                }
            };
            (Topic::Risk, words, Some(reason.clone()))
        }
        Event::SecondStepTaken { because, .. } => (Topic::Contact, second_step_words(*because).to_owned(), None),
        Event::SafeContactRecorded { record, .. } => {
            // An older word that arrives late does not replace a newer one.
            if response.safe_contact.as_ref().is_none_or(|known| known.at <= entry.done_at) {
                response.safe_contact = Some(Recorded::of(entry, record.clone()));
            }
            let words = if record.safe_to_ring { "Safe contact confirmed" } else { "Contact marked unsafe" };
            (Topic::Contact, words.to_owned(), None)
        }
        Event::ContactAttempted { attempt, .. } => {
            response.attempts.push(Recorded::of(entry, attempt.clone()));
            response.shelved.retain(|shelved| shelved.alarm != Alarm::ContactDue);
            if response.trying_ended.as_ref().is_some_and(|ended| ended.at <= entry.done_at) {
                response.trying_ended = None;
            }
            let words = format!("{}: {}", channel_words(attempt.channel), result_words(attempt.result));
            (Topic::Contact, words, Some(attempt.note.clone()))
        }
        Event::TryingEnded { reason, .. } => {
            response.trying_ended = Some(Recorded::of(entry, reason.clone()));
            (Topic::Contact, "Decided to try no more".to_owned(), Some(reason.clone()))
        }
        Event::TryingResumed { .. } => {
            response.trying_ended = None;
            (Topic::Contact, "Trying goes on".to_owned(), None)
        }
        Event::RiskRecorded { assessment, bands, .. } => {
            let value = Risk { assessment: assessment.clone(), bands: *bands };
            response.risks.push(Recorded::of(entry, value));
            let source = match assessment.source {
                RiskSource::TakenHere => "taken",
                RiskSource::Received => "received",
                RiskSource::Revisited => "revisited",
            };
            let judged = if bands.judged { ", by judgement" } else { "" };
            let words =
                format!("Risk {source}: {} ({}, {} yes{judged})", bands.band.as_str(), assessment.set, bands.yes);
            (Topic::Risk, words, Some(assessment.reason.clone()))
        }
        Event::SafetyPlanRecorded { plan, .. } => {
            response.plans.push(Recorded::of(entry, plan.clone()));
            let agreed = if plan.agreed { "gone through together" } else { "prepared" };
            (Topic::Risk, format!("Safety plan {agreed}, {} steps", plan.steps.len()), Some(plan.note.clone()))
        }
        Event::WelfareRecorded { seen, .. } => {
            response.welfare.push(Recorded::of(entry, seen.clone()));
            (Topic::Risk, welfare_words(seen), Some(seen.note.clone()))
        }
        Event::ConsentRecorded { entry: line, .. } => {
            response.consents.push(Recorded::of(entry, line.clone()));
            let words = match line.decision {
                ConsentDecision::Given => format!("Consent given: {} may be told", line.recipient),
                ConsentDecision::Refused => format!("Consent refused: {} is not told", line.recipient),
                ConsentDecision::Withdrawn => format!("Consent withdrawn: {} is told nothing more", line.recipient),
                ConsentDecision::WithoutConsent => format!("{} may be told without consent", line.recipient),
            };
            (Topic::Sharing, words, Some(line.note.clone()))
        }
        Event::ReferralDrafted { referral, draft } => {
            response.referrals.push(Referral {
                id: referral.clone(),
                state: ReferralState::Drafted,
                draft: draft.clone(),
                at: entry.done_at,
                by: Recorded::author(entry),
            });
            (Topic::Sharing, format!("Referral drafted: {}", draft.service), Some(draft.note.clone()))
        }
        Event::ReferralDiscarded { referral, reason } => {
            let Some(found) = response.referrals.iter_mut().find(|one| &one.id == referral) else { return };
            found.state = ReferralState::Discarded;
            found.at = entry.done_at;
            found.by = Recorded::author(entry);
            (Topic::Sharing, format!("Referral discarded: {}", found.draft.service), Some(reason.clone()))
        }
        Event::OutcomeRecorded { outcome, accepted, .. } => {
            if response.outcome.as_ref().is_none_or(|known| known.at <= entry.done_at) {
                remember_referred(response, outcome, entry.done_at, &Recorded::author(entry));
                response.outcome = Some(Recorded::of(entry, outcome.clone()));
                response.accepted = *accepted;
            }
            let words = format!("Outcome: {}", outcome.kind.as_str().replace('_', " "));
            (Topic::Outcome, words, Some(outcome.note.clone()))
        }
        Event::ReferralAnswered { service, answer, reason, accepted, .. } => {
            response.accepted = *accepted;
            let said = Recorded::of(entry, Said { answer: *answer, reason: reason.clone() });
            if let Some(one) = response.referred.iter_mut().find(|one| one.service == *service) {
                one.said = Some(said);
            }
            let words = match answer {
                ReferralAnswer::Acknowledged => format!("Referral has come in: {service}"),
                ReferralAnswer::Accepted => format!("Referral accepted: {service}"),
                ReferralAnswer::Rejected => format!("Referral not accepted: {service}"),
            };
            (Topic::Sharing, words, Some(reason.clone()))
        }
        _ => return,
    };
    push_act(response, entry, topic, words, text);
}

/// A service that is named for the first time waits from now on; one that was named before goes on where it was.
pub fn remember_referred(response: &mut SupportResponse, outcome: &Outcome, at: Millis, by: &str) {
    for service in &outcome.services {
        if !response.referred.iter().any(|one| one.service == *service) {
            response.referred.push(Referred { service: service.clone(), at, by: by.to_owned(), said: None });
        }
    }
}

fn welfare_words(seen: &WelfareSeen) -> String {
    let children = |count: u8| format!("{count} {}", if count == 1 { "child" } else { "children" });
    let mut parts: Vec<String> = match (seen.children_present, seen.children_seen) {
        (Some(0), _) => vec!["no children".to_owned()],
        (Some(present), Some(some)) => vec![format!("{}, {some} seen", children(present))],
        (Some(present), None) => vec![children(present)],
        (None, Some(some)) => vec![format!("{} seen", children(some))],
        (None, None) => Vec::new(),
    };
    parts.extend(seen.concerns.iter().map(|concern| concern.as_str().replace('_', " ")));
    if seen.no_concern {
        parts.push("no concern".to_owned());
    }
    if parts.is_empty() { "Welfare".to_owned() } else { format!("Welfare: {}", parts.join(", ")) }
}

fn second_step_words(because: SecondStep) -> &'static str {
    match because {
        SecondStep::Unconfirmed => "Number shown although nobody had confirmed that it is safe",
        SecondStep::Unsafe => "Number shown although it is marked unsafe",
        SecondStep::Stale => "Number shown although its confirmation is old",
        SecondStep::Overtaken => "Number shown although danger came after it was confirmed",
        SecondStep::OutsideWindow => "Number shown outside the times that are safe",
        SecondStep::ChannelNotAllowed => "Reached by a way that the record does not allow",
        SecondStep::Unknown => "Number shown before the record had come",
    }
}

fn channel_words(channel: ContactChannel) -> &'static str {
    match channel {
        ContactChannel::Phone => "Phone",
        ContactChannel::Text => "Text",
        ContactChannel::Email => "Email",
        ContactChannel::InPerson => "In person",
    }
}

fn result_words(result: ContactResult) -> &'static str {
    match result {
        ContactResult::SpokeSafely => "spoke safely",
        ContactResult::EndedUnsafe => "ended, not safe",
        ContactResult::NoAnswer => "no answer",
        ContactResult::WrongNumber => "wrong number",
        ContactResult::SomeoneElse => "someone else answered",
        ContactResult::DeclinedForNow => "does not want to talk for now",
    }
}

/// The other side reads the note from now on, and that it was shared. Why, stands in the record alone.
fn note_shared(response: &mut SupportResponse, entry: &Entry, note: u64, basis: ShareBasis) {
    let shared = Recorded::of(entry, basis);
    if let Some(act) = response.acts.iter_mut().find(|act| act.seq == note) {
        act.shared.get_or_insert(shared);
    }
    let words = match basis {
        ShareBasis::Consent => "Note shared with the other side, by consent",
        ShareBasis::VitalInterests => "Note shared with the other side, to save somebody from serious harm",
        ShareBasis::LegalDuty => "Note shared with the other side, as the law requires",
    };
    push_act(response, entry, Topic::Note, words, None);
}
