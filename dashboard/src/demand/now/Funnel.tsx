// How many calls got how far this shift: received, reviewed, contacted, visited, referred.
import type { ReactNode } from "react";
import type { Figures } from "../../live/protocol.gen";
import { demand as words } from "../../words/en.demand";
import { Bars } from "../parts/Bars";
import { funnel } from "./funnel";
import styles from "../Panel.module.css";

export function Funnel({ figures, tables }: { figures: Figures | null; tables: boolean }): ReactNode {
  return (
    <section className={styles["panel"]} aria-labelledby="funnel-title" data-testid="funnel">
      <header className={styles["head"]}>
        <h2 id="funnel-title">{words.funnel.title}</h2>
      </header>
      {figures === null ? (
        <p className={styles["empty"]}>{words.state.noFigures}</p>
      ) : (
        <>
          <Bars
            title={words.funnel.title}
            hideTitle
            unit={words.funnel.countHead}
            afterHead={words.funnel.shareHead}
            tables={tables}
            testId="funnel-steps"
            rows={funnel(figures).map((step) => ({
              key: step.stage,
              label: words.funnel.stage[step.stage],
              count: step.count,
              length: step.length,
              after: step.ofReceived === null || step.stage === "received" ? null : words.funnel.share(Math.round(step.ofReceived * 100)),
            }))}
          />
          <p className={styles["note"]}>{words.shift.counts}</p>
        </>
      )}
    </section>
  );
}
