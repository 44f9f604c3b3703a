// Drafting a referral: what for, then which service, those that fit first with the reason in words. Nothing is sent by it.
import { useId, useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { RiskBand } from "../../../live/protocol.gen";
import { Check, TextArea } from "../../../ui/Field";
import { cx } from "../../../ui/cx";
import { records as w } from "../../../words/en.records";
import { useDraft } from "../../../held/drafts";
import { rankServices, type Fit } from "../../../records/referral";
import { FormFrame } from "../FormFrame";
import frame from "../FormFrame.module.css";
import type { Own } from "../shared";
import styles from "./Forms.module.css";
import { useSayDrafted } from "./drafted";

type Draft = { needs: readonly string[]; service: string | null; note: string };

export function ReferralForm({ row, response, part, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const scheme = useScheme();
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft<Draft>(`referral ${response.response}`, () => ({ needs: [], service: null, note: "" }));
  const sayDrafted = useSayDrafted(row.number, response.response);
  const name = useId();
  const services = scheme?.services ?? [];
  const needs = scheme?.needs ?? [];
  const band = part?.risk.at(-1)?.band ?? response.risk?.band ?? null;
  const ranked = rankServices({ services, band, needs: draft.needs, language: row.language });
  const drafted = new Set((part?.referrals ?? []).filter((each) => each.state === "drafted").map((each) => each.draft.service));
  const labels = (ids: readonly string[]): string[] => ids.map((id) => needs.find((each) => each.id === id)?.label ?? id);
  const error = draft.service === null ? w.referral.needService : drafted.has(draft.service) ? w.referral.alreadyNeed : null;
  const orderedBy = [band === null ? w.referral.byNoBand : w.referral.byBand(band), draft.needs.length > 0 && w.referral.byNeeds(draft.needs.length), row.language !== null && w.referral.byLanguage(row.language)];

  async function save(): Promise<void> {
    setTried(true);
    if (draft.service === null || error !== null) return;
    const service = draft.service;
    const known = new Set((part?.referrals ?? []).map((each) => each.referral));
    if (!(await act.run({ type: "draft_referral", response: response.response, draft: { service, needs: [...draft.needs], note: draft.note.trim() } }))) return;
    forget();
    onDone();
    sayDrafted(service, known);
  }

  return (
    <FormFrame title={w.referral.formTitle} act={act} save={w.referral.save} onSave={() => void save()} onCancel={onCancel} testId="referral" blocked={services.length === 0}>
      {services.length === 0 ? (
        <p className={frame["note"]}>{w.referral.noServices}</p>
      ) : (
        <>
          {needs.length > 0 && (
            <fieldset className={styles["group"]}>
              <legend>{w.referral.needsLegend}</legend>
              <div className={frame["checks"]}>
                {needs.map(({ id, label }) => (
                  <Check key={id} label={label} checked={draft.needs.includes(id)} onChange={(on) => change({ needs: on ? [...draft.needs, id] : draft.needs.filter((each) => each !== id) })} data-testid={`referral-need-${id}`} />
                ))}
              </div>
            </fieldset>
          )}
          <fieldset className={styles["group"]} aria-describedby={tried && error !== null ? `${name}-error` : undefined}>
            <legend>{w.referral.services}</legend>
            <p className={frame["note"]}>{w.referral.rests(orderedBy.filter((each) => each !== false))}</p>
            {ranked.map((fit) => (
              <label key={fit.service.name} className={cx(styles["service"], draft.service === fit.service.name && styles["on"])} data-fits={fit.fits}>
                <input
                  type="radio"
                  name={name}
                  value={fit.service.name}
                  checked={draft.service === fit.service.name}
                  data-testid={`referral-service-${slug(fit.service.name)}`}
                  onChange={() => change({ service: fit.service.name })}
                />
                <span>
                  {fit.service.name}
                  <small>{[fit.service.category, fit.service.contact, fit.service.hours].filter((each) => each !== null && each !== "").join(" · ")}</small>
                  <small className={cx(fit.fits && styles["why"])}>{reasons(fit, labels, band, drafted.has(fit.service.name)).join(" · ")}</small>
                </span>
              </label>
            ))}
            {tried && error !== null && (
              <p className={styles["error"]} id={`${name}-error`}>
                {error}
              </p>
            )}
          </fieldset>
          <TextArea label={w.referral.note} hint={w.referral.noteHint} value={draft.note} rows={2} onChange={(note) => change({ note })} data-testid="referral-note" />
        </>
      )}
    </FormFrame>
  );
}

function reasons(fit: Fit, labels: (ids: readonly string[]) => string[], band: RiskBand | null, drafted: boolean): string[] {
  const { service } = fit;
  return [
    fit.band === true && band !== null && w.referral.takes(band),
    fit.band === false && w.referral.takesOnly(service.bands),
    fit.met.length > 0 && w.referral.meets(labels(fit.met)),
    fit.language !== null && w.referral.speaks(fit.language),
    fit.band === null && service.bands.length === 0 && w.referral.takesAny,
    fit.unmet.length > 0 && w.referral.meetsNot(labels(fit.unmet)),
    drafted && w.referral.already,
  ].filter((each) => typeof each === "string");
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, "-");
}
