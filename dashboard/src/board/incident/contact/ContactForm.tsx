// A contact attempt: how, what happened, what was said, and when to try again, with a time proposed that has not been tried.
import { useState, type ReactNode } from "react";
import { serverNow } from "../../../live/clock";
import { useAct, useNow, useScheme } from "../../../live/hooks";
import type { ContactChannel, ContactResult } from "../../../live/protocol.gen";
import { Pick, SelectField, TextArea, TextField } from "../../../ui/Field";
import { fromLocalField, toLocalField } from "../../../ui/time";
import { en, shortSpan } from "../../../words/en";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../../held/drafts";
import { channelAllowed, linesOf, ringingLine } from "../../logic/contact-lines";
import { dayAndTime } from "../../logic/contact-time";
import { maskNumber } from "../../logic/safety";
import { windowState } from "../../logic/safety-windows";
import { needsAnotherTry } from "../../logic/slots";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import styles from "../FormFrame.module.css";
import { forceNumber, type Own } from "../shared";
import { useProposal } from "./useProposal";

/** `next`: "" not planned, "slot" as proposed, minutes, or "at"; null while nobody has chosen. */
type Draft = { channel: ContactChannel; number: string | null; result: ContactResult | null; note: string; next: string | null; nextAt: string };

const CHANNELS: readonly (readonly [ContactChannel, string])[] = (["phone", "text", "email", "in_person"] as const).map((each) => [each, en.channel[each]]);
const RESULTS: readonly (readonly [ContactResult, string])[] = (
  ["spoke_safely", "no_answer", "ended_unsafe", "someone_else", "wrong_number", "declined_for_now"] as const
).map((each) => [each, en.contact[each]]);
const WAITS_MIN = [15, 30, 60, 120, 240] as const;

type Props = Own & { onDone: () => void; onCancel: () => void; cancelWord?: string; takeFocus?: boolean };

export function ContactForm({ response, file, part, onDone, onCancel, cancelWord, takeFocus = false }: Props): ReactNode {
  const zone = useScheme()?.time_zone ?? "Europe/London";
  const covered = (useScheme()?.hours.length ?? 0) > 0;
  const { state } = useBoard();
  const act = useAct();
  const [draft, change, forget] = useDraft<Draft>(`contact ${response.response}`, () => ({ channel: state.reach?.channel ?? "phone", number: null, result: null, note: "", next: null, nextAt: "" }));
  const [tried, setTried] = useState(false);
  const record = part?.safe_contact?.record;
  const proposal = useProposal(part, draft.result);
  // Chosen by nobody yet: the proposal where she was not reached.
  const next = draft.next === "slot" && proposal === null ? "" : (draft.next ?? (proposal !== null && needsAnotherTry(draft.result) ? "slot" : ""));
  const proposalWord = useNow((now) => (proposal === null ? "" : w.form.proposal(dayAndTime(proposal.at, zone, now), proposal.slot)));

  const lines = linesOf(record, forceNumber(file));
  const numbers = lines.filter((line) => line.channel === "phone");
  const used = draft.number ?? ringingLine(lines, state.reach)?.to ?? numbers[0]?.to ?? "";
  const byNumber = draft.channel === "phone" || draft.channel === "text";

  const at = next === "slot" ? (proposal?.at ?? null) : next === "at" ? fromLocalField(draft.nextAt, zone) : next === "" ? null : Math.round(serverNow()) + Number(next) * 60_000;
  const atFault = next === "at" ? (at === null ? w.form.noTime : at < serverNow() ? w.form.past : null) : null;
  const outside = next !== "slot" && at !== null && record !== undefined && windowState(record.windows, at, zone).state === "outside";
  const hint =
    next === "slot" && proposal !== null
      ? w.form.proposalHint([w.form.proposalWhy(proposal.tries), ...(record !== undefined && record.windows.length > 0 ? [w.form.inWindows] : []), ...(covered ? [w.form.inHours] : [])])
      : outside
        ? w.form.outsideWindows
        : next !== ""
          ? w.form.nextHint
          : proposal === null && needsAnotherTry(draft.result)
            ? w.form.none
            : undefined;

  async function save(): Promise<void> {
    setTried(true);
    if (draft.result === null || atFault !== null) return;
    const done = await act.run({
      type: "record_contact",
      response: response.response,
      attempt: { channel: draft.channel, result: draft.result, number: byNumber ? used : draft.channel === "email" ? (record?.email ?? "") : "", note: draft.note.trim(), ...(at === null ? {} : { next_at: at }) },
    });
    if (done) {
      forget();
      onDone();
    }
  }

  return (
    <FormFrame title={w.form.title} act={act} save={w.form.save} onSave={() => void save()} onCancel={onCancel} {...(cancelWord === undefined ? {} : { cancelWord })} takeFocus={takeFocus} testId="contact">
      {response.contact.ended_at !== null && <p className={styles["note"]}>{w.form.resumes}</p>}
      <Pick legend={w.form.result} value={draft.result} onChange={(result) => change({ result })} options={RESULTS} error={tried && draft.result === null ? w.form.chooseResult : null} testId="contact-result" />
      <TextArea label={w.form.note} value={draft.note} onChange={(note) => change({ note })} data-testid="contact-note" />
      <div className={styles["pair"]}>
        <SelectField
          label={w.form.channel}
          hint={channelAllowed(draft.channel, record) === false ? w.form.notAllowed[draft.channel] : undefined}
          value={draft.channel}
          onChange={(channel) => change({ channel })}
          options={CHANNELS}
          data-testid="contact-channel"
        />
        <SelectField
          label={w.form.next}
          hint={hint}
          value={next}
          onChange={(chosen) => change(chosen === "at" && draft.nextAt === "" ? { next: chosen, nextAt: toLocalField(proposal?.at ?? serverNow() + 3_600_000, zone) } : { next: chosen })}
          options={[
            ...(proposal === null ? [] : [["slot", proposalWord] as const]),
            ["", w.form.nextNone],
            ...WAITS_MIN.map((min) => [String(min), w.form.nextIn(shortSpan(min * 60_000))] as const),
            ["at", w.form.nextAt],
          ]}
          data-testid="contact-next"
        />
        {byNumber && numbers.length > 1 && (
          <SelectField
            label={w.form.number}
            value={used}
            onChange={(number) => change({ number })}
            // Enough to tell them apart; choosing one shows none.
            options={numbers.map((line) => [line.to, `${line.whose === null ? w.safe.own : w.safe.otherOf(line.whose)} ${maskNumber(line.to)}`] as const)}
            data-testid="contact-number"
          />
        )}
        {next === "at" && <TextField type="datetime-local" label={w.form.nextAt} value={draft.nextAt} onChange={(value) => change({ nextAt: value })} error={tried ? atFault : null} data-testid="contact-next-at" />}
      </div>
    </FormFrame>
  );
}
