// Her numbers and her address, each with what the record says of it. What it does not call safe is hidden behind the second step.
import { useState, type ReactNode } from "react";
import { serverNow } from "../../../live/clock";
import { useCommand } from "../../../live/hooks";
import type { ContactChannel, SecondStep as Because } from "../../../live/protocol.gen";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/cx";
import { contact as w } from "../../../words/en.contact";
import { linesOf, type Line } from "../../logic/contact-lines";
import { maskEmail, maskNumber, mayDialAtOnce, secondStepFor, type Safety } from "../../logic/safety";
import { useBoard } from "../../state";
import styles from "./SafeContactPanel.module.css";
import { SafetyMark, STATE_WORD } from "./SafeContactRules";
import { SecondStep } from "./SecondStep";
import { forceNumber, type Own } from "../shared";
import { overtakenWords, useSafety } from "./useSafety";

export function ContactLines(own: Own): ReactNode {
  const { file, part } = own;
  const lines = linesOf(part?.safe_contact?.record, forceNumber(file));
  if (lines.length === 0) return file === null ? null : <p className={styles["none"]}>{w.safe.noNumber}</p>;
  return (
    <ul className={styles["lines"]}>
      {lines.map((line, index) => (
        <LineRow key={`${line.channel} ${line.to}`} {...own} line={line} alone={lines.length === 1} id={index === 0 ? "" : `-${index + 1}`} />
      ))}
    </ul>
  );
}

/** `id` tells the lines apart for tests; the first has none. */
function LineRow({ line, alone, id, ...own }: Own & { line: Line; alone: boolean; id: string }): ReactNode {
  const { row, response, part } = own;
  const { state, change } = useBoard();
  const send = useCommand();
  const [asking, setAsking] = useState<ContactChannel | null>(null);
  const record = part?.safe_contact?.record;
  const hers = line.whose === null;
  const safety = useSafety(own, line);
  const texting = useSafety(own, { allowed: record?.text_allowed ?? false, confirmed: line.confirmed });
  const revealed = state.revealed === response.response && state.reach?.to === line.to;
  const open = mayDialAtOnce(safety) || revealed;
  const name = line.channel === "email" ? w.safe.ownEmail : hers ? w.safe.own : w.safe.otherOf(line.whose ?? "");
  const stateWord = line.channel === "phone" ? STATE_WORD[safety.state] : safety.state === "safe" ? w.safe.okEmail : safety.state === "unsafe" ? w.safe.unsafeEmail : STATE_WORD[safety.state];
  const judged: Record<"phone" | "text" | "email", Safety> = { phone: safety, text: texting, email: safety };

  function go(channel: "phone" | "text" | "email", because: Because | null): void {
    const reach = { channel, to: line.to };
    // Shown first: danger must not wait for an answer.
    if (channel === "phone") change({ type: "call", response: response.response, at: serverNow(), revealed: because !== null, to: line.to });
    else change({ type: "reach", response: response.response, reach, revealed: true });
    // Of a written channel "unsafe" means that the record does not allow it.
    const recorded = because === "unsafe" && channel !== "phone" ? "channel_not_allowed" : because;
    if (recorded !== null) void send({ type: "take_second_step", response: response.response, because: recorded });
  }
  function press(channel: "phone" | "text" | "email"): void {
    // A number that the second step has shown is not asked for again while it is shown.
    if (mayDialAtOnce(judged[channel]) || (revealed && state.reach?.channel === channel)) go(channel, null);
    else setAsking(channel);
  }

  const shownForText = revealed && state.reach?.channel === "text" && !mayDialAtOnce(safety);
  return (
    <li className={styles["line"]} data-testid={`line${id}`} data-state={safety.state}>
      {!alone && <SafetyMark state={safety.state} quiet={line.channel === "email"} />}
      {open ? (
        <span className={cx("mono", styles["digits"], line.channel === "email" && styles["address"])} data-testid={line.channel === "email" ? "email-address" : `number${id}`}>
          {line.to}
        </span>
      ) : (
        <span className={cx("mono", styles["digits"], styles["masked"], line.channel === "email" && styles["address"])} data-testid={line.channel === "email" ? "email-masked" : `number-masked${id}`}>
          <span className="sr">{line.channel === "email" ? w.safe.maskedEmail : w.safe.masked}</span>
          <span aria-hidden="true">{line.channel === "email" ? maskEmail(line.to) : maskNumber(line.to)}</span>
        </span>
      )}
      {!alone && (
        <span className={styles["whose"]}>
          {name}
          {/* That it is safe is said by its mark, and to ears. */}
          <span className={safety.state === "safe" ? "sr" : styles["lineState"]}>{stateWord}</span>
        </span>
      )}
      {shownForText && <span className={styles["lineState"]}>{w.safe.forTexts}</span>}
      <span className={styles["acts"]}>
        {line.channel === "phone" && hers && line.confirmed && (
          <Button size="small" tone={mayDialAtOnce(texting) ? "plain" : "quiet"} data-testid={`text${id}`} onClick={() => press("text")}>
            {mayDialAtOnce(texting) ? w.safe.text : w.safe.textStep}
          </Button>
        )}
        {line.channel === "email" ? (
          <Button size="small" tone={mayDialAtOnce(safety) ? "plain" : "quiet"} data-testid="email" onClick={() => press("email")}>
            {mayDialAtOnce(safety) ? w.safe.email : w.safe.emailStep}
          </Button>
        ) : mayDialAtOnce(safety) || (revealed && !shownForText) ? (
          <Button size="small" tone={hers ? "primary" : "plain"} aria-label={alone ? undefined : w.safe.ringNamed(name)} data-testid={`start-call${id}`} onClick={() => press("phone")}>
            {w.safe.ring}
          </Button>
        ) : (
          <Button size="small" aria-label={alone ? undefined : w.safe.dialAnywayOf(name)} data-testid={`dial-anyway${id}`} onClick={() => press("phone")}>
            {w.safe.dialAnyway}
          </Button>
        )}
      </span>
      {asking !== null && asking !== "in_person" && (
        <SecondStep
          channel={asking}
          safety={judged[asking]}
          overtakenBecause={overtakenWords(own) ?? ""}
          record={record}
          row={row}
          onClose={() => setAsking(null)}
          onGo={() => go(asking, secondStepFor(judged[asking]))}
        />
      )}
    </li>
  );
}
