import { describe, expect, it } from "vitest";
import { afterClose, BACKOFF_MAX_MS, waitBeforeRetry } from "./backoff";
import { decodeCloseReason } from "./decode";
import { CLOSE, LIMITS } from "./protocol.gen";
import { trustOf } from "./trust";
import { uuid7 } from "./uuid7";

describe("backoff", () => {
  it("doubles, spreads and stops growing", () => {
    for (let failures = 1; failures < 30; failures += 1) {
      const least = waitBeforeRetry(failures, undefined, () => 0);
      const most = waitBeforeRetry(failures, undefined, () => 1);
      const ceiling = Math.min(BACKOFF_MAX_MS, 500 * 2 ** (failures - 1));
      expect(least).toBe(ceiling / 2);
      expect(most).toBe(ceiling);
    }
  });

  it("never comes back sooner than the server asked", () => {
    expect(waitBeforeRetry(1, 9_000, () => 0)).toBe(9_000);
    expect(waitBeforeRetry(1, 10, () => 1)).toBe(500);
  });
});

describe("close codes", () => {
  it("come back below 4500 and do not from there", () => {
    for (const [name, code] of Object.entries(CLOSE)) {
      expect(afterClose(code).startsWith("come_back"), name).toBe(code < 4500);
    }
    expect(afterClose(1006)).toBe("come_back");
    expect(afterClose(4777)).toBe("stop");
  });

  it("read their reason, or none from a proxy", () => {
    expect(decodeCloseReason('{"reason":"restarting","retry_after_ms":1200}')).toEqual({ reason: "restarting", retry_after_ms: 1200 });
    expect(decodeCloseReason("going away")).toEqual({ reason: "" });
    expect(decodeCloseReason('{"reason":"x","retry_after_ms":-1}')).toEqual({ reason: "x" });
  });
});

describe("trust", () => {
  const health = { feed: "live", feed_last_at: 1, quarantined: 0, live: "ok", roads: "ok", journal: "ok" } as const;

  it.each([
    ["open", 0, "live"],
    ["open", 8_000, "live"],
    ["open", LIMITS.STALE_AFTER_MS - 1_000, "delayed"],
    ["open", 60_000, "delayed"],
    ["waiting", 2_000, "delayed"],
    ["connecting", 2_000, "delayed"],
    ["waiting", 9_500, "offline"],
    ["connecting", 40_000, "offline"],
    ["stopped", 100, "offline"],
  ] as const)("with the socket %s and %i ms of silence is %s", (phase, silent, link) => {
    expect(trustOf(phase, silent, health).link).toBe(link);
  });

  it("before the first word is not live", () => {
    expect(trustOf("connecting", null, null).link).toBe("delayed");
    expect(trustOf("waiting", null, null).link).toBe("offline");
  });

  it("tells the feed's silence apart from ours", () => {
    const trust = trustOf("open", 100, { ...health, feed: "silent", feed_last_at: 77 });
    expect(trust).toMatchObject({ link: "live", stale: false, feed: "silent", feedLastAt: 77 });
  });
});

describe("command ids", () => {
  it("are version 7, ordered by time", () => {
    const id = uuid7(0x0123456789ab, new Uint8Array(10).fill(0xff));
    expect(id).toBe("01234567-89ab-7fff-bfff-ffffffffffff");
    expect(uuid7(1_000) < uuid7(2_000)).toBe(true);
    expect(uuid7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
