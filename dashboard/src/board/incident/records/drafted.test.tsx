// @vitest-environment jsdom
// Undoing a draft whose id only the server knows.
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveContext } from "../../../live/hooks";
import type { ReferralView, ServerFrame } from "../../../live/protocol.gen";
import { LiveStore } from "../../../live/store";
import { FakeWorld } from "../../../testing/fakes";
import { file, fileOf } from "../../../testing/sample";
import { board } from "../../../words/en.board";
import { records as w } from "../../../words/en.records";
import { BoardContext, START, type BoardTools } from "../../state";
import { FILE_WAIT_MS, useSayDrafted } from "./drafted";

const done = vi.fn<BoardTools["done"]>();
const TOOLS: BoardTools = { state: START, change: vi.fn(), claim: vi.fn(), release: vi.fn(), close: vi.fn(), lineCut: vi.fn(), done };

function referral(id: string, service: string): ReferralView {
  return { referral: id, state: "drafted", draft: { service, needs: [], note: "" }, at: 1, by: "Me", may_share: false, because: "" };
}

const frame = (...referrals: ReferralView[]): ServerFrame => ({ type: "file", file: file("S-1", { responses: [fileOf("S-1#1", { referrals })] }) });

let world: FakeWorld;
let store: LiveStore;
let say: (service: string, known: ReadonlySet<string>) => void;

beforeEach(async () => {
  done.mockClear();
  world = new FakeWorld();
  store = new LiveStore({ url: "ws://test/ws", board: "sample", audience: "control" }, world.deps);
  store.start();
  await world.welcome();
  store.openFile("S-1");
  world.socket.say(frame(referral("S-1#1~1", "Idva")));
  vi.useFakeTimers();
  say = renderHook(() => useSayDrafted("S-1", "S-1#1"), {
    wrapper: ({ children }) => (
      <LiveContext value={store}>
        <BoardContext value={TOOLS}>{children}</BoardContext>
      </LiveContext>
    ),
  }).result.current;
});

afterEach(() => {
  cleanup();
  store.stop();
  vi.useRealTimers();
});

const UNDO = { type: "discard_referral", referral: "S-1#1~3", reason: board.acts.undoReason };

it("discards the one that came by this act, where the file was quicker than the answer", () => {
  world.socket.say(frame(referral("S-1#1~1", "Idva"), referral("S-1#1~2", "Refuge"), referral("S-1#1~3", "Idva")));
  say("Idva", new Set(["S-1#1~1"]));
  expect(done.mock.calls).toEqual([[w.done.referral("Idva"), UNDO]]);
});

it("waits for a file that comes after the answer, and speaks once", () => {
  say("Idva", new Set(["S-1#1~1"]));
  expect(done).not.toHaveBeenCalled();
  world.socket.say(frame(referral("S-1#1~1", "Idva"), referral("S-1#1~3", "Idva")));
  world.socket.say(frame(referral("S-1#1~1", "Idva"), referral("S-1#1~3", "Idva")));
  vi.advanceTimersByTime(FILE_WAIT_MS);
  expect(done.mock.calls).toEqual([[w.done.referral("Idva"), UNDO]]);
});

it("offers no undo where it cannot know which one it was", () => {
  say("Idva", new Set(["S-1#1~1"]));
  vi.advanceTimersByTime(FILE_WAIT_MS);
  expect(done.mock.calls).toEqual([[w.done.referral("Idva")]]);
});
