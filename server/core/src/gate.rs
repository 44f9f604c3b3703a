//! The second-response gate: whether a support car may go, and why, in words.
//!
//! It is a fold over the facts of the scene in their own order, so it too converges. Open, then closed
//! again by a fact, is *revoked*: louder than merely closed.

use std::collections::BTreeSet;

use alongside_protocol::{
    CallSign, Millis,
    view::{GateCondition, GateView},
    vocabulary::{GateMode, GateState, SuspectWhereabouts},
};

use crate::incident::{Mirror, SceneFact, whereabouts_words};

/// The gate of one incident as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    pub mode: GateMode,
    pub state: GateState,
    unit_at: Option<Millis>,
    safe_at: Option<Millis>,
    suspect: Option<(Millis, SuspectWhereabouts)>,
    pub revoked_because: Option<String>,
    pub since: Option<Millis>,
}

impl Gate {
    pub fn of(mirror: &Mirror, mode: GateMode) -> Self {
        let mut gate = Self {
            mode,
            state: GateState::Closed,
            unit_at: None,
            safe_at: None,
            suspect: None,
            revoked_because: None,
            since: None,
        };
        match mode {
            GateMode::None => gate.state = GateState::NotUsed,
            // The officer is on the car; whether the seat is filled is asked when a car is sent.
            GateMode::Alongside => {
                gate.state = GateState::Open;
                gate.since = mirror.received_at;
            }
            GateMode::AfterFirstResponse => gate.fold(mirror),
        }
        gate
    }

    pub fn is_open(&self) -> bool {
        self.state == GateState::Open
    }

    fn fold(&mut self, mirror: &Mirror) {
        let mut units: BTreeSet<&CallSign> = BTreeSet::new();
        let mut recalled: BTreeSet<&CallSign> = BTreeSet::new();
        for (stamp, fact) in &mirror.scene {
            let was_open = self.is_open();
            let mut because = fact.danger();
            match fact {
                SceneFact::AtScene(call_sign) => {
                    recalled.remove(call_sign);
                    units.insert(call_sign);
                    self.unit_at.get_or_insert(stamp.at);
                }
                // Resuming from a scene means having been there, even where the arrival was never sent. A unit
                // that was recalled resumes too, once it is free: that says nothing of the scene.
                SceneFact::Resumed(call_sign) => {
                    if !recalled.contains(call_sign) {
                        units.insert(call_sign);
                        self.unit_at.get_or_insert(stamp.at);
                    }
                }
                SceneFact::Recalled(call_sign) => {
                    recalled.insert(call_sign);
                    if units.remove(call_sign) && units.is_empty() {
                        // Nobody watches the scene any more: whoever comes next says again that it is safe.
                        self.unit_at = None;
                        self.safe_at = None;
                    } else {
                        because = None;
                    }
                }
                SceneFact::DeclaredSafe => self.safe_at = Some(stamp.at),
                SceneFact::Suspect(whereabouts) => {
                    self.suspect = Some((stamp.at, *whereabouts));
                    if *whereabouts == SuspectWhereabouts::Returned {
                        self.safe_at = None;
                    }
                }
                // Somebody rang again: what was known of the scene is no longer known.
                SceneFact::NewCall | SceneFact::Reopened => {
                    self.safe_at = None;
                    self.suspect = None;
                }
            }
            let open = self.unit_at.is_some()
                && self.safe_at.is_some()
                && self.suspect.is_some_and(|(_, whereabouts)| whereabouts != SuspectWhereabouts::Returned);
            if open && !was_open {
                self.state = GateState::Open;
                self.since = Some(stamp.at);
                self.revoked_because = None;
            } else if (was_open && !open) || (self.state == GateState::Revoked && because.is_some()) {
                // Further danger while revoked: the newest is what a crew must hear.
                self.state = GateState::Revoked;
                self.since = Some(stamp.at);
                self.revoked_because = because;
            }
        }
    }

    /// In words, for screens and refusals.
    pub fn view(&self) -> GateView {
        let conditions = match self.mode {
            GateMode::None => Vec::new(),
            GateMode::Alongside => {
                vec![GateCondition { words: "An officer goes in the car".to_owned(), met: true, at: None }]
            }
            GateMode::AfterFirstResponse => vec![
                GateCondition {
                    words: "A police unit has been to the scene".to_owned(),
                    met: self.unit_at.is_some(),
                    at: self.unit_at,
                },
                GateCondition {
                    words: "The scene is declared safe".to_owned(),
                    met: self.safe_at.is_some(),
                    at: self.safe_at,
                },
                GateCondition {
                    words: match self.suspect {
                        Some((_, whereabouts)) => format!("Suspect {}", whereabouts_words(whereabouts)),
                        None => "The suspect's whereabouts are recorded".to_owned(),
                    },
                    met: self.suspect.is_some_and(|(_, whereabouts)| whereabouts != SuspectWhereabouts::Returned),
                    at: self.suspect.map(|(at, _)| at),
                },
            ],
        };
        GateView {
            mode: self.mode,
            state: self.state,
            words: self.words(),
            conditions,
            revoked_because: self.revoked_because.clone(),
            since: self.since,
        }
    }

    /// Whether a car may go, and why or why not, as one sentence.
    pub fn words(&self) -> String {
        match (self.state, self.mode, self.why_not()) {
            (GateState::Revoked, _, Some(why)) => format!("A car must not go: {why}"),
            (GateState::NotUsed, ..) => "This scheme sends no cars".to_owned(),
            (_, _, Some(why)) => format!("A car may not go yet: {why}"),
            (_, GateMode::Alongside, None) => "A car may go, with an officer in it".to_owned(),
            (_, _, None) => {
                let suspect = self.suspect.map_or("", |(_, whereabouts)| whereabouts_words(whereabouts));
                format!("A car may go: police have been there, the scene is declared safe, suspect {suspect}")
            }
        }
    }

    /// Why a car may not go, as one sentence; none where it may.
    pub fn why_not(&self) -> Option<String> {
        match self.state {
            GateState::Open => None,
            GateState::NotUsed => Some("this scheme sends no cars".to_owned()),
            GateState::Revoked => Some(format!(
                "the gate was revoked: {}",
                self.revoked_because.as_deref().unwrap_or("a change at the scene")
            )),
            GateState::Closed => {
                let mut missing = Vec::new();
                if self.unit_at.is_none() {
                    missing.push("no police unit has been to the scene");
                }
                if self.safe_at.is_none() {
                    missing.push("the scene is not declared safe");
                }
                match self.suspect {
                    None => missing.push("the suspect's whereabouts are not recorded"),
                    Some((_, SuspectWhereabouts::Returned)) => missing.push("the suspect has come back"),
                    Some(_) => {}
                }
                Some(missing.join("; "))
            }
        }
    }
}
