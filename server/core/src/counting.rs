//! The fixed counting rules: from what was done about each incident to the figures of a period.
//!
//! A person is a support response, one victim of one incident. Everything is counted under the time at which its
//! incident was received, whenever it was done. Source of the words: Cleveland counts "victims engaged via phone call
//! or visit", "referred", "receiving support already" and those who "chose not to be referred".

use std::collections::BTreeMap;

use alongside_protocol::{
    Millis,
    view::{AnswerCount, Counts, OutcomeQuestionKind, SiteCount},
    vocabulary::{ContactResult, EscalationState, OutcomeKind, ReferralDecision},
};
use serde::{Deserialize, Serialize};

use crate::{incident::Incident, response::SupportResponse, scheme::Scheme};

/// What is counted of one incident. Holds nothing about a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    pub received_at: Millis,
    pub first_at_scene_at: Option<Millis>,
    pub beat: Option<String>,
    /// As the force last graded it.
    #[serde(default)]
    pub grade: String,
    /// A person linked it to another number for the same event.
    pub duplicate: bool,
    pub people: Vec<PersonTally>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonTally {
    pub notified_at: Millis,
    pub reviewed_at: Option<Millis>,
    pub contacted_at: Option<Millis>,
    pub spoke_safely: bool,
    pub visited_at: Option<Millis>,
    pub attempts: u32,
    pub plan_agreed: bool,
    pub outcome: Option<OutcomeTally>,
    /// A service has taken this person on.
    #[serde(default)]
    pub accepted: bool,
    pub escalations: u32,
    pub escalations_regraded: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeTally {
    pub kind: OutcomeKind,
    pub referral: ReferralDecision,
    pub refuge_placed: bool,
    pub children_placed: u8,
    pub plan_made: bool,
    pub answers: BTreeMap<String, i64>,
}

impl Tally {
    /// None before the force has said when the call was received.
    pub fn of(incident: &Incident) -> Option<Self> {
        Some(Self {
            received_at: incident.mirror.received_at?,
            first_at_scene_at: incident.mirror.first_at_scene_at(),
            beat: incident.mirror.beat.get().cloned(),
            grade: incident.mirror.grade().to_owned(),
            duplicate: incident.duplicate_of.is_some(),
            people: incident.responses.iter().map(PersonTally::of).collect(),
        })
    }
}

impl Tally {
    /// Under a number that was linked to another only the work counts that was done there.
    fn people(&self) -> impl Iterator<Item = &PersonTally> {
        self.people.iter().filter(|person| !self.duplicate || person.has_work())
    }
}

impl PersonTally {
    fn of(response: &SupportResponse) -> Self {
        let regraded = |state: EscalationState| state == EscalationState::Regraded;
        Self {
            notified_at: response.notified_at,
            reviewed_at: response.reviewed_at,
            contacted_at: response.contacted_at(),
            spoke_safely: response.attempts.iter().any(|one| one.value.result == ContactResult::SpokeSafely),
            visited_at: response.visited_at(),
            attempts: response.attempts.len() as u32,
            plan_agreed: response.plans.iter().any(|plan| plan.value.agreed),
            outcome: response.outcome.as_ref().map(|outcome| OutcomeTally {
                kind: outcome.value.kind,
                referral: outcome.value.referral,
                refuge_placed: outcome.value.refuge_placed,
                children_placed: outcome.value.children_placed,
                plan_made: outcome.value.safety_plan_made,
                answers: outcome.value.answers.clone(),
            }),
            accepted: response.accepted,
            escalations: response.escalations.len() as u32,
            escalations_regraded: response.escalations.iter().filter(|one| regraded(one.state)).count() as u32,
        }
    }

    fn has_work(&self) -> bool {
        self.attempts > 0 || self.outcome.is_some() || self.escalations > 0 || self.visited_at.is_some()
    }

    /// Engaged by the scheme's rule: an outcome that it counts, or a safe conversation where it says so. An outcome
    /// that says otherwise is the later word.
    fn is_engaged(&self, scheme: &Scheme) -> bool {
        match &self.outcome {
            Some(outcome) => scheme.counting.engaged.contains(&outcome.kind),
            None => scheme.counting.contact_engages && self.spoke_safely,
        }
    }
}

/// How long each person waited, ms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// From the call to the first look.
    pub review: Vec<i64>,
    /// From the call to the first time that somebody was reached.
    pub contact: Vec<i64>,
    /// From the first unit at scene to the car at scene.
    pub car: Vec<i64>,
}

impl Times {
    /// Of the people that count in the figures.
    pub fn of<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Self {
        let mut times = Self::default();
        for tally in tallies {
            tally.people().for_each(|person| times.add(tally, person));
        }
        times
    }

    fn add(&mut self, tally: &Tally, person: &PersonTally) {
        self.review.extend(person.reviewed_at.map(|at| at - person.notified_at));
        self.contact.extend(person.contacted_at.map(|at| at - person.notified_at));
        self.car.extend(person.visited_at.zip(tally.first_at_scene_at).map(|(car, first)| car - first));
    }
}

/// The figures of these incidents. The caller has chosen those of the period.
pub fn counts<'a>(scheme: &Scheme, tallies: impl Iterator<Item = &'a Tally>) -> Counts {
    let mut counts = Counts::default();
    let mut times = Times::default();
    let mut answers: BTreeMap<&str, (u32, i64)> = BTreeMap::new();
    let mut sites: BTreeMap<&str, SiteCount> = BTreeMap::new();
    for tally in tallies {
        let before = (counts.engaged, counts.referred);
        counts.duplicates += u32::from(tally.duplicate);
        counts.received += u32::from(!tally.duplicate);
        for person in tally.people() {
            count_person(&mut counts, scheme, person);
            times.add(tally, person);
            for (question, answer) in person.outcome.iter().flat_map(|outcome| &outcome.answers) {
                let (asked, total) = answers.entry(question).or_default();
                *asked += 1;
                *total += answer;
            }
        }
        if let Some(site) = tally.beat.as_deref().and_then(|beat| scheme.site_of(beat)) {
            let none = SiteCount { site: site.name.clone(), received: 0, engaged: 0, referred: 0 };
            let of_site = sites.entry(&site.id).or_insert(none);
            of_site.received += u32::from(!tally.duplicate);
            of_site.engaged += counts.engaged - before.0;
            of_site.referred += counts.referred - before.1;
        }
    }
    counts.attempts_per_person_hundredths = (counts.attempts * 100).checked_div(counts.people_attempted);
    counts.review_ms_median = median(times.review);
    counts.contact_ms_median = median(times.contact);
    counts.car_ms_median = median(times.car);
    counts.answers = scheme
        .counting
        .questions
        .iter()
        .map(|question| {
            let (asked, total) = answers.get(question.id.as_str()).copied().unwrap_or_default();
            AnswerCount { question: question.id.clone(), label: question.label.clone(), asked, total }
        })
        .collect();
    // In the scheme's own order, those without an incident too.
    counts.by_site = scheme
        .sites
        .iter()
        .map(|site| {
            sites.remove(site.id.as_str()).unwrap_or_else(|| SiteCount {
                site: site.name.clone(),
                received: 0,
                engaged: 0,
                referred: 0,
            })
        })
        .collect();
    counts
}

fn count_person(counts: &mut Counts, scheme: &Scheme, person: &PersonTally) {
    counts.people += 1;
    counts.reviewed += u32::from(person.reviewed_at.is_some());
    counts.contacted += u32::from(person.contacted_at.is_some());
    counts.engaged += u32::from(person.is_engaged(scheme));
    counts.visited += u32::from(person.visited_at.is_some());
    counts.attempts += person.attempts;
    counts.people_attempted += u32::from(person.attempts > 0);
    counts.escalations += person.escalations;
    counts.escalations_regraded += person.escalations_regraded;
    let outcome = person.outcome.as_ref();
    counts.plans_agreed += u32::from(person.plan_agreed || outcome.is_some_and(|outcome| outcome.plan_made));
    let Some(outcome) = outcome else { return };
    let is_referred = outcome.referral == ReferralDecision::Referred;
    counts.referred += u32::from(is_referred);
    counts.accepted += u32::from(is_referred && person.accepted);
    counts.already_supported += u32::from(outcome.referral == ReferralDecision::AlreadySupported);
    counts.declined +=
        u32::from(outcome.referral == ReferralDecision::Declined || outcome.kind == OutcomeKind::Declined);
    counts.could_not_reach += u32::from(outcome.kind == OutcomeKind::CouldNotReach);
    counts.refuge_placed += u32::from(outcome.refuge_placed);
    counts.children_placed += u32::from(outcome.children_placed);
}

/// Whether the answer is one that the scheme's question takes; if not, what it does take.
pub fn check_answer(scheme: &Scheme, question: &str, answer: i64) -> Result<(), String> {
    /// Largest number that an outcome question takes.
    const NUMBER_MAX: i64 = 1_000_000;
    let Some(found) = scheme.counting.questions.iter().find(|one| one.id == question) else {
        let known: Vec<_> = scheme.counting.questions.iter().map(|one| one.id.as_str()).collect();
        return Err(if known.is_empty() { "no questions: this scheme asks none".to_owned() } else { known.join(", ") });
    };
    let most = if found.kind == OutcomeQuestionKind::YesNo { 1 } else { NUMBER_MAX };
    if (0..=most).contains(&answer) { Ok(()) } else { Err(format!("a whole number from 0 to {most}")) }
}

/// The middle value; of an even number, the mean of the two in the middle. A negative time counts as none.
pub fn median(mut values: Vec<i64>) -> Option<i64> {
    in_order(&mut values);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => values.get(middle).copied(),
        _ => Some(i64::midpoint(values[middle - 1], values[middle])),
    }
}

/// The smallest value that nine in ten do not exceed. A negative time counts as none.
pub fn p90(mut values: Vec<i64>) -> Option<i64> {
    in_order(&mut values);
    values.get((values.len() * 9).div_ceil(10).checked_sub(1)?).copied()
}

fn in_order(values: &mut [i64]) {
    for value in values.iter_mut() {
        *value = (*value).max(0);
    }
    values.sort_unstable();
}
