// A contact attempt: how, what happened, what was said, when to try again.
import { useState, type ReactNode } from "react";
import { serverNow } from "../../live/clock";
import { useAct, useScheme } from "../../live/hooks";
import type { ContactChannel, ContactResult } from "../../live/protocol.gen";
import { Pick, SelectField, TextArea, TextField } from "../../ui/Field";
import { fromLocalField, toLocalField } from "../../ui/time";
import { en, shortSpan } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useDraft } from "../drafts";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";
import { numberToRing, type Own } from "./shared";

type Draft = { channel: ContactChannel; result: ContactResult | null; note: string; next: string; nextAt: string };

const CHANNELS: readonly (readonly [ContactChannel, string])[] = (["phone", "text", "email", "in_person"] as const).map((each) => [each, en.channel[each]]);
const RESULTS: readonly (readonly [ContactResult, string])[] = (
  ["spoke_safely", "no_answer", "ended_unsafe", "someone_else", "wrong_number", "declined_for_now"] as const
).map((each) => [each, en.contact[each]]);
const WAITS_MIN = [15, 30, 60, 120, 240] as const;

type Props = Own & { onDone: () => void; onCancel: () => void; cancelWord?: string; takeFocus?: boolean };

export function ContactForm({ response, file, part, onDone, onCancel, cancelWord, takeFocus = false }: Props): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const act = useAct();
  const [draft, change, forget] = useDraft<Draft>(`contact ${response.response}`, () => ({ channel: "phone", result: null, note: "", next: "", nextAt: "" }));
  const [tried, setTried] = useState(false);

  function nextAt(): number | null {
    if (draft.next === "") return null;
    if (draft.next === "at") return fromLocalField(draft.nextAt, zone);
    return Math.round(serverNow()) + Number(draft.next) * 60_000;
  }

  async function save(): Promise<void> {
    setTried(true);
    if (draft.result === null) return;
    const next = nextAt();
    const number = draft.channel === "phone" || draft.channel === "text" ? (numberToRing(file, part) ?? "") : "";
    const done = await act.run({
      type: "record_contact",
      response: response.response,
      attempt: { channel: draft.channel, result: draft.result, number, note: draft.note.trim(), ...(next === null ? {} : { next_at: next }) },
    });
    if (done) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.contact.title} act={act} save={w.contact.save} onSave={() => void save()} onCancel={onCancel} {...(cancelWord === undefined ? {} : { cancelWord })} takeFocus={takeFocus} testId="contact">
      <Pick legend={w.contact.result} value={draft.result} onChange={(result) => change({ result })} options={RESULTS} error={tried && draft.result === null ? w.contact.chooseResult : null} testId="contact-result" />
      <TextArea label={w.contact.note} value={draft.note} onChange={(note) => change({ note })} data-testid="contact-note" />
      <div className={styles["pair"]}>
        <SelectField label={w.contact.channel} value={draft.channel} onChange={(channel) => change({ channel })} options={CHANNELS} data-testid="contact-channel" />
        <SelectField
          label={w.contact.next}
          hint={draft.next === "" ? undefined : w.contact.nextHint}
          value={draft.next}
          onChange={(next) => change(next === "at" && draft.nextAt === "" ? { next, nextAt: toLocalField(serverNow() + 3_600_000, zone) } : { next })}
          options={[["", w.contact.nextNone], ...WAITS_MIN.map((min) => [String(min), w.contact.nextIn(shortSpan(min * 60_000))] as const), ["at", w.contact.nextAt]]}
          data-testid="contact-next"
        />
      </div>
      {draft.next === "at" && <TextField type="datetime-local" label={w.contact.nextAt} value={draft.nextAt} onChange={(value) => change({ nextAt: value })} data-testid="contact-next-at" />}
    </FormFrame>
  );
}
