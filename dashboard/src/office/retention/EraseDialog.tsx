// The last look before something is erased for good: what goes, what stays, on what ground, and the proof that it was read.
import { useState, type ReactNode } from "react";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Pick, TextArea, TextField } from "../../ui/Field";
import { en } from "../../words/en";
import { office as w } from "../../words/en.office";
import { BASES, erase, type ErasureBasis } from "../api";
import page from "../Page.module.css";
import styles from "./Retention.module.css";
import { countOf, isProven, proofOf, type Target } from "./words";

type Props = { target: Target; /** Past its period, and not before its time. */ due: boolean; board: string; onClose: () => void; onBegun: () => void };

export function EraseDialog({ target, due, board, onClose, onBegun }: Props): ReactNode {
  const act = useAsked();
  const [basis, setBasis] = useState<ErasureBasis>(due ? "retention" : "request");
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const count = countOf(target);
  const lacksReason = reason.trim() === "";
  const proven = isProven(target, typed);
  async function go(): Promise<void> {
    setTried(true);
    if (lacksReason || !proven) return;
    if ((await act.run(() => erase(board, "all" in target ? null : target.incidents, basis, reason.trim()))) !== null) onBegun();
  }
  return (
    <Dialog
      title={w.erase.title(count)}
      onClose={onClose}
      wide
      testId="erase"
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {en.cancel}
          </Button>
          <Button tone="primary" pending={act.pending} onClick={() => void go()} data-testid="erase-go">
            {w.erase.go(count)}
          </Button>
        </>
      }
    >
      <form
        className={page["form"]}
        aria-label={w.erase.title(count)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <div className={styles["two"]}>
          <Part title={w.erase.goes} lines={w.erase.goesLines} testId="erase-goes" />
          <Part title={w.erase.stays} lines={w.erase.staysLines} testId="erase-stays" />
        </div>
        <p>
          <strong>{w.erase.forEver}</strong>
        </p>
        {"incidents" in target && target.incidents.length > 1 && (
          <ul className={styles["numbers"]} data-testid="erase-numbers" tabIndex={0} aria-label={w.retention.incidents}>
            {target.incidents.map((incident) => (
              <li key={incident}>{incident}</li>
            ))}
          </ul>
        )}
        <Pick legend={w.erase.basis} value={basis} onChange={setBasis} options={BASES.filter((each) => due || each !== "retention").map((each) => [each, w.erase.bases[each]] as const)} testId="erase-basis" />
        <TextArea label={w.erase.reason} hint={w.erase.reasonHint} rows={2} value={reason} onChange={setReason} error={tried && lacksReason ? w.erase.reasonNeed : null} data-testid="erase-reason" />
        <TextField label={w.erase.proof(proofOf(target), count)} value={typed} onChange={setTyped} error={tried && !proven ? w.erase.proofNeed(proofOf(target)) : null} data-testid="erase-proof" />
        {act.problem !== null && <ProblemNote problem={act.problem} kept />}
      </form>
    </Dialog>
  );
}

function Part({ title, lines, testId }: { title: string; lines: readonly string[]; testId: string }): ReactNode {
  return (
    <div data-testid={testId}>
      <h3 className={styles["part"]}>{title}</h3>
      <ul className={styles["lines"]}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
