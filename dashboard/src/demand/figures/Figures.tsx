import type { ReactNode } from "react";
import type { ViewProps } from "../View";

export default function Figures({ scheme }: ViewProps): ReactNode {
  return <p>{scheme.name}</p>;
}
