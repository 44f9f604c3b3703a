// The list of keys, and the switch that turns single letters off.
import type { ReactNode } from "react";
import { Dialog } from "../ui/Dialog";
import { Check } from "../ui/Field";
import { board as w } from "../words/en.board";
import styles from "./KeysDialog.module.css";
import { KEY_LIST } from "./logic/keys";
import { changeSettings, useBoardSettings } from "./settings";

export function KeysDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { letters } = useBoardSettings();
  return (
    <Dialog title={w.keysDialog.title} onClose={onClose} wide testId="keys-dialog">
      <dl className={styles["keys"]}>
        {KEY_LIST.map(({ keys, act }) => (
          <div key={act}>
            <dt>
              {keys.split(" ").map((key, index) => (
                <kbd key={index}>{key.replace(",", "")}</kbd>
              ))}
            </dt>
            <dd>{w.keys[act]}</dd>
          </div>
        ))}
      </dl>
      <div className={styles["letters"]}>
        <Check label={w.keysDialog.letters} checked={letters} onChange={(on) => changeSettings({ letters: on })} data-testid="letters" />
        <p>{w.keysDialog.lettersHint}</p>
      </div>
    </Dialog>
  );
}
