// What a car should bring, in one line: "Polish speaker, woman, 2 child seats".
import type { ReactNode } from "react";
import { useScheme } from "../../../live/hooks";
import type { CarNeeds } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { dispatch as w } from "../../../words/en.dispatch";
import { asksForNothing } from "../../logic/dispatch";
import { useBoard } from "../../state";
import styles from "./Car.module.css";
import { needsWords } from "./needsWords";

/** `bare`: without the button, where the form is not to be left. */
export function NeedsLine({ needs, bare = false }: { needs: CarNeeds | null; bare?: boolean }): ReactNode {
  const training = useScheme()?.cars.training ?? [];
  const { change } = useBoard();
  const nothing = needs === null || asksForNothing(needs);
  return (
    <p className={styles["needs"]} data-testid="car-needs">
      <span className={cx(nothing && styles["quiet"])}>
        {nothing ? (
          w.needs.none
        ) : (
          <>
            <span className={styles["quiet"]}>{w.needs.label}: </span>
            {needsWords(needs, training).join(", ")}
            <span className={cx(needs.only_with_all ? styles["must"] : styles["quiet"])}> · {needs.only_with_all ? w.needs.must : w.needs.prefer}</span>
          </>
        )}
      </span>
      {!bare && (
        <Button size="small" tone="quiet" data-testid="change-needs" onClick={() => change({ type: "tray", tray: "needs" })}>
          {nothing ? w.needs.add : w.needs.change}
        </Button>
      )}
    </p>
  );
}
