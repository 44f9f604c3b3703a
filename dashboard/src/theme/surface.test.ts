// Colours that stand outside the style sheets, in the page and in the manifest, are the theme's.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SURFACE } from "./surface";

const read = (file: string): string => readFileSync(join(import.meta.dirname, "../..", file), "utf8");

it("are the surfaces of the dark and the light theme", () => {
  const tokens = read("src/theme/tokens.css");
  const [dark, light] = [...tokens.matchAll(/--surface: (#\w{6});/g)].map(([, colour]) => colour);
  expect(SURFACE).toEqual({ dark, light });
  const page = read("index.html");
  for (const theme of ["dark", "light"] as const) expect(page).toContain(`content="${SURFACE[theme]}"`);
  const manifest = JSON.parse(read("public/manifest.webmanifest")) as Record<string, unknown>;
  expect([manifest["background_color"], manifest["theme_color"]]).toEqual([dark, dark]);
});

it("say nothing of what the app is for", () => {
  expect(`${read("public/manifest.webmanifest")} ${read("index.html")}`).not.toMatch(/abuse|violence|domestic|police|victim|support|incident|crew/i);
});
