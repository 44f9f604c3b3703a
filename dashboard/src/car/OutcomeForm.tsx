// What came of the visit. Kept as typed until it is saved; asks only what can be true of what was said before.
import { useId, useState, type ReactNode } from "react";
import { useAct, useTrust } from "../live";
import { LIMITS } from "../live/protocol.gen";
import type { JobCard, SchemeView } from "../live/protocol.gen";
import { Button, ErrorNote } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import { Choices, Ticks } from "./Choices";
import { Dock } from "./Dock";
import { AT_THE_DOOR, asksReferral, attemptOf, missing, outcomeOf, suggestedKind, type OutcomeDraft } from "./outcome";
import styles from "./Plain.module.css";

type Props = {
  job: JobCard;
  scheme: SchemeView;
  draft: OutcomeDraft;
  onDraft: (change: (before: OutcomeDraft) => OutcomeDraft) => void;
  onBack: () => void;
};

const KINDS = ["engaged_by_visit", "engaged_by_phone", "declined", "could_not_reach", "not_suitable"] as const;
const REFERRALS = ["referred", "already_supported", "declined", "not_offered"] as const;

export function OutcomeForm({ job, scheme, draft, onDraft, onBack }: Props): ReactNode {
  const attempt = useAct();
  const outcome = useAct();
  const { link } = useTrust();
  const [tried, setTried] = useState(false);
  const form = useId();
  const lacking = missing(draft);
  const left = LIMITS.TEXT_CHARS_MAX - draft.note.length;
  const refusal = attempt.refusal ?? outcome.refusal;

  const save = (): void => {
    setTried(true);
    const result = outcomeOf(draft, job.response);
    if (lacking.length > 0 || result === null) return;
    const contact = attemptOf(draft, job.response);
    const acts: Promise<boolean>[] = [];
    // Both go out in this order at once; without a link both wait in the outbox in this order.
    if (contact !== null) {
      onDraft((before) => ({ ...before, attemptSent: true }));
      acts.push(
        attempt.run(contact).then((taken) => {
          if (!taken) onDraft((before) => ({ ...before, attemptSent: false }));
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
        <h2 id="outcome-title" className={styles["title"]}>
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
          {draft.attemptSent ? null : (
          <Choices
            legend={words.outcome.result}
            value={draft.result}
            testId="outcome-result"
            onChange={(result) => onDraft((before) => ({ ...before, result, kind: before.kind ?? suggestedKind(result) }))}
            options={AT_THE_DOOR.map((each) => [each, words.outcome.results[each]] as const)}
          />
          )}
          <Choices
            legend={words.outcome.kind}
            value={draft.kind}
            testId="outcome-kind"
            onChange={(kind) => onDraft((before) => ({ ...before, kind }))}
            options={KINDS.map((each) => [each, words.outcome.kinds[each]] as const)}
          />
          {asksReferral(draft) && (
            <>
              <Choices
                legend={words.outcome.referral}
                value={draft.referral}
                testId="outcome-referral"
                onChange={(referral) => onDraft((before) => ({ ...before, referral }))}
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
                    onChange={(services) => onDraft((before) => ({ ...before, services }))}
                    options={scheme.services.map((service) => service.name)}
                  />
                ))}
              <Choices
                legend={words.outcome.safetyPlan}
                value={draft.safetyPlanMade === null ? null : draft.safetyPlanMade ? "yes" : "no"}
                testId="outcome-safety-plan"
                onChange={(answer) => onDraft((before) => ({ ...before, safetyPlanMade: answer === "yes" }))}
                short
                options={[
                  ["yes", en.yes],
                  ["no", en.no],
                ]}
              />
              <Ticks
                legend={words.outcome.refugeLegend}
                values={draft.refugePlaced ? [words.outcome.refuge] : []}
                testId="outcome-refuge"
                onChange={(values) => onDraft((before) => ({ ...before, refugePlaced: values.length > 0 }))}
                options={[words.outcome.refuge]}
              />
              {draft.refugePlaced && (
                <label className={styles["field"]}>
                  <span className={styles["legend"]}>{words.outcome.childrenPlaced}</span>
                  <input className={styles["input"]} inputMode="numeric" autoComplete="off" maxLength={2} value={draft.childrenPlaced} data-testid="outcome-children" onChange={(event) => onDraft((before) => ({ ...before, childrenPlaced: event.target.value }))} />
                </label>
              )}
            </>
          )}
          <label className={styles["field"]}>
            <span className={styles["legend"]}>
              {words.outcome.note} <small className={styles["hint"]}>({en.optional})</small>
            </span>
            <span className={styles["hint"]}>{words.outcome.noteHint}</span>
            <textarea
              className={styles["input"]}
              rows={4}
              value={draft.note}
              data-testid="outcome-note"
              onChange={(event) => onDraft((before) => ({ ...before, note: event.target.value }))}
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
