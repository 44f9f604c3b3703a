// A person's own account: where they are signed in, the second step, the password.
import { useState, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { en } from "../words/en";
import { account as w } from "../words/en.account";
import { FactorPanel } from "./FactorPanel";
import styles from "./Mine.module.css";
import { PasswordPanel } from "./PasswordPanel";
import { mySignIns, secondFactor } from "./mine-api";
import { SignInsPanel } from "./SignInsPanel";
import { useLoaded } from "./useAnswer";

type Props = { large: boolean; onClose: () => void };

export default function MineDialog({ large, onClose }: Props): ReactNode {
  const list = useLoaded(mySignIns);
  const factor = useLoaded(secondFactor);
  // Recovery codes are shown once: nothing closes the dialog by mistake while they are.
  const [held, setHeld] = useState(false);
  return (
    <Dialog
      title={w.title}
      onClose={() => {
        if (!held) onClose();
      }}
      wide
      testId="mine-dialog"
      footer={
        <Button size={large ? "target" : "normal"} onClick={onClose} disabled={held}>
          {en.close}
        </Button>
      }
    >
      <div className={styles["panels"]} data-large={large || undefined}>
        <SignInsPanel list={list} />
        <FactorPanel factor={factor} onHold={setHeld} />
        {factor.value?.may !== false && <PasswordPanel asksCode={factor.value?.is_on ?? false} onChanged={list.again} />}
      </div>
    </Dialog>
  );
}
