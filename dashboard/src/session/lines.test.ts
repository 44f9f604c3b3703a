import { describe, expect, it } from "vitest";
import { readLines } from "./lines";

/** The text as bytes, cut after each of so many. */
function cut(text: string, bytes: number, end: "closes" | "breaks" = "closes"): { body: ReadableStream<Uint8Array>; isLetGo: () => boolean } {
  const all = new TextEncoder().encode(text);
  let at = 0;
  let letGo = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (to) => {
      if (at < all.length) to.enqueue(all.slice(at, (at += bytes)));
      else if (end === "closes") to.close();
      else to.error(new TypeError("the link is lost"));
    },
    cancel: () => {
      letGo = true;
    },
  });
  return { body, isLetGo: () => letGo };
}

async function all(body: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const line of readLines(body)) found.push(line);
  return found;
}

describe("lines of JSON", () => {
  it("come whole, wherever the wire cuts them", async () => {
    const text = '{"place":"Llŷn — Gwent"}\n\n{"done":0.5}\r\n{"last":true}';
    for (const bytes of [1, 2, 3, 7, 1_000]) {
      expect(await all(cut(text, bytes).body), `${bytes} bytes at a time`).toEqual([{ place: "Llŷn — Gwent" }, { done: 0.5 }, { last: true }]);
    }
  });

  it("are none where nothing came", async () => {
    expect(await all(cut("", 8).body)).toEqual([]);
  });

  it("let go of the connection as soon as nobody reads on", async () => {
    const { body, isLetGo } = cut('{"done":0.1}\n{"done":0.2}\n', 13);
    for await (const line of readLines(body)) {
      expect(line).toEqual({ done: 0.1 });
      break;
    }
    expect(isLetGo()).toBe(true);
  });

  it("say that the link was lost, after what had come", async () => {
    const found: unknown[] = [];
    const read = async (): Promise<void> => {
      for await (const line of readLines(cut('{"done":0.1}\n{"do', 4, "breaks").body)) found.push(line);
    };
    await expect(read()).rejects.toThrow("the link is lost");
    expect(found).toEqual([{ done: 0.1 }]);
  });

  it("are not guessed at where they are no JSON", async () => {
    await expect(all(cut("<html>\n", 8).body)).rejects.toThrow(SyntaxError);
  });
});
