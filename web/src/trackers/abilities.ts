/** What this browser can do at all, and so which trackers it cannot run. Nothing here waits. */

import catalogue from "../wire/catalogue.json";
import type { TrackerSetting } from "../wire/messages";
import { TRACKERS } from "./list";
import type { Abilities, TrackerKind } from "./tracker";

/** (module (func (result v128) i32.const 0 i8x16.splat)), the least module with a SIMD instruction. */
const SIMD_MODULE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
);

/** Compiled rather than validated, because a browser that does not know `wasm-unsafe-eval` refuses only then (Chrome 96). */
function compilesSimd(): boolean {
  try {
    return !!new WebAssembly.Module(SIMD_MODULE);
  } catch {
    return false;
  }
}

const hasSound = () => "AudioContext" in globalThis || "webkitAudioContext" in globalThis;

export const abilities = (): Abilities => ({
  inference: typeof Worker === "function" && compilesSimd(),
  sound: hasSound(),
});

const serverTrackers = new Set(catalogue.trackers.filter((one) => one.told_by === "server").map((one) => one.name));

/** Names of the trackers that are on and are the page's to run, whether it can or not. */
const wanted = (settings: Record<string, TrackerSetting>): string[] =>
  Object.keys(settings).filter((name) => settings[name]?.on !== false && !serverTrackers.has(name));

export function runnable(settings: Record<string, TrackerSetting>, can = abilities()): TrackerKind[] {
  const names = new Set(wanted(settings));
  return TRACKERS.filter((kind) => names.has(kind.name) && kind.canRun(can));
}

export function unavailableTrackers(settings: Record<string, TrackerSetting>): string[] {
  const names = new Set(runnable(settings).map((kind) => kind.name));
  return wanted(settings).filter((name) => !names.has(name));
}
