// Takes the pictures of docs/screenshots, or draws the icons, whichever file is named. Not a test, and no part of `npm test`.
import { defineConfig } from "vitest/config";
import tests from "./vitest.config.js";

export default defineConfig({ test: { ...tests.test, include: ["screenshots.ts", "icons.ts"], testTimeout: 300_000 } });
