// The consent ledger read as it stands now. Nothing in a ledger is ever changed, so the latest line of a pair wins. Pure.
import type { ConsentView } from "../live/protocol.gen";

/** One recipient, one purpose. */
export type Standing = { recipient: string; purpose: string; view: ConsentView };

/** What is said of each recipient and purpose now. A withdrawal comes first, as somebody may still be sharing. */
export function standing(entries: readonly ConsentView[]): Standing[] {
  const latest = new Map<string, ConsentView>();
  for (const view of entries) {
    const pair = JSON.stringify([view.entry.recipient, view.entry.purpose]);
    // Anew at the end, so that the order is that of the last word on each.
    latest.delete(pair);
    latest.set(pair, view);
  }
  const newestFirst = [...latest.values()].reverse().map((view): Standing => ({ recipient: view.entry.recipient, purpose: view.entry.purpose, view }));
  return [...newestFirst.filter(isWithdrawn), ...newestFirst.filter((each) => !isWithdrawn(each))];
}

export function isWithdrawn({ view }: Standing): boolean {
  return view.entry.decision === "withdrawn";
}

/** Only consent that was given can be withdrawn; what is shared without it ends by another line. */
export function isWithdrawable(standing: Standing | null): boolean {
  return standing?.view.entry.decision === "given";
}

/** Something may be shared on it: consent that was given, or a recorded basis. */
export function allows({ view }: Standing): boolean {
  return view.entry.decision === "given" || view.entry.decision === "without_consent";
}

/** Whether this recipient may be told for this purpose. Consent to something else says nothing of it. */
export function mayShareWith(entries: readonly ConsentView[], recipient: string, purpose: string | null): boolean {
  const said = standingOf(entries, recipient, purpose);
  return said !== null && allows(said);
}

/** What is said of one pair now. */
export function standingOf(entries: readonly ConsentView[], recipient: string, purpose: string | null): Standing | null {
  return standing(entries).find((each) => each.recipient === recipient && each.purpose === purpose) ?? null;
}
