// Says quietly that a newer version waits. Never in the middle of a job, and nothing restarts unless somebody presses.
import type { ReactNode } from "react";
import { useUpdate } from "../offline/register";
import { Button } from "../ui";
import { offline as words } from "../words/en.offline";
import styles from "./CarFace.module.css";

/** `busy`: a job, a call for help, or an act that is not sent yet. */
export function UpdateLine({ busy }: { busy: boolean }): ReactNode {
  const { state, restart } = useUpdate();
  if (state === "current" || (busy && state === "ready")) return null;
  return (
    <div className={styles["ended"]} role="status" data-testid="update" data-state={state}>
      <p>{words.ready}</p>
      <Button size="target" pending={state === "restarting"} onClick={restart} data-testid="update-restart">
        {state === "restarting" ? words.restarting : words.restart}
      </Button>
    </div>
  );
}
