//! Our work on one incident for one victim, with its contact attempts, escalations and deployments.
//!
//! Its state is read off its facts, never stored beside them, so the two cannot disagree.

use alongside_protocol::{
    CarId, DeploymentId, EscalationId, Millis, Private, ReferralId, ResponseId, UserId,
    private::{read_whole, whole},
    record::{
        CarNeeds, ConsentEntry, ContactAttempt, Fix, Outcome, ReferralDraft, RiskAssessment, SafeContact, SafetyPlan,
        WelfareSeen,
    },
    vocabulary::{
        Alarm, ContactResult, DeploymentState, EscalationKind, EscalationState, GateMode, Hazard, Kept, ReferralState,
        ResponseState, ShareBasis, SuspectWhereabouts, TimelineTopic,
    },
};
use imbl::Vector;
use serde::{Deserialize, Serialize};

use crate::{
    gate::Gate,
    incident::{Mirror, SceneFact},
    referrals::Referred,
    risk::Bands,
    scheme::Sides,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SupportResponse {
    pub id: ResponseId,
    pub ordinal: u32,
    pub notified_at: Millis,
    pub reviewed_at: Option<Millis>,
    pub claim: Option<Claim>,
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub safe_contact: Option<Recorded<SafeContact>>,
    pub attempts: Vec<Recorded<ContactAttempt>>,
    /// Why nobody tries any more. A later attempt takes it back.
    #[serde(default)]
    pub trying_ended: Option<Recorded<Private>>,
    /// Hazards that became known in our own contact.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub found: Vec<Hazard>,
    /// Oldest first; the last one counts.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub risks: Vec<Recorded<Risk>>,
    #[serde(default)]
    pub plans: Vec<Recorded<SafetyPlan>>,
    /// How those at the door were, in the order in which it came.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub welfare: Vec<Recorded<WelfareSeen>>,
    /// The consent ledger, oldest first.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub consents: Vec<Recorded<ConsentEntry>>,
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub referrals: Vec<Referral>,
    /// Who goes on with it after the shift. Whoever claims it takes it from there.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub passed_on: Option<Recorded<PassedOn>>,
    #[serde(default)]
    pub shelved: Vec<Shelved>,
    pub escalations: Vec<Escalation>,
    pub deployments: Vec<Deployment>,
    /// What a car should bring.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub needs: Option<Recorded<CarNeeds>>,
    #[serde(default)]
    pub car_wanted: Option<CarWanted>,
    pub outcome: Option<Recorded<Outcome>>,
    /// Services that an outcome has ever named, with the last word of each.
    #[serde(default, serialize_with = "whole", deserialize_with = "read_whole")]
    pub referred: Vec<Referred>,
    /// Whether one that the outcome names has taken this person on.
    #[serde(default)]
    pub accepted: bool,
    pub closed_at: Option<Millis>,
    /// Our acts, oldest first, for the timeline.
    pub acts: Vector<Act>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    pub assessment: RiskAssessment,
    pub bands: Bands,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Referral {
    pub id: ReferralId,
    pub state: ReferralState,
    pub draft: ReferralDraft,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOn {
    /// A colleague, a team or a service.
    pub to: String,
    pub note: Private,
}

/// An alarm that is silent until then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelved {
    pub alarm: Alarm,
    pub until: Millis,
    pub by: String,
}

/// Something written down, by whom and when it was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded<T> {
    pub value: T,
    pub at: Millis,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub user: UserId,
    pub name: String,
    pub at: Millis,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    pub at: Millis,
    /// When it reached the server, where that was late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Millis>,
    pub seq: u64,
    /// None: the system itself.
    pub by: Option<String>,
    #[serde(default = "note")]
    pub topic: TimelineTopic,
    /// May name a service, a colleague, another incident.
    #[serde(serialize_with = "whole", deserialize_with = "read_whole")]
    pub words: String,
    pub text: Option<Private>,
    /// The `seq` of the entry that this one corrects.
    #[serde(default)]
    pub corrects: Option<u64>,
    /// For whom it is kept.
    #[serde(default)]
    pub kept: Kept,
    /// On what the other side may read it as well.
    #[serde(default)]
    pub shared: Option<Recorded<ShareBasis>>,
}

impl Act {
    pub fn may_be_read(&self, sides: Sides) -> bool {
        sides.may_read(self.kept) || self.shared.is_some()
    }
}

/// What an act is about that was written down before acts said so.
fn note() -> TimelineTopic {
    TimelineTopic::Note
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Escalation {
    pub id: EscalationId,
    pub kind: EscalationKind,
    pub state: EscalationState,
    pub requested_at: Millis,
    pub requested_by: String,
    pub reason: Private,
    pub grade_before: String,
    /// 0 desk, 1 desk again, 2 inspector.
    pub climb: u8,
    pub answered_at: Option<Millis>,
    pub answered_by: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deployment {
    pub id: DeploymentId,
    pub car: CarId,
    pub call_sign: String,
    pub state: DeploymentState,
    /// When the state began.
    pub at: Millis,
    pub offer_lapses_at: Option<Millis>,
    pub override_reason: Option<Private>,
    pub recall_unconfirmed: bool,
    pub because: Option<String>,
    /// Stood down because another car goes instead.
    #[serde(default)]
    pub swapped: bool,
    /// When the crew took it on. From then on it is the crew's to write down what it sees.
    #[serde(default)]
    pub acknowledged_at: Option<Millis>,
    pub at_scene_at: Option<Millis>,
    /// Who stood it down, swapped or recalled it; none where that was the gate's doing.
    #[serde(default)]
    pub ended_by: Option<String>,
    /// Who sent or reserved it first; none where the system did.
    #[serde(default)]
    pub sent_by: Option<String>,
    /// Whether the next best car is offered the job where this one does not take it.
    #[serde(default)]
    pub next_best: bool,
    /// Who was in the car when it came to the scene.
    #[serde(default)]
    pub crew: Vec<String>,
    /// When the crew at the scene last said that it is well.
    #[serde(default)]
    pub checked_in_at: Option<Millis>,
    /// 0 not missed, 1 the desk was told, 2 the inspector.
    #[serde(default)]
    pub check_in_missed: u8,
    /// Where the car was at its milestones.
    #[serde(default)]
    pub crumbs: Vec<Crumb>,
}

/// Where the car was when it said that it was in this state.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crumb {
    pub state: DeploymentState,
    pub fix: Fix,
}

/// The car that was asked does not go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarWanted {
    pub since: Millis,
    pub because: String,
    /// The next best cars were asked as well, or there was none.
    pub nobody_else: bool,
}

impl Deployment {
    /// From when the check-in timer runs: at a scene, and until a crew that was recalled from one says that it is clear.
    pub fn check_in_since(&self) -> Option<Millis> {
        let there = self.state == DeploymentState::AtScene || self.recall_unconfirmed;
        there.then(|| self.checked_in_at.max(self.at_scene_at)).flatten()
    }
}

/// The last one by when it was made: a tablet without signal sends late. Of two at once, the one that came later.
pub fn last_made<T>(records: &[Recorded<T>], wanted: impl Fn(&T) -> bool) -> Option<&Recorded<T>> {
    records.iter().filter(|record| wanted(&record.value)).max_by_key(|record| record.at)
}

impl SupportResponse {
    pub fn new(id: ResponseId, ordinal: u32, notified_at: Millis) -> Self {
        Self {
            id,
            ordinal,
            notified_at,
            reviewed_at: None,
            claim: None,
            safe_contact: None,
            attempts: Vec::new(),
            trying_ended: None,
            found: Vec::new(),
            risks: Vec::new(),
            plans: Vec::new(),
            welfare: Vec::new(),
            consents: Vec::new(),
            referrals: Vec::new(),
            passed_on: None,
            shelved: Vec::new(),
            escalations: Vec::new(),
            deployments: Vec::new(),
            needs: None,
            car_wanted: None,
            outcome: None,
            referred: Vec::new(),
            accepted: false,
            closed_at: None,
            acts: Vector::new(),
        }
    }

    /// Somebody has looked. First by when it was done: a tablet without signal sends late.
    pub fn reviewed(&mut self, at: Millis) {
        self.reviewed_at = Some(self.reviewed_at.map_or(at, |first| first.min(at)));
    }

    pub fn state(&self, gate: &Gate) -> ResponseState {
        if self.closed_at.is_some() {
            ResponseState::Closed
        } else if self.passed_on.is_some() {
            ResponseState::HandedOver
        } else if self.outcome.is_some() {
            ResponseState::OutcomeRecorded
        } else if self.deployments.iter().any(|deployment| !deployment.state.is_over()) {
            ResponseState::CarAssigned
        } else if gate.is_open() && self.reviewed_at.is_some() {
            ResponseState::Eligible
        } else if self.contacted_at().is_some() && gate.mode != GateMode::None {
            ResponseState::AwaitingClearance
        } else if !self.attempts.is_empty() {
            ResponseState::Contacting
        } else if self.claim.is_some() {
            ResponseState::Claimed
        } else {
            ResponseState::Notified
        }
    }

    /// The assessment that counts: the last one that was made, whenever it arrived.
    pub fn risk(&self) -> Option<&Recorded<Risk>> {
        last_made(&self.risks, |_| true)
    }

    /// The last one made with this question set.
    pub fn risk_by(&self, set: &str) -> Option<&Recorded<Risk>> {
        last_made(&self.risks, |risk| risk.assessment.set == set)
    }

    pub fn plan(&self) -> Option<&Recorded<SafetyPlan>> {
        last_made(&self.plans, |_| true)
    }

    pub fn welfare(&self) -> Option<&Recorded<WelfareSeen>> {
        last_made(&self.welfare, |_| true)
    }

    pub fn last_attempt(&self) -> Option<&Recorded<ContactAttempt>> {
        last_made(&self.attempts, |_| true)
    }

    pub fn referral(&self, id: &ReferralId) -> Option<&Referral> {
        self.referrals.iter().find(|referral| &referral.id == id)
    }

    /// Nobody is to be sent any more by anything but a person's own word.
    pub fn needs_no_car(&self) -> bool {
        self.is_closed() || self.passed_on.is_some() || self.outcome.is_some()
    }

    pub fn is_closed(&self) -> bool {
        self.closed_at.is_some()
    }

    /// The first attempt that reached the victim, whatever came of it. First by when it was made: a tablet
    /// without signal sends late.
    pub fn contacted_at(&self) -> Option<Millis> {
        self.attempts
            .iter()
            .filter(|attempt| {
                matches!(
                    attempt.value.result,
                    ContactResult::SpokeSafely | ContactResult::EndedUnsafe | ContactResult::DeclinedForNow
                )
            })
            .map(|attempt| attempt.at)
            .min()
    }

    /// Danger that came after the safe-contact record was confirmed, and that it could not know of: in words.
    pub fn overtaken_by(&self, mirror: &Mirror) -> Option<&'static str> {
        let confirmed_at = self.safe_contact.as_ref()?.at;
        let scene = mirror.scene.iter().rev().find_map(|(stamp, fact)| {
            let words = match fact {
                SceneFact::Suspect(SuspectWhereabouts::Returned) => "the suspect came back",
                SceneFact::NewCall => "a new call came in",
                _ => return None,
            };
            (stamp.at > confirmed_at).then_some(words)
        });
        let cut = || {
            let after = |one: &&Escalation| one.kind == EscalationKind::LineCut && one.requested_at > confirmed_at;
            self.escalations.iter().find(after).map(|_| "the line was cut")
        };
        let ended = || {
            let after = |one: &&Recorded<ContactAttempt>| {
                one.value.result == ContactResult::EndedUnsafe && one.at > confirmed_at
            };
            self.attempts.iter().find(after).map(|_| "the last contact ended unsafe")
        };
        scene.or_else(cut).or_else(ended)
    }

    pub fn visited_at(&self) -> Option<Millis> {
        self.deployments.iter().filter_map(|deployment| deployment.at_scene_at).min()
    }

    pub fn active_deployment(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| deployment.state.is_active())
    }

    pub fn deployment(&self, id: &DeploymentId) -> Option<&Deployment> {
        self.deployments.iter().find(|deployment| &deployment.id == id)
    }

    /// The escalation that a screen shows: the newest that nobody has answered, so that none climbs unseen behind
    /// a later one; else the newest still open; else the last.
    pub fn shown_escalation(&self) -> Option<&Escalation> {
        let newest = |wanted: fn(&Escalation) -> bool| self.escalations.iter().rev().find(|one| wanted(one));
        newest(|one| one.state == EscalationState::Requested)
            .or_else(|| newest(|one| one.state.is_open()))
            .or_else(|| self.escalations.last())
    }
}
