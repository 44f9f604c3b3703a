// Why an offer is not taken. A ready reason is two taps; another one can be written.
import { useId, useState, type ReactNode } from "react";
import { LIMITS } from "../live/protocol.gen";
import { Button, Dialog } from "../ui";
import { car as words } from "../words/en.car";
import { Choices } from "./Choices";
import styles from "./Plain.module.css";

type Props = {
  /** The next best car is asked by itself. */
  nextBest: boolean;
  onClose: () => void;
  onDecline: (reason: string) => void;
};

const OTHER = "other";

export function DeclineDialog({ nextBest, onClose, onDecline }: Props): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState("");
  const hint = useId();
  const reason = chosen === OTHER ? text.trim() : (chosen ?? "");
  return (
    <Dialog
      title={words.act.declineAsk}
      onClose={onClose}
      testId="decline-dialog"
      footer={
        <>
          <Button size="target" onClick={onClose}>
            {words.act.back}
          </Button>
          <Button size="target" tone="primary" disabled={reason === ""} onClick={() => onDecline(reason)} data-testid="decline-send">
            {words.act.declineSend}
          </Button>
        </>
      }
    >
      <p id={hint} className={styles["hint"]}>
        {words.act.declineHint} {nextBest ? words.act.declineNext : null}
      </p>
      <Choices
        legend={words.act.declineAsk}
        hideLegend
        value={chosen}
        onChange={setChosen}
        options={[...words.act.declineReasons.map((each) => [each, each] as const), [OTHER, words.act.declineOther] as const]}
      />
      {chosen === OTHER && (
        <textarea
          className={styles["input"]}
          rows={3}
          value={text}
          maxLength={LIMITS.TEXT_CHARS_MAX}
          aria-label={words.act.declineOther}
          aria-describedby={hint}
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </Dialog>
  );
}
