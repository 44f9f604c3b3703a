// The crew as it is typed, and the crew as it is sent. No reading of the board, no drawing.
import { LIMITS, type Seat, type SeatFilled, type WorkerGender } from "../live/protocol.gen";

/** One seat as it stands in the form. `languages` is a list with commas, as it was typed. */
export type CrewSeat = { seat: Seat; name: string; languages: string; gender: WorkerGender | null; training: readonly string[] };

/** One for each seat that the car needs, in the scheme's order; a car may need two of one kind. */
export type Crew = readonly CrewSeat[];

/** Each seat that the car needs with who sits in it; null: it is empty. */
export function whoSits(needed: readonly Seat[], filled: readonly SeatFilled[]): { seat: Seat; filled: SeatFilled | null }[] {
  const left = [...filled];
  return needed.map((seat) => {
    const at = left.findIndex((each) => each.seat === seat);
    return { seat, filled: at < 0 ? null : (left.splice(at, 1)[0] ?? null) };
  });
}

/** What to begin with: who sits there already, else empty seats. */
export function crewOf(needed: readonly Seat[], filled: readonly SeatFilled[]): Crew {
  return whoSits(needed, filled).map(({ seat, filled: found }) => ({
    seat,
    name: found?.name ?? "",
    languages: (found?.languages ?? []).join(", "),
    gender: found?.gender ?? null,
    training: found?.training ?? [],
  }));
}

export function withSeat(crew: Crew, at: number, part: Partial<CrewSeat>): Crew {
  return crew.map((each, index) => (index === at ? { ...each, ...part } : each));
}

/** "polish, Urdu , Polish" → Polish and Urdu. English is spoken by all, and is no skill. */
export function languagesOf(text: string): string[] {
  const found = new Map<string, string>();
  for (const part of text.split(/[,;\n]/)) {
    const word = part.trim().replace(/\s+/g, " ");
    const key = word.toLowerCase();
    if (word === "" || key === "english" || found.has(key)) continue;
    found.set(key, word.charAt(0).toUpperCase() + word.slice(1));
  }
  return [...found.values()];
}

/** The filled seats, as they go to the server. */
export function seatsOf(crew: Crew): SeatFilled[] {
  return crew.flatMap(({ seat, name, languages, gender, training }) => {
    const who = name.trim();
    if (who === "") return [];
    const spoken = languagesOf(languages);
    return [{ seat, name: who, ...(spoken.length > 0 ? { languages: spoken } : {}), ...(gender === null ? {} : { gender }), ...(training.length > 0 ? { training: [...training] } : {}) }];
  });
}

export function emptySeats(crew: Crew): Seat[] {
  return crew.filter((each) => each.name.trim() === "").map((each) => each.seat);
}

export type SeatFault = "name" | "languages";

/** Something was said of nobody, or too much of somebody. */
export function seatFault({ name, languages, gender, training }: CrewSeat): SeatFault | null {
  if (languagesOf(languages).length > LIMITS.SKILLS_MAX) return "languages";
  const said = languages.trim() !== "" || gender !== null || training.length > 0;
  return said && name.trim() === "" ? "name" : null;
}

export function isCrewSound(crew: Crew): boolean {
  return crew.every((seat) => seatFault(seat) === null);
}
