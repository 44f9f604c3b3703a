// Which car: ranked, with why. Offers it to a free one, reserves a busy one, and goes against a rule only for a role that the scheme allows.
import { useState, type ReactNode } from "react";
import { useAct, useCars, useNow, useScheme, useYou } from "../../live/hooks";
import type { CarOption, Command, DeploymentView, NextCar } from "../../live/protocol.gen";
import { Button } from "../../ui/Button";
import { Check, SelectField, TextArea } from "../../ui/Field";
import { en, shortSpan } from "../../words/en";
import { dispatch as w } from "../../words/en.dispatch";
import { useDraft } from "../../held/drafts";
import { GateMark } from "../list/GateMark";
import { wholeMinutes } from "../logic/cars";
import { canSwap, dispatchCommand, firstChosen, isQueueFull, isUnbound, jobsOf, waysOf, type Way } from "../logic/dispatch";
import { shortNumber } from "../logic/rows";
import { changeSettings, useBoardSettings } from "../settings";
import { useBoard } from "../state";
import { useJobNames } from "../useJobNames";
import styles from "./car/Car.module.css";
import { CarOptions } from "./car/CarOptions";
import { NeedsLine } from "./car/NeedsLine";
import { useOptions } from "./car/useOptions";
import { FormFrame } from "./FormFrame";
import type { Own } from "./shared";

export function SendCarForm({ row, response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const scheme = useScheme();
  const you = useYou();
  const act = useAct();
  const cars = useCars();
  const { state, done } = useBoard();
  const { nextBest } = useBoardSettings();
  const options = useOptions(response.response);
  const [tried, setTried] = useState(false);
  const [overriding, setOverriding] = useState(false);
  const [place, setPlace] = useState<number | null>(null);
  const [draft, change, forget] = useDraft(`car ${response.response}`, () => ({ reason: "" }));
  const roles = scheme?.override_roles ?? [];
  const mayOverride = you?.roles.some((role) => roles.includes(role)) === true;
  const gate = row.gate;
  const waysFor = (option: CarOption): readonly Way[] => waysOf(option, { gate: gate.state, mayOverride, free: isUnbound(cars.find((each) => each.car === option.car)) });

  // Chosen once, when the ranking has come: one that changes later must not change what Enter sends.
  const [picked, setPicked] = useState<{ car: string | null; asked: string | null; kind: string }>({ car: null, asked: null, kind: "asking" });
  if (options.kind !== picked.kind || state.car !== picked.asked) {
    const kept = state.car === picked.asked ? picked.car : null;
    setPicked({ car: kept ?? firstChosen(options.shown, state.car, options.kind === "ranked", waysFor), asked: state.car, kind: options.kind });
  }
  const chosen = options.shown.find((option) => option.car === picked.car);
  const ways = chosen === undefined ? [] : waysFor(chosen);
  const way: Way | null = (overriding && ways.includes("override") ? "override" : ways[0]) ?? null;
  const car = cars.find((each) => each.car === chosen?.car);
  const full = way === "reserve" && isQueueFull(car);
  // Somebody was quicker: a response has one car.
  const taken = act.status === "idle" || act.status === "refused" ? jobsOf(response)[0] : undefined;
  const noReason = way === "override" && draft.reason.trim() === "";

  async function run(command: Command, callSign: string, reserved: boolean): Promise<void> {
    if (!(await act.run(command))) return;
    forget();
    done((reserved ? w.form.reserved : w.form.sent)(callSign, shortNumber(row.number)));
    onDone();
  }

  async function save(): Promise<void> {
    setTried(true);
    if (chosen === undefined || way === null || full || noReason || taken !== undefined) return;
    await run(dispatchCommand({ response: response.response, car: chosen.car, way, reason: draft.reason, nextBest, place }), chosen.call_sign, way === "reserve");
  }

  const word = chosen === undefined || way === null ? w.send : (way === "send" ? w.form.sendOne : way === "reserve" ? w.form.reserveOne : w.form.overrideOne)(chosen.call_sign);
  const next = act.refusal?.next_car;
  return (
    <FormFrame
      title={w.form.title}
      act={act}
      save={word}
      onSave={() => void save()}
      onCancel={onCancel}
      takeFocus={false}
      testId="send-car"
      blocked={way === null || full || taken !== undefined}
      next={
        next !== undefined &&
        taken === undefined && (
          <Instead
            next={next}
            pending={act.status === "pending"}
            onSend={() => {
              setPicked({ ...picked, car: next.car });
              void run({ type: "send_car", response: response.response, car: next.car, ...(nextBest ? { next_best: true } : {}) }, next.call_sign, false);
            }}
          />
        )
      }
    >
      {taken !== undefined && <Taken view={taken} />}
      <div>
        <p className={styles["gate"]} data-testid="gate-words" data-state={gate.state}>
          <GateMark state={gate.state} />
          <span>{gate.words}</span>
        </p>
        {gate.state !== "open" && (
          <p className={styles["quiet"]} data-testid="gate-note">
            {mayOverride ? w.form.gateOverride : `${w.form.gateShut}${roles.length === 0 ? "" : ` ${w.form.gateNotYours(roles.map((role) => en.role[role]).join(" or "))}`}`}
          </p>
        )}
        <NeedsLine needs={response.needs} known={row.language} />
      </div>
      <CarOptions
        options={options}
        chosen={chosen?.car ?? null}
        onChoose={(id) => {
          setPicked({ ...picked, car: id });
          setPlace(null);
          setOverriding(false);
        }}
        waysFor={waysFor}
        gate={gate.state}
        testId="send-car"
      />
      {ways.length > 1 && <Check label={w.form.overrideTick} checked={overriding} onChange={setOverriding} data-testid="override-tick" />}
      {way === "override" && (
        <TextArea label={w.form.overrideReason} hint={w.form.overrideShown} value={draft.reason} rows={2} onChange={(reason) => change({ reason })} error={tried && noReason ? w.form.overrideNeed : null} autoFocus={overriding} data-testid="override-reason" />
      )}
      {way === "reserve" && (full ? <p role="alert">{w.form.queueFull}</p> : <PlaceField queue={car?.queue ?? []} active={car?.active !== null} value={place} onChange={setPlace} />)}
      {way !== null && way !== "reserve" && <Check label={w.form.nextBest} checked={nextBest} onChange={(on) => changeSettings({ nextBest: on })} data-testid="next-best" />}
    </FormFrame>
  );
}

function Taken({ view }: { view: DeploymentView }): ReactNode {
  const { change } = useBoard();
  return (
    <div className={styles["wanted"]} role="alert" data-testid="taken">
      <p>
        <strong>{w.form.has(view.call_sign, en.deployment[view.state])}</strong> {canSwap(view) ? w.form.hasSwap : w.form.hasRecall}
      </p>
      {canSwap(view) && (
        <Button size="small" data-testid="taken-swap" onClick={() => change({ type: "choose_job", deployment: view.deployment, tray: "swap_car" })}>
          {w.job.swap}
        </Button>
      )}
    </div>
  );
}

function Instead({ next, pending, onSend }: { next: NextCar; pending: boolean; onSend: () => void }): ReactNode {
  const at = next.arrive_at;
  const span = useNow((now) => (at === null ? null : shortSpan(wholeMinutes(at - now))));
  return (
    <Button size="small" pending={pending} data-testid="send-instead" onClick={onSend}>
      {w.form.instead(next.call_sign, span)}
    </Button>
  );
}

/** Where in the car's queue. The last place is the usual one, and is not named to the server: others may come meanwhile. */
function PlaceField({ queue, active, value, onChange }: { queue: readonly string[]; active: boolean; value: number | null; onChange: (place: number | null) => void }): ReactNode {
  const nameOf = useJobNames();
  if (queue.length === 0) return active ? <p className={styles["quiet"]}>{w.form.placeOnly}</p> : null;
  const last = queue.length + 1;
  return (
    <SelectField
      label={w.form.place}
      value={String(value ?? last)}
      options={[...queue.map((job, at) => [String(at + 1), w.form.placeBefore(at + 1, nameOf(job))] as const), [String(last), w.form.placeLast(last)] as const]}
      onChange={(place) => onChange(Number(place) === last ? null : Number(place))}
      data-testid="queue-place"
    />
  );
}
