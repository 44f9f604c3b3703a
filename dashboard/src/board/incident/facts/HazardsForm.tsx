// Hazards that became known in our own contact, all of them at once: a later record replaces an earlier one.
import { type ReactNode } from "react";
import { useAct } from "../../../live/hooks";
import type { Hazard } from "../../../live/protocol.gen";
import { Check } from "../../../ui/Field";
import { en } from "../../../words/en";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../drafts";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import type { Own } from "../shared";
import styles from "./Facts.module.css";

/** The gravest first. */
const HAZARDS: readonly Hazard[] = ["firearm", "weapon", "strangulation", "self_harm", "violence", "pregnancy", "children", "bail_or_order", "separation", "mental_health", "alcohol", "drugs", "dog"];

export function HazardsForm({ row, response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const { done } = useBoard();
  const [draft, change, forget] = useDraft<{ found: readonly Hazard[] }>(`hazards ${response.response}`, () => ({ found: response.found }));

  async function save(): Promise<void> {
    const before = [...response.found];
    if (await act.run({ type: "record_hazards", response: response.response, hazards: HAZARDS.filter((each) => draft.found.includes(each)) })) {
      forget();
      done(board.done.hazards(shortNumber(row.number)), { type: "record_hazards", response: response.response, hazards: before });
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
    </FormFrame>
  );
}
