// The head and the foot of the printed page: what it is, as at when, and what it does not hold.
import type { ReactNode } from "react";
import type { DemandPart } from "../app/router";
import { useNow } from "../live";
import type { SchemeView } from "../live/protocol.gen";
import { exactTime } from "../ui";
import { demand as words } from "../words/en.demand";
import styles from "./PrintHead.module.css";

export function PrintHead({ scheme, part }: { scheme: SchemeView; part: DemandPart }): ReactNode {
  const made = useNow((now) => exactTime(Math.floor(now / 60_000) * 60_000, scheme.time_zone));
  return (
    <div className={styles["head"]}>
      <p className={styles["title"]}>{words.print.heading(scheme.name, words.print.part[part])}</p>
      <p>{words.print.made(made)}</p>
      <p>{words.print.redaction}</p>
    </div>
  );
}
