// From "who are you" to a mounted face with its live connection.
import { Component, Fragment, lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from "react";
import { LiveProvider } from "../live/LiveProvider";
import { useStopped } from "../live/hooks";
import { loadAnew } from "../offline/anew";
import type { Session } from "../session/api";
import { MustEnrol } from "../session/MustEnrol";
import { SignIn } from "../session/SignIn";
import { refreshSession, signedOutByServer, signOut, useSession } from "../session/store";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { LiveLog } from "../ui/LiveLog";
import { Toasts } from "../ui/Toasts";
import { en } from "../words/en";
import { session as words } from "../words/en.session";
import styles from "./App.module.css";
import { PlaceContext } from "./place";
import { AUDIENCE, facesFor, navigate, useFace, type Face } from "./router";

// One chunk for each face: a tablet never loads the board.
const FACES: Record<Face, ReturnType<typeof lazy>> = {
  board: lazy(() => import("../board/BoardFace")),
  car: lazy(() => import("../car/CarFace")),
  demand: lazy(() => import("../demand/DemandFace")),
  office: lazy(() => import("../office/OfficeFace")),
};

const Tablet = lazy(() => import("../car/Tablet"));

const BOARD_KEY = "alongside.board";

export function App(): ReactNode {
  const state = useSession();
  return (
    <>
      {state.status === "asking" && <Waiting text={en.loading} />}
      {state.status === "signed_out" && <SignIn problem={state.problem} ended={state.ended} />}
      {state.status === "signed_in" && (state.session.must_enrol === true ? <MustEnrol /> : <SignedIn session={state.session} />)}
      <Toasts />
      <LiveLog />
    </>
  );
}

function rememberedBoard(): string | null {
  try {
    return window.localStorage.getItem(BOARD_KEY);
  } catch {
    return null;
  }
}

function SignedIn({ session }: { session: Session }): ReactNode {
  const [chosen, setChosen] = useState(rememberedBoard);
  const asked = useFace();
  const board = session.boards.find((each) => each.board === chosen) ?? session.boards[0];
  const face = board === undefined ? null : openFace(asked, facesFor(board.audiences, session.user.roles));
  useEffect(() => {
    if (face !== null && face !== asked) navigate(face, true);
  }, [face, asked]);
  const place = useMemo(
    () =>
      board === undefined || face === null
        ? null
        : {
            session,
            board,
            face,
            chooseBoard: (id: string) => {
              setChosen(id);
              try {
                window.localStorage.setItem(BOARD_KEY, id);
              } catch {
                // The choice then lasts as long as the page.
              }
            },
          },
    [session, board, face],
  );
  if (place === null) {
    return (
      <main className={styles["center"]} id="main">
        <EmptyState title={words.noBoards}>
          <Button onClick={() => void signOut()}>{en.top.signOut}</Button>
        </EmptyState>
      </main>
    );
  }
  const Shown = FACES[place.face];
  const key = `${session.user.user}/${place.board.board}/${place.face}`;
  const shown = (
    <Boundary>
      <Suspense fallback={<Waiting text={en.loading} />}>
        <Shown />
      </Suspense>
    </Boundary>
  );
  return (
    <PlaceContext value={place}>
      {place.face === "office" ? (
        <Fragment key={key}>{shown}</Fragment>
      ) : place.face === "car" ? (
        <Suspense fallback={<Waiting text={en.loading} />}>
          <Tablet key={`${key}/${session.user.car ?? ""}`} session={session} board={place.board.board}>
            {shown}
            <Stopped />
          </Tablet>
        </Suspense>
      ) : (
        <LiveProvider key={key} board={place.board.board} audience={AUDIENCE[place.face]} refreshSession={refreshSession}>
          {shown}
          <Stopped />
        </LiveProvider>
      )}
    </PlaceContext>
  );
}

/** The asked face if this person may see it, else the first that they may. */
function openFace(asked: Face | null, faces: readonly Face[]): Face | null {
  return asked !== null && faces.includes(asked) ? asked : (faces[0] ?? null);
}

function Waiting({ text }: { text: string }): ReactNode {
  return (
    <main className={styles["center"]} id="main" aria-busy="true">
      <p className={styles["waiting"]}>{text}</p>
    </main>
  );
}

/** The server said not to come back: say why and what to do. */
function Stopped(): ReactNode {
  const why = useStopped();
  useEffect(() => {
    if (why === "sign_in") void signedOutByServer();
  }, [why]);
  if (why === null || why === "sign_in") return null;
  return (
    <div className={styles["stopped"]} role="alert" data-testid="stopped">
      <div>
        <strong>{why === "reload" ? en.stopped.reloadTitle : en.stopped.notAllowedTitle}</strong>
        <p>{why === "reload" ? en.stopped.reload : en.stopped.notAllowed}</p>
      </div>
      {/* A server of another version may say "not allowed" as well, and a tablet would go on opening the page that it keeps. */}
      <Button tone={why === "reload" ? "primary" : "plain"} size="target" onClick={() => void loadAnew()}>
        {en.stopped.reloadButton}
      </Button>
    </div>
  );
}

class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={styles["center"]} id="main">
        <EmptyState title={en.errors.title}>
          <p>{en.errors.text}</p>
          <Button onClick={() => this.setState({ failed: false })}>{en.errors.again}</Button>
        </EmptyState>
      </main>
    );
  }
}
