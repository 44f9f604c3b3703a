// The board of the tests with a few lines of its scheme changed: the accounts and the tokens are good for it too.
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import { SCHEME } from "./places.js";
import type { Kind } from "./server.js";

/** Each line as it stands in the file, and what stands there instead. */
export async function fellside(changes: Readonly<Record<string, string>>): Promise<Kind> {
  const folder = await mkdtemp(join(inject("folder"), "fellside-"));
  let text = await readFile(SCHEME, "utf8");
  for (const [line, instead] of Object.entries(changes)) {
    if (!text.includes(line)) throw new Error(`fellside.toml has no “${line}”`);
    text = text.replace(line, instead);
  }
  const scheme = join(folder, "fellside.toml");
  await writeFile(scheme, text);
  for (const beside of ["directories", "beats"]) await cp(join(dirname(SCHEME), beside), join(folder, beside), { recursive: true });
  return { command: "serve", scheme };
}
