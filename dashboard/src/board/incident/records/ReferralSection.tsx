// Referrals as drafts: to whom, for what, and whether anything may be shared with them yet.
import type { ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { ReferralView, ResponseId } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { ErrorNote } from "../../../ui/ErrorNote";
import { IconShape } from "../../../ui/IconShape";
import { records as w } from "../../../words/en.records";
import { useBoard } from "../../state";
import { Section } from "../Section";
import { useAsk } from "./asks";
import { NotHere, type RecordProps } from "./NotHere";
import styles from "./records.module.css";

export function ReferralSection({ response, part, fileStatus }: RecordProps): ReactNode {
  const services = useScheme()?.services ?? [];
  const { state, change } = useBoard();
  const drafts = (part?.referrals ?? []).filter((each) => each.state === "drafted");
  if (services.length === 0 && drafts.length === 0) return null;
  return (
    <Section
      title={w.referral.title}
      testId="referral-section"
      act={
        services.length > 0 && (
          <Button size="small" shortcut="f" data-testid="draft-referral" aria-pressed={state.tray === "referral"} onClick={() => change({ type: "tray", tray: "referral" })}>
            {w.referral.record}
          </Button>
        )
      }
    >
      {part === undefined ? (
        <NotHere fileStatus={fileStatus} />
      ) : drafts.length === 0 ? (
        <p className={styles["none"]}>{w.referral.none}</p>
      ) : (
        <ul className={styles["list"]}>
          {drafts.map((view) => (
            <Draft key={view.referral} view={view} response={response.response} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Draft({ view, response }: { view: ReferralView; response: ResponseId }): ReactNode {
  const needs = useScheme()?.needs ?? [];
  const { done } = useBoard();
  const ask = useAsk();
  const act = useAct();
  const { draft } = view;

  async function discard(): Promise<void> {
    if (!(await act.run({ type: "discard_referral", referral: view.referral, reason: "" }))) return;
    done(w.done.discarded(draft.service), { type: "draft_referral", response, draft });
  }

  return (
    <li className={styles["draft"]} data-testid="referral" data-may-share={view.may_share}>
      <p className={styles["head"]}>
        <strong>{draft.service}</strong>
        {draft.needs.length > 0 && <span>{w.referral.needs(draft.needs.map((id) => needs.find((each) => each.id === id)?.label ?? id))}</span>}
        <span className={styles["small"]}>
          {w.referral.notSent} {view.by}, <Ago at={view.at} suffix />
        </span>
      </p>
      {draft.note !== "" && <p className={styles["text"]}>{draft.note}</p>}
      <p>
        <span className={styles["mark"]}>
          <IconShape shape={view.may_share ? "circle" : "triangle"} filled={view.may_share} />
          <strong>{view.may_share ? w.referral.mayShare : w.referral.mayNot}:</strong>
        </span>{" "}
        <span className={styles["quiet"]}>{view.because}</span>
      </p>
      <p className={styles["acts"]}>
        {!view.may_share && (
          <Button
            size="small"
            aria-label={w.referral.recordConsentFor(draft.service)}
            data-testid="referral-consent"
            onClick={() => ask({ tray: "consent", response, recipient: draft.service, purpose: null, decision: null })}
          >
            {w.referral.recordConsent}
          </Button>
        )}
        <Button size="small" tone="quiet" pending={act.status === "pending"} aria-label={w.referral.discardOf(draft.service)} data-testid="referral-discard" onClick={() => void discard()}>
          {w.referral.discard}
        </Button>
      </p>
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
    </li>
  );
}
