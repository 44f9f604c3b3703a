// Which requests the worker answers, and how. Whatever is not named here goes to the network as if there were no worker.

/** One file that is kept, and the digest that the browser holds it against. */
export type Kept = { url: string; revision: string };

export type Way =
  /** The kept page at once: the tablet opens in a lane without a network. */
  | "kept-page"
  /** The network's page, and the kept one where it does not come. */
  | "page"
  /** A kept file, which its name pins to its content. */
  | "kept-file"
  /** Not ours: the desk's addresses, everything that says something about anybody, and files of another version. */
  | "network";

export const SHELL = "/car";
const DOOR = "/";

export type Asked = { method: string; mode: string; url: string };

export function wayOf({ method, mode, url }: Asked, origin: string, kept: ReadonlySet<string>): Way {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return "network";
  if (mode === "navigate") return address.pathname === SHELL ? "kept-page" : address.pathname === DOOR ? "page" : "network";
  return address.pathname !== SHELL && kept.has(address.pathname) ? "kept-file" : "network";
}
