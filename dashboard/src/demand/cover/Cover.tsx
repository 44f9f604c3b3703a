import type { ReactNode } from "react";
import type { ViewProps } from "../View";

export default function Cover({ scheme }: ViewProps): ReactNode {
  return <p>{scheme.name}</p>;
}
