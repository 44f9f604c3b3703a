// What the tablet's worker answers, and what it leaves to the network.
import { expect, it } from "vitest";
import { wayOf, type Asked } from "./ways";

const ORIGIN = "https://board.example";
const KEPT = new Set(["/car", "/assets/index-a1.js", "/assets/inter-b2.woff2", "/icons/icon-192.png"]);
const way = (path: string, more: Partial<Asked> = {}): string => wayOf({ method: "GET", mode: "cors", url: new URL(path, ORIGIN).href, ...more }, ORIGIN, KEPT);

it("answers the crew's address from what is kept, and the sign-in page from the network first", () => {
  expect(way("/car", { mode: "navigate" })).toBe("kept-page");
  expect(way("/", { mode: "navigate" })).toBe("page");
  expect(way("/?sign_in=failed", { mode: "navigate" })).toBe("page");
});

it.each(["/board", "/demand", "/office", "/office/people", "/car/elsewhere", "/api/v1/session", "/assets/index-a1.js"])("leaves %s alone when it is opened", (path) => {
  expect(way(path, { mode: "navigate" })).toBe("network");
});

it("answers files of its own version, and of no other", () => {
  expect(way("/assets/index-a1.js")).toBe("kept-file");
  expect(way("/assets/inter-b2.woff2")).toBe("kept-file");
  expect(way("/assets/index-c3.js")).toBe("network");
  expect(way("/manifest.webmanifest")).toBe("network");
  expect(way("/car")).toBe("network");
});

it.each(["/api/v1/session", "/api/v1/scheme?assets=/assets/index-a1.js", "/ws", "/sw.js"])("never answers %s", (path) => {
  expect(way(path)).toBe("network");
});

it("never answers another origin, nor anything but a question", () => {
  expect(way("https://elsewhere.example/assets/index-a1.js")).toBe("network");
  expect(way("/assets/index-a1.js", { method: "POST" })).toBe("network");
  expect(way("/", { mode: "navigate", method: "POST" })).toBe("network");
});
