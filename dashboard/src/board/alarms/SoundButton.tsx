// The visible mute: a shape and a word, loud while an emergency is on and nobody would hear it.
import { useSyncExternalStore, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { soundStore, unlockSound } from "../../ui/sound";
import { announce } from "../../ui/toasts";
import { alarms as w } from "../../words/en.alarms";
import { boardSettings, changeSettings, useBoardSettings } from "../settings";
import { useAlarms } from "./useAlarms";

/** Said as well: the mark alone tells a screen reader nothing. */
export function toggleMute(): void {
  const muted = !boardSettings().muted;
  changeSettings({ muted });
  if (!muted) unlockSound();
  announce(muted ? w.sound.saidMuted : w.sound.saidOn);
}

export function SoundButton(): ReactNode {
  const { muted, letters } = useBoardSettings();
  const runs = useSyncExternalStore(soundStore.subscribe, soundStore.read);
  const emergency = useAlarms().items.some((item) => item.emergency);
  const quiet = muted || !runs;
  const word = muted ? (emergency ? w.sound.mutedNow : w.sound.muted) : runs ? w.sound.on : w.sound.locked;
  return (
    <Button
      tone={quiet && emergency ? "danger" : "quiet"}
      size="small"
      icon={<SpeakerMark off={quiet} />}
      shortcut={letters ? "q" : undefined}
      title={muted || runs ? undefined : w.sound.lockedHelp}
      // Held back by the browser and not by the person: the press itself lets it through.
      onClick={muted || runs ? toggleMute : unlockSound}
      data-testid="mute"
      data-state={muted ? "muted" : runs ? "on" : "locked"}
    >
      {word}
      <span className="sr">. {muted ? w.sound.press.unmute : w.sound.press.mute}</span>
    </Button>
  );
}

function SpeakerMark({ off }: { off: boolean }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <path d={`M2 6v4h2.6L8.5 13V3L4.6 6z${off ? "M11 6l4 4M15 6l-4 4" : "M11 5.5a3.6 3.6 0 0 1 0 5M12.8 3.6a6.2 6.2 0 0 1 0 8.8"}`} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
