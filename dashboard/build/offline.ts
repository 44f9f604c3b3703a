// What the crew's tablet keeps for the hours without a network, read off the bundle's own graph: no list of names to forget.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin, Rolldown } from "vite";
import { VitePWA } from "vite-plugin-pwa";

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

/** The page stands under an address of the server; its file has none. */
const PAGE = { file: "index.html", address: "car" };
const ICONS = "icons/";
/** A face is a chunk that is fetched when somebody with its role has signed in. */
const FACE = /\/(\w+)Face\.tsx$/;
const OURS = "Car";

/** The page, what it needs up to the sign-in, and the crew's face. No other face, and nothing that they alone need. */
export function offline(): Plugin[] {
  let kept: ReadonlySet<string> = new Set();
  let folder = "dist";
  return [
    {
      name: "alongside:offline",
      apply: "build",
      configResolved: (config) => {
        folder = config.build.outDir;
      },
      writeBundle: (_, bundle) => {
        kept = neededBy(bundle);
      },
    },
    ...VitePWA({
      strategies: "injectManifest",
      srcDir: "src/offline",
      filename: "sw.ts",
      injectRegister: null,
      // It is a plain file in public/, and the page names it.
      manifest: false,
      injectManifest: {
        rollupFormat: "iife",
        globPatterns: [PAGE.file, "assets/*", `${ICONS}*`],
        manifestTransforms: [
          async (entries) => ({
            manifest: await Promise.all(entries.filter(({ url }) => url === PAGE.file || url.startsWith(ICONS) || kept.has(url)).map((entry) => withDigest(entry, folder))),
          }),
        ],
      },
    }),
  ];
}

/** Files that the entry and the crew's face lead to: chunks, and the styles and fonts that come with each. */
export function neededBy(bundle: Bundle): Set<string> {
  const files = new Set<string>();
  const follow = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || files.has(name) || isOtherFace(chunk)) return;
    files.add(name);
    for (const beside of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) files.add(beside);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) follow(next);
  };
  const entries = Object.values(bundle).filter((output): output is Chunk => output.type === "chunk" && output.isEntry);
  for (const { fileName } of entries) follow(fileName);
  if (!Object.values(bundle).some((output) => output.type === "chunk" && files.has(output.fileName) && faceOf(output) === OURS)) {
    throw new Error("the entry leads to no CarFace: the tablet would have nothing to open");
  }
  return files;
}

function faceOf(chunk: Chunk): string | null {
  return FACE.exec(chunk.facadeModuleId ?? "")?.[1] ?? null;
}

function isOtherFace(chunk: Chunk): boolean {
  const face = faceOf(chunk);
  return face !== null && face !== OURS;
}

type Entry = { url: string; revision?: string | null | undefined; size: number };

/** The browser itself compares what it fetched with this: a server of another version cannot slip in a file of its own. */
async function withDigest(entry: Entry, folder: string): Promise<Entry & { revision: string }> {
  const digest = createHash("sha256").update(await readFile(join(folder, entry.url))).digest("base64");
  return { ...entry, url: entry.url === PAGE.file ? PAGE.address : entry.url, revision: `sha256-${digest}` };
}
