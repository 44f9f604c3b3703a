// The personal part of the job. Opened on purpose (the server records it), the safe-contact rule first, numbers hidden until it is read.
import { useState, type ReactNode } from "react";
import { useFile, useNow, useTrust } from "../live";
import type { IncidentFile, JobCard, PersonView, SafeContactView, SchemeView } from "../live/protocol.gen";
import { Button } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import styles from "./File.module.css";
import { Fact } from "./JobFacts";
import { masked, peopleInOrder, ruleOf, ruleVersion, trustIn, type Trust } from "./safe-contact";
import { Log } from "./Log";
import { PhoneNumber } from "./PhoneNumber";
import { Since } from "./Since";

export function FilePanel({ job, scheme }: { job: JobCard; scheme: SchemeView }): ReactNode {
  const [openFor, setOpenFor] = useState<string | null>(null);
  const open = openFor === job.incident;
  if (!open) {
    return (
      <section className={styles["shut"]}>
        <Button size="main" className={styles["wide"]} data-testid="open-file" onClick={() => setOpenFor(job.incident)}>
          {words.file.open}
        </Button>
        <p className={styles["sub"]}>{words.file.openNote}</p>
      </section>
    );
  }
  return <OpenFile key={job.incident} job={job} scheme={scheme} onClose={() => setOpenFor(null)} />;
}

function OpenFile({ job, scheme, onClose }: { job: JobCard; scheme: SchemeView; onClose: () => void }): ReactNode {
  const state = useFile(job.incident);
  const { link } = useTrust();
  const [readRule, setReadRule] = useState<string | null>(null);

  if (state.status === "refused") {
    return (
      <section className={styles["file"]} aria-label={words.file.title}>
        <h3 className={styles["heading"]}>{words.file.closedTitle}</h3>
        <p>{state.refusal?.message ?? words.file.closedWords}</p>
        <Button size="target" onClick={onClose}>
          {words.file.close}
        </Button>
      </section>
    );
  }
  if (state.status !== "open") {
    return (
      <section className={styles["file"]} aria-label={words.file.title} aria-busy="true">
        <p>{link === "live" ? words.file.opening : words.file.offline}</p>
      </section>
    );
  }

  const rule = ruleOf(state.file, job.response);
  const version = ruleVersion(job.response, rule);
  return (
    <section className={styles["file"]} aria-label={words.file.title} data-testid="file">
      <Rule rule={rule} read={readRule === version} onRead={() => setReadRule(version)} />
      <People file={state.file} job={job} rule={rule} shown={readRule === version} scheme={scheme} />
      <Log entries={state.file.timeline} />
      <Button size="target" className={styles["wide"]} onClick={onClose} data-testid="close-file">
        {words.file.close}
      </Button>
    </section>
  );
}

function Rule({ rule, read, onRead }: { rule: SafeContactView | null; read: boolean; onRead: () => void }): ReactNode {
  const record = rule?.record;
  return (
    <div className={styles["rule"]} data-testid="rule">
      <h3 className={styles["heading"]}>{words.job.contact}</h3>
      {record === undefined || rule === null ? (
        <p className={styles["strong"]}>{words.contact.words.unknown}</p>
      ) : (
        <>
          <p className={styles["says"]}>
            <span>{record.safe_to_ring ? words.contact.ringYes : words.contact.ringNo}</span>
            <span>{record.voicemail_allowed ? words.contact.voicemailOk : words.contact.voicemailNo}</span>
            <span>{record.text_allowed ? words.contact.textOk : words.contact.textNo}</span>
            <span>{record.withhold_caller_id ? words.contact.callerIdWithhold : words.contact.callerIdShow}</span>
          </p>
          <dl className={styles["facts"]}>
            <Fact title={words.contact.when}>{orNone(record.when_safe, words.contact.none)}</Fact>
            <Fact title={words.contact.code}>
              <span className={styles["code"]}>{orNone(record.code_word, words.contact.none)}</span>
            </Fact>
            <Fact title={words.contact.answers}>{orNone(record.who_may_answer, words.contact.none)}</Fact>
            <Fact title={words.contact.language}>{orNone(record.language, words.contact.none)}</Fact>
          </dl>
          <p className={styles["sub"]}>
            <Since at={rule.confirmed_at} words={(span) => words.contact.confirmed(span, rule.confirmed_by)} />
          </p>
        </>
      )}
      {read ? (
        <p className={styles["sub"]} role="status">
          {words.contact.read}
        </p>
      ) : (
        <Button size="main" tone="primary" className={styles["wide"]} onClick={onRead} data-testid="rule-read">
          {rule === null ? words.contact.readItNone : words.contact.readIt}
        </Button>
      )}
    </div>
  );
}

function orNone(text: string, none: string): string {
  return text.trim() === "" ? none : text;
}

type PeopleProps = { file: IncidentFile; job: JobCard; rule: SafeContactView | null; shown: boolean; scheme: SchemeView };

function People({ file, job, rule, shown, scheme }: PeopleProps): ReactNode {
  const trust = useNow((now) => trustIn(job.contact.safety, job.contact.confirmed_at, scheme.safe_contact_stale_ms, now));
  return (
    <>
      <dl className={styles["facts"]}>
        <Fact title={words.file.address}>
          <p className={styles["address"]} data-testid="address">
            {file.address ?? words.file.noAddress}
          </p>
        </Fact>
      </dl>
      <h3 className={styles["heading"]}>{words.file.people}</h3>
      {file.people.length === 0 ? <p>{words.file.noPeople}</p> : null}
      <ul className={styles["people"]}>
        {peopleInOrder(file.people).map((person, at) => (
          <Person key={`${person.role}-${at}`} person={person} rule={rule} shown={shown} trust={trust} personWord={scheme.person_word} />
        ))}
      </ul>
      {file.thrive === null ? null : (
        <dl className={styles["facts"]}>
          <Fact title={words.file.thrive}>{file.thrive}</Fact>
        </dl>
      )}
    </>
  );
}

type PersonProps = { person: PersonView; rule: SafeContactView | null; shown: boolean; trust: Trust; personWord: string };

function Person({ person, rule, shown, trust, personWord }: PersonProps): ReactNode {
  const role = person.role === "victim" ? en.personWord(personWord) : en.person[person.role];
  return (
    <li className={styles["person"]}>
      <p>
        <span className={styles["role"]}>{role}</span>
        <strong>{person.name ?? words.file.noName}</strong>
        {person.age === null ? null : <span className={styles["sub"]}>{words.file.ageLabel(person.age)}</span>}
        {person.language === null ? null : <span className={styles["sub"]}>{person.language}</span>}
      </p>
      {person.note === null ? null : <p>{person.note}</p>}
      {person.phone === null ? null : shown ? (
        <PhoneNumber number={person.phone} rule={person.role === "victim" ? rule : null} trust={person.role === "victim" ? trust : "unknown"} />
      ) : (
        <p className={styles["sub"]} data-testid="number-masked">
          <span className="mono" aria-hidden="true">
            {masked(person.phone)}
          </span>{" "}
          {words.file.numberHidden}
        </p>
      )}
    </li>
  );
}
