// Whether this tablet will do what the shift needs of it: each thing with how it stands, and the one press that mends it. What works takes one line.
import { useSyncExternalStore, type ReactNode } from "react";
import { useHolding } from "../../held/useHolding";
import { useTrust } from "../../live";
import { Button, cx } from "../../ui";
import { Glyph } from "../../ui/Glyph";
import { soundStore } from "../../ui/sound";
import { device as words } from "../../words/en.device";
import { setSound, soundIsOn, testAlarm } from "../alarm";
import styles from "./DeviceCheck.module.css";
import { useLocationPermission, useNoticePermission } from "./permission";
import { LOW_LEVEL, usePower } from "./power";
import { useOpensOffline } from "./ready";
import { usePersisted } from "./storage";

type Line = { id: string; name: string; well: boolean; says: string; act?: { words: string; run: () => void; testId?: string } };

export function DeviceCheck(): ReactNode {
  const lines = useLines();
  const faults = lines.filter((line) => !line.well).length;
  return (
    <section className={styles["check"]} aria-labelledby="device-title" data-testid="device-check" data-faults={faults}>
      <h3 id="device-title" className={styles["title"]}>
        {words.title} <span className={styles["sum"]}>{faults === 0 ? words.allWell : words.toMend(faults)}</span>
      </h3>
      <ul>
        {lines.map((line) => (
          <li key={line.id} className={cx(styles["line"], !line.well && styles["fault"])} data-testid={`device-${line.id}`} data-well={line.well}>
            <Glyph name={line.well ? "check" : "triangle"} size={20} />
            <p>
              <strong>{line.name}</strong> <span>{line.says}</span>
            </p>
            {line.act === undefined ? null : (
              <Button size="target" onClick={line.act.run} data-testid={line.act.testId ?? `device-${line.id}-act`}>
                {line.act.words}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useLines(): Line[] {
  const { link } = useTrust();
  const holding = useHolding();
  const promised = usePersisted();
  const opens = useOpensOffline();
  const power = usePower();
  const location = useLocationPermission();
  const notices = useNoticePermission();
  const runs = useSyncExternalStore(soundStore.subscribe, soundStore.read);
  const sound = useSyncExternalStore(soundStore.subscribe, soundIsOn);
  const isKept = holding?.isKept === true;

  const lines: Line[] = [
    sound
      ? { id: "sound", name: words.sound.name, well: runs, says: runs ? words.sound.on : words.sound.locked, act: { words: words.sound.test, run: testAlarm, testId: "alarm-test" } }
      : { id: "sound", name: words.sound.name, well: false, says: words.sound.off, act: { words: words.sound.turnOn, run: () => setSound(true) } },
    {
      id: "location",
      name: words.location.name,
      well: location.state === "granted",
      says: words.location[location.state],
      ...(location.state === "prompt" ? { act: { words: words.location.ask, run: location.ask } } : {}),
    },
    {
      id: "storage",
      name: words.storage.name,
      well: isKept && promised !== false,
      says: isKept ? `${words.storage.kept} ${promised === true ? words.storage.promised : words.storage.notPromised}` : words.storage.notKept,
    },
    { id: "app", name: words.app.name, well: opens, says: opens ? words.app.ready : "serviceWorker" in navigator ? words.app.notReady : words.app.absent },
    { id: "connection", name: words.connection.name, well: link === "live", says: words.connection[link] },
    {
      id: "notices",
      name: words.notices.name,
      well: notices.state === "granted",
      says: words.notices[notices.state],
      ...(notices.state === "prompt" ? { act: { words: words.notices.ask, run: notices.ask } } : {}),
    },
  ];
  if (power.level !== null) {
    const low = power.level <= LOW_LEVEL && !power.charging;
    const level = words.battery.level(Math.round(power.level * 100), power.charging);
    lines.push({ id: "battery", name: words.battery.name, well: !low, says: low ? `${level} ${power.saving ? words.battery.lowSaving : words.battery.low}` : level });
  }
  return lines;
}
