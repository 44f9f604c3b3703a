// @vitest-environment jsdom
// Retention: what is due is looked at before it goes, what is erased is confirmed by hand, and the job is followed to its end.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DONE, answers, of, refusal, settle, type Request } from "../../testing/answers";
import { mountOffice } from "../../testing/mountOffice";
import { office as w } from "../../words/en.office";
import type { ErasureJob, Preview } from "../api";

const PATH = "/api/v1/retention";
const PREVIEW: Preview = {
  classes: [
    { class: "worked", keep_days: 2_190, kept: 900, due: 1, held: 1 },
    { class: "mirrored", keep_days: 31, kept: 40, due: 1, held: 0 },
  ],
  due: [
    { incident: "FS-0310", class: "worked", due_since: Date.UTC(2026, 10, 1) },
    { incident: "FS-0311", class: "mirrored", due_since: Date.UTC(2026, 10, 2) },
  ],
  holds: [{ incident: "FS-0412", reason: "Inquest", by: "Ibis Jackdaw", at: Date.UTC(2026, 9, 1) }],
  job: null,
};
const job = (part: Partial<ErasureJob>): ErasureJob => ({ state: "running", done: 0, total: 2, refused: [], by: "Ibis Jackdaw", began_at: Date.UTC(2026, 10, 27), ...part });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function open(replies: Parameters<typeof answers>[0] = {}, preview: Preview = PREVIEW): Promise<Request[]> {
  const asked = answers({ [`POST ${PATH}/preview`]: { body: preview }, ...replies });
  await act(async () => {
    mountOffice(["data_protection"], "retention");
    await settle();
  });
  return asked;
}

async function press(what: string | HTMLElement): Promise<void> {
  await act(async () => {
    fireEvent.click(typeof what === "string" ? screen.getByTestId(what) : what);
    await settle();
  });
}

async function pass(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
    await settle();
  });
}

const type = (testId: string, value: string): boolean => fireEvent.change(screen.getByTestId(testId), { target: { value } });

describe("what is due", () => {
  it("is said with its periods, and what is left out stays", async () => {
    const asked = await open({ [`POST ${PATH}/erase`]: { status: 202, body: { job: job({}) } }, [`POST ${PATH}/job`]: { body: { job: job({ state: "done", done: 1, total: 1 }) } } });
    expect(screen.getByTestId("retention-classes").textContent).toContain("6 years");
    await press("due-FS-0310");
    await press("erase-due");
    expect(screen.getByTestId("erase-goes").textContent).toContain("backups");
    expect(screen.getByTestId("erase-stays").textContent).toContain("figures");
    await press("erase-go");
    expect(of(asked, "POST", `${PATH}/erase`)).toEqual([]);
    expect(screen.getByText(w.erase.reasonNeed)).toBeTruthy();
    expect(screen.getByText(w.erase.proofNeed("FS-0311"))).toBeTruthy();
    type("erase-reason", "Review of November");
    type("erase-proof", "FS-0311");
    await press("erase-go");
    expect(of(asked, "POST", `${PATH}/erase`)).toEqual([{ board: "fellside", incidents: ["FS-0311"], basis: "retention", reason: "Review of November" }]);
  });

  it("may be more than is named, and is then erased whole only by its count", async () => {
    const asked = await open({ [`POST ${PATH}/erase`]: { status: 202, body: {} }, [`POST ${PATH}/job`]: { body: { job: job({}) } } }, { ...PREVIEW, classes: [{ class: "worked", keep_days: 2_190, kept: 9_000, due: 812, held: 0 }] });
    await press("erase-all-due");
    type("erase-reason", "Review");
    type("erase-proof", "2");
    await press("erase-go");
    expect(of(asked, "POST", `${PATH}/erase`)).toEqual([]);
    type("erase-proof", "812");
    await press("erase-go");
    expect(of(asked, "POST", `${PATH}/erase`)).toMatchObject([{ incidents: null }]);
  });

  it("says so where it is nothing", async () => {
    await open({}, { ...PREVIEW, due: [], classes: [] });
    expect(screen.getByTestId("retention-due").textContent).toContain(w.retention.nothingDue);
    expect(screen.getByText(w.retention.noClasses)).toBeTruthy();
  });
});

describe("the job", () => {
  it("is followed to its end, says what it could not erase and why, and what is due is looked at again", async () => {
    const refused = [{ incident: "FS-0310", why: "a legal hold keeps it" }];
    const asked = await open({ [`POST ${PATH}/job`]: [{ body: { job: job({ done: 1 }) } }, refusal(503, "overloaded"), { body: { job: job({ state: "done", done: 2, refused }) } }] }, { ...PREVIEW, job: job({}) });
    expect(screen.getByTestId("job").textContent).toContain("1 of 2 erased");
    expect(screen.getByTestId<HTMLButtonElement>("erase-due").disabled).toBe(true);
    await pass(1_000);
    expect(screen.getByText(w.job.lost)).toBeTruthy();
    await pass(1_000);
    expect(screen.getByTestId("job").dataset["state"]).toBe("done");
    expect(screen.getByTestId("job").textContent).toContain("1 of 2 erased, 1 not");
    expect(screen.getByTestId("job-refused").textContent).toBe("FS-0310 A legal hold keeps it");
    expect(of(asked, "POST", `${PATH}/preview`)).toHaveLength(2);
  });
});

describe("a hold", () => {
  it("is placed and lifted with a reason", async () => {
    const asked = await open({ [`POST ${PATH}/hold`]: DONE, [`POST ${PATH}/lift`]: DONE });
    await press("hold-place");
    await press("hold-go");
    expect(of(asked, "POST", `${PATH}/hold`)).toEqual([]);
    type("hold-incident", " FS-0500 ");
    type("hold-reason", "Civil claim");
    await press("hold-go");
    expect(of(asked, "POST", `${PATH}/hold`)).toEqual([{ board: "fellside", incident: "FS-0500", reason: "Civil claim" }]);
    await press("hold-lift");
    type("hold-reason", "Inquest is over");
    await press("hold-go");
    expect(of(asked, "POST", `${PATH}/lift`)).toEqual([{ board: "fellside", incident: "FS-0412", reason: "Inquest is over" }]);
    expect(of(asked, "POST", `${PATH}/preview`)).toHaveLength(3);
  });

  it("that is refused keeps what was typed", async () => {
    await open({ [`POST ${PATH}/hold`]: refusal(404, "not_found", "nothing is kept of such an incident on this board") });
    await press("hold-place");
    type("hold-incident", "FS-1");
    type("hold-reason", "Civil claim");
    await press("hold-go");
    expect(within(screen.getByTestId("hold")).getByTestId("refusal").textContent).toContain("Nothing is kept of such an incident");
    expect(screen.getByTestId<HTMLTextAreaElement>("hold-reason").value).toBe("Civil claim");
  });
});

describe("on a person's request", () => {
  it("their incidents are found by particulars that go in the body, and erased on that ground", async () => {
    const asked = await open({ [`POST ${PATH}/find`]: { body: { incidents: ["FS-0900"], more: false } }, [`POST ${PATH}/erase`]: { status: 202, body: {} }, [`POST ${PATH}/job`]: { body: { job: null } } });
    await press("find-go");
    expect(screen.getByText(w.find.need)).toBeTruthy();
    type("find-phone", "07700 900457");
    await press("find-go");
    expect(of(asked, "POST", `${PATH}/find`)).toEqual([{ board: "fellside", name: "", phone: "07700 900457", address: "", locality: "" }]);
    await press("find-erase");
    expect(screen.queryByTestId("erase-basis-retention")).toBeNull();
    type("erase-reason", "Request of 14 November");
    type("erase-proof", "fs-0900");
    await press("erase-go");
    expect(of(asked, "POST", `${PATH}/erase`)).toMatchObject([{ incidents: ["FS-0900"], basis: "request" }]);
    expect(asked.every((each) => !each.path.includes("FS-"))).toBe(true);
  });
});
