// For whom an entry of the log is kept, in a word and a sign; and on what it was shared. Nothing where both sides read it anyway.
import type { ReactNode } from "react";
import type { TimelineEntry } from "../live/protocol.gen";
import { kept as w } from "../words/en.kept";
import { Chip } from "./Chip";
import { Glyph } from "./Glyph";

export function KeptMark({ entry }: { entry: Pick<TimelineEntry, "kept" | "shared_on"> }): ReactNode {
  const { kept, shared_on: sharedOn } = entry;
  if (kept === "shared") return null;
  return (
    <Chip tone="hatched" icon={<Glyph name={sharedOn === null ? "lock" : "lock-open"} size={12} />} data-testid="kept" data-kept={kept} data-shared={sharedOn ?? undefined}>
      {w.options[kept]}
      {sharedOn !== null && `, ${w.shared[sharedOn]}`}
    </Chip>
  );
}
