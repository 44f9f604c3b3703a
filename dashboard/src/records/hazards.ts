// The order in which hazards are offered. Pure.
import type { Hazard } from "../live/protocol.gen";

/** The gravest first. */
export const HAZARDS: readonly Hazard[] = ["firearm", "weapon", "strangulation", "self_harm", "violence", "pregnancy", "children", "bail_or_order", "separation", "mental_health", "alcohol", "drugs", "dog"];
