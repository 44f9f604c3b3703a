// What the crew's face stands in: it works without a link, and goes on when its page does not.
import type { ReactNode } from "react";
import { HoldingContext, useHoldingOf } from "../held/useHolding";
import { LiveProvider } from "../live/LiveProvider";
import type { Session } from "../session/api";
import { refreshSession } from "../session/store";
import { car as words } from "../words/en.car";
import styles from "./CarFace.module.css";

export default function Tablet({ session, board, children }: { session: Session; board: string; children: ReactNode }): ReactNode {
  const holding = useHoldingOf(session, board);
  if (holding === null) {
    return (
      <main className={styles["center"]} id="main" aria-busy="true">
        <p>{words.idle.loading}</p>
      </main>
    );
  }
  return (
    <HoldingContext value={holding}>
      <LiveProvider board={board} audience="crew" car={session.user.car ?? undefined} refreshSession={refreshSession} keep={holding}>
        {children}
      </LiveProvider>
    </HoldingContext>
  );
}
