// Pins or lowers an incident in the list, with a reason, or gives its place back to its factors. It hides nothing.
import { useState, type ReactNode } from "react";
import { useAct } from "../../../live/hooks";
import type { Command, Standing } from "../../../live/protocol.gen";
import { Pick, TextArea } from "../../../ui/Field";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../../held/drafts";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import type { Own } from "../shared";
import styles from "./Facts.module.css";

export function StandingForm({ row, file, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const { done } = useBoard();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<{ standing: Standing | null; reason: string }>(`standing ${row.number}`, () => ({ standing: null, reason: "" }));
  const { standing } = row.priority;
  const needsReason = draft.standing !== null && draft.standing !== "by_factors";
  const lacks = needsReason && draft.reason.trim() === "";

  async function save(): Promise<void> {
    setTried(true);
    if (draft.standing === null || lacks) return;
    const undo = undoOf(row.number, standing, file?.standing_reason ?? null);
    if (await act.run({ type: "set_standing", incident: row.number, standing: draft.standing, reason: needsReason ? draft.reason.trim() : "" })) {
      forget();
      done(board.done.standing(shortNumber(row.number)), undo);
      onDone();
    }
  }

  const options: readonly (readonly [Standing, string])[] = [
    ["pinned", w.priority.pin],
    ["lowered", w.priority.lower],
    ["by_factors", w.priority.byFactors],
  ];
  return (
    <FormFrame title={w.priority.title2} act={act} save={w.priority.save} onSave={() => void save()} onCancel={onCancel} testId="standing">
      <p className={styles["quiet"]}>{w.priority.orders}</p>
      <Pick legend={w.priority.title2} value={draft.standing} onChange={(chosen) => change({ standing: chosen })} options={options.filter(([each]) => each !== standing)} error={tried && draft.standing === null ? w.priority.choose : null} testId="standing" />
      {needsReason && <TextArea label={w.priority.reason} rows={2} value={draft.reason} onChange={(reason) => change({ reason })} error={tried && lacks ? w.priority.need : null} data-testid="standing-reason" />}
    </FormFrame>
  );
}

/** Back to where it stood. Without the old reason there is nothing to put it back with. */
function undoOf(incident: string, standing: Standing, reason: string | null): Command | undefined {
  if (standing === "by_factors") return { type: "set_standing", incident, standing, reason: "" };
  return reason === null || reason === "" ? undefined : { type: "set_standing", incident, standing, reason };
}
