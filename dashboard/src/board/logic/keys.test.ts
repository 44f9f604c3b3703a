import { describe, expect, it } from "vitest";
import { KEY_LIST, keysOf } from "./key-list";
import { keyAct, type KeyPlace } from "./keys";

const place: KeyPlace = { typing: false, inList: false, modal: false, over: false, lettersOn: true, afterG: false };
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

  it("goes to a crew that needs help from anywhere, typing and dialogs included", () => {
    expect(keyAct(press("F7"), { ...place, typing: true, modal: true, over: true, lettersOn: false })).toBe("crew_help");
    expect(keysOf("crew_help")).toBe("F7");
  });

  it("opens the commands from anywhere but a dialog, typing included", () => {
    for (const part of [{ ctrl: true }, { meta: true }]) {
      expect(keyAct(press("k", part), { ...place, typing: true, lettersOn: false })).toBe("palette");
      expect(keyAct(press("k", part), { ...place, modal: true })).toBeNull();
    }
    expect(keyAct(press("k", { ctrl: true, shift: true }), place)).toBeNull();
  });

  it("leaves what lies under a sheet alone, and keeps alarms, undo, the way back and the cut line", () => {
    const over = { ...place, over: true };
    for (const key of ["c", "e", "j", "u", "/", "l"]) expect(keyAct(press(key), over), key).toBeNull();
    expect(keyAct(press("w"), over)).toBe("alarms");
    expect(keyAct(press("z"), over)).toBe("undo");
    expect(keyAct(press("q"), over)).toBe("mute");
    expect(keyAct(press("Escape"), over)).toBe("back");
    expect(keyAct(press("g"), over)).toBe("g");
    expect(keyAct(press("m"), { ...over, afterG: true })).toBe("go_map");
    expect(keyAct(press("p"), { ...over, afterG: true })).toBe("go_plan");
    expect(keyAct(press("F9"), over)).toBe("line_cut");
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
    expect(keyAct(press("h"), { ...place, afterG: true })).toBe("go_handover");
    expect(keyAct(press("h"), place)).toBe("pass_on");
    expect(keyAct(press("n"), { ...place, afterG: true })).toBe("note");
  });

  it("gives no key two meanings in the list of keys", () => {
    const keys = KEY_LIST.map((each) => each.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("lists every act with the key that does it", () => {
    for (const { act, keys } of KEY_LIST) {
      const first = keysOf(act);
      if (first?.length !== 1) continue;
      expect(keyAct(press(first), place), keys).toBe(act);
    }
    expect(keysOf("go_handover")).toBe("g h");
  });
});
