// @vitest-environment jsdom
// What becomes of a draft: kept on Back and on refusal, forgotten when taken, and in the outbox without a link.
import { act, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { draftKeys } from "../../held/drafts";
import { car, commands, job, press, tablet, welcome, withTablet } from "../testing";
import { answer, atDoor, choose, chosen, lineOf, openForm, type, typed } from "./testing";

withTablet();

beforeEach(() => atDoor());

async function writeContact(note = "Curtains drawn"): Promise<void> {
  await openForm("contact");
  choose("door-result", "no_answer");
  type("door-note", note);
}

const loseLink = (): void => act(() => tablet.world.socket.end(1006));

describe("a draft of the doorstep", () => {
  it("is kept on Back, and its line says that it was begun", async () => {
    expect(lineOf("contact").state).toBe("none");
    await writeContact();
    await press("door-back", 0);
    expect(lineOf("contact").state).toBe("begun");
    expect(document.activeElement).toBe(screen.getByTestId("door-line-contact"));
    await openForm("contact");
    expect(typed("door-note")).toBe("Curtains drawn");
    expect(chosen("door-result")).toEqual(["no_answer"]);
  });

  it("is forgotten when its act is taken, and the line says when", async () => {
    await writeContact();
    await press("door-save");
    await answer("accepted");
    expect(lineOf("contact").state).toBe("recorded");
    expect(draftKeys("resp-1/")).toEqual([]);
    await openForm("contact");
    expect(typed("door-note")).toBe("");
  });

  it("stays in the form when its act is refused, is saved anew under another id, and leaves nothing behind", async () => {
    await writeContact();
    await press("door-save");
    await answer({ code: "field_invalid", message: "attempt.note: found too much" });
    expect(screen.getByTestId("refusal").textContent).toContain("What you typed is kept");
    expect(typed("door-note")).toBe("Curtains drawn");
    type("door-note", "Drawn");
    await press("door-save");
    await answer("accepted");
    expect(commands().map((command) => command.type === "record_contact" && command.attempt.note)).toEqual(["Curtains drawn", "Drawn"]);
    expect(new Set(tablet.world.socket.ofType("command").map((frame) => frame.id)).size).toBe(2);
    expect(draftKeys("resp-1/")).toEqual([]);
    expect(lineOf("contact").state).toBe("recorded");
  });

  it("stands in its line with the reason when it is left after a refusal, and comes back with what was typed since", async () => {
    await writeContact();
    await press("door-save");
    await answer({ code: "wrong_state", message: "this response is closed" });
    type("door-note", "Drawn since noon");
    await press("door-back", 0);
    expect(lineOf("contact")).toMatchObject({ state: "refused" });
    expect(screen.getByTestId("door-line-contact").textContent).toContain("this response is closed");
    await openForm("contact");
    expect(typed("door-note")).toBe("Drawn since noon");
    expect(screen.getByTestId("refusal").textContent).toContain("This response is closed");
  });

  it("goes to the outbox without a link, and the crew is back at once with room for the next", async () => {
    loseLink();
    await writeContact("First");
    await press("door-save");
    expect(lineOf("contact").state).toBe("waiting");
    await writeContact("Second");
    expect(typed("door-note")).toBe("Second");
    await press("door-save");
    expect(lineOf("contact")).toMatchObject({ state: "waiting" });
    expect(screen.getByTestId("door-line-contact").textContent).toContain("2 waiting");
    await act(() => tablet.world.pass(20_000));
    await welcome([car({ status: "at_scene" }), job({}, { state: "at_scene" })]);
    const notes = tablet.world.socket.ofType("command").map(({ id, command }) => ({ id, note: command.type === "record_contact" ? command.attempt.note : "" }));
    expect(notes.map(({ note }) => note)).toEqual(["First", "Second"]);
    // The first is taken, the second is not: only that one comes back.
    await act(async () => {
      tablet.world.socket.say({ type: "accepted", id: notes[0]?.id ?? "", seq: 2, repeated: false });
      tablet.world.socket.say({ type: "refused", id: notes[1]?.id ?? "", refusal: { code: "field_invalid", message: "attempt.note: found too much" } });
      await Promise.resolve();
    });
    expect(lineOf("contact").state).toBe("refused");
    await openForm("contact");
    expect(typed("door-note")).toBe("Second");
    await press("door-back", 0);
    expect(draftKeys("resp-1/")).toEqual([`resp-1/contact/sent/${notes[1]?.id ?? ""}`]);
  });

  it("left before the answer waits under its act, and is refused there", async () => {
    await writeContact();
    await press("door-save");
    await press("door-back", 0);
    expect(lineOf("contact").state).toBe("waiting");
    await answer({ code: "wrong_state", message: "this response is closed" });
    expect(lineOf("contact").state).toBe("refused");
  });

  it("is plain enough to be written to disk and read back", async () => {
    await writeContact();
    const { draftOf } = await import("../../held/drafts");
    const draft = draftOf("resp-1/contact");
    expect(JSON.parse(JSON.stringify(draft))).toEqual(draft);
  });
});

it("says what is lacking once somebody tried, and sends nothing", async () => {
  await openForm("contact");
  expect(screen.queryByTestId("door-lacking")).toBeNull();
  await press("door-save");
  expect(screen.getByTestId("door-lacking").textContent).toContain("Choose what came of it");
  expect(commands()).toEqual([]);
});
