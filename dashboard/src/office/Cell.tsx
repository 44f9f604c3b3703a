// What stands in a cell of the office's tables: on a phone with its column's name before it, as the rows are lists there.
import type { ReactNode } from "react";
import page from "./Page.module.css";

export function Cell({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <>
      <span className={page["cell-name"]}>{name}</span>
      {children}
    </>
  );
}
