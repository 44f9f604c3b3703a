// Single keys of a face. Quiet while somebody types, holds a modifier, or a dialog is open.
import { useEffect, useRef } from "react";

/** Nobody types into what is stepped or ticked. */
const TYPED_IN = "input:not([type=range], [type=radio], [type=checkbox]), select, textarea, dialog, [contenteditable]";

export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      const at = event.target;
      if (at instanceof HTMLElement && at.closest(TYPED_IN) !== null) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
