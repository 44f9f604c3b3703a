// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { answers } from "../../testing/answers";
import { ANNOUNCE_EVERY_MS, speakStore } from "../../ui/toasts";
import { EARLIER, mountDemand } from "../testing";
import { ANSWER, COVER, KNOWN, line } from "./testing";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("says aloud how a question ended, whichever way", async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 6, 13, 0), toFake: ["Date", "performance"] });
  answers({
    [KNOWN]: { body: EARLIER },
    [COVER]: [
      { body: line({ type: "refused", refusal: { code: "field_invalid", message: "contact_min: found", field: "contact_min", found: "0.5", allowed: "1 to 480" } }) },
      { body: line({ type: "answer", ...ANSWER, watched_days: 0 }) },
      { body: line({ type: "answer", ...ANSWER }) },
    ],
  });
  const { stop } = await mountDemand("/demand/cover");
  for (const said of ["A call takes a worker, minutes: 0.5 cannot be asked for. Allowed: 1 to 480", "None of these days was watched", "14.1 more incidents a week than now: 52.1 instead of 38.0"]) {
    vi.advanceTimersByTime(ANNOUNCE_EVERY_MS);
    fireEvent.click(screen.getByTestId("cover-ask"));
    await waitFor(() => expect(speakStore.read().polite).toBe(said));
  }
  stop();
});
