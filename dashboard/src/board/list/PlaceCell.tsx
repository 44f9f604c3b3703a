// Where it is, and what about it changes how it is handled: the street never gives way, the markers do, the gravest last.
import type { ReactNode } from "react";
import type { IncidentRow, ResponseRow, RiskBand, SchemeView } from "../../live/protocol.gen";
import { cx } from "../../ui/cx";
import { IconShape } from "../../ui/IconShape";
import { board as w } from "../../words/en.board";
import { list as wl } from "../../words/en.list";
import { en } from "../../words/en";
import { markersOf } from "../logic/markers";
import { siteLabel } from "../logic/order";
import { shortNumber } from "../logic/rows";
import styles from "./Row.module.css";

type Props = { row: IncidentRow; response: ResponseRow | undefined; scheme: SchemeView | null };

export function PlaceCell({ row, response, scheme }: Props): ReactNode {
  const [street, area] = partsOf(row.locality ?? en.notKnown);
  const inYear = row.repeat?.incidents_in_12_months ?? 0;
  const toConfirm = row.repeat?.earlier.filter((each) => each.verdict === "proposed").length ?? 0;
  const raises = row.repeat?.raises_to ?? null;
  const newCalls = row.repeat?.new_calls ?? 0;
  const hazards = hazardWords(row);
  const site = siteLabel(row, scheme);
  const band = response?.risk?.band ?? null;
  const tail = [row.beat, row.opening_code].filter((part) => part !== null).join(" ");
  const everything = [row.locality, ...hazards, toConfirm > 0 && wl.row.toConfirm(toConfirm), row.language, site, tail].filter(Boolean).join(" · ");
  return (
    <div className={styles["cell"]} title={everything}>
      <span className={styles["line"]}>
        <span className={styles["street"]}>{street}</span>
        {area !== null && <span className={styles["area"]}>{area}</span>}
        {(inYear > 1 || toConfirm > 0) && (
          <span className={styles["repeat"]} title={[inYear > 1 && wl.row.repeat(inYear), toConfirm > 0 && wl.row.toConfirm(toConfirm)].filter(Boolean).join(", ")}>
            <RepeatMark />
            {inYear > 1 && (
              <>
                <span className="sr">{wl.row.repeat(inYear)}</span>
                <span aria-hidden="true">{inYear}</span>
                {raises !== null && <RaiseMark words={wl.row.raises(wl.row.risk[raises].toLowerCase())} />}
              </>
            )}
            {toConfirm > 0 && (
              <>
                <span className="sr">{wl.row.toConfirm(toConfirm)}</span>
                <span className={styles["confirm"]} aria-hidden="true">
                  {wl.row.toConfirmShort(toConfirm)}
                </span>
              </>
            )}
          </span>
        )}
      </span>
      <span className={styles["line2"]}>
        <Escalation response={response} />
        {row.duplicate_of !== null ? (
          <span className={styles["tag"]}>{wl.row.sameAs(shortNumber(row.duplicate_of))}</span>
        ) : (
          row.duplicates[0] !== undefined && <span className={cx(styles["tag"], styles["proposed"])}>{wl.row.maybeSame(shortNumber(row.duplicates[0]))}</span>
        )}
        {newCalls > 0 && <span className={styles["strong"]}>{w.row.newCalls(newCalls)}</span>}
        {band !== null && band !== "standard" && <RiskMark band={band} />}
        {row.language !== null && <span className={styles["tag"]}>{row.language}</span>}
        {site !== null && <span className={styles["site"]}>{site}</span>}
        {row.responses.length > 1 && <span className={styles["tag"]}>{wl.row.victims(row.responses.length)}</span>}
        {hazards.length > 0 && <span className={styles["hazards"]}>{hazards.join(", ")}</span>}
        <span className={styles["code"]}>{tail}</span>
      </span>
    </div>
  );
}

/** "Ploverthorn Road, Berwick Hills" → the street, and the rest with its comma. */
function partsOf(place: string): [string, string | null] {
  const comma = place.indexOf(", ");
  return comma < 0 ? [place, null] : [place.slice(0, comma), place.slice(comma + 2)];
}

function hazardWords(row: IncidentRow): string[] {
  return markersOf(row)
    .filter(({ kind }) => kind !== "language")
    .map(({ kind, count, hazards }) => (kind === "children" ? (count === null ? en.hazard.children : en.children(count)) : hazards.map((hazard) => en.hazard[hazard]).join(", ")));
}

function Escalation({ response }: { response: ResponseRow | undefined }): ReactNode {
  const escalation = response?.escalation ?? null;
  if (escalation?.state !== "requested" && escalation?.state !== "acknowledged") return null;
  const cut = escalation.kind === "line_cut";
  const danger = cut && escalation.state === "requested";
  return (
    <span className={cx(styles["escalation"], danger && styles["danger"])}>
      <IconShape shape={cut ? "octagon" : "triangle"} filled={escalation.state === "requested"} tone={danger ? "danger" : "text"} size={10} />
      {cut ? w.row.lineCut : escalation.state === "requested" ? w.row.escalated : w.row.escalatedSeen}
    </span>
  );
}

const BARS: Record<RiskBand, number> = { standard: 1, medium: 2, high: 3 };

/** Rising bars beside the word. Not red: that is for immediate danger alone. */
export function RiskMark({ band }: { band: RiskBand }): ReactNode {
  return (
    <span className={styles["risk"]} data-band={band}>
      <svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect key={bar} x={1.5 + bar * 5} y={10 - bar * 4} width="3.4" height={4.5 + bar * 4} fill={bar < BARS[band] ? "currentColor" : "none"} stroke="currentColor" strokeWidth="1" />
        ))}
      </svg>
      {wl.row.risk[band]}
    </span>
  );
}

/** So many incidents that the scheme's rule raises the risk. */
function RaiseMark({ words }: { words: string }): ReactNode {
  return (
    <>
      <span className="sr">, {words}</span>
      <svg width="9" height="11" viewBox="0 0 12 16" aria-hidden="true" data-testid="raises">
        <path d="M6 14V3M1.5 7.5 6 3l4.5 4.5" fill="none" stroke="currentColor" strokeWidth="2.2" />
      </svg>
    </>
  );
}

function RepeatMark(): ReactNode {
  return (
    <svg width="11" height="11" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 1.5v3.2h-3.2" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}
