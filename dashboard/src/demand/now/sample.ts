// Plainly fictional documents for the tests of this folder. No names of victims: the inspector gets none.

import type { EscalationView, GradeView, IncidentBrief, ResponseBrief } from "../../live/protocol.gen";

export const NOW = Date.UTC(2026, 5, 6, 15, 0, 0);
export const MINUTE = 60_000;

export const GRADES: GradeView[] = [
  { code: "1", label: "Immediate", rank: 1, attend_minutes: 15 },
  { code: "2", label: "Priority", rank: 2, attend_minutes: 60 },
  { code: "4", label: "Scheduled", rank: 4, attend_minutes: null },
];

export function sampleResponse(change: Partial<ResponseBrief> = {}): ResponseBrief {
  return {
    response: "resp-1",
    state: "notified",
    notified_at: NOW - 10 * MINUTE,
    reviewed_at: null,
    contacted_at: null,
    contact_due_at: null,
    car_wanted_since: null,
    claimed_by: null,
    escalation: null,
    car: null,
    outcome: null,
    referral: null,
    ...change,
  };
}

export function sampleBrief(change: Partial<IncidentBrief> = {}): IncidentBrief {
  return {
    number: "EX-0001",
    state: "graded",
    grade: "1",
    graded_at: NOW - 10 * MINUTE,
    received_at: NOW - 10 * MINUTE,
    beat: "M1",
    repeat: false,
    duplicate: false,
    first_at_scene_at: null,
    gate: "closed",
    gate_since: null,
    responses: [sampleResponse()],
    synthetic: true,
    ...change,
  };
}

export function sampleEscalation(change: Partial<EscalationView> = {}): EscalationView {
  return {
    escalation: "esc-1",
    kind: "quicker_response",
    state: "requested",
    requested_at: NOW - 3 * MINUTE,
    requested_by: "A. Example",
    climb: 1,
    due_at: NOW + 2 * MINUTE,
    answered_at: null,
    answered_by: null,
    grade_before: "2",
    ...change,
  };
}
