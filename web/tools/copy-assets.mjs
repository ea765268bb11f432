/**
 * Before every build: lays what the trackers fetch (runtime and models) into public/vendor/, each with packed copies
 * beside it, and refuses a file whose SHA-256 is not the one on record in src/trackers/inference/assets.json.
 * Usage: node tools/copy-assets.mjs [folder instead of public]
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { leanRuntime, web } from "./lean-runtime.mjs";
import { writePacked } from "./pack.mjs";

const target = join(resolve(process.argv[2] ?? join(web, "public")), "vendor");
const assets = JSON.parse(readFileSync(join(web, "src/trackers/inference/assets.json"), "utf8"));
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

function bytesOf(name) {
  if (name === "lean") return leanRuntime(readFileSync(join(web, assets.runtime.from)), assets.runtime.sha256);
  return readFileSync(join(web, assets[name].from));
}

function checked(name) {
  const bytes = bytesOf(name);
  const found = hash(bytes);
  if (found !== assets[name].sha256) throw new Error(`${name} has SHA-256 ${found}, on record is ${assets[name].sha256}`);
  return bytes;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [name, { file }] of Object.entries(assets)) {
  const bytes = checked(name);
  writeFileSync(join(target, file), bytes);
  const { gz, br } = writePacked(join(target, file), bytes);
  console.log(`${name}: ${bytes.length} bytes, gzip ${gz}, brotli ${br}`);
}
