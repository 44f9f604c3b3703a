// What the crew's screen works from: its car and its jobs, with the crew's own acts already shown on them.
import { useMemo } from "react";
import { useCars, useCommands, useDocs, useYou } from "../live";
import type { CommandRecord } from "../live";
import type { CarRow, CarStatus, JobCard } from "../live/protocol.gen";
import { carStatusWithActs, handsOf, withActs, type Hands } from "./job";

export type Crew = {
  car: CarRow | null;
  status: CarStatus;
  hands: Hands;
  /** Every job card, with the crew's acts on it. */
  jobs: readonly JobCard[];
  /** Acts without an answer, oldest first. */
  waiting: readonly CommandRecord[];
};

export function useCrew(): Crew {
  const cars = useCars();
  const jobs = useDocs("job");
  const you = useYou();
  const commands = useCommands();
  return useMemo(() => {
    const car = cars.find((each) => each.car === you?.car) ?? cars[0] ?? null;
    const waiting = commands.filter((record) => record.status === "pending");
    const standing = commands.filter((record) => record.status !== "refused");
    const shown = jobs.map((job) => {
      const mine = standing.filter((record) => record.subject === job.deployment || record.subject === job.response);
      const last = mine[mine.length - 1];
      return last === undefined ? job : withActs(job, mine.map((record) => record.command), last.at);
    });
    const status = car === null ? "off_duty" : carStatusWithActs(car, waiting.map((record) => record.command));
    return { car, status, hands: handsOf(shown), jobs: shown, waiting };
  }, [cars, jobs, you, commands]);
}
