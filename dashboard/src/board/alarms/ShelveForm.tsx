// Silences one alarm for a while, with a reason. It comes back by itself.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { serverNow } from "../../live/clock";
import { useAct } from "../../live/hooks";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { Pick, TextField } from "../../ui/Field";
import { en } from "../../words/en";
import { alarms as w } from "../../words/en.alarms";
import { useDraft } from "../../held/drafts";
import type { AlarmItem } from "../logic/alarms";
import { shortNumber } from "../logic/rows";
import { useBoard } from "../state";
import styles from "./AlarmPanel.module.css";

/** The last is the protocol's longest, less a few seconds for clocks that differ. */
const MINUTES = ["5", "10", "30", "60"] as const;
const CLOCKS_DIFFER_MS = 5_000;

export function ShelveForm({ item, onDone }: { item: AlarmItem; onDone: () => void }): ReactNode {
  const { done } = useBoard();
  const act = useAct();
  const [draft, change, forget] = useDraft<{ minutes: (typeof MINUTES)[number]; reason: string }>(`shelve ${item.key}`, () => ({ minutes: "10", reason: "" }));
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  const kind = w.kinds[item.kind];
  const number = shortNumber(item.number);

  useEffect(() => form.current?.querySelector<HTMLInputElement>("input:checked")?.focus(), []);

  const save = (): void => {
    if (draft.reason.trim() === "") {
      setMissing(true);
      reason.current?.focus();
      return;
    }
    const minutes = Number(draft.minutes);
    const until = Math.round(serverNow()) + minutes * 60_000 - CLOCKS_DIFFER_MS;
    void act.run({ type: "shelve_alarm", response: item.response, alarm: item.kind, until, reason: draft.reason.trim() }).then((accepted) => {
      if (!accepted) return;
      forget();
      done(w.shelve.done(kind, number, minutes), { type: "unshelve_alarm", response: item.response, alarm: item.kind });
      onDone();
    });
  };

  return (
    <form
      ref={form}
      className={styles["shelve"]}
      aria-label={w.shelve.title(kind, number)}
      noValidate
      data-testid="form-shelve"
      onSubmit={(event) => {
        event.preventDefault();
        if (act.status !== "pending") save();
      }}
      onKeyDown={(event) => {
        // Escape leaves the form, not the list.
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDone();
      }}
    >
      <Pick legend={w.shelve.minutes} value={draft.minutes} onChange={(minutes) => change({ minutes })} options={MINUTES.map((each) => [each, w.shelve.option(Number(each))] as const)} testId="shelve" />
      <TextField
        ref={reason}
        label={w.shelve.reason}
        hint={w.shelve.hint}
        error={missing && draft.reason.trim() === "" ? w.shelve.need : null}
        value={draft.reason}
        onChange={(text) => change({ reason: text })}
        data-testid="shelve-reason"
      />
      {act.refusal !== null && <ErrorNote refusal={act.refusal} kept />}
      <div className={styles["acts"]}>
        <Button submit size="small" tone="primary" pending={act.status === "pending"} data-testid="shelve-save">
          {w.list.shelve}
        </Button>
        <Button size="small" tone="quiet" onClick={onDone} data-testid="shelve-cancel">
          {en.cancel}
        </Button>
      </div>
    </form>
  );
}
