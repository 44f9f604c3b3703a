// What a store hands over to outlive its page, and takes back when the next page starts. The desk gives it nobody: its board lives as long as its page.
import type { CommandRecord } from "./commands";
import type { Doc, IncidentFile, SchemeView, You } from "./protocol.gen";

/** The picture as this screen last had it from the server. */
export type Kept = {
  you: You;
  scheme: SchemeView;
  docs: readonly Doc[];
  /** Files of jobs that the crew has on its hands, and has opened. */
  files: readonly IncidentFile[];
  /** Server time when the server was last heard. */
  heardAt: number;
  /** The server's clock less this device's, ms. */
  offsetMs: number;
};

export type Keep = {
  /** Whose it is: nothing of it goes out under another name. */
  readonly user: string;
  /** What was kept before this page; null: nothing. */
  readonly kept: Kept | null;
  /** Acts without an answer, and refused ones that nobody has let go. Oldest first. */
  readonly acts: readonly CommandRecord[];
  /** The picture has changed; or nothing has, and the server was heard. `read` is called soon, and not for each call. */
  board: (read: () => Kept | null, changed: boolean) => void;
  act: (record: CommandRecord) => void;
  actGone: (id: string) => void;
};
