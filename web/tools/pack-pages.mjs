/** After a build: packed copies of every file that packs well. */

import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { writePacked } from "./pack.mjs";

const WORTH = new Set([".js", ".css", ".svg"]);
const LEAST = 1000; // bytes: below, the headers weigh more than what is saved
const FOLDER = "dist/assets";

for (const name of readdirSync(FOLDER)) {
  if (!WORTH.has(extname(name))) continue;
  const bytes = readFileSync(join(FOLDER, name));
  if (bytes.length >= LEAST) writePacked(join(FOLDER, name), bytes);
}
