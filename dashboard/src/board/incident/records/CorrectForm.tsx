// Correcting an entry of ours: a further note that says what is right. The entry itself stays as it was.
import type { ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import { clockTime } from "../../../ui/time";
import { records as w } from "../../../words/en.records";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import { ReasonForm } from "../ReasonForm";
import type { Own } from "../shared";
import { useAsked } from "./asks";

export function CorrectForm({ row, response, file, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const { done } = useBoard();
  const act = useAct();
  const asked = useAsked("correct", response.response);
  const entry = file?.timeline.find((each) => each.seq === asked?.seq);
  if (asked === null) {
    return (
      <FormFrame title={w.correct.titleShort} act={act} save={w.correct.save} onSave={onCancel} onCancel={onCancel} testId="correct" blocked>
        <p className={frame["note"]}>{w.correct.which}</p>
      </FormFrame>
    );
  }
  const draftKey = `correct ${response.response} ${asked.seq}`;
  return (
    <ReasonForm
      key={draftKey}
      draftKey={draftKey}
      title={entry === undefined ? w.correct.titleShort : w.correct.title(clockTime(entry.at, zone))}
      label={w.correct.label}
      save={w.correct.save}
      need={w.correct.need}
      hint={[entry === undefined ? null : [entry.words, entry.text].filter((each) => each !== null).join(": "), w.correct.stays].filter((each) => each !== null).join(". ")}
      command={(text) => ({ type: "add_note", response: response.response, text, corrects: asked.seq })}
      onDone={() => {
        onDone();
        done(w.done.correct(shortNumber(row.number)));
      }}
      onCancel={onCancel}
      testId="correct"
    />
  );
}
