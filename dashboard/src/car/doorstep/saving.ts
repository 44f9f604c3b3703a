// From a draft to its act and back: kept until the server has taken it, brought back where it has not.
import { useEffect, useRef, useState } from "react";
import { draftKeys, draftOf, forgetDraft, putDraft } from "../../held/drafts";
import { useCommands, useLive, useTrust, type CommandRecord } from "../../live";
import type { Command, Refusal, ResponseId } from "../../live/protocol.gen";
import { formOf, draftKey, sentId, sentKey, type DoorForm } from "./forms";

/** `waiting`: without a link the act lies in the outbox, and the crew goes on. */
export type Saved = "accepted" | "waiting";

export type Saving = {
  pending: boolean;
  refusal: Refusal | null;
  /** The refusal has been read. */
  clear: () => void;
  save: (command: Command) => void;
};

type SavingIn = { response: ResponseId; form: DoorForm; key: string; draft: object; onSaved: (how: Saved) => void };

/** Of one form, mounted for one draft. `key` is where it lies, be it begun or refused. */
export function useSaving({ response, form, key, draft, onSaved }: SavingIn): Saving {
  const live = useLive();
  const { link } = useTrust();
  const commands = useCommands();
  const [sent, setSent] = useState(() => sentId(key));
  const [read, setRead] = useState(false);
  const record = commands.find((each) => each.id === sent);
  const status = record?.status ?? null;

  const now = useRef({ sent, status, draft, onSaved });
  useEffect(() => {
    now.current = { sent, status, draft, onSaved };
  });

  useEffect(() => {
    if (status !== "accepted") return;
    forgetDraft(key);
    now.current.onSaved("accepted");
  }, [status, key]);

  // Left before the answer, or after a "no": what was sent lies under its act, so that its line can say how that stands.
  useEffect(
    () => () => {
      const left = now.current;
      if (left.sent === null || (left.status !== "pending" && left.status !== "refused")) return;
      const under = sentKey(response, form, left.sent);
      if (under === key) return;
      if (left.status === "refused") putDraft(under, left.draft);
      forgetDraft(key);
    },
    [response, form, key],
  );

  return {
    pending: status === "pending" && sent !== sentId(key),
    refusal: read ? null : (record?.refusal ?? null),
    clear: () => setRead(true),
    save: (command) => {
      const id = live.newId();
      if (sent !== null && sent !== sentId(key)) forgetDraft(sentKey(response, form, sent));
      putDraft(sentKey(response, form, id), draft);
      void live.send(command, id);
      setRead(false);
      if (link === "live") {
        setSent(id);
        return;
      }
      forgetDraft(key);
      onSaved("waiting");
    },
  };
}

/** Mounted as long as the face is: an act that was taken forgets what it was made of, whoever looks at what. */
export function useTakenForgotten(): void {
  const commands = useCommands();
  useEffect(() => {
    for (const record of commands) if (record.status === "accepted") forgetTaken(record);
  }, [commands]);
}

/** Outcomes of this page whose draft has been told that it is on record: what is typed afterwards is not. */
const recorded = new Set<string>();

function forgetTaken({ id, subject, command }: CommandRecord): void {
  // An outcome may be changed until the job is left, and not after.
  if (command.type === "resume_car") for (const key of draftKeys("").filter((each) => each.endsWith(`/outcome/${command.deployment}`))) forgetDraft(key);
  if (command.type === "record_outcome" && !recorded.has(id)) {
    recorded.add(id);
    for (const key of draftKeys(`${subject}/outcome/`)) putDraft(key, { ...draftOf(key), saved: true });
  }
  const form = formOf(command);
  if (form === null) return;
  const under = sentKey(subject, form, id);
  const sent = draftOf(under);
  if (sent === undefined) return;
  forgetDraft(under);
  // The page may have ended between the act and its answer, and left what was typed as well.
  const main = draftKey(subject, form);
  const typed = draftOf(main);
  if (typed !== undefined && saysNoMore(typed, sent)) forgetDraft(main);
}

function saysNoMore(typed: object, sent: object): boolean {
  const other = new Map(Object.entries(sent));
  return Object.entries(typed).every(([name, value]) => JSON.stringify(value) === JSON.stringify(other.get(name)));
}
