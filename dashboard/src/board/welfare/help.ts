// F7: from anywhere to the first act about a crew that needs help, while typing, from a dialog and from behind the privacy cover too.
import { useEffect } from "react";

/** F8 hides, F9 is a cut line. */
export const HELP_KEY = "F7";

/** Puts dialogs and the cover away as Escape would, and goes there. False: no crew needs help. */
export function goToHelp(): boolean {
  if (document.querySelector("[data-welfare]") === null) return false;
  for (const dialog of [...document.querySelectorAll("dialog[open]")].reverse()) dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
  // After each has given the focus back to where it was.
  setTimeout(() => document.querySelector<HTMLElement>("[data-welfare] [data-first]")?.focus());
  return true;
}

/** Heard before anything beneath, and before a form that keeps keys to itself. */
export function useHelpKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== HELP_KEY || !goToHelp()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}
