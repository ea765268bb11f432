/** ONNX Runtime on WASM, one thread: pages of foreign exams cannot be isolated as threads would demand. */

import { env, InferenceSession } from "onnxruntime-web/wasm";
import { fetchAsset, type AssetName } from "./assets";

let started: Promise<void> | null = null;

/** The binary is handed over, so that the runtime fetches nothing itself (its loader would import modules). */
async function start(): Promise<void> {
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  env.wasm.wasmBinary = await fetchAsset("runtime");
}

export async function openModel(name: AssetName): Promise<InferenceSession> {
  started ??= start();
  started.catch(() => {
    started = null;
  });
  await started;
  return InferenceSession.create(await fetchAsset(name), { executionProviders: ["wasm"] });
}
