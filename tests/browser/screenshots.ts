// The pictures of the documentation: the demonstration's Saturday, seventy minutes in, with the acts of two support workers and a crew.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { press } from "./support/crew.js";
import { importEarlier } from "./support/earlier.js";
import { Feed } from "./support/feed.js";
import { binary, ROOT, SCREENSHOTS } from "./support/places.js";
import { small } from "./support/png.js";
import { act, ACTS, assessed, CAR_ACTS, HERO, saturday, SPOKE, steps, toml, type Act } from "./support/saturday.js";
import { attribute, row, sees } from "./support/see.js";
import { World } from "./support/world.js";

const run = promisify(execFile);
const MINUTE_MS = 60_000;
const BYTES_MOST = 250_000;
/** DA01 on its way there. */
const ON_THE_WAY = { latitude: 54.5702, longitude: -1.2291, accuracy: 12 };

type Person = { username: string; name: string; roles: string[]; car?: string };
type People = { password: string; person: Person[] };

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
    await picture(crew, "car-sos-whole", "dark", "phone");
    await crew.locator('[data-testid="sos-seen"][data-ready="true"]').click();
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

    // The days after: what the services have said so far.
    const coordinator = await world.signIn("coordinator", still, password);
    await coordinator.goto("/office/referrals");
    await coordinator.getByTestId("referrals").waitFor();
    await coordinator.getByTestId("say-accepted").first().click();
    await coordinator.getByTestId("toast").waitFor();
    await coordinator.getByTestId("say-acknowledged").last().click();
    await sees(coordinator.getByTestId("referrals"), "Has come in");
    await coordinator.reload();
    await coordinator.getByTestId("referrals-all").click();
    await picture(coordinator, "office-referrals", "dark", "desk");
    await picture(coordinator, "office-referrals", "light", "pocket");
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

test("ten weeks of calls, as the inspector sees them", async () => {
  const { world, password } = await stage("weeks");
  try {
    await importEarlier(world.server);
    const inspector = await world.signIn("inspector", { reducedMotion: "reduce" }, password);
    for (const [view, theme, size] of [
      ["earlier", "dark", "desk"],
      ["earlier", "light", "wall"],
      ["earlier", "dark", "pocket"],
      ["forecast", "dark", "desk"],
      ["forecast", "light", "pocket"],
      ["figures", "light", "desk"],
    ] as const) {
      await inspector.goto(`/demand/${view}`);
      await inspector.getByTestId(view).waitFor();
      await expect.poll(() => inspector.getByTestId("loading").count()).toBe(0);
      await picture(inspector, `demand-${view}`, theme, size);
    }
    await inspector.goto("/demand/cover");
    await inspector.getByTestId("plan-best").click();
    await inspector.keyboard.press("Control+Enter");
    await inspector.getByTestId("best").waitFor();
    await inspector.getByTestId("answer").scrollIntoViewIfNeeded();
    await picture(inspector, "demand-cover", "dark", "desk");
    await picture(inspector, "demand-cover", "light", "wall");
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
