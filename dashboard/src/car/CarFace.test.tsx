// @vitest-environment jsdom
// The whole tablet on a fake socket: what may cost a life when it is wrong.
import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import type { IncidentFile, JobCard, SafeContact } from "../live/protocol.gen";
import { fileOf, SAFE } from "../testing/sample";
import { sampleFile, sampleJob } from "./sample";
import { car, change, clearWatch, commands, job, open, press, tablet, withTablet, watch } from "./testing";

withTablet();

describe("the next act", () => {
  it("goes through a job one press at a time, without waiting for the answer", async () => {
    await open([car({ status: "offered" }), job()]);
    for (const step of ["ack", "en-route", "at-scene"]) await press(step);
    expect(commands().map((command) => command.type)).toEqual(["acknowledge_offer", "go_en_route", "arrive_at_scene"]);
    expect(screen.getByTestId("job").dataset["state"]).toBe("at_scene");
    expect(screen.getByTestId("outcome")).toBeTruthy();
  });

  it("does not take the second tap of a double tap for the next step", async () => {
    await open([car({ status: "offered" }), job()]);
    await press("ack");
    await press("en-route", 100);
    expect(commands()).toHaveLength(1);
    await press("en-route");
    expect(commands()).toHaveLength(2);
  });

  it("goes back when the server refuses, and says why", async () => {
    await open([car({ status: "offered" }), job()]);
    await press("ack");
    const id = tablet.world.socket.ofType("command")[0]?.id ?? "";
    await act(async () => {
      tablet.world.socket.say({ type: "refused", id, refusal: { code: "wrong_state", message: "this offer has lapsed" } });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByTestId("job").dataset["state"]).toBe("offered");
    expect(screen.getByTestId("refusal").textContent).toContain("This offer has lapsed");
  });

  it("ends without a notice when the crew ends it", async () => {
    const done = job({ outcome: { kind: "could_not_reach", referral: "not_offered", refuge_placed: false, at: 1, by: "" } }, { state: "at_scene" });
    await open([car({ status: "at_scene" }), done]);
    await press("resume");
    change([car()], [done ]);
    expect(screen.queryByTestId("ended")).toBeNull();
    expect(screen.getByTestId("idle")).toBeTruthy();
  });

  it("says when the job is taken away", async () => {
    const going = job({}, { state: "en_route" });
    await open([car(), going]);
    change([car()], [going]);
    expect(screen.getByTestId("ended").dataset["how"]).toBe("gone");
    await press("ended-close", 0);
    expect(document.activeElement?.id).toBe("main");
  });
});

describe("a recall", () => {
  const gate: JobCard["gate"] = { ...sampleJob().gate, state: "revoked", revoked_because: "a new call came in" };

  it("covers everything, and goes only when the crew says that it is clear", async () => {
    await open([car(), job({}, { state: "en_route" })]);
    change([job({ gate }, { state: "recalled", recall_unconfirmed: true, because: "a new call came in" })]);
    const alert = screen.getByTestId("recall-alert");
    expect(alert.textContent).toContain("a new call came in");
    fireEvent(alert, new Event("cancel", { cancelable: true }));
    expect(screen.getByTestId("recall-alert")).toBeTruthy();
    await press("recall-confirm");
    expect(commands()).toEqual([{ type: "confirm_recall", deployment: "dep-1" }]);
    expect(screen.queryByTestId("recall-alert")).toBeNull();
  });

  it("takes neither the press nor the key that was meant for what stood there before", async () => {
    await open([car(), job({ gate }, { state: "recalled", recall_unconfirmed: true })]);
    expect(document.activeElement?.textContent).toBe("Leave now");
    expect(screen.getByTestId("recall-confirm").dataset["ready"]).toBe("false");
    await press("recall-confirm", 100);
    expect(commands()).toEqual([]);
    await press("recall-confirm");
    expect(commands()).toHaveLength(1);
  });

  it("says so where the desk sends the car although the gate is shut", async () => {
    await open([car(), job({ gate: { ...gate, since: 1 } }, { state: "en_route", overridden: true })]);
    expect(screen.getByTestId("recall-alert").textContent).toContain("The desk sends you all the same");
    expect(screen.getByTestId("recall-alert").textContent).not.toContain("Stop");
  });

  it("comes back when the server did not take the confirmation", async () => {
    await open([car(), job({ gate }, { state: "recalled", recall_unconfirmed: true })]);
    await press("recall-confirm");
    const id = tablet.world.socket.ofType("command")[0]?.id ?? "";
    await act(async () => {
      tablet.world.socket.say({ type: "refused", id, refusal: { code: "not_your_car", message: "this is another crew's car" } });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByTestId("recall-alert")).toBeTruthy();
  });

  it("is shouted for a gate that shut, once for each time", async () => {
    await open([car(), job({}, { state: "en_route" })]);
    change([job({ gate: { ...gate, since: 1 } }, { state: "en_route" })]);
    await press("recall-confirm");
    expect(screen.queryByTestId("recall-alert")).toBeNull();
    expect(commands()).toEqual([]);
    change([job({ gate: { ...gate, since: 2 } }, { state: "en_route" })]);
    expect(screen.getByTestId("recall-alert").dataset["kind"]).toBe("revoked");
  });
});

describe("the file", () => {
  const record: SafeContact = { ...SAFE, number: "01632 960123", when_safe: "before five" };
  const fileAt = (confirmedAt: number, part: Partial<SafeContact> = {}): IncidentFile =>
    sampleFile({
      address: "1 Example Row",
      people: [{ role: "victim", name: "Ada Fictional", age: 30, phone: "01632 960123", language: null, note: null }],
      responses: [fileOf("resp-1", { safe_contact: { record: { ...record, ...part }, confirmed_at: confirmedAt, confirmed_by: "A. Example" } })],
    });
  const contact = (confirmedAt: number): JobCard["contact"] => ({ ...sampleJob().contact, safety: "safe", confirmed_at: confirmedAt });

  async function openFile(confirmedAt: number, part: Partial<SafeContact> = {}): Promise<void> {
    await open([car(), job({ contact: contact(confirmedAt) }, { state: "en_route" })]);
    expect(tablet.world.socket.ofType("open")).toEqual([]);
    await press("open-file", 0);
    expect(tablet.world.socket.ofType("open")).toEqual([{ type: "open", incident: "EX-0001" }]);
    act(() => tablet.world.socket.say({ type: "file", file: fileAt(confirmedAt, part) }));
  }

  it("hides every number until the rule has been read, and again when the rule changes", async () => {
    const at = Date.now() - 60_000;
    await openFile(at);
    expect(document.body.textContent).not.toContain("960123");
    await press("rule-read", 0);
    expect(screen.getByTestId("number").textContent).toBe("01632 960123");
    expect(screen.getByTestId("ring").getAttribute("href")).toBe("tel:01632960123");
    act(() => tablet.world.socket.say({ type: "file", file: fileAt(at + 1) }));
    expect(document.body.textContent).not.toContain("960123");
  });

  it("asks a second, deliberate step before ringing on a rule that is out of date", async () => {
    await openFile(Date.now() - 48 * 3_600_000);
    await press("rule-read", 0);
    expect(screen.queryByTestId("ring")).toBeNull();
    await press("ring-ask", 0);
    expect(within(screen.getByTestId("ring-dialog")).getByTestId("ring-anyway")).toBeTruthy();
    expect(screen.getByTestId("ring-dialog").textContent).toContain("too long ago");
  });

  it("asks for it outside her safe hours too, records it, and does not wait for the answer", async () => {
    // Another day of the week than today, in London as anywhere.
    const other = (["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const)[(new Date().getUTCDay() + 3) % 7] ?? "mon";
    await openFile(Date.now(), { windows: [{ days: [other], from: "12:00", until: "13:00" }], other_numbers: [{ number: "01632 960777", whose: "her sister", safe_to_ring: true }], visit_allowed: true });
    const panel = screen.getByTestId("rule").textContent;
    expect(panel).toContain("12:00–13:00");
    expect(panel).toContain("A visit is allowed");
    expect(document.body.textContent).not.toContain("960777");
    await press("rule-read", 0);
    const numbers = within(screen.getByTestId("rule-numbers"));
    expect(numbers.getByTestId("number").textContent).toBe("01632 960777");
    fireEvent.click(numbers.getByTestId("ring-ask"));
    expect(screen.getByTestId("ring-dialog").textContent).toContain("other hours");
    fireEvent.click(screen.getByTestId("ring-anyway"));
    expect(commands()).toEqual([{ type: "take_second_step", response: "resp-1", because: "outside_window" }]);
  });

  it("keeps the focus on what has come in place of what was pressed", async () => {
    const at = Date.now();
    await openFile(at);
    expect(document.activeElement?.textContent).toBe("File");
    await press("rule-read", 0);
    expect(document.activeElement?.textContent).toBe("Rule read");
    await press("close-file", 0);
    expect(document.activeElement).toBe(screen.getByTestId("open-file"));
  });

  it("is closed with the job", async () => {
    await openFile(Date.now());
    change([car()], [job()]);
    expect(tablet.world.socket.ofType("close")).toEqual([{ type: "close", incident: "EX-0001" }]);
    expect(document.body.textContent).not.toContain("Ada Fictional");
  });
});

describe("police now", () => {
  it("takes two taps and says who is told", async () => {
    await open([car(), job({}, { state: "at_scene" })]);
    await press("police-now", 0);
    expect(commands()).toEqual([]);
    await press("police-ask", 0);
    expect(commands()).toMatchObject([{ type: "request_escalation", response: "resp-1", kind: "line_cut" }]);
    const id = tablet.world.socket.ofType("command")[0]?.id ?? "";
    await act(async () => {
      tablet.world.socket.say({ type: "accepted", id, seq: 2, repeated: false });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByTestId("police-told").textContent).toMatch(/The desk was told at \d\d:\d\d that you need police/);
    expect(screen.getByTestId("police-now").getAttribute("aria-label")).toBe("Police asked for. Ask again");
  });

  it("is asked for again, from the outcome form too, and a double tap asks once", async () => {
    await open([car(), job({}, { state: "at_scene" })]);
    const answer = async (): Promise<void> => {
      const id = tablet.world.socket.ofType("command").at(-1)?.id ?? "";
      await act(async () => {
        tablet.world.socket.say({ type: "accepted", id, seq: 2, repeated: false });
        await vi.advanceTimersByTimeAsync(0);
      });
    };
    await press("police-now", 0);
    await press("police-ask", 0);
    await answer();
    await press("police-ask", 100);
    expect(commands()).toHaveLength(1);
    await press("outcome");
    await press("police-now", 0);
    expect(screen.getByTestId("police-ask").textContent).toContain("Ask again");
    await press("police-ask");
    expect(commands()).toHaveLength(2);
  });

  it("says that the request stands where the server does not take a second one", async () => {
    await open([car(), job({}, { state: "at_scene" })]);
    await press("police-now", 0);
    await press("police-ask", 0);
    const id = tablet.world.socket.ofType("command")[0]?.id ?? "";
    await act(async () => {
      tablet.world.socket.say({ type: "refused", id, refusal: { code: "wrong_state", message: "an escalation is open already" } });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByTestId("police-dialog").textContent).toContain("has not answered it yet. Use the radio");
  });

  it("is not there before a job is taken", async () => {
    await open([car({ status: "offered" }), job()]);
    expect(screen.queryByTestId("police-now")).toBeNull();
  });
});

describe("the place", () => {
  it("is shared only from when the job is taken until it is over, at most once a second", async () => {
    await open([car({ status: "offered" }), job()]);
    expect(watch).not.toHaveBeenCalled();
    change([job({}, { state: "acknowledged" })]);
    expect(watch).toHaveBeenCalledOnce();
    const seen = watch.mock.calls[0]?.[0];
    const fix = { coords: { latitude: 54.5, longitude: -1.2, accuracy: 8 } } as GeolocationPosition;
    act(() => {
      seen?.(fix);
      seen?.(fix);
    });
    expect(tablet.world.socket.ofType("position")).toHaveLength(1);
    expect(screen.getByTestId("place").dataset["state"]).toBe("on");
    change([car()], [job()]);
    expect(clearWatch).toHaveBeenCalledWith(7);
    expect(screen.queryByTestId("place")).toBeNull();
  });

  it("is not said to be seen while nothing is sent", async () => {
    await open([car(), job({}, { state: "en_route" })]);
    act(() => watch.mock.calls[0]?.[0]({ coords: { latitude: 54.5, longitude: -1.2, accuracy: 8 } } as GeolocationPosition));
    expect(screen.getByTestId("place").dataset["state"]).toBe("on");
    act(() => tablet.world.socket.end(1006));
    expect(screen.getByTestId("place").dataset["state"]).toBe("unsent");
    expect(screen.getByTestId("place").textContent).toContain("where you last were");
  });

  it("can be stopped by the crew, and says so", async () => {
    await open([car(), job({}, { state: "en_route" })]);
    await press("place-toggle", 0);
    expect(clearWatch).toHaveBeenCalled();
    expect(screen.getByTestId("place").dataset["state"]).toBe("stopped");
  });
});

describe("the outcome", () => {
  it("keeps what was typed when the server refuses it, and records the attempt once", async () => {
    await open([car({ status: "at_scene" }), job({}, { state: "at_scene" })]);
    await press("outcome");
    const choose = (set: string, value: string): void => {
      const row = screen.getByTestId(set).querySelector(`[data-value="${value}"] input`);
      if (row === null) throw new Error(`no ${value}`);
      fireEvent.click(row);
    };
    choose("outcome-result", "no_answer");
    fireEvent.change(screen.getByTestId("outcome-note"), { target: { value: "Curtains drawn" } });
    await press("outcome-save");
    expect(commands().map((command) => command.type)).toEqual(["record_contact", "record_outcome"]);
    const [contact, outcome] = tablet.world.socket.ofType("command");
    await act(async () => {
      tablet.world.socket.say({ type: "accepted", id: contact?.id ?? "", seq: 2, repeated: false });
      tablet.world.socket.say({ type: "refused", id: outcome?.id ?? "", refusal: { code: "field_invalid", message: "note: too long" } });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.getByTestId<HTMLTextAreaElement>("outcome-note").value).toBe("Curtains drawn");
    expect(screen.getByTestId("refusal")).toBeTruthy();
    await press("outcome-save");
    expect(commands().map((command) => command.type)).toEqual(["record_contact", "record_outcome", "record_outcome"]);
  });

  it("makes no knock up where nobody went to the door", async () => {
    await open([car({ status: "at_scene" }), job({}, { state: "at_scene" })]);
    await press("outcome");
    for (const [set, value] of [["outcome-result", "no_visit"], ["outcome-kind", "not_suitable"]]) fireEvent.click(screen.getByTestId(set ?? "").querySelector(`[data-value="${value}"] input`) ?? document.body);
    await press("outcome-save");
    expect(commands().map((command) => command.type)).toEqual(["record_outcome"]);
  });
});

describe("a note", () => {
  it("needs no file, and is not there before the job is taken", async () => {
    await open([car({ status: "offered" }), job()]);
    expect(screen.queryByTestId("job-note")).toBeNull();
    change([job({}, { state: "acknowledged" })]);
    await press("job-note", 0);
    fireEvent.change(screen.getByTestId("note-text"), { target: { value: "Side gate is open" } });
    await press("note-save", 0);
    expect(commands()).toEqual([{ type: "add_note", response: "resp-1", text: "Side gate is open" }]);
    expect(tablet.world.socket.ofType("open")).toEqual([]);
  });

  it("is for both sides or for the crew's own, and keeps its text when it is refused", async () => {
    await open([car(), job({}, { state: "en_route" })]);
    await press("open-file", 0);
    act(() => tablet.world.socket.say({ type: "file", file: sampleFile() }));
    await press("note", 0);
    await press("note-save", 0);
    expect(commands()).toEqual([]);
    fireEvent.change(screen.getByTestId("note-text"), { target: { value: "Side gate is open" } });
    const row = screen.getByTestId("note-kept").querySelectorAll("[data-value]");
    expect([...row].map((each) => each.getAttribute("data-value"))).toEqual(["shared", "charity"]);
    fireEvent.click(row[1]?.querySelector("input") ?? document.body);
    await press("note-save", 0);
    const [sent] = tablet.world.socket.ofType("command");
    expect(sent?.command).toEqual({ type: "add_note", response: "resp-1", text: "Side gate is open", kept: "charity" });
    await act(async () => {
      tablet.world.socket.say({ type: "refused", id: sent?.id ?? "", refusal: { code: "wrong_state", message: "this job has ended" } });
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(screen.queryByTestId("note-dialog")).toBeNull();
    expect(screen.getByTestId("refused-banner").textContent).toContain("this job has ended");
    await press("refused-open", 0);
    expect(screen.getByTestId("outbox-said").textContent).toBe("Side gate is open");
  });
});
