// What may be done about one person's access: end sign-ins, unlock, close, open again.
import { useState, type ReactNode } from "react";
import { usePlace } from "../../app/place";
import type { Answer } from "../../session/http";
import type { SignInView } from "../../session/mine-api";
import { ProblemNote } from "../../session/ProblemNote";
import { deviceOf, SignInLine } from "../../session/SignInsPanel";
import { useAsked } from "../../session/useAnswer";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { dayAndClock, ZONE } from "../../ui/time";
import { showToast } from "../../ui/toasts";
import { en } from "../../words/en";
import { account as wa } from "../../words/en.account";
import { office as w } from "../../words/en.office";
import { setAccess, signOutPerson, unlockPerson, type Account } from "../api";
import page from "../Page.module.css";
import { isLocked } from "./list";
import styles from "./People.module.css";

type Props = { account: Account; now: number; onChange: () => void };

export function PersonPanel({ account, now, onChange }: Props): ReactNode {
  const { board, session } = usePlace();
  const act = useAsked();
  const [doing, setDoing] = useState<string | null>(null);
  const [closing, setClosing] = useState(false);
  const { user, name } = account;
  const isMe = user === session.user.user;

  async function run(what: string, request: () => Promise<Answer<true>>, said: string): Promise<boolean> {
    setDoing(what);
    const done = (await act.run(request)) !== null;
    setDoing(null);
    if (done) showToast(said);
    onChange();
    return done;
  }
  const pending = (what: string): boolean => act.pending && doing === what;
  const end = (each: SignInView): Promise<boolean> => run(each.session, () => signOutPerson(board.board, user, each.session), w.people.endedOne(name, deviceOf(each)));

  return (
    <div className={styles["panel"]} data-testid="person-panel">
      {account.sessions.length === 0 ? (
        <p className={page["quiet"]}>{w.people.noSignIns}</p>
      ) : (
        <ul className={styles["sessions"]}>
          {account.sessions.map((each) => (
            <li key={each.session}>
              <SignInLine view={each} />
              <Button size="small" pending={pending(each.session)} aria-label={wa.signIns.endOf(deviceOf(each), dayAndClock(each.began_at, ZONE))} onClick={() => void end(each)} data-testid="person-end-one">
                {wa.signIns.end}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {act.problem !== null && <ProblemNote problem={act.problem} />}
      <div className={page["acts"]}>
        {account.sessions.length > 0 && (
          <Button pending={pending("all")} onClick={() => void run("all", () => signOutPerson(board.board, user), w.people.endedAll(name))} data-testid="person-end-all">
            {w.people.endAll}
          </Button>
        )}
        {isLocked(account, now) && (
          <Button pending={pending("unlock")} onClick={() => void run("unlock", () => unlockPerson(board.board, user), w.people.unlocked(name))} data-testid="person-unlock">
            {w.people.unlock}
          </Button>
        )}
        {account.is_disabled && (
          <Button pending={pending("open")} onClick={() => void run("open", () => setAccess(board.board, user, false), w.people.opened(name))} data-testid="person-open-access">
            {w.people.openAccess}
          </Button>
        )}
        {!account.is_disabled && !isMe && (
          <Button onClick={() => setClosing(true)} data-testid="person-close-access">
            {w.people.closeAccess}
          </Button>
        )}
        {isMe && <p className={page["small"]}>{w.people.isMe}</p>}
      </div>
      {closing && (
        <Dialog
          title={w.people.closeTitle(name)}
          onClose={() => setClosing(false)}
          testId="close-access"
          footer={
            <>
              <Button tone="quiet" onClick={() => setClosing(false)}>
                {en.cancel}
              </Button>
              <Button
                tone="primary"
                pending={pending("close")}
                data-testid="close-access-go"
                onClick={() => void run("close", () => setAccess(board.board, user, true), w.people.closedDone(name)).then((done) => done && setClosing(false))}
              >
                {w.people.closeAccess}
              </Button>
            </>
          }
        >
          <p>{w.people.closeText(account.sessions.length)}</p>
          {account.boards.length > 1 && <p>{w.people.closeBoards(account.boards.length)}</p>}
          {act.problem !== null && <ProblemNote problem={act.problem} />}
        </Dialog>
      )}
    </div>
  );
}
