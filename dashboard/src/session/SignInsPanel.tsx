// Where this person is signed in; each may be ended, and all but this one together.
import { useState, type ReactNode } from "react";
import { serverNow } from "../live/clock";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { showToast } from "../ui/toasts";
import { dayAndClock, nearTime, ZONE } from "../ui/time";
import { en } from "../words/en";
import { account as w } from "../words/en.account";
import { endMySignIn, type SignInView } from "./mine-api";
import styles from "./Mine.module.css";
import { ProblemNote } from "./ProblemNote";
import { useAsked, type Loaded } from "./useAnswer";

export function SignInsPanel({ list }: { list: Loaded<{ sessions: readonly SignInView[] }> }): ReactNode {
  const act = useAsked();
  const [ending, setEnding] = useState<string | null>(null);
  const sessions = [...(list.value?.sessions ?? [])].sort((a, b) => Number(b.is_this) - Number(a.is_this) || b.last_at - a.last_at);
  const others = sessions.filter((each) => !each.is_this);

  async function end(which: readonly SignInView[], said: string): Promise<void> {
    setEnding(which.length === 1 ? (which[0]?.session ?? null) : "others");
    let done = true;
    for (const each of which) done = (await act.run(() => endMySignIn(each.session))) !== null && done;
    setEnding(null);
    if (done) showToast(said);
    list.again();
  }

  return (
    <section aria-labelledby="mine-sign-ins" className={styles["panel"]}>
      <h3 id="mine-sign-ins">{w.signIns.title}</h3>
      {list.problem !== null && (
        <ProblemNote problem={list.problem}>
          <Button size="small" onClick={list.again}>
            {en.again}
          </Button>
        </ProblemNote>
      )}
      {list.value === null && list.loading && <p className={styles["quiet"]}>{w.signIns.loading}</p>}
      <ul className={styles["list"]} data-testid="my-sign-ins">
        {sessions.map((each) => (
          <li key={each.session}>
            <SignInLine view={each} />
            {!each.is_this && (
              <Button
                size="small"
                pending={act.pending && ending === each.session}
                aria-label={w.signIns.endOf(deviceOf(each), dayAndClock(each.began_at, ZONE))}
                onClick={() => void end([each], w.signIns.ended(deviceOf(each)))}
                data-testid="end-sign-in"
              >
                {w.signIns.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {act.problem !== null && <ProblemNote problem={act.problem} />}
      {list.value !== null && others.length === 0 && <p className={styles["quiet"]}>{w.signIns.none}</p>}
      {others.length > 0 && (
        <>
          <p className={styles["quiet"]}>
            {w.signIns.within} {w.signIns.stranger}
          </p>
          <div>
            <Button pending={act.pending && ending === "others"} onClick={() => void end(others, w.signIns.endedOthers(others.length))} data-testid="end-other-sign-ins">
              {w.signIns.endOthers(others.length)}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

export function deviceOf({ device }: SignInView): string {
  return device.trim() === "" ? w.signIns.unknownDevice : device;
}

/** The same at the office, of somebody else. */
export function SignInLine({ view }: { view: SignInView }): ReactNode {
  const near = (at: number): string => nearTime(at, serverNow(), ZONE);
  return (
    <div className={styles["line"]}>
      <p className={styles["device"]}>
        {deviceOf(view)}
        {view.is_this && <Chip>{w.signIns.hereHead}</Chip>}
      </p>
      <p className={styles["quiet"]}>
        {[w.signIns.began(near(view.began_at)), w.signIns.last(near(view.last_at)), w.signIns.way[view.way], w.signIns.ends(near(view.expires_at))].join(" · ")}
      </p>
    </div>
  );
}
