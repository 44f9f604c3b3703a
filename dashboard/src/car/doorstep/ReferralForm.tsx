// A referral drafted at the door: what for, then which service, those that fit first. Nothing is sent by it.
import { useState, type ReactNode } from "react";
import { useDraft } from "../../held/drafts";
import type { RiskBand } from "../../live/protocol.gen";
import { mayShareWith } from "../../records/consent";
import { rankServices, type Fit } from "../../records/referral";
import { Button } from "../../ui";
import { Glyph } from "../../ui/Glyph";
import { doorstep as words } from "../../words/en.doorstep";
import { records } from "../../words/en.records";
import styles from "./Door.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorFold, DoorPick, DoorText, DoorTicks, fits } from "./fields";
import { FileNote } from "./FileNote";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

const NEEDS_SHOWN_MAX = 8;

type Draft = { needs: readonly string[]; service: string | null; note: string };

type Props = DoorProps & {
  /** Leads to the consent form for this service, and back. */
  onConsent: (service: string) => void;
};

export function ReferralForm({ job, scheme, access, known, draftKey, onConsent, onBack, onSaved }: Props): ReactNode {
  const [draft, change] = useDraft<Draft>(draftKey, () => ({ needs: [], service: null, note: "" }));
  const saving = useSaving({ response: job.response, form: "referral", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const [open, setOpen] = useState(false);
  const { needs, services } = scheme;
  const { service, note } = draft;
  const language = access.state.status === "open" ? (access.state.file.people.find((person) => person.role === "victim")?.language ?? null) : (job.needs?.language ?? null);
  const ranked = rankServices({ services, band: known.band, needs: draft.needs, language });
  const already = service !== null && known.drafted.includes(service);
  const lacking = [...(service === null ? [records.referral.needService] : already ? [records.referral.alreadyNeed] : []), ...(fits(note) ? [] : [words.noteTooLong])];

  function save(): void {
    setTried(true);
    if (lacking.length > 0 || service === null) return;
    saving.save({ type: "draft_referral", response: job.response, draft: { service, needs: [...draft.needs], note: note.trim() } });
  }

  // Folded, or the services would lie a screen away.
  const long = needs.length > NEEDS_SHOWN_MAX;
  const ticks = <DoorTicks legend={records.referral.needsLegend} hideLegend={long} values={draft.needs} onChange={(next) => change({ needs: next })} options={needs.map(({ id, label }) => [id, label] as const)} testId="door-needs" />;
  const labels = (ids: readonly string[]): string[] => ids.map((id) => needs.find((each) => each.id === id)?.label ?? id);
  return (
    <DoorFrame form="referral" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []}>
      <FileNote access={access} means={words.referral.noFile} />
      {needs.length === 0 ? null : long ? (
        <DoorFold label={words.referral.needs(labels(draft.needs))} open={open} onToggle={setOpen} testId="door-what-for">
          {ticks}
        </DoorFold>
      ) : (
        ticks
      )}
      <DoorPick
        legend={records.referral.services}
        all={ranked.map((fit) => ({ name: fit.service.name, more: moreOf(fit, labels, known.band, known.drafted.includes(fit.service.name)) }))}
        value={service}
        onChange={(next) => change({ service: next })}
        testId="door-service"
      />
      {service === null ? null : <Consent service={service} stands={mayShareWith(known.consents, service, scheme.consent.for_referral)} known={known.file} onAsk={scheme.consent.purposes.length === 0 ? null : () => onConsent(service)} />}
      <DoorText label={records.referral.note} hint={records.referral.noteHint} optional value={note} onChange={(next) => change({ note: next })} testId="door-note" />
    </DoorFrame>
  );
}

function Consent({ service, stands, known, onAsk }: { service: string; stands: boolean; known: boolean; onAsk: (() => void) | null }): ReactNode {
  return (
    <div className={styles["file-note"]} data-testid="door-consent" data-stands={stands}>
      <p className={styles["with-sign"]} role="status">
        <Glyph name={stands ? "check" : "triangle"} />
        <span>{stands ? words.referral.stands(service) : known ? words.referral.lacks(service) : words.referral.notKnown(service)}</span>
      </p>
      {stands || onAsk === null ? null : (
        <Button size="target" data-testid="door-ask-consent" onClick={onAsk}>
          {words.referral.ask}
        </Button>
      )}
    </div>
  );
}

/** What it is, and why it stands where it stands. */
function moreOf(fit: Fit, labels: (ids: readonly string[]) => string[], band: RiskBand | null, drafted: boolean): string {
  const { service } = fit;
  return [
    service.category,
    fit.band === true && band !== null && records.referral.takes(band),
    fit.band === false && records.referral.takesOnly(service.bands),
    fit.met.length > 0 && records.referral.meets(labels(fit.met)),
    fit.language !== null && records.referral.speaks(fit.language),
    fit.unmet.length > 0 && records.referral.meetsNot(labels(fit.unmet)),
    drafted && records.referral.already,
  ]
    .filter((each) => typeof each === "string" && each !== "")
    .join(" · ");
}
