// The whole board on a fake socket in jsdom, for tests of what keys, alarms and sheets do there.
import { act, render } from "@testing-library/react";
import { vi } from "vitest";
import { PlaceContext } from "../app/place";
import BoardFace from "../board/BoardFace";
import { fetchAhead } from "../ui/Late";
import { PARTS } from "../board/parts";
import { LiveContext } from "../live/hooks";
import type { Command, Doc, IncidentFile, Refusal, Role, SchemeView } from "../live/protocol.gen";
import { LiveStore } from "../live/store";
import { Toasts } from "../ui/Toasts";
import { FakeWorld } from "./fakes";

export type MountedBoard = {
  world: FakeWorld;
  /** What this screen has sent. */
  commands: () => Command[];
  /** The server takes, or refuses, the last command. */
  accept: () => Promise<void>;
  refuse: (refusal: Refusal) => Promise<void>;
  change: (up: Doc[]) => void;
  /** Answers the last file that was asked for. */
  sendFile: (file: IncidentFile) => Promise<void>;
  press: (key: string, part?: KeyboardEventInit) => Promise<void>;
  stop: () => void;
};

/** jsdom has neither. */
export function prepareDom(): void {
  HTMLDialogElement.prototype.showModal = function showModal(): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false;
  };
  Element.prototype.scrollIntoView = vi.fn();
  // Rows are drawn by the height of the list.
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 600 });
}

export async function mountBoard(docs: Doc[], scheme: Partial<SchemeView> = {}, roles: Role[] = ["support_worker"]): Promise<MountedBoard> {
  // So that what is opened is there at once, however busy the machine is.
  await fetchAhead(Object.values(PARTS));
  const world = new FakeWorld();
  const store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  store.start();
  const session = { user: { user: "me", name: "Me", roles: ["support_worker"] as const }, boards: [{ board: "sample", name: "Sample", audiences: ["control"] as const }], expires_at_ms: Date.now() + 1e6 };
  const board = session.boards[0];
  if (board === undefined) throw new Error("no board");
  render(
    <PlaceContext value={{ session, board, face: "board", chooseBoard: () => undefined }}>
      <LiveContext value={store}>
        <BoardFace />
      </LiveContext>
      <Toasts />
    </PlaceContext>,
  );
  let seq = 1;
  await act(() => world.welcome({ seq, docs, scheme, roles }));
  const answer = async (frame: (id: string) => Parameters<typeof world.socket.say>[0]): Promise<void> => {
    const last = world.socket.ofType("command").at(-1);
    if (last === undefined) throw new Error("nothing was sent");
    await act(async () => {
      world.socket.say(frame(last.id));
      await Promise.resolve();
    });
  };
  return {
    world,
    commands: () => world.socket.ofType("command").map((frame) => frame.command),
    accept: () => answer((id) => ({ type: "accepted", id, seq: seq + 1, repeated: false })),
    refuse: (refusal) => answer((id) => ({ type: "refused", id, refusal })),
    change: (up) => {
      const from = seq++;
      act(() => world.socket.say({ type: "delta", from, seq, up, down: [] }));
    },
    sendFile: async (file) => {
      await act(async () => {
        world.socket.say({ type: "file", file });
        await Promise.resolve();
      });
    },
    press: async (key, part = {}) => {
      await act(async () => {
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...part }));
        // Parts that are fetched when they are needed.
        await new Promise((resolve) => setTimeout(resolve, 0));
      });
    },
    stop: () => store.stop(),
  };
}
