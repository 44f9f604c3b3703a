// The list as shown, which stands still while the person is in it, and what waits to be let in.
import { useMemo, useState } from "react";
import { heldBack, nextShown, type Held } from "../logic/held";

type HeldOrder = { shown: readonly string[]; held: Held; update: () => void };

/** `view` names the chosen section and search: another one starts anew. */
export function useHeldOrder(wanted: readonly string[], holding: boolean, view: string): HeldOrder {
  const [state, setState] = useState<{ shown: readonly string[]; view: string }>({ shown: wanted, view });
  const next = state.view === view ? nextShown(state.shown, wanted, holding) : wanted;
  // Set while rendering, so that no frame shows the old order.
  if (next !== state.shown || state.view !== view) setState({ shown: next, view });
  const held = useMemo(() => heldBack(next, wanted), [next, wanted]);
  return { shown: next, held, update: () => setState({ shown: wanted, view }) };
}
