// Hazards that the crew found and that nobody knew of. To rule one out is the desk's.
import { useState, type ReactNode } from "react";
import { useDraft } from "../../held/drafts";
import type { Hazard } from "../../live/protocol.gen";
import { HAZARDS } from "../../records/hazards";
import { en } from "../../words/en";
import { doorstep as words } from "../../words/en.doorstep";
import plain from "../Plain.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorNote, DoorTicks, fits } from "./fields";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

export function HazardsForm({ job, known, draftKey, onBack, onSaved }: DoorProps): ReactNode {
  const [draft, change] = useDraft<{ found: readonly Hazard[]; note: string }>(draftKey, () => ({ found: [], note: "" }));
  const saving = useSaving({ response: job.response, form: "hazards", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const there = HAZARDS.filter((each) => job.hazards.includes(each) || known.hazards.includes(each));
  const left = HAZARDS.filter((each) => !there.includes(each));
  const found = left.filter((each) => draft.found.includes(each));
  const lacking = [...(found.length === 0 ? [words.hazards.need] : []), ...(fits(draft.note) ? [] : [words.noteTooLong])];

  function save(): void {
    setTried(true);
    if (lacking.length > 0) return;
    saving.save({ type: "record_hazards", response: job.response, found, ruled_out: [], reason: draft.note.trim() });
  }

  return (
    <DoorFrame form="hazards" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []} blocked={left.length === 0}>
      {there.length === 0 ? null : <p className={plain["note"]}>{left.length === 0 ? words.hazards.allKnown : words.hazards.known(there.map((each) => en.hazard[each]))}</p>}
      {left.length === 0 ? null : <DoorTicks legend={words.hazards.found} values={found} onChange={(next) => change({ found: next })} options={left.map((each) => [each, capital(en.hazard[each])] as const)} testId="door-found" />}
      <DoorNote value={draft.note} onChange={(note) => change({ note })} />
    </DoorFrame>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
