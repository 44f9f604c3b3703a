// Tones made by the browser itself: no files, no network. Browsers allow sound only after a touch or a key, hence `unlockSound`.

let context: AudioContext | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Call in or after a touch or key of the page. Safe to call again. */
export function unlockSound(): void {
  if (context === null) {
    // Absent in a few locked-down browsers: then there is no sound, and the page says so.
    if (typeof AudioContext === "undefined") return;
    context = new AudioContext();
    context.onstatechange = tell;
  }
  if (context.state === "suspended") void context.resume();
}

/** The same, for whoever wants to play at once. False: the browser still holds sound back. */
export async function soundReady(): Promise<boolean> {
  unlockSound();
  if (context?.state === "suspended") await context.resume();
  return soundRuns();
}

/** Whether the browser lets sound through. */
export function soundRuns(): boolean {
  return context?.state === "running";
}

export const soundStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: soundRuns,
  /** Whether it is wanted has changed. */
  tell,
};

export type Tone = {
  hz: number;
  /** Seconds from now. */
  startS: number;
  lengthS: number;
  /** 0 to 1. */
  loudness: number;
};

/** Plays them; does nothing while the browser holds sound back. */
export function playTones(tones: readonly Tone[]): void {
  if (context?.state !== "running") return;
  for (const { hz, startS, lengthS, loudness } of tones) {
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
}
