// The fictional Saturday as the pictures want it: what the force has said until that moment, and what our people have done.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { parse } from "smol-toml";
import { expect } from "vitest";
import type { Fact } from "./feed.js";
import { ROOT } from "./places.js";

/** Which moment of the Saturday the pictures show, s after its start. */
const MOMENT_S = 4_330;
/** What stands open in the pictures: police there, scene safe, the car on its way. */
export const HERO = "TP-0430";

type Saturday = { fact: { after_s: number; incident: string; type: string; data?: Record<string, unknown> }[] };

export async function toml<T>(file: string): Promise<T> {
  return parse(await readFile(join(ROOT, file), "utf8")) as unknown as T;
}

/** Everything that the force has said until the moment, as long ago as it was then. */
export async function saturday(now: number): Promise<Fact[]> {
  const { fact } = await toml<Saturday>("demo/saturday-peak.toml");
  return fact
    .filter(({ after_s }) => after_s <= MOMENT_S)
    .map(({ after_s, incident, type, data = {} }) => {
      const eta = data["eta_minutes"];
      const whole = typeof eta === "number" ? { eta_minutes: Math.ceil(eta) } : {};
      return { incident, type, data: { ...data, ...whole }, at: now - (MOMENT_S - after_s) * 1_000 };
    });
}

export type By = "worker" | "colleague" | "crew";
export type Act = { minutesAgo: number; by: By; command: Record<string, unknown> };

/** Sends acts on a socket of the person's own page, with the times at which they are said to have been done. */
export async function act(page: Page, board: string, acts: readonly { at: number; command: Record<string, unknown> }[], car = "car-1"): Promise<void> {
  const audience = new URL(page.url()).pathname === "/car" ? { audience: "crew", car } : { audience: "control" };
  const refused = await page.evaluate(
    ([hello, list]) =>
      new Promise<string[]>((resolve, reject) => {
        const socket = new WebSocket("/ws", "alongside.v1");
        const refusals: string[] = [];
        let next = 0;
        const send = (): void => {
          const following = list[next];
          if (following === undefined) {
            socket.close();
            resolve(refusals);
          } else socket.send(JSON.stringify({ type: "command", id: following.id, at: following.at, command: following.command }));
        };
        socket.onerror = () => reject(new Error("no socket"));
        socket.onclose = ({ code, reason }) => reject(new Error(`closed at ${JSON.stringify(list[next]?.command)}: ${code} ${reason}`));
        socket.onopen = () => socket.send(JSON.stringify({ type: "hello", ...hello }));
        socket.onmessage = ({ data }) => {
          const frame = JSON.parse(String(data)) as { type: string; refusal?: { message: string } };
          if (frame.type === "welcome") send();
          if (frame.type !== "accepted" && frame.type !== "refused") return;
          if (frame.type === "refused") refusals.push(`${JSON.stringify(list[next]?.command)}: ${frame.refusal?.message ?? ""}`);
          next += 1;
          send();
        };
      }),
    [{ board, ...audience }, acts.map((each) => ({ ...each, id: uuid7(each.at) }))] as const,
  );
  expect(refused).toEqual([]);
}

function uuid7(at: number): string {
  const hex = Math.floor(at).toString(16).padStart(12, "0");
  const random = crypto.randomUUID().slice(15);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${random}`;
}

export const SPOKE = { channel: "phone", result: "spoke_safely", number: "", note: "" };
const outcome = (kind: string, referral: string, services: string[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind,
  referral,
  services,
  refuge_placed: false,
  safety_plan_made: true,
  note: "",
  ...more,
});

/** What our people have done. Times fit the force's log of the same Saturday. */
export const ACTS: readonly Act[] = [
  ...claimed("worker", { "TP-0404": 152, "TP-0406": 145, "TP-0409": 135, "TP-0412": 101, "TP-0419": 65, "TP-0420": 58, "TP-0424": 41, "TP-0430": 27 }),
  ...claimed("colleague", { "TP-0407": 130, "TP-0411": 123, "TP-0414": 88, "TP-0416": 79, "TP-0417": 67, "TP-0421": 51, "TP-0428": 31 }),
  ...spoke("worker", { "TP-0404": 108, "TP-0409": 92, "TP-0412": 77, "TP-0419": 62, "TP-0424": 20, "TP-0430": 14 }),
  ...spoke("colleague", { "TP-0407": 36, "TP-0411": 100, "TP-0414": 74, "TP-0416": 46, "TP-0421": 30, "TP-0428": 10 }),
  { minutesAgo: 124, by: "worker", command: { type: "record_contact", response: "TP-0406#1", attempt: { ...SPOKE, result: "no_answer" } } },
  { minutesAgo: 116, by: "worker", command: { type: "record_contact", response: "TP-0406#1", attempt: SPOKE } },
  { minutesAgo: 50, by: "colleague", command: { type: "record_contact", response: "TP-0417#1", attempt: { ...SPOKE, result: "no_answer" } } },
  { minutesAgo: 57, by: "worker", command: { type: "record_safe_contact", response: "TP-0420#1", record: safe("07700 900177", { safe_to_ring: false, when_safe: "not on her own phone, he answers it" }) } },
  { minutesAgo: 61, by: "worker", command: { type: "record_safe_contact", response: "TP-0419#1", record: safe("07700 900188", { when_safe: "while he is at the shops", code_word: "wrong number" }) } },
  {
    minutesAgo: 19,
    by: "worker",
    command: { type: "record_safe_contact", response: `${HERO}#1`, record: safe("07700 900244", { when_safe: "tonight, he is in custody", code_word: "is it about the boiler", who_may_answer: "her son, 13" }) },
  },
  ...ended("worker", { "TP-0404": [98, outcome("engaged_by_phone", "referred", ["Lanternlight outreach"])], "TP-0406": [112, outcome("engaged_by_phone", "already_supported", [])], "TP-0409": [88, outcome("engaged_by_phone", "declined", [])] }),
  ...ended("colleague", { "TP-0417": [40, outcome("could_not_reach", "not_offered", [], { safety_plan_made: false })], "TP-0421": [24, outcome("engaged_by_phone", "referred", ["Idva service", "Target hardening"])] }),
  { minutesAgo: 60, by: "colleague", command: { type: "send_car", response: "TP-0411#1", car: "car-1" } },
  ...steps("TP-0411#1.1", { acknowledge_offer: 59, go_en_route: 58, arrive_at_scene: 49 }),
  { minutesAgo: 33, by: "crew", command: { type: "record_outcome", response: "TP-0411#1", outcome: outcome("engaged_by_visit", "referred", ["Saltmarsh Women's Aid", "Refuge placement"], { refuge_placed: true }) } },
  ...steps("TP-0411#1.1", { resume_car: 29 }),
  { minutesAgo: 8, by: "worker", command: { type: "send_car", response: `${HERO}#1`, car: "car-1" } },
  ...steps(`${HERO}#1.1`, { acknowledge_offer: 7.5, go_en_route: 6 }),
  { minutesAgo: 5, by: "worker", command: { type: "reserve_car", response: "TP-0424#1", car: "car-1" } },
  // The earlier call of the same two people, and what was written down in the hero's call.
  { minutesAgo: 150, by: "colleague", command: { type: "claim_response", response: "TP-0402#1" } },
  { minutesAgo: 146, by: "colleague", command: { type: "record_contact", response: "TP-0402#1", attempt: SPOKE } },
  ...ended("colleague", { "TP-0402": [140, outcome("engaged_by_phone", "declined", [])] }),
  { minutesAgo: 26, by: "worker", command: { type: "judge_repeat", incident: HERO, earlier: "TP-0402", verdict: "confirmed" } },
  { minutesAgo: 13.5, by: "worker", command: { type: "record_hazards", response: `${HERO}#1`, found: ["strangulation"], ruled_out: [], reason: "" } },
  { minutesAgo: 12, by: "worker", command: { type: "record_safety_plan", response: `${HERO}#1`, plan: { steps: [{ topic: "safe_place", text: "Her sister in Norton, ten minutes by car" }, { topic: "code_word", text: "“Is it about the boiler”, with her sister too" }, { topic: "calling_police", text: "999 and 55; her son knows it" }], agreed: true, note: "" } } },
  { minutesAgo: 11, by: "worker", command: { type: "record_consent", response: `${HERO}#1`, entry: { purpose: "referral", recipient: "Idva service", decision: "given", how: "spoken", note: "" } } },
  { minutesAgo: 10.5, by: "worker", command: { type: "draft_referral", response: `${HERO}#1`, draft: { service: "Idva service", needs: ["safety"], note: "Ring before three, her son is home then." } } },
  // Work of the rest of the hour.
  { minutesAgo: 56, by: "worker", command: { type: "set_standing", incident: "TP-0420", standing: "pinned", reason: "Her friend rang twice and then stopped answering" } },
  { minutesAgo: 40, by: "colleague", command: { type: "set_standing", incident: "TP-0407", standing: "lowered", reason: "Wants to be rung on Monday, and is with her sister until then" } },
  { minutesAgo: 35, by: "colleague", command: { type: "pass_on", response: "TP-0407#1", to: "Monday's outreach worker", note: "" } },
];

/** So many "yes" of the first questions of the set that the scheme offers first. */
export async function assessed(yes: number): Promise<Record<string, unknown>> {
  const { questions } = await toml<{ questions: { code: string }[] }>("schemes/question-sets/dash-27.v1.toml");
  const answers = Object.fromEntries(questions.map(({ code }, at) => [code, at < yes ? "yes" : at < 24 ? "no" : "dont_know"]));
  return { set: "dash-27.v1", source: "taken_here", received_from: "", answers, reason: "", note: "" };
}

function claimed(by: By, calls: Record<string, number>): Act[] {
  return Object.entries(calls).map(([call, minutesAgo]) => ({ minutesAgo, by, command: { type: "claim_response", response: `${call}#1` } }));
}

function spoke(by: By, calls: Record<string, number>): Act[] {
  const note = "Can speak freely for now. Knows that we ring from a withheld number.";
  return Object.entries(calls).map(([call, minutesAgo]) => ({ minutesAgo, by, command: { type: "record_contact", response: `${call}#1`, attempt: { ...SPOKE, note } } }));
}

function ended(by: By, calls: Record<string, [number, Record<string, unknown>]>): Act[] {
  return Object.entries(calls).flatMap(([call, [minutesAgo, of]]) => [
    { minutesAgo, by, command: { type: "record_outcome", response: `${call}#1`, outcome: of } },
    { minutesAgo: minutesAgo - 1, by, command: { type: "close_response", response: `${call}#1` } },
  ]);
}

export function steps(deployment: string, of: Record<string, number>): Act[] {
  return Object.entries(of).map(([type, minutesAgo]) => ({ minutesAgo, by: "crew", command: { type, deployment } }));
}

function safe(number: string, more: Record<string, unknown>): Record<string, unknown> {
  return { number, safe_to_ring: true, voicemail_allowed: false, text_allowed: false, withhold_caller_id: true, when_safe: "", code_word: "", language: "", who_may_answer: "", ...more };
}

/** What the cars' pictures need besides: DA01 stays at a scene with word due soon, two jobs wait for it, and more calls have been looked at. */
export const CAR_ACTS: readonly Act[] = [
  ...ACTS.filter(({ command }) => !(String(command["response"] ?? command["deployment"] ?? "").startsWith("TP-0411#1") && ["record_outcome", "resume_car"].includes(String(command["type"])))).filter(
    ({ command }) => !(String(command["response"] ?? command["deployment"] ?? "").startsWith(HERO) && ["send_car", "acknowledge_offer", "go_en_route"].includes(String(command["type"]))),
  ),
  ...[33, 18].map((minutesAgo): Act => ({ minutesAgo, by: "crew", command: { type: "check_in", deployment: "TP-0411#1.1" } })),
  ...claimed("colleague", { "TP-0427": 5, "TP-0432": 3 }),
  { minutesAgo: 8, by: "worker", command: { type: "reserve_car", response: `${HERO}#1`, car: "car-1" } },
  { minutesAgo: 4, by: "colleague", command: { type: "set_car_needs", response: "TP-0428#1", needs: { language: "", worker_gender: "woman", child_seats: 1, wheelchair: false, training: [], only_with_all: false } } },
];
