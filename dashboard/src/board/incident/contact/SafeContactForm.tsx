// When and how it is safe to reach her, as she says it. Saving confirms it as of now. The essentials first; the rest unfolds.
import { useState, type ReactNode } from "react";
import { useAct } from "../../../live/hooks";
import { Disclosure } from "../../../ui/Disclosure";
import { Check, Pick, TextField } from "../../../ui/Field";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../../held/drafts";
import { draftOf, faultsOf, holdsMore, isWhole, recordOf, type SafeDraft } from "../../logic/safety-form";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import { OtherNumbersField } from "./OtherNumbersField";
import styles from "./SafeContactForm.module.css";
import { forceNumber, type Own } from "../shared";
import { WindowsField } from "./WindowsField";

export function SafeContactForm({ row, response, file, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [folded, setFolded] = useState<boolean | null>(null);
  const [draft, change, forget] = useDraft<SafeDraft>(`safe ${response.response}`, () =>
    draftOf(part?.safe_contact?.record, forceNumber(file), file?.people.find((person) => person.role === "victim")?.language ?? row.language),
  );
  const faults = faultsOf(draft);
  const shown = tried ? faults : null;
  // A fault in the folded part must be seen.
  const open = folded === null ? holdsMore(draft) : !folded || (shown !== null && !isWhole({ ...shown, number: null, safe: false }));

  async function save(): Promise<void> {
    setTried(true);
    if (!isWhole(faults)) return;
    if (await act.run({ type: "record_safe_contact", response: response.response, record: recordOf(draft) })) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.safeForm.title} act={act} save={w.safeForm.save} onSave={() => void save()} onCancel={onCancel} testId="safe-contact">
      <div className={styles["first"]}>
        <TextField
          type="tel"
          label={w.safeForm.number}
          value={draft.number}
          onChange={(number) => change({ number })}
          error={shown?.number === "bad" ? w.safeForm.badNumber : shown?.number === "need" ? w.safeForm.needNumber : null}
          data-testid="safe-number"
        />
        <Pick
          legend={w.safeForm.safe}
          value={draft.safe}
          onChange={(safe) => change({ safe })}
          options={[
            ["yes", w.safeForm.safeYes],
            ["no", w.safeForm.safeNo],
          ]}
          error={shown?.safe === true ? w.safeForm.choose : null}
          testId="safe-to-ring"
        />
      </div>
      <div className={frame["pair"]}>
        <TextField label={w.safeForm.when} value={draft.when} onChange={(when) => change({ when })} data-testid="safe-when" />
        <TextField label={w.safeForm.code} value={draft.code} onChange={(code) => change({ code })} data-testid="safe-code" />
      </div>
      <div className={frame["checks"]}>
        <Check label={w.safeForm.voicemail} checked={draft.voicemail} onChange={(voicemail) => change({ voicemail })} data-testid="safe-voicemail" />
        <Check label={w.safeForm.text} checked={draft.text} onChange={(text) => change({ text })} data-testid="safe-text" />
        <Check label={w.safeForm.withhold} checked={draft.withhold} onChange={(withhold) => change({ withhold })} data-testid="safe-withhold" />
      </div>
      <Disclosure label={w.safeForm.more} testId="safe-more" open={open} onToggle={(on) => setFolded(!on)}>
        <div className={styles["more"]}>
          <WindowsField windows={draft.windows} faults={shown?.windows ?? null} onChange={(windows) => change({ windows })} />
          <OtherNumbersField others={draft.others} faults={shown?.others ?? null} onChange={(others) => change({ others })} />
          <div className={frame["pair"]}>
            <TextField
              type="email"
              label={w.safeForm.email}
              value={draft.email}
              onChange={(email) => change({ email })}
              error={shown?.email === "bad" ? w.safeForm.badEmail : shown?.email === "need" ? w.safeForm.needEmail : null}
              data-testid="safe-email"
            />
            <TextField label={w.safeForm.language} value={draft.language} onChange={(language) => change({ language })} data-testid="safe-language" />
          </div>
          <TextField label={w.safeForm.who} value={draft.who} onChange={(who) => change({ who })} data-testid="safe-who" />
          <div className={frame["checks"]}>
            <Check label={w.safeForm.emailAllowed} checked={draft.emailAllowed} onChange={(emailAllowed) => change({ emailAllowed })} data-testid="safe-email-allowed" />
            <Check label={w.safeForm.visit} checked={draft.visit} onChange={(visit) => change({ visit })} data-testid="safe-visit" />
          </div>
        </div>
      </Disclosure>
    </FormFrame>
  );
}
