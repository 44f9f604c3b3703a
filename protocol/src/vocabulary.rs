//! The field's words as closed sets. A word that differs between schemes (grade, opening code) is text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $word:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
        pub enum $name {
            $($(#[$word_doc])* #[serde(rename = $text)] $word),*
        }

        impl $name {
            /// Every word of the set, in order, as it stands on the wire.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$word, $text)),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Self::$word => $text),* }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, word)| *word == text).map(|(value, _)| *value)
            }
        }
    )*};
}

words! {
    /// What an account may do. One account may hold several.
    Role {
        SupportWorker = "support_worker",
        Crew = "crew",
        /// The force's desk in the control room: answers escalations.
        ControlRoom = "control_room",
        Inspector = "inspector",
        Coordinator = "coordinator",
        /// Whoever answers for the data: reads the ledger, holds and erases. Sees no incident's file.
        DataProtection = "data_protection",
        /// The force's command-and-control system. A machine.
        Feed = "feed",
        /// A vehicle location system: says where cars are, and sees nothing. A machine.
        Tracker = "tracker",
        /// Reads the metrics, and nothing else. A machine.
        Monitor = "monitor",
    }

    /// For whom a note, or a remark of the log, is kept. What is kept for one side does not exist for the other.
    Kept {
        Shared = "shared",
        /// Charity-confidential: not shown to police roles.
        Charity = "charity",
        /// Police intelligence: not shown to the charity's roles.
        Police = "police",
    }

    /// Which of the two controllers a role works for (Data Protection Act 2018, part 3, and UK GDPR).
    Side {
        Charity = "charity",
        Police = "police",
    }

    /// Why a note that was kept for one side is shown to the other.
    ShareBasis {
        /// The person whose data it is has agreed.
        Consent = "consent",
        /// To save somebody from serious harm.
        VitalInterests = "vital_interests",
        /// A law or a court requires it.
        LegalDuty = "legal_duty",
    }

    /// Why an incident's data are destroyed.
    EraseBasis {
        /// Its retention period has ended.
        Retention = "retention",
        /// The person asked for it, and the request was upheld.
        Request = "request",
        /// A court or the Information Commissioner ordered it.
        Order = "order",
    }

    /// Who a frame is for. Decides which fields it may hold (I5).
    Audience {
        Control = "control",
        Crew = "crew",
        Inspector = "inspector",
    }

    /// The mirror of the force's own lifecycle.
    IncidentState {
        Received = "received",
        Graded = "graded",
        Resourced = "resourced",
        AtScene = "at_scene",
        Resumed = "resumed",
        Resulted = "resulted",
        Closed = "closed",
    }

    /// A police unit on one incident.
    ResourceStatus {
        Assigned = "assigned",
        EnRoute = "en_route",
        AtScene = "at_scene",
        Resumed = "resumed",
        /// Taken off the incident before it was done there.
        Recalled = "recalled",
    }

    SuspectWhereabouts {
        InCustody = "in_custody",
        Left = "left",
        PresentControlled = "present_controlled",
        /// Known not to be known. Recorded, so it satisfies the gate.
        Unknown = "unknown",
        /// Back at, or near, the scene. Revokes the gate.
        Returned = "returned",
    }

    /// When a car may go.
    GateMode {
        AfterFirstResponse = "after_first_response",
        Alongside = "alongside",
        None = "none",
    }

    GateState {
        Open = "open",
        Closed = "closed",
        /// Was open, and something happened. Shown louder than closed.
        Revoked = "revoked",
        /// This scheme sends no car.
        NotUsed = "not_used",
    }

    PersonRole {
        Victim = "victim",
        Suspect = "suspect",
        Child = "child",
        Caller = "caller",
        Witness = "witness",
        Other = "other",
    }

    Hazard {
        Firearm = "firearm",
        Weapon = "weapon",
        Dog = "dog",
        Violence = "violence",
        Drugs = "drugs",
        Alcohol = "alcohol",
        MentalHealth = "mental_health",
        Strangulation = "strangulation",
        Pregnancy = "pregnancy",
        Children = "children",
        BailOrOrder = "bail_or_order",
        Separation = "separation",
        SelfHarm = "self_harm",
    }

    /// Our work on one incident for one victim.
    ResponseState {
        Notified = "notified",
        Claimed = "claimed",
        Contacting = "contacting",
        AwaitingClearance = "awaiting_clearance",
        Eligible = "eligible",
        CarAssigned = "car_assigned",
        OutcomeRecorded = "outcome_recorded",
        /// Somebody outside this shift goes on with it.
        HandedOver = "handed_over",
        Closed = "closed",
    }

    ContactChannel {
        Phone = "phone",
        Text = "text",
        Email = "email",
        InPerson = "in_person",
    }

    ContactResult {
        SpokeSafely = "spoke_safely",
        EndedUnsafe = "ended_unsafe",
        NoAnswer = "no_answer",
        WrongNumber = "wrong_number",
        SomeoneElse = "someone_else",
        DeclinedForNow = "declined_for_now",
    }

    EscalationKind {
        /// The call shows more danger than the log did.
        QuickerResponse = "quicker_response",
        /// The line went dead, or the suspect is back.
        LineCut = "line_cut",
    }

    EscalationState {
        Requested = "requested",
        Acknowledged = "acknowledged",
        Regraded = "regraded",
        Declined = "declined",
        /// By those who asked, with a reason.
        Withdrawn = "withdrawn",
    }

    /// One car on one support response.
    DeploymentState {
        Reserved = "reserved",
        Offered = "offered",
        Acknowledged = "acknowledged",
        EnRoute = "en_route",
        AtScene = "at_scene",
        Resumed = "resumed",
        Declined = "declined",
        Lapsed = "lapsed",
        StoodDown = "stood_down",
        Recalled = "recalled",
    }

    /// What a car is doing.
    CarStatus {
        OffDuty = "off_duty",
        Available = "available",
        Offered = "offered",
        Committed = "committed",
        AtScene = "at_scene",
        Break = "break",
        /// Told to leave, and has not yet said that it is clear.
        Recalled = "recalled",
    }

    Seat {
        SupportWorker = "support_worker",
        Officer = "officer",
    }

    /// Who comes to the door, where that matters to the person behind it.
    WorkerGender {
        Woman = "woman",
        Man = "man",
    }

    /// Where a travel time is from.
    EtaSource {
        /// Reckoned along the roads by a routing engine.
        Roads = "roads",
        /// The straight line times a factor: no routing engine is set up, or it does not answer.
        StraightLine = "straight_line",
    }

    /// Whether, and how, a car can take a job now.
    CarChoice {
        /// It can be offered now.
        Now = "now",
        /// It is busy or on a break: the job can be reserved and waits its turn.
        InTurn = "in_turn",
        /// Only against a rule, by a role that the scheme allows, with a reason.
        Override = "override",
        /// Not at all.
        Not = "not",
    }

    /// What speaks for or against a car for a job.
    CarReason {
        Travel = "travel",
        /// Where the car is was not heard for a while, or never: reckoned from its base or last scene.
        PositionOld = "position_old",
        PositionUnknown = "position_unknown",
        Queue = "queue",
        /// It would not be done before its shift ends.
        ShiftEnds = "shift_ends",
        BreakDue = "break_due",
        OnBreak = "on_break",
        Language = "language",
        WorkerGender = "worker_gender",
        ChildSeats = "child_seats",
        Wheelchair = "wheelchair",
        Training = "training",
        /// Somebody in the car has visited this victim before.
        MetBefore = "met_before",
        OffDuty = "off_duty",
        SeatEmpty = "seat_empty",
        Recalled = "recalled",
        Sos = "sos",
        /// It declined this job, or let the offer lapse.
        Declined = "declined",
        Gate = "gate",
    }

    /// How an SOS ended.
    SosEnding {
        CrewSafe = "crew_safe",
        HelpCame = "help_came",
        Mistake = "mistake",
    }

    OutcomeKind {
        EngagedByPhone = "engaged_by_phone",
        EngagedByVisit = "engaged_by_visit",
        CouldNotReach = "could_not_reach",
        Declined = "declined",
        NotSuitable = "not_suitable",
    }

    ReferralDecision {
        Referred = "referred",
        AlreadySupported = "already_supported",
        Declined = "declined",
        NotOffered = "not_offered",
    }

    Weekday {
        Mon = "mon",
        Tue = "tue",
        Wed = "wed",
        Thu = "thu",
        Fri = "fri",
        Sat = "sat",
        Sun = "sun",
    }

    /// Where a person has put an incident in the list.
    Standing {
        Pinned = "pinned",
        ByFactors = "by_factors",
        Lowered = "lowered",
    }

    /// What adds to, or takes from, the support priority. Its points are the scheme's.
    PriorityFactor {
        Grade = "grade",
        Waiting = "waiting",
        Repeat = "repeat",
        Children = "children",
        /// A firearm or another weapon.
        Weapons = "weapons",
        Violence = "violence",
        Strangulation = "strangulation",
        Pregnancy = "pregnancy",
        Separation = "separation",
        BailOrOrder = "bail_or_order",
        SelfHarm = "self_harm",
        MentalHealth = "mental_health",
        DrinkOrDrugs = "drink_or_drugs",
        /// The newest word on the suspect is that he is back.
        SuspectBack = "suspect_back",
        NewCall = "new_call",
        /// Assessed as high.
        RiskHigh = "risk_high",
        /// Somebody has spoken with them. Usually takes points away.
        ContactMade = "contact_made",
        /// Tried, and not reached.
        NotReached = "not_reached",
    }

    /// Why an earlier incident is proposed as a repeat.
    RepeatMatch {
        /// The same victim and the same suspect.
        Pair = "pair",
        Victim = "victim",
        Suspect = "suspect",
        Address = "address",
        Phone = "phone",
    }

    RepeatVerdict {
        Proposed = "proposed",
        Confirmed = "confirmed",
        Dismissed = "dismissed",
    }

    /// Why a number was shown only after a deliberate second step.
    SecondStep {
        Unconfirmed = "unconfirmed",
        Unsafe = "unsafe",
        Stale = "stale",
        Overtaken = "overtaken",
        /// Outside the hours that they called safe.
        OutsideWindow = "outside_window",
        /// By text, by email or at the door, where the record does not allow it.
        ChannelNotAllowed = "channel_not_allowed",
        /// The file had not come.
        Unknown = "unknown",
    }

    /// Something that asks for an act of somebody by some time. Anything else is only a notification.
    Alarm {
        LineCut = "line_cut",
        Escalation = "escalation",
        GateRevoked = "gate_revoked",
        /// The time for the next attempt has come.
        ContactDue = "contact_due",
        /// The force's own promise for the grade has run out with no unit there.
        GradeOverdue = "grade_overdue",
        /// Most urgent grade, and nobody has looked.
        Unreviewed = "unreviewed",
        /// The car that was asked does not go, and no other could be offered the job.
        CarWanted = "car_wanted",
    }

    Answer {
        Yes = "yes",
        No = "no",
        DontKnow = "dont_know",
        NotAsked = "not_asked",
    }

    RiskBand {
        Standard = "standard",
        Medium = "medium",
        High = "high",
    }

    RiskSource {
        TakenHere = "taken_here",
        /// Taken elsewhere and passed to us.
        Received = "received",
        /// One that was received, of which only the questions answered "no" were asked again.
        Revisited = "revisited",
    }

    /// What gave cause for concern at the door.
    WelfareConcern {
        Injured = "injured",
        NeedsDoctor = "needs_doctor",
        Distressed = "distressed",
        ChildDistressed = "child_distressed",
        NoFood = "no_food",
        NoHeating = "no_heating",
        NoPhone = "no_phone",
        HomeNotSecure = "home_not_secure",
        NowhereToStay = "nowhere_to_stay",
        NeedsInterpreter = "needs_interpreter",
    }

    ConsentDecision {
        Given = "given",
        Refused = "refused",
        Withdrawn = "withdrawn",
        /// Shared on a recorded legal basis.
        WithoutConsent = "without_consent",
    }

    ConsentHow {
        Spoken = "spoken",
        Written = "written",
    }

    ReferralState {
        Drafted = "drafted",
        Discarded = "discarded",
    }

    /// What a service has said to a referral.
    ReferralAnswer {
        /// It has come in, and is not decided.
        Acknowledged = "acknowledged",
        Accepted = "accepted",
        /// Not taken on; a reason goes with it.
        Rejected = "rejected",
    }

    EligibilityState {
        Eligible = "eligible",
        NotEligible = "not_eligible",
        /// Something that the rule asks is not known.
        NotKnown = "not_known",
    }

    /// What an entry of the timeline is about.
    TimelineTopic {
        Log = "log",
        Police = "police",
        Claim = "claim",
        Contact = "contact",
        Escalation = "escalation",
        Risk = "risk",
        Sharing = "sharing",
        Car = "car",
        Outcome = "outcome",
        Note = "note",
        System = "system",
    }

    FeedHealth {
        Live = "live",
        Silent = "silent",
        /// Nothing has ever come.
        Never = "never",
    }

    LiveHealth {
        Ok = "ok",
        /// The shared live state is away; the journal carries the board.
        Degraded = "degraded",
    }

    /// The routing engine that reckons travel times.
    RoadsHealth {
        /// None is set up: travel times are the straight line times a factor.
        Off = "off",
        Ok = "ok",
        /// It does not answer: straight line times a factor until it does.
        Away = "away",
    }

    JournalHealth {
        Ok = "ok",
        /// Acts are refused until it is back; screens go on reading.
        Unavailable = "unavailable",
    }
}

impl DeploymentState {
    /// Whether the car's one active place is taken by a deployment in this state (I7).
    pub fn is_active(self) -> bool {
        matches!(self, Self::Offered | Self::Acknowledged | Self::EnRoute | Self::AtScene)
    }

    /// Whether nothing further can happen to it.
    pub fn is_over(self) -> bool {
        !self.is_active() && self != Self::Reserved
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro derives the same for every set of words, and most have no default"
)]
impl Default for Kept {
    fn default() -> Self {
        Self::Shared
    }
}

impl Kept {
    pub fn is_shared(&self) -> bool {
        *self == Self::Shared
    }
}

impl EscalationState {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Requested | Self::Acknowledged)
    }
}
