// @vitest-environment jsdom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { answers, refusal } from "../../testing/answers";
import { EARLIER } from "../testing";
import { useKnownDays } from "./useKnownDays";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("fetches the known days until they come, and then no more", async () => {
  vi.useFakeTimers();
  const path = "/api/v1/demand/earlier?board=sample";
  const asked = answers({ [`GET ${path}`]: [refusal(503, "unavailable"), refusal(503, "unavailable"), { body: EARLIER }] });
  const pass = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
  const { result } = renderHook(() => useKnownDays("sample"));
  expect(result.current).toEqual({ days: null, isMissing: false });
  await pass(0);
  expect(result.current).toEqual({ days: null, isMissing: true });
  await pass(5_000);
  await pass(5_000);
  expect(result.current).toEqual({ days: { from: EARLIER.from, to: EARLIER.to }, isMissing: false });
  await pass(60_000);
  expect(asked).toHaveLength(3);
});
