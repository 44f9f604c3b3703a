// The map itself: MapLibre behind a few verbs. Knows nothing of the board; fetches nothing but the tiles it is told of.
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { Map as MapLibre, setWorkerUrl, type GeoJSONSource, type LayerSpecification, type StyleSpecification } from "maplibre-gl";
import type { FeatureCollection, Feature } from "geojson";
import { trustWorker } from "../../app/trust";
import type { AreaView, Point } from "../../live/protocol.gen";
import { map as w } from "../../words/en.map";
import { OVER_TILES, ownLayers, ownSources, paperLayers, TILES, tileLayers, TOKENS, type Colours, type OwnSource, type TileKind } from "./logic/style";
import { readTiles } from "./tiles";

// The content policy allows a worker of this origin; without this it would be made of a text.
trustWorker(workerUrl);
setWorkerUrl(workerUrl);

export type Camera = { centre: Point; zoom: number };

type Options = {
  container: HTMLElement;
  start: Camera | AreaView;
  onMove: () => void;
  /** The person moved it, not a button. */
  onHand: () => void;
  onTilesFailed: () => void;
};

const ZOOM = { least: 5, most: 18, fitMost: 14 };
/** Room for what hangs beside a place, and for the buttons. */
const EDGE_PX = { top: 56, bottom: 52, left: 56, right: 76 };
const SMALL_EDGE_PX = { top: 24, bottom: 24, left: 24, right: 24 };
const EASE_MS = 250;

export class MapEngine {
  /** Over the drawing and under the buttons. What lies in it lets wheel and pinch through to the map. */
  readonly overlay: HTMLDivElement;
  readonly #map: MapLibre;
  readonly #options: Options;
  readonly #waiting = new Map<OwnSource, FeatureCollection | Feature>();
  #colours: Colours;
  #tiles: TileKind | null = null;
  #ready = false;
  #gone = false;

  /** Throws where there is no WebGL. */
  constructor(options: Options) {
    this.#options = options;
    this.#colours = readColours();
    const style: StyleSpecification = { version: 8, sources: ownSources(), layers: [...paperLayers(this.#colours), ...ownLayers(this.#colours)] };
    const { start } = options;
    const camera = "centre" in start ? { center: start.centre, zoom: start.zoom } : { bounds: boundsLike(start), fitBoundsOptions: { padding: edge(options.container), maxZoom: ZOOM.fitMost } };
    this.#map = new MapLibre({
      container: options.container,
      style,
      ...camera,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      minZoom: ZOOM.least,
      maxZoom: ZOOM.most,
      renderWorldCopies: false,
      fadeDuration: 0,
      locale: { "Map.Title": w.surface },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.overlay = document.createElement("div");
    this.#map.getCanvasContainer().append(this.overlay);
    this.#map.on("move", options.onMove);
    this.#map.on("resize", options.onMove);
    this.#map.on("movestart", (event) => {
      if ("originalEvent" in event && event.originalEvent !== undefined) options.onHand();
    });
    this.#map.on("error", (event) => {
      if ("sourceId" in event && event.sourceId === TILES) options.onTilesFailed();
    });
    this.#map.once("style.load", () => {
      this.#ready = true;
      for (const [source, data] of this.#waiting) this.setData(source, data);
      this.#waiting.clear();
    });
  }

  setData(source: OwnSource, data: FeatureCollection | Feature): void {
    if (!this.#ready) {
      this.#waiting.set(source, data);
      return;
    }
    // Another answer to the same data may overtake it; the newest wins by itself.
    void this.#map.getSource<GeoJSONSource>(source)?.setData(data);
  }

  /** Vector or raster, whichever the archive holds. */
  async showTiles(url: string): Promise<void> {
    try {
      const { kind, source } = await readTiles(url);
      await this.#whenReady();
      if (this.#gone) return;
      this.#dropTiles();
      this.#map.addSource(TILES, source);
      for (const layer of tileLayers(this.#colours, kind)) this.#map.addLayer(layer, OVER_TILES);
      this.#tiles = kind;
    } catch {
      if (!this.#gone) this.#options.onTilesFailed();
    }
  }

  /** For another try. */
  #dropTiles(): void {
    if (this.#tiles === null) return;
    for (const { id } of tileLayers(this.#colours, this.#tiles)) this.#map.removeLayer(id);
    this.#map.removeSource(TILES);
    this.#tiles = null;
  }

  /** Reads the theme's colours again and paints with them. */
  repaint(): void {
    this.#colours = readColours();
    if (!this.#ready) {
      this.#map.once("style.load", () => this.repaint());
      return;
    }
    const layers: LayerSpecification[] = [...paperLayers(this.#colours), ...(this.#tiles === null ? [] : tileLayers(this.#colours, this.#tiles)), ...ownLayers(this.#colours)];
    for (const { id, paint } of layers) {
      // The names come from the layers themselves.
      for (const [name, value] of Object.entries(paint ?? {})) this.#map.setPaintProperty(id, name as never, value as never, { validate: false });
    }
  }

  project({ lat, lon }: Point): { x: number; y: number } {
    return this.#map.project([lon, lat]);
  }

  size(): { width: number; height: number } {
    const { clientWidth, clientHeight } = this.#map.getContainer();
    return { width: clientWidth, height: clientHeight };
  }

  camera(): Camera {
    const { lat, lng } = this.#map.getCenter();
    return { centre: { lat, lon: lng }, zoom: this.#map.getZoom() };
  }

  metresPerPx(): number {
    const { centre, zoom } = this.camera();
    // MapLibre counts zoom in tiles of 512 pixels.
    return (Math.cos((centre.lat * Math.PI) / 180) * 40_075_016.686) / (512 * 2 ** zoom);
  }

  fit(area: AreaView): void {
    this.#map.fitBounds(boundsLike(area), { padding: edge(this.#map.getContainer()), maxZoom: ZOOM.fitMost, duration: motionMs() });
  }

  /** Moves only where the points are not in view. */
  keepInView(points: readonly Point[], area: AreaView): void {
    const { width, height } = this.size();
    const pad = SMALL_EDGE_PX;
    const out = points.some((point) => {
      const { x, y } = this.project(point);
      return x < pad.left || y < pad.top || x > width - pad.right || y > height - pad.bottom;
    });
    if (!out) return;
    if (points.length > 1) this.fit(area);
    else if (points[0] !== undefined) this.goTo(points[0]);
  }

  goTo({ lat, lon }: Point, zoom?: number): void {
    this.#map.easeTo({ center: [lon, lat], ...(zoom === undefined ? {} : { zoom: Math.max(zoom, this.#map.getZoom()) }), duration: motionMs() });
  }

  zoomBy(steps: 1 | -1): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: motionMs() });
  }

  remove(): void {
    this.#gone = true;
    this.#map.remove();
  }

  #whenReady(): Promise<void> {
    if (this.#ready) return Promise.resolve();
    return new Promise((resolve) => {
      this.#map.once("style.load", () => resolve());
    });
  }
}

/** None for those who asked for none. */
function motionMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : EASE_MS;
}

function edge(container: HTMLElement): typeof EDGE_PX {
  return container.clientWidth < 340 || container.clientHeight < 300 ? SMALL_EDGE_PX : EDGE_PX;
}

function boundsLike({ south, west, north, east }: AreaView): [[number, number], [number, number]] {
  return [
    [west, south],
    [east, north],
  ];
}

function readColours(): Colours {
  const computed = getComputedStyle(document.documentElement);
  const read = (token: keyof typeof TOKENS): string => computed.getPropertyValue(TOKENS[token]).trim() || "#808080";
  return {
    bg: read("bg"),
    surface: read("surface"),
    raised: read("raised"),
    selected: read("selected"),
    line: read("line"),
    lineStrong: read("lineStrong"),
    lineField: read("lineField"),
    text: read("text"),
    text2: read("text2"),
    text3: read("text3"),
    dark: computed.colorScheme.includes("dark"),
  };
}
