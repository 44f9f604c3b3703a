// No word from the crew, and others have been told: the whole screen asks until it has one.
import type { ReactNode } from "react";
import { useNow, useTrust } from "../live";
import { ErrorNote } from "../ui";
import { shortSpan } from "../words/en";
import { safety as words } from "../words/en.crew-safety";
import { FullAlert } from "./FullAlert";
import { useWelfare } from "./useWelfare";

export function CheckInAlert(): ReactNode {
  const welfare = useWelfare();
  const { link } = useTrust();
  const since = welfare?.checkIn?.since ?? 0;
  const span = useNow((now) => shortSpan(now - since));
  if (welfare === null || (welfare.stage !== "desk" && welfare.stage !== "inspector") || welfare.sos.state !== "none") return null;
  return (
    <FullAlert
      // The inspector is told too: it sounds again, silenced or not.
      key={welfare.stage}
      testId="check-in-alert"
      kind={welfare.stage}
      title={words.checkIn.alert}
      text={words.checkIn[welfare.stage]}
      span={words.checkIn.since(span)}
      note={
        <>
          {welfare.wellRefusal === null ? null : <ErrorNote refusal={welfare.wellRefusal} />}
          {link === "live" ? null : <p>{words.alert.noLink}</p>}
        </>
      }
      act={{ words: words.checkIn.well, note: words.checkIn.wellNote, onPress: welfare.well, testId: "check-in-well" }}
    />
  );
}
