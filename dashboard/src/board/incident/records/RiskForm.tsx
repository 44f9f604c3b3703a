// A risk assessment: taken here, received from elsewhere, or revisited. The band it gives is in view while it is answered.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { Answer, QuestionSetView, RiskBand, RiskSource, RiskView } from "../../../live/protocol.gen";
import { Pick, SelectField, TextArea, TextField } from "../../../ui/Field";
import { announce } from "../../../ui/toasts";
import { board as wb } from "../../../words/en.board";
import { records as w } from "../../../words/en.records";
import { useDraft } from "../../../held/drafts";
import { shortNumber } from "../../logic/rows";
import { BANDS, bandOf, canRevisit, countOf, hasCounts, isAskedAgain, merged, sourceToStartWith, type Answers, type BandFound } from "../../../records/risk";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import type { Own } from "../shared";
import { BandMark } from "./BandMark";
import styles from "./RiskForm.module.css";
import { RiskQuestions } from "./RiskQuestions";

type Draft = {
  set: string;
  source: RiskSource;
  from: string;
  /** By the set's id, so that another look at the other set loses nothing. */
  answers: Readonly<Record<string, Answers>>;
  judgement: RiskBand | "counted";
  reason: string;
  note: string;
};

type Props = Own & { onDone: () => void; onCancel: () => void };

export function RiskForm(props: Props): ReactNode {
  const act = useAct();
  const rules = useScheme()?.risk;
  const first = rules?.sets[0];
  if (rules === undefined || first === undefined) {
    return (
      <FormFrame title={w.risk.formTitle} act={act} save={w.risk.save} onSave={props.onCancel} onCancel={props.onCancel} testId="risk" blocked>
        <p className={frame["note"]}>{w.risk.noSets}</p>
      </FormFrame>
    );
  }
  return <Form {...props} sets={rules.sets} first={first} />;
}

function Form({ row, response, file, part, sets, first, onDone, onCancel }: Props & { sets: readonly QuestionSetView[]; first: QuestionSetView }): ReactNode {
  const rules = useScheme()?.risk ?? { history_incidents: null, history_band: null };
  const { done } = useBoard();
  const act = useAct();
  const [tried, setTried] = useState(false);
  const latest: RiskView | undefined = part?.risk.at(-1);
  const latestSet = sets.find((each) => each.id === latest?.assessment.set);
  const [draft, change, forget] = useDraft<Draft>(`risk ${response.response}`, () => {
    const source = latestSet === undefined ? "taken_here" : sourceToStartWith(latest);
    return {
      set: source === "revisited" && latestSet !== undefined ? latestSet.id : first.id,
      source,
      from: source === "revisited" ? (latest?.assessment.received_from ?? "") : "",
      answers: {},
      judgement: "counted",
      reason: "",
      note: "",
    };
  });

  const set = sets.find((each) => each.id === draft.set) ?? first;
  const revisitable = latest !== undefined && canRevisit(latest) && latest.assessment.set === set.id;
  const source: RiskSource = draft.source === "revisited" && !revisitable ? "taken_here" : draft.source;
  const given = source === "revisited" && latest !== undefined ? latest.assessment.answers : null;
  const typed = draft.answers[set.id] ?? {};
  const answers = given === null ? typed : merged(set, given, typed);
  const judgement = draft.judgement === "counted" ? null : draft.judgement;
  const before = latest?.band ?? response.risk?.band ?? null;
  const incidents = row.repeat?.incidents_in_12_months ?? 1;
  const found = bandOf({ set, answers, incidents_in_12_months: incidents, rules, judgement, before });

  const errors = {
    from: source === "received" && draft.from.trim() === "" ? w.risk.fromNeed : null,
    answers: set.questions.every((question) => (answers[question.code] ?? "not_asked") === "not_asked") ? w.risk.needAnswer : null,
    judgement: found.band === null ? w.risk.judgementNeed : null,
    reason: found.needsReason && draft.reason.trim() === "" ? w.risk.reasonNeed : null,
  };
  const wrong = Object.values(errors).some((error) => error !== null);

  function onAnswer(code: string, answer: Answer): void {
    // Once somebody answers, a file that comes later must not make it another kind of assessment under their hands.
    change({ set: set.id, source, from: draft.from, answers: { ...draft.answers, [set.id]: { ...typed, [code]: answer } } });
  }

  async function save(): Promise<void> {
    setTried(true);
    if (wrong || found.band === null) return;
    const band = found.band;
    const accepted = await act.run({
      type: "record_risk",
      response: response.response,
      assessment: {
        set: set.id,
        source,
        received_from: source === "taken_here" ? "" : draft.from.trim(),
        answers,
        ...(judgement !== null && (found.differs || !hasCounts(set)) ? { judgement } : {}),
        reason: draft.reason.trim(),
        note: draft.note.trim(),
      },
    });
    if (!accepted) return;
    forget();
    onDone();
    done(w.done.risk(shortNumber(row.number), band));
  }

  const top = useRef<HTMLDivElement>(null);
  // The questions are what the form was opened for: y and n work at once, at the first that has no answer yet.
  useEffect(() => {
    const rows = [...(top.current?.parentElement?.querySelectorAll<HTMLElement>("[data-question]") ?? [])];
    const row = rows.find((each) => each.querySelector("input:checked") === null) ?? rows[0];
    (row ?? top.current)?.querySelector<HTMLElement>("input:checked, input, select")?.focus();
  }, []);
  useSaidBand(found.band);

  const sourceOptions = (["taken_here", "received", ...(revisitable ? (["revisited"] as const) : [])] as const).map((each) => [each, w.risk.sources[each]] as const);
  return (
    <FormFrame title={w.risk.formTitle} act={act} save={w.risk.save} onSave={() => void save()} onCancel={onCancel} takeFocus={false} testId="risk">
      <div ref={top} className={styles["top"]}>
        {sets.length > 1 && <SelectField label={w.risk.set} value={set.id} onChange={(id) => change({ set: id, source })} options={sets.map((each) => [each.id, each.name] as const)} data-testid="risk-set" />}
        <Pick legend={w.risk.source} value={source} onChange={(each) => change({ source: each })} options={sourceOptions} testId="risk-source" />
      </div>
      {file === null && <p className={frame["note"]}>{wb.incident.opening}</p>}
      {source === "received" && <TextField label={w.risk.from} hint={w.risk.fromHint} value={draft.from} onChange={(from) => change({ from })} error={tried ? errors.from : null} data-testid="risk-from" />}
      {given !== null && latest !== undefined && (
        <p className={frame["note"]} data-testid="risk-revisit">
          {w.risk.revisitOf(latest.assessment.received_from)}. {w.risk.revisitRule(countOf(set, given, "no"))}
        </p>
      )}
      <Sum set={set} answers={answers} typed={typed} given={given} found={found} incidents={incidents} />
      <p className={frame["note"]}>{w.risk.keys}</p>
      {tried && errors.answers !== null && <p className={styles["error"]}>{errors.answers}</p>}
      <RiskQuestions set={set} answers={typed} given={given} onAnswer={onAnswer} />
      {before !== null && <p className={frame["note"]}>{w.risk.before(before, latest?.by ?? response.risk?.by ?? "")}</p>}
      <Pick
        legend={hasCounts(set) ? w.risk.judgement : w.risk.judgementAlone}
        value={draft.judgement === "counted" && !hasCounts(set) ? null : draft.judgement}
        onChange={(each) => change({ judgement: each })}
        options={[...(hasCounts(set) ? [["counted", w.risk.agree(found.reckoned ?? "standard")] as const] : []), ...BANDS.map((each) => [each, w.band[each]] as const)]}
        error={tried ? errors.judgement : null}
        testId="risk-judgement"
      />
      {found.lowered && before !== null && found.band !== null && (
        <p className={styles["warn"]} data-testid="risk-lowered">
          {w.risk.lowered(before, found.band)}
        </p>
      )}
      {(found.needsReason || draft.reason !== "" || (!hasCounts(set) && judgement !== null)) && (
        <TextArea
          label={found.lowered && before !== null ? w.risk.reasonLowered(before) : found.differs ? w.risk.reasonDiffers : w.risk.reasonLabel}
          value={draft.reason}
          rows={2}
          onChange={(reason) => change({ reason })}
          error={tried ? errors.reason : null}
          data-testid="risk-reason"
        />
      )}
      <TextArea label={w.risk.note} value={draft.note} rows={2} onChange={(note) => change({ note })} data-testid="risk-note" />
    </FormFrame>
  );
}

type SumProps = { set: QuestionSetView; answers: Answers; typed: Answers; given: Answers | null; found: BandFound; incidents: number };

function Sum({ set, answers, typed, given, found, incidents }: SumProps): ReactNode {
  const again = set.questions.filter((question) => given !== null && isAskedAgain(given, question.code));
  const answered = (codes: readonly { code: string }[]): number => codes.filter(({ code }) => typed[code] !== undefined).length;
  return (
    <div className={styles["sum"]} data-testid="risk-sum">
      <span className={styles["part"]}>{given === null ? w.risk.answered(answered(set.questions), set.questions.length) : w.risk.askedAgain(answered(again), again.length)}</span>
      <span>
        {w.risk.count(countOf(set, answers, "yes"), set.questions.length)}
        <span className={styles["part"]}> {found.byCount === null ? w.risk.noCount : w.risk.byCount(found.byCount)}</span>
      </span>
      {found.byHistory !== null && <span className={styles["part"]}>{w.risk.byHistory(incidents, found.byHistory)}</span>}
      <BandMark band={found.band} />
    </div>
  );
}

/** Said when it changes, not with each answer: a screen reader has the next question to read. */
function useSaidBand(band: RiskBand | null): void {
  const last = useRef(band);
  useEffect(() => {
    if (band !== last.current && band !== null) announce(w.risk.bandNow(band));
    last.current = band;
  }, [band]);
}
