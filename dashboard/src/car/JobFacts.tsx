// Where, when, safe contact, who may be there, police, gate, hazards: the job's card without anything personal.
import type { ReactNode } from "react";
import { useNow } from "../live";
import type { CarRow, JobCard, ResourceView, SchemeView } from "../live/protocol.gen";
import { Ago, IconShape, cx, shapeOfGrade } from "../ui";
import { Glyph } from "../ui/Glyph";
import { en, shortSpan } from "../words/en";
import { car as words } from "../words/en.car";
import { Fact } from "./Fact";
import { mayGo, navigationLink } from "./job";
import { NeedsFact } from "./NeedsFact";
import { trustIn } from "./safe-contact";
import { Since } from "./Since";
import styles from "./Job.module.css";

export function JobFacts({ job, car, scheme }: { job: JobCard; car: CarRow; scheme: SchemeView }): ReactNode {
  const link = navigationLink(job);
  const grade = scheme.grades.find((each) => each.code === job.grade);
  return (
    <>
      <section className={styles["where"]} aria-label={words.job.where}>
        <p className={styles["place"]}>{job.locality ?? words.job.noLocality}</p>
        {link === null ? null : (
          <a className={styles["nav"]} href={link} aria-label={words.job.navigateLabel} data-testid="navigate">
            <Glyph name="navigate" /> {words.job.navigate}
          </a>
        )}
        <div className={styles["when"]}>
          <p>
            <Since at={job.received_at} words={words.job.received} />
          </p>
          <p>
            <IconShape
              shape={grade === undefined ? "circle" : shapeOfGrade(grade.rank, grade.attend_minutes)}
              tone={grade?.rank === 1 ? "danger" : "text"}
              size={14}
            />{" "}
            {words.job.grade(grade === undefined ? job.grade : `${grade.code} ${grade.label}`)}
            {" · "}
            {job.opening_code}
          </p>
          <p className="mono">{job.incident}</p>
        </div>
      </section>
      {job.view.overridden ? <p className={cx(styles["note"], styles["note-strong"])}>{words.job.overridden}</p> : null}
      <ContactRule job={job} staleMs={scheme.safe_contact_stale_ms} />
      <dl className={styles["facts"]}>
        <NeedsFact job={job} car={car} scheme={scheme} />
        <Fact title={words.job.who}>
          <p className={styles["strong"]}>
            {job.suspect === null ? words.job.suspectNone : words.job.suspect[job.suspect.whereabouts]}
            {job.suspect === null ? null : (
              <span className={styles["sub"]}>
                {" · "}
                <Since at={job.suspect.at} words={words.job.ago} />
              </span>
            )}
          </p>
          <p>
            {job.children_present === null
              ? words.job.childrenUnknown
              : job.children_present === 0
                ? words.job.noChildren
                : words.job.children(job.children_present)}
          </p>
        </Fact>
        <Fact title={words.job.hazards}>
          {job.hazards.length === 0 ? (
            <p>{words.job.noHazards}</p>
          ) : (
            <ul className={styles["hazards"]}>
              {job.hazards.map((hazard) => (
                <li key={hazard}>{en.hazard[hazard]}</li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact title={words.job.police}>
          {job.resources.length === 0 ? (
            <p>{words.job.noPolice}</p>
          ) : (
            <ul>
              {job.resources.map((unit) => (
                <Unit key={unit.call_sign} unit={unit} />
              ))}
            </ul>
          )}
        </Fact>
        <Gate job={job} />
      </dl>
      <p className={cx(styles["sub"], styles["desk"])} data-testid="sent-by">
        {[job.view.sent_by === null ? words.job.sentByPlan : words.job.sentBy(job.view.sent_by), job.claimed_by === null ? null : words.job.claimedBy(job.claimed_by)].filter((part) => part !== null).join(" · ")}
      </p>
      {job.synthetic ? <p className={styles["sub"]}>{words.job.synthetic}</p> : null}
    </>
  );
}

function Unit({ unit }: { unit: ResourceView }): ReactNode {
  const eta = useNow((now) => (unit.eta_at === null || unit.eta_at <= now ? null : shortSpan(unit.eta_at - now)));
  return (
    <li>
      <span className={cx("mono", styles["strong"])}>{unit.call_sign}</span> {en.resource[unit.status]}{" "}
      {unit.status === "en_route" && eta !== null ? words.job.eta(eta) : <Ago at={unit.at} />}
    </li>
  );
}

/** The sentence is the server's own, the same that the board shows. */
function Gate({ job }: { job: JobCard }): ReactNode {
  const { gate } = job;
  if (gate.state === "not_used") return null;
  return (
    <Fact title={words.job.gate}>
      <p className={cx(styles["strong"], styles["gate-words"])} data-testid="gate" data-state={gate.state}>
        <Glyph name={mayGo(job) ? "check" : gate.state === "revoked" ? "octagon" : "triangle"} />
        <span>{gate.words}</span>
      </p>
      <ul className={styles["conditions"]}>
        {gate.conditions.map((condition) => (
          <li key={condition.words} className={condition.met ? styles["met"] : styles["unmet"]}>
            <Glyph name={condition.met ? "check" : "minus"} />
            <span>
              {condition.words}
              <span className="sr">: {condition.met ? words.job.gateMet : words.job.gateUnmet}</span>
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** The rule's standing comes before every other fact: it decides whether anybody may ring or knock. */
function ContactRule({ job, staleMs }: { job: JobCard; staleMs: number }): ReactNode {
  const trust = useNow((now) => trustIn(job.contact.safety, job.contact.confirmed_at, staleMs, now));
  const { attempts, last_result: last } = job.contact;
  return (
    <section className={cx(styles["rule"], trust !== "safe" && styles["doubt"])} aria-label={words.job.contact} data-testid="contact-rule" data-trust={trust}>
      <p className={styles["rule-head"]}>
        <Glyph name={trust === "safe" ? "check" : trust === "unsafe" ? "octagon" : "triangle"} />
        <span className={styles["rule-title"]}>{words.job.contact}</span>
        <strong>{words.contact.trust[trust]}</strong>
      </p>
      <p>{words.contact.words[trust]}</p>
      <p className={styles["sub"]}>
        {words.contact.tries(attempts, last === null ? en.none : en.contact[last].toLowerCase())}
        {job.contact.confirmed_at === null ? null : (
          <>
            {" · "}
            <Since at={job.contact.confirmed_at} words={(span) => words.contact.confirmed(span, "")} />
          </>
        )}
      </p>
    </section>
  );
}
