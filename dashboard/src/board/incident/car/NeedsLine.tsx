// What a car should bring, in one line: "Polish speaker, woman, 2 child seats".
import type { ReactNode } from "react";
import { useScheme, useYou } from "../../../live/hooks";
import type { CarNeeds } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { dispatch as w } from "../../../words/en.dispatch";
import { asksForNothing, maySetNeeds, NO_NEEDS } from "../../logic/dispatch";
import { useBoard } from "../../state";
import styles from "./Car.module.css";
import { needsWords } from "./needsWords";

type Props = {
  needs: CarNeeds | null;
  /** The victim's language as it is known: it counts where the needs name none. */
  known: string | null;
  /** Without the button, where the form is not to be left. */
  bare?: boolean;
};

export function NeedsLine({ needs: said, known, bare = false }: Props): ReactNode {
  const training = useScheme()?.cars.training ?? [];
  const roles = useYou()?.roles ?? [];
  const { change } = useBoard();
  const inherited = known !== null && (said?.language ?? "").trim() === "";
  const needs = { ...(said ?? NO_NEEDS), ...(inherited ? { language: known } : {}) };
  const nothing = asksForNothing(needs);
  return (
    <p className={styles["needs"]} data-testid="car-needs">
      <span className={cx(nothing && styles["quiet"])}>
        {nothing ? (
          w.needs.none
        ) : (
          <>
            <span className={styles["quiet"]}>{w.needs.label}: </span>
            {needsWords(needs, training, inherited).join(", ")}
            <span className={cx(needs.only_with_all ? styles["must"] : styles["quiet"])}> · {needs.only_with_all ? w.needs.must : w.needs.prefer}</span>
          </>
        )}
      </span>
      {!bare && maySetNeeds(roles) && (
        <Button size="small" tone="quiet" data-testid="change-needs" onClick={() => change({ type: "tray", tray: "needs" })}>
          {said === null || asksForNothing(said) ? w.needs.add : w.needs.change}
        </Button>
      )}
    </p>
  );
}
