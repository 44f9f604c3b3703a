// Which car, and why not where it cannot. Against the gate or with an empty seat only by a role that the scheme allows, with a reason.
import { useId, useState, type ReactNode } from "react";
import { useAct, useCars, useScheme, useYou } from "../../live/hooks";
import type { CarRow } from "../../live/protocol.gen";
import { cx } from "../../ui/cx";
import { TextArea } from "../../ui/Field";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useDraft } from "../drafts";
import { FormFrame } from "./FormFrame";
import styles from "./FormFrame.module.css";
import type { Own } from "./shared";

export function SendCarForm({ row, response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const cars = useCars();
  const scheme = useScheme();
  const you = useYou();
  const act = useAct();
  const name = useId();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<{ car: string | null; reason: string }>(`car ${response.response}`, () => ({ car: null, reason: "" }));
  const overrideRoles = scheme?.override_roles ?? [];
  const mayOverride = you?.roles.some((role) => overrideRoles.includes(role)) === true;
  const gateOpen = row.gate.state === "open";
  const chosen = cars.find((car) => car.car === draft.car);
  const needsOverride = !gateOpen || (chosen !== undefined && !chosen.deployable && canOverride(chosen));
  const blocked = !gateOpen && !mayOverride;
  const sorted = [...cars].sort((a, b) => Number(b.deployable) - Number(a.deployable) || Number(b.status !== "off_duty") - Number(a.status !== "off_duty") || a.call_sign.localeCompare(b.call_sign));

  async function save(): Promise<void> {
    setTried(true);
    if (chosen === undefined || (needsOverride && draft.reason.trim() === "")) return;
    const done = await act.run({
      type: "send_car",
      response: response.response,
      car: chosen.car,
      ...(needsOverride ? { override_reason: draft.reason.trim() } : {}),
    });
    if (done) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.car.send} act={act} save={w.car.send} onSave={() => void save()} onCancel={onCancel} testId="send-car" blocked={blocked || chosen === undefined}>
      {!gateOpen && (
        <p className={styles["note"]} data-testid="gate-note">
          {mayOverride ? w.car.gateClosed : w.car.gateNotYours(overrideRoles.map((role) => en.role[role]).join(" or "))}
        </p>
      )}
      <fieldset className={styles["services"]}>
        <legend>{w.car.choose}</legend>
        <div className={styles["cars"]}>
          {sorted.map((car) => {
            const possible = !blocked && car.status !== "off_duty" && (car.deployable || mayOverride);
            return (
              <label key={car.car} className={cx(styles["car"], car.car === draft.car && styles["carOn"])}>
                <input type="radio" name={name} checked={car.car === draft.car} disabled={!possible} data-testid={`send-car-${car.car}`} onChange={() => change({ car: car.car })} />
                <span className="mono">{car.call_sign}</span>
                <span>
                  {en.carStatus[car.status]}
                  <small>{car.deployable ? (car.active === null ? w.car.ready : w.car.queueAfter(car.queue.length)) : car.status === "off_duty" ? "" : car.not_deployable_because}</small>
                </span>
              </label>
            );
          })}
        </div>
      </fieldset>
      {mayOverride && needsOverride && (
        <TextArea label={w.car.overrideReason} hint={w.car.overrideShown} value={draft.reason} rows={2} onChange={(reason) => change({ reason })} error={tried && draft.reason.trim() === "" ? w.car.overrideNeed : null} data-testid="override-reason" />
      )}
    </FormFrame>
  );
}

/** An empty seat can be overridden; a car that is not on shift cannot. */
function canOverride(car: CarRow): boolean {
  return car.status !== "off_duty";
}
