// English of the two controllers: for whom a note is kept, and on what the other side is shown it. The same at the desk and in the car.
import type { Kept, ShareBasis } from "../live/protocol.gen";

export const kept = {
  legend: "Who may read it",
  options: { shared: "Both sides", charity: "Charity only", police: "Police only" } satisfies Record<Kept, string>,
  /** What choosing it means. */
  means: {
    shared: "Everybody who may open this file reads it.",
    charity: "Only the charity’s people read it. For police roles it does not exist, until it is shared.",
    police: "Only police roles read it. For the charity’s people it does not exist, until it is shared.",
  } satisfies Record<Kept, string>,
  basis: {
    consent: "By consent",
    vital_interests: "To save from serious harm",
    legal_duty: "By law or a court’s order",
  } satisfies Record<ShareBasis, string>,
  shared: { consent: "shared by consent", vital_interests: "shared to save from serious harm", legal_duty: "shared by law" } satisfies Record<ShareBasis, string>,
};
