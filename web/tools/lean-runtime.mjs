/** The runtime without what our models never call: see docs/decisions/0009. */

import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onlyWith } from "./wasm.mjs";

export const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const USED = join(web, "tools/runtime-used.json");

const bitOf = (bits, n) => (bits[n >> 3] >> (n & 7)) & 1;

export function leanRuntime(bytes, sha256) {
  const { of, used } = JSON.parse(readFileSync(USED, "utf8"));
  if (of !== sha256) throw new Error("The runtime has changed: run `node tools/profile-runtime.mjs` in web/");
  const bits = Buffer.from(used, "base64");
  return onlyWith(bytes, (n) => bitOf(bits, n));
}
