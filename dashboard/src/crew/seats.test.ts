import { describe, expect, it } from "vitest";
import { crewOf, emptySeats, isCrewSound, languagesOf, seatFault, seatsOf, whoSits, withSeat } from "./seats";

const PAIR = ["support_worker", "officer"] as const;
const empty = crewOf([...PAIR], []);

describe("languages with commas", () => {
  it.each([
    ["", []],
    [" , ,", []],
    ["Polish", ["Polish"]],
    ["polish, Urdu ,POLISH", ["Polish", "Urdu"]],
    ["English, Welsh", ["Welsh"]],
    ["British  Sign Language; Farsi", ["British Sign Language", "Farsi"]],
  ])("%j is %j", (text, found) => expect(languagesOf(text)).toEqual(found));
});

describe("a crew as typed", () => {
  it("begins with who sits there, each once, where a car needs two of one kind", () => {
    const two = ["officer", "officer"] as const;
    const seats = [{ seat: "officer", name: "A", languages: ["Polish", "Urdu"], gender: "man", training: ["x"] }] as const;
    const sitting = seats.map((each) => ({ ...each, languages: [...each.languages], training: [...each.training] }));
    expect(whoSits(two, sitting).map(({ filled }) => filled?.name ?? null)).toEqual(["A", null]);
    expect(crewOf(two, sitting)).toEqual([
      { seat: "officer", name: "A", languages: "Polish, Urdu", gender: "man", training: ["x"] },
      { seat: "officer", name: "", languages: "", gender: null, training: [] },
    ]);
  });

  it("sends filled seats alone, and leaves out what nobody said", () => {
    const crew = withSeat(withSeat(empty, 0, { name: "  Tamsin Curlew ", languages: "polish" }), 1, { name: "   " });
    expect(seatsOf(crew)).toEqual([{ seat: "support_worker", name: "Tamsin Curlew", languages: ["Polish"] }]);
    expect(emptySeats(crew)).toEqual(["officer"]);
    expect(seatsOf(withSeat(empty, 1, { name: "PC Dunlin", gender: "woman", training: ["x"] }))).toEqual([{ seat: "officer", name: "PC Dunlin", gender: "woman", training: ["x"] }]);
  });

  it("goes there and back", () => {
    const crew = withSeat(withSeat(empty, 0, { name: "A", languages: "Polish, Urdu", gender: "woman" }), 1, { name: "B", training: ["x"] });
    expect(crewOf([...PAIR], seatsOf(crew))).toEqual(crew);
  });

  it("finds what was said of nobody, and too many languages", () => {
    expect(isCrewSound(empty)).toBe(true);
    expect(seatFault({ seat: "officer", name: "", languages: "", gender: "man", training: [] })).toBe("name");
    const many = Array.from({ length: 13 }, (_, at) => `L${at}`).join(",");
    expect(seatFault({ seat: "officer", name: "A", languages: many, gender: null, training: [] })).toBe("languages");
    expect(isCrewSound(withSeat(empty, 0, { languages: "Polish" }))).toBe(false);
  });
});
