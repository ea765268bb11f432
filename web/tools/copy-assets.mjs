/**
 * Before every build: packs what the trackers fetch (runtime and models) into public/vendor/ and refuses a file whose
 * SHA-256 is not the one on record in src/trackers/inference/assets.json. Browsers that cannot unpack gzip themselves
 * get the plain files, which the bundler emits.
 * Usage: node tools/copy-assets.mjs [folder instead of public]
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const target = resolve(process.argv[2] ?? join(web, "public"));
const assets = JSON.parse(readFileSync(join(web, "src/trackers/inference/assets.json"), "utf8"));

function checked(name, { from, sha256 }) {
  const bytes = readFileSync(join(web, from));
  const found = createHash("sha256").update(bytes).digest("hex");
  if (found !== sha256) throw new Error(`${name}: ${from} has SHA-256 ${found}, on record is ${sha256}`);
  return bytes;
}

for (const [name, asset] of Object.entries(assets)) {
  const bytes = checked(name, asset);
  const packed = gzipSync(bytes, { level: 9 });
  const path = join(target, asset.packed);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, packed);
  console.log(`${name}: ${bytes.length} bytes, packed ${packed.length}`);
}
