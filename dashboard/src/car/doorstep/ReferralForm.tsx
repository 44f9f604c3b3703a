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
import { Choices } from "../Choices";
import plain from "../Plain.module.css";
import styles from "./Door.module.css";
import { DoorFrame } from "./DoorFrame";
import { DoorFind, DoorText, DoorTicks, fits, shownOf } from "./fields";
import { FileNote } from "./FileNote";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

type Draft = { needs: readonly string[]; service: string | null; note: string };

type Props = DoorProps & {
  /** Leads to the consent form for this service, and back. */
  onConsent: (service: string) => void;
};

export function ReferralForm({ job, scheme, access, known, draftKey, onConsent, onBack, onSaved }: Props): ReactNode {
  const [draft, change] = useDraft<Draft>(draftKey, () => ({ needs: [], service: null, note: "" }));
  const saving = useSaving({ response: job.response, form: "referral", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);
  const [find, setFind] = useState({ typed: "", everything: false });
  const { needs, services } = scheme;
  const { service, note } = draft;
  const language = access.state.status === "open" ? (access.state.file.people.find((person) => person.role === "victim")?.language ?? null) : (job.needs?.language ?? null);
  const ranked = rankServices({ services, band: known.band, needs: draft.needs, language });
  const shown = shownOf({ all: ranked, nameOf: (fit) => fit.service.name, ...find, chosen: service });
  const already = service !== null && known.drafted.includes(service);
  const lacking = [...(service === null ? [records.referral.needService] : already ? [records.referral.alreadyNeed] : []), ...(fits(note) ? [] : [words.noteTooLong])];

  function save(): void {
    setTried(true);
    if (lacking.length > 0 || service === null) return;
    saving.save({ type: "draft_referral", response: job.response, draft: { service, needs: [...draft.needs], note: note.trim() } });
  }

  const labels = (ids: readonly string[]): string[] => ids.map((id) => needs.find((each) => each.id === id)?.label ?? id);
  return (
    <DoorFrame form="referral" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []}>
      <FileNote access={access} means={words.referral.noFile} />
      {needs.length === 0 ? null : <DoorTicks legend={records.referral.needsLegend} values={draft.needs} onChange={(next) => change({ needs: next })} options={needs.map(({ id, label }) => [id, label] as const)} testId="door-needs" />}
      <div className={plain["fields"]}>
        <Choices
          legend={records.referral.services}
          value={service}
          onChange={(next) => change({ service: next })}
          options={shown.map((fit) => [fit.service.name, fit.service.name, [fit.service.category, ...reasons(fit, labels, known.band), ...(known.drafted.includes(fit.service.name) ? [records.referral.already] : [])].filter((each) => each !== "").join(" · ")] as const)}
          testId="door-service"
        />
        <DoorFind count={ranked.length} shown={shown.length} typed={find.typed} onType={(typed) => setFind({ ...find, typed })} onAll={() => setFind({ ...find, everything: true })} testId="door-find" />
      </div>
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

function reasons(fit: Fit, labels: (ids: readonly string[]) => string[], band: RiskBand | null): string[] {
  const { service } = fit;
  return [
    fit.band === true && band !== null && records.referral.takes(band),
    fit.band === false && records.referral.takesOnly(service.bands),
    fit.met.length > 0 && records.referral.meets(labels(fit.met)),
    fit.language !== null && records.referral.speaks(fit.language),
    fit.unmet.length > 0 && records.referral.meetsNot(labels(fit.unmet)),
  ].filter((each) => typeof each === "string");
}
