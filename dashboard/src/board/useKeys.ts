// Listens for keys on the page and asks the pure map what they mean.
import { useEffect, useEffectEvent, useRef } from "react";
import { keyAct, type KeyAct } from "./logic/keys";

const AFTER_G_MS = 1_500;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && target.type !== "checkbox" && target.type !== "radio" && target.type !== "button";
}

type KeyState = {
  lettersOn: boolean;
  /** Behind the privacy screen. */
  hidden: boolean;
  /** A panel or sheet stands over the board. */
  over: boolean;
};

export function useKeys(act: (key: KeyAct, inList: boolean) => void, { lettersOn, hidden, over }: KeyState): void {
  const gAt = useRef(-Infinity);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) {
      // Held keys move through the list, and do nothing else.
      if (event.defaultPrevented || !["ArrowDown", "ArrowUp", "j", "k"].includes(event.key)) return;
    }
    const target = event.target instanceof HTMLElement ? event.target : null;
    const inList = target?.closest("[role=listbox]") !== null && target !== null;
    const found = keyAct(
      { key: event.key, ctrl: event.ctrlKey, alt: event.altKey, meta: event.metaKey, shift: event.shiftKey },
      {
        typing: isTyping(event.target),
        inList,
        modal: document.querySelector("dialog[open]") !== null,
        over,
        lettersOn,
        afterG: performance.now() - gAt.current < AFTER_G_MS,
      },
    );
    gAt.current = -Infinity;
    if (found === null) return;
    // Behind the privacy screen only the keys that lift it are alive.
    if (hidden && found !== "privacy" && found !== "back") return;
    event.preventDefault();
    if (found === "g") gAt.current = performance.now();
    else act(found, inList);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
