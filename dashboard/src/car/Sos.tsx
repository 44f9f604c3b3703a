// The crew's call for help for itself: two taps, no swipe and no long press. Whoever hits the same place again and again sends it; whoever slips once does not.
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useNow } from "../live";
import { Button, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { safety as words } from "../words/en.crew-safety";
import { useLocationPermission } from "./device/permission";
import styles from "./Sos.module.css";
import { useWelfare } from "./useWelfare";
import { ARM_MS } from "./welfare";

/** A second tap of the same press must not be the deliberate one. */
const SECOND_MS = 400;

export function SosButton(): ReactNode {
  const welfare = useWelfare();
  if (welfare?.sos.state !== "none") return null;
  return (
    <Button size="main" className={styles["open"]} onClick={welfare.arm} aria-label={words.sos.label} data-testid="sos">
      <span className={styles["sign"]}>
        <Glyph name="octagon" size={24} />
      </span>
      <span className={styles["word"]}>{words.sos.word}</span>
    </Button>
  );
}

/** In place of whatever stood there, until it is sent, put back, or five seconds have passed. */
export function SosArmed(): ReactNode {
  const welfare = useWelfare();
  const location = useLocationPermission().state;
  const send = useRef<HTMLButtonElement>(null);
  const [armedAt] = useState(() => Date.now());
  const left = useNow(() => Math.max(0, Math.ceil((armedAt + ARM_MS - Date.now()) / 1_000)));
  useEffect(() => {
    const before = document.activeElement;
    send.current?.focus({ preventScroll: true });
    return () => {
      // Back to where the first tap was, or to what has come there.
      setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return;
        const to = before instanceof HTMLElement && before.isConnected ? before : document.querySelector<HTMLElement>("[data-testid=sos], #main");
        to?.focus({ preventScroll: true });
      });
    };
  }, []);
  if (welfare === null) return null;
  const late = (): boolean => Date.now() - armedAt >= SECOND_MS;
  return (
    <div className={styles["armed"]} data-testid="sos-armed">
      <Button ref={send} size="main" tone="danger" className={styles["send"]} onClick={() => (late() ? welfare.send() : undefined)} aria-describedby="sos-note" data-testid="sos-send">
        <span className={styles["send-word"]}>{words.sos.send}</span>
        <span className={styles["note"]} id="sos-note">
          {words.sos.sendNote[location]}
        </span>
      </Button>
      <Button size="main" className={styles["back"]} onClick={() => (late() ? welfare.disarm() : undefined)} data-testid="sos-back">
        {words.sos.back}
      </Button>
      <p className={styles["left"]}>{words.sos.armed(left)}</p>
    </div>
  );
}

/** Where nothing else can be pressed: under an alert, behind the privacy screen. */
export function SosHere({ className }: { className?: string | undefined }): ReactNode {
  const welfare = useWelfare();
  if (welfare === null) return null;
  return <div className={cx(styles["here"], className)}>{welfare.sos.state !== "none" ? <p className={styles["state"]}>{sosWords(welfare)}</p> : welfare.armed ? <SosArmed /> : <SosButton />}</div>;
}

/** How the call stands, in a few words. */
export function sosWords({ sos, ending }: Pick<NonNullable<ReturnType<typeof useWelfare>>, "sos" | "ending">, live = false): string {
  if (ending) return words.sos.state.ending;
  if (sos.state === "answered") return words.sos.state.answered(sos.by);
  if (sos.state === "sent") return words.sos.state[sos.climb > 0 ? "again" : "sent"];
  return words.sos.state[live ? "sending" : "waiting"];
}
