// The middle of the board: the open incident, the map, or the plan. Nothing is open at first, so its code is no part of the first load; it is fetched soon after.
import type { ReactNode } from "react";
import { EmptyState } from "../ui/EmptyState";
import { showToast } from "../ui/toasts";
import { alarms as wa } from "../words/en.alarms";
import { board as w } from "../words/en.board";
import styles from "./IncidentSlot.module.css";
import { Late } from "../ui/Late";
import { PARTS } from "./parts";
import { useBoard } from "./state";

export function IncidentSlot(): ReactNode {
  const { state, change } = useBoard();
  const failed = (): void => {
    change({ type: "open", number: null });
    showToast(wa.top.notFetched);
  };
  if (state.middle !== "incident") {
    return <Late key={state.middle} load={PARTS[state.middle]} with={{}} onFail={() => change({ type: "middle", show: "incident" })} waiting={<Place busy />} />;
  }
  if (state.open === null) {
    return (
      <Place>
        <EmptyState title={w.incident.none}>{w.incident.noneText}</EmptyState>
      </Place>
    );
  }
  return <Late load={PARTS.incident} with={{}} onFail={failed} waiting={<Place busy />} />;
}

/** The pane that the open incident will fill. */
function Place({ busy = false, children }: { busy?: boolean; children?: ReactNode }): ReactNode {
  return (
    <section className={styles["pane"]} aria-label={w.incident.label} aria-busy={busy} id="incident" tabIndex={-1} data-testid="incident">
      {children}
    </section>
  );
}
