//! Safe contact, contact attempts, and the reasoned end of trying.

use alongside_protocol::{
    Millis, Private, Refusal, ResponseId, limits,
    record::{ContactAttempt, SafeContact},
    vocabulary::{Role, SecondStep},
};
use jiff::civil::Time;

use super::{Case, Decision, bounded_records, bounded_text, needed_reason, wrong_state};
use crate::event::Event;

/// Furthest ahead that a next contact attempt may be set, ms.
const NEXT_ATTEMPT_AHEAD_MS_MAX: Millis = 366 * 86_400_000;

impl Case<'_> {
    pub(super) fn record_safe_contact(&self, id: &ResponseId, record: &SafeContact) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        for (field, text) in [
            ("record.number", record.number.reveal()),
            ("record.when_safe", record.when_safe.reveal()),
            ("record.email", record.email.reveal()),
            ("record.code_word", record.code_word.reveal()),
            ("record.language", &record.language),
            ("record.who_may_answer", record.who_may_answer.reveal()),
        ] {
            bounded_text(field, text, limits::FIELD_CHARS_MAX)?;
        }
        check_windows(record)?;
        check_numbers(record)?;
        if record.safe_to_ring && record.number.reveal().trim().is_empty() {
            return Err(Refusal::invalid("record.number", "nothing", "the number that is safe to ring"));
        }
        events.push(Event::SafeContactRecorded { response: id.clone(), record: record.clone() });
        Ok(events)
    }

    pub(super) fn record_contact(&self, id: &ResponseId, attempt: &ContactAttempt) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("attempts", response.attempts.len())?;
        bounded_text("attempt.number", attempt.number.reveal(), limits::FIELD_CHARS_MAX)?;
        bounded_text("attempt.note", attempt.note.reveal(), limits::TEXT_CHARS_MAX)?;
        if let Some(next) = attempt.next_at
            && (next < self.context.done_at || next > self.context.done_at + NEXT_ATTEMPT_AHEAD_MS_MAX)
        {
            return Err(Refusal::invalid("attempt.next_at", next.to_string(), "a time in the coming year"));
        }
        events.push(Event::ContactAttempted { response: id.clone(), attempt: attempt.clone() });
        Ok(events)
    }

    pub(super) fn end_trying(&self, id: &ResponseId, reason: &Private) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.claimed_by_me(response)?;
        needed_reason(reason)?;
        if let Some(ended) = &response.trying_ended {
            return Err(wrong_state("it was decided already to try no more").by(&ended.by, ended.at));
        }
        events.push(Event::TryingEnded { response: id.clone(), reason: reason.clone() });
        Ok(events)
    }

    pub(super) fn resume_trying(&self, id: &ResponseId) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.claimed_by_me(response)?;
        if response.trying_ended.is_none() {
            return Err(wrong_state("trying has not ended"));
        }
        events.push(Event::TryingResumed { response: id.clone() });
        Ok(events)
    }

    /// Somebody is about to ring although the rule does not say "safe". That is theirs to decide, and goes on record.
    pub(super) fn take_second_step(&self, id: &ResponseId, because: SecondStep) -> Decision {
        let (_, response) = self.response(id)?;
        if !self.person.has(Role::SupportWorker) {
            self.may_write_down(response)?;
        }
        Ok(vec![Event::SecondStepTaken { response: id.clone(), because }])
    }
}

fn check_windows(record: &SafeContact) -> Result<(), Refusal> {
    if record.windows.0.len() > limits::SAFE_WINDOWS_MAX {
        let found = format!("{} windows", record.windows.0.len());
        return Err(Refusal::invalid("record.windows", found, format!("at most {}", limits::SAFE_WINDOWS_MAX)));
    }
    for window in &record.windows.0 {
        if window.days.is_empty() {
            return Err(Refusal::invalid("record.windows.days", "none", "at least one day of the week"));
        }
        for (field, text) in [("record.windows.from", &window.from), ("record.windows.until", &window.until)] {
            let read = text.parse::<Time>().ok().filter(|time| &time.strftime("%H:%M").to_string() == text);
            if read.is_none() {
                let found: String = text.chars().take(20).collect();
                return Err(Refusal::invalid(field, format!("{found:?}"), "a local time HH:MM from 00:00 to 23:59"));
            }
        }
    }
    Ok(())
}

fn check_numbers(record: &SafeContact) -> Result<(), Refusal> {
    if record.other_numbers.len() > limits::OTHER_NUMBERS_MAX {
        let found = format!("{} numbers", record.other_numbers.len());
        return Err(Refusal::invalid("record.other_numbers", found, format!("at most {}", limits::OTHER_NUMBERS_MAX)));
    }
    for other in &record.other_numbers {
        bounded_text("record.other_numbers.number", other.number.reveal(), limits::FIELD_CHARS_MAX)?;
        bounded_text("record.other_numbers.whose", other.whose.reveal(), limits::FIELD_CHARS_MAX)?;
        if other.number.reveal().trim().is_empty() {
            return Err(Refusal::invalid("record.other_numbers.number", "nothing", "a number, or no row"));
        }
    }
    if record.email_allowed && record.email.reveal().trim().is_empty() {
        return Err(Refusal::invalid("record.email", "nothing", "the address that is safe to write to"));
    }
    Ok(())
}
