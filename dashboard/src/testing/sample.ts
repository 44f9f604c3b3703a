// Plain documents for tests. Nobody here is real.
import type { CarRow, ContactSummary, Counts, DeploymentView, IncidentFile, IncidentRow, ResponseFile, ResponseRow, SafeContact, SchemeView } from "../live/protocol.gen";

export const NOW = 1_795_300_000_000;
export const MIN = 60_000;

export const SCHEME: SchemeView = {
  board: "sample",
  name: "Sample",
  force: "Sample",
  time_zone: "Europe/London",
  person_word: "victim",
  grades: [
    { code: "1", label: "Immediate", rank: 1, attend_minutes: 15 },
    { code: "2", label: "Priority", rank: 2, attend_minutes: 60 },
    { code: "4", label: "Scheduled", rank: 4, attend_minutes: null },
  ],
  gate: "after_first_response",
  hours: [],
  escalation_climb_ms: [120_000, 300_000],
  escalation_climb_to: ["the desk supervisor", "the duty inspector"],
  offer_window_ms: 120_000,
  claim_lease_ms: 180_000,
  safe_contact_stale_ms: 86_400_000,
  override_roles: ["control_room"],
  partners: [],
  services: [],
  needs: [],
  sites: [],
  priority: { waiting_every_ms: 600_000, waiting_points: 2, waiting_points_max: 20 },
  contact: {
    slots: [
      { label: "morning", from: "09:00", until: "12:00" },
      { label: "afternoon", from: "12:00", until: "17:00" },
      { label: "evening", from: "17:00", until: "21:00" },
    ],
    first_within_working_days: null,
  },
  risk: { sets: [], history_incidents: null, history_band: null },
  safety_topics: [],
  consent: { purposes: [], for_referral: null, recipients: [], bases: [] },
  outcome_questions: [],
  caseload_ceiling: null,
  cars: { training: [], check_in_every_ms: 900_000, check_in_climb_ms: 300_000, sos_climb_ms: 60_000, break_due_after_ms: null, break_ms: 1_800_000, job_ms: 2_700_000, has_beats: false },
  duplicate_within_ms: 3_600_000,
  idle_lock_ms: null,
  area: { south: 54, west: -2, north: 55, east: 0 },
  notice: null,
};

export const CONTACT: ContactSummary = { attempts: 0, last_result: null, last_at: null, next_at: null, first_due_at: null, ended_at: null, ended_by: null, safety: "unknown", confirmed_at: null };

export const SAFE: SafeContact = {
  number: "01632 960101",
  safe_to_ring: true,
  voicemail_allowed: false,
  text_allowed: false,
  email_allowed: false,
  visit_allowed: false,
  withhold_caller_id: true,
  when_safe: "",
  windows: [],
  other_numbers: [],
  email: "",
  code_word: "",
  language: "",
  who_may_answer: "",
};

export const COUNTS: Counts = {
  received: 0,
  duplicates: 0,
  people: 0,
  reviewed: 0,
  contacted: 0,
  engaged: 0,
  visited: 0,
  accepted: 0, referred: 0,
  already_supported: 0,
  declined: 0,
  could_not_reach: 0,
  refuge_placed: 0,
  children_placed: 0,
  plans_agreed: 0,
  attempts: 0,
  people_attempted: 0,
  attempts_per_person_hundredths: null,
  escalations: 0,
  escalations_regraded: 0,
  review_ms_median: null,
  contact_ms_median: null,
  car_ms_median: null,
  answers: [],
  by_site: [],
};

export function fileOf(response: string, part: Partial<ResponseFile> = {}): ResponseFile {
  return { response, safe_contact: null, attempts: [], outcome: null, ended_reason: null, risk: [], plan: null, welfare: null, consents: [], referrals: [], passed_on_note: null, ...part };
}

export function file(number: string, part: Partial<IncidentFile> = {}): IncidentFile {
  return { number, address: null, people: [], thrive: null, standing_reason: null, responses: [], timeline: [], ...part };
}

export function response(number: string, part: Partial<ResponseRow> = {}): ResponseRow {
  return {
    response: `${number}#1`,
    ordinal: 1,
    state: "notified",
    notified_at: NOW,
    reviewed_at: null,
    contacted_at: null,
    claim: null,
    contact: CONTACT,
    escalation: null,
    deployment: null,
    reserved: [],
    needs: null,
    car_wanted: null,
    outcome: null,
    found: [],
    risk: null,
    plan_agreed: false,
    referrals: 0,
    passed_on: null,
    shelved: [],
    ...part,
  };
}

export function row(number: string, part: Partial<IncidentRow> = {}): IncidentRow & { kind: "incident" } {
  return {
    kind: "incident",
    number,
    state: "graded",
    opening_code: "DOMESTIC",
    grade: "2",
    graded_at: NOW - 10 * MIN,
    received_at: NOW - 10 * MIN,
    locality: "Sample Road",
    beat: "M1",
    point: null,
    site: null,
    language: null,
    duplicates: [],
    duplicate_of: null,
    priority: { points: 0, factors: [], waiting_since: null, standing: "by_factors", standing_by: null, standing_at: null },
    eligibility: null,
    hazards: [],
    children_present: null,
    repeat: null,
    resources: [],
    suspect: null,
    gate: { mode: "after_first_response", state: "closed", words: "A car may not go yet: no police unit has been to the scene", conditions: [], revoked_because: null, since: null },
    responses: [response(number)],
    remark_count: 0,
    last_log_at: null,
    closing_code: null,
    synthetic: false,
    ...part,
  };
}

/** On duty with both seats filled, and free. */
export function carRow(car: string, call_sign: string, part: Partial<CarRow> = {}): CarRow & { kind: "car" } {
  return {
    kind: "car",
    car,
    call_sign,
    partner: "Lanternlight",
    base: null,
    equipment: { child_seats: 0, wheelchair: false },
    status: "available",
    status_at: NOW,
    seats_needed: ["support_worker", "officer"],
    seats: [
      { seat: "support_worker", name: "Tamsin Curlew" },
      { seat: "officer", name: "PC Jude Dunlin" },
    ],
    deployable: true,
    not_deployable_because: null,
    active: null,
    queue: [],
    shift_started_at: NOW - 60 * MIN,
    shift_ends_at: NOW + 240 * MIN,
    break_due_at: null,
    check_in: null,
    sos: null,
    ...part,
  };
}

export function deployment(id: string, part: Partial<DeploymentView> = {}): DeploymentView {
  return { deployment: id, car: "car-1", call_sign: "DA01", state: "offered", at: NOW, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null, sent_by: "A. Colleague", next_best: false, ...part };
}

export function escalation(number: string, state: "requested" | "acknowledged" | "declined", kind: "quicker_response" | "line_cut" = "quicker_response"): ResponseRow {
  return response(number, {
    reviewed_at: NOW,
    escalation: {
      escalation: `${number}#1!1`,
      kind,
      state,
      requested_at: NOW,
      requested_by: "A. Colleague",
      climb: 0,
      due_at: NOW + 2 * MIN,
      answered_at: null,
      answered_by: null,
      grade_before: "2",
    },
  });
}
