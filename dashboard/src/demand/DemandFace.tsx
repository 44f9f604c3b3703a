// The duty inspector's view: what waits now and for how long, who has not been answered, what this shift has reached. No names of victims.
import { useEffect, useState, type ReactNode } from "react";
import { useCars, useDocs, useFigures, useLoaded, useNow, useScheme, useTrust } from "../live";
import { CoverWelfare } from "../board/welfare/CoverWelfare";
import { Button, EmptyState, TopBar, cx } from "../ui";
import { PrivacyCover } from "../ui/PrivacyCover";
import { shortSpan } from "../words/en";
import { demand as words } from "../words/en.demand";
import { CarsAndClaims } from "./CarsAndClaims";
import { Coverage } from "./Coverage";
import styles from "./DemandFace.module.css";
import { Escalations } from "./Escalations";
import { Funnel } from "./Funnel";
import { PrintHead } from "./PrintHead";
import { ShiftFigures } from "./ShiftFigures";
import { Tiles } from "./Tiles";
import { useKeys } from "./useKeys";
import { rememberedWall, rememberWall } from "./wall";
import { WaitingPanel } from "./WaitingPanel";
import { Welfare } from "./Welfare";

export default function DemandFace(): ReactNode {
  const loaded = useLoaded();
  const scheme = useScheme();
  const figures = useFigures();
  const briefs = useDocs("brief");
  const cars = useCars();
  const trust = useTrust();
  const [wall, setWall] = useState(rememberedWall);
  const [tables, setTables] = useState(false);
  const [hidden, setHidden] = useState(false);

  const changeWall = (next: boolean): void => {
    setWall(next);
    rememberWall(next);
  };
  useKeys({
    w: () => changeWall(!wall),
    t: () => setTables((before) => !before),
    h: () => setHidden((before) => !before),
    Escape: () => (wall ? changeWall(false) : undefined),
  });
  // The wall's larger type comes from a larger root, so that every size follows, the shared parts too.
  useEffect(() => {
    document.documentElement.classList.toggle(styles["wall-root"] ?? "", wall);
    return () => document.documentElement.classList.remove(styles["wall-root"] ?? "");
  }, [wall]);

  return (
    <div className={cx(styles["face"], wall && styles["wall"])} data-wall={wall}>
      {wall ? null : (
        <TopBar>
          <span className={styles["acts"]}>
            <Button tone="quiet" shortcut="w" onClick={() => changeWall(true)} title={words.bar.wallLabel} data-testid="wall">
              {words.bar.wall}
            </Button>
            <Button tone="quiet" onClick={() => window.print()} data-testid="print">
              {words.bar.print}
            </Button>
            <Button tone="quiet" shortcut="t" aria-pressed={tables} onClick={() => setTables(!tables)} title={words.bar.tablesLabel} data-testid="tables">
              {words.bar.tables}
            </Button>
            <Button tone="quiet" shortcut="h" onClick={() => setHidden(true)} data-testid="hide">
              {words.bar.privacy}
            </Button>
          </span>
        </TopBar>
      )}
      <main id="main" tabIndex={-1} className={styles["main"]} data-stale={trust.stale}>
        {wall && <h1 className="sr">{scheme?.name}</h1>}
        {loaded && scheme !== null ? (
          <>
            <PrintHead scheme={scheme} />
            <Welfare wall={wall} />
            <StaleLine />
            <div className={cx(styles["grid"], trust.stale && "hatched")}>
              <Tiles figures={figures} cars={cars} briefs={briefs} scheme={scheme} wall={wall} onLeaveWall={() => changeWall(false)} />
              <WaitingPanel briefs={briefs} figures={figures} scheme={scheme} tables={tables} wall={wall} />
              <Escalations briefs={briefs} wall={wall} />
              <CarsAndClaims figures={figures} cars={cars} />
              <Funnel figures={figures} tables={tables} />
              <ShiftFigures figures={figures} scheme={scheme} />
              <Coverage scheme={scheme} tables={tables} />
            </div>
            {wall ? null : (
              <>
                <p className={styles["foot"]}>{words.bar.keys}</p>
                <div className={styles["below"]}>
                  <Button size="target" tone="quiet" aria-pressed={tables} onClick={() => setTables(!tables)}>
                    {words.bar.tables}
                  </Button>
                  <Button size="target" tone="quiet" onClick={() => setHidden(true)}>
                    {words.bar.privacyLabel}
                  </Button>
                </div>
              </>
            )}
          </>
        ) : (
          <div className={styles["center"]} aria-busy="true" data-testid="loading">
            <EmptyState title={words.state.loading}>{words.state.loadingWords}</EmptyState>
          </div>
        )}
      </main>
      {hidden && (
        <PrivacyCover title={words.bar.privacyTitle} back={words.bar.privacyBack} onBack={() => setHidden(false)}>
          <CoverWelfare />
        </PrivacyCover>
      )}
    </div>
  );
}

/** Figures that stand still must say so, above everything, and on the wall too where there is no chip. */
function StaleLine(): ReactNode {
  const trust = useTrust();
  const age = useNow(() => (trust.ageMs === null ? null : shortSpan(trust.ageMs)));
  if (!trust.stale) return null;
  return (
    <p className={cx(styles["stale"], "hatched")} role="status" data-testid="stale">
      {age === null ? words.state.loading : trust.link === "offline" ? words.state.offline(age) : words.state.stale(age)}
    </p>
  );
}
