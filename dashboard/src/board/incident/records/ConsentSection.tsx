// Consent: what stands with whom and for what, and the whole ledger behind it.
import type { ReactNode } from "react";
import { useAct, useScheme } from "../../../live/hooks";
import type { ConsentDecision, ConsentEntry, ConsentView, ResponseId } from "../../../live/protocol.gen";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { ErrorNote } from "../../../ui/ErrorNote";
import { IconShape } from "../../../ui/IconShape";
import { records as w } from "../../../words/en.records";
import { isWithdrawable, isWithdrawn, standing, type Standing } from "../../../records/consent";
import { useBoard } from "../../state";
import { Section } from "../Section";
import { useAsk } from "./asks";
import { Disclosure } from "../../../ui/Disclosure";
import { NotHere, type RecordProps } from "./NotHere";
import styles from "./records.module.css";

export function ConsentSection({ response, part, fileStatus }: RecordProps): ReactNode {
  const rules = useScheme()?.consent;
  const { state, change } = useBoard();
  const ledger = part?.consents ?? [];
  if (rules === undefined || (rules.purposes.length === 0 && ledger.length === 0)) return null;
  const now = standing(ledger);
  return (
    <Section
      title={w.consent.title}
      testId="consent-section"
      act={
        rules.purposes.length > 0 && (
          <Button size="small" shortcut="i" data-testid="record-consent" aria-pressed={state.tray === "consent"} onClick={() => change({ type: "tray", tray: "consent" })}>
            {w.consent.record}
          </Button>
        )
      }
    >
      {part === undefined ? (
        <NotHere fileStatus={fileStatus} />
      ) : now.length === 0 ? (
        <p className={styles["none"]}>{w.consent.none}</p>
      ) : (
        <table className={styles["table"]} data-testid="consent-standing">
          <caption className="sr">{w.consent.standingCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{w.consent.columns.recipient}</th>
              <th scope="col">{w.consent.columns.purpose}</th>
              <th scope="col">{w.consent.columns.stands}</th>
              <th scope="col">
                <span className="sr">{w.consent.columns.act}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {now.map((each) => (
              <Line key={`${each.recipient} ${each.purpose}`} each={each} response={response.response} />
            ))}
          </tbody>
        </table>
      )}
      {ledger.length > 0 && (
        <Disclosure label={w.consent.ledger(ledger.length)} testId="consent-ledger">
          <Ledger ledger={ledger} />
        </Disclosure>
      )}
    </Section>
  );
}

function Line({ each, response }: { each: Standing; response: ResponseId }): ReactNode {
  const { done } = useBoard();
  const ask = useAsk();
  const act = useAct();
  const { entry, at, by } = each.view;
  const purpose = usePurpose(each.purpose);
  const basis = useBasis(entry);
  const withdrawn = isWithdrawn(each);

  async function withdraw(): Promise<void> {
    const line: ConsentEntry = { purpose: each.purpose, recipient: each.recipient, decision: "withdrawn", how: "spoken", note: "" };
    if (!(await act.run({ type: "record_consent", response, entry: line }))) return;
    // The ledger keeps both lines; undoing says again what stood before.
    done(w.done.withdrawn(each.recipient), { type: "record_consent", response, entry: { ...entry, note: w.consent.undone } });
  }

  return (
    <>
      <tr data-decision={entry.decision} data-testid="consent-line">
        <th scope="row">{each.recipient}</th>
        <td>{purpose}</td>
        <td>
          <span className={styles["mark"]}>
            <DecisionMark decision={entry.decision} />
            <strong>{w.consent.stands[entry.decision]}</strong>
          </span>
          {withdrawn && <p className={styles["loud"]}>{w.consent.stop}</p>}
          <p className={styles["small"]}>
            {[basis, by].filter((part) => part !== null).join(", ")}, <Ago at={at} suffix />
          </p>
        </td>
        <td className={styles["right"]}>
          {!isWithdrawable(each) && (
            <Button
              size="small"
              tone="quiet"
              aria-label={w.consent.changeFor(each.recipient, purpose)}
              data-testid="consent-change"
              onClick={() => ask({ tray: "consent", response, recipient: each.recipient, purpose: each.purpose, decision: null })}
            >
              {w.consent.change}
            </Button>
          )}
          {isWithdrawable(each) && (
            <Button size="small" pending={act.status === "pending"} aria-label={w.consent.withdrawFrom(each.recipient, purpose)} data-testid="consent-withdraw" onClick={() => void withdraw()}>
              {w.consent.withdraw}
            </Button>
          )}
        </td>
      </tr>
      {act.refusal !== null && (
        <tr>
          <td colSpan={4}>
            <ErrorNote refusal={act.refusal} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Filled where something is shared or must stop; the triangle asks to be looked at. */
function DecisionMark({ decision }: { decision: ConsentDecision }): ReactNode {
  const shape = decision === "withdrawn" ? "triangle" : decision === "without_consent" ? "square" : "circle";
  return <IconShape shape={shape} filled={decision !== "refused"} />;
}

function Ledger({ ledger }: { ledger: readonly ConsentView[] }): ReactNode {
  const newestFirst = ledger.map((view, index) => ({ view, index })).reverse();
  return (
    <table className={styles["table"]}>
      <caption className="sr">{w.consent.ledgerCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{w.consent.columns.when}</th>
          <th scope="col">{w.consent.columns.decision}</th>
          <th scope="col">{w.consent.columns.pair}</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(({ view, index }) => (
          <LedgerLine key={index} view={view} />
        ))}
      </tbody>
    </table>
  );
}

function LedgerLine({ view: { entry, at, by } }: { view: ConsentView }): ReactNode {
  const purpose = usePurpose(entry.purpose);
  const basis = useBasis(entry);
  return (
    <tr>
      <td>
        <Ago at={at} suffix />
        <p className={styles["small"]}>{by}</p>
      </td>
      <td>
        {w.consent.stands[entry.decision]}
        {basis !== null && <p className={styles["small"]}>{basis}</p>}
        {entry.note !== "" && <p className={styles["text"]}>{entry.note}</p>}
      </td>
      <td>
        {entry.recipient}, {purpose}
      </td>
    </tr>
  );
}

/** How it was said, or the basis on which it is shared without. */
function useBasis({ how, basis }: ConsentEntry): string | null {
  const bases = useScheme()?.consent.bases ?? [];
  const words = [how === undefined ? null : w.consent.how[how].toLowerCase(), basis === undefined ? null : (bases.find((each) => each.id === basis)?.label ?? basis)].filter((each) => each !== null);
  return words.length === 0 ? null : words.join(", ");
}

function usePurpose(id: string): string {
  return useScheme()?.consent.purposes.find((each) => each.id === id)?.label ?? id;
}
