// Draws the app's icons from the one drawing, as the tablet's system wants them. Not a test, and no part of `npm test`.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { inject, test } from "vitest";
import { ROOT } from "./support/places.js";

const ICONS = join(ROOT, "dashboard/public/icons");

/** What a system cuts its own shape from has its ground up to the edge, and the drawing within the inner 80 %. */
const DRAWN = [
  { file: "icon-192.png", size: 192, whole: false },
  { file: "icon-512.png", size: 512, whole: false },
  { file: "icon-maskable-512.png", size: 512, whole: true },
  { file: "apple-touch-icon.png", size: 180, whole: true },
] as const;
const INNER = 0.8;

test("icons", async () => {
  const drawing = await readFile(join(ICONS, "icon.svg"), "utf8");
  const ground = /<rect[^>]*fill="(#\w{6})"/.exec(drawing)?.[1];
  if (ground === undefined) throw new Error("icon.svg has no ground");
  const browser = await chromium.connect(inject("browser"));
  const page = await browser.newPage();
  for (const { file, size, whole } of DRAWN) {
    const inner = whole ? Math.round(size * INNER) : size;
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${whole ? ground : "transparent"}">` +
        `<img width="${inner}" height="${inner}" alt="" src="data:image/svg+xml;base64,${Buffer.from(drawing).toString("base64")}">`,
    );
    await page.locator("img").evaluate((image: HTMLImageElement) => image.decode());
    await writeFile(join(ICONS, file), await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
});
