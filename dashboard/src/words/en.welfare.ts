// English of crews' welfare, for the board and for the duty inspector: calls for help, and crews that nobody has heard of.
import type { SosEnding } from "../live/protocol.gen";
import { plural } from "./en";

/** How long somebody has been waiting for help, to the second: "0:42", "12:05", "1:02:10". */
export function stopwatch(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const h = Math.floor(s / 3600);
  const min = Math.floor(s / 60) % 60;
  return h > 0 ? `${h}:${two(min)}:${two(s % 60)}` : `${min}:${two(s % 60)}`;
}

export const welfare = {
  label: "Crews who need help",
  sos: "SOS",
  noWord: "No word from",
  noPlace: "not on a job",
  beat: (beat: string): string => `beat ${beat}`,

  /** The sentence as it is read out. */
  spoken: {
    sos: (callSign: string, place: string): string => `SOS, ${callSign}, ${place}`,
    sosAgain: (callSign: string, place: string): string => `SOS not answered, ${callSign}, ${place}`,
    noWord: (callSign: string, place: string): string => `No word from ${callSign}, ${place}`,
    noWordInspector: (callSign: string, place: string): string => `Still no word from ${callSign}, ${place}. The inspector is told`,
    answered: (by: string, callSign: string): string => `${by} has the SOS of ${callSign}`,
    ended: (callSign: string): string => `The SOS of ${callSign} has ended`,
    heard: (callSign: string): string => `${callSign} is no longer overdue`,
  },

  state: {
    unanswered: "nobody has it",
    toldAgain: (times: number): string => `nobody has it, told ${plural(times, "time", "times")}`,
    has: (by: string): string => `${by} has it`,
    youHave: "you have it",
    desk: "with the desk",
    inspector: "with the inspector",
    you: "with you",
    inspectorAt: "inspector",
  },

  act: {
    answer: "I have it",
    answerHint: "Everybody sees that you look after this crew, and the sound stops.",
    end: "End SOS",
    well: "Crew is well",
    wellHint: "You have heard it from them, by radio or by telephone. Their timer starts anew.",
    open: "Open",
    quiet: "Quiet",
    quietHint: "Stops the sound on this screen alone. It sounds again if nobody answers. Muting alarms does not mute an SOS.",
    more: (count: number): string => `${count} more`,
    moreSos: (count: number): string => `${count} more SOS`,
  },

  end: {
    title: (callSign: string): string => `End the SOS of ${callSign}?`,
    text: "End it once you know how the crew is. It goes on record with your name.",
    how: { crew_safe: "Crew is safe", help_came: "Help has come", mistake: "Pressed by mistake" } satisfies Record<SosEnding, string>,
    keep: "Keep it on",
  },

  done: {
    well: (callSign: string): string => `${callSign} is well. The timer starts anew`,
    ended: (callSign: string): string => `SOS of ${callSign} ended`,
  },

  /** On the privacy cover: no place, no number. */
  cover: {
    sos: (callSign: string): string => `${callSign} calls for help`,
    noWord: (callSign: string): string => `No word from ${callSign}`,
    late: (span: string): string => `${span} late`,
    go: "Show and go to it",
  },

  /** After its key, where there is none. */
  nobody: "No crew needs help now",

  soundLocked: "no sound yet: press a key or click once",
};
