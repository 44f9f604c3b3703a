// English of the office: people and their access, retention and erasure. The ledger's words are in en.ledger.ts.
import type { OfficePart } from "../app/router";
import type { ErasureBasis, ErasureJob } from "../office/api";
import type { Shown } from "../office/people/list";
import { plural } from "./en";

/** Classes that the service itself knows. */
const classes: Readonly<Record<string, string>> = {
  worked: "Incidents worked on",
  unworked: "Incidents not worked on",
  mirrored: "Incidents of the force alone",
  quarantine: "Feed messages set aside",
};

/** What puts a record into its class. */
const classMeans: Readonly<Record<string, string>> = {
  worked: "contact was tried, or something was recorded",
  unworked: "ours, and nothing was done",
  mirrored: "seen here, never ours",
  quarantine: "with a fault that nobody has looked at",
};

const sentence = (text: string): string => (text === "" ? "" : text.charAt(0).toUpperCase() + text.slice(1));

export const office = {
  again: "Look again",

  bar: {
    parts: "Parts of the office",
    hide: "Hide",
    hidden: "The screen is hidden.",
    show: "Show the screen",
  },

  part: { referrals: "Referrals", people: "People", ledger: "Ledger", retention: "Retention" } satisfies Record<OfficePart, string>,

  people: {
    title: "People",
    lead: (board: string): string => `Who may sign in on ${board}, and where they are signed in now.`,
    loading: "Getting who may sign in",
    show: "Show",
    shown: { all: "All", signed_in: "Signed in", locked: "Locked", closed: "Closed" } satisfies Record<Shown, string>,
    search: "Find a person",
    nobody: "Nobody may sign in here yet",
    nobodyText: "Accounts appear here when they are made, or at the first sign-in through the force’s sign-in.",
    noMatch: "Nobody fits",

    name: "Name",
    roles: "Roles",
    car: "Car",
    factor: "Second step",
    state: "Access",
    signIns: "Sign-ins",

    factorOn: "On",
    factorOff: "None",
    factorElsewhere: "At the force",
    openState: "Open",
    closed: "Closed",
    lockedUntil: (time: string): string => `Locked until ${time}`,
    notSignedIn: "none",
    signInCount: (count: number): string => `${count} open`,
    last: (when: string): string => `last used ${when}`,

    noSignIns: "Not signed in anywhere.",
    endedOne: (name: string, device: string): string => `${name} is signed out on ${device}`,
    endAll: "Sign out everywhere",
    endedAll: (name: string): string => `${name} is signed out everywhere`,
    unlock: "Unlock now",
    unlocked: (name: string): string => `${name} may try again`,
    closeAccess: "Close access",
    openAccess: "Open access again",
    closeTitle: (name: string): string => `Close access for ${name}`,
    closeText: (count: number): string =>
      `They cannot sign in until access is opened again.${count === 0 ? "" : ` Their ${plural(count, "open sign-in ends", "open sign-ins end")} within five seconds.`} What they have claimed stays theirs on the board: have it taken over there.`,
    closeBoards: (count: number): string => `The account works on ${count} boards. It closes on all of them.`,
    closedDone: (name: string): string => `Access closed for ${name}`,
    opened: (name: string): string => `${name} may sign in again`,
    isMe: "This is you. Somebody else must close your access.",
  },

  retention: {
    title: "Retention",
    lead: "How long each kind of record is kept, what is past its time, and what a legal hold keeps. Erasing is for good.",
    loading: "Counting what is due",
    classes: "Periods",
    classesNote: "Periods are set by the scheme, and count from the last word on a record.",
    noClasses: "The scheme names no periods: nothing falls due by itself.",
    class: "Class",
    className: (name: string): string => classes[name] ?? sentence(name.replaceAll("_", " ")),
    classMeans: (name: string): string | null => classMeans[name] ?? null,
    period: "Kept for",
    years: (count: number): string => plural(count, "year", "years"),
    months: (count: number): string => plural(count, "month", "months"),
    days: (count: number): string => plural(count, "day", "days"),
    kept: "In all",
    due: "Due",
    held: "Due, held",
    since: "Due since",
    dueTitle: (count: number): string => (count === 0 ? "Due" : `Due: ${plural(count, "incident", "incidents")}`),
    all: "All",
    nothingDue: "Nothing is due",
    nothingDueText: "Incidents appear here when their period is over and no hold keeps them.",
    eraseChosen: (count: number): string => `Erase ${count === 0 ? "…" : `${plural(count, "incident", "incidents")}…`}`,
    eraseAll: (count: number): string => `Erase all ${count} due…`,
    showAll: (count: number): string => `Show all ${count}`,
    oneTitle: "Erase before its time",
    oneText: "On the request of the person whom it is about, or on a court’s order. Find which incidents that is above.",
    oneAct: "Erase…",
    incident: "Incident",
    incidents: "Incidents",
    incidentNeed: "Enter the incident’s whole number.",
  },

  find: {
    title: "Whose is it",
    text: "Finds the incidents that hold a person’s name, number or address, without showing what is in them. For requests of access, of erasure, or for a hold.",
    name: "First and last name",
    phone: "Telephone number",
    address: "Address",
    locality: "Street or district",
    go: "Find",
    need: "Enter a first and last name, a number of nine digits or more, or an address.",
    found: (count: number, more: boolean): string => (count === 0 ? "No incident holds these particulars." : `${more ? "More than " : ""}${plural(count, "incident holds", "incidents hold")} one of these particulars.`),
    erase: "Erase…",
    eraseOf: (incident: string): string => `Erase ${incident}`,
    hold: "Hold…",
    holdOf: (incident: string): string => `Place a hold on ${incident}`,
  },

  erase: {
    title: (count: number): string => (count === 1 ? "Erase this incident" : `Erase ${count} incidents`),
    goes: "Goes",
    goesLines: [
      "names, addresses, numbers and everything that anybody wrote",
      "safe-contact rules, risk answers, plans, consents and referrals",
      "the force’s log of it",
      "all of it in older backups too, as its key is destroyed",
    ],
    stays: "Stays",
    staysLines: ["figures, which name nobody", "an entry in the ledger: that it was erased, when, by whom, on what ground", "who had looked at it and when, without what they saw"],
    forEver: "Nobody can bring it back, the makers of this service included.",
    basis: "On what ground",
    bases: { retention: "Period is over", request: "Request of the person", order: "Court order" } satisfies Record<ErasureBasis, string>,
    reason: "Reason",
    reasonHint: "A reference and a date. It stays in the ledger, so nothing of the person.",
    reasonNeed: "Write the reason first.",
    proof: (proof: string, count: number): string => (count === 1 ? `Type the incident’s number, ${proof}, to confirm` : `Type how many incidents, ${proof}, to confirm`),
    proofNeed: (proof: string): string => `Type ${proof} here to confirm.`,
    go: (count: number): string => (count === 1 ? "Erase for good" : `Erase ${count} for good`),
  },

  holds: {
    title: "Legal holds",
    none: "No incident is held. A hold keeps an incident from being erased, whatever its period.",
    place: "Place a hold",
    placeText: "Nobody can erase the incident, on request or after its period, until the hold is lifted.",
    placed: (incident: string): string => `${incident} is held`,
    lift: "Lift",
    liftOf: (incident: string): string => `Lift the hold on ${incident}`,
    liftText: "If its period is over, the incident falls due at once.",
    lifted: (incident: string): string => `Hold on ${incident} lifted`,
    by: (name: string, when: string): string => `placed by ${name}, ${when}`,
  },

  job: {
    title: { running: "Erasing", done: "Last erasure", failed: "The last erasure stopped" } satisfies Record<ErasureJob["state"], string>,
    count: (erased: number, total: number, refused: number): string => `${erased} of ${total} erased${refused === 0 ? "" : `, ${refused} not`}`,
    by: (name: string, when: string): string => `asked for by ${name}, ${when}`,
    mayLeave: "It goes on when you leave this page.",
    lost: "The server does not say how far it is just now. It is asked again.",
    why: (text: string): string => sentence(text),
  },
};
