// A table as a file for a spreadsheet. It goes to the browser's downloads and is kept nowhere else.
import type { ReactNode } from "react";
import { ProblemNote } from "../../session/ProblemNote";
import { useAsked } from "../../session/useAnswer";
import { Button, showToast } from "../../ui";
import { download } from "../../ui/download";
import { parts as w } from "../../words/en.demand.parts";
import { csv } from "../api";
import styles from "./CsvButton.module.css";

export function CsvButton({ path, name, title, testId }: { path: string; name: string; title: string; testId: string }): ReactNode {
  const act = useAsked();
  async function save(): Promise<void> {
    const file = await act.run(() => csv(path));
    if (file === null) return;
    download(file, name);
    showToast(w.csvSaved);
  }
  return (
    <div className={styles["csv"]}>
      <Button size="small" pending={act.pending} onClick={() => void save()} aria-label={`${w.csv}: ${title}`} title={w.csvOf(title)} data-testid={testId}>
        {w.csv}
      </Button>
      {act.problem === null ? null : <ProblemNote problem={act.problem} />}
    </div>
  );
}
