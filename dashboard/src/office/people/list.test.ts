import { describe, expect, it } from "vitest";
import type { Account } from "../api";
import { countsOf, isLocked, lastUsed, peopleShown } from "./list";

const NOW = 1_000_000;

const account = (name: string, part: Partial<Account> = {}): Account => ({ user: `u-${name}`, username: name.toLowerCase(), name, roles: ["support_worker"], boards: ["fellside"], car: null, is_disabled: false, has_second_factor: false, locked_until: null, way: "password", sessions: [], ...part });
const session = (last_at: number): Account["sessions"][number] => ({ session: `s${last_at}`, began_at: 0, last_at, expires_at: NOW * 2, way: "password", device: "Firefox on Linux", is_this: false });

const ALL = [account("Rowan", { locked_until: NOW + 1 }), account("Alder", { sessions: [session(5), session(9)] }), account("Knot", { is_disabled: true, car: "FS02" }), account("Hawthorn", { locked_until: NOW })];
const names = (shown: Parameters<typeof peopleShown>[1], typed = ""): string[] => peopleShown(ALL, shown, typed, NOW, () => "support worker").map((each) => each.name);

describe("who stands in the list", () => {
  it("is everybody by name, or those of one state", () => {
    expect(names("all")).toEqual(["Alder", "Hawthorn", "Knot", "Rowan"]);
    expect(names("signed_in")).toEqual(["Alder"]);
    expect(names("locked")).toEqual(["Rowan"]);
    expect(names("closed")).toEqual(["Knot"]);
    expect(countsOf(ALL, NOW)).toEqual({ all: 4, signed_in: 1, locked: 1, closed: 1 });
  });

  it("is found by words of the name, the car and the roles, in any order", () => {
    expect(names("all", "worker fs02")).toEqual(["Knot"]);
    expect(names("all", "crew")).toEqual([]);
  });

  it("counts a lock no longer than it lasts", () => {
    expect(ALL.filter((each) => isLocked(each, NOW + 1))).toEqual([]);
  });

  it("knows when somebody was last here from their open sign-ins alone", () => {
    expect(ALL.map(lastUsed)).toEqual([null, 9, null, null]);
  });
});
