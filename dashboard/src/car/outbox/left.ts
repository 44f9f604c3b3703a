// What was typed and never saved for a job that is not on this car's hands any more: it must not lie where nobody finds it.
import { useMemo } from "react";
import { draftOf, useDraftKeys } from "../../held/drafts";
import { useCommands, useDocs } from "../../live";
import type { ResponseId } from "../../live/protocol.gen";

export type Left = { key: string; response: ResponseId; form: string; text: string };

/** Words, and not the names of choices: those have no blank in them. */
function isTyped(value: string): boolean {
  return /\s/.test(value.trim()) || value.length > 24;
}

/** Every text in a draft, whatever its form calls it. */
export function typedIn(draft: unknown): string[] {
  if (typeof draft === "string") return isTyped(draft) ? [draft.trim()] : [];
  return typeof draft === "object" && draft !== null ? Object.values(draft).flatMap(typedIn) : [];
}

/** An outcome keeps its draft while it may be changed; that is nothing that was not saved. */
export function isOnRecord(key: string): boolean {
  return (draftOf(key) as { saved?: boolean } | undefined)?.saved === true;
}

export function useLeft(): readonly Left[] {
  const keys = useDraftKeys("");
  const jobs = useDocs("job");
  const commands = useCommands();
  return useMemo(() => {
    const inHand = new Set(jobs.map((job) => job.response));
    const known = new Set(commands.map(({ id }) => id));
    return keys.flatMap((key) => {
      const [response = "", form = "", sent, id = ""] = key.split("/");
      // What lies under an act is the act's to say.
      if (isOnRecord(key) || inHand.has(response) || (sent === "sent" && known.has(id))) return [];
      const text = typedIn(draftOf(key)).join("\n");
      return text === "" ? [] : [{ key, response, form, text }];
    });
  }, [keys, jobs, commands]);
}
