// Generated from the Rust types in protocol/ by `make types`. Do not edit.
/* eslint-disable */

export type BoardId = string;

export type IncidentNumber = string;

export type ResponseId = string;

export type DeploymentId = string;

export type EscalationId = string;

export type CarId = string;

export type ReferralId = string;

export type CallSign = string;

export type UserId = string;

export type CommandId = string;

export type Role = "support_worker" | "crew" | "control_room" | "inspector" | "coordinator" | "data_protection" | "feed" | "tracker" | "monitor";

export type Audience = "control" | "crew" | "inspector";

export type IncidentState = "received" | "graded" | "resourced" | "at_scene" | "resumed" | "resulted" | "closed";

export type ResourceStatus = "assigned" | "en_route" | "at_scene" | "resumed" | "recalled";

export type SuspectWhereabouts = "in_custody" | "left" | "present_controlled" | "unknown" | "returned";

export type GateMode = "after_first_response" | "alongside" | "none";

export type GateState = "open" | "closed" | "revoked" | "not_used";

export type PersonRole = "victim" | "suspect" | "child" | "caller" | "witness" | "other";

export type Hazard = "firearm" | "weapon" | "dog" | "violence" | "drugs" | "alcohol" | "mental_health" | "strangulation" | "pregnancy" | "children" | "bail_or_order" | "separation" | "self_harm";

export type ResponseState = "notified" | "claimed" | "contacting" | "awaiting_clearance" | "eligible" | "car_assigned" | "outcome_recorded" | "handed_over" | "closed";

export type ContactChannel = "phone" | "text" | "email" | "in_person";

export type ContactResult = "spoke_safely" | "ended_unsafe" | "no_answer" | "wrong_number" | "someone_else" | "declined_for_now";

export type EscalationKind = "quicker_response" | "line_cut";

export type EscalationState = "requested" | "acknowledged" | "regraded" | "declined" | "withdrawn";

export type DeploymentState = "reserved" | "offered" | "acknowledged" | "en_route" | "at_scene" | "resumed" | "declined" | "lapsed" | "stood_down" | "recalled";

export type CarStatus = "off_duty" | "available" | "offered" | "committed" | "at_scene" | "break" | "recalled";

export type Seat = "support_worker" | "officer";

export type OutcomeKind = "engaged_by_phone" | "engaged_by_visit" | "could_not_reach" | "declined" | "not_suitable";

export type ReferralDecision = "referred" | "already_supported" | "declined" | "not_offered";

export type FeedHealth = "live" | "silent" | "never";

export type LiveHealth = "ok" | "degraded";

export type JournalHealth = "ok" | "unavailable";

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export type Standing = "pinned" | "by_factors" | "lowered";

export type PriorityFactor = "grade" | "waiting" | "repeat" | "children" | "weapons" | "violence" | "strangulation" | "pregnancy" | "separation" | "bail_or_order" | "self_harm" | "mental_health" | "drink_or_drugs" | "suspect_back" | "new_call" | "risk_high" | "contact_made" | "not_reached";

export type RepeatMatch = "pair" | "victim" | "suspect" | "address" | "phone";

export type RepeatVerdict = "proposed" | "confirmed" | "dismissed";

export type SecondStep = "unconfirmed" | "unsafe" | "stale" | "overtaken" | "outside_window" | "channel_not_allowed" | "unknown";

export type Alarm = "line_cut" | "escalation" | "gate_revoked" | "contact_due" | "grade_overdue" | "unreviewed" | "car_wanted";

export type Answer = "yes" | "no" | "dont_know" | "not_asked";

export type RiskBand = "standard" | "medium" | "high";

export type RiskSource = "taken_here" | "received" | "revisited";

export type ConsentDecision = "given" | "refused" | "withdrawn" | "without_consent";

export type ConsentHow = "spoken" | "written";

export type ReferralState = "drafted" | "discarded";

export type ReferralAnswer = "acknowledged" | "accepted" | "rejected";

export type EligibilityState = "eligible" | "not_eligible" | "not_known";

export type TimelineTopic = "log" | "police" | "claim" | "contact" | "escalation" | "risk" | "sharing" | "car" | "outcome" | "note" | "system";

export type WorkerGender = "woman" | "man";

export type EtaSource = "roads" | "straight_line";

export type CarChoice = "now" | "in_turn" | "override" | "not";

export type CarReason = "travel" | "position_old" | "position_unknown" | "queue" | "shift_ends" | "break_due" | "on_break" | "language" | "worker_gender" | "child_seats" | "wheelchair" | "training" | "met_before" | "off_duty" | "seat_empty" | "recalled" | "sos" | "declined" | "gate";

export type SosEnding = "crew_safe" | "help_came" | "mistake";

export type RoadsHealth = "off" | "ok" | "away";

export type WelfareConcern = "injured" | "needs_doctor" | "distressed" | "child_distressed" | "no_food" | "no_heating" | "no_phone" | "home_not_secure" | "nowhere_to_stay" | "needs_interpreter";

export type Kept = "shared" | "charity" | "police";

export type Side = "charity" | "police";

export type ShareBasis = "consent" | "vital_interests" | "legal_duty";

export type EraseBasis = "retention" | "request" | "order";

export type RefusalCode = "not_found" | "role_not_allowed" | "wrong_state" | "already_claimed" | "not_your_claim" | "not_your_car" | "gate_closed" | "seat_empty" | "car_off_duty" | "car_busy" | "car_queue_full" | "queue_changed" | "outcome_missing" | "escalation_unanswered" | "field_invalid" | "too_many" | "journal_unavailable" | "overloaded" | "too_many_in_flight" | "sign_in_required" | "sign_in_failed" | "account_locked" | "token_invalid" | "token_expired" | "second_factor_required" | "enrolment_required" | "origin_refused" | "body_too_large" | "body_unreadable" | "body_too_slow" | "encoding_refused" | "method_not_allowed" | "rate_limited" | "too_many_connections" | "shutting_down" | "internal";

export type NextCar = { car: CarId, call_sign: string, 
/**
 * When it would be there; none where nothing is known of the place.
 */
arrive_at: number | null, source: EtaSource | null, };

export type Refusal = { code: RefusalCode, 
/**
 * Plain words for the person, without personal data.
 */
message: string, 
/**
 * Which field, where one is to blame.
 */
field?: string, found?: string, allowed?: string, 
/**
 * Who was first, where somebody was (staff).
 */
who?: string, 
/**
 * When that was.
 */
when?: number, 
/**
 * The next best car, where another one was not to be had.
 */
next_car?: NextCar, };

export type SafeWindow = { days: Array<Weekday>, 
/**
 * Local `HH:MM`.
 */
from: string, 
/**
 * Local `HH:MM`; not later than `from` means the next day.
 */
until: string, };

export type OtherNumber = { number: string, 
/**
 * Whose it is, e.g. "her sister".
 */
whose: string, safe_to_ring: boolean, };

export type SafeContact = { number: string, 
/**
 * False: the number is known not to be safe to ring.
 */
safe_to_ring: boolean, voicemail_allowed: boolean, text_allowed: boolean, email_allowed: boolean, 
/**
 * Somebody may come to the door.
 */
visit_allowed: boolean, 
/**
 * True: ring with the caller-ID withheld.
 */
withhold_caller_id: boolean, 
/**
 * When it is safe, in the victim's words, e.g. "before five, he is at work".
 */
when_safe: string, 
/**
 * The same as times, where it can be said so; empty: at any time.
 */
windows: Array<SafeWindow>, 
/**
 * Where else they can be reached, or must not be rung.
 */
other_numbers: Array<OtherNumber>, email: string, code_word: string, language: string, 
/**
 * Who else may answer.
 */
who_may_answer: string, };

export type ContactAttempt = { channel: ContactChannel, result: ContactResult, number: string, note: string, 
/**
 * When to try again; a different time of day than this one.
 */
next_at?: number, };

export type Outcome = { kind: OutcomeKind, referral: ReferralDecision, 
/**
 * The services referred to, by name; empty unless `referral` is `referred`.
 */
services: Array<string>, 
/**
 * A place in a refuge was found. Never which refuge.
 */
refuge_placed: boolean, 
/**
 * Children who went into the refuge with the victim.
 */
children_placed: number, safety_plan_made: boolean, 
/**
 * The scheme's own questions, by id: 1 yes, 0 no, or the number asked for. Left out: not asked.
 */
answers?: { [question in string]?: number }, note: string, };

export type SeatFilled = { seat: Seat, 
/**
 * The staff member's name as colleagues know it. Staff, not a victim: shown on the board.
 */
name: string, 
/**
 * Spoken besides English, by their English names.
 */
languages?: Array<string>, 
/**
 * Left out: not said.
 */
gender?: WorkerGender, 
/**
 * Ids of the scheme's list.
 */
training?: Array<string>, };

export type RiskAssessment = { 
/**
 * A question set of the scheme with its version, e.g. `dash-27.v1`.
 */
set: string, source: RiskSource, 
/**
 * Who took it, where it was taken elsewhere.
 */
received_from: string, 
/**
 * By the question's code. One left out was not asked.
 */
answers: { [code in string]?: Answer }, 
/**
 * What the worker holds the risk to be, where that differs from what the count and the history say.
 */
judgement?: RiskBand, 
/**
 * Needed with a judgement, and where the band falls below the one before.
 */
reason: string, note: string, };

export type SafetyStep = { 
/**
 * One of the scheme's safety topics, by id.
 */
topic: string, text: string, };

export type SafetyPlan = { steps: Array<SafetyStep>, 
/**
 * Gone through with the victim, and not only prepared.
 */
agreed: boolean, note: string, };

export type WelfareSeen = { 
/**
 * How many children there are. Left out: not said.
 */
children_present?: number, 
/**
 * How many of them were seen, and not only heard of.
 */
children_seen?: number, concerns: Array<WelfareConcern>, 
/**
 * Looked, and nothing gave cause for concern. Not the same as nothing said.
 */
no_concern: boolean, note: string, };

export type ConsentEntry = { 
/**
 * One of the scheme's purposes, by id.
 */
purpose: string, 
/**
 * With whom: a service of the directory, or one of the scheme's recipients, by name.
 */
recipient: string, decision: ConsentDecision, 
/**
 * How it was said; left out where nobody was asked.
 */
how?: ConsentHow, 
/**
 * One of the scheme's legal bases, by id; needed to share without consent.
 */
basis?: string, note: string, };

export type ReferralDraft = { 
/**
 * A service of the directory, by name.
 */
service: string, 
/**
 * Of the directory's needs, by id.
 */
needs: Array<string>, 
/**
 * What the service should know.
 */
note: string, };

export type CarNeeds = { 
/**
 * English name of a language; empty: English will do.
 */
language: string, worker_gender: WorkerGender | null, 
/**
 * Children's seats, where the family may have to be driven.
 */
child_seats: number, wheelchair: boolean, 
/**
 * Ids of the scheme's list.
 */
training: Array<string>, 
/**
 * True: the plan sends no car that lacks any of it. False: it prefers one that has it.
 */
only_with_all: boolean, };

export type Fix = { point: Point, 
/**
 * Radius within which it probably was, metres.
 */
accuracy_m: number | null, 
/**
 * When it was measured.
 */
at: number, };

export type PlannedJob = { response: ResponseId, car: CarId, };

export type Command = { "type": "set_standing", incident: IncidentNumber, standing: Standing, 
/**
 * Needed unless the standing is `by_factors`.
 */
reason: string, } | { "type": "judge_repeat", incident: IncidentNumber, earlier: IncidentNumber, verdict: RepeatVerdict, } | { "type": "link_duplicate", incident: IncidentNumber, of: IncidentNumber, } | { "type": "unlink_duplicate", incident: IncidentNumber, } | { "type": "place_hold", incident: IncidentNumber, reason: string, } | { "type": "lift_hold", incident: IncidentNumber, reason: string, } | { "type": "erase_incident", incident: IncidentNumber, basis: EraseBasis, 
/**
 * Kept on the ledger. Names nobody.
 */
reason: string, } | { "type": "claim_response", response: ResponseId, } | { "type": "release_claim", response: ResponseId, } | { "type": "hand_over_claim", response: ResponseId, to: UserId, } | { "type": "take_over_claim", response: ResponseId, 
/**
 * Who had it when the person decided so: nobody else loses it to this.
 */
from: UserId, reason: string, } | { "type": "pass_on", response: ResponseId, 
/**
 * A colleague, a team or a service, as staff know it.
 */
to: string, note: string, } | { "type": "open_response", incident: IncidentNumber, } | { "type": "add_note", response: ResponseId, text: string, 
/**
 * Place in the board's sequence of the entry that this one corrects. The entry itself stays.
 */
corrects?: number, 
/**
 * For whom it is kept. A correction is kept for whom the entry is that it corrects.
 */
kept?: Kept, } | { "type": "share_note", response: ResponseId, 
/**
 * The note's place in the board's sequence.
 */
note: number, basis: ShareBasis, 
/**
 * Why, and for consent: how it was given.
 */
reason: string, } | { "type": "record_hazards", response: ResponseId, found: Array<Hazard>, ruled_out: Array<Hazard>, 
/**
 * Needed where one is ruled out.
 */
reason: string, } | { "type": "take_second_step", response: ResponseId, because: SecondStep, } | { "type": "record_safe_contact", response: ResponseId, record: SafeContact, } | { "type": "record_contact", response: ResponseId, attempt: ContactAttempt, } | { "type": "end_trying", response: ResponseId, reason: string, } | { "type": "resume_trying", response: ResponseId, } | { "type": "record_risk", response: ResponseId, assessment: RiskAssessment, } | { "type": "record_safety_plan", response: ResponseId, plan: SafetyPlan, } | { "type": "record_welfare", response: ResponseId, seen: WelfareSeen, } | { "type": "record_consent", response: ResponseId, entry: ConsentEntry, } | { "type": "draft_referral", response: ResponseId, draft: ReferralDraft, } | { "type": "record_referral_answer", response: ResponseId, 
/**
 * By the name under which the outcome has it.
 */
service: string, answer: ReferralAnswer, 
/**
 * Needed where the service does not take it on.
 */
reason: string, } | { "type": "discard_referral", referral: ReferralId, reason: string, } | { "type": "record_outcome", response: ResponseId, outcome: Outcome, } | { "type": "close_response", response: ResponseId, } | { "type": "reopen_response", response: ResponseId, reason: string, } | { "type": "request_escalation", response: ResponseId, kind: EscalationKind, reason: string, } | { "type": "acknowledge_escalation", escalation: EscalationId, } | { "type": "decline_escalation", escalation: EscalationId, reason: string, } | { "type": "withdraw_escalation", escalation: EscalationId, reason: string, } | { "type": "shelve_alarm", response: ResponseId, alarm: Alarm, 
/**
 * At most an hour ahead.
 */
until: number, reason: string, } | { "type": "unshelve_alarm", response: ResponseId, alarm: Alarm, } | { "type": "start_shift", car: CarId, seats: Array<SeatFilled>, } | { "type": "change_crew", car: CarId, seats: Array<SeatFilled>, } | { "type": "end_shift", car: CarId, } | { "type": "take_break", car: CarId, } | { "type": "end_break", car: CarId, } | { "type": "set_car_needs", response: ResponseId, needs: CarNeeds, } | { "type": "send_car", response: ResponseId, car: CarId, 
/**
 * Given when the gate is closed or a seat is empty, by a role that the scheme allows.
 */
override_reason?: string, 
/**
 * Where this car declines or does not answer, the next best one that is free is offered the job, and so on.
 */
next_best?: boolean, } | { "type": "reserve_car", response: ResponseId, car: CarId, 
/**
 * Place in the queue, from 1; left out: the last.
 */
place?: number, } | { "type": "offer_next", car: CarId, } | { "type": "offer_reserved", deployment: DeploymentId, override_reason?: string, next_best?: boolean, } | { "type": "reorder_queue", car: CarId, queue: Array<DeploymentId>, } | { "type": "swap_car", deployment: DeploymentId, car: CarId, reason: string, override_reason?: string, } | { "type": "apply_plan", jobs: Array<PlannedJob>, } | { "type": "acknowledge_offer", deployment: DeploymentId, } | { "type": "decline_offer", deployment: DeploymentId, reason: string, } | { "type": "go_en_route", deployment: DeploymentId, } | { "type": "arrive_at_scene", deployment: DeploymentId, } | { "type": "resume_car", deployment: DeploymentId, } | { "type": "stand_down", deployment: DeploymentId, reason: string, } | { "type": "recall_car", deployment: DeploymentId, reason: string, } | { "type": "confirm_recall", deployment: DeploymentId, } | { "type": "check_in", deployment: DeploymentId, } | { "type": "raise_sos", car: CarId, } | { "type": "answer_sos", car: CarId, } | { "type": "end_sos", car: CarId, how: SosEnding, };

export type Point = { lat: number, lon: number, };

export type DocKind = "incident" | "brief" | "job" | "car";

export type DocKey = { kind: DocKind, 
/**
 * The document's `number` (incident, brief), `deployment` (job) or `car` (car).
 */
id: string, };

export type EarlierIncident = { number: IncidentNumber, received_at: number, matches: Array<RepeatMatch>, verdict: RepeatVerdict, judged_by: string | null, judged_at: number | null, 
/**
 * Still on the live board, and so can be opened.
 */
live: boolean, };

export type RepeatMarker = { 
/**
 * Calls in 12 months before this one, as the force says.
 */
calls_in_12_months: number | null, 
/**
 * Further calls on this incident itself.
 */
new_calls: number, 
/**
 * Earlier incidents of ours within 12 months, newest first, at most `REPEATS_SHOWN_MAX`.
 */
earlier: Array<EarlierIncident>, 
/**
 * Incidents in 12 months, this one counted: the more of what the force says and what people confirmed.
 */
incidents_in_12_months: number, 
/**
 * The band to which that number raises the risk, by the scheme's rule; none where it raises nothing.
 */
raises_to: RiskBand | null, };

export type FactorPoints = { factor: PriorityFactor, points: number, };

export type PriorityView = { 
/**
 * The sum of `factors`, without the points of waiting.
 */
points: number, 
/**
 * Each with its points, most first; what adds nothing is left out.
 */
factors: Array<FactorPoints>, 
/**
 * Since when waiting adds points by the scheme's rule; none once it does not.
 */
waiting_since: number | null, standing: Standing, standing_by: string | null, standing_at: number | null, };

export type EligibilityReason = { 
/**
 * E.g. "16 or over: 31".
 */
words: string, 
/**
 * None: not known.
 */
met: boolean | null, };

export type EligibilityView = { state: EligibilityState, reasons: Array<EligibilityReason>, };

export type ResourceView = { call_sign: CallSign, status: ResourceStatus, 
/**
 * When the status began.
 */
at: number, 
/**
 * When it should be there, as the force reckons.
 */
eta_at: number | null, 
/**
 * Where it was when it last said so; none where the force sends no positions.
 */
point: Point | null, };

export type SuspectView = { whereabouts: SuspectWhereabouts, at: number, };

export type GateCondition = { 
/**
 * E.g. "A police unit has been to the scene".
 */
words: string, met: boolean, at: number | null, };

export type GateView = { mode: GateMode, state: GateState, 
/**
 * Whether a car may go, and why or why not, as one sentence.
 */
words: string, 
/**
 * Each condition with whether it is met; empty where the gate is not used.
 */
conditions: Array<GateCondition>, 
/**
 * Why it was revoked, in words; set only in that state.
 */
revoked_because: string | null, since: number | null, };

export type ClaimView = { user: UserId, name: string, at: number, };

export type ContactSafety = "unknown" | "safe" | "unsafe" | "overtaken";

export type ContactSummary = { attempts: number, last_result: ContactResult | null, last_at: number | null, next_at: number | null, 
/**
 * By when the scheme means to have made a first attempt; none once there was one, or where it sets no time.
 */
first_due_at: number | null, 
/**
 * Somebody decided, with a reason, that nobody tries any more.
 */
ended_at: number | null, ended_by: string | null, 
/**
 * `unknown` until a safe-contact record says so.
 */
safety: ContactSafety, 
/**
 * What has happened since the record was confirmed that it could not know of, in words.
 */
overtaken_because?: string, 
/**
 * When the safe-contact record was last confirmed.
 */
confirmed_at: number | null, };

export type EscalationView = { escalation: EscalationId, kind: EscalationKind, state: EscalationState, requested_at: number, requested_by: string, 
/**
 * 0 desk, 1 desk again, 2 inspector.
 */
climb: number, 
/**
 * When it climbs next, or is overdue at the top. Set while nobody has answered.
 */
due_at: number | null, answered_at: number | null, answered_by: string | null, grade_before: string, };

export type DeploymentView = { deployment: DeploymentId, car: CarId, call_sign: string, state: DeploymentState, 
/**
 * When the state began.
 */
at: number, 
/**
 * When an unanswered offer lapses.
 */
offer_lapses_at: number | null, 
/**
 * Sent against the gate or with an empty seat, with a recorded reason.
 */
overridden: boolean, 
/**
 * Whether the crew still has to confirm a recall.
 */
recall_unconfirmed: boolean, 
/**
 * Why it was recalled, stood down or declined where the reason is the system's own.
 */
because: string | null, 
/**
 * Who sent or reserved it; none where the system did.
 */
sent_by: string | null, 
/**
 * Whether the next best car is offered the job where this one does not take it.
 */
next_best: boolean, };

export type OutcomeSummary = { kind: OutcomeKind, referral: ReferralDecision, refuge_placed: boolean, at: number, by: string, };

export type RiskSummary = { band: RiskBand, set: string, 
/**
 * Questions answered "yes".
 */
yes: number, 
/**
 * Above or below what the count and the history say, by a person with a reason.
 */
judged: boolean, 
/**
 * Raised by the number of incidents in twelve months.
 */
raised_by_history: boolean, at: number, by: string, };

export type PassedOnView = { to: string, at: number, by: string, };

export type ShelvedView = { alarm: Alarm, until: number, by: string, };

export type CarWantedView = { since: number, because: string, };

export type ResponseRow = { response: ResponseId, ordinal: number, state: ResponseState, notified_at: number, 
/**
 * First claimed or written to by a person.
 */
reviewed_at: number | null, 
/**
 * First contact attempt that reached the victim.
 */
contacted_at: number | null, claim: ClaimView | null, contact: ContactSummary, escalation: EscalationView | null, 
/**
 * The active deployment, or the last one that ended.
 */
deployment: DeploymentView | null, 
/**
 * Jobs that wait for a car's turn.
 */
reserved: Array<DeploymentView>, 
/**
 * What a car should bring; none where nobody said.
 */
needs: CarNeeds | null, 
/**
 * The car that was asked does not go, and no other could be offered the job: since when, and why, in words.
 */
car_wanted: CarWantedView | null, outcome: OutcomeSummary | null, 
/**
 * Hazards that became known in our own contact.
 */
found: Array<Hazard>, 
/**
 * The latest assessment.
 */
risk: RiskSummary | null, plan_agreed: boolean, 
/**
 * Referrals drafted and not discarded.
 */
referrals: number, passed_on: PassedOnView | null, 
/**
 * Alarms that somebody has silenced for a while.
 */
shelved: Array<ShelvedView>, };

export type IncidentRow = { number: IncidentNumber, state: IncidentState, opening_code: string, grade: string, 
/**
 * When the grade last changed; its clock runs from here.
 */
graded_at: number, received_at: number, locality: string | null, beat: string | null, point: Point | null, 
/**
 * Where the scheme has several: the id of the site that this belongs to, by the beat.
 */
site: string | null, 
/**
 * As the force sends them, and as our own contacts found.
 */
hazards: Array<Hazard>, children_present: number | null, 
/**
 * The victim's language where it is known and an interpreter may be needed.
 */
language: string | null, repeat: RepeatMarker | null, 
/**
 * Other numbers that may be the same event: near in time, and at the same address or from the same telephone.
 */
duplicates: Array<IncidentNumber>, 
/**
 * The incident at which the work goes on, where a person has said that this is the same event.
 */
duplicate_of: IncidentNumber | null, priority: PriorityView, 
/**
 * Whom the scheme is meant for, with its reasons; none where it is meant for everybody. Never hides a call.
 */
eligibility: EligibilityView | null, resources: Array<ResourceView>, suspect: SuspectView | null, gate: GateView, responses: Array<ResponseRow>, remark_count: number, 
/**
 * The latest log remark or new call.
 */
last_log_at: number | null, closing_code: string | null, 
/**
 * Part of what is shown was drawn by a replay.
 */
synthetic: boolean, };

export type ResponseBrief = { response: ResponseId, state: ResponseState, notified_at: number, reviewed_at: number | null, contacted_at: number | null, 
/**
 * When the next try to reach them is due, or the first; none where none is planned.
 */
contact_due_at: number | null, 
/**
 * Since when a car has been wanted that nobody has sent.
 */
car_wanted_since: number | null, claimed_by: string | null, escalation: EscalationView | null, car: DeploymentView | null, outcome: OutcomeKind | null, referral: ReferralDecision | null, };

export type IncidentBrief = { number: IncidentNumber, state: IncidentState, grade: string, graded_at: number, received_at: number, beat: string | null, repeat: boolean, 
/**
 * The work goes on under another number.
 */
duplicate: boolean, 
/**
 * When a police unit first reached the scene.
 */
first_at_scene_at: number | null, gate: GateState, 
/**
 * Since when the gate has been as it is.
 */
gate_since: number | null, responses: Array<ResponseBrief>, synthetic: boolean, };

export type JobCard = { deployment: DeploymentId, response: ResponseId, incident: IncidentNumber, view: DeploymentView, 
/**
 * Place in the car's queue, from 1; 0 for the active job.
 */
queue_place: number, opening_code: string, grade: string, received_at: number, locality: string | null, point: Point | null, hazards: Array<Hazard>, children_present: number | null, resources: Array<ResourceView>, suspect: SuspectView | null, gate: GateView, contact: ContactSummary, claimed_by: string | null, outcome: OutcomeSummary | null, 
/**
 * What the car should bring; none where nobody said.
 */
needs: CarNeeds | null, synthetic: boolean, };

export type BaseView = { id: string, name: string, point: Point, };

export type EquipmentView = { child_seats: number, wheelchair: boolean, };

export type CheckInView = { deployment: DeploymentId, 
/**
 * When the crew was last heard to be well: its arrival, or its last check-in.
 */
since: number, 
/**
 * When it is due, or was.
 */
due_at: number, 
/**
 * 0 not missed, 1 the desk was told, 2 the inspector.
 */
missed: number, };

export type SosView = { at: number, by: string, 
/**
 * The job on which it was called, where there was one.
 */
deployment: DeploymentId | null, 
/**
 * How often it has climbed because nobody answered.
 */
climb: number, answered_at: number | null, answered_by: string | null, };

export type CarRow = { car: CarId, call_sign: string, partner: string, 
/**
 * Where it starts from and returns to.
 */
base: BaseView | null, equipment: EquipmentView, status: CarStatus, status_at: number, seats_needed: Array<Seat>, seats: Array<SeatFilled>, 
/**
 * Whether an offer could be made now; if not, why not in words.
 */
deployable: boolean, not_deployable_because: string | null, active: DeploymentId | null, queue: Array<DeploymentId>, shift_started_at: number | null, shift_ends_at: number | null, 
/**
 * When its crew is due a break by the scheme's rule; none off duty, on a break, or where the scheme sets no rule.
 */
break_due_at: number | null, check_in: CheckInView | null, sos: SosView | null, };

export type Doc = { "kind": "incident" } & IncidentRow | { "kind": "brief" } & IncidentBrief | { "kind": "job" } & JobCard | { "kind": "car" } & CarRow;

export type PersonView = { role: PersonRole, name: string | null, age: number | null, phone: string | null, language: string | null, note: string | null, };

export type SafeContactView = { record: SafeContact, confirmed_at: number, confirmed_by: string, };

export type AttemptView = { attempt: ContactAttempt, at: number, by: string, };

export type RiskView = { assessment: RiskAssessment, 
/**
 * What counts: the highest of the three below, unless a judgement with a reason says otherwise.
 */
band: RiskBand, 
/**
 * By the number of "yes"; none where the scheme sets no counts for this set.
 */
by_count: RiskBand | null, 
/**
 * By the incidents in twelve months at the time; none where they raise nothing.
 */
by_history: RiskBand | null, yes: number, 
/**
 * Incidents in twelve months at the time, this one counted.
 */
incidents_in_12_months: number, 
/**
 * Whether a person's judgement stands against count and history.
 */
judged: boolean, at: number, by: string, };

export type SafetyPlanView = { plan: SafetyPlan, at: number, by: string, };

export type WelfareView = { seen: WelfareSeen, at: number, by: string, };

export type ConsentView = { entry: ConsentEntry, at: number, by: string, };

export type ReferralView = { referral: ReferralId, state: ReferralState, draft: ReferralDraft, at: number, by: string, 
/**
 * Whether something may be shared with this service now: consent that stands, or a recorded basis.
 */
may_share: boolean, 
/**
 * What that rests on, or what is missing, in words.
 */
because: string, };

export type ResponseFile = { response: ResponseId, safe_contact: SafeContactView | null, attempts: Array<AttemptView>, outcome: Outcome | null, 
/**
 * Why nobody tries any more.
 */
ended_reason: string | null, 
/**
 * Oldest first. The last one counts.
 */
risk: Array<RiskView>, plan: SafetyPlanView | null, 
/**
 * The newest word on how those at the door were.
 */
welfare: WelfareView | null, 
/**
 * The whole ledger, oldest first.
 */
consents: Array<ConsentView>, referrals: Array<ReferralView>, passed_on_note: string | null, };

export type TimelineOrigin = "force" | "ours" | "system";

export type TimelineEntry = { 
/**
 * When it was done or said.
 */
at: number, 
/**
 * When it reached the server, where that was more than a minute after a person did it.
 */
arrived_at: number | null, 
/**
 * Place in the board's sequence; breaks ties.
 */
seq: number, origin: TimelineOrigin, topic: TimelineTopic, 
/**
 * Operator, unit or colleague.
 */
by: string | null, 
/**
 * What happened, in words.
 */
words: string, 
/**
 * What was said or written, where something was.
 */
text: string | null, response: ResponseId | null, 
/**
 * The `seq` of the entry that this one corrects.
 */
corrects: number | null, 
/**
 * For whom it is kept. Whoever reads this is on that side, or has had it shared.
 */
kept: Kept, 
/**
 * On what the other side was shown it, where it was.
 */
shared_on: ShareBasis | null, synthetic: boolean, };

export type IncidentFile = { number: IncidentNumber, address: string | null, people: Array<PersonView>, thrive: string | null, 
/**
 * Why it was pinned or lowered.
 */
standing_reason: string | null, responses: Array<ResponseFile>, 
/**
 * The force's log and our acts in one stream, oldest first.
 */
timeline: Array<TimelineEntry>, };

export type GradeView = { code: string, label: string, 
/**
 * 1 is the most urgent.
 */
rank: number, 
/**
 * Minutes within which the force means to attend; none where it makes no promise.
 */
attend_minutes: number | null, };

export type HoursView = { 
/**
 * `mon` … `sun`.
 */
day: string, 
/**
 * Local `HH:MM`.
 */
from: string, 
/**
 * Local `HH:MM`; earlier than `from` means the next day.
 */
until: string, };

export type AreaView = { south: number, west: number, north: number, east: number, };

export type Named = { id: string, label: string, };

export type ServiceView = { 
/**
 * Unique in the directory; referrals and consents name it.
 */
name: string, 
/**
 * E.g. "Idva", "refuge", "target hardening".
 */
category: string, 
/**
 * Risk bands that it takes; empty: any.
 */
bands: Array<RiskBand>, 
/**
 * Needs that it meets, by id; empty: not said.
 */
needs: Array<string>, 
/**
 * Languages spoken besides English.
 */
languages: Array<string>, 
/**
 * How a worker reaches it. Public facts only.
 */
contact: string | null, 
/**
 * When it answers, in words.
 */
hours: string | null, };

export type PriorityRulesView = { 
/**
 * Each whole stretch of this length adds `waiting_points`, ms.
 */
waiting_every_ms: number, waiting_points: number, 
/**
 * The most that waiting adds.
 */
waiting_points_max: number, };

export type DaySlot = { 
/**
 * E.g. "morning".
 */
label: string, 
/**
 * Local `HH:MM`.
 */
from: string, 
/**
 * Local `HH:MM`, later than `from`.
 */
until: string, };

export type ContactRulesView = { 
/**
 * Times of day between which attempts are varied, in order.
 */
slots: Array<DaySlot>, 
/**
 * Working days within which a first attempt is due.
 */
first_within_working_days: number | null, };

export type QuestionView = { code: string, label: string, section: string, };

export type QuestionSetView = { 
/**
 * With its version, e.g. `dash-27.v1`.
 */
id: string, name: string, 
/**
 * Counts of "yes" from which the band is at least medium, and high; none: this set bands by judgement alone.
 */
medium_from: number | null, high_from: number | null, questions: Array<QuestionView>, };

export type RiskRulesView = { 
/**
 * The first is offered first.
 */
sets: Array<QuestionSetView>, 
/**
 * Incidents in twelve months, this one counted, from which the history raises the band.
 */
history_incidents: number | null, history_band: RiskBand | null, };

export type ConsentRulesView = { purposes: Array<Named>, 
/**
 * The purpose under which a service may be told of a referral.
 */
for_referral: string | null, 
/**
 * Besides the services of the directory.
 */
recipients: Array<string>, 
/**
 * Legal bases on which something may be shared without consent.
 */
bases: Array<Named>, };

export type OutcomeQuestionKind = "yes_no" | "number";

export type OutcomeQuestion = { id: string, label: string, kind: OutcomeQuestionKind, 
/**
 * Of a number, e.g. "minutes".
 */
unit: string | null, };

export type CarRulesView = { 
/**
 * What a crew may be trained in.
 */
training: Array<Named>, 
/**
 * Time at a scene without a word from the crew, ms; none where the scheme sets none.
 */
check_in_every_ms: number | null, 
/**
 * After a missed check-in, until the inspector is told, ms.
 */
check_in_climb_ms: number, 
/**
 * Until an unanswered SOS is told again, ms.
 */
sos_climb_ms: number, 
/**
 * Work without a break after which one is due, ms.
 */
break_due_after_ms: number | null, break_ms: number, 
/**
 * What a job takes at the scene, for reckoning ahead, ms.
 */
job_ms: number, 
/**
 * Whether the scheme has its beats as areas, at `/api/v1/boards/{board}/beats`.
 */
has_beats: boolean, };

export type SchemeView = { board: BoardId, name: string, force: string, 
/**
 * IANA name; every shown time is in this zone.
 */
time_zone: string, 
/**
 * `victim`, `survivor` or `client`.
 */
person_word: string, grades: Array<GradeView>, gate: GateMode, hours: Array<HoursView>, 
/**
 * ms until a request climbs to the desk again, and then to the inspector.
 */
escalation_climb_ms: [number, number], 
/**
 * Who is told at each climb, in words.
 */
escalation_climb_to: [string, string], offer_window_ms: number, claim_lease_ms: number, safe_contact_stale_ms: number, override_roles: Array<Role>, partners: Array<string>, services: Array<ServiceView>, 
/**
 * What a service may be needed for.
 */
needs: Array<Named>, sites: Array<Named>, priority: PriorityRulesView, contact: ContactRulesView, risk: RiskRulesView, safety_topics: Array<Named>, consent: ConsentRulesView, 
/**
 * Asked with the outcome, and counted.
 */
outcome_questions: Array<OutcomeQuestion>, 
/**
 * Responses that one worker should hold at once; none where the scheme sets no number.
 */
caseload_ceiling: number | null, cars: CarRulesView, 
/**
 * How near in time two calls must be to be proposed as one event, ms.
 */
duplicate_within_ms: number, 
/**
 * Stillness after which the board covers itself, ms; none where it does not.
 */
idle_lock_ms: number | null, area: AreaView, 
/**
 * A quiet line for demonstrations: nothing here is real.
 */
notice: string | null, };

export type AnswerCount = { question: string, label: string, 
/**
 * People who were asked.
 */
asked: number, 
/**
 * "Yes" of a yes-or-no question; the sum of a number.
 */
total: number, };

export type SiteCount = { site: string, received: number, engaged: number, referred: number, };

export type Counts = { 
/**
 * Incidents, without those that a person linked as duplicates of another.
 */
received: number, duplicates: number, 
/**
 * People: responses opened.
 */
people: number, reviewed: number, 
/**
 * Reached at least once, whatever came of it.
 */
contacted: number, 
/**
 * By the scheme's rule.
 */
engaged: number, visited: number, referred: number, 
/**
 * Of those referred, people whom at least one service has taken on.
 */
accepted: number, already_supported: number, declined: number, could_not_reach: number, refuge_placed: number, 
/**
 * Children who went into a refuge with them.
 */
children_placed: number, plans_agreed: number, 
/**
 * Contact attempts, of all people.
 */
attempts: number, 
/**
 * People whom somebody tried to reach at least once.
 */
people_attempted: number, 
/**
 * Of those, attempts a person: the mean, in hundredths.
 */
attempts_per_person_hundredths: number | null, escalations: number, escalations_regraded: number, 
/**
 * From call to first review, ms, median; none when nothing was reviewed.
 */
review_ms_median: number | null, 
/**
 * From call to first contact, ms, median.
 */
contact_ms_median: number | null, 
/**
 * From the first unit at scene to the car at scene, ms, median.
 */
car_ms_median: number | null, 
/**
 * The scheme's own outcome questions.
 */
answers: Array<AnswerCount>, 
/**
 * Where the scheme has several sites.
 */
by_site: Array<SiteCount>, };

export type GradeCount = { grade: string, count: number, };

export type CarStatusCount = { status: CarStatus, count: number, };

export type ClaimCount = { name: string, count: number, };

export type Figures = { since: number, in_hours: boolean, 
/**
 * Responses nobody has looked at yet.
 */
waiting_review: number, 
/**
 * The same by age, minutes: under 5, 5–15, 15–30, 30 and over.
 */
waiting_by_age: [number, number, number, number], waiting_by_grade: Array<GradeCount>, 
/**
 * Received at the oldest waiting response.
 */
oldest_waiting_at: number | null, escalations_open: number, escalations_unanswered: number, cars: Array<CarStatusCount>, claims: Array<ClaimCount>, 
/**
 * Incidents, without those that a person linked as duplicates of another.
 */
received: number, duplicates: number, 
/**
 * People: responses opened.
 */
people: number, reviewed: number, 
/**
 * Reached at least once, whatever came of it.
 */
contacted: number, 
/**
 * By the scheme's rule.
 */
engaged: number, visited: number, referred: number, 
/**
 * Of those referred, people whom at least one service has taken on.
 */
accepted: number, already_supported: number, declined: number, could_not_reach: number, refuge_placed: number, 
/**
 * Children who went into a refuge with them.
 */
children_placed: number, plans_agreed: number, 
/**
 * Contact attempts, of all people.
 */
attempts: number, 
/**
 * People whom somebody tried to reach at least once.
 */
people_attempted: number, 
/**
 * Of those, attempts a person: the mean, in hundredths.
 */
attempts_per_person_hundredths: number | null, escalations: number, escalations_regraded: number, 
/**
 * From call to first review, ms, median; none when nothing was reviewed.
 */
review_ms_median: number | null, 
/**
 * From call to first contact, ms, median.
 */
contact_ms_median: number | null, 
/**
 * From the first unit at scene to the car at scene, ms, median.
 */
car_ms_median: number | null, 
/**
 * The scheme's own outcome questions.
 */
answers: Array<AnswerCount>, 
/**
 * Where the scheme has several sites.
 */
by_site: Array<SiteCount>, };

export type Health = { feed: FeedHealth, feed_last_at: number | null, 
/**
 * Feed items kept aside with a fault, not yet looked at.
 */
quarantined: number, live: LiveHealth, roads: RoadsHealth, journal: JournalHealth, };

export type CarPosition = { car: CarId, point: Point, 
/**
 * Radius within which it probably is, metres.
 */
accuracy_m: number | null, 
/**
 * When it was measured.
 */
at: number, };

export type EarlierDemand = { board: BoardId, 
/**
 * IANA; days and hours are local to it.
 */
time_zone: string, 
/**
 * First and last local day, `YYYY-MM-DD`, both included.
 */
from: string, to: string, 
/**
 * Days on which every call was seen. The others say nothing: they are not days without calls.
 */
watched_days: number, 
/**
 * The first and last day of which anything is known at all; none before the first.
 */
known_from: string | null, known_to: string | null, calls: number | null, 
/**
 * Of these, from an imported listing: of them it is not known what was done.
 */
imported: number | null, 
/**
 * Fewer than this is not shown to the reader; none: everything is shown.
 */
small_number: number | null, 
/**
 * 168, by hour of the week.
 */
heat: Array<HeatCell>, 
/**
 * Weeks from Monday, in order.
 */
weeks: Array<WeekCount>, waits: Array<WaitFigures>, 
/**
 * Incident, reviewed, contacted, visited, referred: of the calls that were not imported.
 */
funnel: Array<FunnelStep>, by_area: Array<GroupCount>, by_grade: Array<GroupCount>, 
/**
 * First call, or a repeat within twelve months.
 */
by_repeat: Array<GroupCount>, };

export type HeatCell = { calls: number | null, 
/**
 * How many hours of this kind were watched.
 */
watched_hours: number, 
/**
 * None where nobody watched, or the count is not shown.
 */
calls_per_hour: number | null, };

export type WeekCount = { 
/**
 * Its Monday, `YYYY-MM-DD`.
 */
monday: string, watched_days: number, calls: number | null, 
/**
 * Calls a watched day; none without one.
 */
calls_per_day: number | null, };

export type WaitKind = "review" | "contact" | "car";

export type WaitFigures = { wait: WaitKind, 
/**
 * People of whom both ends of it are known.
 */
people: number | null, median_ms: number | null, 
/**
 * Nine in ten waited no longer.
 */
p90_ms: number | null, 
/**
 * The scheme's own target; none where it sets none.
 */
target_ms: number | null, 
/**
 * People within the target.
 */
within_target: number | null, };

export type FunnelStage = "incidents" | "people" | "reviewed" | "contacted" | "visited" | "referred" | "accepted";

export type FunnelStep = { stage: FunnelStage, count: number | null, };

export type Referrals = { board: BoardId, 
/**
 * Those that wait first, the longest wait first; then what was answered, the newest answer first.
 */
referrals: Array<ReferralLine>, 
/**
 * How many fit and are left off because the list would be too long: those that have waited least, those that were
 * answered longest ago.
 */
left_off: number, };

export type ReferralLine = { response: ResponseId, incident: IncidentNumber, service: string, 
/**
 * When the first outcome that names it was recorded, and by whom.
 */
referred_at: number, referred_by: string, 
/**
 * Working days of England and Wales that have gone by since, neither that day nor today counted.
 */
working_days: number, 
/**
 * None: nothing heard yet.
 */
answer: ReferralAnswer | null, 
/**
 * What they said with it; empty where nothing was written down.
 */
reason: string, answered_at: number | null, answered_by: string | null, };

export type GroupCount = { 
/**
 * As the force writes it; empty: not known.
 */
group: string, label: string, calls: number | null, };

export type TodayDemand = { board: BoardId, time_zone: string, at: number, today: DayCount, 
/**
 * The same weekday of the eight weeks before, newest first; those that were not watched are left out.
 */
earlier: Array<DayCount>, 
/**
 * Middle of the earlier days for the hours that are over today, and what today has in the same hours.
 */
usual_until_now: number | null, until_now: number | null, };

export type DayCount = { 
/**
 * `YYYY-MM-DD`.
 */
day: string, 
/**
 * 24, by the local hour; the hour that comes twice in autumn is one.
 */
calls: Array<number | null>, };

export type DemandForecast = { board: BoardId, time_zone: string, made_at: number, 
/**
 * Watched days that it rests on.
 */
days: number, 
/**
 * Why there is none, where there is none: too few days.
 */
days_needed: number, 
/**
 * The next 24 hours, from the full hour at hand.
 */
hours: Array<ExpectedCalls>, 
/**
 * Saturday and Sunday that come next, hour by hour.
 */
weekend: Array<ExpectedCalls>, 
/**
 * The next covered stretches within eight days, as a whole.
 */
stretches: Array<ExpectedCalls>, 
/**
 * How it would have done on the days that are known.
 */
back_test: ForecastTest | null, };

export type ExpectedCalls = { from: number, until: number, mean: number, 
/**
 * In eight of ten such hours the count lies from `low` to `high`, both included.
 */
low: number, high: number, 
/**
 * Within the scheme's hours.
 */
covered: boolean, };

export type ForecastMethod = "shown" | "same_hour_last_week" | "average_of_hour";

export type ForecastTest = { days: number, hours: number, methods: Array<ForecastScore>, };

export type ForecastScore = { method: ForecastMethod, 
/**
 * Calls an hour, mean of how far off.
 */
mean_absolute_error: number, 
/**
 * Calls an hour, root of the mean square.
 */
root_mean_square_error: number, 
/**
 * Mean negative logarithm of the probability given to what came: less is better. None for a method without one.
 */
log_score: number | null, 
/**
 * Share of hours within the interval that was to hold 80 %, 0 to 1.
 */
within_interval: number | null, };

export type CoverQuestion = { board: BoardId, 
/**
 * First and last local day whose calls are replayed, both included.
 */
from: string, to: string, 
/**
 * The hours asked about. At most 42 stretches.
 */
hours: Array<HoursView>, 
/**
 * Support workers in the control room, 0 to 50.
 */
workers: number, 
/**
 * Support cars, 0 to 50.
 */
cars: number, 
/**
 * Mean time that a call takes a worker, minutes, 1 to 480.
 */
contact_min: number, 
/**
 * Mean time that a visit takes a car with its ways, minutes, 1 to 480.
 */
visit_min: number, 
/**
 * Share of the calls that need a car, per cent, 0 to 100.
 */
visit_share_pct: number, 
/**
 * Reached by a worker is: within so many minutes of the call, 1 to 1440.
 */
contact_target_min: number, 
/**
 * Reached by a car is: within so many minutes of the call, 1 to 1440.
 */
visit_target_min: number, 
/**
 * How often it is played; more makes the spread surer. 1 to 400.
 */
runs: number, 
/**
 * The same number, the same answer.
 */
seed: number, 
/**
 * Also the best hours of this many a week; none: only those above.
 */
best: BestHoursQuestion | null, };

export type BestHoursQuestion = { 
/**
 * Hours a week, 1 to 168.
 */
hours: number, 
/**
 * Shortest stretch that somebody can be rostered for, hours, 1 to 24.
 */
stretch_hours_min: number, };

export type CoverLine = { "type": "progress", 
/**
 * 0 to 1.
 */
done: number, } | { "type": "answer" } & CoverAnswer | { "type": "refused", refusal: Refusal, };

export type CoverAnswer = { watched_days: number, 
/**
 * Calls on these days, and the different victims in them as far as the records tell.
 */
calls: number, victims: number, 
/**
 * Calls of an average week, each weekday as often as it comes in one.
 */
calls_a_week: number, asked: CoverReach, 
/**
 * The scheme's own hours with the same workers and cars.
 */
now: CoverReach, best: BestCover | null, };

export type Spread = { low: number, middle: number, high: number, };

export type CoverReach = { hours: Array<HoursView>, hours_a_week: number, 
/**
 * Calls that came within the hours, or waited for them no longer than a target.
 */
offered: number, 
/**
 * Reached by a worker or a car within its target.
 */
incidents: Spread, victims: Spread, by_worker: Spread, by_car: Spread, 
/**
 * The same as `incidents`, in an average week.
 */
incidents_a_week: Spread, 
/**
 * Share of the covered time in which they are busy, 0 to 1; none without any.
 */
workers_busy: number | null, cars_busy: number | null, 
/**
 * Of those reached, in the middle run; none where nobody was.
 */
contact_wait_median_min: number | null, visit_wait_median_min: number | null, };

export type BestCover = { 
/**
 * On all days, to be compared with `asked` and `now`.
 */
reach: CoverReach, chosen_on_days: number, measured_on_days: number, 
/**
 * Incidents reached in an average week on the days of measuring: with these hours, and with the scheme's.
 */
measured_a_week: Spread, now_measured_a_week: Spread, 
/**
 * How many ways of laying the hours were tried.
 */
tried: number, };

export type PeriodReport = { board: BoardId, scheme: string, force: string, 
/**
 * IANA; the days are local to it.
 */
time_zone: string, 
/**
 * First and last local day, `YYYY-MM-DD`, both included.
 */
from: string, to: string, made_at: number, 
/**
 * Fewer than this is not shown to the reader; none: everything is shown.
 */
small_number: number | null, 
/**
 * In a fixed order.
 */
figures: Array<FigureRow>, };

export type FigureRow = { 
/**
 * The name of a field of `Counts` (a median as `review_median` …, the mean as `attempts_per_person`),
 * `answer/<question>/<asked, yes or sum>`, or `site/<site>/<received, engaged or referred>`.
 */
figure: string, 
/**
 * The scheme's own words for one of its questions or sites.
 */
label: string | null, unit: FigureUnit, 
/**
 * None: nothing to count or measure, or not shown.
 */
value: number | null, 
/**
 * A number that is too small to be shown to this reader, or would give one away.
 */
hidden: boolean, };

export type FigureUnit = "incidents" | "people" | "children" | "attempts" | "per_person" | "requests" | "minutes" | "answers";

export type CarEta = { car: CarId, deployment: DeploymentId, arrive_at: number, source: EtaSource, };

export type OptionReason = { kind: CarReason, 
/**
 * E.g. "ends shift in 40 min", "speaks Polish".
 */
words: string, 
/**
 * True speaks for the car, false against it.
 */
good: boolean, 
/**
 * What it adds to the cost, ms; less than 0 where it speaks for the car.
 */
adds_ms: number, };

export type CarOption = { car: CarId, call_sign: string, choice: CarChoice, 
/**
 * When it would be at the scene, its queue before this job included; none where a place is not known, or it cannot go.
 */
arrive_at: number | null, 
/**
 * Driving alone, ms.
 */
travel_ms: number | null, source: EtaSource | null, 
/**
 * What the order goes by, ms: the time until it is there, and what its reasons add. Less is better.
 */
cost_ms: number | null, 
/**
 * For and against, weightiest first.
 */
reasons: Array<OptionReason>, 
/**
 * Why it ranks below the one before it, in words; none for the first.
 */
lower_because: string | null, };

export type Recommendation = { response: ResponseId, at: number, 
/**
 * What no car that could go now brings, in words.
 */
missing: Array<string>, cars: Array<CarOption>, };

export type FixedJob = { deployment: DeploymentId, state: DeploymentState, };

export type PlanLine = { response: ResponseId, incident: IncidentNumber, car: CarId, call_sign: string, 
/**
 * Place in the car's run, from 1.
 */
place: number, arrive_at: number | null, done_at: number, 
/**
 * Arranged by a person already: its deployment, and how far that is.
 */
fixed: FixedJob | null, 
/**
 * Why this car, in words; empty for what is fixed.
 */
because: string, };

export type PlanLeft = { response: ResponseId, incident: IncidentNumber, because: string, };

export type PlanWait = { 
/**
 * Jobs that a car would reach before the shift ends.
 */
reached: number, 
/**
 * Mean wait of everybody, weighted by priority, ms; who is not reached waits until the last shift ends.
 */
weighted_ms: number, };

export type PlanView = { at: number, 
/**
 * The place of the board that it was made of.
 */
seq: number, 
/**
 * Of each car, in the order in which it would go. What a person has arranged stands first, and is `fixed`.
 */
lines: Array<PlanLine>, 
/**
 * Jobs that no car would reach, each with why.
 */
left: Array<PlanLeft>, 
/**
 * The proposal.
 */
proposed: PlanWait, 
/**
 * The same jobs as they would be served by sending the nearest free car to whoever has waited longest.
 */
nearest_first: PlanWait, 
/**
 * Whether any travel time in it is a straight line.
 */
source: EtaSource, };

export type PresentUser = { user: UserId, name: string, audience: Audience, 
/**
 * Incidents whose file this person has open.
 */
viewing: Array<IncidentNumber>, };

export type Position = { 
/**
 * Changes when the journal is restored from a backup: a position of another epoch is worth nothing.
 */
epoch: string, seq: number, };

export type You = { user: UserId, name: string, roles: Array<Role>, 
/**
 * For which of the two controllers these roles work in this scheme.
 */
sides: Array<Side>, audience: Audience, car: CarId | null, };

export type MapView = { 
/**
 * A PMTiles archive, of this server or of one that its content policy allows.
 */
tiles: string | null, 
/**
 * To be shown on the map, as the tiles' licence asks.
 */
attribution: string | null, };

export type CloseReason = { reason: string, 
/**
 * When to come back, spread by the server so that not everybody comes at once.
 */
retry_after_ms?: number, };

export type ClientFrame = { "type": "hello", board: BoardId, audience: Audience, 
/**
 * The crew's car; required for that audience, ignored for others.
 */
car?: CarId, position?: Position, } | { "type": "command", id: CommandId, 
/**
 * When the person did it, by the screen's clock.
 */
at: number, command: Command, } | { "type": "open", incident: IncidentNumber, } | { "type": "close", incident: IncidentNumber, } | { "type": "recommend", response: ResponseId, } | { "type": "position", lat: number, lon: number, accuracy_m?: number, at: number, } | { "type": "beat", };

export type ServerFrame = { "type": "welcome", you: You, scheme: SchemeView, 
/**
 * What the map may be drawn on.
 */
map: MapView, epoch: string, 
/**
 * The server's clock, for ages that do not depend on the screen's.
 */
server_at: number, 
/**
 * Whether deltas since your position follow; otherwise a snapshot does.
 */
resumed: boolean, } | { "type": "snapshot", seq: number, docs: Array<Doc>, } | { "type": "delta", from: number, seq: number, up: Array<Doc>, down: Array<DocKey>, } | { "type": "accepted", id: CommandId, seq: number, 
/**
 * True when this id had been accepted before; nothing was written now.
 */
repeated: boolean, } | { "type": "refused", id: CommandId, refusal: Refusal, } | { "type": "file", file: IncidentFile, } | { "type": "file_closed", incident: IncidentNumber, refusal: Refusal | null, } | { "type": "figures", figures: Figures, } | { "type": "positions", positions: Array<CarPosition>, etas: Array<CarEta>, } | { "type": "recommendation", response: ResponseId, recommendation: Recommendation | null, refusal: Refusal | null, } | { "type": "plan", plan: PlanView, } | { "type": "presence", users: Array<PresentUser>, } | { "type": "beat", at: number, health: Health, };

export type FeedFault = { 
/**
 * Path inside the item, e.g. `data.grade`.
 */
field: string, found: string, allowed: string, };

export const SUBPROTOCOL = "alongside.v1";

/** Close codes by name. Below 4500: come back. From 4500: do not. */
export const CLOSE = {
  restarting: 1012,
  slow_consumer: 4000,
  heartbeat_lost: 4001,
  resync_needed: 4002,
  hello_timeout: 4003,
  too_many_frames: 4004,
  frame_invalid: 4500,
  frame_too_large: 4501,
  signed_out: 4502,
  not_allowed: 4503,
  version_unsupported: 4504,
} as const;

/** Limits of the wire, by name (see protocol/src/limits.rs). */
export const LIMITS = {
  TEXT_CHARS_MAX: 8000,
  FIELD_CHARS_MAX: 200,
  BEAT_EVERY_MS: 3000,
  STALE_AFTER_MS: 10000,
  IN_FLIGHT_MAX: 32,
  OPEN_FILES_MAX: 8,
  POSITION_EVERY_MS: 1000,
  POSITION_FADED_MS: 120000,
  PLAN_JOBS_MAX: 200,
  LANGUAGE_CHARS_MAX: 40,
  SKILLS_MAX: 12,
  CAR_QUEUE_MAX: 8,
  SAFETY_STEPS_MAX: 24,
  CHILDREN_MAX: 20,
  SAFE_WINDOWS_MAX: 14,
  OTHER_NUMBERS_MAX: 6,
  SHELVE_MS_MAX: 3600000,
} as const;
