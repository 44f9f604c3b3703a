// The export: what for, why, and as what. The file goes to the browser's downloads and is kept nowhere else.
import { useState, type ReactNode } from "react";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { download } from "../../ui/download";
import { Pick, TextArea } from "../../ui/Field";
import { ZONE } from "../../ui/time";
import { showToast } from "../../ui/toasts";
import { en } from "../../words/en";
import { ledger as w } from "../../words/en.ledger";
import { exportLedger, PURPOSES, type ExportFormat, type ExportPurpose, type LedgerFilter } from "../api";
import page from "../Page.module.css";
import { filterWords } from "./words";

export function ExportDialog({ board, filter, onClose }: { board: string; filter: LedgerFilter; onClose: () => void }): ReactNode {
  const act = useAsked();
  const [purpose, setPurpose] = useState<ExportPurpose>("subject_access");
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const empty = reason.trim() === "";
  async function go(): Promise<void> {
    setTried(true);
    if (empty) return;
    const file = await act.run(() => exportLedger(board, filter, { purpose, format, reason: reason.trim() }));
    if (file === null) return;
    download(file, w.export.file(new Date().toISOString().slice(0, 10), format));
    showToast(w.export.done);
    onClose();
  }
  return (
    <Dialog
      title={w.export.title}
      onClose={onClose}
      testId="export"
      footer={
        <>
          <Button tone="quiet" onClick={onClose}>
            {en.cancel}
          </Button>
          <Button tone="primary" pending={act.pending} onClick={() => void go()} data-testid="export-go">
            {w.export.go}
          </Button>
        </>
      }
    >
      <form
        className={page["form"]}
        aria-label={w.export.title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <p>{w.export.lead}</p>
        <p className={page["small"]} data-testid="export-filter">
          {filterWords(filter, ZONE)}
        </p>
        <Pick legend={w.export.purpose} value={purpose} onChange={setPurpose} options={PURPOSES.map((each) => [each, w.export.purposes[each]] as const)} testId="export-purpose" />
        <TextArea label={w.export.reason} hint={w.export.reasonHint} value={reason} onChange={setReason} error={tried && empty ? w.export.reasonNeed : null} data-testid="export-reason" />
        <Pick<ExportFormat>
          legend={w.export.format}
          value={format}
          onChange={setFormat}
          options={[
            ["csv", w.export.formats.csv],
            ["json", w.export.formats.json],
          ]}
          testId="export-format"
        />
        {act.problem !== null && <ProblemNote problem={act.problem} kept />}
      </form>
    </Dialog>
  );
}
