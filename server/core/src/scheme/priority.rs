//! Points of the support priority: what each factor adds or takes, by the scheme.

use std::collections::BTreeMap;

use alongside_protocol::{view::PriorityRulesView, vocabulary::PriorityFactor};

use crate::toml_reader::Reader;

/// Most that one factor may add or take.
const POINTS_MAX: i64 = 100;
/// Most that waiting may add in all.
const WAITING_POINTS_MAX: i64 = 1_000;
const MINUTE_MS: i64 = 60_000;

/// A factor that is not here adds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorityRules {
    /// By the scheme's grade code.
    pub grade: BTreeMap<String, i32>,
    pub waiting: WaitingRule,
    pub points: BTreeMap<PriorityFactor, i32>,
}

/// Each whole `every_ms` of waiting adds `points`, up to `most`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingRule {
    pub every_ms: i64,
    pub points: i32,
    pub most: i32,
}

impl Default for PriorityRules {
    fn default() -> Self {
        let waiting = WaitingRule { every_ms: 10 * MINUTE_MS, points: 0, most: 0 };
        Self { grade: BTreeMap::new(), waiting, points: BTreeMap::new() }
    }
}

impl PriorityRules {
    pub fn of(&self, factor: PriorityFactor) -> i32 {
        self.points.get(&factor).copied().unwrap_or_default()
    }

    /// What this much waiting adds, as a screen reckons it too.
    pub fn waiting_points(&self, waited_ms: i64) -> i32 {
        let stretches = (waited_ms / self.waiting.every_ms.max(1)).max(0);
        (stretches * i64::from(self.waiting.points)).min(i64::from(self.waiting.most)) as i32
    }

    pub fn view(&self) -> PriorityRulesView {
        PriorityRulesView {
            waiting_every_ms: self.waiting.every_ms,
            waiting_points: self.waiting.points,
            waiting_points_max: self.waiting.most,
        }
    }
}

/// Factors that are a table of their own and not one number.
fn is_plain(factor: PriorityFactor) -> bool {
    !matches!(factor, PriorityFactor::Grade | PriorityFactor::Waiting)
}

pub fn read(rules: &mut Reader<'_>, grades: &[&str]) -> PriorityRules {
    let known: Vec<&str> = PriorityFactor::ALL.iter().map(|(_, word)| *word).collect();
    rules.allow(&known);
    let points = PriorityFactor::ALL
        .iter()
        .filter(|(factor, _)| is_plain(*factor))
        .filter_map(|(factor, word)| Some((*factor, rules.optional_whole(word, -POINTS_MAX, POINTS_MAX)? as i32)))
        .collect();
    let grade = rules
        .optional_table("grade", |table| {
            table.allow(grades);
            // A grade that was forgotten would stand last: 0 is to be said.
            grades.iter().map(|code| ((*code).to_owned(), table.whole(code, -POINTS_MAX, POINTS_MAX) as i32)).collect()
        })
        .unwrap_or_default();
    let waiting = rules.optional_table("waiting", |table| {
        table.allow(&["every_min", "points", "most"]);
        WaitingRule {
            every_ms: table.whole("every_min", 1, 1_440).max(1) * MINUTE_MS,
            points: table.whole("points", 0, POINTS_MAX) as i32,
            most: table.whole("most", 0, WAITING_POINTS_MAX) as i32,
        }
    });
    PriorityRules { grade, waiting: waiting.unwrap_or(PriorityRules::default().waiting), points }
}
