// A refusal, drawn beside what it is about: what was not done, who was first, what was found and allowed, what next.
import type { ReactNode } from "react";
import { useNow } from "../live/hooks";
import type { Refusal } from "../live/protocol.gen";
import { en, shortSpan } from "../words/en";
import styles from "./ErrorNote.module.css";

type Props = {
  refusal: Omit<Refusal, "code"> & { code: string };
  /** The next step: a button or two. */
  children?: ReactNode;
  /** Say that typed text is kept. */
  kept?: boolean;
};

export function ErrorNote({ refusal, children, kept = false }: Props): ReactNode {
  // Of a car that is on a break, `who` is the car: the sentence names it already, and only since when is new.
  const by = refusal.code === "car_busy" && refusal.who !== undefined && refusal.message.startsWith(refusal.who) ? undefined : refusal.who;
  const who = useNow((now) => {
    if (refusal.when === undefined) return by ?? null;
    const ms = now - refusal.when;
    return by === undefined ? en.ago(ms) : en.refusal.by(by, shortSpan(ms));
  });
  return (
    <div className={styles["note"]} role="alert" data-testid="refusal" data-code={refusal.code}>
      <p>
        <strong>{en.refusal.title}.</strong> {sentence(refusal.message)}
      </p>
      {(who !== null || refusal.found !== undefined || refusal.allowed !== undefined) && (
        <p className={styles["detail"]}>
          {[who, refusal.found && en.refusal.found(refusal.found), refusal.allowed && en.refusal.allowed(refusal.allowed)]
            .filter((part): part is string => typeof part === "string" && part !== "")
            .join(" · ")}
        </p>
      )}
      {kept && <p className={styles["detail"]}>{en.refusal.kept}</p>}
      {children !== undefined && <div className={styles["next"]}>{children}</div>}
    </div>
  );
}

function sentence(text: string): string {
  if (text === "") return "";
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(start) ? start : `${start}.`;
}
