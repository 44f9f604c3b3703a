// Which incidents hold a person's particulars: their numbers and nothing of what is in them. What is typed goes in the body, and is kept nowhere.
import { useState, type ReactNode } from "react";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/Field";
import { office as w } from "../../words/en.office";
import { findIncidents, type Particulars, type Whose } from "../api";
import page from "../Page.module.css";
import styles from "./Retention.module.css";

type Props = { board: string; running: boolean; onErase: (incident: string) => void; onHold: (incident: string) => void };

const NOTHING: Particulars = { name: "", phone: "", address: "", locality: "" };

export function FindPanel({ board, running, onErase, onHold }: Props): ReactNode {
  const act = useAsked();
  const [typed, setTyped] = useState(NOTHING);
  const [found, setFound] = useState<Whose | null>(null);
  const [tried, setTried] = useState(false);
  const empty = [typed.name, typed.phone, typed.address].every((each) => each.trim() === "");
  const set = (part: Partial<Particulars>): void => setTyped((before) => ({ ...before, ...part }));
  async function find(): Promise<void> {
    setTried(true);
    if (empty) return;
    setFound(await act.run(() => findIncidents(board, typed)));
  }
  // Whatever the server needs to look for somebody, it says the same.
  const unfit = (tried && empty) || act.problem?.code === "field_invalid";
  return (
    <section className={page["panel"]} aria-labelledby="find-title" data-testid="find">
      <h3 id="find-title">{w.find.title}</h3>
      <p className={page["quiet"]}>{w.find.text}</p>
      <form
        className={page["form"]}
        aria-label={w.find.title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <div className={page["fields"]}>
          <TextField label={w.find.name} value={typed.name} onChange={(name) => set({ name })} error={unfit ? w.find.need : null} data-testid="find-name" />
          <TextField label={w.find.phone} inputMode="tel" value={typed.phone} onChange={(phone) => set({ phone })} data-testid="find-phone" />
          <TextField label={w.find.address} value={typed.address} onChange={(address) => set({ address })} data-testid="find-address" />
          <TextField label={w.find.locality} value={typed.locality} onChange={(locality) => set({ locality })} data-testid="find-locality" />
        </div>
        <div>
          <Button submit pending={act.pending} data-testid="find-go">
            {w.find.go}
          </Button>
        </div>
      </form>
      {act.problem !== null && !unfit && <ProblemNote problem={act.problem} kept />}
      {found !== null && (
        <>
          <p role="status">{w.find.found(found.incidents.length, found.more)}</p>
          <ul className={styles["holds"]} data-testid="find-found">
            {found.incidents.map((incident) => (
              <li key={incident}>
                <span className="mono">{incident}</span>
                <div className={page["acts"]}>
                  <Button size="small" aria-label={w.find.holdOf(incident)} onClick={() => onHold(incident)}>
                    {w.find.hold}
                  </Button>
                  <Button size="small" disabled={running} aria-label={w.find.eraseOf(incident)} onClick={() => onErase(incident)} data-testid="find-erase">
                    {w.find.erase}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
