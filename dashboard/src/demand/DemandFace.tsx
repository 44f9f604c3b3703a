// The duty inspector's view: what is there now, what came earlier, what is expected, what other cover would have reached, and figures to report. No names of victims.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { DEMAND_PARTS, goToDemand, useDemandPart, useQuery, type DemandPart } from "../app/router";
import { CoverWelfare } from "../board/welfare/CoverWelfare";
import { useLoaded, useScheme } from "../live";
import { announce, Button, EmptyState, TopBar, cx } from "../ui";
import { PrivacyCover } from "../ui/PrivacyCover";
import { demand as words } from "../words/en.demand";
import styles from "./DemandFace.module.css";
import { Now } from "./now/Now";
import { rememberedWall, rememberWall } from "./now/wall";
import { Welfare } from "./now/Welfare";
import { PrintHead } from "./PrintHead";
import { useKeys } from "./useKeys";
import { View } from "./View";
import { ViewBar } from "./ViewBar";

export default function DemandFace(): ReactNode {
  const loaded = useLoaded();
  const scheme = useScheme();
  const asked = useDemandPart();
  const part = asked ?? "now";
  const [wallChosen, setWallChosen] = useState(rememberedWall);
  const wall = wallChosen && part === "now";
  // Where nothing is drawn, all of it is a table already.
  const hasTables = part !== "cover" && part !== "figures";
  const [tables, setTables] = useState(false);
  const [hidden, setHidden] = useState(false);
  const go = useKeptQueries(part);

  const changeWall = (next: boolean): void => {
    setWallChosen(next);
    rememberWall(next);
  };
  const toggleTables = (): void => setTables((before) => !before);
  useKeys({
    ...Object.fromEntries(DEMAND_PARTS.map((each, at) => [String(at + 1), () => go(each)])),
    w: () => (part === "now" ? changeWall(!wall) : undefined),
    t: () => (hasTables ? toggleTables() : undefined),
    h: () => setHidden((before) => !before),
    Escape: () => (wall ? changeWall(false) : undefined),
  });
  useEffect(() => {
    if (asked === null) goToDemand("now", "", true);
  }, [asked]);
  // The wall's larger type comes from a larger root, so that every size follows, the shared parts too.
  useEffect(() => {
    document.documentElement.classList.toggle(styles["wall-root"] ?? "", wall);
    return () => document.documentElement.classList.remove(styles["wall-root"] ?? "");
  }, [wall]);

  return (
    <div className={cx(styles["face"], wall && styles["wall"])} data-wall={wall} data-part={part}>
      {wall ? null : (
        <>
          <TopBar />
          <ViewBar part={part} onGo={go} tables={hasTables ? tables : null} onTables={toggleTables} onWall={() => changeWall(true)} onHide={() => setHidden(true)} />
        </>
      )}
      <main id="main" tabIndex={-1} className={styles["main"]}>
        {wall && <h1 className="sr">{scheme?.name}</h1>}
        {loaded && scheme !== null ? (
          <>
            <PrintHead scheme={scheme} part={part} />
            <Welfare wall={wall} />
            {part === "now" ? <Now scheme={scheme} tables={tables} wall={wall} onLeaveWall={() => changeWall(false)} /> : <View key={part} part={part} scheme={scheme} tables={tables} />}
            {wall ? null : (
              <>
                <p className={styles["foot"]}>{words.bar.keys(part === "now", hasTables)}</p>
                <div className={styles["below"]}>
                  {hasTables ? (
                    <Button size="target" tone="quiet" aria-pressed={tables} onClick={toggleTables}>
                      {words.bar.tables}
                    </Button>
                  ) : null}
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

/** Opens a view with what was last asked of it, and at its top. */
function useKeptQueries(part: DemandPart): (next: DemandPart) => void {
  const query = useQuery();
  const kept = useRef(new Map<DemandPart, string>());
  useEffect(() => {
    kept.current.set(part, query);
  }, [part, query]);
  const first = useRef(true);
  useEffect(() => {
    document.documentElement.scrollTop = 0;
    if (first.current) {
      first.current = false;
      return;
    }
    announce(words.part[part]);
    // What had the focus went with the view; a link that was pressed keeps it.
    if (document.activeElement === null || document.activeElement === document.body) document.getElementById("main")?.focus();
  }, [part]);
  return (next) => goToDemand(next, kept.current.get(next) ?? "");
}
