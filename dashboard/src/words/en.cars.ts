// English of the cars beside the board: what each is doing, who is in it, what it has. Part of the first load.
import type { CarStatus, EtaSource } from "../live/protocol.gen";
import { en, plural } from "./en";

/** After a number: "2 on the way". */
const counted: Record<CarStatus, string> = { ...en.carStatus, available: "free", offered: "offered" };

/** After a travel time. */
const source: Record<EtaSource, string> = { roads: "by road", straight_line: "straight line" };

export const cars = {
  title: "Cars",
  map: "Map",
  plan: "Plan",
  mapHelp: "Show the map. Keys: g m",
  planHelp: "Show the plan for the cars. Keys: g p",
  counts: "Cars by what they are doing",
  counted,
  none: "No cars yet",
  noBase: "Without a base",

  source,
  sourceHelp: {
    roads: "Driving time along the roads.",
    straight_line: "No roads are known at the moment: the straight line times a factor.",
  } satisfies Record<EtaSource, string>,
  there: (time: string, span: string): string => `There at ${time}, in ${span}`,
  thereAbout: (time: string, span: string): string => `There about ${time}, in ${span}`,
  thereLate: (time: string, span: string): string => `Was due ${time}, ${span} ago`,

  emptySeat: (seat: string): string => `${seat}: empty`,
  genders: { woman: "woman", man: "man" } as const,
  seats: (count: number): string => plural(count, "child seat", "child seats"),
  wheelchair: "wheelchair",
  position: (span: string): string => `seen ${span} ago`,
  noPosition: "not seen",
  until: (time: string): string => `until ${time}`,
  breakDue: (time: string): string => `break due ${time}`,
  breakOver: (time: string): string => `break was due ${time}`,
  checkIn: "Check-in due",
  checkInMissed: "Check-in missed",
  sos: "SOS",
  sosOpen: "nobody has answered",
  sosAnswered: (who: string): string => `${who} has it`,

  queue: {
    label: (callSign: string): string => `Queue of ${callSign}`,
    count: (count: number): string => `${count} queued`,
    up: (what: string): string => `Move ${what} up`,
    down: (what: string): string => `Move ${what} down`,
    offer: "Offer now",
    offerNext: "Offer next",
    offerOf: (what: string): string => `Offer now, ${what}`,
    standDown: "Stand down",
    standDownOf: (what: string): string => `Stand down, ${what}`,
    saving: "Saving the order",
    now: "The queue as it stands now is shown.",
    seen: "Dismiss",
    reordered: (callSign: string): string => `Queue of ${callSign} reordered`,
  },

  start: "Start shift",
  end: "End shift",
  crew: "Crew",
  /** Names begin with what is seen, so that they can be spoken. */
  crewOf: (callSign: string): string => `Crew, ${callSign}`,
  break: "Break",
  breakOf: (callSign: string): string => `Break, ${callSign}`,
  endBreak: "End break",
  endBreakOf: (callSign: string): string => `End break, ${callSign}`,
  startOf: (callSign: string): string => `Start shift, ${callSign}`,
  endOf: (callSign: string): string => `End shift, ${callSign}`,
  /** What a crew has said by radio. Two steps each. */
  radio: {
    help: "Crew calls for help",
    helpOf: (callSign: string): string => `Crew calls for help, ${callSign}`,
    helpAsk: (callSign: string): string => `SOS for ${callSign}? The desk and the inspector are told at once.`,
    helpGo: "Raise SOS",
    helpDone: (callSign: string): string => `SOS raised for ${callSign}`,
    clear: "Crew says it is clear",
    clearOf: (callSign: string): string => `Crew says it is clear, ${callSign}`,
    clearAsk: (callSign: string): string => `${callSign} away from the scene? Its alarm then ends.`,
    clearGo: "It is clear",
    clearDone: (callSign: string): string => `${callSign} is clear`,
    back: "Back",
    waits: "Waits for the link",
  },

  notFetched: "This part could not be fetched. Check the link and try again.",
};
