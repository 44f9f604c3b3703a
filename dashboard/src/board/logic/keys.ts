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
  | "take_over"
  | "pass_on"
  | "call"
  | "line_cut"
  | "escalate"
  | "send_car"
  | "standing"
  | "contact"
  | "safe_contact"
  | "risk"
  | "plan"
  | "consent"
  | "referral"
  | "hazards"
  | "outcome"
  | "note"
  | "search"
  | "update_list"
  | "pause"
  | "alarms"
  | "mute"
  | "undo"
  | "palette"
  | "crew_help"
  | "privacy"
  | "back"
  | "go_board"
  | "go_car"
  | "go_demand"
  | "go_handover"
  | "go_map"
  | "go_plan";

export type KeyPress = { key: string; ctrl: boolean; alt: boolean; meta: boolean; shift: boolean };

export type KeyPlace = {
  /** Focus is where text is typed or a choice is made with letters. */
  typing: boolean;
  /** Focus is on a row of the list. */
  inList: boolean;
  /** A modal dialog is open. */
  modal: boolean;
  /** A panel or sheet stands over the board: keys for what lies beneath it are dead. */
  over: boolean;
  /** WCAG 2.1.4: single letters may be turned off. */
  lettersOn: boolean;
  /** `g` was pressed just before. */
  afterG: boolean;
};

/** Shown on what it would undo. */
export const UNDO_KEY = "z";

const LETTERS: Readonly<Record<string, KeyAct>> = {
  j: "down",
  k: "up",
  c: "claim",
  r: "release",
  t: "take_over",
  h: "pass_on",
  p: "call",
  l: "line_cut",
  e: "escalate",
  s: "send_car",
  m: "standing",
  v: "contact",
  a: "safe_contact",
  d: "risk",
  y: "plan",
  i: "consent",
  f: "referral",
  b: "hazards",
  o: "outcome",
  n: "note",
  u: "update_list",
  x: "pause",
  w: "alarms",
  q: "mute",
  [UNDO_KEY]: "undo",
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

const AFTER_G: Readonly<Record<string, KeyAct>> = { b: "go_board", c: "go_car", d: "go_demand", h: "go_handover", m: "go_map", p: "go_plan" };

/** What stays alive while a panel or sheet stands over the board. */
const OVER: ReadonlySet<KeyAct> = new Set<KeyAct>(["help", "alarms", "mute", "undo", "privacy", "back", "go_board", "go_car", "go_demand", "go_handover", "go_map", "go_plan"]);

/** Null: the key is not ours. "g" starts a two-key act. */
export function keyAct(press: KeyPress, place: KeyPlace): KeyAct | "g" | null {
  if (press.key === "F7") return "crew_help";
  if (press.key === "F8") return "privacy";
  // The line may go dead in the middle of a note: this one works while typing too.
  if (press.key === "F9" && !place.modal) return "line_cut";
  if ((press.ctrl || press.meta) && !press.alt && !press.shift && press.key.toLowerCase() === "k") return place.modal ? null : "palette";
  if (press.ctrl || press.alt || press.meta) return null;
  if (press.key === "Escape") return place.modal ? null : "back";
  if (place.typing || place.modal) return null;
  if (place.inList) {
    const act = IN_LIST[press.key];
    if (act !== undefined) return act;
  }
  if (!place.lettersOn) return null;
  if (press.shift && press.key === "P") return "privacy";
  const act = letterAct(press, place.afterG);
  return act === null || act === "g" || !place.over || OVER.has(act) ? act : null;
}

function letterAct(press: KeyPress, afterG: boolean): KeyAct | "g" | null {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (press.shift && /^[a-z]$/.test(key)) return null;
  const second = afterG ? AFTER_G[key] : undefined;
  if (second !== undefined) return second;
  return key === "g" ? "g" : (LETTERS[key] ?? null);
}
