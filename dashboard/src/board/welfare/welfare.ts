// Crews that call for help, and crews that nobody has heard of in time: read off the cars. None of it can be shelved. Pure.
import type { CarId, CarRow, DeploymentId, IncidentNumber } from "../../live/protocol.gen";
import { incidentOf } from "../logic/rows";

export type WelfareKind = "sos" | "check_in";

export type WelfareItem = {
  /** One call for help, or one time without word. */
  key: string;
  /** This time that it rings: another one after it has climbed. */
  instance: string;
  kind: WelfareKind;
  car: CarId;
  callSign: string;
  deployment: DeploymentId | null;
  incident: IncidentNumber | null;
  /** When it was called, or when word was due. */
  since: number;
  /** Of an SOS: how often it was told again. Of a missed check-in: 1 the desk was told, 2 the inspector. */
  climb: number;
  answered: { by: string; at: number } | null;
};

export function welfareOf(cars: readonly CarRow[]): WelfareItem[] {
  return cars.flatMap(ofCar).sort(compare);
}

function ofCar({ car, call_sign: callSign, sos, check_in: checkIn }: CarRow): WelfareItem[] {
  const of = (deployment: DeploymentId | null) => ({ car, callSign, deployment, incident: deployment === null ? null : incidentOf(deployment) });
  if (sos !== null) {
    const key = `sos ${car} ${sos.at}`;
    return [{ ...of(sos.deployment), key, instance: `${key} ${sos.climb}`, kind: "sos", since: sos.at, climb: sos.climb, answered: sos.answered_at === null ? null : { by: sos.answered_by ?? "", at: sos.answered_at } }];
  }
  // Who calls for help has been heard of: the timer has nothing to add.
  if (checkIn === null || checkIn.missed === 0) return [];
  const key = `check_in ${checkIn.deployment} ${checkIn.due_at}`;
  return [{ ...of(checkIn.deployment), key, instance: `${key} ${checkIn.missed}`, kind: "check_in", since: checkIn.due_at, climb: checkIn.missed, answered: null }];
}

/** What nobody has in hand first; among equals what has climbed further, then what is older. */
function compare(a: WelfareItem, b: WelfareItem): number {
  return weight(a) - weight(b) || b.climb - a.climb || a.since - b.since || (a.key < b.key ? -1 : 1);
}

function weight(item: WelfareItem): number {
  if (isCalling(item)) return 0;
  return item.kind === "check_in" ? 1 : 2;
}

/** An SOS that nobody has answered. */
export function isCalling(item: WelfareItem): boolean {
  return item.kind === "sos" && item.answered === null;
}

/** An SOS that nobody has answered sounds again after this long. */
export const SOS_AGAIN_MS = 5_000;

export type WelfareSoundInput = {
  items: readonly WelfareItem[];
  /** What has not rung before. */
  news: readonly WelfareItem[];
  /** The page has just learned of all of them. */
  first: boolean;
  /** Instances that somebody at this screen wants no more sound of. */
  quiet: ReadonlySet<string>;
  /** Alarms are muted on this screen: no sound of a missed check-in, but of an SOS. */
  muted: boolean;
  lastAt: number;
  now: number;
};

/** An SOS is not muted with the rest. It is silenced one by one, here alone, and until it climbs. */
export function welfareSound({ items, news, first, quiet, muted, lastAt, now }: WelfareSoundInput): "emergency" | "attention" | null {
  const loud = (item: WelfareItem): boolean => isCalling(item) && !quiet.has(item.instance);
  if (items.some(loud)) return news.some(loud) || now - lastAt >= SOS_AGAIN_MS ? "emergency" : null;
  return !first && !muted && news.some((item) => item.kind === "check_in") ? "attention" : null;
}
