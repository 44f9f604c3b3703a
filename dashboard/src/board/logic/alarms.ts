// What needs an act of somebody by some time. Each alarm has an act, an owner and a timer; anything else is only a notification. Pure.
import type { Alarm, ClaimView, DeploymentView, EscalationId, IncidentNumber, IncidentRow, ResponseId, ResponseRow, Role, SchemeView, ShelvedView } from "../../live/protocol.gen";
import { contactDueAt, gradeClock, gradeOf, isActive, isEscalationOpen, isFinished, isHandedOver, isSettled, leadingResponse } from "./rows";

/** Most urgent kind first. */
export const ALARM_KINDS = ["line_cut", "gate_revoked", "escalation", "car_wanted", "unreviewed", "grade_overdue", "contact_due"] as const satisfies readonly Alarm[];
/** So long may a call of the most urgent grade stand unlooked at. */
export const UNREVIEWED_AFTER_MS = 5 * 60_000;
/** How many of the scheme's grades are watched for the force's promise. */
const GRADES_WATCHED = 2;

export type AlarmAct = "answer" | "open" | "call" | "escalate" | "send_car";
export type AlarmOwner = "desk" | "claimant" | "anybody";

export type AlarmItem = {
  /** One alarm of a kind for each response: repeats are the same alarm. */
  key: string;
  /** This time that it rings: another one after it had ended, or had climbed. */
  instance: string;
  kind: Alarm;
  number: IncidentNumber;
  response: ResponseId;
  /** Which victim of several; null where there is one. */
  ordinal: number | null;
  place: string | null;
  rank: number;
  /** Immediate danger to life. */
  emergency: boolean;
  act: AlarmAct;
  owner: AlarmOwner;
  claim: ClaimView | null;
  since: number;
  /** When it climbs, or was due; null: it counts up. */
  due: number | null;
  /** Of an escalation. */
  escalation: { id: EscalationId; climb: number; by: string } | null;
  /** Silenced for a while, by whom and until when. */
  shelved: ShelvedView | null;
};

export function alarmsOf(rows: readonly IncidentRow[], scheme: SchemeView | null, now: number): AlarmItem[] {
  const watched = watchedRanks(scheme);
  return rows.flatMap((row) => ofRow(row, scheme, watched, now)).sort(compare);
}

function ofRow(row: IncidentRow, scheme: SchemeView | null, watched: ReadonlySet<number>, now: number): AlarmItem[] {
  const grade = gradeOf(scheme, row.grade);
  const leading = leadingResponse(row);
  const found: AlarmItem[] = [];
  const add = (response: ResponseRow, part: Pick<AlarmItem, "kind" | "act" | "owner" | "since" | "due"> & Partial<AlarmItem>): void => {
    const key = `${part.kind} ${response.response}`;
    // A line that is cut is never silenced, whatever the wire says.
    const shelved = part.kind === "line_cut" || part.kind === "gate_revoked" ? null : (response.shelved.find((each) => each.alarm === part.kind && each.until > now) ?? null);
    found.push({ key, instance: `${key} ${part.since}`, number: row.number, response: response.response, ordinal: row.responses.length > 1 ? response.ordinal : null, place: row.locality, rank: grade.rank, emergency: false, claim: response.claim, escalation: null, shelved, ...part });
  };

  for (const response of row.responses) {
    const { escalation } = response;
    if (escalation?.state === "requested") {
      const cut = escalation.kind === "line_cut";
      const kind = cut ? "line_cut" : "escalation";
      add(response, {
        kind,
        act: "answer",
        owner: "desk",
        since: escalation.requested_at,
        due: escalation.due_at,
        emergency: cut,
        escalation: { id: escalation.escalation, climb: escalation.climb, by: escalation.requested_by },
        instance: `${escalation.escalation} ${escalation.climb}`,
      });
    }
    if (row.gate.state === "revoked" && isOnIt(response.deployment)) {
      add(response, { kind: "gate_revoked", act: "open", owner: "claimant", since: row.gate.since ?? now, due: null, emergency: true });
    }
    if (response.car_wanted !== null) {
      add(response, { kind: "car_wanted", act: "send_car", owner: response.claim === null ? "anybody" : "claimant", since: response.car_wanted.since, due: null });
    }
    if (row.duplicate_of !== null) continue;
    const contactDue = contactDueAt(response);
    if (contactDue !== null && contactDue <= now) {
      add(response, { kind: "contact_due", act: "call", owner: response.claim === null ? "anybody" : "claimant", since: contactDue, due: contactDue });
    }
    const lookBy = response.notified_at + UNREVIEWED_AFTER_MS;
    if (grade.rank === 1 && response.reviewed_at === null && !isFinished(response) && !isHandedOver(response) && lookBy <= now) {
      add(response, { kind: "unreviewed", act: "open", owner: "anybody", since: lookBy, due: lookBy });
    }
  }

  // The promise is the incident's, so it rings once. Where somebody has asked already there is nothing more to ask.
  const clock = gradeClock(row, grade);
  if (leading !== undefined && watched.has(grade.rank) && clock.state === "running" && clock.due <= now && !isSettled(row) && !row.responses.some(isEscalationOpen)) {
    add(leading, { kind: "grade_overdue", act: "escalate", owner: leading.claim === null ? "anybody" : "claimant", since: clock.due, due: clock.due });
  }
  return found;
}

/** The car is there or on its way, or its crew has not said that it is clear. */
export function isOnIt(deployment: DeploymentView | null): boolean {
  return deployment !== null && (isActive(deployment) || deployment.recall_unconfirmed);
}

/** Whose promise running out is an alarm: the most urgent grades. */
export function watchedRanks(scheme: Pick<SchemeView, "grades"> | null): ReadonlySet<number> {
  const ranks = [...new Set((scheme?.grades ?? []).map((grade) => grade.rank))].sort((a, b) => a - b);
  return new Set(ranks.slice(0, GRADES_WATCHED));
}

function compare(a: AlarmItem, b: AlarmItem): number {
  return ALARM_KINDS.indexOf(a.kind) - ALARM_KINDS.indexOf(b.kind) || a.rank - b.rank || a.since - b.since || (a.key < b.key ? -1 : 1);
}

/** Whether this person is asked to act. What a colleague holds is counted, and does not ring here. */
export function isForYou(item: AlarmItem, me: string | null, roles: readonly Role[]): boolean {
  if (item.owner === "desk") return roles.includes("control_room");
  return item.owner === "anybody" || item.claim === null || item.claim.user === me;
}

/** What leads the strip: what is for everybody's eyes, and what is for this person. Shelved ones never lead. */
export function leads(item: AlarmItem, me: string | null, roles: readonly Role[]): boolean {
  return item.shelved === null && (item.emergency || item.owner === "desk" || isForYou(item, me, roles));
}

export function countByKind(items: readonly AlarmItem[]): { kind: Alarm; count: number }[] {
  return ALARM_KINDS.map((kind) => ({ kind, count: items.filter((item) => item.kind === kind).length })).filter(({ count }) => count > 0);
}

/** More than so many new alarms in so long are a flood: nobody can act on each. */
export const FLOOD = { more_than: 10, within_ms: 10 * 60_000 } as const;

/** What has rung in this sitting, by its instance. */
export type Watch = { rang: ReadonlyMap<string, { key: string; since: number }>; times: ReadonlyMap<string, number> };

export const WATCH_START: Watch = { rang: new Map(), times: new Map() };

/** Takes in what rings now: what is new, and what to remember. Returns the same watch when nothing is new or too old. */
export function watch(before: Watch, items: readonly AlarmItem[], now: number): { watch: Watch; news: AlarmItem[] } {
  const news = items.filter((item) => !before.rang.has(item.instance));
  const here = new Set(items.map((item) => item.instance));
  const old = [...before.rang].filter(([instance, { since }]) => !here.has(instance) && since <= now - FLOOD.within_ms);
  if (news.length === 0 && old.length === 0) return { watch: before, news };
  const rang = new Map(before.rang);
  const times = new Map(before.times);
  for (const [instance] of old) rang.delete(instance);
  for (const { instance, key, since } of news) {
    rang.set(instance, { key, since });
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return { watch: { rang, times }, news };
}

/** How many alarms began within the last ten minutes. */
export function newWithin(state: Watch, now: number): number {
  return [...state.rang.values()].filter(({ since }) => since > now - FLOOD.within_ms).length;
}

export const isFlood = (count: number): boolean => count > FLOOD.more_than;

/** A line that is cut and not answered sounds again no sooner than this; anything else no sooner than the other. */
export const SOUND_AGAIN_MS = { emergency: 10_000, attention: 15_000 } as const;

export type Sound = keyof typeof SOUND_AGAIN_MS;

export type SoundInput = {
  items: readonly AlarmItem[];
  news: readonly AlarmItem[];
  /** The page has just learned of all of them: only emergencies sound. */
  first: boolean;
  lastAt: Readonly<Record<Sound, number>>;
  me: { user: string | null; name: string | null; roles: readonly Role[] };
  now: number;
};

export function soundOf({ items, news, first, lastAt, me, now }: SoundInput): Sound | null {
  const rested = (sound: Sound): boolean => now - lastAt[sound] >= SOUND_AGAIN_MS[sound];
  // Who raised it is listening on the telephone: no sound there until the desk has let it climb.
  const heardHere = (item: AlarmItem): boolean => item.shelved === null && (item.escalation === null || item.escalation.climb > 0 || item.escalation.by !== me.name);
  const emergency = items.some((item) => item.kind === "line_cut" && heardHere(item)) || news.some((item) => item.emergency && heardHere(item));
  if (emergency && rested("emergency")) return "emergency";
  if (first || !rested("attention")) return null;
  return news.some((item) => !item.emergency && heardHere(item) && isForYou(item, me.user, me.roles)) ? "attention" : null;
}
