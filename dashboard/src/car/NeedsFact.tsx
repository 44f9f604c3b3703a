// What to bring, and who is needed, each with whether this car and crew have it.
import type { ReactNode } from "react";
import type { CarRow, JobCard, SchemeView } from "../live/protocol.gen";
import { Glyph } from "../ui/Glyph";
import { car as words } from "../words/en.car";
import { Fact } from "./Fact";
import styles from "./Job.module.css";
import { needLines, type NeedLine } from "./needs";

export function NeedsFact({ job, car, scheme }: { job: JobCard; car: CarRow; scheme: SchemeView }): ReactNode {
  const lines = needLines(job.needs, car, scheme.cars.training);
  if (lines.length === 0) return null;
  return (
    <Fact title={words.job.needs}>
      <ul className={styles["conditions"]} data-testid="needs">
        {lines.map((line) => (
          <li key={needWords(line)} className={line.met === true ? styles["met"] : styles["unmet"]} data-met={String(line.met)}>
            <Glyph name={line.met === true ? "check" : line.met === false ? "triangle" : "minus"} />
            <span>
              {needWords(line)}
              <span className={styles["sub"]}>
                {", "}
                {line.kind === "child_seats" && line.met === false ? words.job.needSeats(line.has) : words.job.needMet[line.met === true ? "yes" : line.met === false ? "no" : "unknown"]}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function needWords(line: NeedLine): string {
  switch (line.kind) {
    case "language":
      return words.job.need.language(line.language);
    case "worker_gender":
      return words.job.need.gender[line.gender];
    case "child_seats":
      return words.job.need.childSeats(line.count);
    case "wheelchair":
      return words.job.need.wheelchair;
    case "training":
      return words.job.need.training(line.label);
  }
}
