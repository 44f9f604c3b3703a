// English of the map and of its list twin.
import type { Compass } from "../board/map/logic/geo";
import type { Stand } from "../board/map/logic/scene";
import type { EtaSource } from "../live/protocol.gen";
import { plural, shortSpan } from "./en";

const direction: Record<Compass, string> = { n: "north", ne: "north-east", e: "east", se: "south-east", s: "south", sw: "south-west", w: "west", nw: "north-west" };

const stand: Record<Stand, string> = { waits: "no car yet", reserved: "queued for a car", car: "has a car", done: "nothing left to do here" };

/** Below this a distance is told in metres. */
const IN_METRES = 950;

function distance(metres: number): string {
  if (metres < IN_METRES) return `${Math.max(10, Math.round(metres / 10) * 10)} m`;
  const km = metres / 1_000;
  return km < 9.95 ? `${km.toFixed(1)} km` : `${Math.round(km)} km`;
}

/** In steps that an eye at rest does not notice. */
function seen(ms: number): string {
  if (ms < 10_000) return "now";
  return ms < 60_000 ? `${Math.floor(ms / 10_000) * 10} s` : shortSpan(ms);
}

export const map = {
  title: "Map",
  close: "Close map",
  as: "Show as",
  asMap: "Map",
  asList: "List",
  waiting: "Fetching the map",
  here: "What is on the map",
  /** The drawing surface, for ears. */
  surface: "Map. Arrow keys move it, plus and minus zoom.",
  markers: "On the map. Arrow keys go from one to the next.",

  noWebgl: "This screen cannot draw a map: its browser has no WebGL. The list holds the same.",
  notFetched: "The map could not be fetched. The list holds the same.",
  tilesFailed: "Streets could not be fetched. The map goes on without them.",
  beatsFailed: "Beats could not be fetched.",
  withoutPlace: (incidents: number, cars: number): string =>
    `${[incidents > 0 && plural(incidents, "incident", "incidents"), cars > 0 && plural(cars, "car", "cars")].filter(Boolean).join(" and ")} without a known place`,
  toList: "See in the list",
  again: "Try again",
  loading: "Waiting for the board",

  tools: { in: "Zoom in", out: "Zoom out", fit: "Show everything", follow: "Follow the selection", label: "Move the map" },
  scale: (metres: number): string => (metres < 1_000 ? `${metres} m` : `${metres / 1_000} km`),

  bar: {
    label: "Selected",
    none: "Choose an incident, then a car. Or drag one onto the other. Nothing is sent from here.",
    carNext: "Now choose a car.",
    open: "Open",
    clear: "Clear the selection",
    picked: (sign: string): string => `Now choose an incident for ${sign}.`,
    cancel: "Cancel",
  },

  choose: "Choose",
  chooseFor: (number: string): string => `Choose for ${number}`,
  cannot: {
    no_cars: "This scheme sends no cars.",
    done: (number: string): string => `Nothing is left to do at ${number}.`,
    off_duty: (sign: string): string => `${sign} is off duty.`,
  },

  groups: { waiting: "Waiting for a car", open: "Incidents", withCar: "With a car", done: "Selected", cars: "Cars", units: "Police units", bases: "Bases" },
  empty: {
    waiting: "No incident waits for a car.",
    open: "Quiet. Incidents appear here as the force sends them.",
    withCar: "No car is on its way or at a scene.",
    cars: "No car belongs to this scheme.",
    units: "No police unit is assigned.",
    bases: "No base is known.",
  },
  left: "No longer here",

  stand,
  carAt: (sign: string, state: string): string => `${sign} ${state}`,
  wanted: "Another car wanted",
  noPlace: "place not known",

  seen,
  seenAgo: (ms: number): string => (ms < 10_000 ? "seen now" : `seen ${seen(ms)} ago`),
  notSeen: "not seen",
  within: (metres: number): string => `within ${distance(metres)}`,
  away: (metres: number, from: Compass, number: string): string => `${distance(metres)} ${direction[from]} of ${number}`,
  /** Which way it was reckoned is never left out. */
  eta: (ms: number, source: EtaSource): string => {
    if (ms <= 0) return source === "roads" ? "due now, by road" : "due about now, straight line";
    const minutes = Math.ceil(ms / 60_000);
    return source === "roads" ? `${minutes} min by road` : `about ${minutes} min, straight line`;
  },
  sos: "SOS",
  checkInLate: "check-in missed",
  job: (number: string): string => `job ${number}`,
  unitAt: (number: string): string => `for ${number}`,
  base: "Base",
  police: "Police unit",
  dragging: (car: string, incident: string): string => `${car} for ${incident}`,
  dragOnto: { car: "Drop on an incident", incident: "Drop on a car" },
};
