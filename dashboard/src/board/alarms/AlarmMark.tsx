// The shape of an alarm: a filled octagon is an emergency and nothing else is; the rest by how soon.
import type { ReactNode } from "react";
import type { Alarm } from "../../live/protocol.gen";
import { IconShape, type Shape } from "../../ui/IconShape";

const SHAPE: Record<Alarm, { shape: Shape; filled: boolean }> = {
  line_cut: { shape: "octagon", filled: true },
  gate_revoked: { shape: "octagon", filled: true },
  escalation: { shape: "triangle", filled: true },
  car_wanted: { shape: "triangle", filled: true },
  unreviewed: { shape: "triangle", filled: false },
  grade_overdue: { shape: "triangle", filled: false },
  contact_due: { shape: "square", filled: false },
};

export function AlarmMark({ kind, size = 12, plain = false }: { kind: Alarm; size?: number; plain?: boolean }): ReactNode {
  const { shape, filled } = SHAPE[kind];
  const emergency = shape === "octagon";
  return <IconShape shape={shape} filled={filled} size={size} tone={emergency && !plain ? "danger" : "text"} />;
}
