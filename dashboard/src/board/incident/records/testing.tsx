// For tests: a board on a fake socket, with the records' sections, their forms in the tray, and the log.
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useReducer, type ReactNode } from "react";
import { vi, type Mock } from "vitest";
import { LiveContext } from "../../../live/hooks";
import type { Command, IncidentRow, ResponseFile, ResponseId, ResponseRow, SchemeView, TimelineEntry } from "../../../live/protocol.gen";
import { LiveStore } from "../../../live/store";
import { FakeWorld } from "../../../testing/fakes";
import { file, fileOf, response, row, SCHEME } from "../../../testing/sample";
import { BoardContext, boardReducer, START, useBoard, type BoardTools, type Tray } from "../../state";
import { OutcomeForm } from "../OutcomeForm";
import { OutcomeSection } from "../OutcomeSection";
import type { Own } from "../shared";
import { Timeline } from "../Timeline";
import { ConsentForm } from "./ConsentForm";
import { CorrectForm } from "./CorrectForm";
import { PlanForm } from "./PlanForm";
import { Records } from "./Records";
import { ReferralForm } from "./ReferralForm";
import { RiskForm } from "./RiskForm";
import { ShareForm } from "./ShareForm";

type Given = { scheme?: Partial<SchemeView>; row?: Partial<IncidentRow>; own?: Partial<ResponseRow>; part?: Partial<ResponseFile> | null; timeline?: TimelineEntry[] | ((response: ResponseId) => TimelineEntry[]); tray?: Tray | null };

export type Stage = { response: ResponseId; commands: () => Command[]; accept: () => Promise<void>; done: Mock<BoardTools["done"]>; letters: Mock<(key: string) => void>; stop: () => void };

// Drafts live as long as the page, and tests share one: another stage is another incident.
let stages = 0;

export async function stage(given: Given): Promise<Stage> {
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  const done = vi.fn<BoardTools["done"]>();
  // Stands for the page's shortcuts: it hears what reaches the window.
  const letters = vi.fn<(key: string) => void>();
  const hear = (event: KeyboardEvent): void => letters(event.key);
  window.addEventListener("keydown", hear);
  store.start();
  const number = `S-${(stages += 1)}`;
  const own = response(number, given.own);
  const part = given.part === null ? undefined : fileOf(own.response, given.part);
  const whole = file(number, { responses: part === undefined ? [] : [part], timeline: typeof given.timeline === "function" ? given.timeline(own.response) : (given.timeline ?? []) });
  const props: Own & { response: typeof own } = { row: row(number, given.row), response: own, file: given.part === null ? null : whole, part };
  render(
    <LiveContext value={store}>
      <Board done={done} tray={given.tray ?? null}>
        <Pane {...props} />
      </Board>
    </LiveContext>,
  );
  await act(async () => {
    await Promise.resolve();
    world.socket.onopen?.();
    world.socket.say({ type: "welcome", you: { user: "me", name: "Me", roles: ["support_worker"], sides: ["charity"], audience: "control", car: null }, scheme: { ...SCHEME, ...given.scheme }, map: { tiles: null, attribution: null }, epoch: "e1", server_at: Date.now(), resumed: false });
    world.socket.say({ type: "snapshot", seq: 1, docs: [] });
  });
  return {
    response: own.response,
    commands: () => world.socket.ofType("command").map((frame) => frame.command),
    accept: () =>
      act(async () => {
        const id = world.socket.ofType("command").at(-1)?.id ?? "";
        world.socket.say({ type: "accepted", id, seq: 2, repeated: false });
        await Promise.resolve();
        await Promise.resolve();
      }),
    done,
    letters,
    stop: () => {
      window.removeEventListener("keydown", hear);
      store.stop();
    },
  };
}

function Board({ done, tray, children }: { done: Stage["done"]; tray: Tray | null; children: ReactNode }): ReactNode {
  const [state, change] = useReducer(boardReducer, { ...START, tray });
  const tools: BoardTools = { state, change, done, claim: vi.fn(), release: vi.fn(), close: vi.fn(), lineCut: vi.fn() };
  return <BoardContext value={tools}>{children}</BoardContext>;
}

function Pane(own: Own): ReactNode {
  const { state, change } = useBoard();
  const close = (): void => change({ type: "tray", tray: null });
  const form = { ...own, onDone: close, onCancel: close };
  return (
    <>
      <Records {...own} fileStatus={own.file === null ? "opening" : "open"} />
      <OutcomeSection response={own.response} part={own.part} />
      <Timeline entries={own.file?.timeline ?? null} response={undefined} />
      {state.tray === "risk" && <RiskForm {...form} />}
      {state.tray === "plan" && <PlanForm {...form} />}
      {state.tray === "consent" && <ConsentForm {...form} />}
      {state.tray === "referral" && <ReferralForm {...form} />}
      {state.tray === "correct" && <CorrectForm {...form} />}
      {state.tray === "share" && <ShareForm {...form} />}
      {state.tray === "outcome" && <OutcomeForm {...form} />}
    </>
  );
}

export function press(testId: string): void {
  fireEvent.click(screen.getByTestId(testId));
}

export function type(testId: string, value: string): void {
  fireEvent.change(screen.getByTestId(testId), { target: { value } });
}

/** A key where the focus is. */
export function key(name: string, more: Partial<KeyboardEventInit> = {}): boolean {
  return fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
}
