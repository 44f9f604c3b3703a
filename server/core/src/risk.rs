//! Risk bands: what the number of "yes" says, what the history raises, and what a person judges.
//!
//! A judgement may raise the band with a reason; nothing lowers it silently.

use alongside_protocol::{
    record::RiskAssessment,
    vocabulary::{Answer, RiskBand},
};
use serde::{Deserialize, Serialize};

use crate::scheme::RiskRules;

/// How one assessment came to its band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands {
    /// What counts.
    pub band: RiskBand,
    /// None: the scheme sets no counts for this set.
    pub by_count: Option<RiskBand>,
    /// None: the history raises nothing.
    pub by_history: Option<RiskBand>,
    pub yes: u32,
    /// This one counted.
    pub incidents_in_12_months: u32,
    /// Whether a person's judgement stands against the other two.
    pub judged: bool,
}

/// What is left where the record was erased.
impl Default for Bands {
    fn default() -> Self {
        Self {
            band: RiskBand::Standard,
            by_count: None,
            by_history: None,
            yes: 0,
            incidents_in_12_months: 0,
            judged: false,
        }
    }
}

/// What count and history say together; none where neither says anything.
pub fn without_judgement(by_count: Option<RiskBand>, by_history: Option<RiskBand>) -> Option<RiskBand> {
    by_count.max(by_history)
}

/// The bands of an assessment. `incidents_in_12_months` counts this one.
pub fn bands(rules: &RiskRules, assessment: &RiskAssessment, incidents_in_12_months: u32) -> Bands {
    let yes = assessment.answers.0.values().filter(|answer| **answer == Answer::Yes).count() as u32;
    let by_count = rules.set(&assessment.set).and_then(|set| set.counts).map(|counts| {
        if yes >= counts.high_from {
            RiskBand::High
        } else if yes >= counts.medium_from {
            RiskBand::Medium
        } else {
            RiskBand::Standard
        }
    });
    let by_history = rules.history.filter(|rule| incidents_in_12_months >= rule.incidents).map(|rule| rule.band);
    let reckoned = without_judgement(by_count, by_history);
    let judged = assessment.judgement.is_some_and(|judgement| reckoned != Some(judgement));
    let band = assessment.judgement.or(reckoned).unwrap_or(RiskBand::Standard);
    Bands { band, by_count, by_history, yes, incidents_in_12_months, judged }
}
