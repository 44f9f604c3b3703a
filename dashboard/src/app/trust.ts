// The one text that may become a script's address on this site: the map's worker. The content policy wants Trusted Types.

type TrustedTypes = { createPolicy: (name: string, rules: { createScriptURL: (url: string) => string | null }) => unknown };

/**
 * The policy is the default one, since MapLibre hands a plain text to `Worker`. It knows this one address; any other, and
 * markup or script of any kind, stays refused. Browsers without Trusted Types need none.
 */
export function trustWorker(worker: string): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", { createScriptURL: (url) => (url === worker ? url : null) });
}
