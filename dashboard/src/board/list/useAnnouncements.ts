// One polite line for what arrived. Emergencies are said by the alarms.
import { useEffect, useRef } from "react";
import { useDocs, useScheme } from "../../live/hooks";
import { announce } from "../../ui/toasts";
import { alarms as wa } from "../../words/en.alarms";
import { board as w } from "../../words/en.board";
import { gradeOf, shortNumber } from "../logic/rows";

export function useAnnouncements(rows: ReturnType<typeof useDocs<"incident">>, loaded: boolean): void {
  const scheme = useScheme();
  const seen = useRef<{ numbers: Set<string>; revoked: Set<string> } | null>(null);
  useEffect(() => {
    if (!loaded) return;
    // With a car on it the alarm says so, and louder.
    const revoked = new Set(rows.filter((row) => row.gate.state === "revoked" && row.responses.every((response) => response.deployment === null)).map((row) => row.number));
    const before = seen.current;
    seen.current = { numbers: new Set(rows.map((row) => row.number)), revoked };
    if (before === null) return;
    const arrived = rows.filter((row) => !before.numbers.has(row.number));
    if (arrived.length > 0) announce(w.list.arrived(arrived.length, arrived.filter((row) => gradeOf(scheme, row.grade).rank === 1).length));
    for (const number of revoked) if (!before.revoked.has(number)) announce(wa.announce.revokedEmpty(shortNumber(number)));
  }, [rows, loaded, scheme]);
}
