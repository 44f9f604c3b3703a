// How those at the door are: children counted and seen, and what gives cause for concern.
import { useState, type ReactNode } from "react";
import { useDraft } from "../../held/drafts";
import { LIMITS } from "../../live/protocol.gen";
import type { WelfareConcern } from "../../live/protocol.gen";
import { door } from "../../words/en.door";
import { doorstep as words } from "../../words/en.doorstep";
import plain from "../Plain.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorCount, DoorNote, DoorTicks, fits } from "./fields";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

type Draft = { present: number | null; seen: number | null; concerns: readonly WelfareConcern[]; none: boolean; note: string };

/** What cannot wait comes first. */
const CONCERNS: readonly WelfareConcern[] = ["injured", "needs_doctor", "distressed", "child_distressed", "nowhere_to_stay", "home_not_secure", "no_food", "no_heating", "no_phone", "needs_interpreter"];

export function WelfareForm({ job, draftKey, onBack, onSaved }: DoorProps): ReactNode {
  const [draft, change] = useDraft<Draft>(draftKey, () => ({ present: null, seen: null, concerns: [], none: false, note: "" }));
  const saving = useSaving({ response: job.response, form: "welfare", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const { present, seen, none } = draft;
  const concerns = CONCERNS.filter((each) => draft.concerns.includes(each));
  const empty = present === null && seen === null && concerns.length === 0 && !none && draft.note.trim() === "";
  const lacking = [...(empty ? [words.welfare.need] : []), ...(fits(draft.note) ? [] : [words.noteTooLong])];

  function save(): void {
    setTried(true);
    if (lacking.length > 0) return;
    saving.save({
      type: "record_welfare",
      response: job.response,
      seen: { ...(present === null ? {} : { children_present: present }), ...(seen === null ? {} : { children_seen: seen }), concerns, no_concern: none, note: draft.note.trim() },
    });
  }

  return (
    <DoorFrame form="welfare" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []}>
      <div className={plain["fields"]}>
        <DoorCount
          label={words.welfare.children}
          hint={job.children_present === null ? undefined : words.welfare.childrenHint(job.children_present)}
          value={present}
          max={LIMITS.CHILDREN_MAX}
          // Nobody sees more children than are there.
          onChange={(count) => change({ present: count, ...(count !== null && seen !== null && seen > count ? { seen: count } : {}) })}
          testId="door-children"
        />
        <DoorCount label={words.welfare.seen} value={seen} max={present ?? LIMITS.CHILDREN_MAX} onChange={(count) => change({ seen: count })} testId="door-seen" />
      </div>
      <DoorTicks
        legend={words.welfare.concerns}
        values={concerns}
        onChange={(next) => change({ concerns: next, none: none && next.length === 0 })}
        options={CONCERNS.map((each) => [each, door.concern[each]] as const)}
        testId="door-concerns"
      />
      <DoorTicks<"none">
        legend={words.welfare.none}
        hideLegend
        values={none ? ["none"] : []}
        onChange={(next) => change({ none: next.length > 0, ...(next.length > 0 ? { concerns: [] } : {}) })}
        options={[["none", words.welfare.noneTick]]}
        testId="door-no-concern"
      />
      <DoorNote value={draft.note} onChange={(note) => change({ note })} />
    </DoorFrame>
  );
}
