// A safety plan at the door: what it covers, what to do about each, and whether it was gone through together.
import { useState, type ReactNode } from "react";
import { useDraft } from "../../held/drafts";
import { LIMITS } from "../../live/protocol.gen";
import { Button } from "../../ui";
import { en } from "../../words/en";
import { doorstep as words } from "../../words/en.doorstep";
import { records } from "../../words/en.records";
import { Choices } from "../Choices";
import plain from "../Plain.module.css";
import styles from "./Door.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorNote, DoorText, DoorTicks, fits } from "./fields";
import { FileNote } from "./FileNote";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

type Draft = {
  chosen: readonly string[];
  /** By topic. What was written stays when a topic is taken out, in case it is put back. */
  texts: Readonly<Record<string, string>>;
  agreed: boolean | null;
  note: string;
  /** Topics of the plan that filled the form when somebody began to write. */
  knew: readonly string[];
};

export function PlanForm({ job, scheme, access, known, draftKey, onBack, onSaved }: DoorProps): ReactNode {
  const before = known.plan;
  const textsBefore = Object.fromEntries((before?.steps ?? []).map((step) => [step.topic, step.text]));
  const topics = scheme.safety_topics;
  const [draft, change] = useDraft<Draft>(draftKey, () => ({
    chosen: before?.steps.map((step) => step.topic) ?? [],
    texts: textsBefore,
    // Not taken over: a changed plan has not been gone through because the one before it was.
    agreed: null,
    note: before?.note ?? "",
    knew: before?.steps.map((step) => step.topic) ?? [],
  }));
  const write = (part: Partial<Draft>): void => change({ knew: draft.knew, ...part });
  const saving = useSaving({ response: job.response, form: "plan", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const chosen = topics.filter((topic) => draft.chosen.includes(topic.id));
  // The file came while somebody was writing: what stands in it would be lost unseen.
  const missed = (before?.steps ?? []).filter((step) => topics.some((topic) => topic.id === step.topic) && !draft.knew.includes(step.topic) && !draft.chosen.includes(step.topic));

  const lacking = [
    ...(chosen.length === 0 ? [records.plan.needStep] : chosen.length > LIMITS.SAFETY_STEPS_MAX ? [records.plan.tooMany(LIMITS.SAFETY_STEPS_MAX)] : []),
    ...(chosen.some((topic) => !fits(draft.texts[topic.id] ?? "")) ? [words.textTooLong] : []),
    ...(fits(draft.note) ? [] : [words.noteTooLong]),
  ];

  function save(): void {
    setTried(true);
    if (lacking.length > 0) return;
    saving.save({
      type: "record_safety_plan",
      response: job.response,
      plan: { steps: chosen.map(({ id }) => ({ topic: id, text: (draft.texts[id] ?? "").trim() })), agreed: draft.agreed === true, note: draft.note.trim() },
    });
  }

  return (
    <DoorFrame form="plan" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []}>
      <FileNote access={access} means={words.plan.noFile} />
      {before === null ? null : missed.length === 0 ? (
        <p className={plain["note"]}>{words.plan.replaces}</p>
      ) : (
        <div className={styles["file-note"]}>
          <p>{words.plan.takeOverHint}</p>
          <Button
            size="target"
            data-testid="door-take-over"
            onClick={() => write({ chosen: [...draft.chosen, ...missed.map((step) => step.topic)], texts: { ...textsBefore, ...draft.texts } })}
          >
            {words.plan.takeOver(missed.length)}
          </Button>
        </div>
      )}
      <DoorTicks
        legend={records.plan.topics}
        values={draft.chosen}
        onChange={(next) => write({ chosen: next })}
        options={topics.map(({ id, label }) => [id, label] as const)}
        testId="door-topics"
        below={(topic) => (
          <DoorText
            label={records.plan.what(topics.find(({ id }) => id === topic)?.label ?? topic)}
            hideLabel
            rows={2}
            value={draft.texts[topic] ?? ""}
            onChange={(text) => write({ texts: { ...draft.texts, [topic]: text } })}
            testId={`door-text-${topic}`}
          />
        )}
      />
      <DoorNote value={draft.note} onChange={(note) => write({ note })} />
      <Choices
        legend={words.plan.agreed(scheme.person_word)}
        value={draft.agreed === null ? null : draft.agreed ? "yes" : "no"}
        onChange={(answer) => write({ agreed: answer === "yes" })}
        options={[
          ["yes", en.yes],
          ["no", en.no],
        ]}
        short
        testId="door-agreed"
      />
    </DoorFrame>
  );
}
