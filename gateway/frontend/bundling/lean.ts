// Leaves out of the bundle what age has for other recipients: P-256 and P-384 are a quarter of it, and never called here.
// Every seal of this project is to a mlkem768x25519 recipient; a seal to another one fails its own check long before.
import type { Plugin } from "vite";

const CURVES = "@noble/curves/nist.js";
const NOTHING = "\0no-nist-curves";
const MADE_AT_LOAD = /(?<!function )\b(?:QSF|createKitchenSink|ecdhKem)\(/gu;

/** Returns the plugin. */
export function lean(): Plugin {
  return {
    name: "affiant-lean",
    enforce: "pre",
    resolveId: (id) => (id === CURVES ? NOTHING : undefined),
    load: (id) => (id === NOTHING ? "export const p256 = {}; export const p384 = {};" : undefined),
    transform: (code, id) =>
      id.endsWith("post-quantum/hybrid.js") ? code.replace(MADE_AT_LOAD, "/* @__PURE__ */ $&") : undefined,
  };
}
