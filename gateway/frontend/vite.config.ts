import { defineConfig } from "vite";

import { catalogues } from "./bundling/catalogues.js";
import { lean } from "./bundling/lean.js";

// Two clean builds are the same bytes: names come from content, and nothing of the machine or the hour gets in.
export default defineConfig({
  root: "page",
  base: "./",
  plugins: [catalogues(`${import.meta.dirname}/../../config/locales`), lean()],
  build: {
    outDir: "../dist/page",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
