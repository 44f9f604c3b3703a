// English of alarms: the strip, the list, shelving, sound, undo, and the cover that comes by itself.
import type { Alarm } from "../live/protocol.gen";
import type { AlarmAct } from "../board/logic/alarms";
import { shortSpan } from "./en";

const kinds: Record<Alarm, string> = {
  line_cut: "Line cut",
  gate_revoked: "Car must not go",
  escalation: "Quicker response",
  car_wanted: "Car wanted",
  unreviewed: "Not reviewed",
  grade_overdue: "Grade overdue",
  contact_due: "Contact due",
};

const acts: Record<AlarmAct, string> = { answer: "Acknowledge", open: "Open", call: "Call", escalate: "Escalate", send_car: "Send car" };

export const alarms = {
  kinds,
  acts,

  strip: {
    label: "Alarms",
    none: "No alarms",
    noneYours: "No alarm for you",
    open: "Open",
    others: (count: number): string => `${count} with others`,
    shelved: (count: number): string => `${count} shelved`,
    all: "Alarms",
    count: (count: number, kind: string): string => `${count} ${kind.toLowerCase()}`,
    flood: (count: number): string => `alarm flood: ${count} in 10 min`,
    floodHelp: "More than ten new alarms in ten minutes. Take the list from the top; shelve what can wait.",
  },

  owner: {
    desk: ["with the desk", "with the desk again", "with the inspector"] as readonly string[],
    you: "yours",
    anybody: "anybody's",
  },

  timer: {
    climbs: "climbs",
    unanswered: "unanswered",
    asked: (by: string): string => `asked by ${by}`,
    times: (count: number): string => `rang ${count} times`,
  },

  list: {
    title: "Alarms",
    forYou: "For you",
    forOthers: "With others",
    shelved: "Shelved",
    shelvedBy: (by: string): string => `shelved by ${by}`,
    backAt: (time: string): string => `comes back ${time}`,
    none: "No alarms.",
    noneText: "What needs an act by some time appears here: a cut line, a request without an answer, an attempt that is due, a promise that has run out.",
    shelve: "Shelve",
    shelveOpen: "Shelve…",
    unshelve: "Unshelve",
    close: "Close",
  },

  shelve: {
    title: (kind: string, number: string): string => `Shelve “${kind}” on ${number}`,
    minutes: "For how long",
    option: (minutes: number): string => `${minutes} min`,
    reason: "Why it can wait",
    hint: "Everybody sees who shelved it and until when. It comes back by itself.",
    need: "Say why it can wait.",
    done: (kind: string, number: string, minutes: number): string => `${kind} on ${number} shelved for ${minutes} min`,
    undone: (kind: string, number: string): string => `${kind} on ${number} is back`,
    acknowledged: (number: string): string => `Request on ${number} acknowledged`,
  },

  sound: {
    on: "Sound on",
    muted: "Muted",
    mutedNow: "Muted, emergency on",
    locked: "Sound waits",
    lockedHelp: "The browser lets sound through after a click or a key on this page.",
    press: { mute: "Mute alarms", unmute: "Turn sound on" },
    title: "Alarm sound",
    test: "Test emergency",
    testOther: "Test other alarm",
    saidOn: "Alarm sound on",
    saidMuted: "Alarms muted on this screen. They still show, and an SOS still sounds.",
    cannot: "No sound could be played. Click or press a key once, and look at the computer's volume.",
  },

  announce: {
    emergency: (kind: string, number: string): string => `${kind}, ${number}`,
    some: (kind: string, numbers: readonly string[]): string => `${kind}: ${numbers.join(", ")}`,
    revokedEmpty: (number: string): string => `Car must not go to ${number}`,
  },

  undo: {
    none: "Nothing to undo",
    done: (what: string): string => `Undone: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
    refused: (why: string, who: string | null): string => (who === null ? `Not undone. ${why}` : `Not undone: ${who} was quicker. ${why}`),
  },

  idle: {
    text: (ms: number): string => `Covered after ${shortSpan(ms)} without a key or the pointer. What you typed is kept.`,
  },

  top: {
    commands: "Commands",
    handover: "Handover sheet",
    notFetched: "This part could not be fetched. Try again when the board is live.",
  },
};
