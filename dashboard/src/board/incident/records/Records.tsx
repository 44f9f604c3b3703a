// What is on record about this response, in the order in which it is worked out: risk, plan, consent, referral.
import { useEffect, type ReactNode } from "react";
import { fetchAhead } from "../../../ui/Late";
import { useForgetAsk } from "./asks";
import { ConsentSection } from "./ConsentSection";
import { loadForms } from "./load";
import type { RecordProps } from "./NotHere";
import { PlanSection } from "./PlanSection";
import { ReferralSection } from "./ReferralSection";
import { RiskSection } from "./RiskSection";

export function Records(props: RecordProps): ReactNode {
  useForgetAsk();
  useEffect(() => void fetchAhead([loadForms]), []);
  return (
    <>
      <RiskSection {...props} />
      <PlanSection {...props} />
      <ConsentSection {...props} />
      <ReferralSection {...props} />
    </>
  );
}
