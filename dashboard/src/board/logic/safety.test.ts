import { describe, expect, it } from "vitest";
import type { SafeContactView } from "../../live/protocol.gen";
import { contactSafety, isDialable, maskNumber, mayDialAtOnce } from "./safety";

const NOW = 1_795_300_000_000;
const HOUR = 3_600_000;

function view(confirmed_at: number, safe_to_ring = true): SafeContactView {
  return {
    record: {
      number: "07700 900123",
      safe_to_ring,
      voicemail_allowed: false,
      text_allowed: false,
      withhold_caller_id: true,
      when_safe: "before five",
      code_word: "vet",
      language: "English",
      who_may_answer: "",
    },
    confirmed_at,
    confirmed_by: "A. Colleague",
  };
}

const decide = (record: SafeContactView | null | undefined, staleAfterMs: number | undefined = 24 * HOUR) => contactSafety({ record, staleAfterMs, now: NOW });

describe("the safe-contact decision", () => {
  it("lets a number be rung at once only when it is confirmed, fresh and safe", () => {
    expect(decide(view(NOW - HOUR)).state).toBe("safe");
    expect(mayDialAtOnce(decide(view(NOW - HOUR)))).toBe(true);
  });

  it.each([
    ["nobody has asked", decide(null), "unconfirmed"],
    ["the file is not here", decide(undefined), "unknown"],
    ["the number is known not to be safe", decide(view(NOW, false)), "unsafe"],
    ["the record is exactly at its age", decide(view(NOW - 24 * HOUR)), "stale"],
    ["the record is old", decide(view(NOW - 30 * HOUR)), "stale"],
    ["the record comes from the future", decide(view(NOW + HOUR)), "stale"],
    ["danger came after it was confirmed", contactSafety({ record: view(NOW - HOUR), staleAfterMs: 24 * HOUR, overtaken: true, now: NOW }), "overtaken"],
    ["the scheme's rule is not known yet", contactSafety({ record: view(NOW), staleAfterMs: undefined, now: NOW }), "unknown"],
  ])("asks for the second step when %s", (_why, safety, state) => {
    expect(safety.state).toBe(state);
    expect(mayDialAtOnce(safety)).toBe(false);
  });

  it("says unsafe, not stale, for an old record that says unsafe", () => {
    expect(decide(view(NOW - 300 * HOUR, false)).state).toBe("unsafe");
  });
});

describe("numbers", () => {
  it("masks all but the first and last two digits", () => {
    expect(maskNumber("07700 900123")).toBe("07••• ••••23");
    expect(maskNumber("+44 7700 900123")).toBe("+44 •••• ••••23");
  });

  it("knows what cannot be a number", () => {
    expect(isDialable("07700 900123")).toBe(true);
    expect(isDialable("ask her mother")).toBe(false);
    expect(isDialable("12")).toBe(false);
  });
});
