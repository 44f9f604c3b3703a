// What is recorded at the door, each with how it stands: nothing yet, begun, waiting to be sent, recorded, not taken.
import { useEffect, useRef, type ReactNode } from "react";
import { useDraftKeys } from "../../held/drafts";
import { useCommands, useYou } from "../../live";
import type { JobCard, SchemeView } from "../../live/protocol.gen";
import { At, cx } from "../../ui";
import { Glyph, type GlyphName } from "../../ui/Glyph";
import { door as words } from "../../words/en.door";
import type { FileAccess } from "../useFileAccess";
import styles from "./DoorList.module.css";
import type { OpenForm } from "./DoorForms";
import { formsOf, linesOf, type DoorForm, type DoorLine, type DoorState } from "./forms";

type Props = {
  job: JobCard;
  scheme: SchemeView;
  access: FileAccess;
  onOpen: (form: OpenForm) => void;
  /** The form that was just left: the focus goes back to its line, once. */
  left: DoorForm | null;
  onFocused: () => void;
};

const SIGN: Record<DoorState, GlyphName> = { none: "minus", begun: "minus", waiting: "outbox", recorded: "check", refused: "triangle" };

export function DoorList({ job, scheme, access, onOpen, left, onFocused }: Props): ReactNode {
  const commands = useCommands();
  const keys = useDraftKeys(`${job.response}/`);
  const me = useYou()?.name ?? null;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (left === null) return;
    list.current?.querySelector<HTMLElement>(`[data-form="${left}"]`)?.focus();
    onFocused();
  }, [left, onFocused]);
  const lines = linesOf({ response: job.response, forms: formsOf(scheme), commands, keys, part: access.part, me });
  return (
    <section className={cx(styles["door"], job.view.state === "at_scene" && styles["now"])} aria-labelledby="door-title" data-testid="door">
      <h2 id="door-title" className={styles["door-title"]}>
        {words.title}
      </h2>
      <p className={styles["door-hint"]}>{words.hint}</p>
      <ul ref={list} className={styles["lines"]}>
        {lines.map((line) => (
          <li key={line.form}>
            <button type="button" className={styles["line"]} data-form={line.form} data-state={line.state} data-testid={`door-line-${line.form}`} onClick={() => onOpen({ form: line.form, key: line.key })}>
              <Glyph name={SIGN[line.state]} />
              <span className={styles["line-words"]}>
                <strong>{words.forms[line.form]}</strong>
                <span className={styles["line-state"]}>
                  <LineState line={line} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LineState({ line }: { line: DoorLine }): ReactNode {
  switch (line.state) {
    case "none":
      return line.before === null ? (
        words.line.none
      ) : (
        <>
          {words.line.before} <At at={line.before.at} />
        </>
      );
    case "begun":
      return words.line.begun;
    case "waiting":
      return words.line.waiting(line.count);
    case "recorded":
      return (
        <>
          {words.line.recorded} {words.line.more(line.count)} {line.at === null ? null : <At at={line.at} />}
        </>
      );
    case "refused":
      return (
        <>
          {words.line.refused}
          {line.refusal === null ? null : `: ${line.refusal.message}`}
        </>
      );
  }
}
