// One line of the consent ledger, said at the door: what for, with whom, yes or no. After one the next can be asked.
import { useState, type ReactNode } from "react";
import { useDraft } from "../../held/drafts";
import type { ConsentDecision, ConsentHow } from "../../live/protocol.gen";
import { isWithdrawable, standingOf } from "../../records/consent";
import { doorstep as words } from "../../words/en.doorstep";
import { records } from "../../words/en.records";
import { Choices } from "../Choices";
import plain from "../Plain.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorFold, DoorNote, DoorPick, fits } from "./fields";
import { FileNote } from "./FileNote";
import { useSaving, type Saved } from "./saving";
import type { DoorProps } from "./props";

type Draft = { purpose: string | null; recipient: string | null; decision: ConsentDecision | null; how: ConsentHow; basis: string | null; note: string };

type Props = DoorProps & {
  /** Of the line before this one. */
  just: Saved | null;
  backWord: string;
};

export function ConsentForm({ job, scheme, access, known, draftKey, just, backWord, onBack, onSaved }: Props): ReactNode {
  const { purposes, bases, recipients: others } = scheme.consent;
  const own = known.ownConsents;
  const [draft, change] = useDraft<Draft>(draftKey, () => ({
    // Several in a row are mostly for one purpose.
    purpose: own.at(-1)?.entry.purpose ?? (purposes.length === 1 ? (purposes[0]?.id ?? null) : null),
    recipient: null,
    decision: null,
    how: "spoken",
    basis: null,
    note: "",
  }));
  const saving = useSaving({ response: job.response, form: "consent", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const { purpose, recipient, decision, how, basis } = draft;
  const without = decision === "without_consent";
  const [forced, setForced] = useState(without);
  const recipients = [...new Set([...scheme.services.map((service) => service.name), ...others])];
  const before = recipient === null ? null : standingOf(known.consents, recipient, purpose);
  // Without the file nobody can say here that there is nothing to take back.
  const mayWithdraw = isWithdrawable(before) || !known.file;

  const lacking = [
    ...(purpose === null ? [records.consent.needPurpose] : []),
    ...(recipient === null ? [records.consent.needRecipient] : []),
    ...(decision === null ? [forced ? records.consent.needBasis : records.consent.needDecision] : []),
    ...(decision === "withdrawn" && !mayWithdraw ? [records.consent.nothingToWithdraw] : []),
    ...(fits(draft.note) ? [] : [words.noteTooLong]),
  ];

  function save(): void {
    setTried(true);
    if (lacking.length > 0 || purpose === null || recipient === null || decision === null) return;
    saving.save({
      type: "record_consent",
      response: job.response,
      entry: { purpose, recipient, decision, ...(without ? (basis === null ? {} : { basis }) : { how }), note: draft.note.trim() },
    });
  }

  const labelOf = (id: string): string => purposes.find((each) => each.id === id)?.label ?? id;
  return (
    <DoorFrame form="consent" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []} backWord={backWord}>
      {just === null ? null : (
        <p role="status" className={plain["note"]} data-testid="door-next">
          {just === "accepted" ? words.consent.next : words.consent.nextWaiting}
        </p>
      )}
      {own.length === 0 ? null : (
        <div className={plain["field"]} data-testid="door-said">
          <h3 className={plain["legend"]}>{words.consent.said}</h3>
          <ul>
            {own.map(({ entry, at }) => (
              <li key={`${at} ${entry.recipient} ${entry.purpose}`}>{words.consent.line(labelOf(entry.purpose), entry.recipient, entry.decision)}</li>
            ))}
          </ul>
        </div>
      )}
      <FileNote access={access} means={words.consent.noFile} />
      <Choices legend={records.consent.purpose} value={purpose} onChange={(next) => change({ purpose: next })} options={purposes.map((each) => [each.id, each.label] as const)} testId="door-purpose" />
      <DoorPick legend={records.consent.recipient} all={recipients.map((name) => ({ name }))} value={recipient} onChange={(next) => change({ recipient: next })} testId="door-recipient" />
      {before === null ? null : (
        <p className={plain["note"]} data-testid="door-before">
          {before.view.by === "" ? words.consent.line(labelOf(before.purpose), before.recipient, before.view.entry.decision) : records.consent.standsNow(records.consent.stands[before.view.entry.decision].toLowerCase(), before.view.by)}
        </p>
      )}
      <Choices<"given" | "refused" | "withdrawn">
        legend={words.consent.decided}
        value={decision === "without_consent" ? null : decision}
        onChange={(next) => {
          setForced(false);
          change({ decision: next, basis: null });
        }}
        options={[["given", words.consent.given], ["refused", words.consent.refused], ...(mayWithdraw ? ([["withdrawn", words.consent.withdrawn]] as const) : [])]}
        testId="door-decision"
      />
      {without ? null : (
        <Choices<ConsentHow>
          legend={words.consent.how}
          value={how}
          onChange={(next) => change({ how: next })}
          options={[
            ["spoken", words.consent.hows.spoken],
            ["written", words.consent.hows.written],
          ]}
          short
          testId="door-how"
        />
      )}
      {bases.length === 0 ? null : (
        <DoorFold
          label={words.consent.without}
          open={forced}
          onToggle={(open) => {
            setForced(open);
            change({ decision: null, basis: null });
          }}
          testId="door-without"
        >
          <Choices legend={records.consent.basis} hint={records.consent.basisHint} value={basis} onChange={(next) => change({ decision: "without_consent", basis: next })} options={bases.map((each) => [each.id, each.label] as const)} testId="door-basis" />
        </DoorFold>
      )}
      <DoorNote value={draft.note} onChange={(note) => change({ note })} />
    </DoorFrame>
  );
}
