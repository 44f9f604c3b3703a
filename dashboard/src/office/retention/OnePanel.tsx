// Erasing one incident before its time: on somebody's request, or because a court says so.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { office as w } from "../../words/en.office";
import page from "../Page.module.css";
import styles from "./Retention.module.css";

export function OnePanel({ running, onErase }: { running: boolean; onErase: (incident: string) => void }): ReactNode {
  const [incident, setIncident] = useState("");
  const [tried, setTried] = useState(false);
  const empty = incident.trim() === "";
  return (
    <section className={page["panel"]} aria-labelledby="one-title">
      <h3 id="one-title">{w.retention.oneTitle}</h3>
      <p className={page["quiet"]}>{w.retention.oneText}</p>
      <form
        className={styles["line"]}
        aria-label={w.retention.oneTitle}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!empty && !running) onErase(incident.trim());
        }}
      >
        <TextField label={w.retention.incident} value={incident} onChange={setIncident} error={tried && empty ? w.retention.incidentNeed : null} data-testid="one-incident" />
        <Button submit disabled={running} data-testid="one-erase">
          {w.retention.oneAct}
        </Button>
      </form>
    </section>
  );
}
