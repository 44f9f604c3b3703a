//! Shelving an alarm: for a while, with a reason, for everybody. Danger cannot be silenced, only answered.

use alongside_protocol::{Millis, Private, Refusal, ResponseId, limits, vocabulary::Alarm};

use super::{Case, Decision, bounded_records, needed_reason, wrong_state};
use crate::event::Event;

impl Case<'_> {
    pub(super) fn shelve_alarm(&self, id: &ResponseId, alarm: Alarm, until: Millis, reason: &Private) -> Decision {
        let (_, response) = self.response(id)?;
        needed_reason(reason)?;
        match alarm {
            Alarm::LineCut => {
                return Err(wrong_state("a cut line cannot be shelved: answer it, or withdraw it with a reason"));
            }
            Alarm::GateRevoked => {
                return Err(wrong_state("a revoked gate cannot be shelved: it ends when the crew is clear"));
            }
            _ => bounded_records("entries", response.acts.len())?,
        }
        let now = self.context.now;
        if until <= now || until > now + limits::SHELVE_MS_MAX {
            let allowed = format!("a time within the next {} minutes", limits::SHELVE_MS_MAX / 60_000);
            return Err(Refusal::invalid("until", until.to_string(), allowed));
        }
        Ok(vec![Event::AlarmShelved { response: id.clone(), alarm, until, reason: reason.clone() }])
    }

    pub(super) fn unshelve_alarm(&self, id: &ResponseId, alarm: Alarm) -> Decision {
        let (_, response) = self.response(id)?;
        if !response.shelved.iter().any(|shelved| shelved.alarm == alarm) {
            return Err(wrong_state("this alarm is not shelved"));
        }
        Ok(vec![Event::AlarmUnshelved { response: id.clone(), alarm }])
    }
}
