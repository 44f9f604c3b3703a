// @vitest-environment jsdom
// Signing in by each way: what is asked, what is said, and what stays of it in the page's address.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answers, DONE, of, refusal, type Request } from "../testing/answers";
import { Toasts } from "../ui/Toasts";
import { session as w } from "../words/en.session";
import { SignIn } from "./SignIn";
import { signOut } from "./store";

const SESSION = { user: { user: "u-1", name: "Ada Hawthorn", roles: ["support_worker"], car: null }, boards: [], expires_at_ms: 9e15, must_enrol: false };
const PATH = "/api/v1/session";

beforeEach(() => window.history.replaceState(null, "", "/"));
afterEach(async () => {
  await signOut();
  cleanup();
  vi.unstubAllGlobals();
});

async function open(replies: Parameters<typeof answers>[0], oidc: { name: string } | null = null): Promise<Request[]> {
  const asked = answers({ "GET /api/v1/sign-in": { body: { password: true, oidc } }, "DELETE /api/v1/session": DONE, ...replies });
  await act(async () => {
    render(
      <>
        <SignIn problem={null} ended={null} />
        <Toasts />
      </>,
    );
    await settle();
  });
  return asked;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 12; i += 1) await Promise.resolve();
}

async function press(testId: string): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByTestId(testId));
    await settle();
  });
}

async function credentials(): Promise<void> {
  fireEvent.change(screen.getByLabelText(w.username), { target: { value: " hawthorn " } });
  fireEvent.change(screen.getByLabelText(w.password, { selector: "input" }), { target: { value: "a long one" } });
  await press("sign-in");
}

describe("with a password", () => {
  it("asks for a code where there is a second step, and sends all three together", async () => {
    const asked = await open({ [`POST ${PATH}`]: ({ body }) => (body["code"] === undefined ? refusal(401, "second_factor_required") : { body: SESSION }) });
    await credentials();
    const field = screen.getByTestId<HTMLInputElement>("code");
    expect(document.activeElement).toBe(field);
    expect([field.inputMode, field.autocomplete]).toEqual(["numeric", "one-time-code"]);
    fireEvent.change(field, { target: { value: "123 456" } });
    await press("code-go");
    expect(of(asked, "POST", PATH)).toEqual([
      { username: "hawthorn", password: "a long one" },
      { username: "hawthorn", password: "a long one", code: "123456" },
    ]);
  });

  it("stays at the code where it does not fit, and takes a recovery code in its place", async () => {
    const asked = await open({ [`POST ${PATH}`]: ({ body }) => (body["code"] === undefined ? refusal(401, "second_factor_required") : refusal(401, "sign_in_failed")) });
    await credentials();
    await press("code-go");
    expect(screen.getByTestId("code-error").textContent).toBe(w.code.missing);
    expect(of(asked, "POST", PATH)).toHaveLength(1);
    fireEvent.change(screen.getByTestId("code"), { target: { value: "000000" } });
    await press("code-go");
    expect(screen.getByTestId("code-error").textContent).toBe(w.code.wrong);
    await press("code-recovery");
    const field = screen.getByLabelText<HTMLInputElement>(w.code.recovery);
    expect([field.inputMode, field.value]).toEqual(["text", ""]);
    await press("code-back");
    expect(screen.getByTestId("sign-in")).toBeTruthy();
  });

  it("keeps the name and forgets the password after a refusal", async () => {
    await open({ [`POST ${PATH}`]: refusal(429, "account_locked", "locked", { when: Date.now() + 600_000 }) });
    await credentials();
    expect(screen.getByTestId("sign-in-error").textContent).toContain("locked until");
    expect(screen.getByLabelText<HTMLInputElement>(w.username).value).toBe(" hawthorn ");
    expect(screen.getByLabelText<HTMLInputElement>(w.password, { selector: "input" }).value).toBe("");
  });

  it("tells of failed tries since the last time, until that is put away", async () => {
    await open({ [`POST ${PATH}`]: { body: { ...SESSION, failed_since: 3, last_at_ms: Date.now() - 60_000 } } });
    await credentials();
    expect(screen.getByTestId("toast").textContent).toContain("3 failed tries to sign in with your name since");
  });
});

describe("elsewhere", () => {
  it("is a plain link where the server offers it", async () => {
    await open({}, { name: "Fellside Police sign-in" });
    const link = screen.getByTestId("sign-in-oidc");
    expect([link.getAttribute("href"), link.textContent]).toEqual(["/api/v1/sign-in/oidc", "Sign in with Fellside Police sign-in"]);
  });

  it("says why it brought nobody in, and leaves nothing in the address", async () => {
    window.history.replaceState(null, "", "/?sign-in=no_board");
    await open({});
    expect(screen.getByTestId("sign-in-elsewhere").textContent).toBe(w.elsewhere.no_board);
    expect(window.location.search).toBe("");
  });

  it("leaves the password's form where the server does not say what it offers", async () => {
    await open({ "GET /api/v1/sign-in": refusal(503, "overloaded") });
    expect(screen.getByTestId("sign-in")).toBeTruthy();
    expect(screen.queryByTestId("sign-in-oidc")).toBeNull();
  });
});
