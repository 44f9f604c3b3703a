// Showing the other side a note that was kept for one: on what ground, and why. A disclosure, and for good.
import { useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { ShareBasis } from "../../../live/protocol.gen";
import { Pick, TextArea } from "../../../ui/Field";
import { clockTime } from "../../../ui/time";
import { kept } from "../../../words/en.kept";
import { records as w } from "../../../words/en.records";
import { useDraft } from "../../../held/drafts";
import { shortNumber } from "../../logic/rows";
import { mayShare } from "../../logic/timeline";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import type { Own } from "../shared";
import { useAsked } from "./asks";

const BASES: readonly ShareBasis[] = ["consent", "vital_interests", "legal_duty"];

type Draft = { basis: ShareBasis | null; reason: string };

export function ShareForm({ row, response, file, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { done } = useBoard();
  const act = useAct();
  const [tried, setTried] = useState(false);
  const asked = useAsked("share", response.response);
  const entry = file?.timeline.find((each) => each.seq === asked?.seq && mayShare(each));
  const [draft, change, forget] = useDraft<Draft>(`share ${response.response} ${asked?.seq ?? 0}`, () => ({ basis: null, reason: "" }));
  const { basis } = draft;
  const reason = draft.reason.trim();

  if (entry === undefined || entry.kept === "shared") {
    return (
      <FormFrame title={w.share.titleShort} act={act} save={w.share.save} onSave={onCancel} onCancel={onCancel} testId="share" blocked>
        <p className={frame["note"]}>{w.share.which}</p>
      </FormFrame>
    );
  }
  const note = entry.seq;
  async function submit(): Promise<void> {
    setTried(true);
    if (basis === null || reason === "") return;
    if (!(await act.run({ type: "share_note", response: response.response, note, basis, reason }))) return;
    forget();
    onDone();
    done(w.done.share(shortNumber(row.number)));
  }
  return (
    <FormFrame title={w.share.title(clockTime(entry.at, zone))} act={act} save={w.share.save} onSave={() => void submit()} onCancel={onCancel} testId="share">
      {entry.text !== null && <p className={frame["note"]}>{entry.text}</p>}
      <p>
        {w.share.goes[entry.kept]} {w.share.stays}
      </p>
      <Pick legend={w.share.basis} value={basis} onChange={(next) => change({ basis: next })} options={BASES.map((each) => [each, kept.basis[each]] as const)} error={tried && basis === null ? w.share.basisNeed : null} testId="share-basis" />
      <TextArea label={w.share.reason} hint={basis === null ? undefined : basis === "consent" ? w.share.reasonConsent : w.share.reasonOther} rows={2} value={draft.reason} onChange={(next) => change({ reason: next })} error={tried && reason === "" ? w.share.need : null} data-testid="share-reason" />
    </FormFrame>
  );
}
