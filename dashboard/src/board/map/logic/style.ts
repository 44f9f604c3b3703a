// The map's layers in the colours of the theme: a plain base, the tiles quietly over it, and what is ours on top. Pure; no text and no picture is fetched.
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";

/** Custom properties of theme/tokens.css that the map draws with. */
export const TOKENS = { bg: "--bg", surface: "--surface", raised: "--raised", selected: "--selected", line: "--line", lineStrong: "--line-strong", lineField: "--line-field", text: "--text", text2: "--text-2", text3: "--text-3" } as const;
export type Colours = Record<keyof typeof TOKENS, string> & { dark: boolean };

export type TileKind = "vector" | "raster";

/** The source of the tiles, and the first layer that must lie over them. */
export const TILES = "tiles";
export const OVER_TILES = "area";

const EMPTY = { type: "FeatureCollection" as const, features: [] };

/** Ours, filled as data comes. */
export type OwnSource = "grid" | "area" | "beats" | "ground";

export function ownSources(): Record<OwnSource, SourceSpecification> {
  const empty = (): SourceSpecification => ({ type: "geojson", data: EMPTY });
  return { grid: empty(), area: empty(), beats: empty(), ground: empty() };
}

/** Under the tiles. */
export function paperLayers(c: Colours): LayerSpecification[] {
  return [
    { id: "paper", type: "background", paint: { "background-color": c.bg } },
    { id: "grid-fine", type: "line", source: "grid", minzoom: 10.5, filter: ["get", "fine"], paint: { "line-color": c.line, "line-opacity": ["interpolate", ["linear"], ["zoom"], 10.5, 0, 11.5, 0.55], "line-width": 0.5 } },
    { id: "grid", type: "line", source: "grid", filter: ["!", ["get", "fine"]], paint: { "line-color": c.line, "line-opacity": 0.8, "line-width": 1 } },
  ];
}

/** Land, water, roads and borders as Protomaps' basemap names them. Few and faint: the board's own things lie over them. */
export function tileLayers(c: Colours, kind: TileKind): LayerSpecification[] {
  if (kind === "raster") {
    return [{ id: "tiles-raster", type: "raster", source: TILES, paint: { "raster-saturation": -0.85, "raster-opacity": c.dark ? 0.35 : 0.6, "raster-brightness-max": c.dark ? 0.5 : 1, "raster-fade-duration": 0 } }];
  }
  const of = (layer: string): { source: string; "source-layer": string } => ({ source: TILES, "source-layer": layer });
  const width = (thin: number, wide: number): ["interpolate", ["linear"], ["zoom"], ...number[]] => ["interpolate", ["linear"], ["zoom"], 8, thin, 14, wide, 18, wide * 5];
  return [
    { id: "tiles-earth", type: "fill", ...of("earth"), paint: { "fill-color": c.dark ? mix(c.bg, c.surface) : c.raised } },
    { id: "tiles-green", type: "fill", ...of("landuse"), filter: ["in", ["get", "kind"], ["literal", ["park", "forest", "wood", "nature_reserve", "grass", "golf_course", "cemetery"]]], paint: { "fill-color": c.line, "fill-opacity": 0.35 } },
    { id: "tiles-water", type: "fill", ...of("water"), filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": c.dark ? c.selected : mix(c.line, c.lineStrong), "fill-opacity": c.dark ? 0.7 : 0.6 } },
    { id: "tiles-minor", type: "line", ...of("roads"), minzoom: 12, filter: ["in", ["get", "kind"], ["literal", ["minor_road", "medium_road", "other"]]], paint: { "line-color": c.line, "line-width": width(0.3, 1.2) } },
    { id: "tiles-major", type: "line", ...of("roads"), filter: ["==", ["get", "kind"], "major_road"], paint: { "line-color": c.dark ? c.line : c.lineStrong, "line-opacity": c.dark ? 1 : 0.7, "line-width": width(0.6, 2) } },
    { id: "tiles-highway", type: "line", ...of("roads"), filter: ["==", ["get", "kind"], "highway"], paint: { "line-color": c.lineStrong, "line-opacity": 0.8, "line-width": width(1, 3) } },
    { id: "tiles-border", type: "line", ...of("boundaries"), paint: { "line-color": c.lineStrong, "line-dasharray": [3, 2], "line-width": 0.75, "line-opacity": 0.7 } },
  ];
}

const CIRCLE: ["==", ["get", string], string] = ["==", ["get", "kind"], "circle"];
const WAY: ["==", ["get", string], string] = ["==", ["get", "kind"], "way"];

/** Over the tiles, under the markers. */
export function ownLayers(c: Colours): LayerSpecification[] {
  return [
    { id: OVER_TILES, type: "line", source: "area", paint: { "line-color": c.lineStrong, "line-width": 1.25, "line-dasharray": [6, 3] } },
    { id: "beats-fill", type: "fill", source: "beats", paint: { "fill-color": c.text, "fill-opacity": 0.025 } },
    { id: "beats", type: "line", source: "beats", paint: { "line-color": c.lineField, "line-opacity": 0.75, "line-width": 1 } },
    { id: "circles-fill", type: "fill", source: "ground", filter: CIRCLE, paint: { "fill-color": c.text, "fill-opacity": 0.07 } },
    { id: "circles", type: "line", source: "ground", filter: CIRCLE, paint: { "line-color": c.text3, "line-opacity": 0.7, "line-width": 1 } },
    { id: "ways-sure", type: "line", source: "ground", filter: ["all", WAY, ["get", "sure"]], layout: { "line-cap": "round" }, paint: { "line-color": c.text2, "line-opacity": 0.8, "line-width": ["case", ["get", "selected"], 2.25, 1.25] } },
    { id: "ways-asked", type: "line", source: "ground", filter: ["all", WAY, ["!", ["get", "sure"]]], paint: { "line-color": c.text2, "line-opacity": 0.8, "line-dasharray": [3, 3], "line-width": ["case", ["get", "selected"], 2.25, 1.25] } },
    { id: "dots", type: "circle", source: "ground", filter: ["==", ["get", "kind"], "dot"], paint: { "circle-radius": ["match", ["get", "of"], "car", 4, 3], "circle-color": c.text, "circle-stroke-color": c.surface, "circle-stroke-width": 1.5 } },
  ];
}

/** Half of each. Both are #rrggbb, as the tokens are written. */
export function mix(a: string, b: string): string {
  const part = (text: string, at: number): number => Number.parseInt(text.trim().slice(at, at + 2), 16);
  const halves = [1, 3, 5].map((at) => Math.round((part(a, at) + part(b, at)) / 2));
  return halves.some(Number.isNaN) ? a : `#${halves.map((half) => half.toString(16).padStart(2, "0")).join("")}`;
}
