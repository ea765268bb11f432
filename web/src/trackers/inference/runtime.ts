/** ONNX Runtime on WASM, one thread: pages of foreign exams cannot be isolated as threads would demand. */

import { env, InferenceSession } from "onnxruntime-web/wasm";
import { type AssetName, fetchAsset } from "./assets";

/** `lean` holds only what our models were seen to call, a third of the whole (docs/decisions/0009). */
export type RuntimeName = "lean" | "runtime";

let started: Promise<void> | null = null;

/** The binary is handed over, so that the runtime fetches nothing itself (its loader would import modules). */
async function start(name: RuntimeName): Promise<void> {
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  env.wasm.wasmBinary = await fetchAsset(name);
}

/** The first call decides on the runtime; one that could not be fetched is asked for again by the next. */
export async function openModel(name: AssetName, runtime: RuntimeName): Promise<InferenceSession> {
  started ??= start(runtime);
  started.catch(() => {
    started = null;
  });
  await started;
  return InferenceSession.create(await fetchAsset(name), { executionProviders: ["wasm"] });
}

/** The lean runtime met a function it lacks: from then on nothing that it computes can be trusted. */
export const isMissingFunction = (error: unknown): boolean => /unreachable/i.test(String(error));
