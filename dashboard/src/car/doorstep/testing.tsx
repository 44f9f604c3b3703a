// A tablet at the scene with a scheme that asks everything, for the tests of this folder.
import { act, fireEvent, screen, within } from "@testing-library/react";
import { vi } from "vitest";
import type { JobCard, RefusalCode, ResponseFile, RiskAssessment, RiskView, SchemeView } from "../../live/protocol.gen";
import { fileOf } from "../../testing/sample";
import { sampleFile } from "../sample";
import { car, job, open, pass, press, tablet } from "../testing";
import type { DoorForm } from "./forms";

const service = (name: string, part: Partial<SchemeView["services"][number]> = {}): SchemeView["services"][number] => ({ name, category: "support", bands: [], needs: [], languages: [], contact: null, hours: null, ...part });

export const DOOR_SCHEME: Partial<SchemeView> = {
  risk: {
    sets: [
      {
        id: "sample.v1",
        name: "Sample set",
        medium_from: 2,
        high_from: 4,
        questions: [
          { code: "afraid", label: "Afraid just now", section: "This incident" },
          { code: "injury", label: "Injured this time", section: "This incident" },
          { code: "control", label: "Control and jealousy", section: "Before" },
          { code: "weapon", label: "Use of a weapon", section: "Before" },
        ],
      },
    ],
    history_incidents: null,
    history_band: null,
  },
  safety_topics: [
    { id: "doors", label: "Doors and locks" },
    { id: "phone", label: "A charged phone" },
    { id: "word", label: "A code word" },
  ],
  consent: {
    purposes: [
      { id: "referral", label: "Referral to a service" },
      { id: "children", label: "Help for the children" },
    ],
    for_referral: "referral",
    recipients: ["Sample social care"],
    bases: [{ id: "child", label: "To protect a child" }],
  },
  services: [service("Lantern House", { bands: ["standard"] }), service("Quayside", { bands: ["high"], needs: ["housing"] }), service("Harbour Advice", { needs: ["money"] })],
  needs: [
    { id: "housing", label: "Housing" },
    { id: "money", label: "Money" },
  ],
};

export async function atDoor(change: { card?: Partial<JobCard>; scheme?: Partial<SchemeView>; state?: JobCard["view"]["state"] } = {}): Promise<void> {
  await open([car({ status: "at_scene" }), job(change.card, { state: change.state ?? "at_scene" })], { ...DOOR_SCHEME, ...change.scheme });
}

/** The file is opened on the job, and comes with this part. */
export async function withFile(part: Partial<ResponseFile>, rule = false): Promise<void> {
  await press("open-file", 0);
  act(() => tablet.world.socket.say({ type: "file", file: sampleFile({ people: [{ role: "victim", name: "Ada Fictional", age: 30, phone: "01632 960123", language: null, note: null }], responses: [fileOf("resp-1", part)] }) }));
  if (rule) await press("rule-read", 0);
}

export async function openForm(form: DoorForm): Promise<void> {
  await press(`door-line-${form}`, 0);
  await pass(0);
}

export function choose(testId: string, value: string): void {
  const row = screen.getByTestId(testId).querySelector(`[data-value="${value}"] input`);
  if (row === null) throw new Error(`no ${value} in ${testId}`);
  fireEvent.click(row);
}

export function offers(testId: string): string[] {
  return [...screen.getByTestId(testId).querySelectorAll("[data-value]")].map((row) => row.getAttribute("data-value") ?? "");
}

export function chosen(testId: string): string[] {
  return [...screen.getByTestId(testId).querySelectorAll("[data-value]")].filter((row) => row.querySelector("input")?.checked === true).map((row) => row.getAttribute("data-value") ?? "");
}

export function type(testId: string, text: string): void {
  fireEvent.change(screen.getByTestId(testId), { target: { value: text } });
}

export function typed(testId: string): string {
  return screen.getByTestId<HTMLTextAreaElement>(testId).value;
}

export async function answer(how: "accepted" | { code: RefusalCode; message: string; field?: string }): Promise<void> {
  const id = tablet.world.sockets.flatMap((socket) => socket.ofType("command")).at(-1)?.id ?? "";
  await act(async () => {
    tablet.world.socket.say(how === "accepted" ? { type: "accepted", id, seq: 2, repeated: false } : { type: "refused", id, refusal: how });
    await vi.advanceTimersByTimeAsync(0);
  });
}

export function lineOf(form: DoorForm): { state: string | undefined; text: string } {
  const line = screen.getByTestId(`door-line-${form}`);
  return { state: line.dataset["state"], text: within(line).getByText(/./, { selector: "span > span" }).textContent };
}

export function riskBefore(part: Partial<RiskAssessment> = {}): RiskView {
  return {
    assessment: { set: "sample.v1", source: "received", received_from: "Sample unit", answers: { afraid: "yes", injury: "no", control: "yes" }, reason: "", note: "", ...part },
    band: "medium",
    by_count: "medium",
    by_history: null,
    yes: 2,
    incidents_in_12_months: 1,
    judged: false,
    at: 1,
    by: "A. Colleague",
  };
}
