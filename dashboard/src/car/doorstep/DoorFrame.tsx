// What every form of the doorstep stands in: its name, the place, the questions, and Back and Save under the thumb.
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useTrust } from "../../live";
import type { JobCard } from "../../live/protocol.gen";
import { Button, ErrorNote } from "../../ui";
import { car } from "../../words/en.car";
import { door } from "../../words/en.door";
import { doorstep as words } from "../../words/en.doorstep";
import { Dock } from "../Dock";
import plain from "../Plain.module.css";
import { PoliceNow } from "../PoliceNow";
import styles from "./Door.module.css";
import type { DoorForm } from "./forms";
import type { Saving } from "./saving";

type Props = {
  form: DoorForm;
  job: JobCard;
  saving: Saving;
  onSave: () => void;
  onBack: () => void;
  /** What must be said before it can be saved; shown once somebody tried. */
  lacking: readonly string[];
  /** Nothing can be recorded here. */
  blocked?: boolean;
  backWord?: string;
  /** In sight above the acts, as long as nothing else has to be said there. */
  above?: ReactNode;
  children: ReactNode;
};

export function DoorFrame({ form, job, saving, onSave, onBack, lacking, blocked = false, backWord = words.back, above = null, children }: Props): ReactNode {
  const { link } = useTrust();
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  // From here the keyboard and the screen reader go on, and the page is scrolled to it.
  useEffect(() => title.current?.focus(), []);
  const { pending, refusal, clear } = saving;
  return (
    <>
      <section className={plain["plain"]} aria-labelledby={`${id}-title`} data-testid={`door-${form}`}>
        <h2 id={`${id}-title`} ref={title} tabIndex={-1} className={plain["title"]}>
          {door.forms[form]}
        </h2>
        <p className={plain["lead"]}>
          {job.locality ?? car.job.noLocality} · <span className="mono">{job.incident}</span>
        </p>
        <form
          id={id}
          className={plain["form"]}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            onSave();
          }}
        >
          {children}
        </form>
      </section>
      <Dock
        above={
          refusal !== null ? (
            <ErrorNote refusal={refusal} kept>
              <p className={styles["counsel"]}>{words.counsel[refusal.code] ?? words.counselElse}</p>
              <Button size="target" onClick={clear}>
                {car.act.dismiss}
              </Button>
            </ErrorNote>
          ) : lacking.length > 0 ? (
            <div role="alert" className={plain["lacking"]} data-testid="door-lacking">
              <p>{car.outcome.missingLead}</p>
              <ul>
                {lacking.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </div>
          ) : (
            above
          )
        }
        lead={<PoliceNow job={job} />}
        secondary={{ words: backWord, onPress: onBack, testId: "door-back" }}
        primary={blocked ? null : { words: words.save[form], form: id, pending, note: link === "live" ? null : words.saveLater, testId: "door-save" }}
      />
    </>
  );
}
