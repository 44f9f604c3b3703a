// English of what a tablet has done and the server has not answered, or has not taken.
import type { Answer, ConsentDecision, ConsentHow, RefusalCode, RiskBand } from "../live/protocol.gen";
import { plural } from "./en";

export const outbox = {
  title: "Sent and waiting",
  none: "Everything has been sent.",
  waiting: "Waiting",
  refused: "Not taken",
  accepted: "Taken",
  kept: "They are kept on this tablet, sealed, also if its battery dies, and go out by themselves in this order.",
  notKept: "This browser keeps nothing beyond its page. Keep this page open until everything is sent.",
  oldest: (span: string): string => `the oldest for ${span}`,
  done: (time: string): string => `done ${time}`,
  arrived: (time: string): string => `taken ${time}`,
  now: "being sent",
  next: "next",

  agreed: "Gone through together",
  prepared: "Prepared, not gone through together",
  consent: { given: "Consent given", refused: "Consent refused", withdrawn: "Consent withdrawn", without_consent: "May be told without consent" } satisfies Record<ConsentDecision, string>,
  how: { spoken: "Said aloud", written: "In writing" } satisfies Record<ConsentHow, string>,
  noPlan: "No safety plan made",
  tryAgain: (when: string): string => `Try again ${when}`,
  referral: (service: string): string => `Referral to ${service}`,
  children: (count: number): string => `${plural(count, "child", "children")} in the home`,
  childrenSeen: (count: number): string => `${count} of them seen`,
  noConcern: "No concern seen",
  hazards: (list: string): string => `Hazards found: ${list}`,
  ruledOut: (list: string): string => `Ruled out: ${list}`,
  answer: { yes: "Yes", no: "No", dont_know: "Don’t know", not_asked: "Not asked" } satisfies Record<Answer, string>,
  judged: (band: RiskBand): string => `Judged: ${band}`,

  /** What a crew may do about an act that was not taken. */
  what: {
    lead: "What you wrote is kept here until you let it go.",
    note: "Send as a note",
    noteHead: (act: string, time: string): string => `${act}, done ${time}, not taken:`,
    noteSent: "Sent as a note",
    noteRefused: "The note was not taken either. Read it out to the desk.",
    again: "Send again",
    copy: "Copy the words",
    copied: "Copied. Clear it from the clipboard when you have used it.",
    noCopy: "This browser does not copy. The words can be marked by hand.",
    show: "Show what was written",
    letGo: "Let go",
    letGoAsk: "Let go of it, with what was written?",
    letGoYes: "Yes, let go",
    keep: "Keep it",
  },
  counsel: {
    wrong_state: "The job has moved on. Tell the desk, or send what you wrote as a note.",
    not_found: "This job is no longer this car’s. Tell the desk what you did there.",
    not_your_car: "This job is no longer this car’s. Tell the desk what you did there.",
    car_busy: "The car has another job by now.",
    role_not_allowed: "Your account may not do this. Tell the desk.",
    field_invalid: "Open the form again and change what it names.",
    journal_unavailable: "The server could not write. Send it again.",
    overloaded: "The server was busy. Send it again.",
  } as Partial<Record<RefusalCode, string>>,
  counselElse: "Tell the desk by radio, or send it again.",

  /** Typed, never saved, and its job is over. */
  left: {
    title: "Begun and not saved",
    lead: "Typed for jobs that this car no longer has. It was never sent.",
    head: (form: string): string => `${form}, begun at the door and not saved:`,
  },

  signOut: {
    title: "Sign out and lose them?",
    words: (waiting: number, refused: number, begun: number): string =>
      `${[
        waiting === 0 ? "" : plural(waiting, "act is not sent", "acts are not sent"),
        refused === 0 ? "" : plural(refused, "act was not taken", "acts were not taken"),
        begun === 0 ? "" : plural(begun, "form is begun", "forms are begun"),
      ]
        .filter((part) => part !== "")
        .join(", ")}. Signing out wipes this tablet, and what you wrote is lost. What waits goes out by itself when there is a link.`,
    stay: "Stay signed in",
    go: "Sign out and lose them",
  },
};
