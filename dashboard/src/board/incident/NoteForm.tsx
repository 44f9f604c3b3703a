// A note, and for which of the two controllers it is kept.
import { useState, type ReactNode } from "react";
import { useAct, useYou } from "../../live/hooks";
import type { Kept } from "../../live/protocol.gen";
import { Pick, TextArea } from "../../ui/Field";
import { board as w } from "../../words/en.board";
import { kept } from "../../words/en.kept";
import { useDraft } from "../../held/drafts";
import { keptChoices } from "../logic/kept";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";
import type { Own } from "./shared";

type Draft = { text: string; kept: Kept };

export function NoteForm({ response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const [tried, setTried] = useState(false);
  const choices = keptChoices(useYou()?.sides ?? []);
  const [draft, change, forget] = useDraft<Draft>(`note ${response.response}`, () => ({ text: "", kept: "shared" }));
  const text = draft.text.trim();
  async function submit(): Promise<void> {
    setTried(true);
    if (text === "") return;
    if (await act.run({ type: "add_note", response: response.response, text, ...(draft.kept === "shared" ? {} : { kept: draft.kept }) })) {
      forget();
      onDone();
    }
  }
  return (
    <FormFrame title={w.note.title} act={act} save={w.note.save} onSave={() => void submit()} onCancel={onCancel} testId="note">
      <TextArea label={w.note.text} value={draft.text} onChange={(next) => change({ text: next })} error={tried && text === "" ? w.note.need : null} data-testid="note-text" />
      {choices.length > 1 && (
        <>
          <Pick legend={kept.legend} value={draft.kept} onChange={(next) => change({ kept: next })} options={choices.map((each) => [each, kept.options[each]] as const)} testId="note-kept" />
          <p className={styles["note"]} role="status">
            {kept.means[draft.kept]}
          </p>
        </>
      )}
    </FormFrame>
  );
}
