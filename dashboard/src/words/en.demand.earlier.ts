// English of earlier demand: what came when and where, how long people waited, and how far calls got.
import type { FunnelStage, WaitKind } from "../live/protocol.gen";
import type { Last } from "../demand/earlier/asked";
import { plural, shortSpan } from "./en";
import { parts as p } from "./en.demand.parts";

const wait: Record<WaitKind, { title: string; what: string; verb: string }> = {
  review: { title: "To the first look", what: "from the call to the first look by a support worker", verb: "were looked at" },
  contact: { title: "To the first contact", what: "from the call to the first time that somebody was reached", verb: "were reached" },
  car: { title: "Car after police", what: "from the first police unit at the scene to the support car there", verb: "had the car" },
};

const stage: Record<FunnelStage, string> = {
  incidents: "Incidents",
  people: "People",
  reviewed: "Looked at",
  contacted: "Reached",
  visited: "Visited",
  referred: "Referred",
  accepted: "Taken on by a service",
};

/** How the groups of one kind are called together, and those whose name the server leaves to the reader's language. */
type GroupWords = { title: string; unknown: string; names?: Readonly<Record<string, string>> };

const groups: Record<"area" | "grade" | "repeat", GroupWords> = {
  area: { title: "By area", unknown: "area not known" },
  grade: { title: "By grade", unknown: "grade not known" },
  repeat: { title: "First call or repeat", unknown: "Not known", names: { first: "First call", repeat: "Repeat" } },
};

/** Hidden says nothing of how many: it may be few, or many beside few. */
const calls = (count: number | null): string => (count === null ? "calls not shown" : count === 1 ? "1 call" : `${p.whole(count)} calls`);

export const earlier = {
  title: "Earlier demand",
  loading: "Counting earlier calls…",
  presets: { "4w": "4 weeks", "12w": "12 weeks", year: "Year" } satisfies Record<Last, string>,

  seen: (count: number | null, watched: number, days: number, period: string): string => {
    const of = watched === days ? `all ${days} days` : `${watched} of ${days} days`;
    return count === null ? `Calls not shown; ${of} watched, ${period}.` : `${calls(count)} on ${of}, ${period}.`;
  },
  unwatched: "The other days were not watched: they say nothing, and are not days without calls.",
  imported: (count: number | null): string => `${count === null ? "Some" : p.whole(count)} of them from an imported listing: of these it is not known what was done.`,

  nothing: "Nothing is known of these days",
  nothingKnown: (from: string, to: string): string => `Calls are known from ${from} to ${to}.`,
  nothingYet: "Nothing is known of earlier days yet. The first whole day that this board listens to its force appears here the day after.",
  showKnown: "Show what is known",

  heat: {
    busiest: (hour: string, rate: string): string => `Busiest: ${hour}, ${rate} calls an hour`,
    busiestShown: (hour: string, rate: string): string => `Busiest of the hours shown: ${hour}, ${rate} calls an hour`,
    none: "No call in any hour",
    tooFew: "Too few calls an hour to be shown",
    sub: (covered: string | null): string => `Calls an hour, by the hour of the week. Framed: covered hours${covered === null ? "" : `, ${covered} times as busy as the average hour`}.`,
    label: "Calls an hour, by weekday and hour",
    read: "Press or point at an hour; arrow keys work too.",
    says: (hour: string, rate: string, count: string, watched: string): string => `${hour}: ${rate} calls an hour, ${count} in ${watched} hours watched`,
    saysHidden: (hour: string, sign: string, watched: string): string => `${hour}: ${sign}, calls not shown, ${watched} hours watched`,
    saysNone: (hour: string): string => `${hour}: nobody watched`,
    covered: "covered",
    scale: "Calls an hour",
    hatched: "nobody watched",
    notShown: (sign: string): string => `${sign} not shown`,
    framed: "covered hours",
    hour: "Hour",
  },

  weeks: {
    title: (least: string, most: string): string => (least === most ? `${most} calls a day in every whole week` : `${least} to ${most} calls a day in whole weeks`),
    titleShown: (least: string, most: string): string => (least === most ? `${most} calls a day in every whole week shown` : `${least} to ${most} calls a day in the whole weeks shown`),
    titleHidden: "Calls in whole weeks not shown",
    titleNone: "No whole week was watched in this period",
    sub: (hidden: boolean): string => `Calls a watched day, by week. Hollow: watched in part, or not all of it in the period. Hatched: not watched.${hidden ? " Ring: calls not shown." : ""}`,
    label: "Calls a day, by week",
    says: (monday: string, count: string, watched: number, perDay: string | null): string => `Week from ${monday}: ${count}${perDay === null ? "" : `, ${perDay} a day`}${watched === 7 ? "" : `, ${plural(watched, "day", "days")} watched`}`,
    saysNone: (monday: string): string => `Week from ${monday}: nobody watched`,
    calls,
    week: "Week from",
    watched: "Days watched",
    count: "Calls",
    perDay: "Calls a day",
    more: "This tells how much was reported, and not how much happened: people who trust a service call more.",
  },

  waits: {
    title: (span: string): string => `Half were looked at within ${span}`,
    titleNone: "Nobody’s waiting time is known yet",
    titleOther: "How long people waited",
    sub: "People of whom both ends are known. Solid: half waited no longer. Open: nine in ten. Line: the scheme’s target.",
    wait,
    half: (span: string): string => `half within ${span}`,
    most: (span: string): string => `nine in ten within ${span}`,
    target: (span: string): string => `target ${span}`,
    within: (share: string, people: string, verb: string): string => `${share} of ${people} people ${verb} within it`,
    people: (people: string): string => `of ${people} people`,
    peopleHidden: "people not shown",
    noTarget: "the scheme sets no target",
    none: "nobody yet",
    span: shortSpan,
    head: { wait: "Wait", people: "People", half: "Half within", most: "Nine in ten within", target: "Target", within: "Within target" },
  },

  funnel: {
    title: (people: string, reached: string, referred: string): string => `Of ${people} people, ${reached} were reached and ${referred} referred`,
    titleOther: "From the call to the referral",
    sub: "One person is one victim of one incident. Imported calls are not counted here. What services answer comes days later.",
    stage,
    count: "Count",
    share: "Of people",
    step: "Step",
  },

  groups: {
    of: groups,
    repeatNote: "A repeat: the same person, pair or address within twelve months, as the records tell.",
    most: (label: string, share: string): string => `${label}: ${share} of calls`,
    calls: "Calls",
    share: "Of all",
    all: (count: number): string => `Show all ${count}`,
    none: "No call in this period.",
  },
};
