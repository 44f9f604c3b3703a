//! What counts as what in the scheme's figures, and its own outcome questions.

use alongside_protocol::{
    view::{OutcomeQuestion, OutcomeQuestionKind},
    vocabulary::OutcomeKind,
};

use super::read::list;
use crate::toml_reader::Reader;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingRules {
    /// Outcomes that count as engaged.
    pub engaged: Vec<OutcomeKind>,
    /// Whether somebody who was spoken with safely counts too, before any outcome.
    pub contact_engages: bool,
    pub questions: Vec<OutcomeQuestion>,
}

impl Default for CountingRules {
    fn default() -> Self {
        Self {
            engaged: vec![OutcomeKind::EngagedByPhone, OutcomeKind::EngagedByVisit],
            contact_engages: false,
            questions: Vec::new(),
        }
    }
}

pub fn read(counting: &mut Reader<'_>) -> CountingRules {
    counting.allow(&["engaged", "contact_engages"]);
    if counting.is_empty("engaged") {
        counting.fault("engaged", "none", format!("at least one of {}", list(OutcomeKind::ALL)));
    }
    CountingRules {
        engaged: counting.words("engaged", OutcomeKind::parse, &list(OutcomeKind::ALL)),
        contact_engages: counting.flag("contact_engages"),
        questions: Vec::new(),
    }
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
