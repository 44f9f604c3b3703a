// Who else works on this board now, each once however many screens they have.
import { useMemo } from "react";
import { usePresence, useYou } from "../../../live/hooks";
import type { PresentUser } from "../../../live/protocol.gen";

export function useColleagues(): readonly PresentUser[] {
  const you = useYou()?.user;
  const presence = usePresence();
  return useMemo(() => {
    const found = new Map<string, PresentUser>();
    for (const user of presence) {
      if (user.user === you || user.audience !== "control") continue;
      const known = found.get(user.user);
      found.set(user.user, known === undefined ? user : { ...known, viewing: [...known.viewing, ...user.viewing] });
    }
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
  }, [presence, you]);
}
