// What a car should bring, in the words of the scheme.
import type { CarNeeds, Named } from "../../../live/protocol.gen";
import { dispatch as w } from "../../../words/en.dispatch";

/** "Polish speaker", "woman", "2 child seats". Empty: nothing is asked for. `known`: nobody asked for the language, it is the victim's. */
export function needsWords(needs: CarNeeds, training: readonly Named[], known = false): string[] {
  return [
    needs.language.trim() === "" ? null : `${w.needs.speaker(needs.language.trim())}${known ? ` (${w.needs.known})` : ""}`,
    needs.worker_gender === null ? null : w.needs.genders[needs.worker_gender],
    needs.child_seats === 0 ? null : w.needs.seats(needs.child_seats),
    needs.wheelchair ? w.needs.wheelchair : null,
    ...needs.training.map((id) => training.find((each) => each.id === id)?.label ?? id),
  ].filter((part) => part !== null);
}
