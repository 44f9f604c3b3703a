// A call for help from this car. On the tablet that made it: felt and quiet. On the car's other tablet: loud, for whoever holds that one may not know.
import { useState, type ReactNode } from "react";
import { serverNow, useCommands, useTrust } from "../live";
import type { CarRow } from "../live/protocol.gen";
import { Ago } from "../ui";
import { safety as words } from "../words/en.crew-safety";
import { FullAlert } from "./FullAlert";
import { sosWords } from "./Sos";
import { useWelfare } from "./useWelfare";

const FRESH_MS = 60_000;

/** Mount it while a call is on. */
export function SosAlert({ car }: { car: CarRow }): ReactNode {
  const welfare = useWelfare();
  const { link } = useTrust();
  const raised = useCommands().some(({ command, status }) => command.type === "raise_sos" && command.car === car.car && status !== "refused");
  // A page that has just started anew may be the very one that made the call: it is not loud for what it finds.
  const [fresh] = useState(() => serverNow() - (car.sos?.at ?? serverNow()) < FRESH_MS);
  // Put away, it comes back once: when somebody has it.
  const [seen, setSeen] = useState<"called" | "answered" | null>(null);
  const sos = welfare?.sos;
  if (welfare === null || sos === undefined || sos.state === "none" || welfare.ending) return null;
  const phase = sos.state === "answered" ? "answered" : "called";
  if (seen === phase || seen === "answered") return null;
  const own = raised || !fresh;
  const live = link === "live";
  const help = sos.state === "waiting" ? words.sos.help[live ? "sending" : "waiting"] : words.sos.help[sos.state];
  return (
    <FullAlert
      key={phase}
      testId="sos-alert"
      kind={own ? "own" : "other"}
      quiet={own || sos.state === "answered"}
      sos={false}
      title={own || sos.state === "answered" ? sosWords(welfare, live) : words.sos.fromCar}
      text={own || sos.state === "answered" ? help : words.sos.fromCarWords(car.sos?.by ?? "")}
      facts={sos.state === "waiting" ? [] : [{ title: words.sos.since, words: <Ago at={sos.at} suffix /> }]}
      act={{ words: words.sos.seen, note: words.sos.seenNote, onPress: () => setSeen(phase), testId: "sos-seen" }}
    />
  );
}
