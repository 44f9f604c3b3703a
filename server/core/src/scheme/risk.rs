//! Question sets, the counts from which a set gives a band, and what the history of incidents raises.

use alongside_protocol::{
    view::{QuestionSetView, QuestionView, RiskRulesView},
    vocabulary::RiskBand,
};

use super::{beside::Beside, read::list};
use crate::toml_reader::Reader;

/// Questions of one set. More: a fault of its file.
const QUESTIONS_MAX: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiskRules {
    pub sets: Vec<QuestionSet>,
    pub history: Option<HistoryRule>,
}

/// Incidents in twelve months, this one counted, that raise the band to at least this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryRule {
    pub incidents: u32,
    pub band: RiskBand,
}

/// One version of one set of questions. Another version is another file, and answers keep the one they were given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionSet {
    /// With its version, e.g. `dash-27.v1`.
    pub id: String,
    pub name: String,
    pub questions: Vec<Question>,
    /// None: banded by judgement alone.
    pub counts: Option<CountRule>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub code: String,
    pub section: String,
    pub label: String,
}

/// Numbers of "yes" from which the band is at least this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRule {
    pub medium_from: u32,
    pub high_from: u32,
}

impl RiskRules {
    pub fn set(&self, id: &str) -> Option<&QuestionSet> {
        self.sets.iter().find(|set| set.id == id)
    }

    pub fn view(&self) -> RiskRulesView {
        RiskRulesView {
            sets: self.sets.iter().map(QuestionSet::view).collect(),
            history_incidents: self.history.map(|rule| rule.incidents),
            history_band: self.history.map(|rule| rule.band),
        }
    }
}

impl QuestionSet {
    fn view(&self) -> QuestionSetView {
        QuestionSetView {
            id: self.id.clone(),
            name: self.name.clone(),
            medium_from: self.counts.map(|counts| counts.medium_from),
            high_from: self.counts.map(|counts| counts.high_from),
            questions: self
                .questions
                .iter()
                .map(|one| QuestionView {
                    code: one.code.clone(),
                    label: one.label.clone(),
                    section: one.section.clone(),
                })
                .collect(),
        }
    }
}

pub fn read(rules: &mut Reader<'_>, beside: &Beside<'_>) -> RiskRules {
    rules.allow(&["sets", "history", "counts"]);
    let ids = rules.texts("sets");
    let mut sets: Vec<QuestionSet> = ids
        .iter()
        .enumerate()
        .filter_map(|(index, id)| {
            let table = beside.table(rules, &format!("sets[{index}]"), &format!("question-sets/{id}.toml"))?;
            let mut file = rules.file(&format!("question-sets/{id}.toml"), &table);
            Some(question_set(&mut file, id))
        })
        .collect();
    for (index, id) in ids.iter().enumerate() {
        if ids[..index].contains(id) {
            rules.fault(&format!("sets[{index}]"), format!("{id:?} again"), "each set once");
        }
    }
    let history = rules.optional_table("history", |history| {
        history.allow(&["incidents", "band"]);
        let incidents = history.whole("incidents", 1, 1_000) as u32;
        HistoryRule { incidents, band: band(history, "band") }
    });
    let counts = rules.tables("counts", |counts| {
        counts.allow(&["set", "medium", "high"]);
        let set = counts.text("set");
        let rule = CountRule {
            medium_from: counts.whole("medium", 1, QUESTIONS_MAX as i64) as u32,
            high_from: counts.whole("high", 1, QUESTIONS_MAX as i64) as u32,
        };
        if counts.has("medium") && counts.has("high") && rule.high_from <= rule.medium_from {
            counts.fault("high", rule.high_from.to_string(), "more than medium");
        }
        let questions = sets.iter().find(|one| one.id == set).map(|one| one.questions.len());
        if let Some(questions) = questions.filter(|questions| rule.high_from as usize > *questions) {
            counts.fault("high", rule.high_from.to_string(), format!("at most {questions}, the questions of the set"));
        }
        if !set.is_empty() && !ids.contains(&set) {
            counts.fault("set", format!("{set:?}"), ids.join(", "));
        }
        (set, rule)
    });
    for (index, (set, rule)) in counts.iter().enumerate() {
        if counts[..index].iter().any(|(earlier, _)| earlier == set) {
            rules.fault(&format!("counts[{index}].set"), format!("{set:?} again"), "each set once");
        }
        if let Some(found) = sets.iter_mut().find(|one| &one.id == set) {
            found.counts = Some(*rule);
        }
    }
    RiskRules { sets, history }
}

fn question_set(file: &mut Reader<'_>, id: &str) -> QuestionSet {
    file.allow(&["id", "version", "name", "questions"]);
    let stated = format!("{}.v{}", file.text("id"), file.whole("version", 1, 1_000));
    if stated != id {
        file.fault("id", format!("{stated:?}"), format!("{id:?}, as the file is named"));
    }
    let name = file.text("name");
    let questions = file.tables("questions", |question| {
        question.allow(&["code", "section", "label"]);
        Question { code: question.text("code"), section: question.text("section"), label: question.text("label") }
    });
    if questions.is_empty() || questions.len() > QUESTIONS_MAX {
        file.fault("questions", format!("{} questions", questions.len()), format!("1 to {QUESTIONS_MAX}"));
    }
    for (index, question) in questions.iter().enumerate() {
        if questions[..index].iter().any(|earlier| earlier.code == question.code && !question.code.is_empty()) {
            file.fault(&format!("questions[{index}].code"), format!("{:?} again", question.code), "each code once");
        }
    }
    QuestionSet { id: id.to_owned(), name, questions, counts: None }
}

pub fn band(table: &mut Reader<'_>, key: &str) -> RiskBand {
    let text = table.text(key);
    RiskBand::parse(&text).unwrap_or_else(|| {
        if !text.is_empty() {
            table.fault(key, format!("{text:?}"), list(RiskBand::ALL));
        }
        RiskBand::Standard
    })
}
