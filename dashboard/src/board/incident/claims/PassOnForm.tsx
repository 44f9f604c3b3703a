// Who goes on with it after this shift: a colleague, a team or a service, and what they need to know.
import { useId, useState, type ReactNode } from "react";
import { useAct, useScheme, useYou } from "../../../live/hooks";
import { TextArea, TextField } from "../../../ui/Field";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../../held/drafts";
import { FormFrame } from "../FormFrame";
import styles from "../FormFrame.module.css";
import type { Own } from "../shared";
import { useColleagues } from "./useColleagues";

export function PassOnForm({ response, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const scheme = useScheme();
  const you = useYou();
  const colleagues = useColleagues();
  const list = useId();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft(`pass on ${response.response}`, () => ({ to: response.passed_on?.to ?? "", note: part?.passed_on_note ?? "" }));
  const empty = draft.to.trim() === "";
  const held = response.claim !== null && response.claim.user !== you?.user ? response.claim.name : null;
  const suggestions = [...new Set([...colleagues.map(({ name }) => name), ...(scheme?.partners ?? []), ...(scheme?.services ?? []).map(({ name }) => name)])];

  async function save(): Promise<void> {
    setTried(true);
    if (empty) return;
    if (await act.run({ type: "pass_on", response: response.response, to: draft.to.trim(), note: draft.note.trim() })) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.claims.passOnTitle} act={act} save={w.claims.passOn} onSave={() => void save()} onCancel={onCancel} testId="pass-on">
      <p className={styles["note"]}>{held === null ? w.claims.passOnGives : w.claims.passOnHeld(held)}</p>
      <TextField label={w.claims.to} hint={w.claims.toHint} list={list} value={draft.to} onChange={(to) => change({ to })} error={tried && empty ? w.claims.passOnNeed : null} data-testid="pass-on-to" />
      <datalist id={list}>
        {suggestions.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <TextArea label={w.claims.note} value={draft.note} onChange={(note) => change({ note })} data-testid="pass-on-note" />
    </FormFrame>
  );
}
