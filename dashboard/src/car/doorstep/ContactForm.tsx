// A contact of the crew: what came of it, how, and when to try again.
import { useState, type ReactNode } from "react";
import { channelAllowed, linesOf } from "../../board/logic/contact-lines";
import { MIN_MS, dayAndTime } from "../../board/logic/contact-time";
import { maskNumber } from "../../board/logic/safety";
import { windowState } from "../../board/logic/safety-windows";
import { useDraft } from "../../held/drafts";
import { serverNow, useNow } from "../../live";
import type { ContactChannel, ContactResult } from "../../live/protocol.gen";
import { car } from "../../words/en.car";
import { contact as desk } from "../../words/en.contact";
import { doorstep as words } from "../../words/en.doorstep";
import { Choices } from "../Choices";
import plain from "../Plain.module.css";
import { nextTimes, resultsOf, type Next } from "./contact";
import { DoorFrame } from "./DoorFrame";
import { DoorNote, fits } from "./fields";
import { useSaving } from "./saving";
import type { DoorProps } from "./props";

type Draft = { result: ContactResult | null; channel: ContactChannel; number: string; next: Next | null; note: string };

const CHANNELS = (["in_person", "phone", "text", "email"] as const).map((each) => [each, words.contact.channels[each]] as const);

export function ContactForm({ job, scheme, access, draftKey, onBack, onSaved }: DoorProps): ReactNode {
  const zone = scheme.time_zone;
  const [draft, change] = useDraft<Draft>(draftKey, () => ({ result: null, channel: job.view.state === "at_scene" ? "in_person" : "phone", number: "", next: null, note: "" }));
  const saving = useSaving({ response: job.response, form: "contact", key: draftKey, draft, onSaved });
  const [tried, setTried] = useState(false);

  const record = access.part?.safe_contact?.record;
  const byNumber = draft.channel === "phone" || draft.channel === "text";
  const victim = access.state.status === "open" ? access.state.file.people.find((person) => person.role === "victim" && person.phone !== null) : undefined;
  const numbers = access.ruleRead ? linesOf(record, victim?.phone ?? null).filter((line) => line.channel === "phone") : [];
  const results = resultsOf(draft.channel);
  const result = draft.result !== null && results.includes(draft.result) ? draft.result : null;
  const atDoor = draft.channel === "in_person";

  const minute = useNow((now) => Math.floor(now / MIN_MS));
  const times = nextTimes(minute * MIN_MS, zone, scheme.contact.slots);
  // "Later today" is gone once today has no hour left for it.
  const chosen = draft.next === "none" ? null : (times.find((each) => each.next === draft.next) ?? null);
  const outside = chosen !== null && record !== undefined && windowState(record.windows, chosen.at, zone).state === "outside";

  const lacking = [...(result === null ? [words.contact.needResult] : []), ...(fits(draft.note) ? [] : [words.noteTooLong])];

  function save(): void {
    setTried(true);
    if (lacking.length > 0 || result === null) return;
    const next = nextTimes(serverNow(), zone, scheme.contact.slots).find((each) => each.next === draft.next);
    saving.save({
      type: "record_contact",
      response: job.response,
      attempt: {
        channel: draft.channel,
        result,
        number: byNumber ? draft.number : draft.channel === "email" && access.ruleRead ? (record?.email ?? "") : "",
        note: draft.note.trim(),
        ...(next === undefined ? {} : { next_at: next.at }),
      },
    });
  }

  return (
    <DoorFrame form="contact" job={job} saving={saving} onSave={save} onBack={onBack} lacking={tried ? lacking : []}>
      {job.contact.ended_at === null ? null : <p className={plain["note"]}>{desk.form.resumes}</p>}
      <Choices legend={words.contact.result} value={result} onChange={(next) => change({ result: next })} options={results.map((each) => [each, atDoor ? car.outcome.results[each] : words.contact.results[each]] as const)} testId="door-result" />
      <Choices
        legend={words.contact.channel}
        hint={channelAllowed(draft.channel, record) === false ? desk.form.notAllowed[draft.channel] : undefined}
        value={draft.channel}
        onChange={(channel) => change({ channel })}
        options={CHANNELS}
        short
        testId="door-channel"
      />
      {!byNumber ? null : numbers.length === 0 ? (
        access.ruleRead ? null : <p className={plain["note"]}>{words.contact.numberHidden}</p>
      ) : (
        <Choices
          legend={words.contact.number}
          value={draft.number}
          onChange={(number) => change({ number })}
          // Enough to tell them apart; choosing one shows none.
          options={[...numbers.map((line) => [line.to, `${line.whose === null ? words.contact.ownNumber : desk.safe.otherOf(line.whose)} ${maskNumber(line.to)}`] as const), ["", words.contact.numberNotSaid] as const]}
          testId="door-number"
        />
      )}
      <DoorNote value={draft.note} onChange={(note) => change({ note })} />
      <Choices<Next>
        legend={words.contact.next}
        hint={outside ? words.contact.outside : undefined}
        value={draft.next}
        onChange={(next) => change({ next })}
        options={[...times.map(({ next, at }) => [next, words.contact.nextAt(words.contact.nexts[next], dayAndTime(at, zone, minute * MIN_MS))] as const), ["none", words.contact.nexts.none] as const]}
        testId="door-next"
      />
    </DoorFrame>
  );
}
