//! What people say of an incident as a whole: its place in the list, repeats, duplicates.

use alongside_protocol::{
    IncidentNumber, Private, Refusal, limits,
    vocabulary::{RepeatVerdict, Standing},
};

use super::{Case, Decision, bounded_text, needed_reason, not_found, wrong_state};
use crate::{event::Event, incident::Incident, repeat};

impl Case<'_> {
    fn ours(&self, number: &IncidentNumber) -> Result<&Incident, Refusal> {
        self.board
            .incident(number)
            .filter(|incident| !incident.responses.is_empty())
            .ok_or_else(|| not_found("incident"))
    }

    pub(super) fn set_standing(&self, number: &IncidentNumber, standing: Standing, reason: &Private) -> Decision {
        let incident = self.ours(number)?;
        if standing == Standing::ByFactors {
            bounded_text("reason", reason.reveal(), limits::TEXT_CHARS_MAX)?;
        } else {
            needed_reason(reason)?;
        }
        let now = incident.standing.as_ref();
        // Whoever set it may say better why.
        let restated = now.is_some_and(|set| set.by == self.person.name && &set.value.reason != reason);
        if now.map_or(Standing::ByFactors, |set| set.value.standing) == standing && !restated {
            let refusal = wrong_state("it stands there already");
            return Err(match now {
                Some(set) => refusal.by(&set.by, set.at),
                None => refusal,
            });
        }
        Ok(vec![Event::StandingSet { incident: number.clone(), standing, reason: reason.clone() }])
    }

    pub(super) fn judge_repeat(
        &self,
        number: &IncidentNumber,
        earlier: &IncidentNumber,
        verdict: RepeatVerdict,
    ) -> Decision {
        let incident = self.ours(number)?;
        let proposed = repeat::earlier(self.board, self.scheme, incident);
        let found = proposed
            .iter()
            .find(|one| &one.number == earlier)
            .ok_or_else(|| not_found("earlier incident with something in common"))?;
        if found.verdict == verdict {
            let refusal = wrong_state(format!("this is {} already", verdict.as_str()));
            return Err(match (&found.judged_by, found.judged_at) {
                (Some(by), Some(at)) => refusal.by(by, at),
                _ => refusal,
            });
        }
        Ok(vec![Event::RepeatJudged { incident: number.clone(), earlier: earlier.clone(), verdict }])
    }

    pub(super) fn link_duplicate(&self, number: &IncidentNumber, of: &IncidentNumber) -> Decision {
        let incident = self.ours(number)?;
        let target = self.ours(of)?;
        if number == of {
            return Err(Refusal::invalid("of", "the same number", "another number for the same event"));
        }
        if let Some(linked) = &incident.duplicate_of {
            return Err(wrong_state(format!("it is linked to {} already", linked.value)).by(&linked.by, linked.at));
        }
        if let Some(linked) = &target.duplicate_of {
            return Err(wrong_state(format!("{of} is itself linked: the work goes on at {}", linked.value))
                .by(&linked.by, linked.at));
        }
        let has_followers = |other: &&Incident| other.duplicate_of.as_ref().is_some_and(|it| &it.value == number);
        if let Some(follower) = self.board.incidents.values().map(AsRef::as_ref).find(has_followers) {
            return Err(wrong_state(format!("{} is linked to this one: link {of} here instead", follower.number)));
        }
        Ok(vec![Event::DuplicateLinked { incident: number.clone(), of: of.clone() }])
    }

    pub(super) fn unlink_duplicate(&self, number: &IncidentNumber) -> Decision {
        if self.ours(number)?.duplicate_of.is_none() {
            return Err(wrong_state("it is not linked to another number"));
        }
        Ok(vec![Event::DuplicateUnlinked { incident: number.clone() }])
    }
}
