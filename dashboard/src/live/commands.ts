// What this screen has asked for: pending → accepted or refused. Survives a lost socket; the id stays the same.
import type { Keep } from "./keep";
import { LIMITS, type Command, type Refusal, type RefusalCode, type ServerFrame } from "./protocol.gen";

export type CommandRecord = {
  readonly id: string;
  readonly command: Command;
  /** What the act is about: response, incident, car, escalation or deployment id. */
  readonly subject: string;
  /** When the person did it, by the server's clock as this screen knows it. */
  readonly at: number;
  readonly status: "pending" | "accepted" | "refused";
  /** Whether it has gone out on the socket of now. */
  readonly sent: boolean;
  readonly tries: number;
  readonly refusal: Refusal | null;
  /** When the answer came, by the server's clock; null before. */
  readonly answeredAt: number | null;
};

export type CommandOutcome =
  | { result: "accepted"; id: string; seq: number; repeated: boolean }
  | { result: "refused"; id: string; refusal: Refusal };

/** Refusals after which the same id is sent again by itself, a bounded number of times. */
const SENT_AGAIN: readonly RefusalCode[] = ["journal_unavailable", "overloaded", "too_many_in_flight", "rate_limited", "shutting_down"];
export const TRIES_MAX = 4;
/** What a crew calls for waits behind nothing that it did before. */
const AT_ONCE: ReadonlySet<Command["type"]> = new Set(["raise_sos", "end_sos", "check_in", "confirm_recall", "request_escalation"]);

export function subjectOf(command: Command): string {
  if ("deployment" in command) return command.deployment;
  if ("escalation" in command) return command.escalation;
  if ("referral" in command) return command.referral;
  if ("response" in command) return command.response;
  if ("incident" in command) return command.incident;
  if ("car" in command) return command.car;
  return "plan";
}

type Waiting = { resolve: (outcome: CommandOutcome) => void };

/** Settled records kept for display. Older ones go; a refused one that is kept stays until somebody lets it go. */
const SETTLED_KEPT = 50;

export class CommandBook {
  #records = new Map<string, CommandRecord>();
  #waiting = new Map<string, Waiting>();
  #snapshot: readonly CommandRecord[] = [];
  readonly #keep: Pick<Keep, "acts" | "act" | "actGone"> | null;

  /**
   * With a keep, records outlive the page, and go out strictly in the order in which they were done: one at a time, and one that the
   * server cannot take just now holds the later ones back, since each step of a job stands on the one before.
   */
  constructor(keep: Pick<Keep, "acts" | "act" | "actGone"> | null = null) {
    this.#keep = keep;
    for (const record of keep?.acts ?? []) this.#records.set(record.id, { ...record, sent: false });
    this.#snapshot = [...this.#records.values()];
  }

  /** Every record, oldest first; a new array after each change. */
  get records(): readonly CommandRecord[] {
    return this.#snapshot;
  }

  add(id: string, command: Command, at: number): Promise<CommandOutcome> {
    const known = this.#records.get(id);
    if (known === undefined) {
      const record: CommandRecord = { id, command, subject: subjectOf(command), at, status: "pending", sent: false, tries: 0, refusal: null, answeredAt: null };
      this.#put(record);
      this.#keep?.act(record);
    }
    return new Promise((resolve) => this.#waiting.set(id, { resolve }));
  }

  /** The next ones to send, no more than may be in flight. Marks them as sent. */
  takeToSend(): readonly CommandRecord[] {
    let inFlight = 0;
    for (const record of this.#records.values()) if (record.status === "pending" && record.sent) inFlight += 1;
    const taken: CommandRecord[] = [];
    let held = false;
    for (const record of [...this.#records.values()]) {
      if (inFlight + taken.length >= LIMITS.IN_FLIGHT_MAX) break;
      if (record.status !== "pending") continue;
      const inLine = this.#keep !== null && !AT_ONCE.has(record.command.type);
      const first = !held;
      if (inLine) held = true;
      if (record.sent || (inLine && !first)) continue;
      const next = { ...record, sent: true, tries: record.tries + 1 };
      this.#put(next);
      taken.push(next);
    }
    return taken;
  }

  /** The socket is gone: whatever has no answer goes out again, in order, with its own id. */
  socketLost(): void {
    for (const record of [...this.#records.values()]) {
      if (record.status === "pending" && record.sent) this.#put({ ...record, sent: false });
    }
  }

  /** Returns how to go on: `again` asks the caller to send after a wait. */
  answer(frame: Extract<ServerFrame, { type: "accepted" | "refused" }>, at: number): "settled" | "again" | "unknown" {
    const record = this.#records.get(frame.id);
    if (record?.status !== "pending") return "unknown";
    if (frame.type === "refused") {
      // What was done out of signal is not given up because the server was busy as it came.
      const triesMax = this.#keep === null ? TRIES_MAX : Infinity;
      if (SENT_AGAIN.includes(frame.refusal.code) && record.tries < triesMax) return "again";
      const refused: CommandRecord = { ...record, status: "refused", refusal: frame.refusal, answeredAt: at };
      this.#put(refused);
      this.#keep?.act(refused);
      this.#settle(frame.id, { result: "refused", id: frame.id, refusal: frame.refusal });
    } else {
      this.#put({ ...record, status: "accepted", answeredAt: at });
      this.#keep?.actGone(frame.id);
      this.#settle(frame.id, { result: "accepted", id: frame.id, seq: frame.seq, repeated: frame.repeated });
    }
    return "settled";
  }

  /** Puts one back in the line after a transient refusal. */
  putBack(id: string): void {
    const record = this.#records.get(id);
    if (record?.status === "pending") this.#put({ ...record, sent: false });
  }

  /** A refused one goes out again at the person's wish. Null: there is no such refusal. */
  sendAgain(id: string): Promise<CommandOutcome> | null {
    const record = this.#records.get(id);
    if (record?.status !== "refused") return null;
    // At the end of the line: what was done since may be what it waited for.
    this.#records.delete(id);
    const pending: CommandRecord = { ...record, status: "pending", sent: false, tries: 0, refusal: null, answeredAt: null };
    this.#put(pending);
    this.#keep?.act(pending);
    return new Promise((resolve) => this.#waiting.set(id, { resolve }));
  }

  /** The person has read the refusal and let it go, with what was typed. */
  letGo(id: string): void {
    if (this.#records.get(id)?.status !== "refused") return;
    this.#records.delete(id);
    this.#snapshot = [...this.#records.values()];
    this.#keep?.actGone(id);
  }

  #settle(id: string, outcome: CommandOutcome): void {
    this.#waiting.get(id)?.resolve(outcome);
    this.#waiting.delete(id);
    const stays = (record: CommandRecord): boolean => record.status === "pending" || (this.#keep !== null && record.status === "refused");
    const settled = [...this.#records.values()].filter((record) => !stays(record));
    for (const record of settled.slice(0, Math.max(0, settled.length - SETTLED_KEPT))) this.#records.delete(record.id);
    this.#snapshot = [...this.#records.values()];
  }

  #put(record: CommandRecord): void {
    this.#records.set(record.id, record);
    this.#snapshot = [...this.#records.values()];
  }
}
