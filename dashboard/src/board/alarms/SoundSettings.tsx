// Alarm sound in the settings: on or muted, and both sounds to try.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/TopBar";
import { alarms as w } from "../../words/en.alarms";
import type { Sound } from "../logic/alarms";
import { changeSettings, useBoardSettings } from "../settings";
import { testAlarm } from "./tones";

export function SoundSettings(): ReactNode {
  const { muted } = useBoardSettings();
  const [heard, setHeard] = useState(true);
  const test = (sound: Sound) => () => void testAlarm(sound).then(setHeard);
  return (
    <>
      <Choice
        label={w.sound.title}
        value={muted ? "muted" : "on"}
        onChange={(value) => changeSettings({ muted: value === "muted" })}
        options={[
          ["on", w.sound.on],
          ["muted", w.sound.muted],
        ]}
      />
      <Button size="small" onClick={test("emergency")} data-testid="sound-test">
        {w.sound.test}
      </Button>
      <Button size="small" onClick={test("attention")} data-testid="sound-test-other">
        {w.sound.testOther}
      </Button>
      {!heard && <p role="status">{w.sound.cannot}</p>}
    </>
  );
}
