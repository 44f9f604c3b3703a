// The board's alarms for React, and what each one's act does.
import { createContext, useContext, useSyncExternalStore } from "react";
import { useYou } from "../../live/hooks";
import type { Role } from "../../live/protocol.gen";
import type { AlarmItem } from "../logic/alarms";
import { useBoard, type Tray } from "../state";
import type { AlarmDesk, AlarmState } from "./desk";

export const AlarmContext = createContext<AlarmDesk | null>(null);

export function useAlarms(): AlarmState {
  const desk = useContext(AlarmContext);
  if (desk === null) throw new Error("useAlarms outside BoardFace");
  return useSyncExternalStore(desk.subscribe, desk.read);
}

/** Who looks at the alarms. */
export function useMe(): { user: string | null; name: string | null; roles: readonly Role[] } {
  const you = useYou();
  return { user: you?.user ?? null, name: you?.name ?? null, roles: you?.roles ?? [] };
}

const TRAY: Partial<Record<AlarmItem["act"], Tray>> = { call: "call", escalate: "escalate", send_car: "send_car" };

/** Opens the incident at the alarm's response, with the form that its act needs. */
export function useOpenAlarm(): (item: AlarmItem, act: AlarmItem["act"]) => void {
  const { state, change } = useBoard();
  return (item, act) => {
    const here = state.open === item.number && (item.ordinal === null || item.ordinal === state.ordinal);
    change({ type: "open", number: item.number });
    // Choosing a victim puts away a call that is running, so it is chosen only where it is another.
    if (!here && item.ordinal !== null) change({ type: "ordinal", ordinal: item.ordinal });
    const tray = TRAY[act];
    if (tray !== undefined) change({ type: "tray", tray });
    // The pressed button may go with its alarm or its list. A form that is out has taken the focus itself.
    setTimeout(() => {
      if (document.activeElement === null || document.activeElement === document.body) document.getElementById("incident")?.focus({ preventScroll: true });
    });
  };
}

/** Only the desk answers a request; everybody else opens it. */
export function actOf(item: AlarmItem, roles: readonly Role[]): AlarmItem["act"] {
  return item.act === "answer" && !roles.includes("control_room") ? "open" : item.act;
}
