// For whom a note may be kept by whoever writes it: both sides, or one that they work for.
import type { Kept, Side } from "../../live/protocol.gen";

export function keptChoices(sides: readonly Side[]): readonly Kept[] {
  return ["shared", ...sides];
}
