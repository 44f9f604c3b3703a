// A safety plan: what it covers, what to do about each, and whether it was gone through together.
import { useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import { LIMITS } from "../../../live/protocol.gen";
import { Check, TextArea, TextField } from "../../../ui/Field";
import { records as w } from "../../../words/en.records";
import { useDraft } from "../../../held/drafts";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import type { Own } from "../shared";
import styles from "./Forms.module.css";

type Draft = {
  chosen: readonly string[];
  /** By topic. What was written stays when a topic is taken out, in case it is put back. */
  texts: Readonly<Record<string, string>>;
  agreed: boolean;
  note: string;
};

export function PlanForm({ row, response, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const scheme = useScheme();
  const { done } = useBoard();
  const act = useAct();
  const [tried, setTried] = useState(false);
  const before = part?.plan?.plan ?? null;
  const topics = scheme?.safety_topics ?? [];
  const [draft, change, forget] = useDraft<Draft>(`plan ${response.response}`, () => ({
    chosen: before?.steps.map((step) => step.topic) ?? [],
    texts: Object.fromEntries(before?.steps.map((step) => [step.topic, step.text]) ?? []),
    // Not taken over: a changed plan has not been gone through because the one before it was.
    agreed: false,
    note: before?.note ?? "",
  }));
  const chosen = topics.filter((topic) => draft.chosen.includes(topic.id));
  const error = chosen.length === 0 ? w.plan.needStep : chosen.length > LIMITS.SAFETY_STEPS_MAX ? w.plan.tooMany(LIMITS.SAFETY_STEPS_MAX) : null;

  async function save(): Promise<void> {
    setTried(true);
    if (error !== null) return;
    const accepted = await act.run({
      type: "record_safety_plan",
      response: response.response,
      plan: { steps: chosen.map(({ id }) => ({ topic: id, text: (draft.texts[id] ?? "").trim() })), agreed: draft.agreed, note: draft.note.trim() },
    });
    if (!accepted) return;
    forget();
    onDone();
    done(w.done.plan(shortNumber(row.number)));
  }

  return (
    <FormFrame title={w.plan.formTitle} act={act} save={w.plan.save} onSave={() => void save()} onCancel={onCancel} testId="plan" blocked={topics.length === 0}>
      {topics.length === 0 && <p className={frame["note"]}>{w.plan.noTopics}</p>}
      {before !== null && <p className={frame["note"]}>{w.plan.replaces}</p>}
      {topics.length > 0 && (
        <fieldset className={styles["group"]}>
          <legend>{w.plan.topics}</legend>
          {topics.map(({ id, label }) => {
            const on = draft.chosen.includes(id);
            return (
              <div key={id} className={styles["topic"]}>
                <Check label={label} checked={on} onChange={(now) => change({ chosen: now ? [...draft.chosen, id] : draft.chosen.filter((each) => each !== id) })} data-testid={`plan-topic-${id}`} />
                {on && (
                  <TextField
                    label={w.plan.whatShort}
                    aria-label={w.plan.what(label)}
                    value={draft.texts[id] ?? ""}
                    onChange={(text) => change({ texts: { ...draft.texts, [id]: text } })}
                    data-testid={`plan-text-${id}`}
                  />
                )}
              </div>
            );
          })}
          {tried && error !== null && <p className={frame["error"]}>{error}</p>}
        </fieldset>
      )}
      <TextArea label={w.plan.note} value={draft.note} rows={2} onChange={(note) => change({ note })} data-testid="plan-note" />
      <div className={frame["checks"]}>
        <Check label={w.plan.agreedTick(scheme?.person_word ?? "victim")} checked={draft.agreed} onChange={(agreed) => change({ agreed })} data-testid="plan-agreed" />
      </div>
      {before?.agreed === true && !draft.agreed && <p className={frame["note"]}>{w.plan.agreedHint}</p>}
    </FormFrame>
  );
}
