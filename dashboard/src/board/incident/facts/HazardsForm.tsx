// Hazards that became known in our own contact, and those of our own that are ruled out, with a reason.
import { useState, type ReactNode } from "react";
import { useAct } from "../../../live/hooks";
import type { Hazard } from "../../../live/protocol.gen";
import { Check, TextArea } from "../../../ui/Field";
import { en } from "../../../words/en";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../../held/drafts";
import { HAZARDS } from "../../../records/hazards";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import type { Own } from "../shared";
import styles from "./Facts.module.css";

export function HazardsForm({ row, response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const { done } = useBoard();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<{ found: readonly Hazard[]; reason: string }>(`hazards ${response.response}`, () => ({ found: response.found, reason: "" }));
  // Only what differs is sent: somebody else may have added to it meanwhile.
  const found = HAZARDS.filter((each) => draft.found.includes(each) && !response.found.includes(each));
  const ruledOut = HAZARDS.filter((each) => response.found.includes(each) && !draft.found.includes(each));
  const reason = draft.reason.trim();
  const lacksReason = ruledOut.length > 0 && reason === "";

  async function save(): Promise<void> {
    setTried(true);
    if (lacksReason || found.length + ruledOut.length === 0) return;
    const change_ = { type: "record_hazards", response: response.response } as const;
    if (await act.run({ ...change_, found, ruled_out: ruledOut, reason })) {
      forget();
      done(board.done.hazards(shortNumber(row.number)), { ...change_, found: ruledOut, ruled_out: found, reason: w.hazards.undone });
      onDone();
    }
  }

  return (
    <FormFrame title={w.hazards.title} act={act} save={w.hazards.save} onSave={() => void save()} onCancel={onCancel} testId="hazards">
      <p className={styles["quiet"]}>{w.hazards.hint}</p>
      <div className={styles["ticks"]} role="group" aria-label={w.hazards.title}>
        {HAZARDS.map((hazard) => {
          const known = row.hazards.includes(hazard) && !response.found.includes(hazard);
          return (
            <Check
              key={hazard}
              label={known ? `${en.hazard[hazard]} (${w.hazards.onLog})` : en.hazard[hazard]}
              checked={draft.found.includes(hazard)}
              onChange={(checked) => change({ found: checked ? [...draft.found, hazard] : draft.found.filter((each) => each !== hazard) })}
              data-testid={`hazard-${hazard}`}
            />
          );
        })}
      </div>
      {ruledOut.length > 0 && <TextArea label={w.hazards.reason} value={draft.reason} onChange={(text) => change({ reason: text })} error={tried && lacksReason ? w.hazards.reasonNeed : null} data-testid="hazards-reason" />}
      {tried && found.length + ruledOut.length === 0 && <p role="alert">{w.hazards.nothing}</p>}
    </FormFrame>
  );
}
