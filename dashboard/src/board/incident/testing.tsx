// For tests: the whole incident pane on a fake socket, with one incident open and its file here.
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useReducer, type ReactNode } from "react";
import { vi, type Mock } from "vitest";
import { LiveContext } from "../../live/hooks";
import type { CarRow, Command, IncidentFile, IncidentRow, PresentUser, Refusal, ResponseFile, ResponseRow, Role, SchemeView, ServerFrame } from "../../live/protocol.gen";
import { LiveStore } from "../../live/store";
import { FakeWorld } from "../../testing/fakes";
import { file, fileOf, response, row, SCHEME } from "../../testing/sample";
import { BoardContext, boardReducer, START, type BoardState, type BoardTools, type Tray } from "../state";
import { IncidentPane } from "./IncidentPane";

export type Given = {
  scheme?: Partial<SchemeView>;
  row?: Partial<IncidentRow>;
  own?: Partial<ResponseRow>;
  part?: Partial<ResponseFile>;
  file?: Partial<IncidentFile>;
  /** Further incidents on the board. */
  others?: (IncidentRow & { kind: "incident" })[];
  cars?: (CarRow & { kind: "car" })[];
  /** False: the file has not come. */
  fileHere?: boolean;
  tray?: Tray;
  roles?: Role[];
  present?: PresentUser[];
};

export type Pane = {
  number: string;
  id: string;
  commands: () => Command[];
  /** Answers the last command. */
  accept: () => Promise<void>;
  refuse: (refusal: Refusal) => Promise<void>;
  /** The server changes what is on the board. */
  change: (part: { row?: Partial<IncidentRow>; own?: Partial<ResponseRow>; part?: Partial<ResponseFile> }) => Promise<void>;
  /** Anything else that the server says. */
  say: (frame: ServerFrame) => Promise<void>;
  done: Mock<BoardTools["done"]>;
  claim: Mock<BoardTools["claim"]>;
  lineCut: Mock<BoardTools["lineCut"]>;
  state: () => BoardState;
  act: BoardTools["change"];
  stop: () => void;
};

// Drafts live as long as the page, and tests share one: another pane is another incident.
let panes = 0;

export async function openPane(given: Given = {}): Promise<Pane> {
  HTMLDialogElement.prototype.showModal = function showModal(): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  const spies = { done: vi.fn<BoardTools["done"]>(), claim: vi.fn<BoardTools["claim"]>(), lineCut: vi.fn<BoardTools["lineCut"]>() };
  store.start();
  const number = `P-${(panes += 1)}`;
  let own = response(number, given.own);
  let doc = row(number, { responses: [own], ...given.row });
  let part = fileOf(own.response, given.part);
  let seq = 1;
  const held: { state: BoardState; change: BoardTools["change"] } = { state: START, change: () => undefined };
  render(
    <LiveContext value={store}>
      <Board number={number} tray={given.tray ?? null} spies={spies} held={held}>
        <IncidentPane />
      </Board>
    </LiveContext>,
  );
  const sayFile = (): void => {
    if (given.fileHere !== false) world.socket.say({ type: "file", file: file(number, { responses: [part], ...given.file }) });
  };
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 4; i += 1) await Promise.resolve();
  };
  await act(async () => {
    await settle();
    world.socket.onopen?.();
    world.socket.say({ type: "welcome", you: { user: "me", name: "Me", roles: given.roles ?? ["support_worker"], sides: ["charity"], audience: "control", car: null }, scheme: { ...SCHEME, ...given.scheme }, map: { tiles: null, attribution: null }, epoch: "e1", server_at: Date.now(), resumed: false });
    world.socket.say({ type: "snapshot", seq, docs: [doc, ...(given.others ?? []), ...(given.cars ?? [])] });
    if (given.present !== undefined) world.socket.say({ type: "presence", users: given.present });
    sayFile();
    await settle();
  });
  const last = (): string => world.socket.ofType("command").at(-1)?.id ?? "";
  return {
    number,
    id: own.response,
    commands: () => world.socket.ofType("command").map((frame) => frame.command),
    accept: () =>
      act(async () => {
        world.socket.say({ type: "accepted", id: last(), seq: seq + 1, repeated: false });
        await settle();
      }),
    refuse: (refusal) =>
      act(async () => {
        world.socket.say({ type: "refused", id: last(), refusal });
        await settle();
      }),
    change: (to) =>
      act(async () => {
        own = { ...own, ...to.own };
        doc = { ...doc, ...to.row, responses: [own] };
        part = { ...part, ...to.part };
        world.socket.say({ type: "delta", from: seq, seq: (seq += 1), up: [doc], down: [] });
        sayFile();
        await settle();
      }),
    say: (frame) =>
      act(async () => {
        world.socket.say(frame);
        await settle();
      }),
    ...spies,
    state: () => held.state,
    act: (change) => act(() => held.change(change)),
    stop: () => store.stop(),
  };
}

type BoardProps = { number: string; tray: Tray | null; spies: Pick<BoardTools, "done" | "claim" | "lineCut">; held: { state: BoardState; change: BoardTools["change"] }; children: ReactNode };

function Board({ number, tray, spies, held, children }: BoardProps): ReactNode {
  const [state, change] = useReducer(boardReducer, { ...START, open: number, tray });
  held.state = state;
  held.change = change;
  const tools: BoardTools = { state, change, release: vi.fn(), close: vi.fn(), ...spies };
  return <BoardContext value={tools}>{children}</BoardContext>;
}

export function press(testId: string): void {
  fireEvent.click(screen.getByTestId(testId));
}

export function type(testId: string, value: string): void {
  fireEvent.change(screen.getByTestId(testId), { target: { value } });
}

export function text(testId: string): string {
  return screen.getByTestId(testId).textContent;
}
