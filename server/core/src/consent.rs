//! The consent ledger read as what stands now: the newest line for each purpose and recipient.

use alongside_protocol::{
    record::ConsentEntry,
    vocabulary::{ConsentDecision, ConsentHow},
};

use crate::{response::Recorded, scheme::Scheme};

/// The line that stands for this purpose and recipient.
pub fn standing<'a>(
    ledger: &'a [Recorded<ConsentEntry>],
    purpose: &str,
    recipient: &str,
) -> Option<&'a Recorded<ConsentEntry>> {
    ledger.iter().rev().find(|line| line.value.purpose == purpose && line.value.recipient == recipient)
}

/// Whether something may be shared with this recipient now, and what that rests on, or what is missing, in words.
pub fn may_share(scheme: &Scheme, ledger: &[Recorded<ConsentEntry>], recipient: &str) -> (bool, String) {
    let mut purposes: Vec<&str> = ledger
        .iter()
        .filter(|line| line.value.recipient == recipient)
        .map(|line| line.value.purpose.as_str())
        .collect();
    purposes.sort_unstable();
    purposes.dedup();
    let lines: Vec<_> = purposes.iter().filter_map(|purpose| standing(ledger, purpose, recipient)).collect();
    let allows = |line: &&&Recorded<ConsentEntry>| {
        matches!(line.value.decision, ConsentDecision::Given | ConsentDecision::WithoutConsent)
    };
    if let Some(line) = lines.iter().find(allows) {
        return (true, words(scheme, line));
    }
    match lines.iter().max_by_key(|line| line.at) {
        Some(line) => (false, words(scheme, line)),
        None => (false, "nobody has been asked for consent yet".to_owned()),
    }
}

fn words(scheme: &Scheme, line: &Recorded<ConsentEntry>) -> String {
    let entry = &line.value;
    let purpose = scheme.consent.purposes.iter().find(|one| one.id == entry.purpose);
    let purpose = purpose.map_or(entry.purpose.as_str(), |one| one.label.as_str());
    let how = match entry.how {
        Some(ConsentHow::Spoken) => ", spoken",
        Some(ConsentHow::Written) => ", written",
        None => "",
    };
    let by = &line.by;
    match entry.decision {
        ConsentDecision::Given => format!("consent given{how}: {purpose}, taken by {by}"),
        ConsentDecision::Refused => format!("consent refused{how}: {purpose}, taken by {by}"),
        ConsentDecision::Withdrawn => format!("consent withdrawn{how}: {purpose}, taken by {by}"),
        ConsentDecision::WithoutConsent => {
            let basis = entry.basis.as_deref().unwrap_or_default();
            let basis = scheme.consent.bases.iter().find(|one| one.id == basis).map_or(basis, |one| one.label.as_str());
            format!("without consent: {basis}, recorded by {by}")
        }
    }
}
