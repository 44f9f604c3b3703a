// Plain documents for tests. Nobody here is real.
import type { IncidentRow, ResponseRow, SchemeView } from "../live/protocol.gen";

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
  offer_window_ms: 120_000,
  claim_lease_ms: 180_000,
  safe_contact_stale_ms: 86_400_000,
  override_roles: ["control_room"],
  partners: [],
  services: [],
  area: { south: 54, west: -2, north: 55, east: 0 },
  notice: null,
};

export function response(number: string, part: Partial<ResponseRow> = {}): ResponseRow {
  return {
    response: `${number}#1`,
    ordinal: 1,
    state: "notified",
    notified_at: NOW,
    reviewed_at: null,
    contacted_at: null,
    claim: null,
    contact: { attempts: 0, last_result: null, last_at: null, next_at: null, safety: "unknown", confirmed_at: null },
    escalation: null,
    deployment: null,
    reserved: [],
    outcome: null,
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
    hazards: [],
    children_present: null,
    repeat: null,
    resources: [],
    suspect: null,
    gate: { mode: "after_first_response", state: "closed", conditions: [], revoked_because: null, since: null },
    responses: [response(number)],
    remark_count: 0,
    last_log_at: null,
    closing_code: null,
    synthetic: false,
    ...part,
  };
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
