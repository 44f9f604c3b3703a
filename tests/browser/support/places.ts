// Where things are: the repository, the binary under test, Chromium.
import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");
export const DIST = join(ROOT, "dashboard/dist");
export const SCREENSHOTS = join(ROOT, "docs/screenshots");
export const SCHEME = join(import.meta.dirname, "fellside.toml");
/** The programmes that are shipped. */
export const SCHEMES = join(ROOT, "schemes");

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The server as `cargo build -p alongside` leaves it, or the one that $ALONGSIDE_BIN names. */
export function binary(): string {
  const file = process.env["ALONGSIDE_BIN"] ?? join(ROOT, "target/debug/alongside");
  if (!canRun(file)) throw new Error(`${file} is not there: run cargo build -p alongside, or name another with ALONGSIDE_BIN`);
  return file;
}

export function chromium(): string {
  const named = process.env["CHROMIUM"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = [...(named === undefined ? [] : [named]), ...folders.map((folder) => join(folder, "chromium"))].find(canRun);
  if (found === undefined) throw new Error("no Chromium: install it (make setup), or name one with CHROMIUM");
  return found;
}
