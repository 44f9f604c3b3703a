// Contact attempts so far and the next one planned. Trying ends by a reasoned decision alone, and any later attempt starts it again.
import type { ReactNode } from "react";
import { useAct } from "../../../live/hooks";
import type { ResponseFile, ResponseRow } from "../../../live/protocol.gen";
import { Ago, At, Clock } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { ErrorNote } from "../../../ui/ErrorNote";
import { IconShape } from "../../../ui/IconShape";
import { en } from "../../../words/en";
import { contact as w } from "../../../words/en.contact";
import { maskNumber } from "../../logic/safety";
import { useBoard } from "../../state";
import styles from "./Attempts.module.css";
import { Section } from "../Section";

/** The last hour of the time for a first attempt is "nearly out". */
const FIRST_AMBER_MS = 60 * 60_000;

export function Attempts({ response, part }: { response: ResponseRow; part: ResponseFile | undefined }): ReactNode {
  const { change, done } = useBoard();
  const act = useAct();
  const attempts = part?.attempts ?? [];
  const { contact } = response;
  const ended = contact.ended_at !== null;
  const severalNumbers = (part?.safe_contact?.record.other_numbers.length ?? 0) > 0;

  async function resume(): Promise<void> {
    if (await act.run({ type: "resume_trying", response: response.response })) done(w.attempts.resumed);
  }

  return (
    <Section
      title={w.attempts.title}
      testId="attempts"
      act={
        <>
          {!ended && response.state !== "closed" && (
            <Button size="small" tone="quiet" data-testid="end-trying" onClick={() => change({ type: "tray", tray: "end_trying" })}>
              {w.attempts.end}
            </Button>
          )}
          <Button size="small" shortcut="v" data-testid="record-contact" onClick={() => change({ type: "tray", tray: "contact" })}>
            {w.attempts.record}
          </Button>
        </>
      }
    >
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      {ended ? (
        <div className={styles["ended"]} data-testid="trying-ended">
          <IconShape shape="square" filled={false} size={12} />
          <div>
            <strong>{contact.ended_by === null ? w.attempts.endedAnywhere : w.attempts.ended(contact.ended_by)}</strong>
            {contact.ended_at !== null && (
              <>
                {" "}
                <Ago at={contact.ended_at} suffix />
              </>
            )}
            {part?.ended_reason !== null && part?.ended_reason !== undefined && part.ended_reason !== "" && <p>{w.attempts.because(part.ended_reason)}</p>}
            <p className={styles["none"]}>{w.attempts.later}</p>
          </div>
          <Button size="small" pending={act.status === "pending"} data-testid="resume-trying" onClick={() => void resume()}>
            {w.attempts.resume}
          </Button>
        </div>
      ) : (
        <>
          {contact.next_at !== null && (
            <p className={styles["next"]} data-testid="next-attempt">
              {w.attempts.next} <At at={contact.next_at} />, <Clock due={contact.next_at} words="in" />
            </p>
          )}
          {contact.first_due_at !== null && contact.attempts === 0 && (
            <p className={styles["next"]} data-testid="first-due">
              {w.attempts.firstDue} <Clock due={contact.first_due_at} amberMs={FIRST_AMBER_MS} words="in" />
            </p>
          )}
        </>
      )}
      {contact.attempts === 0 ? (
        <p className={styles["none"]}>{w.attempts.none}</p>
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
                    {en.channel[each.attempt.channel]}
                    {severalNumbers && each.attempt.channel === "phone" && each.attempt.number !== "" && ` ${w.attempts.onNumber(maskNumber(each.attempt.number))}`}, {each.by}
                  </span>
                  {each.attempt.note !== "" && <p>{each.attempt.note}</p>}
                </div>
              </li>
            ))}
        </ul>
      )}
    </Section>
  );
}
