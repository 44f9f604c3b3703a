//! Whom the scheme is meant for, as reasons. It never hides a call.

use alongside_protocol::{
    view::{EligibilityReason, EligibilityView},
    vocabulary::EligibilityState,
};

use crate::{incident::Incident, scheme::Scheme};

/// None where the scheme is meant for everybody. `earlier` is the number of incidents in twelve months before this
/// one, where anybody knows it.
pub fn eligibility(scheme: &Scheme, incident: &Incident, earlier: Option<u32>) -> Option<EligibilityView> {
    let rules = &scheme.eligibility;
    let mut reasons = Vec::new();
    if let Some(least) = rules.min_age_years {
        let age = incident.mirror.victim_age();
        let found = age.map_or_else(|| "age not known".to_owned(), |age| age.to_string());
        reasons
            .push(EligibilityReason { words: format!("{least} or over: {found}"), met: age.map(|age| age >= least) });
    }
    if let Some(least) = rules.calls_in_12_months_min {
        let calls = if least == 1 { "call" } else { "calls" };
        let found = earlier.map_or_else(|| "not known".to_owned(), |count| count.to_string());
        reasons.push(EligibilityReason {
            words: format!("{least} earlier {calls} or more in 12 months: {found}"),
            met: earlier.map(|count| count >= least),
        });
    }
    let state = if reasons.is_empty() {
        return None;
    } else if reasons.iter().any(|reason| reason.met == Some(false)) {
        EligibilityState::NotEligible
    } else if reasons.iter().any(|reason| reason.met.is_none()) {
        EligibilityState::NotKnown
    } else {
        EligibilityState::Eligible
    };
    Some(EligibilityView { state, reasons })
}
