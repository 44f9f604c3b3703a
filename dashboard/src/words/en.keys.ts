// English of the keyboard: the list of keys and the command palette. Loaded when one of them is opened.
import type { KeyGroup } from "../board/logic/key-list";
import type { KeyAct } from "../board/logic/keys";
import type { PaletteGroup } from "../board/logic/palette";
import type { Tray } from "../board/state";

const acts: Record<KeyAct, string> = {
  help: "Show these keys",
  down: "Next row",
  up: "Row before",
  first: "First row",
  last: "Last row",
  open: "Open the incident",
  claim: "Claim",
  release: "Release",
  take_over: "Take over from a colleague",
  pass_on: "Pass on after this shift",
  call: "Call",
  line_cut: "Line cut, or suspect back",
  escalate: "Ask for a quicker response",
  send_car: "Send car",
  standing: "Pin or lower",
  contact: "Record contact",
  safe_contact: "Record safe contact",
  risk: "Record risk",
  plan: "Safety plan",
  consent: "Record consent",
  referral: "Draft referral",
  hazards: "Record hazards",
  outcome: "Record outcome",
  note: "Add note",
  search: "Search",
  update_list: "Update the list",
  pause: "Pause the list",
  alarms: "Show all alarms",
  mute: "Mute, or sound on",
  undo: "Undo the last act",
  crew_help: "Go to a crew that needs help",
  palette: "Find a command or an incident",
  privacy: "Hide everything",
  back: "Back, or close",
  go_board: "Go to the board",
  go_car: "Go to the car",
  go_demand: "Go to demand",
  go_handover: "Open the handover sheet",
  go_map: "Show the map",
  go_plan: "Show the plan for the cars",
};

const groups: Record<KeyGroup, string> = { list: "List", incident: "Incident", records: "Records", board: "Board" };

/** Forms without a key of their own. */
const trays: Partial<Record<Tray, string>> = {
  hand_over: "Hand over to a colleague now",
  end_trying: "Stop trying to reach",
  reopen: "Reopen this response",
  withdraw_escalation: "Withdraw the request",
  decline_escalation: "Decline the request",
  stand_down: "Stand the car down",
  recall: "Recall the car",
  swap_car: "Swap for another car",
  needs: "What a car should bring",
};

const paletteGroups: Record<PaletteGroup, string> = { incident: "This incident", incidents: "Incidents", board: "Board" };

export const keys = {
  acts,
  groups,

  dialog: {
    title: "Keys",
    letters: "Use single letters as keys",
    lettersHint: "Off: arrows, Enter, Esc, Ctrl K, F7, F8 and F9 still work.",
  },

  palette: {
    title: "Commands",
    field: "Find a command or an incident",
    placeholder: "Command, number or place",
    groups: paletteGroups,
    acts,
    trays,
    on: (number: string, place: string): string => `${number} ${place}`,
    goTo: (number: string, place: string): string => `Go to ${number}, ${place}`,
    section: (name: string): string => `Show ${name.toLowerCase()}`,
    board: (name: string): string => `Switch to ${name}`,
    print: "Print the handover sheet",
    mute: "Mute alarms",
    unmute: "Turn alarm sound on",
    testSound: "Test the alarm sound",
    none: (text: string): string => `No command and no incident matches “${text}”.`,
    found: (count: number): string => `${count} found`,
    hint: "↑ ↓ to choose, Enter to do it, Esc to go back",
  },
};
