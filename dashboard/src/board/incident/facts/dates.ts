// A day as it is written, in the scheme's zone: "14 Aug 2026". Pure.

export function localDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, day: "numeric", month: "short", year: "numeric" }).format(at);
}
