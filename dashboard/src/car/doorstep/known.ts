// What is known of a response at the door: the file, where it is open, and the crew's own acts that are not in it yet. Pure.
import type { CommandRecord } from "../../live";
import type { Command, ConsentView, Hazard, ResponseFile, ResponseId, RiskAssessment, RiskBand, RiskRulesView, RiskView, SafetyPlan } from "../../live/protocol.gen";
import { bandOf } from "../../records/risk";

export type Known = {
  /** False: what the desk and earlier visits wrote is not at hand. */
  file: boolean;
  /** The one that counts; undefined: none that is known of. */
  risk: RiskView | undefined;
  /** What the crew has answered since, not in the file yet. */
  ownRisk: RiskAssessment | null;
  band: RiskBand | null;
  plan: SafetyPlan | null;
  consents: ConsentView[];
  /** What the crew itself recorded of consent, in the file or not. */
  ownConsents: ConsentView[];
  /** Services with an open draft. */
  drafted: string[];
  /** Hazards that the crew has reported and that may not be on the card yet. */
  hazards: Hazard[];
  /** The crew's own contacts on this job. */
  contacts: Extract<Command, { type: "record_contact" }>["attempt"][];
};

type KnownIn = { response: ResponseId; part: ResponseFile | undefined; commands: readonly CommandRecord[]; rules: Pick<RiskRulesView, "sets" | "history_incidents" | "history_band"> };

export function knownOf({ response, part, commands, rules }: KnownIn): Known {
  const acts = commands.filter((record) => record.subject === response && record.status !== "refused");
  // An open file has what was taken; what waits is in no file.
  const own = part === undefined ? acts : acts.filter((record) => record.status === "pending");
  const commandsOf = <T extends Command["type"]>(type: T, records = own): Extract<Command, { type: T }>[] =>
    records.map(({ command }) => command).filter((command): command is Extract<Command, { type: T }> => command.type === type);

  const risk = part?.risk.at(-1);
  const ownRisk = commandsOf("record_risk").at(-1)?.assessment ?? null;
  const set = rules.sets.find((each) => each.id === ownRisk?.set);
  const reckoned =
    ownRisk === null || set === undefined
      ? null
      : bandOf({ set, answers: ownRisk.answers, incidents_in_12_months: risk?.incidents_in_12_months ?? 1, rules, judgement: ownRisk.judgement ?? null }).band;
  const consentsOf = (records: readonly CommandRecord[]): ConsentView[] =>
    records.flatMap(({ command, at }) => (command.type === "record_consent" ? [{ entry: command.entry, at, by: "" }] : []));
  return {
    file: part !== undefined,
    risk,
    ownRisk,
    band: reckoned ?? risk?.band ?? null,
    plan: commandsOf("record_safety_plan").at(-1)?.plan ?? part?.plan?.plan ?? null,
    consents: [...(part?.consents ?? []), ...consentsOf(own)],
    ownConsents: consentsOf(acts),
    drafted: [
      ...new Set([...(part?.referrals ?? []).filter((each) => each.state === "drafted").map((each) => each.draft.service), ...commandsOf("draft_referral").map((each) => each.draft.service)]),
    ],
    hazards: commandsOf("record_hazards", acts).flatMap((each) => each.found),
    contacts: commandsOf("record_contact", acts).map((each) => each.attempt),
  };
}
