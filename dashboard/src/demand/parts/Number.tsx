// A number in a table that becomes a list on a phone: there the column's name stands before it.
import type { ReactNode } from "react";
import sheet from "./Sheet.module.css";

export function Number({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <td className={sheet["number"]}>
      <span className={sheet["cell-name"]} aria-hidden="true">
        {name}
      </span>{" "}
      {children}
    </td>
  );
}
