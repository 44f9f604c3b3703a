//! Hazards, risk, safety plan, consent, referral drafts, outcome: what people write down about one response.

use std::collections::BTreeSet;

use alongside_protocol::{
    Private, ReferralId, Refusal, RefusalCode, ResponseId, limits,
    record::{ConsentEntry, Outcome, ReferralDraft, RiskAssessment, SafetyPlan, WelfareSeen},
    view::Named,
    vocabulary::{Answer, ConsentDecision, Hazard, ReferralAnswer, ReferralDecision, ReferralState, RiskSource},
};

use super::{Case, Decision, bounded_records, bounded_text, needed_reason, not_found, wrong_state};
use crate::{
    consent,
    counting::check_answer,
    event::Event,
    incident::Incident,
    referrals::{self, Referred},
    repeat,
    response::Risk,
    risk::{bands, without_judgement},
    scheme::risk::QuestionSet,
};

impl Case<'_> {
    pub(super) fn record_hazards(
        &self,
        id: &ResponseId,
        found: &[Hazard],
        ruled_out: &[Hazard],
        reason: &Private,
    ) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("entries", response.acts.len())?;
        let (found, ruled_out) = (once(found), once(ruled_out));
        if found.is_empty() && ruled_out.is_empty() {
            return Err(Refusal::invalid("found", "none", "at least one hazard, found or ruled out"));
        }
        if ruled_out.is_empty() {
            bounded_text("reason", reason.reveal(), limits::TEXT_CHARS_MAX)?;
        } else {
            needed_reason(reason)?;
        }
        // The force's own word is not ours to take back (I6).
        if let Some(hazard) = ruled_out.iter().find(|hazard| !response.found.contains(hazard) || found.contains(hazard))
        {
            let ours: Vec<_> = response.found.iter().map(|hazard| hazard.as_str()).collect();
            let allowed = if ours.is_empty() { "none: we have found none".to_owned() } else { ours.join(", ") };
            return Err(Refusal::invalid("ruled_out", hazard.as_str(), allowed));
        }
        let reason = reason.clone();
        events.push(Event::HazardsRecorded { response: id.clone(), found, ruled_out, reason });
        Ok(events)
    }

    pub(super) fn record_risk(&self, id: &ResponseId, assessment: &RiskAssessment) -> Decision {
        let (incident, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("risks", response.risks.len())?;
        let set = self.scheme.risk.set(&assessment.set).ok_or_else(|| {
            let known: Vec<_> = self.scheme.risk.sets.iter().map(|set| set.id.as_str()).collect();
            let allowed =
                if known.is_empty() { "none: this scheme has no question set".to_owned() } else { known.join(", ") };
            Refusal::invalid("assessment.set", format!("{:?}", assessment.set), allowed)
        })?;
        bounded_text("assessment.received_from", assessment.received_from.reveal(), limits::FIELD_CHARS_MAX)?;
        bounded_text("assessment.reason", assessment.reason.reveal(), limits::TEXT_CHARS_MAX)?;
        bounded_text("assessment.note", assessment.note.reveal(), limits::TEXT_CHARS_MAX)?;
        check_codes(set, assessment)?;
        let before = response.risk().map(|risk| &risk.value);
        check_source(assessment, response.risk_by(&assessment.set).map(|risk| &risk.value))?;
        let bands = bands(&self.scheme.risk, assessment, self.incidents_in_12_months(incident));
        let reckoned = without_judgement(bands.by_count, bands.by_history);
        if bands.by_count.is_none() && assessment.judgement.is_none() {
            let allowed = "standard, medium or high: this set is banded by judgement";
            return Err(Refusal::invalid("assessment.judgement", "nothing", allowed));
        }
        let lowered = before.is_some_and(|before| bands.band < before.bands.band);
        let differs = bands.judged && reckoned.is_some();
        if (lowered || differs) && assessment.reason.reveal().trim().is_empty() {
            let because = if lowered {
                "why the risk is lower than it was"
            } else {
                "why it differs from what count and history say"
            };
            return Err(Refusal::invalid("assessment.reason", "nothing", because));
        }
        events.push(Event::RiskRecorded { response: id.clone(), assessment: assessment.clone(), bands });
        Ok(events)
    }

    fn incidents_in_12_months(&self, incident: &Incident) -> u32 {
        repeat::incidents_in_12_months(incident, &repeat::earlier(self.board, self.scheme, incident))
    }

    pub(super) fn record_safety_plan(&self, id: &ResponseId, plan: &SafetyPlan) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("plans", response.plans.len())?;
        if plan.steps.is_empty() || plan.steps.len() > limits::SAFETY_STEPS_MAX {
            let found = format!("{} steps", plan.steps.len());
            return Err(Refusal::invalid("plan.steps", found, format!("1 to {}", limits::SAFETY_STEPS_MAX)));
        }
        for step in &plan.steps {
            known("plan.steps.topic", &step.topic, &self.scheme.safety_topics)?;
            bounded_text("plan.steps.text", step.text.reveal(), limits::TEXT_CHARS_MAX)?;
        }
        bounded_text("plan.note", plan.note.reveal(), limits::TEXT_CHARS_MAX)?;
        events.push(Event::SafetyPlanRecorded { response: id.clone(), plan: plan.clone() });
        Ok(events)
    }

    pub(super) fn record_welfare(&self, id: &ResponseId, seen: &WelfareSeen) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("welfare records", response.welfare.len())?;
        for (field, count) in
            [("seen.children_present", seen.children_present), ("seen.children_seen", seen.children_seen)]
        {
            if let Some(count) = count.filter(|count| *count > limits::CHILDREN_MAX) {
                return Err(Refusal::invalid(field, count.to_string(), format!("0 to {}", limits::CHILDREN_MAX)));
            }
        }
        if let (Some(present), Some(some)) = (seen.children_present, seen.children_seen)
            && some > present
        {
            let allowed = format!("at most {present}, as many as are there");
            return Err(Refusal::invalid("seen.children_seen", some.to_string(), allowed));
        }
        let concerns = once(&seen.concerns);
        if seen.no_concern && !concerns.is_empty() {
            let found = format!("no concern, and {} concerns", concerns.len());
            return Err(Refusal::invalid("seen.no_concern", found, "one or the other"));
        }
        bounded_text("seen.note", seen.note.reveal(), limits::TEXT_CHARS_MAX)?;
        let seen = WelfareSeen { concerns, ..seen.clone() };
        if seen.children_present.is_none()
            && seen.children_seen.is_none()
            && seen.concerns.is_empty()
            && !seen.no_concern
            && seen.note.reveal().trim().is_empty()
        {
            return Err(Refusal::invalid("seen", "nothing", "children, a concern, no concern, or a note"));
        }
        events.push(Event::WelfareRecorded { response: id.clone(), seen });
        Ok(events)
    }

    pub(super) fn record_consent(&self, id: &ResponseId, entry: &ConsentEntry) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("consents", response.consents.len())?;
        known("entry.purpose", &entry.purpose, &self.scheme.consent.purposes)?;
        if !self.scheme.consent.recipients.contains(&entry.recipient) {
            self.known_service("entry.recipient", &entry.recipient)?;
        }
        bounded_text("entry.note", entry.note.reveal(), limits::TEXT_CHARS_MAX)?;
        if entry.decision == ConsentDecision::WithoutConsent {
            let basis = entry.basis.as_deref().ok_or_else(|| {
                Refusal::invalid("entry.basis", "nothing", "the legal basis on which it is shared without consent")
            })?;
            known("entry.basis", basis, &self.scheme.consent.bases)?;
            if entry.how.is_some() {
                return Err(Refusal::invalid("entry.how", "spoken or written", "nothing: nobody consented"));
            }
        } else {
            if entry.how.is_none() {
                return Err(Refusal::invalid("entry.how", "nothing", "spoken, written"));
            }
            if entry.basis.is_some() {
                return Err(Refusal::invalid("entry.basis", "a basis", "nothing, unless it is shared without consent"));
            }
        }
        let stands = consent::in_force(&response.consents, &entry.purpose, &entry.recipient);
        if entry.decision == ConsentDecision::Withdrawn
            && stands.is_none_or(|line| line.value.decision != ConsentDecision::Given)
        {
            return Err(wrong_state("no consent stands for this purpose and recipient that could be withdrawn"));
        }
        events.push(Event::ConsentRecorded { response: id.clone(), entry: entry.clone() });
        Ok(events)
    }

    pub(super) fn draft_referral(&self, id: &ResponseId, draft: &ReferralDraft) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.may_write_down(response)?;
        bounded_records("referrals", response.referrals.len())?;
        self.known_service("draft.service", &draft.service)?;
        for need in &draft.needs {
            known("draft.needs", need, &self.scheme.directory.needs)?;
        }
        bounded_text("draft.note", draft.note.reveal(), limits::TEXT_CHARS_MAX)?;
        let open = response
            .referrals
            .iter()
            .find(|one| one.state == ReferralState::Drafted && one.draft.service == draft.service);
        if let Some(open) = open {
            return Err(wrong_state("a referral to this service is drafted already").by(&open.by, open.at));
        }
        let referral = ReferralId::of(id, response.referrals.len() as u32 + 1);
        let draft = ReferralDraft { needs: once(&draft.needs), ..draft.clone() };
        events.push(Event::ReferralDrafted { referral, draft });
        Ok(events)
    }

    pub(super) fn discard_referral(&self, id: &ReferralId, reason: &Private) -> Decision {
        // Whose it is not does not learn whether it is the referral or the response that is not there.
        let unknown = |refusal: Refusal| {
            if refusal.code == RefusalCode::NotFound { not_found("referral") } else { refusal }
        };
        let (_, response) = self.open(&id.response()).map_err(unknown)?;
        let mut events = self.at_work_on(response).map_err(unknown)?;
        let referral = response.referral(id).ok_or_else(|| not_found("referral"))?;
        bounded_text("reason", reason.reveal(), limits::TEXT_CHARS_MAX)?;
        if referral.state == ReferralState::Discarded {
            return Err(wrong_state("this referral is discarded already").by(&referral.by, referral.at));
        }
        events.push(Event::ReferralDiscarded { referral: id.clone(), reason: reason.clone() });
        Ok(events)
    }

    /// It may come when the incident has long left the board: nobody has to have claimed it, and it may be closed.
    pub(super) fn record_referral_answer(
        &self,
        id: &ResponseId,
        service: &str,
        answer: ReferralAnswer,
        reason: &Private,
    ) -> Decision {
        let referred = referrals::of(self.board, id).ok_or_else(|| not_found("response"))?;
        if answer == ReferralAnswer::Rejected {
            needed_reason(reason)?;
        }
        bounded_text("reason", reason.reveal(), limits::TEXT_CHARS_MAX)?;
        if let Some((_, response)) = self.board.response(id) {
            bounded_records("entries", response.acts.len())?;
        }
        let Some(one) = referred.iter().find(|one| one.service == service) else {
            let named: Vec<_> = referred.iter().map(|one| one.service.as_str()).collect();
            return Err(if named.is_empty() {
                wrong_state("the outcome names no service that was referred to")
            } else {
                let found = if service.is_empty() { "nothing" } else { "another service" };
                Refusal::invalid("service", found, named.join(", "))
            });
        };
        if let Some(known) = one.said.as_ref().filter(|known| known.value.answer == answer) {
            return Err(wrong_state("this answer is on record already").by(&known.by, known.at));
        }
        let mut others = referred.iter().filter(|other| other.service != service);
        Ok(vec![Event::ReferralAnswered {
            response: id.clone(),
            service: service.to_owned(),
            answer,
            reason: reason.clone(),
            accepted: answer == ReferralAnswer::Accepted || others.any(Referred::accepts),
        }])
    }

    pub(super) fn record_outcome(&self, id: &ResponseId, outcome: &Outcome) -> Decision {
        let (_, response) = self.open(id)?;
        let mut events = self.at_work_on(response)?;
        bounded_text("outcome.note", outcome.note.reveal(), limits::TEXT_CHARS_MAX)?;
        if outcome.referral == ReferralDecision::Referred && outcome.services.is_empty() {
            return Err(Refusal::invalid(
                "outcome.services",
                "none",
                "at least one service, as the victim was referred",
            ));
        }
        if outcome.referral != ReferralDecision::Referred && !outcome.services.is_empty() {
            return Err(Refusal::invalid(
                "outcome.services",
                format!("{} services", outcome.services.len()),
                "none, unless the victim was referred",
            ));
        }
        for service in &outcome.services {
            self.known_service("outcome.services", service)?;
        }
        if outcome.children_placed > 0 && !outcome.refuge_placed {
            return Err(Refusal::invalid(
                "outcome.children_placed",
                outcome.children_placed.to_string(),
                "0, unless a place in a refuge was found",
            ));
        }
        for (question, answer) in &outcome.answers {
            check_answer(self.scheme, question, *answer).map_err(|allowed| {
                Refusal::invalid("outcome.answers", format!("{answer} for {question:?}"), allowed)
            })?;
        }
        let mut outcome = outcome.clone();
        let mut named = BTreeSet::new();
        outcome.services.retain(|service| named.insert(service.clone()));
        let accepted = response.named_by(&outcome).any(Referred::accepts);
        events.push(Event::OutcomeRecorded { response: id.clone(), outcome, accepted });
        Ok(events)
    }

    fn known_service(&self, field: &str, service: &str) -> Result<(), Refusal> {
        if self.scheme.directory.service(service).is_some() {
            return Ok(());
        }
        Err(Refusal::invalid(field, format!("{service:?}"), self.scheme.directory.names()))
    }
}

fn once<T: Clone + Ord>(all: &[T]) -> Vec<T> {
    let mut once = all.to_vec();
    once.sort_unstable();
    once.dedup();
    once
}

fn known(field: &str, id: &str, named: &[Named]) -> Result<(), Refusal> {
    if named.iter().any(|one| one.id == id) {
        return Ok(());
    }
    let allowed: Vec<_> = named.iter().map(|one| one.id.as_str()).collect();
    let allowed = if allowed.is_empty() { "none: this scheme lists none".to_owned() } else { allowed.join(", ") };
    Err(Refusal::invalid(field, format!("{id:?}"), allowed))
}

fn check_codes(set: &QuestionSet, assessment: &RiskAssessment) -> Result<(), Refusal> {
    let unknown = assessment.answers.0.keys().find(|code| !set.questions.iter().any(|one| &one.code == *code));
    match unknown {
        None => Ok(()),
        Some(code) => {
            let allowed = format!("a question of {}", set.id);
            let found: String = code.chars().take(40).collect();
            Err(Refusal::invalid("assessment.answers", format!("{found:?}"), allowed))
        }
    }
}

/// A Dash that was taken elsewhere is not asked again: only what was answered "no" is gone over.
fn check_source(assessment: &RiskAssessment, before: Option<&Risk>) -> Result<(), Refusal> {
    match assessment.source {
        RiskSource::Received if assessment.received_from.reveal().trim().is_empty() => {
            Err(Refusal::invalid("assessment.received_from", "nothing", "who took it"))
        }
        RiskSource::TakenHere | RiskSource::Received => Ok(()),
        RiskSource::Revisited => {
            let before = before
                .map(|risk| &risk.assessment)
                .filter(|one| one.source != RiskSource::TakenHere && one.set == assessment.set)
                .ok_or_else(|| {
                    wrong_state("there is no assessment of this set from elsewhere that could be revisited")
                })?;
            let answer = |of: &RiskAssessment, code: &str| of.answers.0.get(code).copied().unwrap_or(Answer::NotAsked);
            let codes = assessment.answers.0.keys().chain(before.answers.0.keys());
            let changed = codes
                .filter(|code| answer(before, code) != Answer::No)
                .find(|code| answer(before, code) != answer(assessment, code));
            match changed {
                None => Ok(()),
                Some(code) => Err(Refusal::invalid(
                    "assessment.answers",
                    format!("another answer to {code:?}"),
                    "changes only where the answer was \"no\"",
                )),
            }
        }
    }
}
