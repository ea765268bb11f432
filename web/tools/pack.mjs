/** After a build: a packed copy beside every file that packs well, for browsers on thin lines. The server chooses. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const WORTH = new Set([".js", ".css", ".svg", ".onnx", ".wasm"]);
const LEAST = 1000; // bytes: below, the headers weigh more than what is saved

for (const folder of ["dist/assets"]) {
  for (const name of readdirSync(folder)) {
    if (!WORTH.has(extname(name))) continue;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length >= LEAST) writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}
