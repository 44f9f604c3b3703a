// Exact times in the scheme's zone. Spans are in words/en.ts.

/** Where no scheme says another: every board is in England or Wales. */
export const ZONE = "Europe/London";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, kind: "time" | "full" | "day"): Intl.DateTimeFormat {
  const key = `${zone}|${kind}`;
  let made = formats.get(key);
  if (made === undefined) {
    const options: Intl.DateTimeFormatOptions =
      kind === "time"
        ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
        : kind === "day"
          ? { day: "numeric", month: "short", year: "numeric" }
          : { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    formats.set(key, made);
  }
  return made;
}

/** "14:32" in the scheme's zone. */
export function clockTime(at: number, zone: string): string {
  return format(zone, "time").format(at);
}

/** "21 Nov 2026 14:32" in the zone: for what may be years old. */
export function dayAndClock(at: number, zone: string): string {
  return `${dayOnly(at, zone)} ${clockTime(at, zone)}`;
}

/** As much of it as `now` leaves open: "14:32" of the same day, "20 Nov 14:32" of the same year, else with the year. */
export function nearTime(at: number, now: number, zone: string): string {
  const day = dayOnly(at, zone);
  const [today, year] = [dayOnly(now, zone), dayOnly(now, zone).slice(-5)];
  if (day === today) return clockTime(at, zone);
  return `${day.endsWith(year) ? day.slice(0, -5) : day} ${clockTime(at, zone)}`;
}

/** "21 Nov 2026" in the zone. */
export function dayOnly(at: number, zone: string): string {
  return format(zone, "day").format(at);
}

/** "Sat, 21 Nov, 14:32:07 GMT" in the scheme's zone. */
export function exactTime(at: number, zone: string): string {
  return format(zone, "full").format(at);
}

/** The value of a datetime-local field ("2026-11-21T14:32") in a zone → ms; null when it cannot be read. */
export function fromLocalField(text: string, zone: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (found === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  // Twice, so that a guess on the wrong side of a clock change is set right.
  let at = asUtc - zoneOffset(asUtc, zone);
  at = asUtc - zoneOffset(at, zone);
  return at;
}

/** ms → the value of a datetime-local field in a zone. */
export function toLocalField(at: number, zone: string): string {
  return new Date(at + zoneOffset(at, zone)).toISOString().slice(0, 16);
}

/** ms east of UTC in that zone at that moment. */
export function zoneOffset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const local = Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"), value("second"));
  return local - Math.floor(at / 1000) * 1000;
}
