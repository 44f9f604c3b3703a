// The open incident: facts that stay in view, the safe-contact rule above any number, our work, then the log.
import { useMemo, type ReactNode } from "react";
import { useFile, useIncident, useLoaded, useTrust } from "../../live/hooks";
import type { IncidentNumber } from "../../live/protocol.gen";
import { cx } from "../../ui/cx";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorNote } from "../../ui/ErrorNote";
import { Button } from "../../ui/Button";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { contact } from "../../words/en.contact";
import { leadingResponse } from "../logic/rows";
import { isCalling, useBoard } from "../state";
import { CallView } from "./contact/CallView";
import { CarSection } from "./CarSection";
import { EscalationBanner } from "./EscalationBanner";
import { Duplicates } from "./facts/Duplicates";
import { EligibilityPanel } from "./facts/EligibilityPanel";
import { PriorityPanel } from "./facts/PriorityPanel";
import { RepeatsPanel } from "./facts/RepeatsPanel";
import { GatePanel } from "./GatePanel";
import { IncidentHeader } from "./IncidentHeader";
import styles from "./IncidentPane.module.css";
import { OutcomeSection } from "./OutcomeSection";
import { People } from "./People";
import { Records } from "./records/Records";
import { SafeContactPanel } from "./contact/SafeContactPanel";
import { Attempts } from "./contact/Attempts";
import { Timeline } from "./Timeline";
import { TrayForm } from "./TrayForm";

export function IncidentPane(): ReactNode {
  const { state } = useBoard();
  return (
    <section className={styles["pane"]} aria-label={w.incident.label} id="incident" tabIndex={-1} data-testid="incident">
      {state.open === null ? (
        <div className={styles["nothing"]}>
          <EmptyState title={w.incident.none}>{w.incident.noneText}</EmptyState>
        </div>
      ) : (
        <Opened key={state.open} number={state.open} />
      )}
    </section>
  );
}

function Opened({ number }: { number: IncidentNumber }): ReactNode {
  const row = useIncident(number);
  const file = useFile(number);
  const loaded = useLoaded();
  const stale = useTrust().stale;
  const { state, change } = useBoard();
  const response = useMemo(() => {
    if (row === undefined) return undefined;
    return row.responses.find((each) => each.ordinal === state.ordinal) ?? leadingResponse(row);
  }, [row, state.ordinal]);
  if (row === undefined) {
    return (
      <div className={styles["nothing"]}>
        {loaded && (
          <EmptyState title={w.incident.gone}>
            <p>{w.incident.goneText}</p>
            <Button onClick={() => change({ type: "open", number: null })}>{en.close}</Button>
          </EmptyState>
        )}
      </div>
    );
  }
  const fileOpen = file.status === "open" ? file.file : null;
  const part = fileOpen?.responses.find((each) => each.response === response?.response);
  const own = { row, response, file: fileOpen, part };
  return (
    <>
      <IncidentHeader {...own} />
      {response !== undefined && state.refusal?.response === response.response && (
        <div className={styles["refusal"]}>
          <ErrorNote refusal={state.refusal.refusal}>
            {(state.refusal.refusal.code === "already_claimed" || state.refusal.refusal.code === "not_your_claim") && (
              <>
                <p>{w.acts.takeOver}</p>
                <Button
                  size="small"
                  shortcut="t"
                  data-testid="refusal-take-over"
                  onClick={() => {
                    change({ type: "refusal_seen" });
                    change({ type: "tray", tray: "take_over" });
                  }}
                >
                  {contact.claims.takeOver}
                </Button>
              </>
            )}
            <Button size="small" onClick={() => change({ type: "refusal_seen" })}>
              {en.dismiss}
            </Button>
          </ErrorNote>
        </div>
      )}
      {response !== undefined && isCalling(state) ? (
        <CallView key={response.response} {...own} response={response} />
      ) : (
        <div className={cx(styles["body"], stale && "hatched")} data-testid="file" data-status={file.status}>
          <Duplicates row={row} />
          {response !== undefined && <EscalationBanner row={row} response={response} />}
          <div className={styles["columns"]}>
            <div className={styles["main"]}>
              {row.gate.state === "revoked" && <GatePanel gate={row.gate} />}
              {response !== undefined && <SafeContactPanel {...own} response={response} fileStatus={file.status} />}
              {file.status === "refused" && file.refusal !== null && <ErrorNote refusal={file.refusal} />}
              {response !== undefined && <Attempts response={response} part={part} />}
              {row.gate.state !== "revoked" && <GatePanel gate={row.gate} />}
              {response !== undefined && <CarSection row={row} response={response} />}
              {response !== undefined && <Records {...own} response={response} fileStatus={file.status} />}
              {response !== undefined && <OutcomeSection response={response} part={part} />}
            </div>
            <div className={styles["side"]}>
              <People number={row.number} file={fileOpen} status={file.status} />
              <RepeatsPanel number={row.number} repeat={row.repeat} />
              <PriorityPanel row={row} file={fileOpen} />
              <EligibilityPanel eligibility={row.eligibility} />
              <Timeline entries={fileOpen?.timeline ?? null} response={row.responses.length > 1 ? response : undefined} />
            </div>
          </div>
        </div>
      )}
      {response !== undefined && state.tray !== null && state.tray !== "call" && (
        <div className={styles["tray"]} data-testid="tray">
          <TrayForm key={`${response.response} ${state.tray}`} tray={state.tray} {...own} response={response} />
        </div>
      )}
    </>
  );
}
