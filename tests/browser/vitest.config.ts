// The browser tests: two files at a time with one Chromium between them. They wait more than they work, and two cores are enough.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["*.test.ts"],
    globalSetup: "./support/setup.ts",
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 15_000, interval: 40 } },
  },
});
