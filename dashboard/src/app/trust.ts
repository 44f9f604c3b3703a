// The few texts that may become a script's address on this site. The content policy wants Trusted Types.

type TrustedTypes = { createPolicy: (name: string, rules: { createScriptURL: (url: string) => string | null }) => unknown };

/** Workers of ours that have said that they start: the map's, and the tablet's own. */
const known = new Set<string>();
let made = false;

/**
 * Lets this one address through. The policy is the default one, of which a page has one alone, since MapLibre and the
 * browser's `register` are handed a plain text. Any other address, and markup or script of any kind, stays refused.
 * Browsers without Trusted Types need none.
 */
export function trustWorker(address: string): void {
  known.add(address);
  if (made) return;
  made = true;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", { createScriptURL: (url) => (known.has(url) ? url : null) });
}
