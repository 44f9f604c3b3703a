// The map, and its twin as lists.
import type { ReactNode } from "react";

export default function MapPanel(): ReactNode {
  return <section aria-label="Map" data-testid="map" />;
}
