// The crews' welfare for React, and which acts this person may do about it.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useLive, useYou } from "../../live/hooks";
import type { IncidentNumber, Role } from "../../live/protocol.gen";
import type { LiveStore } from "../../live/store";
import { playAlarm } from "../alarms/tones";
import { boardSettings } from "../settings";
import { WelfareDesk, type WelfareState } from "./desk";

export type Welfare = WelfareState & Pick<WelfareDesk, "placeOf" | "silence">;

/** `place` is one function for good: how exactly this view may say where an incident is. */
export function useWelfare(place: (store: LiveStore, incident: IncidentNumber) => string | null): Welfare {
  const store = useLive();
  const desk = useMemo(() => new WelfareDesk(store, { play: playAlarm, muted: () => boardSettings().muted, place: (incident) => place(store, incident) }), [store, place]);
  useEffect(() => desk.start(), [desk]);
  const state = useSyncExternalStore(desk.subscribe, desk.read);
  return useMemo(() => ({ ...state, placeOf: desk.placeOf, silence: desk.silence }), [state, desk]);
}

const ALLOWED: readonly Role[] = ["support_worker", "control_room", "inspector"];

export function useMayAct(): boolean {
  return useYou()?.roles.some((role) => ALLOWED.includes(role)) === true;
}

/** A call may take the place of something else under the pointer: its buttons listen only after this. */
export const GUARD_MS = 700;

export function useGuard(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), GUARD_MS);
    return () => clearTimeout(timer);
  }, []);
  return ready;
}
