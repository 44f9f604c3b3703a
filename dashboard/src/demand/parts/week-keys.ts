// Moving over the hours of a week by keys, whichever way it is drawn. Hours run from 0, Monday from midnight, to 167. Pure.

export const HOURS_OF_WEEK = 168;

/** Null: that key moves nowhere. `across`: days stand side by side, hours below each other. */
export function movedTo(hour: number, key: string, across: boolean, ctrl = false): number | null {
  const day = Math.floor(hour / 24);
  const inDay = hour % 24;
  const [nextHour, hourBefore, nextDay, dayBefore] = across ? ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"] : ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"];
  switch (key) {
    // Time goes on over midnight.
    case nextHour:
      return Math.min(HOURS_OF_WEEK - 1, hour + 1);
    case hourBefore:
      return Math.max(0, hour - 1);
    case nextDay:
      return day === 6 ? hour : hour + 24;
    case dayBefore:
      return day === 0 ? hour : hour - 24;
    case "Home":
      return ctrl ? 0 : across ? inDay : day * 24;
    case "End":
      return ctrl ? HOURS_OF_WEEK - 1 : across ? 6 * 24 + inDay : day * 24 + 23;
    case "PageUp":
      return across ? day * 24 : inDay;
    case "PageDown":
      return across ? day * 24 + 23 : 6 * 24 + inDay;
    default:
      return null;
  }
}
