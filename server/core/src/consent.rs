//! The consent ledger read as what stands now: the newest line for each purpose and recipient.

use alongside_protocol::{
    record::ConsentEntry,
    vocabulary::{ConsentDecision, ConsentHow},
};

use crate::{
    response::{Recorded, last_made},
    scheme::Scheme,
};

/// The line in force for this purpose and recipient: the last that was said, whenever it arrived.
pub fn in_force<'a>(
    ledger: &'a [Recorded<ConsentEntry>],
    purpose: &str,
    recipient: &str,
) -> Option<&'a Recorded<ConsentEntry>> {
    last_made(ledger, |line| line.purpose == purpose && line.recipient == recipient)
}

/// Whether this recipient may be told of a referral now, and what that rests on, or what is missing, in words. Consent
/// to something else says nothing of it.
pub fn may_refer(scheme: &Scheme, ledger: &[Recorded<ConsentEntry>], recipient: &str) -> (bool, String) {
    let purpose = scheme.consent.for_referral.as_deref();
    match purpose.and_then(|purpose| in_force(ledger, purpose, recipient)) {
        Some(line) => {
            let decision = line.value.decision;
            let may = matches!(decision, ConsentDecision::Given | ConsentDecision::WithoutConsent);
            (may, words(scheme, line))
        }
        None => (false, "nobody has been asked for consent to it yet".to_owned()),
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
