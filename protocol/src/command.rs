//! What a person asks for. Imperative, in the field's words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Millis, Private,
    ids::{CarId, DeploymentId, EscalationId, IncidentNumber, ReferralId, ResponseId, UserId},
    record::{
        CarNeeds, ConsentEntry, ContactAttempt, Outcome, PlannedJob, ReferralDraft, RiskAssessment, SafeContact,
        SafetyPlan, SeatFilled, WelfareSeen,
    },
    vocabulary::{
        Alarm, EraseBasis, EscalationKind, Hazard, Kept, ReferralAnswer, RepeatVerdict, SecondStep, ShareBasis,
        SosEnding, Standing,
    },
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

    // Data protection
    /// Nothing of it is erased until the hold is lifted.
    PlaceHold {
        incident: IncidentNumber,
        reason: Private,
    },
    LiftHold {
        incident: IncidentNumber,
        reason: Private,
    },
    /// Destroys the incident's data key, and with it every text about a person. Counts stay.
    EraseIncident {
        incident: IncidentNumber,
        basis: EraseBasis,
        /// Kept on the ledger. Names nobody.
        reason: Private,
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
        /// For whom it is kept. A correction is kept for whom the entry is that it corrects.
        #[serde(default, skip_serializing_if = "Kept::is_shared")]
        #[ts(optional, as = "Option<Kept>")]
        kept: Kept,
    },
    /// Shows the other side a note that was kept for one, by consent or on a basis that is recorded. A disclosure.
    ShareNote {
        response: ResponseId,
        /// The note's place in the board's sequence.
        note: u64,
        basis: ShareBasis,
        /// Why, and for consent: how it was given.
        reason: Private,
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
    /// How those at the door were.
    RecordWelfare {
        response: ResponseId,
        seen: WelfareSeen,
    },
    RecordConsent {
        response: ResponseId,
        entry: ConsentEntry,
    },
    DraftReferral {
        response: ResponseId,
        draft: ReferralDraft,
    },
    /// What a service that the outcome names has said to the referral. It often comes days after the incident has left the
    /// live board; a later answer of the same service takes the place of an earlier one.
    RecordReferralAnswer {
        response: ResponseId,
        /// By the name under which the outcome has it.
        service: String,
        answer: ReferralAnswer,
        /// Needed where the service does not take it on.
        #[serde(default)]
        reason: Private,
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
    /// Who sits in the car from now on. No seat that is filled may be left empty while a job is active.
    ChangeCrew {
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
    /// What a car should bring for this person.
    SetCarNeeds {
        response: ResponseId,
        needs: CarNeeds,
    },
    /// Offers the job to a car that is free. Of a busy one it is refused `car_busy`: reserve it instead.
    SendCar {
        response: ResponseId,
        car: CarId,
        /// Given when the gate is closed or a seat is empty, by a role that the scheme allows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        override_reason: Option<Private>,
        /// Where this car declines or does not answer, the next best one that is free is offered the job, and so on.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        next_best: bool,
    },
    /// Puts the job into the car's queue. The gate may still be closed: it is asked when the job is offered.
    ReserveCar {
        response: ResponseId,
        car: CarId,
        /// Place in the queue, from 1; left out: the last.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        place: Option<u32>,
    },
    /// Offers the first reserved job that may go, of a car that has become free.
    OfferNext {
        car: CarId,
    },
    /// Offers one reserved job, whatever its place in the queue.
    OfferReserved {
        deployment: DeploymentId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        override_reason: Option<Private>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(optional, as = "Option<bool>")]
        next_best: bool,
    },
    /// The car's whole queue in its new order. Refused `queue_changed` where it holds other jobs by now.
    ReorderQueue {
        car: CarId,
        queue: Vec<DeploymentId>,
    },
    /// Takes a job from one car and gives it to another in one act: offered where that one is free, else reserved.
    SwapCar {
        deployment: DeploymentId,
        car: CarId,
        reason: Private,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        override_reason: Option<Private>,
    },
    /// Does what a plan proposes, all of it or nothing: of each car, in order, the first is offered where the car is
    /// free, the others are reserved.
    ApplyPlan {
        jobs: Vec<PlannedJob>,
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

    // Welfare
    /// The crew at the scene is well; by the crew, or by the desk that has heard it. The timer starts anew.
    CheckIn {
        deployment: DeploymentId,
    },
    /// The crew needs help at once.
    RaiseSos {
        car: CarId,
    },
    /// Somebody has it: who, is shown to everybody.
    AnswerSos {
        car: CarId,
    },
    EndSos {
        car: CarId,
        how: SosEnding,
    },
}
