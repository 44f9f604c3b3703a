// Giving the claim to a colleague who is here now.
import { useState, type ReactNode } from "react";
import { useAct } from "../../../live/hooks";
import { SelectField } from "../../../ui/Field";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { FormFrame } from "../FormFrame";
import styles from "../FormFrame.module.css";
import type { Own } from "../shared";
import { useColleagues } from "./useColleagues";

export function HandOverForm({ response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const others = useColleagues();
  const [to, setTo] = useState("");
  const chosen = to === "" ? (others[0]?.user ?? "") : to;
  async function save(): Promise<void> {
    if (await act.run({ type: "hand_over_claim", response: response.response, to: chosen })) onDone();
  }
  return (
    <FormFrame title={board.acts.handOver} act={act} save={board.acts.handOver} onSave={() => void save()} onCancel={onCancel} testId="hand-over" blocked={others.length === 0}>
      {others.length === 0 ? (
        <p className={styles["note"]}>{w.claims.handOverNone}</p>
      ) : (
        <SelectField label={board.acts.handOverTo} value={chosen} onChange={setTo} options={others.map(({ user, name }) => [user, name] as const)} />
      )}
    </FormFrame>
  );
}
