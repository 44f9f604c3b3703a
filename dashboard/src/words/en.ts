// English, shared by every face. Plain words, no blame. A face's own words are in en.board.ts, en.car.ts, en.demand.ts, en.office.ts.
import type { Face } from "../app/router";
import type {
  Audience,
  CarStatus,
  ContactChannel,
  ContactResult,
  DeploymentState,
  EscalationKind,
  EscalationState,
  GateState,
  Hazard,
  IncidentState,
  OutcomeKind,
  PersonRole,
  PriorityFactor,
  ReferralDecision,
  ResourceStatus,
  ResponseState,
  Role,
  Seat,
  SuspectWhereabouts,
  Weekday,
} from "../live/protocol.gen";

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** How long, in the few characters that a row has: "8 s", "6 min", "2 h 05", "3 d". */
export function shortSpan(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min`;
  const h = Math.floor(min / 60);
  if (h < 48) return `${h} h ${String(min % 60).padStart(2, "0")}`;
  return `${Math.floor(h / 24)} d`;
}

const role: Record<Role, string> = {
  support_worker: "support worker",
  crew: "car crew",
  control_room: "control room desk",
  inspector: "duty inspector",
  coordinator: "coordinator",
  data_protection: "data protection",
  feed: "force system",
  tracker: "vehicle location system",
  monitor: "monitoring",
};

/** The view that somebody had open, as the record says it. */
const audience: Record<Audience, string> = { control: "on the board", crew: "in the car", inspector: "in the demand view" };

const face: Record<Face, string> = { board: "Board", car: "Car", demand: "Demand", office: "Office" };

const hazard: Record<Hazard, string> = {
  firearm: "firearm",
  weapon: "weapon",
  dog: "dog",
  violence: "violence",
  drugs: "drugs",
  alcohol: "alcohol",
  mental_health: "mental health",
  strangulation: "strangulation",
  pregnancy: "pregnancy",
  children: "children",
  bail_or_order: "bail or order",
  separation: "separation",
  self_harm: "self-harm",
};

const incidentState: Record<IncidentState, string> = {
  received: "received",
  graded: "graded",
  resourced: "police assigned",
  at_scene: "police at scene",
  resumed: "police resumed",
  resulted: "resulted",
  closed: "closed",
};

const resource: Record<ResourceStatus, string> = {
  assigned: "assigned",
  en_route: "en route",
  at_scene: "at scene",
  resumed: "resumed",
  recalled: "taken off",
};

const suspect: Record<SuspectWhereabouts, string> = {
  in_custody: "in custody",
  left: "left the scene",
  present_controlled: "present, controlled",
  unknown: "whereabouts not known",
  returned: "back at the scene",
};

const gate: Record<GateState, string> = {
  open: "Car may go",
  closed: "Car may not go yet",
  revoked: "Car must not go",
  not_used: "No car in this scheme",
};

const response: Record<ResponseState, string> = {
  notified: "not reviewed",
  claimed: "claimed",
  contacting: "contacting",
  awaiting_clearance: "waiting for police",
  eligible: "car possible",
  car_assigned: "car assigned",
  outcome_recorded: "outcome recorded",
  handed_over: "passed on",
  closed: "closed",
};

const channel: Record<ContactChannel, string> = { phone: "Phone", text: "Text", email: "Email", in_person: "In person" };

const contact: Record<ContactResult, string> = {
  spoke_safely: "Spoke safely",
  ended_unsafe: "Ended, not safe",
  no_answer: "No answer",
  wrong_number: "Wrong number",
  someone_else: "Someone else answered",
  declined_for_now: "Declined for now",
};

const escalationKind: Record<EscalationKind, string> = { quicker_response: "Quicker response", line_cut: "Line cut" };

const escalation: Record<EscalationState, string> = {
  requested: "asked, not answered",
  acknowledged: "acknowledged",
  regraded: "regraded",
  declined: "declined",
  withdrawn: "withdrawn",
};

const factor: Record<PriorityFactor, string> = {
  grade: "Grade",
  waiting: "Waiting",
  repeat: "Repeat",
  children: "Children",
  weapons: "Weapons",
  violence: "Violence",
  strangulation: "Strangulation",
  pregnancy: "Pregnancy",
  separation: "Separation",
  bail_or_order: "Bail or order",
  self_harm: "Self-harm",
  mental_health: "Mental health",
  drink_or_drugs: "Drink or drugs",
  suspect_back: "Suspect back",
  new_call: "New call",
  risk_high: "Assessed as high risk",
  contact_made: "Spoken with",
  not_reached: "Tried, not reached",
};

const weekday: Record<Weekday, string> = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" };
const weekdayLong: Record<Weekday, string> = { mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday" };

const deployment: Record<DeploymentState, string> = {
  reserved: "queued",
  offered: "offered",
  acknowledged: "acknowledged",
  en_route: "en route",
  at_scene: "at scene",
  resumed: "resumed",
  declined: "declined",
  lapsed: "offer lapsed",
  stood_down: "stood down",
  recalled: "recalled",
};

const carStatus: Record<CarStatus, string> = {
  off_duty: "off duty",
  available: "available",
  offered: "offered a job",
  committed: "on the way",
  at_scene: "at scene",
  break: "on a break",
  recalled: "recalled",
};

const seat: Record<Seat, string> = { support_worker: "Support worker", officer: "Officer" };

const outcome: Record<OutcomeKind, string> = {
  engaged_by_phone: "Engaged by phone",
  engaged_by_visit: "Engaged by visit",
  could_not_reach: "Could not reach",
  declined: "Declined support",
  not_suitable: "Not suitable",
};

const referral: Record<ReferralDecision, string> = {
  referred: "Referred",
  already_supported: "Already supported",
  declined: "Referral declined",
  not_offered: "Not offered",
};

const person: Record<PersonRole, string> = {
  victim: "Victim",
  suspect: "Suspect",
  child: "Child",
  caller: "Caller",
  witness: "Witness",
  other: "Other",
};

export const en = {
  product: "Alongside",
  /** The only title that a tab ever shows. */
  title: "Alongside",
  skipToMain: "Skip to the main part",
  loading: "Loading",
  connecting: "Connecting to the board",
  none: "none",
  notKnown: "not known",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  undo: "Undo",
  dismiss: "Dismiss",
  again: "Try again",
  yes: "Yes",
  no: "No",
  optional: "optional",
  pending: "Sending",
  /** Of an act that was done out of signal. */
  cameAt: "came",
  pendingOffline: "Waiting for the link",
  saved: "Saved",

  role,
  face,
  audience,
  hazard,
  incidentState,
  resource,
  suspect,
  gate,
  response,
  channel,
  contact,
  escalationKind,
  escalation,
  deployment,
  carStatus,
  seat,
  outcome,
  referral,
  person,
  factor,
  weekday,
  weekdayLong,

  personWord: (word: string): string => (word === "survivor" ? "Survivor" : word === "client" ? "Client" : "Victim"),
  ago: (ms: number): string => `${shortSpan(ms)} ago`,
  exactly: (date: string): string => date,
  children: (count: number): string => plural(count, "child", "children"),
  unit: (callSign: string, status: string, span: string): string => `${callSign} ${status} ${span}`,

  clock: {
    left: (span: string): string => `${span} left`,
    over: (span: string): string => `${span} over`,
    late: (span: string): string => `${span} late`,
    in: (span: string): string => `in ${span}`,
  },

  shapes: { octagon: "Immediate", triangle: "Priority", square: "Scheduled", circle: "No promise" },

  top: {
    faces: "Views",
    boardMenu: "Board",
    theme: "Colours",
    themeSystem: "As the system",
    themeDark: "Dark",
    themeLight: "Light",
    density: "Rows",
    comfortable: "Comfortable",
    compact: "Compact",
    signOut: "Sign out",
    settings: "Settings",
    mine: "Your sign-ins",
    notFetched: "That part did not come. Check the network and try again.",
  },

  trust: {
    label: "State of the board",
    live: "Live",
    delayed: "Delayed",
    offline: "Offline",
    age: (span: string): string => span,
    lastHeard: (span: string): string => `Last update ${span} ago. What you see may be out of date.`,
    neverHeard: "Nothing received yet.",
    liveDetail: "Updates are arriving.",
    acts: "What you do now is kept and sent when the link is back.",
    feedSilent: (span: string): string => `Force feed silent ${span}`,
    feedSilentDetail: (span: string): string =>
      `This screen is connected, but the force's system has sent nothing for ${span}. New incidents may exist that are not here.`,
    feedNever: "Force feed: nothing yet",
    feedNeverDetail: "The force's system has not sent anything since the board was set up.",
    journalAway: "Acts cannot be saved",
    journalAwayDetail: "The server cannot write at the moment. Acts are refused until it is back; the board goes on reading.",
    degraded: "Slower than usual",
    degradedDetail: "A part of the server is away. The board is correct, and updates may take a moment longer.",
    roadsAway: "Straight-line times",
    roadsAwayDetail: "The server that knows the roads does not answer. Until it does, travel times are reckoned in a straight line, and say so.",
    quarantined: (count: number): string =>
      `${plural(count, "feed message was", "feed messages were")} set aside with a fault. Tell the coordinator.`,
  },

  stopped: {
    reloadTitle: "A new version is here",
    reload: "This page is older than the server. Reload to go on. What you have typed and not saved will be lost, so copy it first.",
    reloadButton: "Reload",
    notAllowedTitle: "This board is not open to you",
    notAllowed: "Your account may not see this board in this view. Choose another view, or ask the coordinator.",
  },

  refusal: {
    by: (who: string, span: string): string => `${who}, ${span} ago`,
    found: (found: string): string => `Found: ${found}`,
    allowed: (allowed: string): string => `Allowed: ${allowed}`,
    kept: "What you typed is kept.",
    title: "Not done",
  },

  live: { log: "What has just happened" },

  errors: {
    title: "This view stopped working",
    text: "Nothing was lost on the server. Open the view again; if it happens twice, tell the coordinator what you did last.",
    again: "Open again",
  },
};

export type Words = typeof en;
