// Text of a WebSocket message → a frame. Trusts the server's types after checking the shape that the reducer stands on.
import type { CloseReason, ServerFrame } from "./protocol.gen";

type Shape = Record<string, "string" | "number" | "boolean" | "object" | "array">;

const SHAPES: Record<ServerFrame["type"], Shape> = {
  welcome: { you: "object", scheme: "object", map: "object", epoch: "string", server_at: "number", resumed: "boolean" },
  snapshot: { seq: "number", docs: "array" },
  delta: { from: "number", seq: "number", up: "array", down: "array" },
  accepted: { id: "string", seq: "number", repeated: "boolean" },
  refused: { id: "string", refusal: "object" },
  file: { file: "object" },
  file_closed: { incident: "string" },
  figures: { figures: "object" },
  positions: { positions: "array", etas: "array" },
  recommendation: { response: "string" },
  plan: { plan: "object" },
  presence: { users: "array" },
  beat: { at: "number", health: "object" },
};

export type Decoded =
  | { ok: true; frame: ServerFrame }
  /** A type of frame that this build does not know; a newer server may send it. */
  | { ok: false; reason: "unknown_type"; type: string }
  | { ok: false; reason: "unreadable" };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFrameType(type: string): type is ServerFrame["type"] {
  return Object.hasOwn(SHAPES, type);
}

export function decodeFrame(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: "unreadable" };
  }
  if (!isRecord(value) || typeof value["type"] !== "string") return { ok: false, reason: "unreadable" };
  const type = value["type"];
  if (!isFrameType(type)) return { ok: false, reason: "unknown_type", type };
  for (const [field, kind] of Object.entries(SHAPES[type])) {
    const found = value[field];
    const fits = kind === "array" ? Array.isArray(found) : kind === "object" ? isRecord(found) : typeof found === kind;
    if (!fits) return { ok: false, reason: "unreadable" };
  }
  return { ok: true, frame: value as unknown as ServerFrame };
}

/** The reason text of a close frame; empty or foreign text reads as no reason. */
export function decodeCloseReason(text: string): CloseReason {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value) && typeof value["reason"] === "string") {
      const retry = value["retry_after_ms"];
      return typeof retry === "number" && retry >= 0
        ? { reason: value["reason"], retry_after_ms: retry }
        : { reason: value["reason"] };
    }
  } catch {
    // Not JSON: a proxy closed it.
  }
  return { reason: "" };
}
