// Giving the claim to a colleague who is here now.
import { useState, type ReactNode } from "react";
import { useAct, usePresence, useYou } from "../../live/hooks";
import { SelectField } from "../../ui/Field";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { FormFrame } from "./FormFrame";
import type { Own } from "./shared";
import styles from "./FormFrame.module.css";

export function HandOverForm({ response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const you = useYou();
  const presence = usePresence();
  const act = useAct();
  const others = [...new Map(presence.filter((user) => user.user !== you?.user && user.audience === "control").map((user) => [user.user, user.name])).entries()];
  const [to, setTo] = useState("");
  const chosen = to === "" ? (others[0]?.[0] ?? "") : to;
  async function save(): Promise<void> {
    if (await act.run({ type: "hand_over_claim", response: response.response, to: chosen })) onDone();
  }
  return (
    <FormFrame title={w.acts.handOver} act={act} save={w.acts.handOver} onSave={() => void save()} onCancel={onCancel} testId="hand-over" blocked={others.length === 0}>
      {others.length === 0 ? <p className={styles["note"]}>{w.acts.nobodyElse}</p> : <SelectField label={w.acts.handOverTo} value={chosen} onChange={setTo} options={others.length === 0 ? [["", en.none]] : others} />}
    </FormFrame>
  );
}
