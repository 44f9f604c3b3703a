// @vitest-environment jsdom
// The ledger: nothing is asked unasked, what is found reads in plain words, and an export has a purpose and a reason.
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answers, of, refusal, settle, type Request } from "../../testing/answers";
import { mountOffice } from "../../testing/mountOffice";
import { ledger as w } from "../../words/en.ledger";
import type { LedgerEntry } from "../api";
import { PAGE_ENTRIES } from "./useSearch";

const SEARCH = "/api/v1/ledger/search";
const EXPORT = "/api/v1/ledger/export";
const entry = (seq: number, part: Partial<LedgerEntry> = {}): LedgerEntry => ({ of: "journal", seq, at: Date.UTC(2026, 10, 27, 9, seq), act: "alteration", user: "u-1", name: "Ada Hawthorn", incident: "FS-0900", detail: { what: "note_added" }, ...part });

const made = vi.fn(() => "blob:it");

beforeEach(() => {
  made.mockClear();
  // jsdom has neither.
  Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(replies: Parameters<typeof answers>[0]): Promise<Request[]> {
  const asked = answers(replies);
  await act(async () => {
    mountOffice(["data_protection"], "ledger");
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

const type = (testId: string, value: string): boolean => fireEvent.change(screen.getByTestId(testId), { target: { value } });
const rows = (): HTMLElement[] => screen.queryAllByTestId("ledger-entry");

describe("a search", () => {
  it("waits until somebody asks, as it is itself on record", async () => {
    const asked = await open({});
    expect(asked).toEqual([]);
    expect(screen.getByTestId("empty").textContent).toContain(w.nothingYet);
    expect(screen.getByTestId<HTMLButtonElement>("ledger-export").disabled).toBe(true);
  });

  it("asks by body alone, and shows what was done, by whom, to whom and why", async () => {
    const found = [entry(9, { of: "ledger", act: "disclosure", incident: "FS-0901", to: "ico", reason: "IC-1", detail: { what: "ledger_exported" } }), entry(8, { act: "collection", user: "feed", detail: { what: "feed_recorded" } }), entry(7)];
    delete found[1]?.name;
    const asked = await open({ [`POST ${SEARCH}`]: { body: { entries: found, next: null } } });
    type("ledger-incident", "FS-0900");
    type("ledger-act", "disclosure");
    await press("ledger-search");
    expect(asked.map((each) => each.path)).toEqual([SEARCH]);
    expect(of(asked, "POST", SEARCH)).toEqual([{ board: "fellside", incident: "FS-0900", act: "disclosure", limit: PAGE_ENTRIES }]);
    expect(rows()[0]?.textContent).toContain("to the Information Commissioner");
    expect(rows()[0]?.textContent).toContain("“IC-1”");
    expect(rows()[1]?.textContent).toContain("The force’s system");
    expect(rows()[2]?.textContent).toContain("added a note");
    expect(screen.getByTestId("ledger-count").textContent).toBe("3 entries, and no older ones");
  });

  it("goes on from where it stopped, and keeps what it has when that fails", async () => {
    const asked = await open({ [`POST ${SEARCH}`]: [{ body: { entries: [entry(9)], next: "5.j.9" } }, refusal(503, "journal_unavailable", "it did not answer in time"), { body: { entries: [entry(8)], next: null } }] });
    await press("ledger-search");
    await press("ledger-older");
    expect(rows()).toHaveLength(1);
    await press(within(screen.getByTestId("refusal")).getByRole("button"));
    expect(rows()).toHaveLength(2);
    expect(of(asked, "POST", SEARCH).map((body) => body["before"])).toEqual([undefined, "5.j.9", "5.j.9"]);
    expect(screen.queryByTestId("ledger-older")).toBeNull();
  });

  it("is narrowed by pressing a name or a number", async () => {
    const asked = await open({ [`POST ${SEARCH}`]: { body: { entries: [entry(9)], next: null } } });
    await press("ledger-search");
    await press(within(rows()[0] ?? document.body).getByText("Ada Hawthorn"));
    await press(within(rows()[0] ?? document.body).getByText("FS-0900"));
    expect(of(asked, "POST", SEARCH).at(-1)).toMatchObject({ user: "u-1", incident: "FS-0900" });
  });

  it("is not made where it would begin after it ends", async () => {
    const asked = await open({});
    type("ledger-from", "2026-11-27T10:00");
    type("ledger-to", "2026-11-27T09:00");
    await press("ledger-search");
    expect(screen.getByText(w.search.order)).toBeTruthy();
    expect(asked).toEqual([]);
  });
});

describe("an export", () => {
  it("asks for the reason first, then sends what was searched with it and hands the file on", async () => {
    let name = "";
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(this: HTMLAnchorElement) {
      name = this.download;
    });
    const asked = await open({ [`POST ${SEARCH}`]: { body: { entries: [entry(9)], next: null } }, [`POST ${EXPORT}`]: { body: "record,seq\n" } });
    type("ledger-incident", "FS-0900");
    await press("ledger-search");
    // What is typed after the search is not what is in view.
    type("ledger-incident", "FS-0777");
    await press("ledger-export");
    await press("export-go");
    expect(screen.getByText(w.export.reasonNeed)).toBeTruthy();
    type("export-reason", "Request of 14 November");
    await press("export-purpose-ico");
    await press("export-format-json");
    await press("export-go");
    expect(of(asked, "POST", EXPORT)).toEqual([{ board: "fellside", incident: "FS-0900", purpose: "ico", format: "json", reason: "Request of 14 November" }]);
    expect(made).toHaveBeenCalledOnce();
    expect(name).toMatch(/^ledger-\d{4}-\d\d-\d\d\.json$/);
    expect(screen.queryByTestId("export")).toBeNull();
  });

  it("that is refused keeps what was typed", async () => {
    await open({ [`POST ${SEARCH}`]: { body: { entries: [entry(9)], next: null } }, [`POST ${EXPORT}`]: refusal(429, "too_many", "more than 50000 entries; ask for a shorter period") });
    await press("ledger-search");
    await press("ledger-export");
    type("export-reason", "Audit of the year");
    await press("export-go");
    expect(within(screen.getByTestId("export")).getByTestId("refusal").textContent).toContain("ask for a shorter period");
    expect(screen.getByTestId<HTMLTextAreaElement>("export-reason").value).toBe("Audit of the year");
  });
});
