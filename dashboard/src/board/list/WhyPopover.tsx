// The factors of one row, in a line or two beside its points. Comes after a moment of rest on the figure or of the keyboard's focus on the row.
import { useEffect, useState, type ReactNode, type RefObject } from "react";
import { useIncident, useNow, useScheme } from "../../live/hooks";
import { list as w } from "../../words/en.list";
import { rowId } from "./rowId";
import { whyOf, type Why } from "./why";
import styles from "./WhyPopover.module.css";

/** Moving through the rows must not make it flicker. */
const REST_MS = 450;
const GAP_PX = 2;
const EDGE_PX = 8;

type Asked = { number: string; by: "pointer" | "focus" };
type Place = { top: number; right: number; above: boolean };

/** Which row is asked about: the figure under the pointer, else the row that the keyboard is on. `area` holds list and popover. */
export function useWhy(area: RefObject<HTMLElement | null>): { number: string; place: Place } | null {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shown, setShown] = useState<{ number: string; place: Place } | null>(null);

  useEffect(() => {
    const around = area.current;
    if (around === null) return undefined;
    const rowOf = (target: Element): string | null => target.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? null;
    const over = ({ target }: PointerEvent): void => {
      // The pointer may go onto the popover itself.
      if (!(target instanceof Element) || target.closest("[data-testid=why]") !== null) return;
      const number = target.closest("[data-why]") === null ? null : rowOf(target);
      setAsked((before) => (number !== null ? { number, by: "pointer" } : before?.by === "pointer" ? null : before));
    };
    const leave = (): void => setAsked((before) => (before?.by === "pointer" ? null : before));
    const focus = ({ target }: FocusEvent): void => {
      const number = target instanceof Element && target.matches(":focus-visible") ? rowOf(target) : null;
      if (number !== null) setAsked({ number, by: "focus" });
    };
    const gone = (): void => setAsked(null);
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setAsked(null);
    };
    around.addEventListener("pointerover", over);
    around.addEventListener("pointerleave", leave);
    around.addEventListener("focusin", focus);
    around.addEventListener("focusout", gone);
    around.addEventListener("pointerdown", gone);
    // Scroll does not bubble.
    around.addEventListener("scroll", gone, { passive: true, capture: true });
    window.addEventListener("keydown", escape, { capture: true });
    return () => {
      around.removeEventListener("pointerover", over);
      around.removeEventListener("pointerleave", leave);
      around.removeEventListener("focusin", focus);
      around.removeEventListener("focusout", gone);
      around.removeEventListener("pointerdown", gone);
      around.removeEventListener("scroll", gone, { capture: true });
      window.removeEventListener("keydown", escape, { capture: true });
    };
  }, [area]);

  useEffect(() => {
    if (asked === null) return undefined;
    const timer = setTimeout(() => {
      const around = area.current?.getBoundingClientRect();
      const row = document.getElementById(rowId(asked.number))?.getBoundingClientRect();
      if (around === undefined || row === undefined) return;
      const above = row.bottom > around.top + around.height / 2;
      setShown({ number: asked.number, place: { above, right: around.right - row.right + EDGE_PX, top: (above ? row.top - GAP_PX : row.bottom + GAP_PX) - around.top } });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [asked, area]);

  return asked !== null && shown?.number === asked.number ? shown : null;
}

export function WhyPopover({ number, place }: { number: string; place: Place }): ReactNode {
  const row = useIncident(number);
  const scheme = useScheme();
  // As text, so that it is drawn anew only when a word of it changes.
  const said = useNow((now) => (row === undefined ? "" : JSON.stringify(whyOf(row, scheme, now))));
  if (said === "") return null;
  const why = JSON.parse(said) as Why;
  return (
    <div className={styles["why"]} style={{ top: place.top, right: place.right, translate: place.above ? "0 -100%" : undefined }} aria-hidden="true" data-testid="why">
      <p className={styles["factors"]}>
        <strong>{w.points.label(why.points)}</strong>
        {why.factors.map(({ name, points }) => (
          <span key={name}>
            {name} <b>{w.points.signed(points)}</b>
          </span>
        ))}
        {why.factors.length === 0 && <span>{w.points.none}</span>}
      </p>
      {why.marks.map((mark) => (
        <p key={mark}>{mark}</p>
      ))}
    </div>
  );
}
