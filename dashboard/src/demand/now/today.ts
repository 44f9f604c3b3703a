// This day beside the same weekday of the weeks before, hour by hour. Pure.
import type { TodayDemand } from "../../live/protocol.gen";

export type TodayHour = {
  hour: number;
  /** Null: not come yet, or hidden. */
  today: number | null;
  isOver: boolean;
  /** It has come, and is not shown to this reader. */
  isHidden: boolean;
  /** Of the earlier days; null where no day is known, or too few of them are shown to say. */
  middle: number | null;
  least: number | null;
  most: number | null;
};

/** `now`: the local hour in which it was counted. */
export function todayHours({ today, earlier }: Pick<TodayDemand, "today" | "earlier">, now: number): TodayHour[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const known = earlier.map((day) => day.calls[hour]).filter((count) => typeof count === "number");
    const whole = known.length > 0 && known.length === earlier.length;
    return {
      hour,
      today: hour > now ? null : (today.calls[hour] ?? null),
      isOver: hour < now,
      isHidden: hour <= now && typeof today.calls[hour] !== "number",
      middle: whole ? middleOf(known) : null,
      least: whole ? Math.min(...known) : null,
      most: whole ? Math.max(...known) : null,
    };
  });
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.floor(sorted.length / 2);
  const upper = sorted[at] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[at - 1] ?? 0) + upper) / 2;
}
