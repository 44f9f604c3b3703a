// What to look for. Asked when the button is pressed, not while somebody types.
import { useState, type ReactNode } from "react";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/cx";
import { SelectField, TextField } from "../../ui/Field";
import { ZONE } from "../../ui/time";
import { ledger as w } from "../../words/en.ledger";
import { ACTS, type LedgerFilter } from "../api";
import page from "../Page.module.css";
import { EMPTY, filterOf, isBackwards, type Typed } from "./filter";
import styles from "./Ledger.module.css";

type Props = { typed: Typed; onChange: (typed: Typed) => void; pending: boolean; onSearch: (filter: LedgerFilter) => void };

export function SearchForm({ typed, onChange, pending, onSearch }: Props): ReactNode {
  const [tried, setTried] = useState(false);
  const filter = filterOf(typed, ZONE);
  const backwards = isBackwards(filter);
  const set = (part: Partial<Typed>): void => onChange({ ...typed, ...part });
  return (
    <form
      className={cx(page["panel"], styles["screen"])}
      aria-label={w.search.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!backwards && !pending) onSearch(filter);
      }}
    >
      <div className={page["fields"]}>
        <TextField label={w.search.incident} hint={w.search.incidentHint} value={typed.incident} onChange={(incident) => set({ incident })} data-testid="ledger-incident" />
        <TextField label={w.search.user} hint={w.search.userHint} value={typed.user} onChange={(user) => set({ user })} data-testid="ledger-user" />
        <SelectField<Typed["act"]> label={w.search.act} value={typed.act} onChange={(act) => set({ act })} options={[["", w.search.anyAct], ...ACTS.map((act) => [act, w.act[act]] as const)]} data-testid="ledger-act" />
        <TextField label={w.search.from} type="datetime-local" value={typed.from} onChange={(from) => set({ from })} data-testid="ledger-from" />
        <TextField label={w.search.to} type="datetime-local" value={typed.to} onChange={(to) => set({ to })} error={tried && backwards ? w.search.order : null} data-testid="ledger-to" />
      </div>
      <div className={page["acts"]}>
        <Button submit tone="primary" pending={pending} data-testid="ledger-search">
          {w.search.go}
        </Button>
        <Button tone="quiet" onClick={() => onChange(EMPTY)} data-testid="ledger-clear">
          {w.search.clear}
        </Button>
      </div>
    </form>
  );
}
