// The pictures of the documentation: the demonstration's Saturday, seventy minutes in, with the acts of two support workers and a crew.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { parse } from "smol-toml";
import { expect, inject, test } from "vitest";
import { press } from "./support/crew.js";
import { Feed, type Fact } from "./support/feed.js";
import { binary, ROOT, SCREENSHOTS } from "./support/places.js";
import { small } from "./support/png.js";
import { attribute, row, sees } from "./support/see.js";
import { World } from "./support/world.js";

const run = promisify(execFile);
const MINUTE_MS = 60_000;
/** Which moment of the Saturday the pictures show, s after its start. */
const MOMENT_S = 4_330;
const BYTES_MOST = 250_000;
/** What stands open in the pictures: police there, scene safe, the car on its way. */
const HERO = "TP-0430";
/** DA01 on its way there. */
const ON_THE_WAY = { latitude: 54.5702, longitude: -1.2291, accuracy: 12 };

type Person = { username: string; name: string; roles: string[]; car?: string };
type People = { password: string; person: Person[] };
type Saturday = { fact: { after_s: number; incident: string; type: string; data?: Record<string, unknown> }[] };

async function toml<T>(file: string): Promise<T> {
  return parse(await readFile(join(ROOT, file), "utf8")) as unknown as T;
}

/** The demonstration's scheme with hours that began four hours ago, so that figures of the shift hold the whole afternoon. */
async function schemeOfNow(file: string): Promise<void> {
  const text = await readFile(join(ROOT, "schemes/demo-tees-valley.toml"), "utf8");
  const began = new Date(Date.now() - 4 * 60 * MINUTE_MS);
  const day = (when: Date): string => new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "Europe/London" }).format(when).toLowerCase();
  const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: "Europe/London" }).format(began));
  const clock = (of: number): string => `${String(of % 24).padStart(2, "0")}:00`;
  const after = new Date(began.getTime() + 24 * 60 * MINUTE_MS);
  const hours = `days = ["${day(began)}", "${day(after)}"]\nfrom = "${clock(hour)}"\nuntil = "${clock(hour + 8)}"\n`;
  await writeFile(file, text.replace(/days = \[[^\]]*\]\nfrom = .*\nuntil = .*\n/, hours));
}

type Staged = { world: World; feed: Feed; password: string; tracker: string };

async function stage(name: string): Promise<Staged> {
  const folder = join(inject("folder"), name);
  await mkdir(folder);
  const scheme = join(folder, "scheme.toml");
  await schemeOfNow(scheme);
  // Beside its file, as the scheme names them.
  for (const beside of ["beats", "directories"]) await cp(join(ROOT, "schemes", beside), join(folder, beside), { recursive: true });
  const { password, person } = await toml<People>("demo/people.toml");
  const accounts = join(folder, "accounts");
  const where = ["--scheme", scheme, "--data-dir", accounts];
  const colleague: Person = { username: "colleague", name: "Pipit Redwing", roles: ["support_worker"] };
  for (const each of [...person, colleague]) {
    const asked = run(binary(), ["put-account", each.username, "--name", each.name, "--roles", each.roles.join(","), "--boards", "demo", ...(each.car === undefined ? [] : ["--car", each.car]), ...where]);
    asked.child.stdin?.end(password);
    await asked;
  }
  const [token, tracker] = [join(folder, "feed.token"), join(folder, "tracker.token")];
  await run(binary(), ["issue-token", "--name", "teesmouth", "--board", "demo", "--out", token, ...where]);
  await run(binary(), ["issue-token", "--name", "teesmouth-cars", "--role", "tracker", "--board", "demo", "--out", tracker, ...where]);
  const world = await World.start({ command: "serve", scheme, accounts });
  return { world, feed: new Feed(world.server.url, token), password, tracker };
}

/** Everything that the force has said until the moment, as long ago as it was then. */
async function saturday(now: number): Promise<Fact[]> {
  const { fact } = await toml<Saturday>("demo/saturday-peak.toml");
  return fact
    .filter(({ after_s }) => after_s <= MOMENT_S)
    .map(({ after_s, incident, type, data = {} }) => {
      const eta = data["eta_minutes"];
      const whole = typeof eta === "number" ? { eta_minutes: Math.ceil(eta) } : {};
      return { incident, type, data: { ...data, ...whole }, at: now - (MOMENT_S - after_s) * 1_000 };
    });
}

type By = "worker" | "colleague" | "crew";
type Act = { minutesAgo: number; by: By; command: Record<string, unknown> };

/** Sends acts on a socket of the person's own page, with the times at which they are said to have been done. */
async function act(page: Page, board: string, acts: readonly { at: number; command: Record<string, unknown> }[], car = "car-1"): Promise<void> {
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

const SPOKE = { channel: "phone", result: "spoke_safely", number: "", note: "" };
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
const ACTS: readonly Act[] = [
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
async function assessed(yes: number): Promise<Record<string, unknown>> {
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

function steps(deployment: string, of: Record<string, number>): Act[] {
  return Object.entries(of).map(([type, minutesAgo]) => ({ minutesAgo, by: "crew", command: { type, deployment } }));
}

function safe(number: string, more: Record<string, unknown>): Record<string, unknown> {
  return { number, safe_to_ring: true, voicemail_allowed: false, text_allowed: false, withhold_caller_id: true, when_safe: "", code_word: "", language: "", who_may_answer: "", ...more };
}

const SIZES = { desk: { width: 1366, height: 768 }, wall: { width: 1920, height: 1080 }, tablet: { width: 768, height: 1024 }, phone: { width: 360, height: 740 }, pocket: { width: 390, height: 844 } } as const;

/** One picture in one theme and size, drawn to the end. */
async function picture(page: Page, name: string, theme: "dark" | "light", size: keyof typeof SIZES): Promise<void> {
  const { width, height } = SIZES[size];
  await page.setViewportSize({ width, height });
  await page.evaluate(async (colours) => {
    document.documentElement.dataset["theme"] = colours;
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, theme);
  const png = small(await page.screenshot({ animations: "disabled", caret: "hide" }));
  expect(png.length, name).toBeLessThan(BYTES_MOST);
  await mkdir(SCREENSHOTS, { recursive: true });
  await writeFile(join(SCREENSHOTS, `${name}-${theme}-${width}x${height}.png`), png);
}

test("a busy Saturday on every face", async () => {
  const { world, feed, password } = await stage("busy");
  try {
    const still = { reducedMotion: "reduce" } as const;
    const pages = {
      worker: await world.signIn("worker", still, password),
      colleague: await world.signIn("colleague", still, password),
      crew: await world.signIn("crew", still, password),
    };
    await pages.crew.context().setGeolocation(ON_THE_WAY);
    const inspector = await world.signIn("inspector", still, password);
    const now = Date.now();
    const shift = { at: now - 200 * MINUTE_MS, command: { type: "start_shift", car: "car-1", seats: [{ seat: "support_worker", name: "Tern Avocet" }, { seat: "officer", name: "PC Jay Merlin" }] } };
    await act(pages.crew, "demo", [shift]);
    await feed.send(...(await saturday(now)));
    const risks: Act[] = [
      { minutesAgo: 13, by: "worker", command: { type: "record_risk", response: `${HERO}#1`, assessment: await assessed(15) } },
      { minutesAgo: 70, by: "colleague", command: { type: "record_risk", response: "TP-0414#1", assessment: await assessed(8) } },
      { minutesAgo: 12, by: "colleague", command: { type: "record_contact", response: "TP-0416#1", attempt: { ...SPOKE, result: "no_answer", next_at: now + 4 * MINUTE_MS } } },
    ];
    for (const { minutesAgo, by, command } of [...ACTS, ...risks].sort((a, b) => b.minutesAgo - a.minutesAgo)) {
      await act(pages[by], "demo", [{ at: now - minutesAgo * MINUTE_MS, command }]);
    }
    const reason = "He has her keys and her bank card, she is five months pregnant, and he is due back";
    await act(pages.worker, "demo", [{ at: Date.now() - 12_000, command: { type: "request_escalation", response: "TP-0419#1", kind: "quicker_response", reason } }]);

    // The board, with the hero open.
    const { worker } = pages;
    const large = await world.signIn("worker", { ...still, viewport: SIZES.wall }, password);
    const crew = await world.signIn("crew", { ...still, viewport: SIZES.tablet, hasTouch: true }, password);
    await crew.context().setGeolocation(ON_THE_WAY);
    for (const [page, size] of [
      [worker, "desk"],
      [large, "wall"],
    ] as const) {
      await row(page, HERO).click();
      await sees(page.getByTestId("people"), "Equinox");
      await sees(page.getByTestId("alarm-strip"), "Quicker response");
      await page.mouse.move(1_200, 700);
      await picture(page, "board", "dark", size);
      await picture(page, "board", "light", size);
    }

    // The inspector.
    await inspector.getByTestId("escalation").waitFor();
    await inspector.getByTestId("waiting-row").first().waitFor();
    await expect.poll(() => inspector.getByTestId("tile-waiting-value").textContent(), { timeout: 30_000 }).toMatch(/\d/);
    await picture(inspector, "demand", "light", "desk");
    await picture(inspector, "demand", "dark", "desk");
    await picture(inspector, "demand", "light", "wall");
    await picture(inspector, "demand", "dark", "wall");
    await picture(inspector, "demand", "light", "pocket");

    // The crew, on its way.
    await attribute(crew.getByTestId("job"), "data-state", "en_route");
    await picture(crew, "car", "dark", "tablet");
    await picture(crew, "car", "light", "tablet");
    await picture(crew, "car", "dark", "phone");

    // What lies behind keys.
    await picture(worker, "board-incident-records", "dark", "desk");
    await worker.keyboard.press("d");
    await worker.getByTestId("form-risk").waitFor();
    await picture(worker, "board-risk", "dark", "desk");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("a");
    await worker.getByTestId("form-safe-contact").waitFor();
    await picture(worker, "board-safe-contact", "light", "desk");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("w");
    await worker.getByTestId("alarm-panel").waitFor();
    await picture(worker, "board-alarms", "dark", "desk");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("Control+k");
    await worker.getByTestId("palette").waitFor();
    await worker.keyboard.type("plo");
    await picture(worker, "board-palette", "dark", "desk");
    await worker.keyboard.press("Escape");
    await worker.keyboard.press("g");
    await worker.keyboard.press("h");
    await worker.getByTestId("handover").waitFor();
    await picture(worker, "board-handover", "light", "desk");
    await worker.keyboard.press("Escape");
    await row(worker, "TP-0435").click();
    await sees(worker.getByTestId("people"), "Halo");
    await worker.mouse.move(1_200, 700);
    await picture(worker, "board-duplicate", "dark", "desk");

    // During the call to somebody else.
    await row(worker, "TP-0424").click();
    await sees(worker.getByTestId("people"), "Hoar");
    await worker.keyboard.press("p");
    await worker.getByTestId("dial-anyway").click();
    await worker.getByTestId("second-step").waitFor();
    await picture(worker, "board-second-step", "dark", "desk");
    await worker.keyboard.press("Escape");
    await row(worker, HERO).click();
    await worker.keyboard.press("p");
    await worker.getByTestId("code-word").waitFor();
    await worker.mouse.move(1_200, 700);
    await picture(worker, "board-call", "dark", "desk");
    await worker.keyboard.press("Escape");

    // At the scene, and then the suspect comes back.
    await press(crew, "at-scene");
    await attribute(crew.getByTestId("job"), "data-state", "at_scene");
    await press(crew, "outcome");
    await crew.getByTestId("outcome-result").locator("[data-value=spoke_safely]").click();
    await picture(crew, "car-outcome", "light", "tablet");
    await feed.send({ incident: HERO, type: "suspect_whereabouts", data: { whereabouts: "returned", by: "OP4417" } });
    await crew.getByTestId("recall-alert").waitFor();
    await picture(crew, "car-recalled", "dark", "tablet");
    await picture(crew, "car-recalled", "dark", "phone");
    await attribute(worker.getByTestId("gate"), "data-state", "revoked");
    await picture(worker, "board-revoked", "dark", "desk");
    await world.check();
  } finally {
    await world.end();
  }
});

/** What the cars' pictures need besides: DA01 stays at a scene with word due soon, two jobs wait for it, and more calls have been looked at. */
const CAR_ACTS: readonly Act[] = [
  ...ACTS.filter(({ command }) => !(String(command["response"] ?? command["deployment"] ?? "").startsWith("TP-0411#1") && ["record_outcome", "resume_car"].includes(String(command["type"])))).filter(
    ({ command }) => !(String(command["response"] ?? command["deployment"] ?? "").startsWith(HERO) && ["send_car", "acknowledge_offer", "go_en_route"].includes(String(command["type"]))),
  ),
  ...[33, 18].map((minutesAgo): Act => ({ minutesAgo, by: "crew", command: { type: "check_in", deployment: "TP-0411#1.1" } })),
  ...claimed("colleague", { "TP-0427": 5, "TP-0432": 3 }),
  { minutesAgo: 8, by: "worker", command: { type: "reserve_car", response: `${HERO}#1`, car: "car-1" } },
  { minutesAgo: 4, by: "colleague", command: { type: "set_car_needs", response: "TP-0428#1", needs: { language: "", worker_gender: "woman", child_seats: 1, wheelchair: false, training: [], only_with_all: false } } },
];

/** What a fleet's own location system posts. */
async function track(world: World, token: string, fixes: readonly { car: string; lat: number; lon: number; agoMs: number }[]): Promise<void> {
  const answer = await fetch(`${world.server.url}/feed/v1/positions`, {
    method: "POST",
    headers: { authorization: `Bearer ${(await readFile(token, "utf8")).trim()}`, "content-type": "application/json" },
    body: JSON.stringify(fixes.map(({ agoMs, ...fix }) => ({ ...fix, accuracy_m: 9, at: new Date(Date.now() - agoMs).toISOString() }))),
  });
  expect(`${answer.status} ${await answer.text()}`).toMatch(/^200 /);
}

test("cars at work", async () => {
  const { world, feed, password, tracker } = await stage("cars");
  try {
    const still = { reducedMotion: "reduce" } as const;
    const tablet = { ...still, viewport: SIZES.tablet, hasTouch: true } as const;
    const pages = {
      worker: await world.signIn("worker", still, password),
      colleague: await world.signIn("colleague", { ...still, viewport: SIZES.wall }, password),
      crew: await world.signIn("crew", tablet, password),
      crew2: await world.signIn("crew-2", tablet, password),
    };
    const { worker, colleague, crew } = pages;
    await crew.context().setGeolocation({ latitude: 54.5806, longitude: -1.1701, accuracy: 12 });
    await pages.crew2.context().setGeolocation({ latitude: 54.5968, longitude: -1.1882, accuracy: 12 });
    const inspector = await world.signIn("inspector", still, password);
    const now = Date.now();
    const { person } = await toml<{ person: { username: string; seats?: unknown }[] }>("demo/people.toml");
    for (const [page, username, car] of [
      [crew, "crew", "car-1"],
      [pages.crew2, "crew-2", "car-2"],
    ] as const) {
      const seats = person.find((each) => each.username === username)?.seats;
      await act(page, "demo", [{ at: now - 200 * MINUTE_MS, command: { type: "start_shift", car, seats } }], car);
    }
    await feed.send(...(await saturday(now)));
    for (const { minutesAgo, by, command } of [...CAR_ACTS].sort((a, b) => b.minutesAgo - a.minutesAgo)) {
      await act(pages[by], "demo", [{ at: now - minutesAgo * MINUTE_MS, command }]);
    }
    // DA01 shares its place by its tablet; DA02 is driving back to its base.
    await track(world, tracker, [{ car: "car-2", lat: 54.6002, lon: -1.1404, agoMs: 15_000 }]);
    for (const car of ["car-1", "car-2"]) await sees(worker.getByTestId(`car-${car}`), /seen \d/);

    // Word is due within minutes.
    await attribute(crew.getByTestId("job"), "data-state", "at_scene");
    await crew.getByTestId("check-in").waitFor();
    await picture(crew, "car-check-in", "dark", "tablet");

    // Which car, and why.
    await row(worker, "TP-0428").click();
    await worker.keyboard.press("s");
    await attribute(worker.getByTestId("car-options"), "data-kind", "ranked");
    await worker.mouse.move(1_200, 700);
    await picture(worker, "board-send-car", "dark", "desk");
    await worker.keyboard.press("Escape");

    // The plan, and beside it the cars as wide as they go.
    await worker.keyboard.press("g");
    await worker.keyboard.press("p");
    await worker.getByTestId("proposed-car-2").waitFor({ timeout: 30_000 });
    await picture(worker, "board-plan", "dark", "desk");
    await colleague.keyboard.press("g");
    await colleague.keyboard.press("p");
    await colleague.getByTestId("proposed-car-2").waitFor({ timeout: 30_000 });
    await picture(colleague, "board-plan", "light", "wall");
    await worker.keyboard.press("Escape");
    await worker.getByTestId("resize-cars").focus();
    await worker.keyboard.press("End");
    await worker.getByTestId("queue-car-1").waitFor();
    await worker.getByTestId("resize-cars").blur();
    await worker.mouse.move(700, 64);
    await picture(worker, "board-cars", "dark", "desk");
    await worker.getByTestId("resize-cars").dblclick();

    // One goes, and the map shows it on its way.
    await act(worker, "demo", [{ at: Date.now() - 4 * MINUTE_MS, command: { type: "send_car", response: "TP-0428#1", car: "car-2" } }]);
    for (const { minutesAgo, command } of steps("TP-0428#1.1", { acknowledge_offer: 3.5, go_en_route: 3 })) {
      await act(pages.crew2, "demo", [{ at: Date.now() - minutesAgo * MINUTE_MS, command }], "car-2");
    }
    for (const [page, theme, size] of [
      [worker, "dark", "desk"],
      [colleague, "light", "wall"],
    ] as const) {
      await row(page, "TP-0428").click();
      await page.keyboard.press("g");
      await page.keyboard.press("m");
      await page.getByTestId("map-drawing").waitFor({ timeout: 30_000 });
      await page.getByTestId("eta").first().waitFor();
      await page.setViewportSize(SIZES[size]);
      await page.waitForTimeout(1_000);
      await picture(page, "board-map", theme, size);
    }

    // A crew calls for help.
    await crew.getByTestId("sos").click();
    await crew.getByTestId("sos-armed").waitFor();
    await crew.evaluate(() => window.scrollTo(0, 0));
    await picture(crew, "car-sos-armed", "dark", "phone");
    await crew.waitForTimeout(500);
    await crew.getByTestId("sos-send").click();
    await attribute(crew.getByTestId("sos-state"), "data-state", "sent");
    await crew.evaluate(() => window.scrollTo(0, 0));
    await picture(crew, "car-sos-sent", "dark", "tablet");
    await worker.getByTestId("welfare").waitFor();
    await picture(worker, "board-sos", "dark", "desk");
    await worker.keyboard.press("F8");
    await worker.getByTestId("cover-welfare").waitFor();
    await picture(worker, "board-sos-hidden", "dark", "desk");
    await worker.keyboard.press("F7");
    await inspector.getByTestId("welfare").waitFor();
    await picture(inspector, "demand-sos", "dark", "desk");
    await world.check();
  } finally {
    await world.end();
  }
});

test("a calm hour", async () => {
  const { world, feed, password } = await stage("calm");
  try {
    const still = { reducedMotion: "reduce" } as const;
    const worker = await world.signIn("worker", still, password);
    const colleague = await world.signIn("colleague", still, password);
    const now = Date.now();
    // Everybody has been rung, nobody waits.
    const calm = new Set(["TP-0404", "TP-0406", "TP-0409", "TP-0417", "TP-0421", "TP-0414", "TP-0428"]);
    const about = ({ command }: Act): string => String(command["response"] ?? command["incident"] ?? "").split("#")[0] ?? "";
    await feed.send(...(await saturday(now)).filter(({ incident }) => calm.has(incident)));
    for (const each of ACTS.filter((act_) => calm.has(about(act_))).sort((a, b) => b.minutesAgo - a.minutesAgo)) {
      await act(each.by === "worker" ? worker : colleague, "demo", [{ at: now - each.minutesAgo * MINUTE_MS, command: each.command }]);
    }
    for (const [page, size] of [
      [worker, "desk"],
      [await world.signIn("worker", { ...still, viewport: SIZES.wall }, password), "wall"],
    ] as const) {
      await row(page, "TP-0428").click();
      await sees(page.getByTestId("people"), "Nimbus");
      await page.mouse.move(1_200, 700);
      await picture(page, "board-calm", "dark", size);
      await picture(page, "board-calm", "light", size);
    }
    await world.check();
  } finally {
    await world.end();
  }
});

test("quiet faces", async () => {
  const { world, feed, password } = await stage("quiet");
  try {
    const still = { reducedMotion: "reduce" } as const;
    // A call that is not domestic: the feed lives, and the board stays quiet.
    const rtc = (await saturday(Date.now())).filter(({ incident }) => incident === "TP-0423");
    await feed.send(...rtc);
    const worker = await world.signIn("worker", still, password);
    await worker.getByTestId("empty").first().waitFor();
    await picture(worker, "board-empty", "dark", "desk");
    await picture(worker, "board-empty", "light", "desk");
    const page = await world.page(still);
    await page.goto("/");
    await page.getByTestId("sign-in").waitFor();
    await picture(page, "sign-in", "dark", "desk");
  } finally {
    await world.end();
  }
});
