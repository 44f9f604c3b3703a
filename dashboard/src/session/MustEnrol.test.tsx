// @vitest-environment jsdom
// An account that needs a second step sets it up before anything else opens; then the sign-in is asked for anew.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { answers, of, settle } from "../testing/answers";
import { fetchAhead } from "../ui/Late";
import { loadEnrolPage, MustEnrol } from "./MustEnrol";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("a second step is set up before anything else opens", async () => {
  await fetchAhead([loadEnrolPage]);
  const asked = answers({
    "POST /api/v1/second-factor": { body: { secret: "ABCDEFGHIJKLMNOP", uri: "otpauth://totp/Alongside:x?secret=ABCDEFGHIJKLMNOP" } },
    "PUT /api/v1/second-factor": { body: { recovery_codes: ["one-1"] } },
    "POST /api/v1/session/refresh": { body: { user: { user: "u-1", name: "Ada Hawthorn", roles: [] }, boards: [], expires_at_ms: 9e15, must_enrol: false } },
  });
  render(<MustEnrol />);
  expect(screen.getByTestId("must-enrol")).toBeTruthy();
  const step = async (testId: string, typed?: readonly [string, string]): Promise<void> => {
    if (typed !== undefined) fireEvent.change(screen.getByTestId(typed[0]), { target: { value: typed[1] } });
    await act(async () => {
      fireEvent.click(screen.getByTestId(testId));
      await settle();
    });
  };
  await step("enrol-go", ["enrol-password", "a long one"]);
  await step("enrol-confirm", ["enrol-code", "123456"]);
  // Nothing goes on before the recovery codes were kept.
  expect(of(asked, "POST", "/api/v1/session/refresh")).toEqual([]);
  await step("codes-kept");
  expect(of(asked, "POST", "/api/v1/session/refresh")).toHaveLength(1);
});
