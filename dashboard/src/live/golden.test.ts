// The golden frames that the server's tests decode too. Each file of the folder is read.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decodeFrame } from "./decode";
import { applyFrame, EMPTY } from "./documents";

const folder = fileURLToPath(new URL("../../../protocol/fixtures/", import.meta.url));
const CLIENT_TYPES = ["hello", "command", "open", "close", "position", "beat"];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A file holds one frame, or a list of frames, or named ones. */
function framesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(framesIn);
  if (!isRecord(value)) return [];
  return typeof value["type"] === "string" ? [value] : Object.values(value).flatMap(framesIn);
}

const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")) : [];

describe("golden frames", () => {
  it("are looked for", () => {
    expect(existsSync(folder)).toBe(true);
  });

  for (const file of files) {
    if (["client", "feed", "schema"].some((other) => file.includes(other))) continue;
    it(`reads ${file}`, () => {
      const value: unknown = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
      for (const frame of framesIn(value)) {
        const type = isRecord(frame) && typeof frame["type"] === "string" ? frame["type"] : "";
        const decoded = decodeFrame(JSON.stringify(frame));
        // `beat` is spoken by both sides, and a screen's own frames may stand in the same file.
        if (!decoded.ok && CLIENT_TYPES.includes(type)) continue;
        expect(decoded.ok, `${file}: ${type}`).toBe(true);
        if (decoded.ok && (decoded.frame.type === "snapshot" || decoded.frame.type === "welcome")) {
          expect(applyFrame({ ...EMPTY, epoch: "e" }, decoded.frame).result).toBe("applied");
        }
      }
    });
  }
});
