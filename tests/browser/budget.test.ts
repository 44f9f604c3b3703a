// What a first visit fetches: small enough for a tablet on a bad line, and all of it from this server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { DIST } from "./support/places.js";
import { record } from "./support/record.js";
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
