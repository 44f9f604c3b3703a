/// <reference types="vitest/config" />
// Build of the dashboard: everything hashed under /assets/, nothing inline, so that a strict CSP holds.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { offline } from "./build/offline.ts";

// Where `vite dev` finds the server; the built dashboard is served by the server itself.
const server = process.env["ALONGSIDE_DEV_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), offline()],
  build: {
    outDir: "dist",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    sourcemap: false,
  },
  server: {
    port: 5173,
    strictPort: false,
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/ws": { target: server, ws: true, changeOrigin: true },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});
