// Sound and vibration of the tablet: a chime for a new offer, an alarm that goes on until a recall is answered.
// Browsers allow sound only after a touch, hence `unlock`.

let context: AudioContext | null = null;
let on = true;

/** Call on the first touch or key of the page. Safe to call again. */
export function unlock(): void {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

export function soundIsOn(): boolean {
  return on;
}

/** Silences the chime and the alarm on this tablet until it is turned on again. Vibration stays. */
export function setSound(next: boolean): void {
  on = next;
}

/** Whether the next alarm could be heard: sound is on, and the browser has let it through. */
export function canBeHeard(): boolean {
  return on && context?.state === "running";
}

/** Pattern in ms: on, off, on… Does nothing where the device cannot vibrate, or nobody has touched the page yet. */
function vibrate(pattern: number[]): void {
  if ("vibrate" in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(pattern);
}

function tone(hz: number, startS: number, lengthS: number, loudness: number): void {
  if (context?.state !== "running") return;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = "triangle";
  oscillator.frequency.value = hz;
  const start = context.currentTime + startS;
  // Short ramps: without them each tone begins and ends with a click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.015);
  gain.gain.setValueAtTime(loudness, start + lengthS - 0.03);
  gain.gain.linearRampToValueAtTime(0, start + lengthS);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + lengthS);
}

/** A new offer. */
export function chime(): void {
  vibrate([180, 120, 180]);
  if (!on) return;
  tone(659, 0, 0.16, 0.4);
  tone(880, 0.18, 0.28, 0.4);
}

const ALARM_EVERY_MS = 1_600;

function alarmOnce(): void {
  vibrate([500, 150, 500]);
  if (!on) return;
  // Falling pairs: unlike the chime, unlike a phone, and heard over an engine.
  for (const [hz, at] of [[988, 0], [740, 0.2], [988, 0.45], [740, 0.65]] as const) tone(hz, at, 0.18, 0.85);
}

/** Sounds until what it returns is called. */
export function alarm(): () => void {
  alarmOnce();
  const timer = setInterval(alarmOnce, ALARM_EVERY_MS);
  return () => {
    clearInterval(timer);
    vibrate([0]);
  };
}

/** One round of the alarm, so that a crew can try it before they need it. */
export function testAlarm(): void {
  unlock();
  alarmOnce();
}
