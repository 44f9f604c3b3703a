// Whether the crew has the file of its job open, and which rule it has read. Held by the face, so that a form does not close the file.
import { useState } from "react";
import { useFile, type FileState } from "../live";
import type { JobCard, ResponseFile } from "../live/protocol.gen";
import { ruleOf, ruleVersion } from "./safe-contact";

export type FileAccess = {
  /** Somebody has asked for it. */
  asked: boolean;
  state: FileState;
  /** Of this job's response; undefined: not at hand. */
  part: ResponseFile | undefined;
  ruleRead: boolean;
  open: () => void;
  close: () => void;
  readRule: () => void;
};

export function useFileAccess(job: JobCard | null): FileAccess {
  // By job and not by incident: the same place again is opened anew, on purpose.
  const [askedFor, setAskedFor] = useState<string | null>(null);
  const [read, setRead] = useState<string | null>(null);
  const asked = job !== null && askedFor === job.deployment;
  const state = useFile(asked ? job.incident : null);
  const file = asked && state.status === "open" ? state.file : null;
  const version = job === null || file === null ? null : `${job.deployment} ${ruleVersion(job.response, ruleOf(file, job.response))}`;
  return {
    asked,
    state,
    part: file?.responses.find((each) => each.response === job?.response),
    ruleRead: version !== null && read === version,
    open: () => setAskedFor(job?.deployment ?? null),
    close: () => {
      setAskedFor(null);
      setRead(null);
    },
    readRule: () => setRead(version),
  };
}
