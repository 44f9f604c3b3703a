// The plan for the rest of the shift beside what is arranged.
import type { ReactNode } from "react";

export default function PlanPanel(): ReactNode {
  return <section aria-label="Plan" data-testid="plan" />;
}
