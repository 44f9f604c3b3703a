import { describe, expect, it } from "vitest";
import { KEY_LIST, keyAct, type KeyPlace } from "./keys";

const place: KeyPlace = { typing: false, inList: false, modal: false, lettersOn: true, afterG: false };
const press = (key: string, part: Partial<Parameters<typeof keyAct>[0]> = {}) => ({ key, ctrl: false, alt: false, meta: false, shift: false, ...part });

describe("the keyboard", () => {
  it("claims in one key", () => {
    expect(keyAct(press("c"), place)).toBe("claim");
  });

  it("leaves letters alone where text is typed and in dialogs", () => {
    for (const { act, keys } of KEY_LIST) {
      if (keys.length !== 1) continue;
      expect(keyAct(press(keys), { ...place, typing: true }), act).toBeNull();
      expect(keyAct(press(keys), { ...place, modal: true }), act).toBeNull();
    }
  });

  it("can have its letters turned off, and still moves, opens, goes back and hides", () => {
    const off = { ...place, lettersOn: false, inList: true };
    expect(keyAct(press("c"), off)).toBeNull();
    expect(keyAct(press("ArrowDown"), off)).toBe("down");
    expect(keyAct(press("Enter"), off)).toBe("open");
    expect(keyAct(press("Escape"), off)).toBe("back");
    expect(keyAct(press("F8"), off)).toBe("privacy");
  });

  it("hides everything from anywhere, typing and dialogs included", () => {
    expect(keyAct(press("F8"), { ...place, typing: true, modal: true })).toBe("privacy");
    expect(keyAct(press("P", { shift: true }), place)).toBe("privacy");
    expect(keyAct(press("P", { shift: true }), { ...place, typing: true })).toBeNull();
  });

  it("raises a cut line while typing too, by its function key", () => {
    expect(keyAct(press("l"), place)).toBe("line_cut");
    expect(keyAct(press("l"), { ...place, typing: true })).toBeNull();
    expect(keyAct(press("F9"), { ...place, typing: true, lettersOn: false })).toBe("line_cut");
    expect(keyAct(press("F9"), { ...place, modal: true })).toBeNull();
  });

  it("never takes the browser's own combinations", () => {
    expect(keyAct(press("c", { ctrl: true }), place)).toBeNull();
    expect(keyAct(press("r", { meta: true }), place)).toBeNull();
  });

  it("takes arrows and Enter only in the list", () => {
    expect(keyAct(press("ArrowDown"), place)).toBeNull();
    expect(keyAct(press("Enter"), place)).toBeNull();
  });

  it("switches views with g and a letter, where c alone would claim", () => {
    expect(keyAct(press("g"), place)).toBe("g");
    expect(keyAct(press("c"), { ...place, afterG: true })).toBe("go_car");
    expect(keyAct(press("d"), { ...place, afterG: true })).toBe("go_demand");
    expect(keyAct(press("n"), { ...place, afterG: true })).toBe("note");
  });

  it("gives no key two meanings in the list of keys", () => {
    const keys = KEY_LIST.map((each) => each.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
