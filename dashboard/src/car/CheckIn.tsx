// The timer of a crew at a scene: when the next word is due, and one large button once it nearly is. Missed, it has the whole screen (`CheckInAlert`).
import type { ReactNode } from "react";
import { useNow, useScheme, useTrust } from "../live";
import { Button, ErrorNote, clockTime, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { shortSpan } from "../words/en";
import { safety as words } from "../words/en.crew-safety";
import styles from "./CheckIn.module.css";
import { useWelfare } from "./useWelfare";

export function CheckIn(): ReactNode {
  const welfare = useWelfare();
  const { link } = useTrust();
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const dueAt = welfare?.checkIn?.dueAt ?? 0;
  const left = useNow((now) => shortSpan(dueAt - now));
  if (welfare?.checkIn == null) return null;
  const { checkIn, stage, well, wellRefusal } = welfare;
  const refused = wellRefusal === null ? null : <ErrorNote refusal={wellRefusal} />;
  if (checkIn.waiting || stage === null) {
    return (
      <p className={styles["line"]} role="status" data-testid="check-in" data-stage="waiting">
        <Glyph name="outbox" /> {link === "live" ? words.checkIn.sending : words.checkIn.waiting}
      </p>
    );
  }
  if (stage === "running") {
    return (
      <>
        {refused}
        <p className={styles["line"]} data-testid="check-in" data-stage={stage}>
          <Glyph name="check" /> {words.checkIn.running(clockTime(dueAt, zone))}
        </p>
      </>
    );
  }
  // Missed, it has the whole screen.
  if (stage !== "soon" && stage !== "due") return null;
  return (
    <div className={cx(styles["ask"], stage === "due" && styles["due"])} data-testid="check-in" data-stage={stage} data-asks>
      <p className={styles["says"]}>
        {stage === "soon" ? null : <Glyph name="triangle" size={20} />}
        <span>{stage === "soon" ? words.checkIn.soon(left) : words.checkIn.due}</span>
      </p>
      <Button size="main" tone={stage === "soon" ? "plain" : "primary"} className={styles["well"]} onClick={well} data-testid="check-in-well">
        {words.checkIn.well}
      </Button>
      {refused}
    </div>
  );
}
