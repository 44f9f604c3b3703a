// What a first visit fetches: small enough for a tablet on a bad line, and all of it from this server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { TABLET } from "./support/cars.js";
import { fillOutcome, offer, press, startShift } from "./support/crew.js";
import { hasKept } from "./support/kept.js";
import { DIST } from "./support/places.js";
import { record } from "./support/record.js";
import { attribute } from "./support/see.js";
import { withWorld } from "./support/world.js";

/** bytes, gzipped: JavaScript and CSS of sign-in and the first view together */
const MOST = 150_000;

test(
  "the first load of each face stays under 150 kB of JavaScript and CSS, gzipped",
  withWorld(async (world) => {
    for (const [person, face] of [
      ["hawthorn", "board"],
      ["crew", "car"],
      ["inspector", "demand"],
    ] as const) {
      const page = await world.page();
      const fetched = new Set<string>();
      page.on("response", (response) => {
        const { pathname } = new URL(response.url());
        if (/\.(js|css)$/.test(pathname)) fetched.add(pathname);
      });
      await world.signInOn(page, person);
      expect(new URL(page.url()).pathname).toBe(`/${face}`);
      expect(fetched.size).toBeGreaterThan(3);
      const bytes = [...fetched].reduce((sum, path) => sum + gzipSync(readFileSync(join(DIST, path))).length, 0);
      record(`first load of ${face}`, `${(bytes / 1_000).toFixed(1)} kB in ${fetched.size} files`);
      expect(bytes).toBeLessThan(MOST);
      expect([...fetched].filter((path) => /MapDrawing|maplibre/.test(path))).toEqual([]);
    }
  }),
);

test(
  "a crew's whole night asks this server alone, and breaks none of its policies",
  withWorld(async (world) => {
    const CALL = "FS-0001";
    const crew = await world.page(TABLET);
    const asked: string[] = [];
    crew.context().on("request", (request) => asked.push(request.url()));
    crew.on("websocket", (socket) => asked.push(socket.url().replace(/^ws/, "http")));
    await world.signInOn(crew, "crew");
    await hasKept(crew);
    await startShift(crew);
    const worker = await world.signIn("hawthorn");
    await offer(world, worker, CALL);
    for (const act of ["ack", "en-route", "at-scene"]) await press(crew, act);
    await attribute(crew.getByTestId("job"), "data-state", "at_scene");
    await crew.getByTestId("open-file").click();
    await crew.getByTestId("address").waitFor();
    await press(crew, "outcome");
    await fillOutcome(crew, "Sister stays over.");
    await press(crew, "outcome-save");
    await press(crew, "resume");
    await crew.getByTestId("idle").waitFor();
    await crew.reload();
    await crew.getByTestId("idle").waitFor();
    await crew.getByTestId("more").click();
    await crew.getByTestId("sign-out").click();
    await crew.getByLabel("User name").waitFor();
    // The kinds of address that such a night needs, so that an empty list is not taken for a good one.
    for (const path of ["/sw.js", "/ws", "/api/v1/session"]) expect(asked.map((each) => new URL(each).pathname)).toContain(path);
    expect([...new Set(asked.map((each) => new URL(each).origin))]).toEqual([world.server.url]);
    expect(world.watch.faults).toEqual([]);
  }),
);
