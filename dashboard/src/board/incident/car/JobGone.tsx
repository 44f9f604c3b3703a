// In the place of a form whose job has ended meanwhile.
import type { ReactNode } from "react";
import { Button } from "../../../ui/Button";
import { en } from "../../../words/en";
import { dispatch as w } from "../../../words/en.dispatch";
import frame from "../FormFrame.module.css";

export function JobGone({ title, onCancel }: { title: string; onCancel: () => void }): ReactNode {
  return (
    <section className={frame["form"]} aria-label={title} data-testid="job-gone">
      <h3 className={frame["title"]}>{title}</h3>
      <p>{w.forms.gone}</p>
      <div className={frame["foot"]}>
        <Button autoFocus onClick={onCancel}>{en.close}</Button>
      </div>
    </section>
  );
}
