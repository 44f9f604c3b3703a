// Generated from the Rust types in protocol/ by `make types`. Do not edit.
/* eslint-disable */

export type BoardId = string;

export type IncidentNumber = string;

export type ResponseId = string;

export type DeploymentId = string;

export type EscalationId = string;

export type CarId = string;

export type CallSign = string;

export type UserId = string;

export type CommandId = string;

export type Role = "support_worker" | "crew" | "control_room" | "inspector" | "coordinator" | "feed";

export type Audience = "control" | "crew" | "inspector";

export type IncidentState = "received" | "graded" | "resourced" | "at_scene" | "resumed" | "resulted" | "closed";

export type ResourceStatus = "assigned" | "en_route" | "at_scene" | "resumed" | "recalled";

export type SuspectWhereabouts = "in_custody" | "left" | "present_controlled" | "unknown" | "returned";

export type GateMode = "after_first_response" | "alongside" | "none";

export type GateState = "open" | "closed" | "revoked" | "not_used";

export type PersonRole = "victim" | "suspect" | "child" | "caller" | "witness" | "other";

export type Hazard = "firearm" | "weapon" | "dog" | "violence" | "drugs" | "alcohol" | "mental_health" | "strangulation" | "pregnancy" | "children" | "bail_or_order" | "separation" | "self_harm";

export type ResponseState = "notified" | "claimed" | "contacting" | "awaiting_clearance" | "eligible" | "car_assigned" | "outcome_recorded" | "closed";

export type ContactChannel = "phone" | "text" | "email" | "in_person";

export type ContactResult = "spoke_safely" | "ended_unsafe" | "no_answer" | "wrong_number" | "someone_else" | "declined_for_now";

export type EscalationKind = "quicker_response" | "line_cut";

export type EscalationState = "requested" | "acknowledged" | "regraded" | "declined";

export type DeploymentState = "reserved" | "offered" | "acknowledged" | "en_route" | "at_scene" | "resumed" | "declined" | "lapsed" | "stood_down" | "recalled";

export type CarStatus = "off_duty" | "available" | "offered" | "committed" | "at_scene" | "break" | "recalled";

export type Seat = "support_worker" | "officer";

export type OutcomeKind = "engaged_by_phone" | "engaged_by_visit" | "could_not_reach" | "declined" | "not_suitable";

export type ReferralDecision = "referred" | "already_supported" | "declined" | "not_offered";

export type FeedHealth = "live" | "silent" | "never";

export type LiveHealth = "ok" | "degraded";

export type JournalHealth = "ok" | "unavailable";

export type RefusalCode = "not_found" | "role_not_allowed" | "wrong_state" | "already_claimed" | "not_your_claim" | "not_your_car" | "gate_closed" | "seat_empty" | "car_off_duty" | "car_busy" | "car_queue_full" | "outcome_missing" | "escalation_unanswered" | "field_invalid" | "too_many" | "journal_unavailable" | "overloaded" | "too_many_in_flight" | "sign_in_required" | "sign_in_failed" | "account_locked" | "token_invalid" | "token_expired" | "origin_refused" | "body_too_large" | "body_unreadable" | "method_not_allowed" | "rate_limited" | "shutting_down" | "internal";

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
when?: number, };

export type SafeContact = { number: string, 
/**
 * False: the number is known not to be safe to ring.
 */
safe_to_ring: boolean, voicemail_allowed: boolean, text_allowed: boolean, 
/**
 * True: ring with the caller-ID withheld.
 */
withhold_caller_id: boolean, 
/**
 * When it is safe, in the victim's words, e.g. "before five, he is at work".
 */
when_safe: string, code_word: string, language: string, 
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
 * A place in a refuge was found.
 */
refuge_placed: boolean, safety_plan_made: boolean, note: string, };

export type SeatFilled = { seat: Seat, 
/**
 * The staff member's name as colleagues know it. Staff, not a victim: shown on the board.
 */
name: string, };

export type Command = { "type": "claim_response", response: ResponseId, } | { "type": "release_claim", response: ResponseId, } | { "type": "hand_over_claim", response: ResponseId, to: UserId, } | { "type": "open_response", incident: IncidentNumber, } | { "type": "add_note", response: ResponseId, text: string, } | { "type": "record_safe_contact", response: ResponseId, record: SafeContact, } | { "type": "record_contact", response: ResponseId, attempt: ContactAttempt, } | { "type": "record_outcome", response: ResponseId, outcome: Outcome, } | { "type": "close_response", response: ResponseId, } | { "type": "reopen_response", response: ResponseId, reason: string, } | { "type": "request_escalation", response: ResponseId, kind: EscalationKind, reason: string, } | { "type": "acknowledge_escalation", escalation: EscalationId, } | { "type": "decline_escalation", escalation: EscalationId, reason: string, } | { "type": "start_shift", car: CarId, seats: Array<SeatFilled>, } | { "type": "end_shift", car: CarId, } | { "type": "take_break", car: CarId, } | { "type": "end_break", car: CarId, } | { "type": "send_car", response: ResponseId, car: CarId, 
/**
 * Given when the gate is closed or a seat is empty, by a role that the scheme allows.
 */
override_reason?: string, } | { "type": "offer_next", car: CarId, } | { "type": "acknowledge_offer", deployment: DeploymentId, } | { "type": "decline_offer", deployment: DeploymentId, reason: string, } | { "type": "go_en_route", deployment: DeploymentId, } | { "type": "arrive_at_scene", deployment: DeploymentId, } | { "type": "resume_car", deployment: DeploymentId, } | { "type": "stand_down", deployment: DeploymentId, reason: string, } | { "type": "recall_car", deployment: DeploymentId, reason: string, } | { "type": "confirm_recall", deployment: DeploymentId, };

export type Point = { lat: number, lon: number, };

export type DocKind = "incident" | "brief" | "job" | "car";

export type DocKey = { kind: DocKind, 
/**
 * The document's `number` (incident, brief), `deployment` (job) or `car` (car).
 */
id: string, };

export type RepeatMarker = { 
/**
 * Calls in 12 months before this one, as the force says.
 */
calls_in_12_months: number | null, 
/**
 * Other incidents on this board at the same address.
 */
same_address: Array<IncidentNumber>, 
/**
 * Further calls on this incident itself.
 */
new_calls: number, };

export type ResourceView = { call_sign: CallSign, status: ResourceStatus, 
/**
 * When the status began.
 */
at: number, 
/**
 * When it should be there, as the force reckons.
 */
eta_at: number | null, };

export type SuspectView = { whereabouts: SuspectWhereabouts, at: number, };

export type GateCondition = { 
/**
 * E.g. "A police unit has been to the scene".
 */
words: string, met: boolean, at: number | null, };

export type GateView = { mode: GateMode, state: GateState, 
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
 * `unknown` until a safe-contact record says so.
 */
safety: ContactSafety, 
/**
 * What has happened since the record was confirmed that it could not know of, in words; only with `overtaken`.
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
because: string | null, };

export type OutcomeSummary = { kind: OutcomeKind, referral: ReferralDecision, refuge_placed: boolean, at: number, by: string, };

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
reserved: Array<DeploymentView>, outcome: OutcomeSummary | null, };

export type IncidentRow = { number: IncidentNumber, state: IncidentState, opening_code: string, grade: string, 
/**
 * When the grade last changed; its clock runs from here.
 */
graded_at: number, received_at: number, locality: string | null, beat: string | null, point: Point | null, hazards: Array<Hazard>, children_present: number | null, repeat: RepeatMarker | null, resources: Array<ResourceView>, suspect: SuspectView | null, gate: GateView, responses: Array<ResponseRow>, remark_count: number, 
/**
 * The latest log remark or new call.
 */
last_log_at: number | null, closing_code: string | null, 
/**
 * Part of what is shown was drawn by a replay.
 */
synthetic: boolean, };

export type ResponseBrief = { response: ResponseId, state: ResponseState, notified_at: number, reviewed_at: number | null, contacted_at: number | null, claimed_by: string | null, escalation: EscalationView | null, car: DeploymentView | null, outcome: OutcomeKind | null, referral: ReferralDecision | null, };

export type IncidentBrief = { number: IncidentNumber, state: IncidentState, grade: string, graded_at: number, received_at: number, beat: string | null, repeat: boolean, 
/**
 * When a police unit first reached the scene.
 */
first_at_scene_at: number | null, gate: GateState, responses: Array<ResponseBrief>, synthetic: boolean, };

export type JobCard = { deployment: DeploymentId, response: ResponseId, incident: IncidentNumber, view: DeploymentView, 
/**
 * Place in the car's queue, from 1; 0 for the active job.
 */
queue_place: number, opening_code: string, grade: string, received_at: number, locality: string | null, point: Point | null, hazards: Array<Hazard>, children_present: number | null, resources: Array<ResourceView>, suspect: SuspectView | null, gate: GateView, contact: ContactSummary, claimed_by: string | null, outcome: OutcomeSummary | null, synthetic: boolean, };

export type CarRow = { car: CarId, call_sign: string, partner: string, base: Point | null, status: CarStatus, status_at: number, seats_needed: Array<Seat>, seats: Array<SeatFilled>, 
/**
 * Whether an offer could be made now; if not, why not in words.
 */
deployable: boolean, not_deployable_because: string | null, active: DeploymentId | null, queue: Array<DeploymentId>, shift_started_at: number | null, shift_ends_at: number | null, };

export type Doc = { "kind": "incident" } & IncidentRow | { "kind": "brief" } & IncidentBrief | { "kind": "job" } & JobCard | { "kind": "car" } & CarRow;

export type PersonView = { role: PersonRole, name: string | null, age: number | null, phone: string | null, language: string | null, note: string | null, };

export type SafeContactView = { record: SafeContact, confirmed_at: number, confirmed_by: string, };

export type AttemptView = { attempt: ContactAttempt, at: number, by: string, };

export type ResponseFile = { response: ResponseId, safe_contact: SafeContactView | null, attempts: Array<AttemptView>, outcome: Outcome | null, };

export type TimelineOrigin = "force" | "ours" | "system";

export type TimelineEntry = { 
/**
 * When it was done or said.
 */
at: number, 
/**
 * Place in the board's sequence; breaks ties.
 */
seq: number, origin: TimelineOrigin, 
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
text: string | null, response: ResponseId | null, synthetic: boolean, };

export type IncidentFile = { number: IncidentNumber, address: string | null, people: Array<PersonView>, thrive: string | null, responses: Array<ResponseFile>, 
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
escalation_climb_ms: [number, number], offer_window_ms: number, claim_lease_ms: number, safe_contact_stale_ms: number, override_roles: Array<Role>, partners: Array<string>, services: Array<string>, area: AreaView, 
/**
 * A quiet line for demonstrations: nothing here is real.
 */
notice: string | null, };

export type GradeCount = { grade: string, count: number, };

export type CarStatusCount = { status: CarStatus, count: number, };

export type ClaimCount = { name: string, count: number, };

export type Figures = { since: number, in_hours: boolean, 
/**
 * Incidents received since `since`.
 */
received: number, 
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
oldest_waiting_at: number | null, reviewed: number, contacted: number, visited: number, referred: number, already_supported: number, declined: number, could_not_reach: number, refuge_placed: number, escalations_open: number, escalations_unanswered: number, escalations_regraded: number, 
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
car_ms_median: number | null, cars: Array<CarStatusCount>, claims: Array<ClaimCount>, };

export type Health = { feed: FeedHealth, feed_last_at: number | null, 
/**
 * Feed items kept aside with a fault, not yet looked at.
 */
quarantined: number, live: LiveHealth, journal: JournalHealth, };

export type CarPosition = { car: CarId, point: Point, accuracy_m: number | null, at: number, };

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

export type You = { user: UserId, name: string, roles: Array<Role>, audience: Audience, car: CarId | null, };

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
at: number, command: Command, } | { "type": "open", incident: IncidentNumber, } | { "type": "close", incident: IncidentNumber, } | { "type": "position", lat: number, lon: number, accuracy_m?: number, at: number, } | { "type": "beat", };

export type ServerFrame = { "type": "welcome", you: You, scheme: SchemeView, epoch: string, 
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
repeated: boolean, } | { "type": "refused", id: CommandId, refusal: Refusal, } | { "type": "file", file: IncidentFile, } | { "type": "file_closed", incident: IncidentNumber, refusal: Refusal | null, } | { "type": "figures", figures: Figures, } | { "type": "positions", positions: Array<CarPosition>, } | { "type": "presence", users: Array<PresentUser>, } | { "type": "beat", at: number, health: Health, };

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
  CAR_QUEUE_MAX: 8,
} as const;
