// What may be done about a crew's welfare: take it in hand, say that they are well, end it, open the job, silence it here.
import { useState, type ReactNode } from "react";
import { useAct } from "../../live/hooks";
import type { SosEnding } from "../../live/protocol.gen";
import { Button, type ButtonProps } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ErrorNote } from "../../ui/ErrorNote";
import { showToast } from "../../ui/toasts";
import { welfare as w } from "../../words/en.welfare";
import styles from "./WelfareActs.module.css";
import { useGuard, useMayAct } from "./useWelfare";
import { isCalling, type WelfareItem } from "./welfare";

type Size = NonNullable<ButtonProps["size"]>;

type FirstAct = { words: string; hint?: string; testId: string; press: () => void };

type Props = {
  item: WelfareItem;
  size?: Size;
  /** Left out: this view has no incident to open, or it is open. */
  onOpen?: (() => void) | undefined;
  /** Left out: it makes no sound here. */
  onQuiet?: (() => void) | undefined;
  /** Shown on the first act. */
  shortcut?: string | undefined;
};

/** Mount it with the item's key: a press that was meant for another crew must not reach this one. */
export function WelfareActs({ item, size = "normal", onOpen, onQuiet, shortcut }: Props): ReactNode {
  const act = useAct();
  const may = useMayAct();
  const ready = useGuard();
  const [ending, setEnding] = useState(false);
  const calling = isCalling(item);
  const guarded = (run: () => void) => () => (ready ? run() : undefined);

  const well = (): void => {
    if (item.deployment === null) return;
    void act.run({ type: "check_in", deployment: item.deployment }).then((accepted) => (accepted ? showToast(w.done.well(item.callSign)) : undefined));
  };

  // One button whose words change: the focus stays on it when somebody takes the call in hand.
  const first: FirstAct = calling
    ? { words: w.act.answer, hint: w.act.answerHint, testId: "welfare-answer", press: () => void act.run({ type: "answer_sos", car: item.car }) }
    : item.kind === "check_in"
      ? { words: w.act.well, hint: w.act.wellHint, testId: "welfare-well", press: well }
      : { words: w.act.end, testId: "welfare-end", press: () => setEnding(true) };

  return (
    <span className={styles["acts"]}>
      {act.refusal !== null && <span role="alert">{act.refusal.message}</span>}
      {may && (
        <Button size={size} className={styles["first"]} pending={act.status === "pending"} shortcut={shortcut} title={first.hint} onClick={guarded(first.press)} data-first data-ready={ready} data-testid={first.testId}>
          {first.words}
        </Button>
      )}
      {onOpen !== undefined && (
        <Button size={size} onClick={guarded(onOpen)} data-testid="welfare-open">
          {w.act.open}
        </Button>
      )}
      {calling && onQuiet !== undefined && (
        <Button size={size} tone="quiet" className={styles["quiet"]} title={w.act.quietHint} onClick={onQuiet} data-testid="welfare-quiet">
          {w.act.quiet}
        </Button>
      )}
      {ending && <EndDialog item={item} size={size} onClose={() => setEnding(false)} />}
    </span>
  );
}

const HOW: readonly SosEnding[] = ["crew_safe", "help_came", "mistake"];

function EndDialog({ item, size, onClose }: { item: WelfareItem; size: Size; onClose: () => void }): ReactNode {
  const act = useAct();
  const end = (how: SosEnding) => () =>
    void act.run({ type: "end_sos", car: item.car, how }).then((accepted) => {
      if (!accepted) return;
      showToast(w.done.ended(item.callSign));
      onClose();
    });
  return (
    <Dialog
      title={w.end.title(item.callSign)}
      onClose={onClose}
      testId="end-sos"
      footer={
        <Button size={size} onClick={onClose}>
          {w.end.keep}
        </Button>
      }
    >
      <div className={styles["ending"]}>
        <p>{w.end.text}</p>
        {HOW.map((how) => (
          <Button key={how} size="target" pending={act.status === "pending"} onClick={end(how)} data-testid={`end-sos-${how}`}>
            {w.end.how[how]}
          </Button>
        ))}
        {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      </div>
    </Dialog>
  );
}
