// How the crew's call for help stands, across the whole screen until it has ended: waiting, sent, in whose hands.
import { useState, type ReactNode } from "react";
import { useTrust } from "../live";
import type { SosEnding } from "../live/protocol.gen";
import { Ago, Button, cx } from "../ui";
import { Glyph } from "../ui/Glyph";
import { safety as words } from "../words/en.crew-safety";
import styles from "./Sos.module.css";
import { sosWords } from "./Sos";
import { useWelfare } from "./useWelfare";

const HOW: readonly SosEnding[] = ["crew_safe", "help_came", "mistake"];

export function SosStrip(): ReactNode {
  const welfare = useWelfare();
  const { link } = useTrust();
  const [asking, setAsking] = useState(false);
  if (welfare === null) return null;
  const { sos, ending, refusal } = welfare;
  if (sos.state === "none") {
    return refusal === null ? null : (
      <section className={styles["strip"]} role="alert" aria-label={words.sos.stateLabel} data-testid="sos-state" data-state="refused">
        <Glyph name="octagon" size={24} />
        <p className={styles["says"]}>
          <strong>{words.sos.state.refused}</strong>
          <span>
            {refusal.message}. {words.sos.help.refused}
          </span>
        </p>
        <Button size="target" onClick={welfare.sendAgain} data-testid="sos-again">
          {words.sos.sendAgain}
        </Button>
      </section>
    );
  }
  const live = link === "live";
  const help = ending ? words.sos.help.ending : sos.state === "waiting" ? words.sos.help[live ? "sending" : "waiting"] : words.sos.help[sos.state];
  return (
    <section className={cx(styles["strip"], sos.state === "answered" && styles["answered"])} aria-label={words.sos.stateLabel} data-testid="sos-state" data-state={sos.state}>
      <Glyph name="octagon" size={28} />
      <p className={styles["says"]}>
        {/* The state alone: what counts on beside it would be read out each time. */}
        <strong role="status">{sosWords(welfare, live)}</strong>
        <span>
          <Ago at={sos.at} suffix />. {help}
        </span>
        {refusal === null ? null : <span role="alert">{refusal.message}</span>}
      </p>
      {ending ? null : asking ? (
        <div className={styles["ends"]} data-ends role="group" aria-label={words.sos.endAsk}>
          {HOW.map((how) => (
            <Button
              key={how}
              size="target"
              data-testid={`sos-end-${how}`}
              onClick={() => {
                setAsking(false);
                welfare.end(how);
              }}
            >
              {words.sos.how[how]}
            </Button>
          ))}
          <Button size="target" tone="quiet" className={styles["keep"]} onClick={() => setAsking(false)}>
            {words.sos.keep}
          </Button>
        </div>
      ) : (
        <Button size="target" className={styles["end"]} onClick={() => setAsking(true)} data-testid="sos-end">
          {words.sos.end}
        </Button>
      )}
    </section>
  );
}
