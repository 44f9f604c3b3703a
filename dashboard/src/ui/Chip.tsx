// A word with its shape. Quiet by default; colour only where the tokens give it a meaning.
import type { ComponentProps, ReactNode } from "react";
import styles from "./Chip.module.css";
import { cx } from "./cx";

type Props = ComponentProps<"span"> & {
  tone?: "plain" | "mine" | "danger" | "amber" | "hatched";
  icon?: ReactNode;
};

export function Chip({ tone = "plain", icon, children, className, ...rest }: Props): ReactNode {
  return (
    <span {...rest} className={cx(styles["chip"], styles[tone], tone === "hatched" && "hatched", className)}>
      {icon}
      {children}
    </span>
  );
}
