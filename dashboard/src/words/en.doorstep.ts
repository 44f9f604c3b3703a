// English of the forms in which a crew records at the door. What is said of them outside is in en.door.ts, as they are fetched later.
import type { DoorForm } from "../car/doorstep/forms";
import type { ConsentDecision, ContactChannel, ContactResult, RefusalCode, RiskBand } from "../live/protocol.gen";
import { plural } from "./en";
import { records } from "./en.records";

const band = (each: RiskBand): string => records.band[each].toLowerCase();

export const doorstep = {
  back: "Back",
  backToReferral: "Back to the referral",
  done: "Done",
  save: {
    contact: "Save contact",
    risk: "Save risk",
    plan: "Save plan",
    consent: "Save consent",
    referral: "Save draft",
    welfare: "Save",
    hazards: "Save hazards",
  } satisfies Record<DoorForm, string>,
  saveLater: "No link: it is sent by itself",
  saved: {
    accepted: (form: string): string => `${form}: recorded`,
    waiting: (form: string): string => `${form}: kept, and sent when there is a link`,
  },

  counsel: {
    field_invalid: "Change what it names and save again.",
    wrong_state: "Read what has changed, change the form where it is needed and save again.",
    not_found: "This job is no longer this car’s. Tell the desk what you wrote.",
    not_your_car: "This job is no longer this car’s. Tell the desk what you wrote.",
    role_not_allowed: "Your account may not record this. Tell the desk what you wrote.",
    too_many: "No more fit on this response. Tell the desk what you wrote.",
  } as Partial<Record<RefusalCode, string>>,
  counselElse: "Save again. If it is not taken again, tell the desk what you wrote.",

  note: "Note",
  noteTooLong: "The note is too long",
  textTooLong: "A text is too long",
  tooLong: (over: number): string => `${over} characters too many`,
  fewer: (what: string): string => `One fewer: ${what}`,
  more: (what: string): string => `One more: ${what}`,
  notKnown: "Not known",
  notKnownOf: (what: string): string => `Not known: ${what}`,
  find: (count: number): string => `Find in ${count} by typing`,
  found: (count: number): string => (count === 0 ? "None has this in its name." : plural(count, "found", "found")),
  showAll: (count: number): string => `Show all ${count}`,

  file: {
    shut: "The file is not open.",
    opening: "The file is being opened.",
    noSignal: "The file is not at hand without a link.",
    open: "Open the file",
  },

  contact: {
    result: "What came of it",
    results: {
      spoke_safely: "Spoke safely",
      ended_unsafe: "Had to stop, not safe",
      no_answer: "No answer",
      wrong_number: "Wrong number",
      someone_else: "Somebody else answered",
      declined_for_now: "Did not want to talk now",
    } satisfies Record<ContactResult, string>,
    channel: "How",
    channels: { in_person: "In person", phone: "Phone", text: "Text", email: "Email" } satisfies Record<ContactChannel, string>,
    number: "Which number",
    ownNumber: "Their own",
    numberNotSaid: "Not said",
    numberHidden: "Read the safe-contact rule in the file first if the number should be recorded.",
    next: "Try again",
    nexts: { later: "Later today", morning: "Tomorrow morning", evening: "Tomorrow evening", none: "No" },
    nextAt: (when: string, time: string): string => `${when}, ${time}`,
    outside: "This is outside their safe hours.",
    needResult: "Choose what came of it",
  },

  risk: {
    lead: "Ask in your own words. Whatever is left out counts as not asked.",
    wholeSet: "Without it nobody knows here what was answered before, so the whole set is offered.",
    onlyNo: "Only what was answered no",
    onlyNoHint: (count: number): string => (count === 0 ? "Nothing was answered no." : `${plural(count, "question is", "questions are")} gone over again.`),
    from: (from: string): string => (from === "" ? "Taken elsewhere before." : `Taken by ${from} before.`),
    takenHere: "Taken here before.",
    asGiven: (count: number): string => `${plural(count, "answer stands", "answers stand")} as given`,
    unanswered: (count: number): string => `${plural(count, "question", "questions")} not answered before`,
    set: (name: string): string => `Questions: ${name}`,
    sets: "Questions",
    takeBack: "Take back",
    takeBackOf: (label: string): string => `Take back the answer: ${label}`,
    answersTo: (label: string, was: boolean): string => (was ? `${label}, was no` : label),
    sum: (yes: number, asked: number): string => `${yes} yes of ${asked} asked`,
    nothingYet: "Nothing asked yet. That says nothing of the risk.",
    gives: (each: RiskBand): string => `${band(each)} risk`,
    noBand: "no band without your judgement",
    judge: "I judge it otherwise",
    needAnswer: "Answer at least one question",
    needChange: "Answer a question, judge it otherwise or write a note",
    needJudgement: "Choose the band: this set has no count",
    needReason: "Give the reason: it stands beside the band",
  },

  plan: {
    replaces: "The plan on file is filled in. Saving replaces it.",
    noFile: "A plan from before is not shown here, and this one replaces it.",
    takeOver: (count: number): string => `Take over ${plural(count, "topic", "topics")} of the plan on file`,
    takeOverHint: "Otherwise this plan replaces it without them.",
    agreed: (person: string): string => `Gone through with the ${person}`,
  },

  consent: {
    said: "Said so far",
    how: "How it was said",
    hows: { spoken: "Said aloud to us", written: "In writing" },
    given: "Yes, may share",
    refused: "No",
    withdrawn: "Takes it back",
    decided: "Decision",
    without: "No consent, but it must be shared",
    noFile: "What was said to others before is not shown here.",
    line: (purpose: string, recipient: string, decision: ConsentDecision): string => `${recipient}, ${purpose.charAt(0).toLowerCase()}${purpose.slice(1)}: ${records.consent.stands[decision].toLowerCase()}`,
    next: "Recorded. Ask about the next, or press Done.",
    nextWaiting: "Kept to be sent. Ask about the next, or press Done.",
  },

  referral: {
    noFile: "Whether risk was assessed or consent was given before is not known here.",
    stands: (service: string): string => `Consent stands for ${service}.`,
    lacks: (service: string): string => `No consent is recorded for ${service}. The draft can be written; nothing may be shared yet.`,
    notKnown: (service: string): string => `Whether consent stands for ${service} is not known here.`,
    ask: "Record consent",
    needs: (labels: readonly string[]): string => `What for: ${labels.length === 0 ? "choose" : labels.join(", ")}`,
  },

  welfare: {
    children: "Children there",
    childrenHint: (count: number): string => `The log says ${count}.`,
    seen: "Children seen by you",
    concerns: "What gives cause for concern",
    none: "No concern",
    noneTick: "Looked, and nothing gives cause for concern",
    need: "Count the children, tick something or write a note",
  },

  hazards: {
    found: "What you found",
    known: (labels: readonly string[]): string => `Known already: ${labels.join(", ")}.`,
    allKnown: "Every hazard on the list is known already.",
    need: "Tick at least one",
  },

  outcome: {
    contact: (result: string): string => `Contact: ${result}`,
    plan: { agreed: "Safety plan: made, and gone through together", prepared: "Safety plan: prepared, not gone through yet. Counted as not made." },
    referral: (services: readonly string[]): string => `Referred to: ${services.join(", ")}`,
    lacksConsent: (services: readonly string[]): string => `No consent is known of here for ${services.join(", ")}.`,
    filled: "Taken from what you recorded",
    otherwise: "Say otherwise",
  },
};
