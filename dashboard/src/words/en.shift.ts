// English of the dialogs that begin, change and end a car's shift. Loaded when one is opened.
export const shift = {
  startTitle: (callSign: string): string => `Start shift of ${callSign}`,
  start: "Start shift",
  startNeed: "Fill at least one seat.",
  startHint: "A car with an empty seat is on shift but cannot be sent, except by override.",
  crewTitle: (callSign: string): string => `Crew of ${callSign}`,
  crewSave: "Save crew",
  crewHint: "Who sits in the car from now on. Its jobs stay with the car.",
  crewDone: (callSign: string): string => `Crew of ${callSign} changed`,
  endTitle: (callSign: string): string => `End shift of ${callSign}?`,
  end: "End shift",
  endText: "Jobs that wait for this car must be given to another car or stood down first.",
};
