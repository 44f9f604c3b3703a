// What came of it: outcome, referral, services, refuge, safety plan, note.
import { useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../live/hooks";
import type { OutcomeKind, ReferralDecision } from "../../live/protocol.gen";
import { Check, Pick, TextArea } from "../../ui/Field";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useDraft } from "../drafts";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";
import type { Own } from "./shared";

type Draft = { kind: OutcomeKind | null; referral: ReferralDecision | null; services: readonly string[]; refuge: boolean; plan: boolean; note: string };

const KINDS: readonly (readonly [OutcomeKind, string])[] = (["engaged_by_phone", "engaged_by_visit", "could_not_reach", "declined", "not_suitable"] as const).map((each) => [each, en.outcome[each]]);
const REFERRALS: readonly (readonly [ReferralDecision, string])[] = (["referred", "already_supported", "declined", "not_offered"] as const).map((each) => [each, en.referral[each]]);

export function OutcomeForm({ response, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const services = useScheme()?.services ?? [];
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<Draft>(`outcome ${response.response}`, () => {
    const before = part?.outcome;
    return {
      kind: before?.kind ?? null,
      referral: before?.referral ?? null,
      services: before?.services ?? [],
      refuge: before?.refuge_placed ?? false,
      plan: before?.safety_plan_made ?? false,
      note: before?.note ?? "",
    };
  });
  const referred = draft.referral === "referred";
  const lacksServices = referred && draft.services.length === 0 && services.length > 0;

  async function save(): Promise<void> {
    setTried(true);
    if (draft.kind === null || draft.referral === null || lacksServices) return;
    const done = await act.run({
      type: "record_outcome",
      response: response.response,
      outcome: {
        kind: draft.kind,
        referral: draft.referral,
        services: referred ? [...draft.services] : [],
        refuge_placed: draft.refuge,
        safety_plan_made: draft.plan,
        note: draft.note.trim(),
      },
    });
    if (done) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.outcome.title} act={act} save={w.outcome.save} onSave={() => void save()} onCancel={onCancel} testId="outcome">
      <Pick legend={w.outcome.kind} value={draft.kind} onChange={(kind) => change({ kind })} options={KINDS} error={tried && draft.kind === null ? w.outcome.needKind : null} testId="outcome-kind" />
      <Pick legend={w.outcome.referral} value={draft.referral} onChange={(referral) => change({ referral })} options={REFERRALS} error={tried && draft.referral === null ? w.outcome.needReferral : null} testId="outcome-referral" />
      {referred && (
        <fieldset className={styles["services"]}>
          <legend>{w.outcome.services}</legend>
          <div className={styles["checks"]}>
            {services.map((service) => (
              <Check
                key={service}
                label={service}
                checked={draft.services.includes(service)}
                onChange={(on) => change({ services: on ? [...draft.services, service] : draft.services.filter((each) => each !== service) })}
                data-testid={`outcome-service-${service.toLowerCase().replace(/[^a-z]+/g, "-")}`}
              />
            ))}
          </div>
          {tried && lacksServices && <p className={styles["error"]}>{w.outcome.needServices}</p>}
        </fieldset>
      )}
      <div className={styles["checks"]}>
        <Check label={w.outcome.plan} checked={draft.plan} onChange={(plan) => change({ plan })} data-testid="outcome-plan" />
        <Check label={w.outcome.refuge} checked={draft.refuge} onChange={(refuge) => change({ refuge })} data-testid="outcome-refuge" />
      </div>
      <TextArea label={w.outcome.note} value={draft.note} rows={2} onChange={(note) => change({ note })} data-testid="outcome-note" />
    </FormFrame>
  );
}
