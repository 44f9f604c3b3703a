// English of the forecast: what is expected, between which bounds, how that is reckoned, and how it did on days that are known.
import type { ForecastMethod } from "../live/protocol.gen";
import { plural } from "./en";

const method: Record<ForecastMethod, string> = {
  shown: "This forecast",
  same_hour_last_week: "Same hour, the last time it was watched",
  average_of_hour: "Average of that hour of the week",
};

export const forecast = {
  title: "Forecast",
  loading: "Reckoning what to expect…",
  lead: (at: string, days: number): string => `Made ${at} from ${plural(days, "watched day", "watched days")}.`,
  refresh: "Reckon again",

  tooFew: "Not enough days yet",
  tooFewWords: (needed: number, known: number): string => `${needed} days needed, ${known} known. A day counts once all of it was watched; the forecast appears here by itself.`,

  stretches: {
    title: "Covered hours that come next",
    sub: "Calls in the whole of each. In eight of ten such stretches the count lies between the two numbers.",
    none: "The scheme names no covered hours in the next eight days.",
    says: (name: string, mean: string, low: string, high: string): string => `${name}: ${mean}, between ${low} and ${high} in eight of ten`,
    name: (day: string, from: string, until: string): string => `${day} ${from}–${until}`,
    between: (low: string, high: string): string => `between ${low} and ${high}`,
    stretch: "Stretch",
  },

  day: {
    title: "The next 24 hours",
    most: (hour: string, mean: string): string => `The next 24 hours: most at ${hour}, ${mean} expected`,
    sub: "Mark: expected. Frame: the range that holds eight of ten such hours. Heavy line below: covered.",
    label: "Calls expected in each of the next 24 hours",
  },
  weekend: {
    title: "Next weekend",
    total: (day: string, mean: string): string => `${day}: ${mean} expected`,
    sub: "Both days on one scale.",
    label: (day: string): string => `Calls expected on ${day}, by the hour`,
    none: "No weekend is in reach of this forecast.",
  },
  hour: {
    says: (name: string, mean: string, low: string, high: string, covered: boolean): string => `${name}: ${mean}, ${low === high ? low : `${low} to ${high}`} in eight of ten${covered ? "; covered" : ""}`,
    read: "Press or point at an hour; arrow keys work too.",
    hour: "Hour",
    mean: "Expected",
    low: "From",
    high: "To",
    covered: "Covered",
    yes: "yes",
    no: "no",
  },

  method: {
    title: "How it is reckoned",
    lines: [
      "Each hour of the week has its usual number of calls, built up in steps: the hour of the day, the weekday, that part of the week, and last the hour itself. Each step corrects the one before only as far as the calls bear it out.",
      "What is older counts less: a day of a year ago half as much as yesterday.",
      "Whether it is busier than usual is told from the last weeks, and weighs as much as that has foretold the days better.",
      "How wide the range is comes from how far the forecast was off on the days before. Busy hours follow one another, so that the range of a whole stretch is wider than if each hour went its own way.",
    ],
    limits: "It knows the clock and the weekday. It does not know of bank holidays, matches, heat or paydays: on those, expect more than it says. It comes a few weeks late to each season, and does not rise because the last hour was busy. It counts calls, and fewer calls is not less harm.",
  },

  test: {
    title: (inside: string): string => `On days that are known, ${inside} of hours lay within the range that was to hold 80 %`,
    titleNone: "How it would have done is not known yet",
    none: "There are too few days to forecast some of them from the others.",
    sub: (days: number, hours: string): string => `Each of ${plural(days, "watched day", "watched days")}, ${hours} hours, forecast from the days before it alone and compared with what came. Less is better, but for the last column, which should be 80 %.`,
    method: "Method",
    methods: method,
    mae: "Off by, on average",
    rmse: "Large misses counted more",
    log: "Surprise",
    inside: "Within the range",
    note: "Off by: calls an hour. Surprise: how unlikely each method held what then came (mean negative logarithm); only methods that give a chance for each count have one.",
  },
};
