// What came of the visit. Kept as typed until the job ends; asks only what can be true of what was said before, and nothing that was recorded already.
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useDraft } from "../held/drafts";
import { useAct, useCommands, useTrust } from "../live";
import { LIMITS } from "../live/protocol.gen";
import type { JobCard, SchemeView } from "../live/protocol.gen";
import { Button, ErrorNote } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { Choices, Ticks } from "./Choices";
import { Dock } from "./Dock";
import { outcomeKey } from "./doorstep/forms";
import { knownOf } from "./doorstep/known";
import { AT_THE_DOOR, EMPTY, NO_VISIT, asksReferral, attemptOf, filledWith, missing, outcomeOf, recordedOf, suggestedKind, type DoorResult, type OutcomeDraft } from "./outcome";
import { OutcomeFilled, OutcomeQuestions } from "./OutcomeParts";
import type { FileAccess } from "./useFileAccess";
import styles from "./Plain.module.css";
import { PoliceNow } from "./PoliceNow";

type Props = { job: JobCard; scheme: SchemeView; access: FileAccess; onBack: () => void };

const KINDS = ["engaged_by_visit", "engaged_by_phone", "declined", "could_not_reach", "not_suitable"] as const;
const REFERRALS = ["referred", "already_supported", "declined", "not_offered"] as const;

export function OutcomeForm({ job, scheme, access, onBack }: Props): ReactNode {
  const known = knownOf({ response: job.response, part: access.part, commands: useCommands(), rules: scheme.risk });
  const recorded = recordedOf(known, scheme);
  const [typed, put] = useDraft<OutcomeDraft>(outcomeKey(job), () => ({ ...EMPTY, kind: recorded.result === null ? null : suggestedKind(recorded.result) }));
  const change = (part: Partial<OutcomeDraft>): void => put({ saved: false, ...part });
  const draft = filledWith(typed, recorded);
  const questions = scheme.outcome_questions;
  const filledReferral = !draft.otherwise && recorded.services.length > 0;
  const filledPlan = !draft.otherwise && recorded.plan !== null;
  const said = typed.attemptSent || recorded.result !== null;
  // Whoever only rang has said what happened; a knock that never was is not to be made up.
  const elsewhere = known.contacts.length > 0;
  const attempt = useAct();
  const outcome = useAct();
  const { link } = useTrust();
  const [tried, setTried] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const form = useId();
  const lacking = missing({ ...draft, attemptSent: said || elsewhere }, questions);
  const left = LIMITS.TEXT_CHARS_MAX - draft.note.length;
  const refusal = attempt.refusal ?? outcome.refusal;

  const save = (): void => {
    setTried(true);
    const result = outcomeOf(draft, job.response, questions);
    if (lacking.length > 0 || result === null) return;
    const contact = said ? null : attemptOf(draft, job.response);
    const acts: Promise<boolean>[] = [];
    // Both go out in this order at once; without a link both wait in the outbox in this order.
    if (contact !== null) {
      change({ attemptSent: true });
      acts.push(
        attempt.run(contact).then((taken) => {
          if (!taken) change({ attemptSent: false });
          return taken;
        }),
      );
    }
    acts.push(outcome.run(result));
    // The job shows an outcome that waits; a later "no" brings the form back with what was typed.
    if (link !== "live") onBack();
    else void Promise.all(acts).then((taken) => (taken.every(Boolean) ? onBack() : undefined));
  };

  return (
    <>
      <section className={styles["plain"]} aria-labelledby="outcome-title">
        <h2 id="outcome-title" ref={title} tabIndex={-1} className={styles["title"]}>
          {words.outcome.title}
        </h2>
        <p className={styles["lead"]}>
          {job.locality ?? words.job.noLocality} · <span className="mono">{job.incident}</span>
        </p>
        <form
          id={form}
          className={styles["form"]}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <OutcomeFilled recorded={recorded} draft={draft} onOtherwise={() => change({ otherwise: true, referral: draft.referral, services: draft.services, safetyPlanMade: draft.safetyPlanMade })} />
          {said ? null : (
            <Choices<DoorResult>
              legend={words.outcome.result}
              hint={elsewhere ? words.outcome.resultOptional : undefined}
              value={draft.result}
              testId="outcome-result"
              onChange={(result) => change({ result, kind: draft.kind ?? suggestedKind(result) })}
              options={[...AT_THE_DOOR.map((each) => [each, words.outcome.results[each]] as const), [NO_VISIT, words.outcome.noVisit]]}
            />
          )}
          <Choices
            legend={words.outcome.kind}
            value={draft.kind}
            testId="outcome-kind"
            onChange={(kind) => change({ kind })}
            options={KINDS.map((each) => [each, words.outcome.kinds[each]] as const)}
          />
          {asksReferral(draft) && (
            <>
              {filledReferral ? null : (
                <>
                  <Choices
                    legend={words.outcome.referral}
                    value={draft.referral}
                    testId="outcome-referral"
                    onChange={(referral) => change({ referral })}
                    options={REFERRALS.map((each) => [each, words.outcome.referrals[each]] as const)}
                  />
                  {draft.referral === "referred" &&
                    (scheme.services.length === 0 ? (
                      <p className={styles["note"]}>{words.outcome.noServices}</p>
                    ) : (
                      <Ticks
                        legend={words.outcome.services}
                        values={draft.services}
                        testId="outcome-services"
                        onChange={(services) => change({ services })}
                        options={scheme.services.map((service) => service.name)}
                      />
                    ))}
                </>
              )}
              {filledPlan ? null : (
                <Choices
                  legend={words.outcome.safetyPlan}
                  value={draft.safetyPlanMade === null ? null : draft.safetyPlanMade ? "yes" : "no"}
                  testId="outcome-safety-plan"
                  onChange={(answer) => change({ safetyPlanMade: answer === "yes" })}
                  short
                  options={[
                    ["yes", en.yes],
                    ["no", en.no],
                  ]}
                />
              )}
              <Ticks
                legend={words.outcome.refugeLegend}
                values={draft.refugePlaced ? [words.outcome.refuge] : []}
                testId="outcome-refuge"
                onChange={(values) => change({ refugePlaced: values.length > 0 })}
                options={[words.outcome.refuge]}
              />
              {draft.refugePlaced && (
                <label className={styles["field"]}>
                  <span className={styles["legend"]}>{words.outcome.childrenPlaced}</span>
                  <input className={styles["input"]} inputMode="numeric" autoComplete="off" maxLength={2} value={draft.childrenPlaced} data-testid="outcome-children" onChange={(event) => change({ childrenPlaced: event.target.value })} />
                </label>
              )}
            </>
          )}
          <OutcomeQuestions questions={questions} fields={draft.answers} onChange={(answers) => change({ answers })} />
          <label className={styles["field"]}>
            <span className={styles["legend"]}>
              {words.outcome.note} <small className={styles["hint"]}>({en.optional})</small>
            </span>
            <span className={styles["hint"]}>{words.outcome.noteHint}</span>
            <textarea
              className={styles["input"]}
              rows={4}
              autoCapitalize="sentences"
              enterKeyHint="enter"
              value={draft.note}
              data-testid="outcome-note"
              onChange={(event) => change({ note: event.target.value })}
            />
            {left > 500 ? null : <span className={styles["hint"]}>{words.outcome.noteLeft(left)}</span>}
          </label>
        </form>
      </section>
      <Dock
        above={
          refusal !== null ? (
            <ErrorNote refusal={refusal} kept>
              <Button
                size="target"
                onClick={() => {
                  attempt.clear();
                  outcome.clear();
                }}
              >
                {words.act.dismiss}
              </Button>
            </ErrorNote>
          ) : tried && lacking.length > 0 ? (
            <div role="alert" className={styles["lacking"]} data-testid="outcome-missing">
              <p>{words.outcome.missingLead}</p>
              <ul>
                {lacking.map((each) => (
                  <li key={each}>{words.outcome.missing[each]}</li>
                ))}
              </ul>
            </div>
          ) : null
        }
        lead={<PoliceNow job={job} />}
        secondary={{ words: words.outcome.cancel, onPress: onBack, testId: "outcome-back" }}
        primary={{
          words: words.outcome.save,
          form,
          pending: attempt.status === "pending" || outcome.status === "pending",
          testId: "outcome-save",
        }}
      />
    </>
  );
}
