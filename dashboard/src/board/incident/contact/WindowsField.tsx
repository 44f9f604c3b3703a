// Her safe hours: days as toggles, from and until in local time, several; what is said most often is one press.
import { useRef, type ReactNode } from "react";
import { LIMITS, type SafeWindow, type Weekday } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { TextField } from "../../../ui/Field";
import { en } from "../../../words/en";
import { contact as w } from "../../../words/en.contact";
import { minutesOf, WEEKDAYS } from "../../logic/contact-time";
import { WINDOW_PRESETS, type WindowPreset } from "../../logic/safety-form";
import type { WindowFault } from "../../logic/safety-windows";
import styles from "./SafeContactForm.module.css";

type Props = { windows: readonly SafeWindow[]; faults: readonly (WindowFault | null)[] | null; onChange: (windows: readonly SafeWindow[]) => void };

export function WindowsField({ windows, faults, onChange }: Props): ReactNode {
  const group = useRef<HTMLFieldSetElement>(null);
  const full = windows.length >= LIMITS.SAFE_WINDOWS_MAX;
  function add(window: SafeWindow): void {
    onChange([...windows, window]);
    // To the new row, once it is there.
    requestAnimationFrame(() => [...(group.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].at(-1)?.querySelector("input")?.focus());
  }
  function remove(index: number): void {
    onChange(windows.filter((_, at) => at !== index));
    group.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  }
  return (
    <fieldset className={styles["group"]} ref={group} data-testid="safe-windows">
      <legend>{w.safeForm.windows}</legend>
      {windows.length === 0 && <p className={styles["quiet"]}>{w.safeForm.windowsNone}</p>}
      {windows.map((window, index) => {
        const set = (part: Partial<SafeWindow>): void => onChange(windows.map((each, at) => (at === index ? { ...each, ...part } : each)));
        const fault = faults?.[index] ?? null;
        const first = minutesOf(window.from);
        const last = minutesOf(window.until);
        return (
          <div key={index} className={styles["window"]} role="group" aria-label={w.safeForm.window(index + 1)} data-row>
            <Days days={window.days} onChange={(days) => set({ days })} error={fault === "days" ? w.safeForm.needDays : null} />
            <TextField type="time" label={w.safeForm.from} value={window.from} onChange={(from) => set({ from })} error={fault === "time" ? w.safeForm.needTimes : null} data-testid={`safe-from-${index + 1}`} />
            <TextField type="time" label={w.safeForm.until} value={window.until} onChange={(until) => set({ until })} hint={first !== null && last !== null && last <= first ? w.safeForm.overnight : undefined} data-testid={`safe-until-${index + 1}`} />
            <Button size="small" tone="quiet" aria-label={w.safeForm.removeWindow(index + 1)} onClick={() => remove(index)}>
              {w.safeForm.remove}
            </Button>
          </div>
        );
      })}
      <div className={styles["adds"]}>
        {(Object.keys(WINDOW_PRESETS) as WindowPreset[]).map((preset) => (
          <Button key={preset} size="small" disabled={full} data-testid={`safe-preset-${preset}`} onClick={() => add(WINDOW_PRESETS[preset])}>
            {w.safeForm.presets[preset]}
          </Button>
        ))}
        <Button size="small" disabled={full} data-add data-testid="safe-add-window" onClick={() => add({ days: [], from: "", until: "" })}>
          {w.safeForm.addWindow}
        </Button>
      </div>
    </fieldset>
  );
}

function Days({ days, onChange, error }: { days: readonly Weekday[]; onChange: (days: Weekday[]) => void; error: string | null }): ReactNode {
  return (
    <fieldset className={styles["days"]}>
      <legend className="sr">{w.safeForm.days}</legend>
      <div className={styles["toggles"]}>
        {WEEKDAYS.map((day) => (
          <label key={day} className={styles["day"]} title={en.weekdayLong[day]}>
            <input type="checkbox" checked={days.includes(day)} aria-label={en.weekdayLong[day]} data-testid={`day-${day}`} onChange={(event) => onChange(WEEKDAYS.filter((each) => (each === day ? event.target.checked : days.includes(each))))} />
            <span aria-hidden="true">{en.weekday[day]}</span>
          </label>
        ))}
      </div>
      {error !== null && (
        <p className={styles["error"]} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
