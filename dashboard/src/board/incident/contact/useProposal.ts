// The next try that is proposed after what is being written now. Looked at anew each minute, not each second.
import { useMemo } from "react";
import { useNow, useScheme } from "../../../live/hooks";
import type { ContactResult, ResponseFile } from "../../../live/protocol.gen";
import { MIN_MS } from "../../logic/contact-time";
import { proposeNext, type Proposal } from "../../logic/slots";

export function useProposal(part: ResponseFile | undefined, result: ContactResult | null): Proposal | null {
  const scheme = useScheme();
  const minute = useNow((now) => Math.floor(now / MIN_MS));
  return useMemo(() => {
    if (scheme === null) return null;
    const now = minute * MIN_MS;
    const attempts = (part?.attempts ?? []).map(({ at, attempt }) => ({ at, result: attempt.result }));
    return proposeNext({
      attempts: result === null ? attempts : [...attempts, { at: now, result }],
      windows: part?.safe_contact?.record.windows ?? [],
      slots: scheme.contact.slots,
      hours: scheme.hours,
      now,
      zone: scheme.time_zone,
    });
  }, [scheme, minute, part, result]);
}
