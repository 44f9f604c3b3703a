// Acts that are rarely used, behind one button. Arrows, Home, End and Escape as in any menu; the letters work here too.
import { Fragment, useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "../../../ui/Button";
import styles from "./MoreMenu.module.css";

export type MenuItem = { label: string; run: () => void; shortcut?: string | undefined; testId: string };

type Props = { button: string; label: string; groups: readonly (readonly MenuItem[])[]; testId: string };

export function MoreMenu({ button, label, groups, testId }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const shown = groups.filter((group) => group.length > 0);

  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const away = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);

  function close(): void {
    setOpen(false);
    root.current?.querySelector("button")?.focus();
  }

  function onKey(event: KeyboardEvent): void {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : event.key === "Home" ? 0 : event.key === "End" ? -1 : null;
    if (to !== null) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === "Escape") {
      // Only the menu: not the form, and not the incident behind it.
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      setOpen(false);
    } else if (event.key.length === 1 && event.key !== " ") {
      // The letter is an act of its own and goes on to the page.
      close();
    }
  }

  return (
    <div className={styles["root"]} ref={root}>
      <Button
        tone="quiet"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-testid={testId}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {button}
      </Button>
      {open && (
        <div id={id} ref={menu} role="menu" aria-label={label} tabIndex={-1} className={styles["menu"]} onKeyDown={onKey}>
          {shown.map((group, index) => (
            <Fragment key={group[0]?.testId ?? index}>
              {index > 0 && <div role="separator" className={styles["line"]} />}
              {group.map((item) => (
                <button
                  key={item.testId}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  className={styles["item"]}
                  aria-keyshortcuts={item.shortcut}
                  data-testid={item.testId}
                  onClick={() => {
                    close();
                    item.run();
                  }}
                >
                  <span>{item.label}</span>
                  {item.shortcut !== undefined && <kbd aria-hidden="true">{item.shortcut}</kbd>}
                </button>
              ))}
            </Fragment>
          ))}
        </div>
      )}
    </div>
  );
}
