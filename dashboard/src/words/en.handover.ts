// English of the handover sheet.
import type { Caution, NextStep } from "../board/logic/handover";
import { plural } from "./en";

const caution: Record<Caution, string> = {
  do_not_ring: "Do not ring",
  confirm_again: "Confirm again before ringing",
  windows_only: "Safe only in their hours",
  unconfirmed: "Not confirmed as safe",
};

const next: Record<NextStep["what"], string> = {
  desk_answers: "Desk answers the request",
  desk_regrades: "Desk regrades or declines",
  crew_clears: "Crew confirms it is clear",
  try_again: "Try again",
  first_try: "First attempt",
  look: "Review",
  car_reports: "Car reports back",
  record_outcome: "Record outcome",
};

export const handover = {
  title: "Handover",
  label: "Handover sheet",
  print: "Print",
  close: "Close",
  updated: (count: number): string => `${count} changed since. Update`,
  order: "Open risks first: requests to the control room, high risk, contact not safe, attempts due, the rest.",

  head: {
    shift: "Shift",
    span: (from: string, until: string): string => `${from} – ${until}`,
    by: "Prepared by",
    for: "For",
    forHint: "Who reads this: a name, a team",
    unknown: "not known yet",
  },

  level: {
    legend: "What it shows of people",
    none: "No names",
    names: "With names",
    namesChoice: "With names: each look is recorded",
    noneLine: "No names. Nobody's name, address or number is on this page.",
    namesLine: "With names. Give it to the named reader alone, and destroy it after the shift. Each look was recorded.",
    opening: (done: number, total: number): string => `Opening files: ${done} of ${total}`,
    waiting: "Waiting for the link. Names follow by themselves.",
    refused: (count: number): string => `${plural(count, "file was", "files were")} not opened, so no name stands there.`,
    noName: "name not known",
    notOpened: "name not opened",
  },

  columns: { what: "Call", where: "Place and markers", stands: "Where it stands", next: "Next", who: "Who takes it" },
  caution,
  next,
  repeat: (count: number): string => `repeat (${count} in 12 months)`,
  nextAt: (what: string, time: string): string => `${what}, ${time}`,
  by: (time: string): string => `by ${time}`,

  stands: {
    notTried: "Not tried yet",
    tried: (result: string, count: number, time: string): string => `${result}${count > 1 ? ` ×${count}` : ""}, ${time}`,
    ended: "Trying ended",
    noUnit: "No unit yet",
    suspect: (whereabouts: string): string => `suspect ${whereabouts}`,
    plan: "Plan agreed",
    referrals: (count: number): string => plural(count, "referral drafted", "referrals drafted"),
    consents: (count: number): string => plural(count, "consent stands", "consents stand"),
    claimed: (name: string): string => `With ${name}`,
    unclaimed: "Unclaimed",
    victim: (ordinal: number, word: string): string => `${word} ${ordinal}`,
  },

  who: {
    label: (number: string): string => `Who takes ${number}`,
    passOn: "Pass on",
    passed: (to: string, time: string): string => `${to}, passed on ${time}`,
    done: (number: string, to: string): string => `${number} passed on to ${to}`,
    open: (number: string): string => `Open ${number}`,
  },

  shortened: (count: number): string => `${plural(count, "less urgent one is", "less urgent ones are")} shortened to fit the page; the board has the rest.`,
  twoPages: (pages: number): string => `This does not fit one page: ${pages} pages.`,
  page: (page: number, pages: number): string => `Page ${page} of ${pages}`,
  continued: (scheme: string, shift: string): string => `Handover, ${scheme}, ${shift}, continued`,

  figures: {
    line: (parts: readonly string[]): string => `This shift: ${parts.join(", ")}.`,
    received: (count: number): string => `${count} received`,
    reviewed: (count: number): string => `${count} reviewed`,
    contacted: (count: number): string => `${count} contacted`,
    engaged: (count: number): string => `${count} engaged`,
    referred: (count: number): string => `${count} referred`,
    refuge: (count: number): string => plural(count, "refuge place", "refuge places"),
    notListed: (parts: readonly string[]): string => `Not listed: ${parts.join(", ")}.`,
    done: (count: number, toClose: number): string => (toClose === 0 ? `${count} done` : `${count} done, ${toClose} of them to be closed`),
    joined: (count: number): string => `${count} joined to another number`,
  },

  sign: { given: "Handed over", taken: "Taken over", time: "Time" },
  empty: "Nothing is open.",
  emptyText: "What is not finished at the end of the shift stands here, the gravest first.",
};
