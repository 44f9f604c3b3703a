// The strip above every view of the tablet: which car, may I trust this screen, what waits to be sent, hide, more, and how a call for help stands.
import { useState, type ReactNode } from "react";
import { useCommands, useNow, useOutbox } from "../live";
import { Button, TrustChip, cx, showToast } from "../ui";
import { Glyph } from "../ui/Glyph";
import { Late } from "../ui/Late";
import { en, shortSpan } from "../words/en";
import { car as words } from "../words/en.car";
import styles from "./CarBar.module.css";
import { useLeft } from "./outbox/left";
import { loadMore, loadOutbox } from "./parts";
import { SosStrip } from "./SosStrip";

type Props = {
  callSign: string | null;
  onHide: () => void;
  /** What the "More" panel offers about the shift. */
  shift: ReactNode;
};

export function CarBar({ callSign, onHide, shift }: Props): ReactNode {
  const outbox = useOutbox();
  const refused = useCommands().filter((record) => record.status === "refused").length;
  const age = useNow((now) => (outbox.oldestAt === null ? null : shortSpan(now - outbox.oldestAt)));
  const left = useLeft().length;
  const [open, setOpen] = useState<"outbox" | "more" | null>(null);
  // What waits is said first; what was not taken, and what was not saved, once nothing does.
  const [count, word] = outbox.count > 0 ? [outbox.count, words.bar.waiting] : refused > 0 ? [refused, words.bar.refused] : [left, words.bar.left];
  const close = (): void => setOpen(null);
  const failed = (): void => {
    close();
    showToast(words.bar.notFetched);
  };
  return (
    <header className={styles["bar"]}>
      <a className={styles["skip"]} href="#main">
        {en.skipToMain}
      </a>
      <h1 className={styles["call-sign"]}>{callSign ?? words.faceLabel}</h1>
      <TrustChip roads={false} />
      <span className={styles["rest"]}>
        {outbox.count === 0 && refused === 0 && left === 0 ? null : (
          <Button
            size="target"
            className={cx(styles["outbox"], "hatched")}
            icon={<Glyph name="outbox" />}
            onClick={() => setOpen("outbox")}
            data-testid="outbox"
            data-count={outbox.count}
            aria-label={words.bar.outboxLabel([String(count), word, ...(age === null ? [] : [`· ${age}`])].join(" "))}
          >
            {count}
            <span className={styles["long"]}> {word}</span>
            {age === null ? null : <span className={styles["age"]}> · {age}</span>}
          </Button>
        )}
        <Button size="target" tone="quiet" className={styles["icon"]} icon={<Glyph name="eye-off" size={20} />} onClick={onHide} data-testid="hide" aria-label={words.bar.privacyLabel}>
          <span className={styles["word"]}>{words.bar.privacy}</span>
        </Button>
        <Button size="target" tone="quiet" className={styles["icon"]} icon={<Glyph name="menu" size={20} />} onClick={() => setOpen("more")} data-testid="more" aria-label={words.bar.menu}>
          <span className={styles["word"]}>{words.bar.menu}</span>
        </Button>
      </span>
      <SosStrip />
      {open === "outbox" && <Late load={loadOutbox} with={{ onClose: close }} onFail={failed} />}
      {open === "more" && <Late load={loadMore} with={{ onClose: close, children: shift }} onFail={failed} />}
    </header>
  );
}
