// The safe-contact decision of now for one number or channel. Drawn anew when it changes, not each second.
import { serverNow } from "../../../live/clock";
import { useNow, useScheme } from "../../../live/hooks";
import { contact as w } from "../../../words/en.contact";
import { dayAndTime } from "../../logic/contact-time";
import { contactSafety, type Safety } from "../../logic/safety";
import { overtakenBy } from "../../logic/safety-overtaken";
import { windowState } from "../../logic/safety-windows";
import type { Own } from "../shared";

export type Asked = {
  /** Whether the record allows it; left out: its main number. */
  allowed?: boolean;
  /** False: a number that is in no record. */
  confirmed?: boolean;
};

export function useSafety({ row, response, file, part }: Own, { allowed, confirmed = true }: Asked = {}): Safety {
  const scheme = useScheme();
  const overtaken = overtakenBy({ row, response, part }) !== null;
  const record = file === null ? undefined : confirmed ? (part?.safe_contact ?? null) : null;
  const decide = (now: number): Safety => contactSafety({ record, staleAfterMs: scheme?.safe_contact_stale_ms, zone: scheme?.time_zone, overtaken, allowed, now });
  useNow((now) => {
    const safety = decide(now);
    return safety.state === "outside_window" ? `${safety.state} ${safety.next ?? ""}` : safety.state;
  });
  return decide(serverNow());
}

/** What has happened since the record, in words; null: nothing that it could not know of. */
export function overtakenWords({ row, response, part }: Own): string | null {
  const found = overtakenBy({ row, response, part });
  return found === null ? null : "said" in found ? found.said : w.safe.overtakenBy[found.found];
}

/** Where the moment of now stands against her safe hours, in words; null where none are recorded. */
export function useHoursNow(part: Own["part"]): string | null {
  const zone = useScheme()?.time_zone;
  const windows = part?.safe_contact?.record.windows ?? [];
  return useNow((now) => {
    if (zone === undefined) return null;
    const found = windowState(windows, now, zone);
    if (found.state === "any") return null;
    if (found.state === "inside") return found.until === null ? w.safe.ok : w.safe.until(dayAndTime(found.until, zone, now));
    return found.next === null ? w.safe.noneAgain : w.safe.again(dayAndTime(found.next, zone, now));
  });
}
