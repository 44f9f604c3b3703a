// When an act reached the server that was done out of signal: the entry itself stands at the time of doing. Nothing where both are the same to a minute.
import type { ReactNode } from "react";
import type { TimelineEntry } from "../live/protocol.gen";
import { en } from "../words/en";
import { At } from "./Ago";

export function CameLate({ entry, className }: { entry: Pick<TimelineEntry, "arrived_at">; className?: string | undefined }): ReactNode {
  if (entry.arrived_at === null) return null;
  return (
    <span className={className} data-testid="came-late">
      {en.cameAt} <At at={entry.arrived_at} />
    </span>
  );
}
