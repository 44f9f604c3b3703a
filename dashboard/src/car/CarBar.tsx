// The strip above every view of the tablet: which car, may I trust this screen, what waits to be sent, hide, more, and how a call for help stands.
import { useState, type ReactNode } from "react";
import { useCommands, useNow, useOutbox } from "../live";
import { Button, TrustChip, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { en, shortSpan } from "../words/en";
import { car as words } from "../words/en.car";
import styles from "./CarBar.module.css";
import { MoreDialog } from "./MoreDialog";
import { OutboxDialog } from "./outbox/OutboxDialog";
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
  const [open, setOpen] = useState<"outbox" | "more" | null>(null);
  return (
    <header className={styles["bar"]}>
      <a className={styles["skip"]} href="#main">
        {en.skipToMain}
      </a>
      <h1 className={styles["call-sign"]}>{callSign ?? words.faceLabel}</h1>
      <TrustChip roads={false} />
      <span className={styles["rest"]}>
        {outbox.count === 0 && refused === 0 ? null : (
          <Button
            size="target"
            className={cx(styles["outbox"], "hatched")}
            icon={<Glyph name="outbox" />}
            onClick={() => setOpen("outbox")}
            data-testid="outbox"
            data-count={outbox.count}
            aria-label={outbox.count > 0 ? words.bar.waitingLabel(outbox.count) : words.bar.refusedLabel(refused)}
          >
            {outbox.count > 0 ? outbox.count : refused}
            <span className={styles["long"]}> {outbox.count > 0 ? words.bar.waiting : words.bar.refused}</span>
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
      {open === "outbox" && <OutboxDialog onClose={() => setOpen(null)} />}
      {open === "more" && <MoreDialog onClose={() => setOpen(null)}>{shift}</MoreDialog>}
    </header>
  );
}
