// When and how it is safe to ring, as the victim says it. Saving confirms it as of now.
import { useState, type ReactNode } from "react";
import { useAct } from "../../live/hooks";
import { Check, Pick, TextField } from "../../ui/Field";
import { board as w } from "../../words/en.board";
import { useDraft } from "../drafts";
import { isDialable } from "../logic/safety";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";
import { numberToRing, type Own } from "./shared";

type Draft = {
  number: string;
  safe: "yes" | "no" | null;
  voicemail: boolean;
  text: boolean;
  withhold: boolean;
  when: string;
  code: string;
  language: string;
  who: string;
};

export function SafeContactForm({ response, file, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<Draft>(`safe ${response.response}`, () => {
    const record = part?.safe_contact?.record;
    return {
      number: record?.number ?? numberToRing(file, part) ?? "",
      // Asked anew each time: an old answer must not be confirmed by habit.
      safe: null,
      voicemail: record?.voicemail_allowed ?? false,
      text: record?.text_allowed ?? false,
      withhold: record?.withhold_caller_id ?? true,
      when: record?.when_safe ?? "",
      code: record?.code_word ?? "",
      language: record?.language ?? file?.people.find((person) => person.role === "victim")?.language ?? "",
      who: record?.who_may_answer ?? "",
    };
  });
  const numberOk = isDialable(draft.number);

  async function save(): Promise<void> {
    setTried(true);
    if (!numberOk || draft.safe === null) return;
    const done = await act.run({
      type: "record_safe_contact",
      response: response.response,
      record: {
        number: draft.number.trim(),
        safe_to_ring: draft.safe === "yes",
        voicemail_allowed: draft.voicemail,
        text_allowed: draft.text,
        withhold_caller_id: draft.withhold,
        when_safe: draft.when.trim(),
        code_word: draft.code.trim(),
        language: draft.language.trim(),
        who_may_answer: draft.who.trim(),
      },
    });
    if (done) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.safeForm.title} act={act} save={w.safeForm.save} onSave={() => void save()} onCancel={onCancel} testId="safe-contact">
      <div className={styles["pair"]}>
        <TextField type="tel" label={w.safeForm.number} value={draft.number} onChange={(number) => change({ number })} error={tried && !numberOk ? w.safeForm.badNumber : null} data-testid="safe-number" />
        <Pick
          legend={w.safeForm.safe}
          value={draft.safe}
          onChange={(safe) => change({ safe })}
          options={[
            ["yes", w.safeForm.safeYes],
            ["no", w.safeForm.safeNo],
          ]}
          error={tried && draft.safe === null ? w.safeForm.choose : null}
          testId="safe-to-ring"
        />
        <TextField label={w.safeForm.when} value={draft.when} onChange={(when) => change({ when })} data-testid="safe-when" />
        <TextField label={w.safeForm.code} value={draft.code} onChange={(code) => change({ code })} data-testid="safe-code" />
        <TextField label={w.safeForm.who} value={draft.who} onChange={(who) => change({ who })} />
        <TextField label={w.safeForm.language} value={draft.language} onChange={(language) => change({ language })} />
      </div>
      <div className={styles["checks"]}>
        <Check label={w.safeForm.voicemail} checked={draft.voicemail} onChange={(voicemail) => change({ voicemail })} />
        <Check label={w.safeForm.text} checked={draft.text} onChange={(text) => change({ text })} />
        <Check label={w.safeForm.withhold} checked={draft.withhold} onChange={(withhold) => change({ withhold })} />
      </div>
    </FormFrame>
  );
}
