// The risk as it stands, what it rests on, and the assessments before it.
import type { ReactNode } from "react";
import { useScheme } from "../../../live/hooks";
import type { Answer, RiskRulesView, RiskSummary, RiskView } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { records as w } from "../../../words/en.records";
import { canRevisit, restsOn, type Rests } from "../../../records/risk";
import { useBoard } from "../../state";
import { Section } from "../Section";
import { BandMark } from "./BandMark";
import { Disclosure } from "../../../ui/Disclosure";
import { NotHere, type RecordProps } from "./NotHere";
import styles from "./records.module.css";

export function RiskSection({ response, part, fileStatus }: RecordProps): ReactNode {
  const rules = useScheme()?.risk;
  const { state, change } = useBoard();
  const all = part?.risk ?? [];
  const latest = all.at(-1);
  if (rules === undefined || (rules.sets.length === 0 && response.risk === null && latest === undefined)) return null;
  const earlier = all.slice(0, -1).reverse();
  return (
    <Section
      title={w.risk.title}
      testId="risk-section"
      act={
        rules.sets.length > 0 && (
          <Button size="small" shortcut="d" data-testid="record-risk" aria-pressed={state.tray === "risk"} onClick={() => change({ type: "tray", tray: "risk" })}>
            {canRevisit(latest) ? w.risk.revisitAct : response.risk === null ? w.risk.record : w.risk.again}
          </Button>
        )
      }
    >
      {latest !== undefined ? (
        <Assessment view={latest} rules={rules} />
      ) : response.risk !== null ? (
        <>
          <Summary risk={response.risk} rules={rules} />
          {part === undefined && <NotHere fileStatus={fileStatus} />}
        </>
      ) : (
        <p className={styles["none"]}>{w.risk.none}</p>
      )}
      {earlier.length > 0 && (
        <Disclosure label={w.risk.earlier(earlier.length)} testId="risk-earlier">
          <ol className={styles["list"]}>
            {earlier.map((view, index) => (
              <li key={`${view.at} ${index}`} className={styles["draft"]}>
                <Assessment view={view} rules={rules} />
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
    </Section>
  );
}

function Assessment({ view, rules }: { view: RiskView; rules: RiskRulesView }): ReactNode {
  const { assessment } = view;
  const rests = restsOn(view, rules);
  const judged = rests.some((each) => each.on === "judgement");
  return (
    <div className={styles["rests"]} data-testid="risk-assessment">
      <p className={styles["head"]}>
        <BandMark band={view.band} />
        <span className={styles["small"]}>
          {nameOf(rules, assessment.set)}, {w.risk.taken(assessment.source, assessment.received_from)}, {view.by}, <Ago at={view.at} suffix />
        </span>
      </p>
      <ul>
        {rests.map((each) => (
          <li key={each.on}>{restsWords(each)}</li>
        ))}
      </ul>
      {!judged && assessment.reason !== "" && <p className={styles["text"]}>{w.risk.reason(assessment.reason)}</p>}
      {assessment.note !== "" && <p className={styles["text"]}>{assessment.note}</p>}
      <Disclosure label={w.risk.answers}>
        <Answered view={view} rules={rules} />
      </Disclosure>
    </div>
  );
}

function restsWords(rests: Rests): string {
  switch (rests.on) {
    case "count":
      return rests.band === null ? w.risk.count(rests.yes, rests.of) : w.risk.countGives(rests.yes, rests.of, rests.band);
    case "history":
      return w.risk.historyRaises(rests.incidents, rests.band);
    case "judgement":
      return w.risk.judged(rests.band, rests.by, rests.reason);
  }
}

/** The board's own short word, until the file is here. */
function Summary({ risk, rules }: { risk: RiskSummary; rules: RiskRulesView }): ReactNode {
  const set = rules.sets.find((each) => each.id === risk.set);
  return (
    <div className={styles["rests"]}>
      <p className={styles["head"]}>
        <BandMark band={risk.band} />
        <span className={styles["small"]}>
          {nameOf(rules, risk.set)}, {risk.by}, <Ago at={risk.at} suffix />
        </span>
      </p>
      <p>{[w.risk.count(risk.yes, set?.questions.length ?? null), risk.raised_by_history && w.risk.raisedShort, risk.judged && w.risk.judgedShort].filter(Boolean).join(" · ")}</p>
    </div>
  );
}

const SHOWN: readonly Answer[] = ["yes", "dont_know", "no"];

function Answered({ view, rules }: { view: RiskView; rules: RiskRulesView }): ReactNode {
  const { answers } = view.assessment;
  const questions = rules.sets.find((each) => each.id === view.assessment.set)?.questions ?? Object.keys(answers).map((code) => ({ code, label: code }));
  const said = (answer: Answer): string[] => questions.filter(({ code }) => answers[code] === answer).map(({ label }) => label);
  const open = questions.filter(({ code }) => (answers[code] ?? "not_asked") === "not_asked").length;
  return (
    <dl className={styles["pairs"]}>
      {SHOWN.map((answer) => ({ answer, labels: said(answer) }))
        .filter(({ labels }) => labels.length > 0)
        .map(({ answer, labels }) => (
          <div key={answer}>
            <dt>{w.answer[answer]}</dt>
            <dd>{labels.join(" · ")}</dd>
          </div>
        ))}
      {open > 0 && (
        <div>
          <dt>{w.answer.not_asked}</dt>
          <dd>{open}</dd>
        </div>
      )}
    </dl>
  );
}

/** A set that the scheme no longer has keeps its id as its name. */
function nameOf(rules: RiskRulesView, set: string): string {
  return rules.sets.find((each) => each.id === set)?.name ?? set;
}
