// Plainly fictional documents for the tests of this folder.

import type { CarRow, IncidentFile, JobCard } from "../live/protocol.gen";

export const NOW = Date.UTC(2026, 5, 6, 15, 0, 0);

export function sampleJob(change: Partial<JobCard> = {}, view: Partial<JobCard["view"]> = {}): JobCard {
  return {
    deployment: "dep-1",
    response: "resp-1",
    incident: "EX-0001",
    queue_place: 0,
    opening_code: "DOMESTIC - VERBAL",
    grade: "2",
    received_at: NOW - 1_800_000,
    locality: "Exampleton",
    point: { lat: 54.57421, lon: -1.23501 },
    hazards: [],
    children_present: null,
    resources: [],
    suspect: null,
    gate: { mode: "after_first_response", state: "open", words: "A car may go", conditions: [], revoked_because: null, since: null },
    contact: { attempts: 0, last_result: null, last_at: null, next_at: null, first_due_at: null, ended_at: null, ended_by: null, safety: "unknown", confirmed_at: null },
    claimed_by: null,
    outcome: null,
    needs: null,
    synthetic: true,
    ...change,
    view: {
      deployment: "dep-1",
      car: "car-1",
      call_sign: "DA01",
      state: "offered",
      at: NOW - 10_000,
      offer_lapses_at: NOW + 110_000,
      overridden: false,
      recall_unconfirmed: false,
      because: null,
      sent_by: "A. Colleague",
      next_best: false,
      ...view,
    },
  };
}

export function sampleCar(change: Partial<CarRow> = {}): CarRow {
  return {
    car: "car-1",
    call_sign: "DA01",
    partner: "Example Partner",
    base: null,
    equipment: { child_seats: 0, wheelchair: false },
    status: "available",
    status_at: NOW,
    seats_needed: ["support_worker", "officer"],
    seats: [],
    deployable: true,
    not_deployable_because: null,
    active: null,
    queue: [],
    shift_started_at: NOW,
    shift_ends_at: null,
    break_due_at: null,
    check_in: null,
    sos: null,
    ...change,
  };
}

export function sampleFile(change: Partial<IncidentFile> = {}): IncidentFile {
  return { number: "EX-0001", address: null, people: [], thrive: null, standing_reason: null, responses: [], timeline: [], ...change };
}
