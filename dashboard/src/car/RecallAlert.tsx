// The car must leave, or must not go in.
import type { ReactNode } from "react";
import { useAct, useTrust } from "../live";
import { At, ErrorNote } from "../ui";
import { car as words } from "../words/en.car";
import { safety } from "../words/en.crew-safety";
import { FullAlert } from "./FullAlert";
import type { Alert } from "./job";

/** `onSeen` puts away the alert of a gate that shut; a recall goes only when the crew says that it is clear. */
export function RecallAlert({ alert, onSeen }: { alert: Alert; onSeen: () => void }): ReactNode {
  const { job, kind } = alert;
  const recalled = kind === "recalled";
  const kindWords = recalled ? safety.alert.recalled : job.view.overridden ? safety.alert.overridden : safety.alert.revoked;
  const act = useAct();
  const { link } = useTrust();
  const because = recalled ? (job.view.because ?? job.gate.revoked_because) : job.gate.revoked_because;
  const since = recalled ? job.view.at : job.gate.since;
  return (
    <FullAlert
      testId="recall-alert"
      kind={kind}
      title={kindWords.title}
      text={kindWords.words}
      facts={[
        { title: safety.alert.because, words: because ?? kindWords.noReason },
        {
          title: safety.alert.where,
          words: (
            <>
              {job.locality ?? words.job.noLocality}
              {since === null ? null : (
                <>
                  {", "}
                  <At at={since} />
                </>
              )}
            </>
          ),
        },
      ]}
      note={
        <>
          {act.refusal === null ? null : <ErrorNote refusal={act.refusal} />}
          {link === "live" || !recalled ? null : <p>{safety.alert.noLink}</p>}
        </>
      }
      act={{
        words: recalled ? safety.alert.clear : safety.alert.seen,
        note: recalled ? safety.alert.clearNote : safety.alert.seenNote,
        pending: act.status === "pending",
        testId: "recall-confirm",
        onPress: () => {
          if (recalled) void act.run({ type: "confirm_recall", deployment: job.deployment });
          else onSeen();
        },
      }}
    />
  );
}
