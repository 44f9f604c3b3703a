// Who the force has named. Numbers of others stay hidden until asked for one by one.
import { useState, type ReactNode } from "react";
import { useAct, useScheme } from "../../live/hooks";
import type { IncidentFile, IncidentNumber, PersonView } from "../../live/protocol.gen";
import type { FileState } from "../../live/store";
import { Button } from "../../ui/Button";
import { ErrorNote } from "../../ui/ErrorNote";
import { en } from "../../words/en";
import { board as w } from "../../words/en.board";
import { maskNumber } from "../logic/safety";
import styles from "./People.module.css";
import { Section } from "./Section";

type Props = { number: IncidentNumber; file: IncidentFile | null; status: FileState["status"] };

export function People({ number, file, status }: Props): ReactNode {
  const word = en.personWord(useScheme()?.person_word ?? "victim");
  const act = useAct();
  return (
    <Section
      title={w.incident.people}
      testId="people"
      act={
        <Button size="small" tone="quiet" pending={act.status === "pending"} data-testid="add-victim" onClick={() => void act.run({ type: "open_response", incident: number })}>
          {w.incident.addVictim(word)}
        </Button>
      }
    >
      {act.refusal !== null && <ErrorNote refusal={act.refusal} />}
      {file === null ? (
        <p className={styles["quiet"]}>{status === "refused" ? w.incident.fileRefused : w.incident.opening}</p>
      ) : (
        <>
          {file.people.length === 0 && <p className={styles["quiet"]}>{w.incident.peopleNone}</p>}
          <ul className={styles["people"]}>
            {file.people.map((person, index) => (
              <Person key={index} person={person} />
            ))}
          </ul>
          {file.thrive !== null && (
            <p className={styles["thrive"]}>
              <span>{w.incident.thrive}</span> {file.thrive}
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Person({ person }: { person: PersonView }): ReactNode {
  const word = useScheme()?.person_word ?? "victim";
  const [shown, setShown] = useState(false);
  const victim = person.role === "victim";
  return (
    <li>
      <span className={styles["role"]}>{victim ? en.personWord(word) : en.person[person.role]}</span>
      <div>
        <strong>{person.name ?? en.notKnown}</strong>
        {person.age !== null && <span className={styles["quiet"]}>, {person.age}</span>}
        {person.language !== null && <span className={styles["quiet"]}> · {person.language}</span>}
        {/* The victim's number stands under the safe-contact rule and nowhere else. */}
        {!victim && person.phone !== null && (
          <span className={styles["phone"]}>
            <span className="mono">{shown ? person.phone : maskNumber(person.phone)}</span>
            {!shown && (
              <Button size="small" tone="quiet" onClick={() => setShown(true)}>
                {w.incident.showNumber}
              </Button>
            )}
          </span>
        )}
        {person.note !== null && <p className={styles["quiet"]}>{person.note}</p>}
      </div>
    </li>
  );
}
