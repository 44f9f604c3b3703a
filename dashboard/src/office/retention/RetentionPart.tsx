// What is kept and for how long, what is due, what a legal hold keeps; and erasing.
import { useCallback, useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import { useLoaded } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { showToast } from "../../ui/toasts";
import { office as w } from "../../words/en.office";
import { previewRetention, type Preview } from "../api";
import page from "../Page.module.css";
import { State } from "../State";
import { Classes } from "./Classes";
import { DuePanel } from "./DuePanel";
import { EraseDialog } from "./EraseDialog";
import { FindPanel } from "./FindPanel";
import { HoldDialog, type HoldAct } from "./HoldDialog";
import { HoldsPanel } from "./HoldsPanel";
import { JobPanel } from "./JobPanel";
import { OnePanel } from "./OnePanel";
import { useJob } from "./useJob";
import type { Target } from "./words";

export function RetentionPart(): ReactNode {
  const { board } = usePlace();
  const preview = useLoaded(useCallback(() => previewRetention(board.board), [board.board]));
  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <div>
          <h2 className={page["title"]}>{w.retention.title}</h2>
          <p className={page["lead"]}>{w.retention.lead}</p>
        </div>
        <Button onClick={preview.again} pending={preview.loading && preview.value !== null} data-testid="retention-again">
          {w.again}
        </Button>
      </div>
      <State of={preview} loading={w.retention.loading}>
        {(value) => <Panels preview={value} board={board.board} onChange={preview.again} />}
      </State>
    </div>
  );
}

function Panels({ preview, board, onChange }: { preview: Preview; board: string; onChange: () => void }): ReactNode {
  const [target, setTarget] = useState<{ what: Target; due: boolean } | null>(null);
  const [begun, setBegun] = useState(0);
  const { job, lost } = useJob(board, preview.job, begun, onChange);
  const [holding, setHolding] = useState<HoldAct | null>(null);
  const eraseOne = (incident: string): void => setTarget({ what: { incidents: [incident] }, due: false });
  const running = job?.state === "running";
  return (
    <>
      {job !== null && <JobPanel job={job} lost={lost} />}
      <DuePanel preview={preview} running={running} onErase={(what) => setTarget({ what, due: true })} />
      <Classes classes={preview.classes} />
      <HoldsPanel holds={preview.holds} onAct={setHolding} />
      <FindPanel board={board} running={running} onErase={eraseOne} onHold={(incident) => setHolding({ do: "place", incident })} />
      <OnePanel running={running} onErase={eraseOne} />
      {holding !== null && (
        <HoldDialog
          board={board}
          act={holding}
          onClose={() => setHolding(null)}
          onDone={(said) => {
            setHolding(null);
            showToast(said);
            onChange();
          }}
        />
      )}
      {target !== null && (
        <EraseDialog
          target={target.what}
          due={target.due}
          board={board}
          onClose={() => setTarget(null)}
          onBegun={() => {
            setTarget(null);
            setBegun((before) => before + 1);
          }}
        />
      )}
    </>
  );
}
