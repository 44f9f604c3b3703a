// The records' forms, fetched together: once one of them is here, so are the others, link or no link.
import type { ReactNode } from "react";
import { OutcomeForm } from "../OutcomeForm";
import type { Own } from "../shared";
import { ConsentForm } from "./ConsentForm";
import { CorrectForm } from "./CorrectForm";
import { PlanForm } from "./PlanForm";
import { ReferralForm } from "./ReferralForm";
import { RiskForm } from "./RiskForm";
import { ShareForm } from "./ShareForm";

export type RecordTray = "risk" | "plan" | "consent" | "referral" | "correct" | "share" | "outcome";

type Props = Own & { tray: RecordTray; onDone: () => void; onCancel: () => void };

export default function RecordForms({ tray, ...form }: Props): ReactNode {
  switch (tray) {
    case "risk":
      return <RiskForm {...form} />;
    case "plan":
      return <PlanForm {...form} />;
    case "consent":
      return <ConsentForm {...form} />;
    case "referral":
      return <ReferralForm {...form} />;
    case "correct":
      return <CorrectForm {...form} />;
    case "share":
      return <ShareForm {...form} />;
    case "outcome":
      return <OutcomeForm {...form} />;
  }
}
