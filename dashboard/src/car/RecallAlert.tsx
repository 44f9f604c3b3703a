// The car must leave, or must not go in.
import type { ReactNode } from "react";
import { useAct, useTrust } from "../live";
import { At, ErrorNote } from "../ui";
import { car as words } from "../words/en.car";
import { FullAlert } from "./FullAlert";
import type { Alert } from "./job";

/** `onSeen` puts away the alert of a gate that shut; a recall goes only when the crew says that it is clear. */
export function RecallAlert({ alert, onSeen }: { alert: Alert; onSeen: () => void }): ReactNode {
  const { job, kind } = alert;
  const recalled = kind === "recalled";
  const act = useAct();
  const { link } = useTrust();
  const because = recalled ? (job.view.because ?? job.gate.revoked_because) : job.gate.revoked_because;
  const since = recalled ? job.view.at : job.gate.since;
  return (
    <FullAlert
      testId="recall-alert"
      kind={kind}
      title={recalled ? words.alert.recalledTitle : words.alert.revokedTitle}
      text={recalled ? words.alert.recalledWords : words.alert.revokedWords}
      facts={[
        { title: words.alert.because, words: because ?? words.alert.noReason },
        {
          title: words.alert.where,
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
          {link === "live" || !recalled ? null : <p>{words.alert.clearWaiting}</p>}
        </>
      }
      act={{
        words: recalled ? words.alert.clear : words.alert.seen,
        note: recalled ? words.alert.clearNote : words.alert.seenNote,
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
