// The surface of each theme, for what no style sheet reaches: the bars that the system draws around the page.

export const SURFACE = { dark: "#12171d", light: "#ffffff" } as const;
