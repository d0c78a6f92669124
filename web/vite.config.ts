/** Builds the client into the Python package, and tests it. */

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { letters } from "./build/letters.js";
import { budgets, texts } from "./build/plugins.js";

/** For `npm run dev`; the gateway must believe it is us: `torg serve --origin http://localhost:5173`. */
const GATEWAY = process.env["TORG_DEV_GATEWAY"] ?? "http://localhost:8000";

export default defineConfig({
  plugins: [texts(), letters(), svelte(), budgets()],
  build: {
    outDir: "../src/torg/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: {
      "/api": { target: GATEWAY, ws: true },
      "/rtc": { target: GATEWAY, ws: true },
    },
  },
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    restoreMocks: true,
  },
});
