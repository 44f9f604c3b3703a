// The live board for React. Every hook redraws only when what it returns changes.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { onTick, serverNow } from "./clock";
import type { CommandOutcome, CommandRecord } from "./commands";
import type { DocOf } from "./documents";
import type { CarEta, CarId, CarPosition, Command, DocKind, Figures, IncidentNumber, MapView, PlanView, PresentUser, Refusal, ResponseId, SchemeView, You } from "./protocol.gen";
import type { FileState, LiveStore, RecommendState, StoppedBecause } from "./store";
import type { Trust } from "./trust";

export const LiveContext = createContext<LiveStore | null>(null);

export function useLive(): LiveStore {
  const store = useContext(LiveContext);
  if (store === null) throw new Error("useLive outside LiveProvider");
  return store;
}

function useTopic<T>(topic: Parameters<LiveStore["subscribe"]>[0], read: (store: LiveStore) => T): T {
  const store = useLive();
  const subscribe = useCallback((listener: () => void) => store.subscribe(topic, listener), [store, topic]);
  return useSyncExternalStore(subscribe, () => read(store));
}

export function useDoc<K extends DocKind>(kind: K, id: string): DocOf<K> | undefined {
  return useTopic(`${kind}:${id}`, (store) => store.doc(kind, id));
}

/** All documents of a kind; the array is the same until one of them changes. */
export function useDocs<K extends DocKind>(kind: K): readonly DocOf<K>[] {
  return useTopic(`kind:${kind}`, (store) => store.docs(kind));
}

export function useIncident(number: IncidentNumber): DocOf<"incident"> | undefined {
  return useDoc("incident", number);
}

export function useCars(): readonly DocOf<"car">[] {
  return useDocs("car");
}

export function useFigures(): Figures | null {
  return useTopic("figures", (store) => store.figures());
}

export function usePresence(): readonly PresentUser[] {
  return useTopic("presence", (store) => store.presence());
}

export function usePositions(): ReadonlyMap<CarId, CarPosition> {
  return useTopic("positions", (store) => store.positions());
}

/** When cars on their way should be there. */
export function useEtas(): ReadonlyMap<CarId, CarEta> {
  return useTopic("positions", (store) => store.etas());
}

/** The newest plan for the rest of the shift; null until the server has made one. */
export function usePlan(): PlanView | null {
  return useTopic("plan", (store) => store.plan());
}

/** What the map may be drawn on; null before the welcome. */
export function useMapView(): MapView | null {
  return useTopic("welcome", (store) => store.map());
}

/** Asked anew so often at most, however much changes, and at least so often, because time alone changes it. */
const RECOMMEND_MS_MIN = 2_000;
const RECOMMEND_MS_MAX = 15_000;

/** Which car for this response, asked anew while mounted whenever a car, its position or the incident changes. Null: not answered yet. */
export function useRecommendation(response: ResponseId): RecommendState | null {
  const store = useLive();
  useEffect(() => {
    const incident = response.slice(0, response.lastIndexOf("#"));
    let timer: ReturnType<typeof setTimeout>;
    let askedAt = -Infinity;
    const ask = (): void => {
      clearTimeout(timer);
      askedAt = performance.now();
      store.recommend(response);
      timer = setTimeout(ask, RECOMMEND_MS_MAX);
    };
    const soon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(ask, Math.max(0, askedAt + RECOMMEND_MS_MIN - performance.now()));
    };
    const ends = (["kind:car", "positions", `incident:${incident}`, "welcome"] as const).map((topic) => store.subscribe(topic, soon));
    ask();
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
      store.forgetRecommended(response);
    };
  }, [store, response]);
  return useTopic(`recommend:${response}`, (each) => each.recommended(response));
}

export function useTrust(): Trust {
  return useTopic("trust", (store) => store.trust());
}

export function useStopped(): StoppedBecause {
  return useTopic("trust", (store) => store.stoppedBecause());
}

/** Null until the server has welcomed this screen. */
export function useScheme(): SchemeView | null {
  return useTopic("welcome", (store) => store.scheme());
}

export function useYou(): You | null {
  return useTopic("welcome", (store) => store.you());
}

/** False until the first snapshot is here: draw the loading state. */
export function useLoaded(): boolean {
  return useTopic("welcome", (store) => store.loaded());
}

/** Opens the file of an incident while mounted (logged by the server as a consultation). Null: none. */
export function useFile(incident: IncidentNumber | null): FileState {
  const store = useLive();
  useEffect(() => (incident === null ? undefined : store.openFile(incident)), [store, incident]);
  return useTopic(`file:${incident ?? ""}`, (each) => each.file(incident ?? ""));
}

export function useCommands(): readonly CommandRecord[] {
  return useTopic("commands", (store) => store.commands());
}

/** Acts of this screen about one thing that have no answer yet. */
export function usePending(subject: string): readonly CommandRecord[] {
  const all = useCommands();
  return useMemo(() => all.filter((record) => record.subject === subject && record.status === "pending"), [all, subject]);
}

/** Acts without an answer: how many, and since when the oldest waits (server time). */
export function useOutbox(): { count: number; oldestAt: number | null } {
  const all = useCommands();
  return useMemo(() => {
    const waiting = all.filter((record) => record.status === "pending");
    return { count: waiting.length, oldestAt: waiting[0]?.at ?? null };
  }, [all]);
}

/** Sends a command. The promise never rejects; it settles when the server has answered, across reconnects. */
export function useCommand(): (command: Command) => Promise<CommandOutcome> {
  const store = useLive();
  return useCallback((command: Command) => store.send(command), [store]);
}

export type Act = {
  status: "idle" | "pending" | "accepted" | "refused";
  refusal: Refusal | null;
  /** Resolves to true when accepted. */
  run: (command: Command) => Promise<boolean>;
  /** Sends the refused command again, with its own id. */
  again: () => void;
  clear: () => void;
};

/** One button's or form's act with its state: show `pending` at once, and the refusal beside what was typed. */
export function useAct(): Act {
  const store = useLive();
  const [state, setState] = useState<{ status: Act["status"]; refusal: Refusal | null }>({ status: "idle", refusal: null });
  const latest = useRef(0);
  const last = useRef<string | null>(null);
  const follow = useCallback(async (waiting: Promise<CommandOutcome>): Promise<boolean> => {
    const turn = ++latest.current;
    setState({ status: "pending", refusal: null });
    const outcome = await waiting;
    if (turn === latest.current) {
      setState(
        outcome.result === "accepted" ? { status: "accepted", refusal: null } : { status: "refused", refusal: outcome.refusal },
      );
    }
    return outcome.result === "accepted";
  }, []);
  const run = useCallback(
    (command: Command): Promise<boolean> => {
      const id = store.newId();
      last.current = id;
      return follow(store.send(command, id));
    },
    [store, follow],
  );
  const again = useCallback(() => {
    const waiting = last.current === null ? null : store.sendAgain(last.current);
    if (waiting !== null) void follow(waiting);
  }, [store, follow]);
  const clear = useCallback(() => {
    latest.current += 1;
    setState({ status: "idle", refusal: null });
  }, []);
  return useMemo(() => ({ ...state, run, again, clear }), [state, run, again, clear]);
}

/** A value computed from the server's clock, looked at once a second; redraws only when it differs. Return primitives. */
export function useNow<T extends string | number | boolean | null>(compute: (now: number) => T): T {
  return useSyncExternalStore(onTick, () => compute(serverNow()));
}
