// Where else she can be reached, or must not be rung: number, whose it is, and whether it is safe.
import { useRef, type ReactNode } from "react";
import { LIMITS, type OtherNumber } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { Check, TextField } from "../../../ui/Field";
import { contact as w } from "../../../words/en.contact";
import styles from "./SafeContactForm.module.css";

type Props = { others: readonly OtherNumber[]; faults: readonly boolean[] | null; onChange: (others: readonly OtherNumber[]) => void };

export function OtherNumbersField({ others, faults, onChange }: Props): ReactNode {
  const group = useRef<HTMLFieldSetElement>(null);
  function add(): void {
    onChange([...others, { number: "", whose: "", safe_to_ring: false }]);
    requestAnimationFrame(() => [...(group.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].at(-1)?.querySelector("input")?.focus());
  }
  function remove(index: number): void {
    onChange(others.filter((_, at) => at !== index));
    group.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  }
  return (
    <fieldset className={styles["group"]} ref={group} data-testid="safe-others">
      <legend>{w.safeForm.others}</legend>
      {others.map((other, index) => {
        const set = (part: Partial<OtherNumber>): void => onChange(others.map((each, at) => (at === index ? { ...each, ...part } : each)));
        return (
          <div key={index} className={styles["other"]} role="group" aria-label={w.safeForm.otherNumber(index + 1)} data-row>
            <TextField type="tel" label={w.safeForm.number} value={other.number} onChange={(number) => set({ number })} error={faults?.[index] === true ? w.safeForm.badNumber : null} data-testid={`safe-other-${index + 1}`} />
            <TextField label={w.safeForm.whose} value={other.whose} onChange={(whose) => set({ whose })} data-testid={`safe-whose-${index + 1}`} />
            <Check label={w.safeForm.otherSafe} checked={other.safe_to_ring} onChange={(safe_to_ring) => set({ safe_to_ring })} data-testid={`safe-other-ring-${index + 1}`} />
            <Button size="small" tone="quiet" aria-label={w.safeForm.removeOther(index + 1)} onClick={() => remove(index)}>
              {w.safeForm.remove}
            </Button>
          </div>
        );
      })}
      <div className={styles["adds"]}>
        <Button size="small" disabled={others.length >= LIMITS.OTHER_NUMBERS_MAX} data-add data-testid="safe-add-other" onClick={add}>
          {w.safeForm.addOther}
        </Button>
      </div>
    </fieldset>
  );
}
