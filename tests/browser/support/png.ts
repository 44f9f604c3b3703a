// Makes a screen's picture small: 256 well-chosen colours and a palette, which text on plain ground does not miss.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

type Picture = { width: number; height: number; rgb: Uint8Array };

/** Reads what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced. */
function read(png: Buffer): Picture {
  const parts: Buffer[] = [];
  let width = 0;
  let height = 0;
  let channels = 3;
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = data[9] === 6 ? 4 : 3;
    } else if (type === "IDAT") parts.push(data);
    at += length + 12;
  }
  const lines = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const plain = new Uint8Array(height * stride);
  for (let y = 0; y < height; y += 1) unfilter(lines, plain, y, stride, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < plain.length; from += channels, to += 3) rgb.set(plain.subarray(from, from + 3), to);
  return { width, height, rgb };
}

/** One line, by the filter that stands before it. */
function unfilter(lines: Buffer, plain: Uint8Array, y: number, stride: number, channels: number): void {
  const filter = lines[y * (stride + 1)] ?? 0;
  const start = y * stride;
  for (let x = 0; x < stride; x += 1) {
    const left = x < channels ? 0 : (plain[start + x - channels] ?? 0);
    const up = y === 0 ? 0 : (plain[start + x - stride] ?? 0);
    const corner = y === 0 || x < channels ? 0 : (plain[start + x - stride - channels] ?? 0);
    const guess = [0, left, up, (left + up) >> 1, nearestOf(left, up, corner)][filter] ?? 0;
    plain[start + x] = (lines[y * (stride + 1) + 1 + x] ?? 0) + guess;
  }
}

function nearestOf(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return red * red + green * green + blue * blue;
}

/** Again and again the colour that would be missed most: many pixels, far from every one chosen before. Gives each colour its place. */
function choose(counts: ReadonlyMap<number, number>): { palette: number[]; places: Map<number, number> } {
  const known = [...counts].sort(([, a], [, b]) => b - a);
  const colours = Int32Array.from(known, ([colour]) => colour);
  const missed = new Float64Array(colours.length).fill(Infinity);
  const nearest = new Uint8Array(colours.length);
  const palette: number[] = [];
  for (let next = 0; next >= 0 && palette.length < COLOURS; ) {
    const colour = colours[next] ?? 0;
    const place = palette.push(colour) - 1;
    let most = 0;
    next = -1;
    for (let index = 0; index < colours.length; index += 1) {
      const far = distance(colours[index] ?? 0, colour);
      if (far < (missed[index] ?? 0)) {
        missed[index] = far;
        nearest[index] = place;
      }
      const cost = (missed[index] ?? 0) * (known[index]?.[1] ?? 0);
      if (cost > most) {
        most = cost;
        next = index;
      }
    }
  }
  return { palette, places: new Map(known.map(([colour], index) => [colour, nearest[index] ?? 0])) };
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

export function small(png: Buffer): Buffer {
  const { width, height, rgb } = read(png);
  const colourAt = (pixel: number): number => ((rgb[pixel * 3] ?? 0) << 16) | ((rgb[pixel * 3 + 1] ?? 0) << 8) | (rgb[pixel * 3 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel += 1) counts.set(colourAt(pixel), (counts.get(colourAt(pixel)) ?? 0) + 1);
  const { palette, places } = choose(counts);
  const lines = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) lines[y * (width + 1) + 1 + x] = places.get(colourAt(y * width + x)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", Uint8Array.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk("IEND", new Uint8Array()),
  ]);
}
