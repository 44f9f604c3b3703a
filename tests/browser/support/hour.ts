// A fictional busy hour at Fellside: forty calls in the order in which the force takes them, drawn from one seed.
import type { Fact } from "./feed.js";

/** The same numbers each time: a run that fails can be run again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0 up to and without 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  one<T>(of: readonly T[]): T {
    const found = of[Math.floor(this.roll() * of.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  }
}

/** What each call is for. Those that begin with “plain” are ordinary ones. */
export const STORIES = [
  "tried early", "plain 1", "plain 2", "race", "plain 3", "plain 4", "lent", "closed and back", "nobody asked", "twin",
  "twin again", "suspect back", "new call", "typed", "not safe", "regraded", "repeat", "line cut", "time of day", "desk says no",
  "taken back", "other suspect", "one telephone", "one telephone again", "overdue", "found", "whole", "pinned", "lowered", "prepared",
  "passed on", "on the sheet", "corrected", "hidden", "plain 5", "plain 6", "plain 7", "plain 8", "plain 9", "plain 10",
] as const;
export type Story = (typeof STORIES)[number];

export const numberOf = (story: Story): string => `FS-${String(STORIES.indexOf(story) + 1).padStart(4, "0")}`;
/** The victim's number, as the force has it. From Ofcom's range for drama. */
export const phoneOf = (story: Story): string => `07700 9006${String(STORIES.indexOf(story) + 1).padStart(2, "0")}`;

const FIRST = ["Abra", "Beryl", "Clova", "Dilys", "Edda", "Fenella", "Greta", "Hebe", "Isolde", "Juno", "Keziah", "Lettice", "Merle", "Nesta", "Oona", "Petra", "Rowena", "Sorrel", "Thora", "Una"] as const;
const SECOND = ["Ashgrove", "Birchwell", "Cragside", "Dunfell", "Elmsby", "Foxgarth", "Gillbeck", "Hawkrigg", "Ivelet", "Jarwood", "Keldmoor", "Lingthwaite", "Mossdale", "Nethergill", "Oxnop", "Penhurst", "Ravenseat", "Scarfoot", "Thwaitely", "Uldale"] as const;
const STREETS = ["Sallow Street", "Alder Row", "Bracken Way", "Curlew Close", "Dipper Lane", "Ember Terrace", "Furze Road", "Gorse Bank"] as const;
const MIX = ["violence", "alcohol", "weapon", "children", "drugs", "separation", "pregnancy", "mental_health", "bail_or_order", "self_harm", "dog"] as const;
const GRADES = ["1", "2", "2", "2", "3", "3", "4"] as const;
/** The force must have asked for help at these, so that there is something to raise. */
const GRADED: Partial<Record<Story, string>> = { regraded: "2", "line cut": "2", "new call": "3", "desk says no": "3", "taken back": "3", overdue: "1" };
const MINUTE_MS = 60_000;
/** Its fifteen minutes are over when the board hears of it. */
const OVERDUE_MS = 17 * MINUTE_MS;

type Person = { role: string; name?: string; age?: number; phone?: string };

const nameAt = (index: number): string => `${FIRST[index % FIRST.length] ?? ""} ${SECOND[(index + 5 * Math.floor(index / FIRST.length)) % SECOND.length] ?? ""}`;
const suspectAt = (index: number): string => `Orrin ${SECOND[index % SECOND.length] ?? ""}${index < SECOND.length ? "" : "sen"}`;

/** What the force says of each call when it takes it. */
export function hour(dice: Dice): Record<Story, Fact[]> {
  const all = STORIES.map((story, index) => [story, factsOf(story, index, dice)] as const);
  return Object.fromEntries(all) as Record<Story, Fact[]>;
}

function factsOf(story: Story, index: number, dice: Dice): Fact[] {
  const incident = numberOf(story);
  // Drawn for every call alike, so that a special one does not move what comes after it.
  const grade = dice.one(GRADES);
  const hazards = [...new Set([dice.one(MIX), dice.one(MIX), dice.one(MIX)])];
  const unit = dice.one(["none", "assigned", "at_scene"]);
  const place = story === "twin again" ? STORIES.indexOf("twin") : index;
  const people: Person[] = [
    { role: "victim", name: nameAt(index), age: 20 + index, phone: phoneOf(story) },
    { role: "suspect", name: suspectAt(index) },
  ];
  if (story === "repeat") {
    const before = STORIES.indexOf("plain 1");
    people.splice(0, 2, { role: "victim", name: nameAt(before), age: 20 + before, phone: phoneOf(story) }, { role: "suspect", name: suspectAt(before) });
  }
  if (story === "other suspect") people[1] = { role: "suspect", name: suspectAt(STORIES.indexOf("plain 3")) };
  // A neighbour rings about the same house; the same telephone rings again.
  if (story === "twin again") people.splice(0, 2, { role: "caller", name: "Wilf Sundry", phone: "07700 900699" });
  if (story === "one telephone again") people.splice(0, 2, { role: "caller", phone: phoneOf("one telephone") });
  const street = STREETS[place % STREETS.length] ?? "";
  const at = story === "overdue" ? { at: Date.now() - OVERDUE_MS } : {};
  const facts: Fact[] = [
    {
      incident,
      type: "incident_received",
      data: {
        opening_code: index % 3 === 0 ? "DOMESTIC - VERBAL" : "DOMESTIC - VIOLENCE",
        grade: GRADED[story] ?? grade,
        hazards,
        location: { address: `${place + 1} ${street}`, locality: `${street}, Fellgate`, beat: `FE${1 + (place % 5)}` },
        people,
      },
      ...at,
    },
    { incident, type: "remark_added", data: { by: "OP11", text: `CALL ${index + 1} OF THE HOUR` }, ...at },
  ];
  if (unit !== "none" && story !== "overdue") facts.push({ incident, type: "resource_assigned", data: { call_sign: `FE${20 + (index % 9)}` } });
  if (unit === "at_scene" && story !== "overdue") facts.push({ incident, type: "resource_at_scene", data: { call_sign: `FE${20 + (index % 9)}` } });
  return facts;
}
