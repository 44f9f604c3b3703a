import { chromium } from "playwright-core";
const base = "http://127.0.0.1:8377";
const sizes = { wall: [1920, 1080], desk: [1366, 768], phone: [390, 844] };
const views = (process.argv[2] ?? "earlier,forecast,cover,figures").split(",");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const theme of (process.argv[4] ?? "dark,light").split(",")) for (const size of (process.argv[3] ?? "desk").split(",")) {
  const [width, height] = sizes[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  page.on("console", (m) => { if (m.type() === "error") console.log(m.text().slice(0, 200)); });
  await page.goto(base + "/demand");
  await page.fill('input[name="username"], input[autocomplete="username"]', "wren");
  await page.fill('input[type="password"]', "a long enough passphrase for wren 7");
  await page.keyboard.press("Enter");
  await page.waitForSelector("main h2", { timeout: 20000 });
  for (const view of views) {
    await page.goto(base + (view === "now" ? "/demand" : `/demand/${view}${view === "earlier" ? "?from=2022-11-01&to=2024-10-31" : ""}`));
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/sa/${view}-${size}-${theme}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
