// English of the ledger: each act of section 62 and each thing that was done, in words that somebody outside can read.
import type { ExportPurpose, LedgerAct } from "../office/api";
import { plural } from "./en";

const act: Record<LedgerAct, string> = {
  collection: "Taken in",
  alteration: "Changed",
  consultation: "Looked at",
  disclosure: "Passed on",
  combination: "Linked",
  erasure: "Erased",
  access: "Sign-in and accounts",
};

/** The same as the Act calls it, for who reads the export beside it. */
const formal: Record<LedgerAct, string> = {
  collection: "collection",
  alteration: "alteration",
  consultation: "consultation",
  disclosure: "disclosure",
  combination: "combination",
  erasure: "erasure",
  access: "access",
};

/** What was done, by the word that the record has for it. A word that is not here is shown as it is, without its dashes. */
const done: Readonly<Record<string, string>> = {
  // Taken in from the force.
  feed_recorded: "took in what the force’s system sent",
  // Looks and exports.
  file_opened: "opened the file",
  job_card_shown: "was shown a job, with where it is",
  ledger_searched: "searched this ledger",
  ledger_exported: "exported part of this ledger",
  // What our people wrote.
  note_added: "added a note",
  note_shared: "shared a note with the other side",
  hazards_recorded: "recorded hazards",
  safe_contact_recorded: "recorded how to reach them safely",
  contact_attempted: "recorded a try to reach them",
  second_step_taken: "rang outside the safe-contact rule, with a reason",
  trying_ended: "ended the tries to reach them",
  trying_resumed: "took up the tries again",
  risk_recorded: "recorded a risk assessment",
  safety_plan_recorded: "recorded a safety plan",
  consent_recorded: "recorded consent",
  referral_drafted: "drafted a referral",
  referral_discarded: "discarded a referral draft",
  outcome_recorded: "recorded the outcome",
  response_opened: "opened a support response",
  response_closed: "closed the support response",
  response_reopened: "opened the support response again",
  response_passed_on: "passed the case on to another team",
  // Claims and places in the list.
  claim_taken: "claimed it",
  claim_released: "gave the claim back",
  claim_lapsed: "claim ran out",
  claim_handed_over: "handed the claim over",
  claim_taken_over: "took the claim over",
  standing_set: "changed its place in the list",
  repeat_judged: "judged whether it repeats an earlier one",
  duplicate_linked: "linked it with another incident as the same event",
  duplicate_unlinked: "took such a link away",
  incident_archived: "left the live board",
  incident_restored: "came back to the live board",
  incident_erased: "erased it",
  hold_placed: "placed a legal hold",
  hold_lifted: "lifted a legal hold",
  past_forgotten: "forgot earlier incidents for the repeat check",
  // Escalations, alarms.
  escalation_requested: "asked for a quicker response",
  escalation_acknowledged: "acknowledged the request",
  escalation_declined: "declined the request",
  escalation_regraded: "was regraded on request",
  escalation_withdrawn: "withdrew the request",
  escalation_climbed: "request climbed unanswered",
  alarm_shelved: "shelved an alarm",
  alarm_unshelved: "took an alarm back",
  // Cars.
  car_offered: "offered it to a car",
  car_reserved: "queued it for a car",
  car_wanted: "asked for a car",
  car_needs_set: "said what the visit needs",
  queue_reordered: "changed a car’s queue",
  offer_acknowledged: "crew took the job",
  offer_declined: "crew declined the job",
  offer_lapsed: "offer ran out",
  car_went_en_route: "crew set out",
  car_arrived_at_scene: "crew arrived",
  car_resumed: "crew left the scene",
  car_stood_down: "stood the car down",
  car_recalled: "recalled the car",
  recall_confirmed: "crew confirmed the recall",
  gate_revoked: "car must not go any more",
  checked_in: "crew checked in",
  check_in_missed: "crew missed a check-in",
  sos_raised: "crew called for help",
  sos_answered: "answered a crew’s call for help",
  sos_climbed: "call for help climbed unanswered",
  sos_ended: "ended a call for help",
  shift_started: "started a car’s shift",
  shift_ended: "ended a car’s shift",
  crew_changed: "changed who sits in a car",
  break_started: "began a break",
  break_ended: "ended a break",
  // The door.
  signed_in: "signed in",
  signed_out: "signed out, or was signed out",
  refused: "was refused at sign-in",
  locked: "was locked after too many tries",
  account_changed: "had their account changed",
  token_issued: "was given a machine’s token",
  token_revoked: "had a machine’s token taken back",
};

const recipients: Readonly<Record<string, string>> = { ico: "the Information Commissioner", subject_access: "the person, by subject access", audit: "an audit" };

const machines: Readonly<Record<string, string>> = { feed: "The force’s system", system: "This service" };

export const ledger = {
  title: "Ledger",
  lead: "Who took in, changed, looked at, passed on, linked or erased what, and when. Searching it is itself put on record.",
  act,
  formal,
  done: (word: string): string => done[word] ?? word.replaceAll("_", " "),

  search: {
    title: "What to look for",
    incident: "Incident",
    incidentHint: "Its whole number",
    user: "Person’s id",
    userHint: "Or press a name below",
    act: "Act",
    anyAct: "Any act",
    from: "From",
    to: "Until",
    go: "Search",
    clear: "Clear",
    order: "From must be earlier than until.",
    loading: "Searching the ledger",
  },

  nothingYet: "Nothing searched yet",
  nothingYetText: "Say what you look for and press Search. An empty search shows everything, newest first.",
  noMatch: "No entry fits",
  noMatchText: "Nothing of this board’s record fits what you asked for. Ask for less, or for a longer time.",

  when: "When",
  what: "What",
  who: "Who",
  about: "Incident",
  toWhom: "To whom, and why",
  /** An export names its purpose for whom it went to. */
  to: (who: string): string => `to ${recipients[who] ?? who}`,
  machine: (user: string): string => machines[user] ?? user,
  reason: (text: string): string => `“${text}”`,
  onlyUser: (name: string): string => `Only what ${name} did`,
  onlyIncident: (incident: string): string => `Only ${incident}`,
  entry: (seq: number): string => `entry ${seq}`,
  shown: (count: number, all: boolean): string => (all ? plural(count, "entry, and no older one", "entries, and no older ones") : plural(count, "entry, newest first", "entries, newest first")),
  more: "Show older",
  moreLoading: "Getting older entries",

  export: {
    act: "Export",
    title: "Export what was searched",
    lead: "All entries that fit, not only those in view. The export is itself put on record, with its purpose and your reason.",
    purpose: "What for",
    purposes: { ico: "Information Commissioner", subject_access: "Subject access", audit: "Audit" } satisfies Record<ExportPurpose, string>,
    reason: "Reason",
    reasonHint: "Whose request, its reference and its date. It stays in the ledger, so no more of a person than that.",
    reasonNeed: "Write the reason first.",
    format: "As",
    formats: { csv: "Table (CSV)", json: "JSON" } as const,
    go: "Export",
    done: "Exported. The file is with your browser’s downloads: keep it as you keep the files it speaks of.",
    file: (day: string, format: string): string => `ledger-${day}.${format}`,
  },

  print: "Print",
  printed: (when: string, who: string): string => `Printed ${when} by ${who}`,
  printNote: "Holds incident numbers and names of staff. Destroy it when it has served its purpose.",
  printAll: "everything",
};
