import { resolve } from "node:path";
import { defineConfig } from "vite";

// As in .browserslistrc, student; every page is built to it, so that one bundle rule holds.
const FLOOR = ["chrome72", "firefox66", "edge79", "safari12", "opera59"];

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: FLOOR,
    cssTarget: FLOOR,
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: scripts or fonts
    modulePreload: { polyfill: false },
    rollupOptions: {
      // onnxruntime's loader has big integers; it starts only in browsers that know them (npm run check-floor).
      onLog: (level, log, tell) => {
        if (log.code !== "TOLERATED_TRANSFORM") tell(level, log);
      },
      input: {
        student: resolve(import.meta.dirname, "pages/student.html"),
        staff: resolve(import.meta.dirname, "pages/staff.html"),
      },
    },
  },
  worker: { format: "iife" }, // module workers need Chrome 80
  // Some tests run models, on machines that may be busy.
  test: { include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"], environment: "node", testTimeout: 60_000 },
} as Parameters<typeof defineConfig>[0]);
