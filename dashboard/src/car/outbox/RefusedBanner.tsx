// Across the top while something was not taken and nobody has seen to it: a refusal may come long after its form was closed, or after the tablet was started anew.
import { useState, type ReactNode } from "react";
import { useCommands, type CommandRecord } from "../../live";
import { Button } from "../../ui";
import { Late } from "../../ui/Late";
import { acts as words } from "../../words/en.acts";
import { formOf } from "../doorstep/forms";
import { loadOutbox } from "../parts";
import styles from "./Outbox.module.css";

/** `here`: the job on the screen, whose forms speak for themselves. */
export function RefusedBanner({ here, started }: { here: string | null; started: number }): ReactNode {
  const [open, setOpen] = useState(false);
  const refused = useCommands().filter((record) => record.status === "refused");
  // Police who were asked for already are no news: the button that asked says so.
  const isNews = ({ command, refusal }: CommandRecord): boolean => command.type !== "request_escalation" || refusal?.code !== "wrong_state";
  // A form of the door on the screen says it on its own line, unless it was sent before this page.
  const told = refused.filter((record) => isNews(record) && (record.at < started || record.subject !== here || formOf(record.command) === null));
  const first = told[0];
  return (
    <>
      {first === undefined ? null : (
        <section className={styles["banner"]} role="alert" data-testid="refused-banner">
          <p>
            <strong>{words.banner.title(told.length)}.</strong> {words.banner.first(words.name[first.command.type] ?? words.other, first.refusal?.message ?? "")}. {words.banner.words}
          </p>
          <Button size="target" onClick={() => setOpen(true)} data-testid="refused-open">
            {words.banner.open}
          </Button>
        </section>
      )}
      {open && <Late load={loadOutbox} with={{ onClose: () => setOpen(false) }} onFail={() => setOpen(false)} />}
    </>
  );
}
