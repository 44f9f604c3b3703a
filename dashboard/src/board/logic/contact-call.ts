// The clock of a call as it is read: "4:07", "1:02:30". Pure.

export function callTime(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const h = Math.floor(s / 3_600);
  return h > 0 ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}
