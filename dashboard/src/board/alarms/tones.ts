// The two sounds of the board: one that is only ever an emergency, and a soft one for the rest.
import { playTones, soundReady, type Tone } from "../../ui/sound";
import type { Sound } from "../logic/alarms";

const TONES: Record<Sound, readonly Tone[]> = {
  // Three rising pairs, urgent and unlike a telephone; the tablet's alarm falls.
  emergency: [0, 0.42, 0.84].flatMap((startS) => [
    { hz: 784, startS, lengthS: 0.16, loudness: 0.6 },
    { hz: 1_047, startS: startS + 0.18, lengthS: 0.2, loudness: 0.6 },
  ]),
  attention: [
    { hz: 523, startS: 0, lengthS: 0.18, loudness: 0.18 },
    { hz: 659, startS: 0.2, lengthS: 0.26, loudness: 0.18 },
  ],
};

export function playAlarm(sound: Sound): void {
  playTones(TONES[sound]);
}

/** One round, muted or not, so that a worker can set the volume before it is needed. False: the browser holds it back. */
export async function testAlarm(sound: Sound): Promise<boolean> {
  const ready = await soundReady();
  playAlarm(sound);
  return ready;
}
