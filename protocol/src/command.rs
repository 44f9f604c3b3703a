//! What a person asks for. Imperative, in the field's words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    ids::{CarId, DeploymentId, EscalationId, IncidentNumber, ReferralId, ResponseId, UserId},
    record::{
        ConsentEntry, ContactAttempt, Outcome, ReferralDraft, RiskAssessment, SafeContact, SafetyPlan, SeatFilled,
    },
    vocabulary::{Alarm, EscalationKind, Hazard, RepeatVerdict, SecondStep, Standing},
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    // Incident
    /// Moves it up or down the list against the sum of its factors, or gives the order back to them.
    SetStanding {
        incident: IncidentNumber,
        standing: Standing,
        /// Needed unless the standing is `by_factors`.
        #[serde(default)]
        reason: Private,
    },
    /// What a person says of an earlier incident that was proposed as a repeat.
    JudgeRepeat {
        incident: IncidentNumber,
        earlier: IncidentNumber,
        verdict: RepeatVerdict,
    },
    /// Two numbers of the force for one event: the work goes on at `of`.
    LinkDuplicate {
        incident: IncidentNumber,
        of: IncidentNumber,
    },
    UnlinkDuplicate {
        incident: IncidentNumber,
    },

    // Support response
    ClaimResponse {
        response: ResponseId,
    },
    ReleaseClaim {
        response: ResponseId,
    },
    HandOverClaim {
        response: ResponseId,
        to: UserId,
    },
    /// From a colleague who cannot hand it over. The colleague is told.
    TakeOverClaim {
        response: ResponseId,
        /// Who had it when the person decided so: nobody else loses it to this.
        from: UserId,
        reason: Private,
    },
    /// Who goes on with it after this shift. Gives the claim back.
    PassOn {
        response: ResponseId,
        /// A colleague, a team or a service, as staff know it.
        to: String,
        #[serde(default)]
        note: Private,
    },
    /// A second victim on the same incident.
    OpenResponse {
        incident: IncidentNumber,
    },
    AddNote {
        response: ResponseId,
        text: Private,
        /// Place in the board's sequence of the entry that this one corrects. The entry itself stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        corrects: Option<u64>,
    },
    /// Hazards that became known in our own contact, and those of our own that turned out not to be.
    RecordHazards {
        response: ResponseId,
        #[serde(default)]
        found: Vec<Hazard>,
        #[serde(default)]
        ruled_out: Vec<Hazard>,
        /// Needed where one is ruled out.
        #[serde(default)]
        reason: Private,
    },
    /// The number was shown, or rung, although the safe-contact rule did not say "safe". Recorded, never refused.
    TakeSecondStep {
        response: ResponseId,
        because: SecondStep,
    },
    RecordSafeContact {
        response: ResponseId,
        record: SafeContact,
    },
    RecordContact {
        response: ResponseId,
        attempt: ContactAttempt,
    },
    /// A reasoned decision that nobody tries to reach this person any more. A later attempt undoes it.
    EndTrying {
        response: ResponseId,
        reason: Private,
    },
    ResumeTrying {
        response: ResponseId,
    },
    RecordRisk {
        response: ResponseId,
        assessment: RiskAssessment,
    },
    RecordSafetyPlan {
        response: ResponseId,
        plan: SafetyPlan,
    },
    RecordConsent {
        response: ResponseId,
        entry: ConsentEntry,
    },
    DraftReferral {
        response: ResponseId,
        draft: ReferralDraft,
    },
    DiscardReferral {
        referral: ReferralId,
        #[serde(default)]
        reason: Private,
    },
    RecordOutcome {
        response: ResponseId,
        outcome: Outcome,
    },
    CloseResponse {
        response: ResponseId,
    },
    ReopenResponse {
        response: ResponseId,
        reason: Private,
    },

    // Escalation
    RequestEscalation {
        response: ResponseId,
        kind: EscalationKind,
        reason: Private,
    },
    AcknowledgeEscalation {
        escalation: EscalationId,
    },
    DeclineEscalation {
        escalation: EscalationId,
        reason: Private,
    },
    /// By those who asked: it is not needed any more, or was a mistake.
    WithdrawEscalation {
        escalation: EscalationId,
        reason: Private,
    },
    /// Silences one alarm of one response until `until`, for everybody. It comes back by itself.
    ShelveAlarm {
        response: ResponseId,
        alarm: Alarm,
        /// At most an hour ahead.
        until: Millis,
        reason: Private,
    },
    UnshelveAlarm {
        response: ResponseId,
        alarm: Alarm,
    },

    // Support car
    StartShift {
        car: CarId,
        seats: Vec<SeatFilled>,
    },
    EndShift {
        car: CarId,
    },
    TakeBreak {
        car: CarId,
    },
    EndBreak {
        car: CarId,
    },
    /// Offers the job, or reserves it behind the car's active one.
    SendCar {
        response: ResponseId,
        car: CarId,
        /// Given when the gate is closed or a seat is empty, by a role that the scheme allows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        override_reason: Option<Private>,
    },
    /// Offers the first reserved job of a car that has become free.
    OfferNext {
        car: CarId,
    },
    AcknowledgeOffer {
        deployment: DeploymentId,
    },
    DeclineOffer {
        deployment: DeploymentId,
        reason: Private,
    },
    GoEnRoute {
        deployment: DeploymentId,
    },
    ArriveAtScene {
        deployment: DeploymentId,
    },
    ResumeCar {
        deployment: DeploymentId,
    },
    StandDown {
        deployment: DeploymentId,
        reason: Private,
    },
    RecallCar {
        deployment: DeploymentId,
        reason: Private,
    },
    /// The crew has seen the recall and is clear of the scene.
    ConfirmRecall {
        deployment: DeploymentId,
    },
}
