// The style fetches nothing by itself, and hangs together in both themes.
import { describe, expect, it } from "vitest";
import { mix, OVER_TILES, ownLayers, ownSources, paperLayers, TILES, tileLayers, type Colours } from "./style";

const colours = (dark: boolean): Colours => ({ bg: "#0d1116", surface: "#12171d", raised: "#192028", selected: "#232d38", line: "#252e38", lineStrong: "#3b4754", lineField: "#6a7887", text: "#e6ebf0", text2: "#acb8c4", text3: "#8b98a6", dark });

describe.each([
  ["dark", colours(true)],
  ["light", colours(false)],
])("%s", (_, c) => {
  const all = [...paperLayers(c), ...tileLayers(c, "vector"), ...tileLayers(c, "raster"), ...ownLayers(c)];

  it("has no text and no picture, so that no glyph and no sprite is fetched", () => {
    expect(all.filter(({ type }) => type === "symbol")).toEqual([]);
    expect(JSON.stringify(all)).not.toMatch(/https?:|glyphs|sprite|icon-image|text-field/);
  });

  it("draws from sources that there are, each layer once", () => {
    const known = new Set([...Object.keys(ownSources()), TILES]);
    for (const layer of all) if ("source" in layer) expect(known.has(layer.source)).toBe(true);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(ownLayers(c).some(({ id }) => id === OVER_TILES)).toBe(true);
  });

  it("has the same layers in both themes, so that colours alone change", () => {
    expect(ownLayers(c).map(({ id, paint }) => [id, Object.keys(paint ?? {})])).toEqual(ownLayers(colours(!c.dark)).map(({ id, paint }) => [id, Object.keys(paint ?? {})]));
  });
});

describe("mix", () => {
  it.each([
    ["#000000", "#ffffff", "#808080"],
    [" #102030", "#102030", "#102030"],
    ["red", "#102030", "red"],
  ])("%s and %s", (a, b, half) => {
    expect(mix(a, b)).toBe(half);
  });
});
