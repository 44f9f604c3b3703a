//! Which act of section 62 each event of the journal is. The one table: an event that is not in it does not compile.

use std::sync::LazyLock;

use alongside_core::Event;

use super::Act;

macro_rules! acts {
    ($($act:ident: $($event:ident),+;)+) => {
        /// The act that an event is.
        pub fn of(event: &Event) -> Act {
            match event {
                $($(Event::$event { .. })|+ => Act::$act,)+
            }
        }

        const TABLE: &[(Act, &str)] = &[$($((Act::$act, stringify!($event)),)+)+];
    };
}

acts! {
    Collection: FeedRecorded;
    // Said to have to do with each other, by a person.
    Combination: RepeatJudged, DuplicateLinked, DuplicateUnlinked;
    // To somebody who did not have it: another team, or the other controller.
    Disclosure: ResponsePassedOn, NoteShared;
    Erasure: IncidentErased;
    Alteration:
        IncidentArchived, PastForgotten, IncidentRestored, HoldPlaced, HoldLifted, StandingSet,
        ResponseOpened, ResponseClosed, ResponseReopened,
        ClaimTaken, ClaimReleased, ClaimLapsed, ClaimHandedOver, ClaimTakenOver,
        NoteAdded, HazardsRecorded, SecondStepTaken, SafeContactRecorded, ContactAttempted, TryingEnded, TryingResumed,
        RiskRecorded, SafetyPlanRecorded, WelfareRecorded, ConsentRecorded, ReferralDrafted, ReferralDiscarded,
        OutcomeRecorded, ReferralAnswered,
        EscalationRequested, EscalationAcknowledged, EscalationDeclined, EscalationRegraded, EscalationWithdrawn,
        EscalationClimbed, AlarmShelved, AlarmUnshelved,
        ShiftStarted, CrewChanged, ShiftEnded, BreakStarted, BreakEnded,
        CarNeedsSet, CarWanted, QueueReordered, CarReserved, CarOffered,
        OfferAcknowledged, OfferDeclined, OfferLapsed,
        CarWentEnRoute, CarArrivedAtScene, CarResumed, CarStoodDown, CarRecalled, RecallConfirmed, GateRevoked,
        CheckedIn, CheckInMissed, SosRaised, SosAnswered, SosClimbed, SosEnded;
}

/// The kinds of events that are this act, as they stand in the journal.
pub fn kinds(act: Act) -> Vec<&'static str> {
    static KINDS: LazyLock<Vec<(Act, String)>> =
        LazyLock::new(|| TABLE.iter().map(|(act, event)| (*act, kind(event))).collect());
    KINDS.iter().filter(|(of, _)| *of == act).map(|(_, kind)| kind.as_str()).collect()
}

/// `CarOffered` stands in the journal as `car_offered`.
fn kind(event: &str) -> String {
    let mut kind = String::with_capacity(event.len() + 4);
    for letter in event.chars() {
        if letter.is_ascii_uppercase() && !kind.is_empty() {
            kind.push('_');
        }
        kind.push(letter.to_ascii_lowercase());
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_written_as_the_journal_writes_them() {
        let event = Event::CheckInMissed { deployment: "QS-1#1.1".into(), climb: 1 };
        assert_eq!(kind("CheckInMissed"), event.kind());
        assert!(kinds(of(&event)).contains(&event.kind()));
        assert_eq!(kind("SosRaised"), "sos_raised");
        assert_eq!(kinds(Act::Collection), ["feed_recorded"]);
    }

    #[test]
    fn what_the_journal_does_not_hold_is_the_ledgers_alone() {
        assert!(kinds(Act::Consultation).is_empty() && kinds(Act::Access).is_empty());
    }
}
