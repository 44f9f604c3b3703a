// The list of keys, in the groups of the work, and the switch that turns single letters off.
import type { ReactNode } from "react";
import { Dialog } from "../ui/Dialog";
import { Check } from "../ui/Field";
import { keys as w } from "../words/en.keys";
import styles from "./KeysDialog.module.css";
import { KEY_GROUPS, KEY_LIST } from "./logic/key-list";
import { changeSettings, useBoardSettings } from "./settings";

export default function KeysDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { letters } = useBoardSettings();
  return (
    <Dialog title={w.dialog.title} onClose={onClose} wide testId="keys-dialog">
      <div className={styles["groups"]}>
        {KEY_GROUPS.map((group) => (
          <section key={group} className={styles["group"]}>
            <h3>{w.groups[group]}</h3>
            <dl className={styles["keys"]}>
              {KEY_LIST.filter((each) => each.group === group).map(({ keys, act }) => (
                <div key={act}>
                  <dt>
                    {keys.split(", ").map((alternative) => (
                      <span key={alternative} className={styles["alternative"]}>
                        {alternative.split(" ").map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </span>
                    ))}
                  </dt>
                  <dd>{w.acts[act]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles["letters"]}>
        <Check label={w.dialog.letters} checked={letters} onChange={(on) => changeSettings({ letters: on })} data-testid="letters" />
        <p>{w.dialog.lettersHint}</p>
      </div>
    </Dialog>
  );
}
