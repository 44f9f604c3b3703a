// Says in words what the tablet does for the job of now: whether the control room sees where the car is, and lets the crew stop it; whether the screen is held on; whether the battery is saved. Never hidden while it is so.
import type { ReactNode } from "react";
import { useTrust } from "../live";
import { Button, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { safety as words } from "../words/en.crew-safety";
import styles from "./Job.module.css";
import type { SharingState } from "./useSharing";

type Props = {
  state: SharingState;
  stopped: boolean;
  /** An SOS is on: the place is shared until it ends, on a job or not. */
  calling: boolean;
  /** The screen is kept from going dark. */
  awake: boolean;
  saving: boolean;
  onToggle: () => void;
};

export function PlaceLine({ state, stopped, calling, awake, saving, onToggle }: Props): ReactNode {
  const { link } = useTrust();
  if (state === "off" && !stopped) return null;
  const shown = stopped ? "stopped" : state === "on" && link !== "live" ? "unsent" : state;
  return (
    <section className={styles["place-line"]} aria-label={words.place.label} data-testid="place" data-state={shown}>
      <Glyph name={shown === "on" || shown === "asking" ? "pin" : "pin-off"} size={20} />
      <p>
        <strong>{words.place[shown]}</strong> <span className={cx(styles["sub"], styles["help"])}>{calling && shown === "on" ? words.placeHelp.calling : words.placeHelp[shown]}</span>{" "}
        {awake || saving ? <span className={styles["sub"]}>{[awake ? words.place.awake : "", saving ? words.place.saving : ""].join(" ").trim()}</span> : null}
      </p>
      {calling ? null : (
        <Button size="target" tone="quiet" onClick={onToggle} data-testid="place-toggle">
          {stopped ? words.place.again : words.place.stop}
        </Button>
      )}
    </section>
  );
}
