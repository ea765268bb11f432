import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { env, InferenceSession } from "onnxruntime-web/wasm";
import { beforeAll, describe, expect, it } from "vitest";
import assets from "../../src/trackers/inference/assets.json";
import { type FindObjects, objectFinder } from "../../src/trackers/inference/object_model.ts";
import { forbiddenObject, forbiddenOf } from "../../src/trackers/kinds/forbidden_object.ts";
import type { Picture } from "../../src/trackers/inference/picture.ts";
import { leanRuntime } from "../../tools/lean-runtime.mjs";

/** Two looks on a busy machine. */
const SLOW_MS = 30_000;

/** Made by evaluation/phones.py over NASA's portrait of an astronaut; PPM, packed. */
function read(name: string): Picture {
  const bytes = gunzipSync(readFileSync(new URL(`./${name}.ppm.gz`, import.meta.url)));
  const [width, height] = [320, 240];
  const rgb = bytes.subarray(bytes.length - width * height * 3);
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
  return { rgba, width, height };
}

describe("the object detector on the lean runtime", () => {
  let find: FindObjects;

  beforeAll(async () => {
    env.wasm.numThreads = 1;
    env.wasm.wasmBinary = new Uint8Array(leanRuntime(readFileSync(assets.runtime.from), assets.runtime.sha256)).buffer;
    find = objectFinder(await InferenceSession.create(readFileSync(assets.objects.from)));
  });

  it("finds a phone where it is", async () => {
    const found = await find(read("phone"));
    const phone = found.find(({ label }) => label === "phone");
    expect(phone?.score).toBeGreaterThan(0.4);
    expect(phone?.height).toBeGreaterThan(0.2);
    expect(phone?.height).toBeLessThan(0.45);
  }, SLOW_MS);

  it("finds nothing that counts where a person sits alone", async () => {
    const parameters = forbiddenObject.parameters as Parameters<typeof forbiddenOf>[1];
    expect(forbiddenOf(await find(read("nothing")), parameters)).toBeNull();
  }, SLOW_MS);
});
