// A text as a picture to scan, drawn here: the secret goes to no other server. Always dark on white, which is what cameras read.
import { useMemo, type ReactNode } from "react";
import { encode } from "uqr";
import styles from "./Mine.module.css";

/** Modules of white around it; the standard asks for four. */
const QUIET_ZONE = 4;

export default function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const { size, path } = useMemo(() => {
    const { data, size: width } = encode(text, { ecc: "M", border: QUIET_ZONE });
    return { size: width, path: data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("") };
  }, [text]);
  return (
    <svg className={styles["qr"]} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" data-testid="qr">
      <path d={path} fill="#000" />
    </svg>
  );
}
