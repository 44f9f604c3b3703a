// The rule first, then the ways to reach her. Where the rule does not say "safe", a number is hidden and ringing takes a second step.
import type { ReactNode } from "react";
import type { FileState } from "../../../live/store";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { linesOf } from "../../logic/contact-lines";
import { useBoard } from "../../state";
import { ContactLines } from "./ContactLines";
import styles from "./SafeContactPanel.module.css";
import { Rules, SafetyMark, STATE_WORD } from "./SafeContactRules";
import { forceNumber, type Own } from "../shared";
import { overtakenWords, useHoursNow, useSafety } from "./useSafety";

export function SafeContactPanel({ fileStatus, ...own }: Own & { fileStatus: FileState["status"] }): ReactNode {
  const { file, part } = own;
  const { change } = useBoard();
  const main = linesOf(part?.safe_contact?.record, forceNumber(file)).find((line) => line.whose === null && line.channel === "phone");
  const safety = useSafety(own, main ?? {});
  const hoursNow = useHoursNow(part);
  const view = part?.safe_contact ?? null;
  return (
    <section className={cx(styles["panel"], safety.state !== "safe" && styles["caution"])} aria-label={w.safe.title} data-testid="safe-contact" data-state={safety.state}>
      <div className={styles["head"]}>
        <h3>{w.safe.title}</h3>
        <p className={styles["state"]}>
          <SafetyMark state={safety.state} />
          <strong>{STATE_WORD[safety.state]}</strong>
          {safety.state === "outside_window" && hoursNow !== null && <span>{hoursNow}</span>}
        </p>
        {view !== null && (
          <span className={styles["age"]}>
            {w.safe.confirmed(view.confirmed_by)} <Ago at={view.confirmed_at} suffix />
          </span>
        )}
      </div>
      {safety.state === "overtaken" && (
        <p className={styles["none"]} data-testid="overtaken">
          <strong>{w.safe.overtakenSince(overtakenWords(own) ?? "")}</strong>
        </p>
      )}
      {view === null ? (
        <p className={styles["none"]}>{fileStatus === "opening" ? board.incident.opening : w.safe.none}</p>
      ) : (
        // What the head says of the hours is not said twice.
        <Rules record={view.record} hoursNow={safety.state === "outside_window" ? null : hoursNow} />
      )}
      <div className={styles["reach"]}>
        <ContactLines {...own} />
        <Button size="small" shortcut="a" data-testid="record-safe" onClick={() => change({ type: "tray", tray: "safe_contact" })}>
          {view === null ? w.safe.record : w.safe.change}
        </Button>
      </div>
    </section>
  );
}
