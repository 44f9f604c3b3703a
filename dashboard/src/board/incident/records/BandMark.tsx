// A risk band as shape and word. Never red: that is for immediate danger, and a band is what is held of weeks.
import type { ReactNode } from "react";
import type { RiskBand } from "../../../live/protocol.gen";
import { IconShape, type Shape } from "../../../ui/IconShape";
import { records as w } from "../../../words/en.records";
import styles from "./records.module.css";

const SHAPE: Record<RiskBand, Shape> = { high: "triangle", medium: "square", standard: "circle" };

export function BandMark({ band }: { band: RiskBand | null }): ReactNode {
  return (
    <span className={styles["band"]} data-band={band ?? "none"}>
      {band !== null && <IconShape shape={SHAPE[band]} filled={band === "high"} />}
      {band === null ? w.risk.noBand : w.risk.word(band)}
    </span>
  );
}
