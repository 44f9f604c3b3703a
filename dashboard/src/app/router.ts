// Four addresses, no library. No address ever names an incident or a person.
import { useSyncExternalStore } from "react";
import type { Audience, Role } from "../live/protocol.gen";

/** A face that listens to its board. The office asks for what it shows. */
export type LiveFace = "board" | "car" | "demand";
export type Face = LiveFace | "office";
export type OfficePart = "referrals" | "people" | "ledger" | "retention";

export const DEMAND_PARTS = ["now", "earlier", "forecast", "cover", "figures"] as const;
export type DemandPart = (typeof DEMAND_PARTS)[number];

export const AUDIENCE: Record<LiveFace, Audience> = { board: "control", car: "crew", demand: "inspector" };
const FACE: Record<Audience, LiveFace> = { control: "board", crew: "car", inspector: "demand" };

/** Which roles the server lets into which part of the office. */
const PARTS: readonly (readonly [OfficePart, Role])[] = [
  ["referrals", "coordinator"],
  ["people", "coordinator"],
  ["ledger", "data_protection"],
  ["retention", "data_protection"],
];

const listeners = new Set<() => void>();

export function faceOf(path: string): Face | null {
  const first = path.split("/")[1] ?? "";
  return first === "board" || first === "car" || first === "demand" || first === "office" ? first : null;
}

export function officePartOf(path: string): OfficePart | null {
  const [, first, second] = path.split("/");
  return first === "office" ? (PARTS.find(([part]) => part === second)?.[0] ?? null) : null;
}

/** `/demand` itself is what is there now. */
export function demandPartOf(path: string): DemandPart | null {
  const [, first, second] = path.split("/");
  if (first !== "demand") return null;
  return second === undefined || second === "" ? "now" : (DEMAND_PARTS.find((part) => part === second && part !== "now") ?? null);
}

export function demandPath(part: DemandPart): string {
  return part === "now" ? "/demand" : `/demand/${part}`;
}

export function officePartsFor(roles: readonly Role[]): readonly OfficePart[] {
  return PARTS.filter(([, role]) => roles.includes(role)).map(([part]) => part);
}

/** What somebody with these roles may open on a board, the most used first. */
export function facesFor(audiences: readonly Audience[], roles: readonly Role[]): readonly Face[] {
  const live = audiences.map((audience) => FACE[audience]);
  return officePartsFor(roles).length > 0 ? [...live, "office"] : live;
}

export function navigate(face: Face, replace = false): void {
  go(`/${face}`, replace);
}

export function goToOffice(part: OfficePart, replace = false): void {
  go(`/office/${part}`, replace);
}

/** `query` holds what is asked of the part: a period, hours. Never an incident or a person. */
export function goToDemand(part: DemandPart, query = "", replace = false): void {
  go(demandPath(part) + (query === "" ? "" : `?${query}`), replace);
}

function go(path: string, replace: boolean): void {
  const { pathname, search } = window.location;
  if (pathname + search === path) return;
  if (replace) window.history.replaceState(null, "", path);
  else window.history.pushState(null, "", path);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function useFace(): Face | null {
  return useSyncExternalStore(subscribe, () => faceOf(window.location.pathname));
}

export function useOfficePart(): OfficePart | null {
  return useSyncExternalStore(subscribe, () => officePartOf(window.location.pathname));
}

export function useDemandPart(): DemandPart | null {
  return useSyncExternalStore(subscribe, () => demandPartOf(window.location.pathname));
}

/** What stands in the address after the question mark. */
export function useQuery(): string {
  return useSyncExternalStore(subscribe, () => window.location.search.slice(1));
}
