// English of the office's list of referrals.
import type { ReferralAnswer } from "../live/protocol.gen";
import type { Shown } from "../office/referrals/list";
import { plural } from "./en";

export const referrals = {
  title: "Referrals",
  lead: (board: string): string => `Where people were referred to on ${board}, and what each service has said. Nobody is named here: the incident’s number says whose referral it is.`,
  loading: "Getting the referrals",
  show: "Show",
  shown: { waiting: "Waiting", accepted: "Accepted", rejected: "Not accepted", all: "All" } satisfies Record<Shown, string>,
  search: "Find a number or a service",
  none: "No referrals yet",
  noneText: "A service appears here as soon as an outcome names it, and stays after the incident has left the board.",
  noneWait: "No referral waits for an answer",
  noneWaitText: "What was answered in the last five weeks is under Accepted and Not accepted.",
  noMatch: "No referral fits",
  leftOff: (count: number): string => `The list is long: ${plural(count, "more is", "more are")} left off, those that have waited least and those answered longest ago. Type a number or a service to look among them, too.`,
  findAll: (words: string): string => `Look for “${words}” among all`,
  foundFor: (words: string): string => `Of all referrals, those with “${words}”.`,
  showAll: "Show the whole list",

  service: "Service",
  incident: "Incident",
  referred: "Referred",
  answer: "Answer",
  acts: "The service has said",
  actsOf: (service: string, incident: string): string => `What ${service} has said, ${incident}`,
  by: (name: string): string => `by ${name}`,
  byAt: (name: string, when: string): string => `${name}, ${when}`,
  nothing: "Nothing heard",
  sinceReferral: (days: number): string => (days === 0 ? "no working day since the referral" : `${plural(days, "working day", "working days")} since the referral`),
  waitsFor: (days: number): string => (days === 0 ? "no working day has passed" : `for ${plural(days, "working day", "working days")}`),
  said: { acknowledged: "Has come in", accepted: "Accepted", rejected: "Not accepted" } satisfies Record<ReferralAnswer, string>,
  /** Buttons: what the service has said. */
  say: { acknowledged: "It has come in", accepted: "Accepted", rejected: "Not accepted…" } satisfies Record<ReferralAnswer, string>,
  sayOf: (said: string, service: string, incident: string): string => `${said}: ${service}, ${incident}`,
  change: "Change",
  leave: "Leave it",
  changeOf: (service: string, incident: string): string => `Change what ${service} has said, ${incident}`,
  done: {
    acknowledged: (service: string): string => `${service}: it has come in`,
    accepted: (service: string): string => `${service}: accepted`,
    rejected: (service: string): string => `${service}: not accepted`,
  } satisfies Record<ReferralAnswer, (service: string) => string>,

  rejectTitle: (service: string): string => `${service} does not take it on`,
  rejectText: (incident: string): string => `Their words stand here for five weeks and stay in the record of ${incident}. Nobody else is asked by this: who refers to another service does so on the telephone, or with a new outcome while the incident is on the board.`,
  reason: "What they said",
  reasonHint: "For example: full until January, not in their area, never wrote back. No names: it stands in this list.",
  reasonNeed: "Write what they said first.",
  reject: "Record",
};
