// When the crew is due a break by the scheme's rule.
import type { ReactNode } from "react";
import { useNow, useScheme } from "../live";
import type { CarRow } from "../live/protocol.gen";
import { clockTime } from "../ui";
import { shortSpan } from "../words/en";
import { car as words } from "../words/en.car";

export function useBreakIsDue(car: CarRow): boolean {
  const at = car.break_due_at;
  return useNow((now) => at !== null && now >= at);
}

export function BreakDue({ car }: { car: CarRow }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const at = car.break_due_at ?? 0;
  const due = useBreakIsDue(car);
  const span = useNow((now) => shortSpan(now - at));
  if (car.break_due_at === null) return null;
  return <span data-testid="break-due">{due ? <strong>{words.shift.breakOver(clockTime(at, zone), span)}</strong> : words.shift.breakDue(clockTime(at, zone))}</span>;
}
