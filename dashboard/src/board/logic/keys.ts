// The keyboard as a pure map: a key press and where it fell → an act.

export type KeyAct =
  | "help"
  | "down"
  | "up"
  | "first"
  | "last"
  | "open"
  | "claim"
  | "release"
  | "call"
  | "line_cut"
  | "escalate"
  | "send_car"
  | "outcome"
  | "note"
  | "safe_contact"
  | "search"
  | "update_list"
  | "pause"
  | "privacy"
  | "back"
  | "go_board"
  | "go_car"
  | "go_demand";

export type KeyPress = { key: string; ctrl: boolean; alt: boolean; meta: boolean; shift: boolean };

export type KeyPlace = {
  /** Focus is where text is typed or a choice is made with letters. */
  typing: boolean;
  /** Focus is on a row of the list. */
  inList: boolean;
  /** A modal dialog is open. */
  modal: boolean;
  /** WCAG 2.1.4: single letters may be turned off. */
  lettersOn: boolean;
  /** `g` was pressed just before. */
  afterG: boolean;
};

const LETTERS: Readonly<Record<string, KeyAct>> = {
  j: "down",
  k: "up",
  c: "claim",
  r: "release",
  p: "call",
  l: "line_cut",
  e: "escalate",
  s: "send_car",
  o: "outcome",
  n: "note",
  a: "safe_contact",
  u: "update_list",
  x: "pause",
  "/": "search",
  "?": "help",
};

const IN_LIST: Readonly<Record<string, KeyAct>> = {
  ArrowDown: "down",
  ArrowUp: "up",
  Home: "first",
  End: "last",
  Enter: "open",
  " ": "open",
};

const AFTER_G: Readonly<Record<string, KeyAct>> = { b: "go_board", c: "go_car", d: "go_demand" };

/** Null: the key is not ours. "g" starts a two-key act. */
export function keyAct(press: KeyPress, place: KeyPlace): KeyAct | "g" | null {
  if (press.key === "F8") return "privacy";
  // The line may go dead in the middle of a note: this one works while typing too.
  if (press.key === "F9" && !place.modal) return "line_cut";
  if (press.ctrl || press.alt || press.meta) return null;
  if (press.key === "Escape") return place.modal ? null : "back";
  if (place.typing || place.modal) return null;
  if (place.inList) {
    const act = IN_LIST[press.key];
    if (act !== undefined) return act;
  }
  if (!place.lettersOn) return null;
  if (press.shift && press.key === "P") return "privacy";
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.shift && /^[a-z]$/.test(key)) return null;
  if (place.afterG) {
    const act = AFTER_G[key];
    if (act !== undefined) return act;
  }
  if (key === "g") return "g";
  return LETTERS[key] ?? null;
}

/** For the list of keys. */
export const KEY_LIST: readonly { keys: string; act: KeyAct }[] = [
  { keys: "j ↓", act: "down" },
  { keys: "k ↑", act: "up" },
  { keys: "Enter", act: "open" },
  { keys: "c", act: "claim" },
  { keys: "r", act: "release" },
  { keys: "a", act: "safe_contact" },
  { keys: "p", act: "call" },
  { keys: "l, F9", act: "line_cut" },
  { keys: "e", act: "escalate" },
  { keys: "s", act: "send_car" },
  { keys: "o", act: "outcome" },
  { keys: "n", act: "note" },
  { keys: "u", act: "update_list" },
  { keys: "x", act: "pause" },
  { keys: "/", act: "search" },
  { keys: "g b", act: "go_board" },
  { keys: "g c", act: "go_car" },
  { keys: "g d", act: "go_demand" },
  { keys: "F8, Shift P", act: "privacy" },
  { keys: "Esc", act: "back" },
  { keys: "?", act: "help" },
];
