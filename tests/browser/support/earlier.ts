// Ten weeks of calls before today, drawn, as a listing for `alongside import`: evenings and weekends busier than the rest.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Server } from "./server.js";

const HOUR_MS = 3_600_000;
const DAYS = 70;
const MAP = `source = "earlier"
zone = "Europe/London"
[columns]
incident = "Number"
opening_code = "Type"
beat = "Beat"
grade = "Grade"
victim = "Person"
[time]
column = "Received"
format = "epoch_ms"
[grade]
default = "2"
rules = []
`;

/** From 0 to below 1, the same in every run (mulberry32). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Loads them with the real command while the server runs. Gives how many there are. */
export async function importEarlier(server: Server): Promise<number> {
  const draw = draws(7);
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const rows = ["Number,Type,Beat,Grade,Person,Received"];
  for (let hour = -DAYS * 24; hour < 0; hour += 1) {
    const from = midnight.getTime() + hour * HOUR_MS;
    const at = new Date(from);
    const busy = (at.getHours() >= 16 ? 3 : 1) * (at.getDay() % 6 === 0 ? 1.6 : 1);
    for (let left = busy * 0.35; left > 0; left -= 1) {
      if (draw() >= left) continue;
      const person = draw() < 0.4 ? `p-${Math.floor(draw() * 40)}` : `p-${rows.length}-alone`;
      rows.push([`FS-E-${rows.length}`, "DOMESTIC", `F${1 + Math.floor(draw() * 5)}`, draw() < 0.3 ? "1" : "2", person, String(from + Math.floor(draw() * HOUR_MS))].join(","));
    }
  }
  await writeFile(join(server.folder, "earlier.toml"), MAP);
  await writeFile(join(server.folder, "earlier.csv"), rows.join("\n"));
  await server.run("import", "earlier.csv", "--map", "earlier.toml", "--every-day");
  return rows.length - 1;
}
