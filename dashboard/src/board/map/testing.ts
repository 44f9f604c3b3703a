// Cars, positions and deployments for tests of the map. Nobody here is real.
import type { CarPosition, CarRow, DeploymentState, DeploymentView, GateState, GateView } from "../../live/protocol.gen";
import { NOW } from "../../testing/sample";

export function car(id: string, part: Partial<CarRow> = {}): CarRow & { kind: "car" } {
  return {
    kind: "car",
    car: id,
    call_sign: id.toUpperCase(),
    partner: "Sample",
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
    ...part,
  };
}

export function deployment(response: string, of: string, state: DeploymentState): DeploymentView {
  return { deployment: `${response}.1`, car: of, call_sign: of.toUpperCase(), state, at: NOW, offer_lapses_at: null, overridden: false, recall_unconfirmed: false, because: null, sent_by: null, next_best: false };
}

export function position(of: string, lat: number, lon: number, part: Partial<CarPosition> = {}): CarPosition {
  return { car: of, point: { lat, lon }, accuracy_m: 20, at: NOW, ...part };
}

export function gate(state: GateState): GateView {
  return { mode: "after_first_response", state, words: "In words", conditions: [], revoked_because: null, since: null };
}
