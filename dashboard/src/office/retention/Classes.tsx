// Each class of record with its period, how much of it is due and how much a hold keeps.
import type { ReactNode } from "react";
import { office as w } from "../../words/en.office";
import type { RetentionClass } from "../api";
import page from "../Page.module.css";
import styles from "./Retention.module.css";
import { periodWords } from "./words";

export function Classes({ classes }: { classes: readonly RetentionClass[] }): ReactNode {
  return (
    <section className={page["panel"]} aria-labelledby="classes-title">
      <h3 id="classes-title">{w.retention.classes}</h3>
      {classes.length === 0 ? (
        <p className={page["quiet"]}>{w.retention.noClasses}</p>
      ) : (
        <table className={page["table"]} data-testid="retention-classes">
          <thead>
            <tr>
              <th scope="col">{w.retention.class}</th>
              <th scope="col">{w.retention.period}</th>
              <th scope="col" className={page["number"]}>
                {w.retention.kept}
              </th>
              <th scope="col" className={page["number"]}>
                {w.retention.due}
              </th>
              <th scope="col" className={page["number"]}>
                {w.retention.held}
              </th>
            </tr>
          </thead>
          <tbody>
            {classes.map((each) => (
              <tr key={each.class}>
                <th scope="row">
                  {w.retention.className(each.class)}
                  <span className={styles["means"]}>{w.retention.classMeans(each.class)}</span>
                </th>
                <td>
                  <span className={page["cell-name"]}>{w.retention.period}</span>
                  {periodWords(each.keep_days)}
                </td>
                <td className={page["number"]}>
                  <span className={page["cell-name"]}>{w.retention.kept}</span>
                  {each.kept}
                </td>
                <td className={page["number"]}>
                  <span className={page["cell-name"]}>{w.retention.due}</span>
                  {each.due}
                </td>
                <td className={page["number"]}>
                  <span className={page["cell-name"]}>{w.retention.held}</span>
                  {each.held}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={page["small"]}>{w.retention.classesNote}</p>
    </section>
  );
}
