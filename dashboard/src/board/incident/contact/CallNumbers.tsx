// In a call: the other numbers on record, to ring one of them instead. Each under its own word, and behind its own second step.
import { useId, useState, type ReactNode } from "react";
import { serverNow } from "../../../live/clock";
import { useCommand } from "../../../live/hooks";
import { Button } from "../../../ui/Button";
import { contact as w } from "../../../words/en.contact";
import { linesOf, type Line } from "../../logic/contact-lines";
import { maskNumber, mayDialAtOnce, secondStepFor } from "../../logic/safety";
import { useBoard } from "../../state";
import styles from "./CallView.module.css";
import { SafetyMark, STATE_WORD } from "./SafeContactRules";
import { SecondStep } from "./SecondStep";
import { forceNumber, type Own } from "../shared";
import { overtakenWords, useSafety } from "./useSafety";

export function CallNumbers({ line, ...own }: Own & { line: Line }): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const others = linesOf(own.part?.safe_contact?.record, forceNumber(own.file)).filter((each) => each.channel === "phone" && each.to !== line.to);
  if (others.length === 0) return null;
  return (
    <>
      <Button size="small" tone="quiet" aria-expanded={open} aria-controls={id} data-testid="other-numbers" onClick={() => setOpen(!open)}>
        {w.call.which(others.length)}
      </Button>
      <ul id={id} className={styles["others"]} hidden={!open}>
        {open && others.map((each, index) => <Other key={each.to} {...own} line={each} index={index + 1} />)}
      </ul>
    </>
  );
}

function Other({ line, index, ...own }: Own & { line: Line; index: number }): ReactNode {
  const { row, response, part } = own;
  const { change } = useBoard();
  const send = useCommand();
  const [asking, setAsking] = useState(false);
  const safety = useSafety(own, line);
  const name = line.whose === null ? w.safe.own : w.safe.otherOf(line.whose);
  const step = secondStepFor(safety);
  function go(): void {
    change({ type: "call", response: response.response, at: serverNow(), revealed: step !== null, to: line.to });
    if (step !== null) void send({ type: "take_second_step", response: response.response, because: step });
  }
  return (
    <li>
      <Button size="small" data-testid={`ring-instead-${index}`} onClick={() => (mayDialAtOnce(safety) ? go() : setAsking(true))}>
        {mayDialAtOnce(safety) ? w.safe.ringNamed(name) : w.safe.dialAnywayNamed(name)}
      </Button>
      <span className="mono">{maskNumber(line.to)}</span>
      <span className={styles["means"]}>
        <SafetyMark state={safety.state} /> {STATE_WORD[safety.state]}
      </span>
      {asking && (
        <SecondStep channel="phone" safety={safety} overtakenBecause={overtakenWords(own) ?? ""} record={part?.safe_contact?.record} row={row} onClose={() => setAsking(false)} onGo={go} />
      )}
    </li>
  );
}
