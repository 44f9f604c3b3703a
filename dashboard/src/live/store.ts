// Everything that one face knows of one board, with a subscription per document so that a delta redraws only what changed.
import { clockOffset, learnServerTime, onTick, recallOffset, serverNow } from "./clock";
import { CommandBook, type CommandOutcome, type CommandRecord } from "./commands";
import { Connection, type ConnectionDeps, type Target } from "./connection";
import { applyFrame, docId, EMPTY, idOf, kindOf, type DocId, type DocOf, type Documents } from "./documents";
import type { Keep, Kept } from "./keep";
import type {
  CarEta,
  CarId,
  CarPosition,
  Command,
  DocKind,
  Figures,
  Health,
  IncidentFile,
  IncidentNumber,
  MapView,
  PlanView,
  PresentUser,
  Recommendation,
  Refusal,
  ResponseId,
  SchemeView,
  ServerFrame,
  You,
} from "./protocol.gen";
import { trustOf, type Trust } from "./trust";
import { uuid7 } from "./uuid7";

export type FileState =
  | { status: "closed" }
  | { status: "opening" }
  | { status: "open"; file: IncidentFile }
  | { status: "refused"; refusal: Refusal | null };

/** What the server said of the cars for one response, and when it was asked last. */
export type RecommendState = { recommendation: Recommendation | null; refusal: Refusal | null };

export type StoppedBecause = "sign_in" | "reload" | "not_allowed" | null;

type Topic = DocId | `kind:${DocKind}` | `file:${string}` | "welcome" | "figures" | "positions" | "presence" | "plan" | `recommend:${string}` | "trust" | "commands";

export type StoreDeps = ConnectionDeps & {
  /** Runs soon; several changes before it runs are told at once. */
  soon: (run: () => void) => void;
  newId: () => string;
};

const CLOSED: FileState = { status: "closed" };
const RETRY_FIRST_MS = 1_000;
const RETRY_MS_MAX = 15_000;

export class LiveStore {
  #deps: StoreDeps;
  #connection: Connection;
  #documents: Documents = EMPTY;
  #lists = new Map<DocKind, readonly DocOf<DocKind>[]>();
  #you: You | null = null;
  #scheme: SchemeView | null = null;
  #figures: Figures | null = null;
  #presence: readonly PresentUser[] = [];
  #positions: ReadonlyMap<CarId, CarPosition> = new Map();
  #etas: ReadonlyMap<CarId, CarEta> = new Map();
  #plan: PlanView | null = null;
  #map: MapView | null = null;
  #recommended = new Map<ResponseId, RecommendState>();
  #health: Health | null = null;
  #files = new Map<IncidentNumber, { holders: number; state: FileState }>();
  #book: CommandBook;
  readonly #keep: Keep | null;
  /** Files that this screen has been shown and may show again without a link, while their job is on its hands. */
  #taken = new Map<IncidentNumber, IncidentFile>();
  /** Server time of the last word, of this page or the one before; null: never. */
  #heardAt: number | null = null;
  #stopped: StoppedBecause = null;
  #trust: Trust = trustOf("idle", null, null);
  #listeners = new Map<Topic, Set<() => void>>();
  #dirty = new Set<Topic>();
  #telling = false;
  #told: (() => void)[] = [];
  #unTick: (() => void) | null = null;

  constructor(target: Target, deps: StoreDeps, keep: Keep | null = null) {
    this.#deps = deps;
    this.#keep = keep;
    this.#book = new CommandBook(keep);
    if (keep?.kept != null) this.#takeBack(keep.kept);
    this.#connection = new Connection(target, deps, {
      position: () => this.#documents.position,
      frame: (frame) => this.#take(frame),
      ready: () => this.#afterWelcome(),
      lost: () => this.#book.socketLost(),
      phase: (phase) => {
        if (phase !== "open") this.#showTaken();
        this.#refreshTrust();
      },
      stopped: (why) => {
        this.#stopped = why;
        this.#mark("trust");
      },
    });
  }

  start(): void {
    this.#unTick ??= onTick(() => this.#refreshTrust());
    this.#connection.start();
  }

  stop(): void {
    this.#unTick?.();
    this.#unTick = null;
    this.#connection.stop();
  }

  nudge(): void {
    this.#connection.nudge();
  }

  networkLost(): void {
    this.#connection.networkLost();
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    let set = this.#listeners.get(topic);
    if (set === undefined) {
      set = new Set();
      this.#listeners.set(topic, set);
    }
    set.add(listener);
    return () => set.delete(listener);
  }

  // Reading: each returns the same object until it changes.

  doc<K extends DocKind>(kind: K, id: string): DocOf<K> | undefined {
    return this.#documents.byId.get(docId(kind, id)) as DocOf<K> | undefined;
  }

  docs<K extends DocKind>(kind: K): readonly DocOf<K>[] {
    let list = this.#lists.get(kind);
    if (list === undefined) {
      list = [...this.#documents.byId.values()].filter((doc) => doc.kind === kind);
      this.#lists.set(kind, list);
    }
    return list as readonly DocOf<K>[];
  }

  /** False until the first snapshot. */
  loaded(): boolean {
    return this.#documents.position !== null || this.#documents.byId.size > 0;
  }

  seq(): number | null {
    return this.#documents.position?.seq ?? null;
  }

  you(): You | null {
    return this.#you;
  }

  scheme(): SchemeView | null {
    return this.#scheme;
  }

  figures(): Figures | null {
    return this.#figures;
  }

  presence(): readonly PresentUser[] {
    return this.#presence;
  }

  positions(): ReadonlyMap<CarId, CarPosition> {
    return this.#positions;
  }

  /** When cars on their way should be there. */
  etas(): ReadonlyMap<CarId, CarEta> {
    return this.#etas;
  }

  /** Null until the server has made one. */
  plan(): PlanView | null {
    return this.#plan;
  }

  map(): MapView | null {
    return this.#map;
  }

  /** Null until it has been asked for and answered. */
  recommended(response: ResponseId): RecommendState | null {
    return this.#recommended.get(response) ?? null;
  }

  trust(): Trust {
    return this.#trust;
  }

  stoppedBecause(): StoppedBecause {
    return this.#stopped;
  }

  commands(): readonly CommandRecord[] {
    return this.#book.records;
  }

  file(incident: IncidentNumber): FileState {
    return this.#files.get(incident)?.state ?? CLOSED;
  }

  // Doing

  newId(): string {
    return this.#deps.newId();
  }

  /** Sends a command, or keeps it until there is a link. Never rejects. */
  send(command: Command, id: string = this.newId()): Promise<CommandOutcome> {
    const outcome = this.#book.add(id, command, Math.round(serverNow()));
    this.#flush();
    this.#mark("commands");
    return this.#onceTold(outcome);
  }

  /** Sends a refused command again with its own id: after "not known whether it was written" a new id could write it twice. */
  sendAgain(id: string): Promise<CommandOutcome> | null {
    const outcome = this.#book.sendAgain(id);
    this.#flush();
    this.#mark("commands");
    return outcome === null ? null : this.#onceTold(outcome);
  }

  /** A refused one has been read, and is not wanted any more. */
  letGo(id: string): void {
    this.#book.letGo(id);
    this.#mark("commands");
  }

  /** Asks for the file of an incident; give back what is returned when it is no longer shown. */
  openFile(incident: IncidentNumber): () => void {
    const held = this.#files.get(incident);
    if (held === undefined) {
      const taken = this.#connection.phase === "open" ? undefined : this.#taken.get(incident);
      this.#files.set(incident, { holders: 1, state: taken === undefined ? { status: "opening" } : { status: "open", file: taken } });
      this.#connection.send({ type: "open", incident });
      this.#mark(`file:${incident}`);
    } else {
      held.holders += 1;
    }
    return () => {
      const now = this.#files.get(incident);
      if (now === undefined) return;
      now.holders -= 1;
      if (now.holders > 0) return;
      this.#files.delete(incident);
      this.#connection.send({ type: "close", incident });
      this.#mark(`file:${incident}`);
    };
  }

  /** Asks which car for this response. The answer comes with the topic `recommend:…`; lost when there is no link. */
  recommend(response: ResponseId): void {
    this.#connection.send({ type: "recommend", response });
  }

  /** Nobody looks at it any more. */
  forgetRecommended(response: ResponseId): void {
    this.#recommended.delete(response);
  }

  /** Where this crew's car is. Lost when there is no link: only the newest matters. */
  sendPosition(position: { lat: number; lon: number; accuracy_m?: number }): void {
    this.#connection.send({ type: "position", ...position, at: Math.round(serverNow()) });
  }

  /** The picture of the page before, until the server speaks. */
  #takeBack({ you, scheme, docs, files, heardAt, offsetMs }: Kept): void {
    this.#you = you;
    this.#scheme = scheme;
    this.#documents = { ...EMPTY, byId: new Map(docs.map((doc) => [idOf(doc), doc])) };
    for (const file of files) this.#taken.set(file.number, file);
    this.#heardAt = heardAt;
    recallOffset(offsetMs);
  }

  #kept(): Kept | null {
    const [you, scheme] = [this.#you, this.#scheme];
    if (you === null || scheme === null || this.#heardAt === null) return null;
    return { you, scheme, docs: [...this.#documents.byId.values()], files: [...this.#taken.values()], heardAt: this.#heardAt, offsetMs: clockOffset() };
  }

  #hand(changed: boolean): void {
    this.#keep?.board(() => this.#kept(), changed);
  }

  /** What leaves the crew's hands leaves this device. */
  #forgetTaken(): void {
    if (this.#taken.size === 0) return;
    const inHand = new Set(this.docs("job").map((job) => job.incident));
    for (const incident of [...this.#taken.keys()]) if (!inHand.has(incident)) this.#taken.delete(incident);
  }

  /** Without a link, a file that was asked for is shown as it was last seen. */
  #showTaken(): void {
    for (const [incident, { state }] of this.#files) {
      const taken = this.#taken.get(incident);
      if (state.status === "opening" && taken !== undefined) this.#setFile(incident, { status: "open", file: taken });
    }
  }

  #take(frame: ServerFrame): "ok" | "resync" | "not_ours" {
    // Somebody else has signed in on another page of this browser: what waits here is not theirs to send.
    if (frame.type === "welcome" && this.#keep !== null && this.#keep.user !== frame.you.user) return "not_ours";
    this.#heardAt = serverNow();
    switch (frame.type) {
      case "welcome":
      case "snapshot":
      case "delta": {
        if (frame.type === "welcome") {
          learnServerTime(frame.server_at);
          this.#you = frame.you;
          this.#scheme = frame.scheme;
          this.#map = frame.map;
          this.#stopped = null;
          this.#mark("welcome");
        }
        const applied = applyFrame(this.#documents, frame);
        this.#documents = applied.documents;
        if (applied.result === "gap") return "resync";
        for (const id of applied.changed) {
          this.#lists.delete(kindOf(id));
          this.#mark(id);
          this.#mark(`kind:${kindOf(id)}`);
        }
        if (frame.type === "snapshot") this.#mark("welcome");
        if (this.#keep !== null && frame.type !== "welcome") {
          this.#forgetTaken();
          this.#hand(true);
        }
        break;
      }
      case "accepted":
      case "refused": {
        const answer = this.#book.answer(frame, Math.round(serverNow()));
        if (answer === "again") {
          const tries = this.#book.records.find((record) => record.id === frame.id)?.tries ?? 1;
          this.#deps.setTimer(() => {
            this.#book.putBack(frame.id);
            this.#flush();
          }, Math.min(RETRY_MS_MAX, RETRY_FIRST_MS * 2 ** Math.min(tries - 1, 8)));
        } else {
          this.#flush();
        }
        this.#mark("commands");
        break;
      }
      case "file":
        this.#setFile(frame.file.number, { status: "open", file: frame.file });
        if (this.#keep !== null) {
          this.#taken.set(frame.file.number, frame.file);
          this.#hand(true);
        }
        break;
      case "file_closed":
        if (this.#taken.delete(frame.incident)) this.#hand(true);
        this.#setFile(frame.incident, { status: "refused", refusal: frame.refusal });
        break;
      case "figures":
        this.#figures = frame.figures;
        this.#mark("figures");
        break;
      case "positions":
        this.#positions = new Map(frame.positions.map((position) => [position.car, position]));
        this.#etas = new Map(frame.etas.map((eta) => [eta.car, eta]));
        this.#mark("positions");
        break;
      case "recommendation":
        this.#recommended.set(frame.response, { recommendation: frame.recommendation, refusal: frame.refusal });
        this.#mark(`recommend:${frame.response}`);
        break;
      case "plan":
        this.#plan = frame.plan;
        this.#mark("plan");
        break;
      case "presence":
        this.#presence = frame.users;
        this.#mark("presence");
        break;
      case "beat":
        learnServerTime(frame.at);
        this.#health = frame.health;
        this.#hand(false);
        break;
    }
    this.#refreshTrust();
    return "ok";
  }

  #setFile(incident: IncidentNumber, state: FileState): void {
    const held = this.#files.get(incident);
    if (held === undefined) return;
    held.state = state;
    this.#mark(`file:${incident}`);
  }

  #afterWelcome(): void {
    for (const incident of this.#files.keys()) this.#connection.send({ type: "open", incident });
    this.#flush();
  }

  #flush(): void {
    if (this.#connection.phase !== "open") return;
    for (const record of this.#book.takeToSend()) {
      this.#connection.send({ type: "command", id: record.id, at: record.at, command: record.command });
    }
  }

  #refreshTrust(): void {
    // Of a picture taken over from the page before, the age goes on.
    const before = this.#keep === null || this.#heardAt === null ? null : Math.max(0, serverNow() - this.#heardAt);
    const next = trustOf(this.#connection.phase, this.#connection.heardMsAgo() ?? before, this.#health);
    const now = this.#trust;
    // While live, the age is not shown: do not redraw for it.
    const ageMatters = next.link !== "live" && Math.floor((next.ageMs ?? 0) / 1_000) !== Math.floor((now.ageMs ?? 0) / 1_000);
    const same =
      next.link === now.link &&
      next.feed === now.feed &&
      next.feedLastAt === now.feedLastAt &&
      next.journal === now.journal &&
      next.live === now.live &&
      next.roads === now.roads &&
      next.quarantined === now.quarantined;
    if (same && !ageMatters) return;
    this.#trust = next;
    this.#mark("trust");
  }

  #mark(topic: Topic): void {
    this.#dirty.add(topic);
    if (this.#telling) return;
    this.#telling = true;
    this.#deps.soon(() => {
      this.#telling = false;
      const topics = [...this.#dirty];
      this.#dirty.clear();
      try {
        for (const each of topics) for (const listener of [...(this.#listeners.get(each) ?? [])]) listener();
      } finally {
        const told = this.#told;
        this.#told = [];
        for (const each of told) each();
      }
    });
  }

  /** The server answers after it has sent what the act changed; whoever waits for the answer must find the change drawn too. */
  async #onceTold(outcome: Promise<CommandOutcome>): Promise<CommandOutcome> {
    const answer = await outcome;
    if (this.#telling) await new Promise<void>((resolve) => this.#told.push(resolve));
    return answer;
  }
}

/** What a browser brings. */
export function browserDeps(refreshSession: () => Promise<boolean>): StoreDeps {
  return {
    openSocket: (url, subprotocol) => new WebSocket(url, subprotocol) as unknown as ReturnType<ConnectionDeps["openSocket"]>,
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    random: Math.random,
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    refreshSession,
    // A frame of the screen when there is one; a page in the background has none, or goes there before its frame, hence the timer.
    soon: (run) => {
      let ran = false;
      const once = (): void => {
        if (ran) return;
        ran = true;
        run();
      };
      if (document.visibilityState === "visible") requestAnimationFrame(once);
      setTimeout(once, 100);
    },
    newId: () => uuid7(),
  };
}
