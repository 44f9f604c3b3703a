// One act that needs a reason: escalate, decline, stand down, recall, reopen, note.
import { useState, type ReactNode } from "react";
import { useAct } from "../../live/hooks";
import type { Command } from "../../live/protocol.gen";
import { TextArea } from "../../ui/Field";
import { useDraft } from "../../held/drafts";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";

type Props = {
  /** Names the draft: what it is for, and for which response. */
  draftKey: string;
  title: string;
  label: string;
  save: string;
  need: string;
  hint?: string | undefined;
  command: (text: string) => Command;
  onDone: () => void;
  onCancel: () => void;
  testId: string;
};

export function ReasonForm({ draftKey, title, label, save, need, hint, command, onDone, onCancel, testId }: Props): ReactNode {
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft(draftKey, () => ({ text: "" }));
  const empty = draft.text.trim() === "";
  async function submit(): Promise<void> {
    setTried(true);
    if (empty) return;
    if (await act.run(command(draft.text.trim()))) {
      forget();
      onDone();
    }
  }
  return (
    <FormFrame title={title} act={act} save={save} onSave={() => void submit()} onCancel={onCancel} testId={testId}>
      {hint !== undefined && <p className={styles["note"]}>{hint}</p>}
      <TextArea label={label} value={draft.text} onChange={(text) => change({ text })} error={tried && empty ? need : null} data-testid={`${testId}-text`} />
    </FormFrame>
  );
}
