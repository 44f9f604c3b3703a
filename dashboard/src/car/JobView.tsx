// The current job: what a crew must know before it knocks, in the order in which it matters, and the next act below.
import { useState, type ReactNode } from "react";
import { useAct, useNow } from "../live";
import type { CarRow, JobCard, SchemeView } from "../live/protocol.gen";
import { Ago, Button, Dialog, ErrorNote, cx } from "../ui";
import { car as words } from "../words/en.car";
import { DeclineDialog } from "./DeclineDialog";
import { Dock } from "./Dock";
import { FilePanel } from "./FilePanel";
import { JobFacts } from "./JobFacts";
import styles from "./Job.module.css";
import { NoteDialog } from "./NoteDialog";
import { PoliceNow } from "./PoliceNow";
import { StepStrip } from "./StepStrip";
import { commandFor, nextAct, offerLeftMs } from "./job";
import type { FileAccess } from "./useFileAccess";

type Props = {
  job: JobCard;
  car: CarRow;
  scheme: SchemeView;
  /** Acts about this job wait, and there is no link to send them. */
  held: boolean;
  access: FileAccess;
  onOutcome: () => void;
  /** What is recorded at the door; null before the job is taken. */
  door: ReactNode;
  /** Below the file: the queue. */
  children: ReactNode;
};

const TEST_ID = { acknowledge: "ack", en_route: "en-route", at_scene: "at-scene", outcome: "outcome", resume: "resume" } as const;

export function JobView({ job, car, scheme, held, access, onOutcome, door, children }: Props): ReactNode {
  const act = useAct();
  const [asking, setAsking] = useState<"decline" | "leave" | "note" | null>(null);
  const next = nextAct(job);
  const offered = job.view.state === "offered";
  const atScene = job.view.state === "at_scene";

  const press = (): void => {
    if (next === "outcome") onOutcome();
    else if (next !== null) void act.run(commandFor(next, job));
  };

  // A note needs no file: in a dead spot none can be opened.
  const doorAndNote =
    door === null ? null : (
      <>
        {door}
        <Button size="target" className={styles["job-note"]} onClick={() => setAsking("note")} data-testid="job-note">
          {words.note.title}
        </Button>
      </>
    );

  let secondary = null;
  if (offered) secondary = { words: words.act.decline, onPress: () => setAsking("decline"), testId: "decline" };
  else if (next === "outcome") secondary = { words: words.act.resumeEarlyShort, onPress: () => setAsking("leave"), testId: "resume-early" };
  else if (next === "resume") secondary = { words: words.act.editOutcome, onPress: onOutcome, testId: "outcome-edit" };

  return (
    <>
      <article className={styles["job"]} aria-labelledby="job-state" data-testid="job" data-state={job.view.state}>
        <div className={styles["facts-side"]}>
          <header className={styles["head"]}>
            <h2 id="job-state" data-testid="job-state">
              {words.state[job.view.state]}
            </h2>
            <Ago at={job.view.at} className={styles["for"]} />
          </header>
          <StepStrip job={job} />
          {atScene ? doorAndNote : null}
          <JobFacts job={job} car={car} scheme={scheme} />
        </div>
        <div className={styles["file-side"]}>
          <FilePanel job={job} scheme={scheme} access={access} />
          {atScene ? null : doorAndNote}
          {children}
        </div>
      </article>
      <Dock
        above={
          act.refusal !== null ? (
            <ErrorNote refusal={act.refusal}>
              <Button size="target" onClick={act.again}>
                {words.act.again}
              </Button>
              <Button size="target" tone="quiet" onClick={act.clear}>
                {words.act.dismiss}
              </Button>
            </ErrorNote>
          ) : offered ? (
            <OfferLeft job={job} />
          ) : null
        }
        lead={offered ? null : <PoliceNow job={job} />}
        secondary={secondary}
        primary={next === null ? null : { words: words.act[next], onPress: press, testId: TEST_ID[next], note: held ? words.act.waitingToSend : words.act.then[next] }}
      />
      {asking === "note" && <NoteDialog job={job} onClose={() => setAsking(null)} />}
      {asking === "decline" && (
        <DeclineDialog
          nextBest={job.view.next_best}
          onClose={() => setAsking(null)}
          onDecline={(reason) => {
            setAsking(null);
            void act.run({ type: "decline_offer", deployment: job.deployment, reason });
          }}
        />
      )}
      {asking === "leave" && (
        <Dialog
          title={words.act.resumeEarlyAsk}
          onClose={() => setAsking(null)}
          testId="leave-dialog"
          footer={
            <>
              <Button size="target" onClick={() => setAsking(null)}>
                {words.act.stay}
              </Button>
              <Button
                size="target"
                tone="primary"
                data-testid="resume-early-confirm"
                onClick={() => {
                  setAsking(null);
                  void act.run(commandFor("resume", job));
                }}
              >
                {words.act.resumeEarly}
              </Button>
            </>
          }
        >
          <p>{words.act.resumeEarlyWords}</p>
        </Dialog>
      )}
    </>
  );
}

const NEARLY_S = 30;

function OfferLeft({ job }: { job: JobCard }): ReactNode {
  // Whole seconds, so that it redraws once a second and not more.
  const left = useNow((now) => {
    const ms = offerLeftMs(job, now);
    return ms === null ? null : Math.ceil(ms / 1_000);
  });
  if (left === null) return null;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return (
    <p className={cx(styles["offer"], left <= NEARLY_S && styles["nearly"])} data-testid="offer-left" role="timer">
      {left > 0 ? words.act.offerLeft(clock) : words.act.offerOver}
    </p>
  );
}
