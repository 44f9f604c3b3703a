// The way into the personal part of the job. Opened on purpose: the server records it.
import { useEffect, useRef, type ReactNode } from "react";
import type { JobCard, SchemeView } from "../live/protocol.gen";
import { Button, showToast } from "../ui";
import { Late } from "../ui/Late";
import { car as words } from "../words/en.car";
import styles from "./File.module.css";
import { loadFile } from "./parts";
import type { FileAccess } from "./useFileAccess";

export function FilePanel({ job, scheme, access }: { job: JobCard; scheme: SchemeView; access: FileAccess }): ReactNode {
  const pressed = useRef(false);
  const target = useRef<HTMLElement>(null);
  // What was pressed is gone with the press; the focus goes to what has come instead, and not where a file closes of itself.
  useEffect(() => {
    if (pressed.current) target.current?.focus();
    pressed.current = false;
  }, [access.asked]);
  const by = (act: () => void) => (): void => {
    pressed.current = true;
    act();
  };
  const place = (element: HTMLElement | null): void => {
    target.current = element;
  };
  if (!access.asked) {
    return (
      <section className={styles["shut"]}>
        <Button ref={place} size="main" className={styles["wide"]} data-testid="open-file" onClick={by(access.open)}>
          {words.file.open}
        </Button>
        <p className={styles["sub"]}>{words.file.openNote}</p>
      </section>
    );
  }
  const failed = (): void => {
    access.close();
    showToast(words.bar.notFetched);
  };
  return <Late key={job.incident} load={loadFile} with={{ job, scheme, access, onClose: by(access.close), heading: place }} onFail={failed} />;
}
