/**
 * After a change of the runtime or of a model: runs every model of the page on a copy of the runtime that notes which
 * of its functions are called, writes them to runtime-used.json, and the lean runtime's hash to assets.json.
 * Usage: node tools/profile-runtime.mjs
 */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leanRuntime, USED, web } from "./lean-runtime.mjs";
import { noting, ranName } from "./wasm.mjs";

const ASSETS = join(web, "src/trackers/inference/assets.json");
const RUNS = 4; // the first runs of a session allocate, later ones reuse

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
const assets = JSON.parse(readFileSync(ASSETS, "utf8"));
const runtime = readFileSync(join(web, assets.runtime.from));
const noted = noting(runtime);

/** Keeps hold of the module's exports, which the runtime's loader does not hand out. */
let exported;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (bytes, imports) => {
  const made = await instantiate(bytes, imports);
  exported = (made.instance ?? made).exports;
  return made;
};

const { env, InferenceSession, Tensor } = await import("onnxruntime-web/wasm");
env.wasm.numThreads = 1;
env.wasm.wasmBinary = noted.bytes;

const FILL = {
  float32: (size, run) => Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.01 + run)),
  uint8: (size, run) => Uint8Array.from({ length: size }, (_, i) => (i * 7 + run) % 256),
  int64: (size) => new BigInt64Array(size).fill(16_000n),
};

function inputsOf(shapes, run) {
  return Object.fromEntries(Object.entries(shapes).map(([name, [type, ...dims]]) => {
    const size = dims.reduce((a, b) => a * b, 1);
    return [name, new Tensor(type, FILL[type](size, run), dims)];
  }));
}

for (const [name, { from, inputs }] of Object.entries(assets)) {
  if (!inputs) continue;
  const session = await InferenceSession.create(readFileSync(join(web, from)), { executionProviders: ["wasm"] });
  for (let run = 0; run < RUNS; run++) await session.run(inputsOf(inputs, run));
  await session.release();
  console.log(`${name}: ran`);
}

const bits = Buffer.alloc(Math.ceil(noted.functions / 8));
let used = 0;
for (let n = 0; n < noted.functions; n++) {
  if (!exported[ranName(n)].value) continue;
  bits[n >> 3] |= 1 << (n & 7);
  used++;
}
writeFileSync(USED, `${JSON.stringify({ of: hash(runtime), used: bits.toString("base64") })}\n`);
const lean = leanRuntime(runtime, hash(runtime));
assets.lean.sha256 = hash(lean);
writeFileSync(ASSETS, `${JSON.stringify(assets, null, 2)}\n`);
console.log(`${used} of ${noted.functions} functions, ${lean.length} of ${runtime.length} bytes`);
