// Earlier incidents that may be repeats: the board proposes them with its evidence, a person confirms or dismisses each.
import type { ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { EarlierIncident, IncidentNumber, RepeatMarker, RepeatVerdict } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { ErrorNote } from "../../../ui/ErrorNote";
import { exactTime } from "../../../ui/time";
import { contact as w } from "../../../words/en.contact";
import { useBoard } from "../../state";
import { Section } from "../Section";
import { records } from "../../../words/en.records";
import { localDate } from "./dates";
import styles from "./Facts.module.css";

export function RepeatsPanel({ number, repeat }: { number: IncidentNumber; repeat: RepeatMarker | null }): ReactNode {
  if (repeat === null || (repeat.earlier.length === 0 && (repeat.calls_in_12_months ?? 0) === 0)) return null;
  return (
    <Section title={w.repeats.title} testId="repeats">
      <p>
        <strong className="num">{w.repeats.total(repeat.incidents_in_12_months)}</strong>
        {repeat.raises_to !== null && (
          <strong className={styles["aside"]} data-testid="repeats-raise">
            {w.repeats.raises(records.risk.word(repeat.raises_to).toLowerCase())}
          </strong>
        )}
        {repeat.calls_in_12_months !== null && <span className={styles["aside"]}>{w.repeats.force(repeat.calls_in_12_months)}</span>}
      </p>
      {repeat.earlier.length === 0 ? (
        <p className={styles["quiet"]}>{w.repeats.none}</p>
      ) : (
        <ul className={styles["earlier"]}>
          {repeat.earlier.map((earlier) => (
            <Earlier key={earlier.number} number={number} earlier={earlier} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Earlier({ number, earlier }: { number: IncidentNumber; earlier: EarlierIncident }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { change, done } = useBoard();
  const act = useAct();
  // In full: the end of a number from another month is another call's end today.
  const full = earlier.number;
  async function judge(verdict: RepeatVerdict): Promise<void> {
    const before = earlier.verdict;
    if (await act.run({ type: "judge_repeat", incident: number, earlier: earlier.number, verdict })) {
      done(verdict === "confirmed" ? w.repeats.confirmed(full) : w.repeats.dismissed(full), { type: "judge_repeat", incident: number, earlier: earlier.number, verdict: before });
    }
  }
  const pending = act.status === "pending";
  return (
    <li className={cx(styles["earlierRow"], earlier.verdict === "dismissed" && styles["dismissed"])} data-testid={`repeat-${full}`} data-verdict={earlier.verdict}>
      <div>
        <p className={styles["earlierHead"]}>
          <VerdictMark verdict={earlier.verdict} />
          {earlier.live ? (
            <button type="button" className={cx("mono", styles["link"])} aria-label={w.repeats.open(earlier.number)} onClick={() => change({ type: "open", number: earlier.number })}>
              {full}
            </button>
          ) : (
            <span className="mono">{full}</span>
          )}
          <time dateTime={new Date(earlier.received_at).toISOString()} title={exactTime(earlier.received_at, zone)}>
            {localDate(earlier.received_at, zone)}
          </time>
        </p>
        <p>
          {w.repeats.matches(earlier.matches)}
          <span className={styles["aside"]}>
            {earlier.verdict === "proposed" || earlier.judged_by === null ? w.repeats.verdict[earlier.verdict].toLowerCase() : w.repeats.judged(w.repeats.verdict[earlier.verdict].toLowerCase(), earlier.judged_by)}
          </span>
        </p>
        {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      </div>
      <div className={styles["acts"]}>
        {earlier.verdict !== "confirmed" && (
          <Button size="small" pending={pending} aria-label={`${w.repeats.confirm} ${full}`} data-testid={`repeat-confirm-${full}`} onClick={() => void judge("confirmed")}>
            {w.repeats.confirm}
          </Button>
        )}
        {earlier.verdict !== "dismissed" && (
          <Button size="small" tone="quiet" pending={pending} aria-label={`${w.repeats.dismiss} ${full}`} data-testid={`repeat-dismiss-${full}`} onClick={() => void judge("dismissed")}>
            {w.repeats.dismiss}
          </Button>
        )}
      </div>
    </li>
  );
}

function VerdictMark({ verdict }: { verdict: RepeatVerdict }): ReactNode {
  const path = verdict === "confirmed" ? "m2.5 8.5 3.5 3.5 7.5-8" : verdict === "dismissed" ? "m3.5 3.5 9 9M12.5 3.5l-9 9" : "M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.2";
  return (
    <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
