//! What counts as what in the scheme's figures, and its own outcome questions.

use alongside_protocol::{
    view::{OutcomeQuestion, OutcomeQuestionKind},
    vocabulary::OutcomeKind,
};

use super::read::list;
use crate::toml_reader::Reader;

/// Largest number that may count as small.
const SMALL_NUMBER_MAX: i64 = 100;
/// Longest target: a week, minutes.
const TARGET_MIN_MAX: i64 = 10_080;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingRules {
    /// Outcomes that count as engaged.
    pub engaged: Vec<OutcomeKind>,
    /// Whether somebody who was spoken with safely counts too, before any outcome.
    pub contact_engages: bool,
    /// Counts below this are not shown outside the force; none: all are.
    pub small_number: Option<u32>,
    pub targets: Targets,
    pub questions: Vec<OutcomeQuestion>,
}

/// Within what time somebody should be reached, ms; none where the scheme sets none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// From the call to the first look.
    pub review_ms: Option<i64>,
    /// From the call to the first time that somebody was reached.
    pub contact_ms: Option<i64>,
    /// From the first police unit at the scene to the car there.
    pub car_ms: Option<i64>,
}

impl Default for CountingRules {
    fn default() -> Self {
        Self {
            engaged: vec![OutcomeKind::EngagedByPhone, OutcomeKind::EngagedByVisit],
            contact_engages: false,
            small_number: None,
            targets: Targets::default(),
            questions: Vec::new(),
        }
    }
}

pub fn read(counting: &mut Reader<'_>) -> CountingRules {
    counting.allow(&["engaged", "contact_engages", "small_number", "review_min", "contact_min", "car_min"]);
    if counting.is_empty("engaged") {
        counting.fault("engaged", "none", format!("at least one of {}", list(OutcomeKind::ALL)));
    }
    CountingRules {
        engaged: counting.words("engaged", OutcomeKind::parse, &list(OutcomeKind::ALL)),
        contact_engages: counting.flag("contact_engages"),
        small_number: counting.optional_whole("small_number", 2, SMALL_NUMBER_MAX).map(|number| number as u32),
        targets: Targets {
            review_ms: minutes(counting, "review_min"),
            contact_ms: minutes(counting, "contact_min"),
            car_ms: minutes(counting, "car_min"),
        },
        questions: Vec::new(),
    }
}

fn minutes(counting: &mut Reader<'_>, key: &str) -> Option<i64> {
    Some(counting.optional_whole(key, 1, TARGET_MIN_MAX)? * 60_000)
}

pub fn read_questions(top: &mut Reader<'_>) -> Vec<OutcomeQuestion> {
    let all = top.tables("outcome_questions", |question| {
        question.allow(&["id", "label", "kind", "unit"]);
        let kind = question.text("kind");
        let number = kind == "number";
        if !["yes_no", "number", ""].contains(&kind.as_str()) {
            question.fault("kind", format!("{kind:?}"), "yes_no, number");
        }
        OutcomeQuestion {
            id: question.text("id"),
            label: question.text("label"),
            kind: if number { OutcomeQuestionKind::Number } else { OutcomeQuestionKind::YesNo },
            unit: question.optional_text("unit"),
        }
    });
    for (index, one) in all.iter().enumerate() {
        if all[..index].iter().any(|earlier| earlier.id == one.id && !one.id.is_empty()) {
            top.fault(&format!("outcome_questions[{index}].id"), format!("{:?} again", one.id), "each id once");
        }
    }
    all
}
