// A crew's note on its job, and for which of the two controllers it is kept. Typed text stays until it is taken.
import { useId, useState, type ReactNode } from "react";
import { keptChoices } from "../board/logic/kept";
import { useDraft } from "../held/drafts";
import { useCommand, useTrust } from "../live";
import { useYou } from "../live/hooks";
import { LIMITS } from "../live/protocol.gen";
import type { JobCard, Kept } from "../live/protocol.gen";
import { Button, Dialog, showToast } from "../ui";
import { car as words } from "../words/en.car";
import { kept } from "../words/en.kept";
import { Choices } from "./Choices";
import styles from "./Plain.module.css";

type NoteDraft = { text: string; kept: Kept };

export function NoteDialog({ job, onClose }: { job: JobCard; onClose: () => void }): ReactNode {
  const [draft, change, forget] = useDraft<NoteDraft>(`${job.response}/note`, () => ({ text: "", kept: "shared" }));
  const send = useCommand();
  const choices = keptChoices(useYou()?.sides ?? []);
  const { link } = useTrust();
  const [tried, setTried] = useState(false);
  const id = useId();
  const text = draft.text.trim();
  const lacks = tried && text === "";
  const save = (): void => {
    setTried(true);
    if (text === "") return;
    // From here on it is the outbox's: it waits there, and stays with its words where it is not taken.
    void send({ type: "add_note", response: job.response, text, ...(draft.kept === "shared" ? {} : { kept: draft.kept }) });
    forget();
    showToast(link === "live" ? words.note.saved : words.note.waits);
    onClose();
  };
  return (
    <Dialog
      title={words.note.title}
      onClose={onClose}
      testId="note-dialog"
      footer={
        <>
          <Button size="target" onClick={onClose}>
            {words.act.back}
          </Button>
          <Button size="target" tone="primary" submit form={id} data-testid="note-save">
            {words.note.save}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={styles["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className={styles["field"]}>
          <span className={styles["legend"]}>{words.note.text}</span>
          <textarea
            className={styles["input"]}
            rows={4}
            maxLength={LIMITS.TEXT_CHARS_MAX}
            value={draft.text}
            autoFocus
            aria-invalid={lacks || undefined}
            aria-describedby={lacks ? `${id}-lacks` : undefined}
            data-testid="note-text"
            onChange={(event) => change({ text: event.target.value })}
          />
        </label>
        {lacks && (
          <p id={`${id}-lacks`} role="alert">
            <strong>{words.note.need}</strong>
          </p>
        )}
        {choices.length > 1 && <Choices legend={kept.legend} hint={kept.means[draft.kept]} value={draft.kept} onChange={(next) => change({ kept: next })} options={choices.map((each) => [each, kept.options[each]] as const)} testId="note-kept" />}
      </form>
    </Dialog>
  );
}
