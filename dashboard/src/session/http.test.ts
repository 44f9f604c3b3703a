import { afterEach, describe, expect, it, vi } from "vitest";
import { answers, refusal } from "../testing/answers";
import { ask, askFile, askLines, holds, isRecord, nothing, refusedAs, type LineReader } from "./http";

afterEach(() => vi.unstubAllGlobals());

describe("a request", () => {
  it("gives what was asked for, and nothing that is something else", async () => {
    answers({ "GET /a": { body: { sessions: [] } }, "GET /b": { body: { other: 1 } }, "GET /c": { body: "<html>" } });
    const read = holds<{ sessions: unknown[] }>("sessions");
    expect(await ask("GET", "/a", read)).toEqual({ ok: true, value: { sessions: [] } });
    expect(await ask("GET", "/b", read)).toMatchObject({ ok: false, problem: { code: "unreadable" } });
    expect(await ask("GET", "/c", read)).toMatchObject({ ok: false, problem: { code: "unreadable" } });
  });

  it("gives a refusal with what was found and allowed, and until when", async () => {
    answers({ "POST /a": { ...refusal(422, "field_invalid", "new: found 7 characters; allowed: 12 or more", { field: "new", found: "7 characters", allowed: "12 or more", when: 5 }), headers: { "retry-after": "3" } } });
    expect(await ask("POST", "/a", nothing, {})).toEqual({
      ok: false,
      problem: { status: 422, code: "field_invalid", detail: "new: found 7 characters; allowed: 12 or more", retryAfterS: 3, forget: false, field: "new", found: "7 characters", allowed: "12 or more", when: 5 },
    });
  });

  it("tells a server that is away from one that refuses", async () => {
    answers({});
    expect(await ask("GET", "/a", nothing)).toMatchObject({ ok: false, problem: { code: "unreachable", status: 0 } });
    expect(await askFile("/a", {})).toMatchObject({ ok: false, problem: { code: "unreachable" } });
  });

  it("gives a file's bytes as they came", async () => {
    answers({ "POST /a": { body: "seq,at\n1,2\n" }, "POST /b": refusal(403, "role_not_allowed", "this needs the role data_protection") });
    const file = await askFile("/a", {});
    expect(file.ok && (await file.value.text())).toBe("seq,at\n1,2\n");
    expect(await askFile("/b", {})).toMatchObject({ ok: false, problem: { code: "role_not_allowed" } });
  });
});

describe("an answer in lines", () => {
  const heard: number[] = [];
  const read: LineReader<string> = (line) => {
    if (!isRecord(line)) return null;
    if (typeof line["done"] === "number") heard.push(line["done"]);
    if (line["no"] === true) return { ok: false, problem: refusedAs({ code: "field_invalid", message: "too many", field: "cars", found: "51", allowed: "0 to 50" }) };
    return typeof line["answer"] === "string" ? { ok: true, value: line["answer"] } : null;
  };
  const asked = (signal = new AbortController().signal): ReturnType<typeof askLines<string>> => askLines("/a", {}, read, signal);

  it("gives what comes on the way, then the answer or why there is none", async () => {
    answers({ "POST /a": [{ body: '{"done":0.5}\n{"answer":"so"}\n' }, { body: '{"no":true}\n' }, refusal(422, "field_invalid", "unfit", { field: "from" }), { body: "<html>\n" }] });
    expect(await asked()).toEqual({ ok: true, value: "so" });
    expect(heard).toEqual([0.5]);
    expect(await asked()).toMatchObject({ ok: false, problem: { code: "field_invalid", field: "cars", found: "51", allowed: "0 to 50" } });
    expect(await asked()).toMatchObject({ ok: false, problem: { status: 422, field: "from" } });
    expect(await asked()).toMatchObject({ ok: false, problem: { code: "unreadable" } });
  });

  it("that ends before its end, or is not wanted any more, is none", async () => {
    answers({ "POST /a": { body: '{"done":0.9}\n' } });
    expect(await asked()).toMatchObject({ ok: false, problem: { code: "unreachable" } });
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => (init.signal?.aborted === true ? Promise.reject(new DOMException("aborted", "AbortError")) : Promise.reject(new Error("the signal was not passed on"))));
    expect(await asked(AbortSignal.abort())).toMatchObject({ ok: false, problem: { code: "unreachable" } });
  });
});
