// The office: what became of referrals, who may sign in, who has seen what, what is kept and what is erased. It asks for what it shows, and listens to no board.
import { useEffect, useState, type ReactNode } from "react";
import { usePlace } from "../app/place";
import { goToOffice, officePartsFor, useOfficePart, type OfficePart } from "../app/router";
import { Button } from "../ui/Button";
import { cx } from "../ui/cx";
import { PrivacyCover } from "../ui/PrivacyCover";
import { TopBar } from "../ui/TopBar";
import { office as w } from "../words/en.office";
import { LedgerPart } from "./ledger/LedgerPart";
import styles from "./OfficeFace.module.css";
import { PeoplePart } from "./people/PeoplePart";
import { ReferralsPart } from "./referrals/ReferralsPart";
import { RetentionPart } from "./retention/RetentionPart";

const SHOWN: Record<OfficePart, () => ReactNode> = { referrals: ReferralsPart, people: PeoplePart, ledger: LedgerPart, retention: RetentionPart };

export default function OfficeFace(): ReactNode {
  const { session } = usePlace();
  const asked = useOfficePart();
  const parts = officePartsFor(session.user.roles);
  const part = asked !== null && parts.includes(asked) ? asked : (parts[0] ?? null);
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    if (part !== null && part !== asked) goToOffice(part, true);
  }, [part, asked]);
  if (part === null) return null;
  const Shown = SHOWN[part];
  return (
    <div className={styles["face"]}>
      <TopBar live={false}>
        <Button tone="quiet" size="small" onClick={() => setHidden(true)} data-testid="hide">
          {w.bar.hide}
        </Button>
      </TopBar>
      {parts.length > 1 && (
        <nav className={styles["parts"]} aria-label={w.bar.parts}>
          {parts.map((each) => (
            <a
              key={each}
              href={`/office/${each}`}
              className={cx(styles["part"], each === part && styles["here"])}
              aria-current={each === part ? "page" : undefined}
              data-testid={`office-${each}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                goToOffice(each);
              }}
            >
              {w.part[each]}
            </a>
          ))}
        </nav>
      )}
      <main id="main" className={styles["main"]} tabIndex={-1}>
        <Shown key={part} />
      </main>
      {hidden && <PrivacyCover title={w.bar.hidden} back={w.bar.show} onBack={() => setHidden(false)} />}
    </div>
  );
}
