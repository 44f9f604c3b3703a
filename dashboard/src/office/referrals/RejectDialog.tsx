// A service does not take somebody on: never without what it said.
import { useState, type ReactNode } from "react";
import type { ReferralLine } from "../../live/protocol.gen";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
import { en } from "../../words/en";
import { referrals as w } from "../../words/en.referrals";
import { answerReferral } from "../api";
import page from "../Page.module.css";

type Props = { board: string; line: ReferralLine; onClose: () => void; onDone: (reason: string) => void; onStale: () => void };

export function RejectDialog({ board, line, onClose, onDone, onStale }: Props): ReactNode {
  const act = useAsked();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const lacks = reason.trim() === "";
  const title = w.rejectTitle(line.service);
  async function go(): Promise<void> {
    setTried(true);
    if (lacks) return;
    const done = await act.run(async () => {
      const answered = await answerReferral(board, line, "rejected", reason.trim());
      if (!answered.ok && answered.problem.code === "wrong_state") onStale();
      return answered;
    });
    if (done !== null) onDone(reason.trim());
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId="reject"
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {en.cancel}
          </Button>
          <Button tone="primary" pending={act.pending} onClick={() => void go()} data-testid="reject-go">
            {w.reject}
          </Button>
        </>
      }
    >
      <form
        className={page["form"]}
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <p>{w.rejectText(line.incident)}</p>
        <TextArea label={w.reason} hint={w.reasonHint} rows={2} value={reason} onChange={setReason} error={tried && lacks ? w.reasonNeed : null} data-testid="reject-reason" />
        {act.problem !== null && <ProblemNote problem={act.problem} kept />}
      </form>
    </Dialog>
  );
}
