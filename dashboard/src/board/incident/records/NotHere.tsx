// Says that a record is not here yet, or cannot be shown: an empty file must not read as "nothing on record".
import type { ReactNode } from "react";
import type { FileState } from "../../../live/store";
import { board as w } from "../../../words/en.board";
import type { Own } from "../shared";
import styles from "./records.module.css";

/** What each section of the records is given. */
export type RecordProps = Own & { fileStatus: FileState["status"] };

export function NotHere({ fileStatus }: { fileStatus: FileState["status"] }): ReactNode {
  return <p className={styles["none"]}>{fileStatus === "refused" ? w.incident.fileRefused : w.incident.opening}</p>;
}
