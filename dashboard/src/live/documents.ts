// The board as this screen knows it: documents by kind and id, at a position. Pure; never mutates what it was given.
import type { Doc, DocKey, DocKind, Position, ServerFrame } from "./protocol.gen";

export type DocOf<K extends DocKind> = Extract<Doc, { kind: K }>;
export type DocId = `${DocKind}:${string}`;

export type Documents = {
  /** Null until the first snapshot. */
  readonly position: Position | null;
  /** Set by `welcome`; a snapshot belongs to it. */
  readonly epoch: string | null;
  readonly byId: ReadonlyMap<DocId, Doc>;
};

export type Applied =
  | { result: "applied"; documents: Documents; changed: ReadonlySet<DocId> }
  /** A delta that does not continue from here: connect again without a position. */
  | { result: "gap"; documents: Documents };

export const EMPTY: Documents = { position: null, epoch: null, byId: new Map() };

export function docId(kind: DocKind, id: string): DocId {
  return `${kind}:${id}`;
}

export function idOf(doc: Doc): DocId {
  switch (doc.kind) {
    case "incident":
    case "brief":
      return docId(doc.kind, doc.number);
    case "job":
      return docId("job", doc.deployment);
    case "car":
      return docId("car", doc.car);
  }
}

export function kindOf(id: DocId): DocKind {
  return id.slice(0, id.indexOf(":")) as DocKind;
}

function idOfKey(key: DocKey): DocId {
  return docId(key.kind, key.id);
}

const NOTHING: ReadonlySet<DocId> = new Set();

type BoardFrame = Extract<ServerFrame, { type: "welcome" | "snapshot" | "delta" }>;

export function applyFrame(before: Documents, frame: BoardFrame): Applied {
  switch (frame.type) {
    case "welcome": {
      // Resumed means that deltas continue from our position; otherwise what we hold stays on
      // screen (marked stale by the trust chip) until the snapshot replaces it.
      const position = frame.resumed && before.position?.epoch === frame.epoch ? before.position : null;
      return { result: "applied", documents: { ...before, epoch: frame.epoch, position }, changed: NOTHING };
    }
    case "snapshot": {
      const byId = new Map<DocId, Doc>();
      const changed = new Set<DocId>(before.byId.keys());
      for (const doc of frame.docs) {
        const id = idOf(doc);
        byId.set(id, doc);
        changed.add(id);
      }
      const position = { epoch: before.epoch ?? "", seq: frame.seq };
      return { result: "applied", documents: { epoch: before.epoch, position, byId }, changed };
    }
    case "delta": {
      if (before.position?.seq !== frame.from) {
        return { result: "gap", documents: { ...before, position: null } };
      }
      const byId = new Map(before.byId);
      const changed = new Set<DocId>();
      for (const key of frame.down) {
        const id = idOfKey(key);
        if (byId.delete(id)) changed.add(id);
      }
      for (const doc of frame.up) {
        const id = idOf(doc);
        byId.set(id, doc);
        changed.add(id);
      }
      const position = { epoch: before.position.epoch, seq: frame.seq };
      return { result: "applied", documents: { ...before, position, byId }, changed };
    }
  }
}
