// The personal part of the job: the safe-contact rule first, numbers hidden until it is read.
import { useEffect, useId, useRef, useState, type ReactNode, type Ref } from "react";
import { dayAndTime } from "../board/logic/contact-time";
import { windowState } from "../board/logic/safety-windows";
import { useNow, useTrust } from "../live";
import type { IncidentFile, JobCard, PersonView, SafeContact, SafeContactView, SchemeView } from "../live/protocol.gen";
import { Button } from "../ui";
import { en } from "../words/en";
import { car as words } from "../words/en.car";
import styles from "./File.module.css";
import { Fact } from "./Fact";
import { masked, peopleInOrder, ruleOf, sameNumber } from "./safe-contact";
import { Log } from "./Log";
import { NoteDialog } from "./NoteDialog";
import { PhoneNumber } from "./PhoneNumber";
import { Since } from "./Since";
import type { FileAccess } from "./useFileAccess";

type OpenProps = { job: JobCard; scheme: SchemeView; access: FileAccess; onClose: () => void; heading: Ref<HTMLHeadingElement> };

export default function OpenFile({ job, scheme, access, onClose, heading }: OpenProps): ReactNode {
  const { state } = access;
  const { link } = useTrust();
  const [writing, setWriting] = useState(false);
  const id = useId();
  const title = (
    <h3 id={id} ref={heading} tabIndex={-1} className={styles["heading"]}>
      {state.status === "refused" ? words.file.closedTitle : words.file.title}
    </h3>
  );

  if (state.status === "refused") {
    return (
      <section className={styles["file"]} aria-labelledby={id}>
        {title}
        <p>{state.refusal?.message ?? words.file.closedWords}</p>
        <Button size="target" onClick={onClose}>
          {words.file.close}
        </Button>
      </section>
    );
  }
  if (state.status !== "open") {
    return (
      <section className={styles["file"]} aria-labelledby={id} aria-busy="true">
        {title}
        <p>{link === "live" ? words.file.opening : words.file.offline}</p>
      </section>
    );
  }

  const rule = ruleOf(state.file, job.response);
  return (
    <section className={styles["file"]} aria-labelledby={id} data-testid="file">
      {title}
      <Rule rule={rule} read={access.ruleRead} onRead={access.readRule} file={state.file} job={job} scheme={scheme} />
      <People file={state.file} job={job} rule={rule} shown={access.ruleRead} scheme={scheme} />
      <Log entries={state.file.timeline}>
        <Button size="target" className={styles["wide"]} onClick={() => setWriting(true)} data-testid="note">
          {words.note.title}
        </Button>
      </Log>
      <Button size="target" className={styles["wide"]} onClick={onClose} data-testid="close-file">
        {words.file.close}
      </Button>
      {writing && <NoteDialog key={job.response} job={job} onClose={() => setWriting(false)} />}
    </section>
  );
}

type RuleProps = { rule: SafeContactView | null; read: boolean; onRead: () => void; file: IncidentFile; job: JobCard; scheme: SchemeView };

function Rule({ rule, read, onRead, file, job, scheme }: RuleProps): ReactNode {
  const record = rule?.record;
  const pressed = useRef(false);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (read && pressed.current) said.current?.focus();
    pressed.current = false;
  }, [read]);
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
            <span>{record.email_allowed ? words.contact.emailOk : words.contact.emailNo}</span>
            <span>{record.visit_allowed ? words.contact.visitOk : words.contact.visitNo}</span>
            <span>{record.withhold_caller_id ? words.contact.callerIdWithhold : words.contact.callerIdShow}</span>
          </p>
          <dl className={styles["facts"]}>
            <Fact title={words.contact.when}>
              {record.windows.length > 0 && record.when_safe.trim() === "" ? null : <p>{orNone(record.when_safe, words.contact.none)}</p>}
              <HoursNow record={record} zone={scheme.time_zone} />
            </Fact>
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
        <>
          <p ref={said} tabIndex={-1} className={styles["sub"]}>
            {words.contact.read}
          </p>
          {record === undefined ? null : <Numbers record={record} file={file} job={job} scheme={scheme} />}
        </>
      ) : (
        <Button
          size="main"
          tone="primary"
          className={styles["wide"]}
          onClick={() => {
            pressed.current = true;
            onRead();
          }}
          data-testid="rule-read"
        >
          {rule === null ? words.contact.readItNone : words.contact.readIt}
        </Button>
      )}
    </div>
  );
}

/** Her safe hours, and where the moment of now stands against them. */
function HoursNow({ record, zone }: { record: SafeContact; zone: string }): ReactNode {
  const now = useNow((at) => {
    const found = windowState(record.windows, at, zone);
    if (found.state === "outside") return found.next === null ? words.contact.noHourAhead : words.contact.safeAgain(dayAndTime(found.next, zone, at));
    return found.state === "inside" && found.until !== null ? words.contact.safeUntil(dayAndTime(found.until, zone, at)) : null;
  });
  if (record.windows.length === 0) return null;
  return (
    <p data-testid="rule-hours">
      {words.contact.hours(record.windows)}
      {now === null ? null : <strong className={styles["now"]}>{now}</strong>}
    </p>
  );
}

/** What the rule names besides the number that stands with her below. Under the same rule, and hidden as long. */
function Numbers({ record, file, job, scheme }: { record: SafeContact; file: IncidentFile; job: JobCard; scheme: SchemeView }): ReactNode {
  const below = file.people.some((person) => person.role === "victim" && person.phone !== null && sameNumber(person.phone, record.number));
  const numbers = [
    ...(record.number.trim() === "" || below ? [] : [{ number: record.number, whose: words.contact.ownNumber }]),
    ...record.other_numbers.map(({ number, whose }) => ({ number, whose: whose === "" ? words.contact.otherNumber : whose })),
  ];
  if (numbers.length === 0 && record.email === "") return null;
  return (
    <div className={styles["numbers"]} data-testid="rule-numbers">
      {numbers.map(({ number, whose }) => (
        <PhoneNumber key={number} number={number} whose={whose} record={record} job={job} scheme={scheme} covered />
      ))}
      {record.email === "" ? null : (
        <p>
          {record.email} <span className={styles["sub"]}>{record.email_allowed ? words.contact.emailOk : words.contact.emailNo}</span>
        </p>
      )}
    </div>
  );
}

function orNone(text: string, none: string): string {
  return text.trim() === "" ? none : text;
}

type PeopleProps = { file: IncidentFile; job: JobCard; rule: SafeContactView | null; shown: boolean; scheme: SchemeView };

function People({ file, job, rule, shown, scheme }: PeopleProps): ReactNode {
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
          <Person key={`${person.role}-${at}`} person={person} rule={rule} shown={shown} job={job} scheme={scheme} />
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

type PersonProps = { person: PersonView; rule: SafeContactView | null; shown: boolean; job: JobCard; scheme: SchemeView };

function Person({ person, rule, shown, job, scheme }: PersonProps): ReactNode {
  const victim = person.role === "victim";
  const role = victim ? en.personWord(scheme.person_word) : en.person[person.role];
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
        <PhoneNumber number={person.phone} record={victim ? rule?.record : undefined} job={job} scheme={scheme} covered={victim} />
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
