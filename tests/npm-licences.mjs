// Reads a bill of materials of npm (CycloneDX) and fails on a licence that is not allowed. The list follows deny.toml.
import { readFileSync } from "node:fs";

const ALLOWED = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT", "OFL-1.1", "Unlicense", "Zlib"]);

const bill = JSON.parse(readFileSync(0, "utf8"));
const components = bill.components ?? [];
const of = (component) => (component.licenses ?? []).map((each) => each.expression ?? each.license?.id ?? each.license?.name ?? "");
const holds = (text) =>
  text
    .replace(/^\(|\)$/g, "")
    .split(" OR ")
    .some((part) => part.split(" AND ").every((one) => ALLOWED.has(one)));
const faulty = components.filter((component) => of(component).length === 0 || !of(component).every(holds));
for (const component of faulty) console.log(`${component.name}@${component.version}: found ${of(component).join(", ") || "nothing"}; allowed: ${[...ALLOWED].join(", ")}`);
console.log(`${components.length} packages are shipped, ${faulty.length} with a licence that is not allowed`);
process.exit(components.length === 0 || faulty.length > 0 ? 1 : 0);
