// What is not needed to begin the work, and so is no part of the first load. Fetched soon after, and at the latest when it is opened.
import type { ReactNode } from "react";

export const PARTS = {
  /** Nothing is open at first. */
  incident: async (): Promise<{ default: () => ReactNode }> => ({ default: (await import("./incident/IncidentPane")).IncidentPane }),
  alarms: () => import("./alarms/AlarmPanel"),
  palette: () => import("./palette/Palette"),
  keys: () => import("./KeysDialog"),
  map: () => import("./map/MapPanel"),
  plan: () => import("./plan/PlanPanel"),
  shift: () => import("./cars/ShiftDialog"),
  handover: () => import("./handover/HandoverSheet"),
};
