// Says where the file is not at hand, so that nothing known here does not read as nothing on record.
import type { ReactNode } from "react";
import { useTrust } from "../../live";
import { Button } from "../../ui";
import { doorstep as words } from "../../words/en.doorstep";
import type { FileAccess } from "../useFileAccess";
import styles from "./Door.module.css";

/** `means`: what that does to this form. */
export function FileNote({ access, means }: { access: FileAccess; means: string }): ReactNode {
  const { link } = useTrust();
  if (access.part !== undefined) return null;
  const opening = access.asked && access.state.status === "opening";
  return (
    <div className={styles["file-note"]} data-testid="door-no-file" aria-busy={opening && link === "live"}>
      <p>
        <strong>{link !== "live" ? words.file.noSignal : opening ? words.file.opening : words.file.shut}</strong> {means}
      </p>
      {link === "live" && !access.asked ? (
        <Button size="target" data-testid="door-open-file" onClick={access.open}>
          {words.file.open}
        </Button>
      ) : null}
    </div>
  );
}
