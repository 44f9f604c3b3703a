// Risk at the door. What somebody has told before is not asked of them twice.
import { useState, type ReactNode } from "react";
import { useDraft } from "../../held/drafts";
import type { Answer, RiskBand } from "../../live/protocol.gen";
import { BANDS, bandOf, hasCounts, type Answers } from "../../records/risk";
import { doorstep as words } from "../../words/en.doorstep";
import { records } from "../../words/en.records";
import { Choices } from "../Choices";
import plain from "../Plain.module.css";
import styles from "./Risk.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorFold, DoorNote, DoorText, fits } from "./fields";
import { FileNote } from "./FileNote";
import { answersOf, groundOf, partsOf, type Ground } from "./risk";
import { RiskGiven, RiskQuestions } from "./RiskQuestions";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

type Draft = {
  ground: Ground;
  /** By the set's id, so that another look at the other set loses nothing. */
  answers: Readonly<Record<string, Answers>>;
  judgement: RiskBand | null;
  reason: string;
  note: string;
};

export function RiskForm({ job, scheme, access, known, draftKey, onBack, onSaved }: DoorProps): ReactNode {
  const { sets } = scheme.risk;
  const [draft, change] = useDraft<Draft>(draftKey, () => ({ ground: groundOf(known.ownRisk ?? known.risk?.assessment ?? null, sets), answers: {}, judgement: null, reason: "", note: "" }));
  // Once somebody answers, a file that comes later must not make it another kind of assessment under their hands.
  const write = (part: Partial<Draft>): void => change({ ground: draft.ground, ...part });
  const saving = useSaving({ response: job.response, form: "risk", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const [shown, setShown] = useState({ sets: false, given: false, unanswered: false, judgement: draft.judgement !== null });

  const { ground, judgement } = draft;
  const set = sets.find((each) => each.id === ground.set) ?? sets[0];
  if (set === undefined) return null;
  const typed = draft.answers[set.id] ?? {};
  const answers = answersOf(set, ground, typed);
  const asked = Object.values(answers).filter((answer) => answer !== "not_asked").length;
  const parts = partsOf(set, ground);
  const found = bandOf({ set, answers, incidents_in_12_months: known.risk?.incidents_in_12_months ?? 1, rules: scheme.risk, judgement, before: known.band });
  // The server knows the whole history, and may see a fall where this screen sees none.
  const asksReason = found.needsReason || saving.refusal?.field === "assessment.reason";

  const nothing = Object.keys(typed).length === 0;
  const lacking = [
    ...(!nothing ? [] : ground.given === null ? [words.risk.needAnswer] : judgement === null && draft.note.trim() === "" ? [words.risk.needChange] : []),
    ...(found.band === null ? [words.risk.needJudgement] : []),
    ...(asksReason && draft.reason.trim() === "" ? [words.risk.needReason] : []),
    ...(fits(draft.note) && fits(draft.reason) ? [] : [words.textTooLong]),
  ];

  function onAnswer(code: string, answer: Answer | null): void {
    const others = Object.fromEntries(Object.entries(typed).filter(([each]) => each !== code));
    write({ answers: { ...draft.answers, [ground.set]: answer === null ? others : { ...others, [code]: answer } } });
  }

  function save(): void {
    setTried(true);
    if (lacking.length > 0 || set === undefined) return;
    saving.save({
      type: "record_risk",
      response: job.response,
      assessment: {
        set: set.id,
        source: ground.source,
        received_from: ground.from,
        answers,
        ...(judgement !== null && (found.differs || !hasCounts(set)) ? { judgement } : {}),
        reason: draft.reason.trim(),
        note: draft.note.trim(),
      },
    });
  }

  const judged = <Choices<RiskBand> legend={records.risk.judgement} hideLegend={hasCounts(set)} value={judgement} onChange={(each) => write({ judgement: each })} options={BANDS.map((each) => [each, records.band[each]] as const)} short testId="door-judgement" />;
  return (
    <DoorFrame
      form="risk"
      job={job}
      saving={saving}
      onSave={save}
      onBack={onBack}
      lacking={tried ? lacking : []}
      above={
        <p className={styles["sum"]} role="status" data-testid="door-sum">
          {asked === 0 && judgement === null ? (
            words.risk.nothingYet
          ) : (
            <>
              {words.risk.sum(found.yes, asked)} · <strong>{found.band === null ? words.risk.noBand : words.risk.gives(found.band)}</strong>
            </>
          )}
        </p>
      }
    >
      {ground.given === null ? (
        <>
          <FileNote access={access} means={words.risk.wholeSet} />
          {sets.length < 2 ? null : (
            <DoorFold label={words.risk.set(set.name)} open={shown.sets} onToggle={(open) => setShown({ ...shown, sets: open })} testId="door-sets">
              <Choices legend={words.risk.sets} hideLegend value={set.id} onChange={(id) => write({ ground: { ...ground, set: id } })} options={sets.map((each) => [each.id, each.name] as const)} testId="door-set" />
            </DoorFold>
          )}
          <p className={plain["note"]}>{words.risk.lead}</p>
          <RiskQuestions questions={parts.asked} answers={typed} onAnswer={onAnswer} />
        </>
      ) : (
        <>
          <div className={plain["field"]}>
            <h3 className={plain["legend"]}>{words.risk.onlyNo}</h3>
            <p className={plain["hint"]} data-testid="door-revisit">
              {ground.source === "revisited" ? words.risk.from(ground.from) : words.risk.takenHere} {words.risk.onlyNoHint(parts.asked.length)}
            </p>
          </div>
          <RiskQuestions questions={parts.asked} answers={typed} again onAnswer={onAnswer} />
          {parts.unanswered.length === 0 ? null : (
            <DoorFold label={words.risk.unanswered(parts.unanswered.length)} open={shown.unanswered} onToggle={(unanswered) => setShown({ ...shown, unanswered })} testId="door-unanswered">
              <RiskQuestions questions={parts.unanswered} answers={typed} onAnswer={onAnswer} />
            </DoorFold>
          )}
          {parts.given.length === 0 ? null : (
            <DoorFold label={words.risk.asGiven(parts.given.length)} open={shown.given} onToggle={(given) => setShown({ ...shown, given })} testId="door-given">
              <RiskGiven questions={parts.given} answers={ground.given} />
            </DoorFold>
          )}
        </>
      )}
      {hasCounts(set) ? (
        <DoorFold
          label={words.risk.judge}
          open={shown.judgement}
          onToggle={(open) => {
            setShown({ ...shown, judgement: open });
            if (!open && judgement !== null) write({ judgement: null });
          }}
          testId="door-judge"
        >
          {judged}
        </DoorFold>
      ) : (
        judged
      )}
      {found.lowered && known.band !== null && found.band !== null ? <p className={plain["lacking"]}>{records.risk.lowered(known.band, found.band)}</p> : null}
      {asksReason || draft.reason !== "" ? (
        <DoorText label={found.lowered && known.band !== null ? records.risk.reasonLowered(known.band) : found.differs ? records.risk.reasonDiffers : records.risk.reasonLabel} value={draft.reason} onChange={(reason) => write({ reason })} testId="door-reason" />
      ) : null}
      <DoorNote value={draft.note} onChange={(note) => write({ note })} />
    </DoorFrame>
  );
}
