// A shipped scheme file as a board of its own: the file as it is, with people of that board and its force's token.
import { execFile } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "smol-toml";
import { inject } from "vitest";
import type { Fact } from "./feed.js";
import { PASSWORD } from "./people.js";
import { binary, SCHEMES } from "./places.js";
import type { Kind } from "./server.js";

const run = promisify(execFile);

/** The keys of a file that the tests read. */
type File = { id: string; name: string; grades: { code: string }[]; call_types: { domestic: string[] } };

export type Programme = { kind: Kind; file: File };

/** Two people: a support worker, and somebody who looks at the figures. */
export const WORKER = { username: "linnet", name: "Lark Linnet", roles: "support_worker" } as const;
const STAFF = [WORKER, { username: "merlin", name: "Merlin Osprey", roles: "inspector" }] as const;

export async function programme(name: string): Promise<Programme> {
  const scheme = join(SCHEMES, `${name}.toml`);
  const file = parse(await readFile(scheme, "utf8")) as unknown as File;
  const folder = await mkdtemp(join(inject("folder"), `${name}-`));
  const accounts = join(folder, "accounts");
  const token = join(folder, "feed.token");
  const where = ["--scheme", scheme, "--data-dir", accounts];
  for (const { username, name: person, roles } of STAFF) {
    const asked = run(binary(), ["put-account", username, "--name", person, "--roles", roles, "--boards", file.id, ...where]);
    asked.child.stdin?.end(PASSWORD);
    await asked;
  }
  await run(binary(), ["issue-token", "--name", "force-under-test", "--board", file.id, "--out", token, ...where]);
  return { kind: { command: "serve", scheme, accounts, token }, file };
}

/** A call that the scheme calls domestic, of its most urgent grade but one. */
export function callOf(file: File, incident: string, data: Record<string, unknown> = {}): Fact {
  const code = file.call_types.domestic[0]?.replace("*", " CALL");
  const grade = (file.grades[1] ?? file.grades[0])?.code;
  return {
    incident,
    type: "incident_received",
    data: { opening_code: code, grade, location: { locality: "Sallow Street" }, people: [{ role: "victim", name: "Abra Ashgrove", age: 34, phone: "07700 900321" }], ...data },
  };
}
