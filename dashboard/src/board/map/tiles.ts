// Reads a PMTiles archive: one file, by ranges, from where the server says. No tile server, no third party.
import { addProtocol, type SourceSpecification } from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";
import type { TileKind } from "./logic/style";

const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

/** Rejects where the archive cannot be read, or holds what cannot be drawn. */
export async function readTiles(url: string): Promise<{ kind: TileKind; source: SourceSpecification }> {
  const whole = new URL(url, window.location.href).href;
  const archive = protocol.get(whole) ?? new PMTiles(whole);
  const header = await archive.getHeader();
  protocol.add(archive);
  const kind = kindOf(header.tileType);
  const common = {
    tiles: [`pmtiles://${whole}/{z}/{x}/{y}`],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat] as [number, number, number, number],
  };
  return kind === "vector" ? { kind, source: { type: "vector", ...common } } : { kind, source: { type: "raster", tileSize: 256, ...common } };
}

function kindOf(type: TileType): TileKind {
  switch (type) {
    case TileType.Mvt:
      return "vector";
    case TileType.Png:
    case TileType.Jpeg:
    case TileType.Webp:
    case TileType.Avif:
      return "raster";
    case TileType.Unknown:
    default:
      throw new Error("tiles of a kind that cannot be drawn");
  }
}
