import { describe, expect, it, vi } from "vitest";
import { ANNOUNCE_EVERY_MS, Announcer, dropToast, newestUndoable, showToast, toastStore, undoNewest } from "./toasts";

describe("announcements", () => {
  it("come in batches, at most one in five seconds, without repeating themselves", () => {
    let now = 0;
    const said: { at: number; text: string }[] = [];
    const timers: { at: number; run: () => void }[] = [];
    const announcer = new Announcer(
      (text) => said.push({ at: now, text }),
      () => now,
      (run, ms) => timers.push({ at: now + ms, run }),
    );
    for (now = 0; now < 20_000; now += 100) {
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.run();
        else timers.push(timer);
      }
      announcer.add(now < 10_000 ? "one new incident" : "claimed");
    }
    expect(said[0]?.text).toBe("one new incident");
    for (let i = 1; i < said.length; i += 1) expect((said[i]?.at ?? 0) - (said[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(ANNOUNCE_EVERY_MS);
    expect(said.length).toBeLessThanOrEqual(5);
  });
});

describe("undo by a key", () => {
  it("presses the newest toast that can be undone, once, and leaves the others", () => {
    const older = vi.fn();
    const newer = vi.fn();
    showToast("older", older, "z");
    showToast("newer", newer, "z");
    showToast("only a notice");
    expect(newestUndoable(toastStore.read())?.text).toBe("newer");
    expect(undoNewest()).toBe(true);
    expect(newer).toHaveBeenCalledOnce();
    expect(older).not.toHaveBeenCalled();
    expect(undoNewest()).toBe(true);
    expect(older).toHaveBeenCalledOnce();
    expect(undoNewest()).toBe(false);
    for (const toast of toastStore.read()) dropToast(toast.id);
  });
});
