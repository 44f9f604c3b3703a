//! Who has a response: exclusive, visible, handed over, taken over, passed on.

use alongside_protocol::{Private, Refusal, RefusalCode, ResponseId, UserId, limits, vocabulary::Role};

use super::{Case, Decision, bounded_text, needed_reason, wrong_state};
use crate::{event::Event, response::SupportResponse};

impl Case<'_> {
    pub(super) fn claim_taken(&self, response: &SupportResponse) -> Event {
        Event::ClaimTaken {
            response: response.id.clone(),
            user: self.person.user.clone(),
            name: self.person.name.clone(),
        }
    }

    pub(super) fn claim(&self, id: &ResponseId) -> Decision {
        let (_, response) = self.open(id)?;
        match &response.claim {
            None => Ok(vec![self.claim_taken(response)]),
            Some(claim) if claim.user == self.person.user => Err(wrong_state("you have this response already")),
            Some(claim) => Err(Refusal::new(RefusalCode::AlreadyClaimed, format!("{} claimed this first", claim.name))
                .by(&claim.name, claim.at)),
        }
    }

    pub(super) fn release(&self, id: &ResponseId) -> Decision {
        let (_, response) = self.open(id)?;
        if response.claim.is_none() {
            return Err(wrong_state("nobody has claimed this response"));
        }
        self.claimed_by_me(response)?;
        Ok(vec![Event::ClaimReleased { response: id.clone() }])
    }

    pub(super) fn hand_over(&self, id: &ResponseId, to: &UserId) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.claimed_by_me(response)?;
        if to == &self.person.user {
            return Err(Refusal::invalid("to", "yourself", "a colleague"));
        }
        let colleague = self
            .context
            .colleague
            .as_ref()
            .filter(|colleague| &colleague.user == to && colleague.has(Role::SupportWorker))
            .ok_or_else(|| {
                Refusal::invalid("to", "somebody who is not a support worker on this board", "a support worker")
            })?;
        events.push(Event::ClaimHandedOver {
            response: id.clone(),
            user: colleague.user.clone(),
            name: colleague.name.clone(),
        });
        Ok(events)
    }

    /// A colleague who vanished cannot hand over. Whoever takes over says why, and the colleague is told.
    pub(super) fn take_over(&self, id: &ResponseId, from: &UserId, reason: &Private) -> Decision {
        let (_, response) = self.open(id)?;
        needed_reason(reason)?;
        match &response.claim {
            None => Err(wrong_state("nobody has this response: claim it")),
            Some(claim) if claim.user == self.person.user => Err(wrong_state("you have this response already")),
            Some(claim) if &claim.user != from => Err(Refusal::new(
                RefusalCode::AlreadyClaimed,
                format!("{} has it by now; take it over from them, or ask", claim.name),
            )
            .by(&claim.name, claim.at)),
            Some(claim) => Ok(vec![Event::ClaimTakenOver {
                response: id.clone(),
                user: self.person.user.clone(),
                name: self.person.name.clone(),
                from: claim.name.clone(),
                reason: reason.clone(),
            }]),
        }
    }

    pub(super) fn pass_on(&self, id: &ResponseId, to: &str, note: &Private) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.claimed_by_me(response)?;
        if to.trim().is_empty() {
            return Err(Refusal::invalid("to", "nothing", "a colleague, a team or a service"));
        }
        bounded_text("to", to, limits::FIELD_CHARS_MAX)?;
        bounded_text("note", note.reveal(), limits::TEXT_CHARS_MAX)?;
        events.push(Event::ResponsePassedOn { response: id.clone(), to: to.trim().to_owned(), note: note.clone() });
        Ok(events)
    }
}
