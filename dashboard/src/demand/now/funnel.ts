// From incident to referral: how many got how far this shift. Pure.

import type { CarRow, CarStatus, Figures } from "../../live/protocol.gen";

export type Stage = "received" | "reviewed" | "contacted" | "visited" | "referred";

export interface FunnelStep {
  stage: Stage;
  count: number;
  /** Bar length, 0–1, of the largest step, so that no bar leaves its box. */
  length: number;
  /** Share of those received, 0–1; `null` when none were. */
  ofReceived: number | null;
}

const STAGES: readonly Stage[] = ["received", "reviewed", "contacted", "visited", "referred"];

export function funnel(figures: Pick<Figures, Stage>): FunnelStep[] {
  // Incidents with several victims can make a later step larger than the first.
  const largest = Math.max(1, ...STAGES.map((stage) => figures[stage]));
  return STAGES.map((stage) => ({
    stage,
    count: figures[stage],
    length: figures[stage] / largest,
    ofReceived: figures.received > 0 ? figures[stage] / figures.received : null,
  }));
}

/** In the order a duty inspector asks: who is free, who is on a job, who is not there. */
const CAR_ORDER: readonly CarStatus[] = ["recalled", "available", "offered", "committed", "at_scene", "break", "off_duty"];

export function carOrder(status: CarStatus): number {
  return CAR_ORDER.indexOf(status);
}

/** Counted from the cars themselves, so that the sum and the list never tell different tales. */
export function countByStatus(cars: readonly Pick<CarRow, "status">[]): { status: CarStatus; count: number }[] {
  return CAR_ORDER.map((status) => ({ status, count: cars.filter((car) => car.status === status).length })).filter(
    (entry) => entry.count > 0,
  );
}

/** Most claims first; equal counts by name, so that rows do not swap places at each frame. */
export function claimsInOrder(claims: Figures["claims"]): Figures["claims"] {
  return [...claims].filter((entry) => entry.count > 0).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
