// A length of time that grows, inside a sentence, with the exact time on focus or hover.
import type { ReactNode } from "react";
import { useNow, useScheme } from "../live";
import { exactTime } from "../ui";
import { shortSpan } from "../words/en";

export function Since({ at, words }: { at: number; words: (span: string) => string }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const span = useNow((now) => shortSpan(now - at));
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {words(span)}
    </time>
  );
}
