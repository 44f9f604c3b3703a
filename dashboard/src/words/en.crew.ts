// English of who sits in a car and what they bring: the same at the desk and in the car.
import type { WorkerGender } from "../live/protocol.gen";

export const crew = {
  name: "Name",
  languages: "Languages besides English",
  languagesHint: "With commas between: Polish, Urdu",
  gender: "Gender",
  genders: { woman: "Woman", man: "Man", not_said: "Not said" } satisfies Record<WorkerGender | "not_said", string>,
  training: "Trained in",
  tooMany: (most: number): string => `At most ${most} languages.`,
  needName: "Enter the name, or clear what was said of this seat.",
  seatOf: (seat: string, place: number): string => `${seat} ${place}`,
};
