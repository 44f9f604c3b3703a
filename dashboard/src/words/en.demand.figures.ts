// English of the figures of a period: each with the rule by which it is counted. The rules are those of docs/using.md and of server/core/src/counting.rs.
import type { FigureUnit } from "../live/protocol.gen";
import type { Figure, FigureGroup } from "../demand/figures/groups";
import type { FigurePeriod } from "../demand/figures/period";

const rule: Record<Figure, { label: string; rule: string }> = {
  received: { label: "Incidents received", rule: "Incidents, without those that a person joined to another number as the same event." },
  duplicates: { label: "Duplicates", rule: "Incidents that a person joined to another number." },
  people: { label: "People", rule: "Support responses opened: one victim of one incident. Who calls in two incidents is two. Under a number that was joined to another, only those for whom something was done." },
  reviewed: { label: "Looked at", rule: "People whom a support worker has looked at: claimed, noted, or recorded something. Opening alone does not count." },
  contacted: { label: "Reached", rule: "People reached at least once: spoke safely, ended not safe, or declined for now." },
  engaged: { label: "Engaged", rule: "People with an outcome that the scheme counts as engaged; without an outcome, those whom somebody spoke with safely, where the scheme says that this engages." },
  visited: { label: "Visited", rule: "People to whom a support car came: it has been at the scene." },
  referred: { label: "Referred", rule: "People whose outcome says that they were referred." },
  accepted: { label: "Taken on by a service", rule: "Of those referred, people whom at least one service has accepted. What a service says is recorded in the office, often days after the call." },
  already_supported: { label: "Already supported", rule: "People whose outcome says that a service supports them already." },
  declined: { label: "Declined", rule: "People whose outcome is declined, or whose referral is." },
  could_not_reach: { label: "Could not be reached", rule: "People whose outcome says so." },
  refuge_placed: { label: "Refuge found", rule: "People whose outcome says that a place in a refuge was found." },
  children_placed: { label: "Children in refuge", rule: "Children who went into a refuge with them, as the outcomes say." },
  plans_agreed: { label: "Safety plans", rule: "People with whom a safety plan was gone through, or whose outcome says that one was made." },
  attempts: { label: "Contact attempts", rule: "Attempts to reach somebody, of all people." },
  people_attempted: { label: "People tried", rule: "People whom somebody tried to reach at least once." },
  attempts_per_person: { label: "Attempts a person", rule: "Attempts divided by the people whom somebody tried to reach." },
  escalations: { label: "Quicker response asked", rule: "Requests to the force for a quicker response, line cuts and withdrawn ones included." },
  escalations_regraded: { label: "Regraded on request", rule: "Of those, answered by a more urgent grade." },
  review_median: { label: "To the first look", rule: "From the call to the first look, the median: half took this long or less. For a second victim, from when that response was opened." },
  contact_median: { label: "To the first contact", rule: "From the same to the earliest attempt that reached them, the median." },
  car_median: { label: "Car after police", rule: "From the first police unit at the scene to the first support car there, the median." },
};

const unit: Record<FigureUnit, string> = {
  incidents: "incidents",
  people: "people",
  children: "children",
  attempts: "attempts",
  per_person: "a person",
  requests: "requests",
  minutes: "",
  answers: "",
};

const group: Record<FigureGroup, string> = { calls: "Calls", done: "What was done", outcome: "What came of it", times: "Times", answers: "The scheme’s own questions", sites: "By site", other: "Further figures" };

export const figures = {
  title: "Figures for a period",
  loading: "Counting…",
  presets: { month: "This month", last_month: "Last month", quarter: "This quarter", last_quarter: "Last quarter" } satisfies Record<FigurePeriod, string>,

  heading: (period: string): string => `Figures, ${period}`,
  of: (scheme: string, force: string): string => (scheme === force || force === "" ? scheme : `${scheme}, ${force}`),
  made: (when: string, zone: string): string => `Counted ${when}. Days are local to ${zone}, the last one included.`,
  basis: "Everything is counted under the day on which the force received the incident, whenever it was done. One person can count in several lines. The rules are those of the day of counting: keep the report, and not only the address.",
  purpose: "Fewer repeat calls is not a figure here, on purpose: people who trust a service call more.",
  none: "No incident was received in this period",
  noneWords: "Every line below is nought or has nothing to measure.",

  figure: "Figure",
  value: "Count",
  counts: "What it counts",
  rule,
  known: (figure: string): figure is Figure => Object.hasOwn(rule, figure),
  unit,
  group,
  part: { received: "received", engaged: "engaged", referred: "referred", asked: "asked", yes: "“yes”", sum: "in all" } as Readonly<Record<string, string>>,
  answerRule: { asked: "People for whom it was answered, with the outcome.", yes: "Of those, “yes”.", sum: "The sum of what was answered." } as Readonly<Record<string, string>>,
  siteRule: { received: "Incidents of this site’s beats, without duplicates.", engaged: "People engaged, of its incidents.", referred: "People referred, of its incidents." } as Readonly<Record<string, string>>,
  siteNote: "An incident of no site is in the whole alone.",
  notShown: "not shown",
  ofFew: (small: number): string => `not shown: of under ${small} people`,
  hidden: (small: number): string => `under ${small}, or hidden with one that is`,
  empty: "nothing to measure",
  csv: "Save as CSV",
  json: "The same for a program, as JSON:",
};
