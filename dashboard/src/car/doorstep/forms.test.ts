import { describe, expect, it } from "vitest";
import type { CommandRecord } from "../../live";
import { SCHEME, fileOf } from "../../testing/sample";
import { DOOR_FORMS, formsOf, linesOf, sentId, sentKey, type DoorLine } from "./forms";

const RESPONSE = "EX-0001#1";
const record = (id: string, status: CommandRecord["status"], at = 1): CommandRecord => ({
  id,
  command: { type: "record_contact", response: RESPONSE, attempt: { channel: "phone", result: "no_answer", number: "", note: "" } },
  subject: RESPONSE,
  at,
  status,
  sent: true,
  tries: 1,
  answeredAt: null,
  refusal: status === "refused" ? { code: "field_invalid", message: "note: too long" } : null,
});
const contact = (part: Partial<Parameters<typeof linesOf>[0]>): DoorLine => {
  const [line] = linesOf({ response: RESPONSE, forms: ["contact"], commands: [], keys: [], part: undefined, me: "Me", ...part });
  if (line === undefined) throw new Error("no line");
  return line;
};
const MAIN = `${RESPONSE}/contact`;

describe("how a line of the list stands", () => {
  it("is nothing, then begun, and opens that draft", () => {
    expect(contact({})).toMatchObject({ state: "none", key: MAIN });
    expect(contact({ keys: [MAIN] })).toMatchObject({ state: "begun", key: MAIN });
  });

  it("waits as long as an act has no answer, and a new draft may be begun meanwhile", () => {
    const keys = [sentKey(RESPONSE, "contact", "id-1")];
    expect(contact({ commands: [record("id-1", "pending", 7)], keys })).toMatchObject({ state: "waiting", at: 7, count: 1, key: MAIN });
    expect(contact({ commands: [record("id-1", "pending")], keys: [...keys, MAIN] })).toMatchObject({ state: "waiting", key: MAIN });
  });

  it("opens what was refused before anything else, and says why", () => {
    const key = sentKey(RESPONSE, "contact", "id-1");
    expect(contact({ commands: [record("id-1", "refused"), record("id-2", "pending")], keys: [MAIN, key] })).toMatchObject({ state: "refused", key, refusal: { code: "field_invalid" } });
    // Taken up and saved again since: what was said of it then is over.
    expect(contact({ commands: [record("id-1", "refused"), record("id-2", "accepted", 9)] })).toMatchObject({ state: "recorded", at: 9 });
  });

  it("keeps a draft whose act is not known any more", () => {
    const key = sentKey(RESPONSE, "contact", "id-9");
    expect(contact({ keys: [key] })).toMatchObject({ state: "begun", key });
  });

  it("tells what the crew recorded from what was on file", () => {
    const attempt = { channel: "phone", result: "no_answer", number: "", note: "" } as const;
    expect(contact({ part: fileOf(RESPONSE, { attempts: [{ attempt, at: 3, by: "A. Colleague" }] }) })).toMatchObject({ state: "none", before: { at: 3, by: "A. Colleague" } });
    expect(contact({ part: fileOf(RESPONSE, { attempts: [{ attempt, at: 3, by: "Me" }] }) })).toMatchObject({ state: "recorded", at: 3, count: 1 });
  });

  it("counts each act once, whether the file shows it already or not", () => {
    const attempt = { channel: "phone", result: "no_answer", number: "", note: "" } as const;
    expect(contact({ commands: [record("id-1", "accepted", 3)], part: fileOf(RESPONSE, { attempts: [{ attempt, at: 3, by: "Me" }] }) })).toMatchObject({ count: 1 });
  });

  it("belongs to one response: another of the same incident has its own", () => {
    expect(contact({ commands: [{ ...record("id-1", "pending"), subject: "EX-0001#2" }] }).state).toBe("none");
  });
});

it("reads an act's id back from its key, and none from others", () => {
  expect(sentId(sentKey(RESPONSE, "consent", "id-1"))).toBe("id-1");
  expect(sentId(MAIN)).toBeNull();
  expect(sentId(`${RESPONSE}/consent/for/Lantern%20House`)).toBeNull();
});

it("asks only what the scheme has words for", () => {
  expect(formsOf(SCHEME)).toEqual(DOOR_FORMS.filter((form) => ["contact", "welfare", "hazards"].includes(form)));
});
