// English of what a crew records at the door, where no form is open: the list of it, and what waits to be sent.
import type { DoorForm } from "../car/doorstep/forms";
import type { WelfareConcern } from "../live/protocol.gen";

const concern: Record<WelfareConcern, string> = {
  injured: "Somebody is injured",
  needs_doctor: "Somebody needs a doctor",
  distressed: "In great distress",
  child_distressed: "A child in distress",
  no_food: "No food in the house",
  no_heating: "No heating or power",
  no_phone: "No phone of their own",
  home_not_secure: "The home cannot be locked",
  nowhere_to_stay: "Nowhere to stay tonight",
  needs_interpreter: "An interpreter is needed",
};

export const door = {
  title: "At the door",
  hint: "In any order. What you type is kept until it is saved.",

  forms: {
    contact: "Contact",
    risk: "Risk",
    plan: "Safety plan",
    consent: "Consent to share",
    referral: "Referral",
    welfare: "Children and welfare",
    hazards: "Hazards found",
  } satisfies Record<DoorForm, string>,

  /** How a line of the list stands. */
  line: {
    none: "Nothing yet",
    begun: "Begun, not saved",
    waiting: (count: number): string => (count === 1 ? "Waiting to be sent" : `${count} waiting to be sent`),
    recorded: "Recorded",
    more: (count: number): string => (count < 2 ? "" : `${count} times, last`),
    refused: "Not taken",
    before: "On file",
  },

  concern,
  notFetched: "The form could not be fetched. Open it again when there is a link.",
};
