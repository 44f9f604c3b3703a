// The keys in their groups, for the list of keys and the command palette. Apart from the map, as it is not needed to begin the work.
import type { KeyAct } from "./keys";

export const KEY_GROUPS = ["list", "incident", "records", "board"] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

/** For the list of keys and the command palette. Alternatives are parted by ", ", keys of one act by a space. */
export const KEY_LIST: readonly { keys: string; act: KeyAct; group: KeyGroup }[] = [
  { keys: "j, ↓", act: "down", group: "list" },
  { keys: "k, ↑", act: "up", group: "list" },
  { keys: "Home", act: "first", group: "list" },
  { keys: "End", act: "last", group: "list" },
  { keys: "Enter", act: "open", group: "list" },
  { keys: "/", act: "search", group: "list" },
  { keys: "u", act: "update_list", group: "list" },
  { keys: "x", act: "pause", group: "list" },
  { keys: "c", act: "claim", group: "incident" },
  { keys: "r", act: "release", group: "incident" },
  { keys: "t", act: "take_over", group: "incident" },
  { keys: "h", act: "pass_on", group: "incident" },
  { keys: "p", act: "call", group: "incident" },
  { keys: "l, F9", act: "line_cut", group: "incident" },
  { keys: "e", act: "escalate", group: "incident" },
  { keys: "s", act: "send_car", group: "incident" },
  { keys: "m", act: "standing", group: "incident" },
  { keys: "v", act: "contact", group: "records" },
  { keys: "a", act: "safe_contact", group: "records" },
  { keys: "d", act: "risk", group: "records" },
  { keys: "y", act: "plan", group: "records" },
  { keys: "i", act: "consent", group: "records" },
  { keys: "f", act: "referral", group: "records" },
  { keys: "b", act: "hazards", group: "records" },
  { keys: "o", act: "outcome", group: "records" },
  { keys: "n", act: "note", group: "records" },
  { keys: "w", act: "alarms", group: "board" },
  { keys: "q", act: "mute", group: "board" },
  { keys: "z", act: "undo", group: "board" },
  { keys: "F7", act: "crew_help", group: "board" },
  { keys: "Ctrl K", act: "palette", group: "board" },
  { keys: "g h", act: "go_handover", group: "board" },
  { keys: "g m", act: "go_map", group: "board" },
  { keys: "g p", act: "go_plan", group: "board" },
  { keys: "g b", act: "go_board", group: "board" },
  { keys: "g c", act: "go_car", group: "board" },
  { keys: "g d", act: "go_demand", group: "board" },
  { keys: "F8, Shift P", act: "privacy", group: "board" },
  { keys: "Esc", act: "back", group: "board" },
  { keys: "?", act: "help", group: "board" },
];

/** The keys of an act as one would press them, e.g. "g h"; alternatives after the first are left out. */
export function keysOf(act: KeyAct): string | null {
  return KEY_LIST.find((each) => each.act === act)?.keys.split(", ")[0] ?? null;
}
