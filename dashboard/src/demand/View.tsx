// A view that is fetched when it is first opened: only what is there now comes with the page.
import { useState, type ReactNode } from "react";
import type { DemandPart } from "../app/router";
import type { SchemeView } from "../live/protocol.gen";
import { Button, EmptyState } from "../ui";
import { Late } from "../ui/Late";
import { en } from "../words/en";
import { demand as words } from "../words/en.demand";
import styles from "./DemandFace.module.css";

export type ViewProps = { scheme: SchemeView; tables: boolean };

type Fetched = Exclude<DemandPart, "now">;

/** Where each of them is fetched from. */
export const VIEWS: Record<Fetched, () => Promise<{ default: (props: ViewProps) => ReactNode }>> = {
  earlier: () => import("./earlier/Earlier"),
  forecast: () => import("./forecast/Forecast"),
  cover: () => import("./cover/Cover"),
  figures: () => import("./figures/Figures"),
};

export function View({ part, ...props }: ViewProps & { part: Fetched }): ReactNode {
  const [failed, setFailed] = useState(false);
  if (failed) {
    return (
      <div className={styles["center"]} role="alert" data-testid="view-failed">
        <EmptyState title={en.top.notFetched}>
          <Button onClick={() => setFailed(false)}>{en.again}</Button>
        </EmptyState>
      </div>
    );
  }
  return (
    <Late
      load={VIEWS[part]}
      with={props}
      onFail={() => setFailed(true)}
      waiting={
        <div className={styles["center"]} aria-busy="true" data-testid="loading">
          <EmptyState title={words.state.view} />
        </div>
      }
    />
  );
}
