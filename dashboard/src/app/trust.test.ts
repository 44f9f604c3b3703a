// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from "vitest";

type Rules = { createScriptURL: (url: string) => string | null };
const createPolicy = vi.fn<(name: string, rules: Rules) => unknown>();

beforeEach(() => {
  vi.resetModules();
  createPolicy.mockReset();
  vi.stubGlobal("trustedTypes", { createPolicy });
});

afterEach(() => vi.unstubAllGlobals());

it("lets through what a worker of ours has named, whoever comes first, and nothing else", async () => {
  const { trustWorker } = await import("./trust");
  trustWorker("/sw.js");
  const asked = (url: string): string | null => createPolicy.mock.calls[0]?.[1].createScriptURL(url) ?? null;
  expect(asked("/assets/map-worker.mjs")).toBeNull();
  trustWorker("/assets/map-worker.mjs");
  trustWorker("/sw.js");
  expect(createPolicy.mock.calls.map(([name]) => name)).toEqual(["default"]);
  expect(["/sw.js", "/assets/map-worker.mjs", "/sw.js?other", "https://elsewhere.example/sw.js", "/api/v1/session"].map(asked)).toEqual(["/sw.js", "/assets/map-worker.mjs", null, null, null]);
});

it("has nothing to do where the browser knows no Trusted Types", async () => {
  vi.stubGlobal("trustedTypes", undefined);
  const { trustWorker } = await import("./trust");
  expect(() => trustWorker("/sw.js")).not.toThrow();
});
