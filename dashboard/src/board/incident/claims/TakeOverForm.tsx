// Taking the claim from a colleague, with a reason. Says whether they are here, since when they hold it, and to ask first if they are.
import { useState, type ReactNode } from "react";
import { useAct, useYou } from "../../../live/hooks";
import { Ago } from "../../../ui/Ago";
import { Button } from "../../../ui/Button";
import { TextArea } from "../../../ui/Field";
import { IconShape } from "../../../ui/IconShape";
import { board } from "../../../words/en.board";
import { contact as w } from "../../../words/en.contact";
import { useDraft } from "../../../held/drafts";
import { shortNumber } from "../../logic/rows";
import { useBoard } from "../../state";
import { FormFrame } from "../FormFrame";
import styles from "../FormFrame.module.css";
import type { Own } from "../shared";
import { useColleagues } from "./useColleagues";

export function TakeOverForm({ row, response, onDone, onCancel }: Own & { onDone: () => void; onCancel: () => void }): ReactNode {
  const act = useAct();
  const you = useYou();
  const { claim, done } = useBoard();
  const colleagues = useColleagues();
  const [tried, setTried] = useState(false);
  const [draft, change, forget] = useDraft(`take over ${response.response}`, () => ({ reason: "" }));
  const holder = response.claim;
  const mine = holder !== null && holder.user === you?.user;
  const here = colleagues.find((user) => user.user === holder?.user);
  const empty = draft.reason.trim() === "";

  async function save(): Promise<void> {
    setTried(true);
    if (empty || holder === null || mine) return;
    if (await act.run({ type: "take_over_claim", response: response.response, from: holder.user, reason: draft.reason.trim() })) {
      forget();
      // Back to whom it was taken from: the compensating act.
      done(board.done.take_over(shortNumber(row.number)), { type: "hand_over_claim", response: response.response, to: holder.user });
      onDone();
    }
  }

  return (
    <FormFrame
      title={holder === null || mine ? w.claims.takeOver : w.claims.takeOverTitle(holder.name)}
      act={act}
      save={w.claims.takeOver}
      onSave={() => void save()}
      onCancel={onCancel}
      testId="take-over"
      blocked={holder === null || mine}
    >
      {holder === null ? (
        <p className={styles["note"]}>
          {w.claims.free}{" "}
          <Button
            size="small"
            tone="mine"
            data-testid="take-over-claim"
            onClick={() => {
              claim(response.response);
              onDone();
            }}
          >
            {board.acts.claim}
          </Button>
        </p>
      ) : mine ? (
        <p className={styles["note"]}>{w.claims.mine}</p>
      ) : (
        <>
          <div data-testid="take-over-holder" data-connected={here !== undefined}>
            <p>
              {w.claims.held(holder.name)} <Ago at={holder.at} />.
            </p>
            {here === undefined ? (
              <p>
                <IconShape shape="circle" filled={false} size={11} /> {w.claims.away(holder.name)}
              </p>
            ) : (
              <p>
                <IconShape shape="circle" size={11} /> {here.viewing.includes(row.number) ? w.claims.hereOpen(holder.name) : w.claims.here(holder.name)} <strong>{w.claims.askFirst}</strong>
              </p>
            )}
          </div>
          <TextArea label={w.claims.reason} hint={w.claims.told} rows={2} value={draft.reason} onChange={(reason) => change({ reason })} error={tried && empty ? w.claims.need : null} data-testid="take-over-reason" />
        </>
      )}
    </FormFrame>
  );
}
