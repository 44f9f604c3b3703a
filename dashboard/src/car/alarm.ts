// Sound and vibration of the tablet: a chime for a new offer, an alarm that goes on until a recall is answered.
import { playTones, soundRuns, soundStore, unlockSound } from "../ui/sound";
import { notice } from "./device/notice";

let on = true;

export function soundIsOn(): boolean {
  return on;
}

/** Silences the chime and the alarm on this tablet until it is turned on again. Vibration stays. */
export function setSound(next: boolean): void {
  on = next;
  soundStore.tell();
}

/** Whether the next alarm could be heard: sound is on, and the browser has let it through. */
export function canBeHeard(): boolean {
  return on && soundRuns();
}

/** Pattern in ms: on, off, on… Does nothing where the device cannot vibrate, or nobody has touched the page yet. */
function vibrate(pattern: number[]): void {
  if ("vibrate" in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(pattern);
}

/** A new offer. */
export function chime(): void {
  notice();
  vibrate([180, 120, 180]);
  if (!on) return;
  playTones([
    { hz: 659, startS: 0, lengthS: 0.16, loudness: 0.4 },
    { hz: 880, startS: 0.18, lengthS: 0.28, loudness: 0.4 },
  ]);
}

/** Word is due: heard across a room, and no alarm. */
export function remind(): void {
  notice();
  vibrate([300, 150, 300, 150, 300]);
  if (!on) return;
  playTones([0, 0.5].flatMap((startS) => [
    { hz: 587, startS, lengthS: 0.2, loudness: 0.5 },
    { hz: 587, startS: startS + 0.24, lengthS: 0.2, loudness: 0.5 },
  ]));
}

/** Felt and not heard: a call for help must not give the crew away. */
export function buzz(): void {
  vibrate([120, 80, 120, 80, 400]);
}

const ALARM_EVERY_MS = 1_600;
/** Falling pairs: unlike the chime, unlike a phone, and heard over an engine. */
const ALARM = [
  [988, 0],
  [740, 0.2],
  [988, 0.45],
  [740, 0.65],
] as const;

function alarmOnce(): void {
  vibrate([500, 150, 500]);
  if (!on) return;
  playTones(ALARM.map(([hz, startS]) => ({ hz, startS, lengthS: 0.18, loudness: 0.85 })));
}

/** Sounds until what it returns is called. */
export function alarm(): () => void {
  notice();
  alarmOnce();
  const timer = setInterval(alarmOnce, ALARM_EVERY_MS);
  return () => {
    clearInterval(timer);
    vibrate([0]);
  };
}

/** One round of the alarm, so that a crew can try it before they need it. */
export function testAlarm(): void {
  unlockSound();
  alarmOnce();
}
