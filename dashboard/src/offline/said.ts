// What the page says to its worker.

export const SAID = {
  /** The crew has pressed: take over from the version that runs. */
  takeOver: "SKIP_WAITING",
  /** Signing out, or the browser, may have emptied what was kept. */
  fill: "FILL",
} as const;
