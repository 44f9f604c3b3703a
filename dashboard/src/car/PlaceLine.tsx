// Says in words whether the control room sees where the car is, and lets the crew stop it. Never hidden while it is so.
import type { ReactNode } from "react";
import { Button } from "../ui";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import styles from "./Job.module.css";
import type { SharingState } from "./useSharing";

type Props = {
  state: SharingState;
  stopped: boolean;
  /** An SOS is on: the place is shared until it ends, on a job or not. */
  calling: boolean;
  onToggle: () => void;
};

export function PlaceLine({ state, stopped, calling, onToggle }: Props): ReactNode {
  if (state === "off" && !stopped) return null;
  const shown = stopped ? "stopped" : state;
  return (
    <section className={styles["place-line"]} aria-label={words.place.label} data-testid="place" data-state={shown}>
      <Glyph name={shown === "on" || shown === "asking" ? "pin" : "pin-off"} size={20} />
      <p>
        <strong>{words.place[shown]}</strong> <span className={styles["sub"]}>{calling && shown === "on" ? words.placeHelp.calling : words.placeHelp[shown]}</span>
      </p>
      {calling ? null : (
        <Button size="target" tone="quiet" onClick={onToggle} data-testid="place-toggle">
          {stopped ? words.place.again : words.place.stop}
        </Button>
      )}
    </section>
  );
}
