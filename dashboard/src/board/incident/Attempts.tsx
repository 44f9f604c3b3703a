// Contact attempts so far and the next one planned. There is no number after which trying ends by itself.
import type { ReactNode } from "react";
import type { ResponseFile, ResponseRow } from "../../live/protocol.gen";
import { Ago, Clock } from "../../ui/Ago";
import { Button } from "../../ui/Button";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { useBoard } from "../state";
import styles from "./Attempts.module.css";
import { Section } from "./Section";

export function Attempts({ response, part }: { response: ResponseRow; part: ResponseFile | undefined }): ReactNode {
  const { change } = useBoard();
  const attempts = part?.attempts ?? [];
  return (
    <Section
      title={w.contact.attempts}
      testId="attempts"
      act={
        <Button size="small" data-testid="record-contact" onClick={() => change({ type: "tray", tray: "contact" })}>
          {w.acts.recordContact}
        </Button>
      }
    >
      {response.contact.attempts === 0 ? (
        <p className={styles["none"]}>{w.contact.attemptsNone}</p>
      ) : (
        <ul className={styles["list"]}>
          {attempts
            .map((each, index) => ({ each, index }))
            .reverse()
            .map(({ each, index }) => (
              <li key={`${each.at} ${index}`}>
                <Ago at={each.at} className={styles["when"]} />
                <div>
                  <strong>{en.contact[each.attempt.result]}</strong>
                  <span className={styles["by"]}>
                    {en.channel[each.attempt.channel]}, {each.by}
                  </span>
                  {each.attempt.note !== "" && <p>{each.attempt.note}</p>}
                </div>
              </li>
            ))}
        </ul>
      )}
      {response.contact.next_at !== null && (
        <p className={styles["next"]}>
          {w.contact.next} <Clock due={response.contact.next_at} words="in" />
        </p>
      )}
    </Section>
  );
}
