// Somebody came in: one key hides everything at once. What was typed stays where it was.
import { useEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { en } from "../words/en";
import { board as w } from "../words/en.board";
import { Button } from "../ui/Button";
import styles from "./Privacy.module.css";

export function Privacy({ onShow }: { onShow: () => void }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current?.focus();
    return () => {
      document.documentElement.removeAttribute("data-privacy");
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus({ preventScroll: true }));
    };
  }, []);
  return createPortal(
    <div className={styles["screen"]} data-testid="privacy-screen">
      <p className={styles["title"]}>{en.title}</p>
      <p>{w.privacy.text}</p>
      <Button ref={button} onClick={onShow} data-testid="privacy-show">
        {w.privacy.show}
      </Button>
    </div>,
    document.body,
  );
}
