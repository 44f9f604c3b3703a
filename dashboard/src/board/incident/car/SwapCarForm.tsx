// Another car for a job that one has already: in one act, so that nobody is left without. A free one is asked at once, a busy one has it in its queue.
import { useState, type ReactNode } from "react";
import { useAct, useCars, useScheme, useYou } from "../../../live/hooks";
import type { CarOption, DeploymentView } from "../../../live/protocol.gen";
import { TextArea } from "../../../ui/Field";
import { dispatch as w } from "../../../words/en.dispatch";
import { useDraft } from "../../../held/drafts";
import { isUnbound, swapWaysOf, type Way } from "../../logic/dispatch";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import type { Own } from "../shared";
import styles from "./Car.module.css";
import { CarOptions } from "./CarOptions";
import { NeedsLine } from "./NeedsLine";
import { useOptions } from "./useOptions";

export function SwapCarForm({ row, response, job, onDone, onCancel }: Own & { job: DeploymentView; onDone: () => void; onCancel: () => void }): ReactNode {
  const scheme = useScheme();
  const you = useYou();
  const act = useAct();
  const { state, done } = useBoard();
  const cars = useCars();
  const options = useOptions(response.response, job.car);
  const [tried, setTried] = useState(false);
  const [car, setCar] = useState<string | null>(state.car);
  const [draft, change, forget] = useDraft(`swap ${job.deployment}`, () => ({ reason: "", override: "" }));
  const mayOverride = you?.roles.some((role) => scheme?.override_roles.includes(role) === true) === true;
  const waysFor = (option: CarOption): readonly Way[] => swapWaysOf(option, { gate: row.gate.state, mayOverride, free: isUnbound(cars.find((each) => each.car === option.car)) }, job.state);
  const chosen = options.shown.find((option) => option.car === car);
  const way = chosen === undefined ? null : (waysFor(chosen)[0] ?? null);
  const reason = draft.reason.trim();
  const override = draft.override.trim();
  const noOverride = way === "override" && override === "";

  async function save(): Promise<void> {
    setTried(true);
    if (chosen === undefined || way === null || reason === "" || noOverride) return;
    if (await act.run({ type: "swap_car", deployment: job.deployment, car: chosen.car, reason, ...(way === "override" ? { override_reason: override } : {}) })) {
      forget();
      done((way === "reserve" ? w.form.reserved : w.forms.swapDone)(chosen.call_sign, shortNumber(row.number)));
      onDone();
    }
  }

  return (
    <FormFrame
      title={w.forms.swapTitle(job.call_sign)}
      act={act}
      save={chosen === undefined ? w.forms.swap : w.forms.swapTo(chosen.call_sign)}
      onSave={() => void save()}
      onCancel={onCancel}
      takeFocus={false}
      testId="swap-car"
      blocked={way === null}
    >
      <NeedsLine needs={response.needs} known={row.language} bare />
      <CarOptions options={options} chosen={chosen?.car ?? null} onChoose={setCar} waysFor={waysFor} gate={row.gate.state} testId="swap-to" />
      {way === "reserve" && chosen !== undefined && (
        <p className={styles["quiet"]} data-testid="swap-reserves">
          {(isUnbound(cars.find((each) => each.car === chosen.car)) ? w.forms.swapFree : w.forms.swapBusy)(chosen.call_sign)}
        </p>
      )}
      {way !== "reserve" && row.gate.state !== "open" && !mayOverride && <p className={styles["quiet"]}>{job.state === "reserved" ? w.forms.swapShutReserved : w.forms.swapShut}</p>}
      {way === "override" && (
        <TextArea label={w.form.overrideReason} hint={w.form.overrideShown} value={draft.override} rows={2} onChange={(text) => change({ override: text })} error={tried && noOverride ? w.form.overrideNeed : null} data-testid="swap-override" />
      )}
      <TextArea label={w.forms.swapReason} hint={w.forms.swapHint} value={draft.reason} rows={2} onChange={(text) => change({ reason: text })} error={tried && reason === "" ? w.forms.swapNeed : null} data-testid="swap-reason" />
    </FormFrame>
  );
}
