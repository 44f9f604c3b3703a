// How the tablet gets the app on its home screen. Once it runs from there, the styles hide this.
import type { ReactNode } from "react";
import { askToInstall, useInstallOffer } from "../offline/install";
import { Button, cx } from "../ui";
import { offline as words } from "../words/en.offline";
import styles from "./Plain.module.css";

export function InstallHint(): ReactNode {
  if (!useInstallOffer()) {
    return (
      <p className={cx(styles["hint"], styles["install"])} data-testid="install-by-hand">
        {words.byHand}
      </p>
    );
  }
  return (
    <Button size="target" className={styles["install"]} onClick={askToInstall} data-testid="install">
      {words.install}
    </Button>
  );
}
