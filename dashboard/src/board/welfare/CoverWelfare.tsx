// On the privacy cover: that a crew calls for help or was not heard of, by call sign and for how long. No place, no incident.
import type { ReactNode } from "react";
import { useCars, useNow } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { IconShape } from "../../ui/IconShape";
import { shortSpan } from "../../words/en";
import { stopwatch, welfare as w } from "../../words/en.welfare";
import styles from "./CoverWelfare.module.css";
import { goToHelp, HELP_KEY } from "./help";
import { welfareOf, type WelfareItem } from "./welfare";

/** What somebody has in hand makes no sound, and waits behind the cover. */
export function CoverWelfare(): ReactNode {
  const items = welfareOf(useCars()).filter(({ answered }) => answered === null);
  if (items.length === 0) return null;
  return (
    <div className={styles["box"]} data-testid="cover-welfare">
      <ul className={styles["list"]}>
        {items.map((item) => (
          <Item key={item.key} item={item} />
        ))}
      </ul>
      <Button size="main" shortcut={HELP_KEY} onClick={() => goToHelp()} data-testid="cover-help">
        {w.cover.go}
      </Button>
    </div>
  );
}

function Item({ item: { kind, callSign, since } }: { item: WelfareItem }): ReactNode {
  const sos = kind === "sos";
  const span = useNow((now) => (sos ? stopwatch(now - since) : w.cover.late(shortSpan(now - since))));
  return (
    <li className={cx(styles["item"], styles[kind])} data-kind={kind}>
      <IconShape shape={sos ? "octagon" : "triangle"} filled tone={sos ? "text" : "amber"} size={24} />
      {/* Apart from the span, which is not to be read out each second. */}
      <strong role="alert">{(sos ? w.cover.sos : w.cover.noWord)(callSign)}</strong>
      <span className={styles["span"]}>{span}</span>
    </li>
  );
}
