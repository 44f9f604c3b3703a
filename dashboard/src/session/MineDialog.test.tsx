// @vitest-environment jsdom
// A person's own account: ending sign-ins, setting up the second step and taking it away, changing the password.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DONE, answers, of, refusal, settle, type Request } from "../testing/answers";
import { prepareDom } from "../testing/mountBoard";
import { account as w } from "../words/en.account";
import { keyInGroups } from "./groups";
import type { SignInView } from "./mine-api";
import MineDialog from "./MineDialog";

const at = Date.UTC(2026, 10, 27, 9, 0);
const signIn = (session: string, device: string, is_this = false): SignInView => ({ session, device, is_this, began_at: at, last_at: at + 1_000, expires_at: at + 9e6, way: "password" });
const THREE = [signIn("s2", "Chrome on Windows"), signIn("s1", "Firefox on Windows", true), signIn("s3", "Chrome on Android")];

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(replies: Parameters<typeof answers>[0], { is_on = false, may = true } = {}): Promise<{ asked: Request[]; onClose: ReturnType<typeof vi.fn> }> {
  prepareDom();
  const asked = answers({ "GET /api/v1/sessions": { body: { sessions: THREE } }, "GET /api/v1/second-factor": { body: { is_on, may } }, ...replies });
  const onClose = vi.fn();
  await act(async () => {
    render(<MineDialog large={false} onClose={onClose} />);
    await settle();
  });
  return { asked, onClose };
}

async function press(testId: string | HTMLElement): Promise<void> {
  await act(async () => {
    fireEvent.click(typeof testId === "string" ? screen.getByTestId(testId) : testId);
    await settle();
  });
}

const type = (testId: string, value: string): boolean => fireEvent.change(screen.getByTestId(testId), { target: { value } });

describe("sign-ins", () => {
  it("stand with this one first, which cannot be ended here", async () => {
    await open({});
    const items = within(screen.getByTestId("my-sign-ins")).getAllByRole("listitem");
    expect(items[0]?.textContent).toContain(w.signIns.hereHead);
    expect(items.map((item) => within(item).queryByTestId("end-sign-in") !== null)).toEqual([false, true, true]);
  });

  it("are ended one by one or all but this one, and asked for anew", async () => {
    const { asked } = await open({ "DELETE /api/v1/sessions/s2": DONE, "DELETE /api/v1/sessions/s3": DONE });
    await press(screen.getByLabelText(/Chrome on Android/));
    await press("end-other-sign-ins");
    expect(asked.filter((each) => each.method === "DELETE").map((each) => each.path.split("/").pop())).toEqual(["s3", "s2", "s3"]);
    expect(asked.filter((each) => each.path === "/api/v1/sessions")).toHaveLength(3);
  });

  it("that could not be ended say so", async () => {
    await open({ "DELETE /api/v1/sessions/s2": refusal(503, "journal_unavailable", "try again in a moment") });
    await press(screen.getByLabelText(/Chrome on Windows/));
    expect(screen.getByTestId("refusal").textContent).toContain("Try again in a moment.");
  });
});

describe("the second step", () => {
  const PATH = "/api/v1/second-factor";

  it("is set up with password, key, code, and recovery codes that nothing closes by mistake", async () => {
    const { asked, onClose } = await open({
      [`POST ${PATH}`]: ({ body }) => (body["password"] === "mine" ? { body: { secret: "ABCDEFGHIJKLMNOP", uri: "otpauth://totp/Alongside:x?secret=ABCDEFGHIJKLMNOP" } } : refusal(422, "field_invalid", "password: found another one; allowed: your password", { field: "password" })),
      [`PUT ${PATH}`]: ({ body }) => (body["code"] === "123456" ? { body: { recovery_codes: ["one-1", "two-2"] } } : refusal(422, "field_invalid", "code: found another one; allowed: the code", { field: "code" })),
    });
    await press("factor-on");
    type("enrol-password", "not mine");
    await press("enrol-go");
    expect(screen.getByText(w.fault.password)).toBeTruthy();
    type("enrol-password", "mine");
    await press("enrol-go");
    expect(screen.getByTestId("enrol-key").textContent).toBe("ABCD EFGH IJKL MNOP");
    type("enrol-code", "654321");
    await press("enrol-confirm");
    expect(screen.getByText(w.enrol.wrong)).toBeTruthy();
    type("enrol-code", "123 456");
    await press("enrol-confirm");
    expect(of(asked, "PUT", PATH).at(-1)).toEqual({ code: "123456" });
    expect(within(screen.getAllByTestId("recovery-codes")[0] ?? document.body).getAllByRole("listitem").map((item) => item.textContent)).toEqual(["one-1", "two-2"]);
    fireEvent(screen.getByTestId("mine-dialog"), new Event("cancel", { cancelable: true }));
    expect(onClose).not.toHaveBeenCalled();
    await press("codes-kept");
    expect(screen.queryByTestId("recovery-codes")).toBeNull();
    fireEvent(screen.getByTestId("mine-dialog"), new Event("cancel", { cancelable: true }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("is taken away with the password and a code", async () => {
    const { asked } = await open({ [`DELETE ${PATH}`]: DONE }, { is_on: true });
    await press("factor-off");
    type("factor-off-password", "mine");
    type("factor-off-code", "123 456");
    await press("factor-off-go");
    expect(of(asked, "DELETE", PATH)).toEqual([{ password: "mine", code: "123456" }]);
  });

  it("is the force's own for who signs in there, and so is the password", async () => {
    await open({}, { may: false });
    expect(screen.getByTestId("factor-state").textContent).toBe(w.factor.mayNot);
    expect(screen.queryByTestId("password-change")).toBeNull();
  });
});

describe("the password", () => {
  it("is not sent before both new ones are the same, and a fault stands beside its field", async () => {
    const { asked } = await open({ "PUT /api/v1/password": refusal(422, "field_invalid", "this password is known from a breach", { field: "new" }) });
    await press("password-change");
    type("password-old", "old one");
    type("password-next", "new one");
    type("password-again", "new two");
    await press("password-save");
    expect(screen.getByText(w.password.differ)).toBeTruthy();
    expect(of(asked, "PUT", "/api/v1/password")).toEqual([]);
    type("password-again", "new one");
    await press("password-save");
    expect(of(asked, "PUT", "/api/v1/password")).toEqual([{ old: "old one", new: "new one" }]);
    expect(screen.getByText("this password is known from a breach")).toBeTruthy();
  });

  it("asks for a code where the second step is on, and ends the others", async () => {
    const { asked } = await open({ "PUT /api/v1/password": DONE }, { is_on: true });
    await press("password-change");
    for (const [field, value] of [["old", "a"], ["next", "b"], ["again", "b"], ["code", "111 222"]] as const) type(`password-${field}`, value);
    await press("password-save");
    expect(of(asked, "PUT", "/api/v1/password")).toEqual([{ old: "a", new: "b", code: "111222" }]);
    expect(asked.filter((each) => each.path === "/api/v1/sessions")).toHaveLength(2);
  });
});

it("writes a key in fours", () => {
  expect(keyInGroups("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
  expect(keyInGroups("ABCD EFGH")).toBe("ABCD EFGH");
});
