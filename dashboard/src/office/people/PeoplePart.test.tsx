// @vitest-environment jsdom
// The coordinator's list of people: who is shown, and each act on somebody's access with what it asks the server.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DONE, answers, of, refusal, settle, type Request } from "../../testing/answers";
import { mountOffice } from "../../testing/mountOffice";
import { office as w } from "../../words/en.office";
import type { Account } from "../api";

const LIST = "/api/v1/people?board=fellside";
const person = (user: string, name: string, part: Partial<Account> = {}): Account => ({ user, username: user, name, roles: ["support_worker"], boards: ["fellside"], car: null, is_disabled: false, has_second_factor: true, locked_until: null, way: "password", sessions: [], ...part });
const session = { session: "s1", began_at: 0, last_at: 1, expires_at: 9e12, way: "password" as const, device: "Firefox on Linux", is_this: false };
const PEOPLE = [person("rowan", "Bram Rowan", { sessions: [session, { ...session, session: "s2", device: "Edge on Windows" }] }), person("knot", "Knot Lapwing", { is_disabled: true }), person("heron", "Gannet Heron", { locked_until: Date.now() + 600_000 }), person("u-ibis", "Ibis Jackdaw")];

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(replies: Parameters<typeof answers>[0] = {}): Promise<Request[]> {
  const asked = answers({ [`GET ${LIST}`]: { body: { people: PEOPLE } }, ...replies });
  await act(async () => {
    mountOffice(["coordinator"], "people");
    await settle();
  });
  return asked;
}

const row = (user: string): HTMLElement => screen.getAllByTestId("person").find((each) => each.dataset["user"] === user) ?? document.body;

async function press(testId: string, inside: HTMLElement = document.body): Promise<void> {
  await act(async () => {
    fireEvent.click(within(inside).getByTestId(testId));
    await settle();
  });
}

async function openRow(user: string): Promise<void> {
  await press("person-open", row(user));
}

describe("people", () => {
  it("are a part of the coordinator's office, at an address that names nobody", async () => {
    await open();
    expect(window.location.pathname).toBe("/office/people");
    expect(screen.queryByTestId("office-ledger")).toBeNull();
    expect(screen.getAllByTestId("person").map((each) => each.dataset["user"])).toEqual(["rowan", "heron", "u-ibis", "knot"]);
    expect(row("heron").textContent).toContain("Locked until");
    expect(row("knot").textContent).toContain(w.people.closed);
  });

  it("are signed out on one device or everywhere, and looked at again", async () => {
    const asked = await open({ "POST /api/v1/people/sign-out": DONE });
    await openRow("rowan");
    await act(async () => {
      fireEvent.click(within(row("rowan")).getByLabelText(/Edge on Windows/));
      await settle();
    });
    await press("person-end-all");
    expect(of(asked, "POST", "/api/v1/people/sign-out")).toEqual([
      { board: "fellside", user: "rowan", session: "s2" },
      { board: "fellside", user: "rowan" },
    ]);
    expect(of(asked, "GET", LIST)).toHaveLength(3);
  });

  it("are unlocked, and let in again, at once", async () => {
    const asked = await open({ "POST /api/v1/people/unlock": DONE, "POST /api/v1/people/access": DONE });
    await openRow("heron");
    await press("person-unlock");
    await openRow("knot");
    await press("person-open-access");
    expect(of(asked, "POST", "/api/v1/people/unlock")).toEqual([{ board: "fellside", user: "heron" }]);
    expect(of(asked, "POST", "/api/v1/people/access")).toEqual([{ board: "fellside", user: "knot", disabled: false }]);
  });

  it("are shut out only after it was said what that does; a refusal keeps the question open", async () => {
    const asked = await open({ "POST /api/v1/people/access": [refusal(503, "journal_unavailable", "try again in a moment"), DONE] });
    await openRow("rowan");
    await press("person-close-access");
    const dialog = screen.getByTestId("close-access");
    expect(dialog.textContent).toContain("2 open sign-ins end within five seconds");
    expect(of(asked, "POST", "/api/v1/people/access")).toEqual([]);
    await press("close-access-go");
    expect(within(screen.getByTestId("close-access")).getByTestId("refusal").textContent).toContain("Try again in a moment.");
    await press("close-access-go");
    expect(of(asked, "POST", "/api/v1/people/access").at(-1)).toEqual({ board: "fellside", user: "rowan", disabled: true });
    expect(screen.queryByTestId("close-access")).toBeNull();
  });

  it("cannot shut themselves out", async () => {
    await open();
    await openRow("u-ibis");
    expect(screen.queryByTestId("person-close-access")).toBeNull();
    expect(screen.getByText(w.people.isMe)).toBeTruthy();
  });

  it("that cannot be had say so, and are asked for again", async () => {
    await open({ [`GET ${LIST}`]: [refusal(503, "overloaded", "too much at once"), { body: { people: [] } }] });
    expect(screen.getByTestId("refusal").textContent).toContain("Too much at once.");
    await act(async () => {
      fireEvent.click(within(screen.getByTestId("refusal")).getByRole("button"));
      await settle();
    });
    expect(screen.getByTestId("empty").textContent).toContain(w.people.nobody);
  });
});

it("somebody with no work in the office sees none of it", () => {
  const asked = answers({});
  mountOffice(["support_worker"]);
  expect(screen.queryByRole("main")).toBeNull();
  expect(asked).toEqual([]);
});
