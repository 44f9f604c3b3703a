// What a job is called among colleagues: the end of its number, and its place.
import { useCallback } from "react";
import { useDocs, useIncident } from "../live/hooks";
import type { DeploymentId, IncidentNumber } from "../live/protocol.gen";
import { incidentOf, shortNumber } from "./logic/rows";

/** "0412 Ploverthorn Road", of a job or of a response. */
export function useJobNames(): (job: DeploymentId) => string {
  const rows = useDocs("incident");
  return useCallback(
    (job) => {
      const number = incidentOf(job);
      const place = rows.find((row) => row.number === number)?.locality ?? null;
      return place === null ? shortNumber(number) : `${shortNumber(number)} ${place}`;
    },
    [rows],
  );
}

export function useLocality(number: IncidentNumber): string | null {
  return useIncident(number)?.locality ?? null;
}
